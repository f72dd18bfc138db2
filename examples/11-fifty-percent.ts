/**
 * Question: four tasks at minimumHealthyPercent 50: are two stopped, and then two started in their place?
 * Source: Gruntwork's Terraform module "ECS Service": "ECS will first undeploy 2 Tasks at version 1, then deploy 2 Tasks
 * at version 2 in their place, and then repeat the process again with the remaining 2 tasks".
 */
import { createSimulator, fargateService } from 'steadystate';

function deploy(maximumPercent: number, image: string) {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 4, minimumHealthyPercent: 50, maximumPercent });
  sim.runUntilSteady();
  sim.run('1m');
  const update = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register(image) });
  sim.runUntilSteady();
  return { timeline: sim.timeline({ service: 'web', from: update, detail: 'events' }), verdict: sim.verdict('web') };
}

const digest = `web@sha256:${'2'.repeat(64)}`;
const runs = [
  { name: 'maximumPercent 100, image by digest', ...deploy(100, digest) },
  { name: 'maximumPercent 100, image by tag', ...deploy(100, 'web:2') },
  { name: 'maximumPercent 200, image by digest', ...deploy(200, digest) },
];
for (const { name, timeline } of runs) console.log(`${name}\n${timeline}\n`);
for (const { name, verdict } of runs) {
  console.log(`${name}: ${verdict.tookMs / 1000} s, never fewer than ${verdict.lowestHealthy.count} healthy`);
}
console.log(`The story is that of maximumPercent 100 with known digests. By tag, the new tasks come one, then the others;
with a maximum of 200, the default, new ones come at once, and two are stopped all the same.`);

if (runs.some(({ verdict }) => verdict.outcome !== 'completed' || verdict.lowestHealthy.count !== 2)) {
  throw new Error('The story of this example has changed.');
}
