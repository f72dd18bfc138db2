/**
 * Question: four tasks at minimumHealthyPercent 75 and maximumPercent 125: is one started first, or one stopped first?
 * Source: "How to Create an ECS Service for Long-Running Containers", OneUptime blog: "it starts 1 new task, waits for it
 * to be healthy, then stops 1 old task, and repeats".
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
const api = fargateService(sim, { name: 'api', desiredCount: 4, minimumHealthyPercent: 75, maximumPercent: 125 });
sim.runUntilSteady();
sim.run('1m');

const update = sim.now;
sim.ecs.updateService({ service: 'api', taskDefinition: api.register('api:2') });
sim.runUntilSteady();

const told = sim.timelineEntries({ service: 'api', from: update });
const firstStart = told.find(({ text }) => text.startsWith('has started'));
const firstStop = told.find(({ text }) => text.startsWith('has stopped'));
const firstHealthy = sim.series('api').find(({ at, deployments }) => at > update && (deployments[0]?.healthy ?? 0) > 0);
if (firstStart === undefined || firstStop === undefined || firstHealthy === undefined) {
  throw new Error('The deployment did not run its course.');
}
const stopBeforeHealthySeconds = (firstHealthy.at.getTime() - firstStop.atMs) / 1000;
const { outcome, lowestHealthy, highestTasks } = sim.verdict('api');

console.log(sim.timeline({ service: 'api', from: update }));
console.log(`
One old task is stopped and one new one started in the same pass: a minimum of 3 lets one of 4 go at once.
ECS does not wait: the first new task is healthy ${stopBeforeHealthySeconds} s after the first old one had to go.
Never fewer than ${lowestHealthy.count} healthy, never more than ${highestTasks.count} in all.`);

if (outcome !== 'completed' || firstStop.atMs !== firstStart.atMs || stopBeforeHealthySeconds <= 0) {
  throw new Error('The story of this example has changed.');
}
