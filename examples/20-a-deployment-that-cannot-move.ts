/**
 * Question: with these percentages, will a deployment ever move?
 * Source: https://github.com/convox/rack/issues/429, https://github.com/GovWifi/govwifi-terraform/pull/1034,
 * https://github.com/fabfuel/ecs-deploy/issues/11
 */
import { createSimulator, fargateService } from 'steadystate';

function deploy(desiredCount: number, minimumHealthyPercent: number, maximumPercent: number) {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount, minimumHealthyPercent, maximumPercent });
  sim.runUntilSteady();
  sim.run('1m');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  const { outcome } = sim.runUntilSteady();
  return { sim, outcome, seconds: sim.verdict('web').tookMs / 1000 };
}

const bounds = [
  [1, 100, 150],
  [1, 100, 200],
  [1, 0, 100],
  [2, 100, 150],
  [3, 100, 125],
  [3, 100, 134],
  [3, 67, 100],
  [3, 66, 100],
] as const;
console.log('tasks  min/max  what becomes of the deployment');
const outcomes = bounds.map(([desiredCount, min, max]) => {
  const { outcome, seconds } = deploy(desiredCount, min, max);
  const after = outcome === 'completed' ? ` after ${seconds} s` : '';
  console.log(`${String(desiredCount).padEnd(5)}  ${`${min}/${max}`.padEnd(7)}  ${outcome}${after}`);
  return outcome;
});

const { sim } = deploy(3, 100, 125);
console.log(`
3 tasks at 100/125: ${sim.explain('web').split('\n')[0]}`);
const { services } = sim.ecs.describeServices({ services: ['web'] });
console.log(`The service event: ${services[0]?.events?.[0]?.message}`);
sim.ecs.updateService({ service: 'web', deploymentConfiguration: { maximumPercent: 134 } });
const end = sim.runUntilSteady();
console.log(`With maximumPercent 134 the same deployment goes on: ${end.outcome}.`);

console.log();
try {
  sim.ecs.updateService({
    service: 'web',
    availabilityZoneRebalancing: 'DISABLED',
    deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 },
  });
} catch (error) {
  console.log(`100/100 itself is refused: ${error}`);
}
console.log('The minimum is rounded up and the maximum down: what is left between them must be a whole task.');

const story = outcomes.join(', ');
if (
  story !== 'stuck, completed, completed, completed, stuck, completed, stuck, completed' ||
  end.outcome !== 'completed'
) {
  throw new Error(`The story of this example has changed: ${story}`);
}
