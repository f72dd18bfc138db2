/**
 * Question: deleting a service, after scaling it to zero or with force: which is faster, and when is it gone?
 * Source: "How to Create an ECS Service for Long-Running Containers", OneUptime blog, "Deleting a Service": force "stops
 * all tasks immediately".
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
fargateService(sim, { name: 'api', desiredCount: 3 });
fargateService(sim, { name: 'worker', desiredCount: 3 });
sim.runUntilSteady();
sim.run('1m');

const deletion = sim.now;
try {
  sim.ecs.deleteService({ service: 'api' });
} catch (error) {
  console.log(`At first: ${error}`);
}
sim.ecs.updateService({ service: 'api', desiredCount: 0 });
sim.ecs.deleteService({ service: 'api' });
sim.ecs.deleteService({ service: 'worker', force: true });
sim.run('5m');

console.log(sim.timeline({ from: deletion }));
console.log();
const secondsTo = (text: RegExp): number => {
  const entry = sim.timelineEntries({ from: deletion }).find((each) => text.test(each.text));
  return ((entry?.atMs ?? Number.NaN) - deletion.getTime()) / 1000;
};
const toZero = secondsTo(/^\[api\] has stopped 3/);
const forced = secondsTo(/^\[worker\] has stopped 3/);
console.log(
  `Scaled to zero, the tasks are told to stop after ${toZero} s; with force after ${forced} s (recorded once).`,
);
const gone = secondsTo(/^\[api\] the service is INACTIVE/) - secondsTo(/^\[api\] 3 tasks of api:1 STOPPED/);
console.log(`Both are DRAINING at once, and INACTIVE ${gone} s after their last task is STOPPED.`);

const { services } = sim.ecs.describeServices({ services: ['api', 'worker'] });
if (services.some(({ status }) => status !== 'INACTIVE') || forced < toZero) {
  throw new Error('The story of this example has changed.');
}
