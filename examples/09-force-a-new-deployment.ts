/**
 * Question: a forced deployment of the same revision: are all tasks replaced, and does the service dip?
 * Source: "How to Create an ECS Service for Long-Running Containers", OneUptime blog, "Force New Deployment".
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
fargateService(sim, { name: 'api', desiredCount: 3 });
sim.runUntilSteady();
sim.run('1m');

const force = sim.now;
const before = sim.at(force).services[0]?.tasks.map(({ taskId }) => taskId) ?? [];
sim.ecs.updateService({ service: 'api', forceNewDeployment: true });
const end = sim.runUntilSteady();
const after = sim.at(sim.now).services[0]?.tasks.map(({ taskId }) => taskId) ?? [];
const kept = after.filter((taskId) => before.includes(taskId));

console.log(sim.timeline({ service: 'api', from: force }));
console.log();
console.log(String(end));
console.log(`${after.length} tasks, ${kept.length} of them from before. All three start together: the revision has run
before, so the digests of its images are known.`);

if (end.outcome !== 'completed' || kept.length > 0) throw new Error('The story of this example has changed.');
