/**
 * Question: four tasks at maximumPercent 200: do four new ones come up before any old one goes?
 * Source: Gruntwork's Terraform module "ECS Service": "ECS will first deploy 4 Tasks at version 2, wait for them to come
 * up, and then it'll undeploy the 4 Tasks at version 1".
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
const web = fargateService(sim, { desiredCount: 4, maximumPercent: 200 });
sim.runUntilSteady();
sim.run('1m');

const update = sim.now;
sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
sim.runUntilSteady();

const since = sim.series('web').filter(({ at }) => at > update);
const firstStop = since.find(({ deployments }) => deployments[1]?.running === 3);
const newOnes = firstStop?.deployments[0];
const { outcome, lowestHealthy, highestTasks } = sim.verdict('web');

console.log(sim.timeline({ service: 'web', from: update }));
console.log(`
When the first old task goes, ${newOnes?.running} new ones run and ${newOnes?.healthy} of them is healthy: ECS
stops an old one as soon as it can be spared. The first new one comes alone, until its digest is known.
Never fewer than ${lowestHealthy.count} healthy, and ${highestTasks.count} at most: room for all of them is needed.`);

if (outcome !== 'completed' || newOnes?.healthy !== 1 || lowestHealthy.count !== 4 || highestTasks.count !== 8) {
  throw new Error('The story of this example has changed.');
}
