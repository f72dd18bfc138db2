/**
 * Question: after the rollback the service is still down, because the target group was changed too: what is left?
 * Source: https://github.com/aws/copilot-cli/issues/4838
 *
 * The new version answers its health check with 204 instead of 200, and the target group was told so; then it crashes.
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
const web = fargateService(sim, {
  desiredCount: 2,
  circuitBreaker: true,
  loadBalancer: { deregistrationDelaySeconds: 30 },
});
const TargetGroupArn = web.targetGroupArn ?? '';
sim.runUntilSteady();
sim.run('1m');

const update = sim.now;
sim.elbv2.modifyTargetGroup({ TargetGroupArn, Matcher: { HttpCode: '204' } });
sim.workloads.set(web.register('web:2'), { exits: { code: 1, after: '4s' }, http: 204 });
sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
sim.runUntilSteady();
const verdict = sim.verdict('web');

console.log(sim.timeline({ service: 'web', from: update, detail: 'events' }));
console.log(`
${verdict.outcome}: ${verdict.why}`);
const { services } = sim.ecs.describeServices({ services: ['web'] });
const { TargetHealthDescriptions } = sim.elbv2.describeTargetHealth({ TargetGroupArn });
const { taskDefinition, runningCount } = services[0] ?? {};
console.log(`ECS is back on ${taskDefinition?.split('/')[1]}, ${runningCount} tasks run. Their targets:`);
for (const { Target, TargetHealth } of TargetHealthDescriptions ?? []) {
  console.log(`  ${Target?.Id} is ${TargetHealth?.State}: ${TargetHealth?.Description}`);
}

sim.elbv2.modifyTargetGroup({ TargetGroupArn, Matcher: { HttpCode: '200' } });
sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
const repaired = sim.runUntilSteady();
console.log(`A rollback returns what belongs to the service revision; the target group is not part of it, so the good
old tasks fail its checks. With the check as it was and a new deployment: ${repaired.outcome}.`);

if (verdict.outcome !== 'failed' || repaired.outcome !== 'completed') {
  throw new Error('The story of this example has changed.');
}
