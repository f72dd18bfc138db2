/**
 * Question: the breaker fired, but nothing was rolled back: when is there no deployment to return to?
 * Source: https://github.com/aws/containers-roadmap/issues/1488
 */
import { createSimulator, fargateService, type Simulator } from 'steadystate';

const crash = { exits: { code: 1, after: '4s' } };

const first = createSimulator();
fargateService(first, { circuitBreaker: true });
first.workloads.set('web:1', crash);
first.runUntilSteady();

const third = createSimulator();
const web = fargateService(third, { circuitBreaker: true });
third.runUntilSteady();
third.run('1m');
const update = third.now;
third.workloads.set(web.register('web:2'), crash);
third.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
third.runUntil((sim) => sim.facts().some((fact) => fact.kind === 'deployment' && fact.change === 'rollingBack'));
third.workloads.set(web.register('web:3'), crash);
third.ecs.updateService({ service: 'web', taskDefinition: 'web:3' });
third.runUntilSteady();

function tell(title: string, sim: Simulator) {
  const { serviceDeployments = [] } = sim.ecs.listServiceDeployments({ service: 'web' });
  const now = sim.at(sim.now).services[0];
  console.log(title);
  console.log(`  service deployment ${serviceDeployments[0]?.status}: ${serviceDeployments[0]?.statusReason}`);
  console.log(`  ${now?.running} tasks running. ${sim.explain('web').split('\n')[0]}`);
  return `${serviceDeployments[0]?.status} ${now?.running}`;
}

console.log(third.timeline({ service: 'web', from: update, detail: 'events' }));
console.log();
const stories = [
  tell('The first deployment of a service fails:', first),
  tell('A third deployment is started while the second is being rolled back, and fails too:', third),
];
console.log(`ECS returns to the last deployment that is COMPLETED. The first one has none before it; and the target of a
rollback is IN_PROGRESS again until the rollback is over. Its tasks are kept, but it is not returned to.`);

if (stories.join(', ') !== 'ROLLBACK_FAILED 0, ROLLBACK_FAILED 1') {
  throw new Error(`The story of this example has changed: ${stories}`);
}
