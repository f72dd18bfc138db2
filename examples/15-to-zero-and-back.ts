/**
 * Question: desired count to 0 and back to 2: does that abort a bad deployment and bring the old version back?
 * Source: "The Deployment Gotcha: Your Desired Count is King", chapter on ECS services of a book on AWS: the service "will
 * launch new ones using the current active task definition, which is the old, stable one".
 *
 * Unproven: that a deployment completes at zero is inferred from logs of services without tasks. No published log shows
 * this trick.
 */
import { createSimulator, fargateService, type Simulator } from 'steadystate';

/** Two good tasks of web:1, and two minutes of a deployment of web:2, which crashes at once. */
function aBadDeployment(): Simulator {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.run('1m');
  const bad = web.register('web:2');
  sim.workloads.set(bad, { exits: { code: 1, after: '4s' } });
  sim.ecs.updateService({ service: 'web', taskDefinition: bad });
  sim.run('2m');
  return sim;
}

const trick = aBadDeployment();
const abort = trick.now;
trick.ecs.updateService({ service: 'web', desiredCount: 0 });
trick.runUntilSteady();
trick.ecs.updateService({ service: 'web', desiredCount: 2 });
trick.run('2m');

const update = aBadDeployment();
update.ecs.updateService({ service: 'web', taskDefinition: 'web:1' });
update.runUntilSteady();

const stop = aBadDeployment();
const [current] = stop.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments ?? [];
stop.ecs.stopServiceDeployment({ serviceDeploymentArn: current?.serviceDeploymentArn ?? '', stopType: 'ROLLBACK' });
stop.runUntilSteady();

const outcomes = [
  { way: 'to zero and back', sim: trick },
  { way: 'update to web:1', sim: update },
  { way: 'StopServiceDeployment', sim: stop },
].map(({ way, sim }) => {
  const good = sim.at(abort).services[0]?.tasks.filter(({ taskDefinition }) => taskDefinition === 'web:1') ?? [];
  const now = sim.at(sim.now).services[0];
  const kept = now?.tasks.filter(({ taskId }) => good.some((task) => task.taskId === taskId)).length;
  const lowest = Math.min(...sim.series('web').map(({ at, healthy }) => (at < abort ? 2 : healthy)));
  return { way, inForce: now?.deployments[0]?.taskDefinition, lowest, kept };
});

console.log(trick.timeline({ service: 'web', from: abort }));
console.log();
for (const { way, inForce, lowest, kept } of outcomes) {
  console.log(`${way.padEnd(21)}  ${inForce} in force, never fewer than ${lowest} healthy, ${kept} good tasks kept`);
}
console.log(`The trick stops the good tasks, and what comes back is the bad revision: it is PRIMARY, and COMPLETED at
zero, so that not even the circuit breaker watches it. To go back, stop the deployment.`);

const story = outcomes.map(({ inForce, lowest, kept }) => `${inForce} ${lowest} ${kept}`).join(', ');
if (story !== 'web:2 0 0, web:1 2 0, web:1 2 2') throw new Error(`The story of this example has changed: ${story}`);
