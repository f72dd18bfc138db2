/**
 * Question: three tasks become five and then two: is that a deployment, and which tasks go?
 * Source: "How to Create an ECS Service for Long-Running Containers", OneUptime blog, "Scaling the Service".
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
fargateService(sim, { name: 'api', desiredCount: 3 });
sim.runUntilSteady();
sim.run('5m');

const scaleOut = sim.now;
sim.ecs.updateService({ service: 'api', desiredCount: 5 });
const out = sim.runUntilSteady();
sim.run('5m');
const five = sim.at(sim.now).services[0]?.tasks ?? [];
sim.ecs.updateService({ service: 'api', desiredCount: 2 });
const back = sim.runUntilSteady();
const two = sim.at(sim.now).services[0]?.tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING') ?? [];

console.log(sim.timeline({ service: 'api', from: scaleOut }));
console.log(`
Tasks, oldest first:`);
for (const { taskId, zone } of five) {
  const stays = two.some((task) => task.taskId === taskId);
  console.log(`  ${taskId.slice(0, 8)} in ${zone} ${stays ? 'stays' : 'goes'}`);
}
console.log(`Out in ${out.tookMs / 1000} s, in again in ${back.tookMs / 1000} s, and no deployment: there is still only the
first one. In the zones with most tasks the oldest go first (inferred: AWS documents only the zones).`);

if (sim.verdicts('api').length !== 1 || two.length !== 2) throw new Error('The story of this example has changed.');
