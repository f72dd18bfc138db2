/**
 * Question: the waiter says the service is stable, although the deployment was rolled back: which fields tell the truth?
 * Source: https://github.com/aws/aws-cli/issues/9275, https://github.com/kayac/ecspresso/issues/732,
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/494
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
const web = fargateService(sim, { desiredCount: 2, circuitBreaker: true });
sim.runUntilSteady();
sim.run('1m');

const look = () => {
  const { services } = sim.ecs.describeServices({ services: ['web'] });
  const { deployments = [], taskDefinition, runningCount, desiredCount } = services[0] ?? {};
  const { serviceDeployments } = sim.ecs.listServiceDeployments({ service: 'web' });
  return {
    // The whole condition of the SDKs' ServicesStable and of `aws ecs wait services-stable`.
    isStable: deployments.length === 1 && runningCount === desiredCount,
    primary: deployments[0]?.id,
    rolloutState: deployments[0]?.rolloutState,
    taskDefinition: taskDefinition?.split('/')[1],
    serviceDeployment: serviceDeployments?.[0]?.status,
  };
};

const bad = web.register('web:2');
sim.workloads.set(bad, { exits: { code: 1, after: '4s' } });
const update = sim.now.getTime();
const { service } = sim.ecs.updateService({ service: 'web', taskDefinition: bad });
const wanted = service?.deployments?.[0]?.id;

console.log('after    stable  taskDefinition  rolloutState  service deployment');
const tell = () => {
  const { isStable, taskDefinition, rolloutState, serviceDeployment } = look();
  const after = `${(sim.now.getTime() - update) / 1000} s`;
  console.log(
    [after.padEnd(7), isStable ? 'yes   ' : 'no    ', taskDefinition?.padEnd(14), rolloutState?.padEnd(12)].join('  '),
    serviceDeployment,
  );
};
tell();
for (const stretch of ['30s', '60s', '30s']) {
  sim.run(stretch);
  tell();
}
sim.runUntil(() => look().isStable);
tell();
sim.runUntilSteady();
tell();

const end = look();
console.log(`
The waiter is content before the rollback is COMPLETED, and never notices that it was one. The truth is in
deployments[0].id, which is not the one that UpdateService answered with, in the service's taskDefinition,
and in the status of the service deployment.`);

if (!end.isStable || end.primary === wanted || end.serviceDeployment !== 'ROLLBACK_SUCCESSFUL') {
  throw new Error('The story of this example has changed.');
}
