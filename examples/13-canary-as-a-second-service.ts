/**
 * Question: a canary as a second service on the same target group: which share of the requests does it get?
 * Source: Gruntwork's Terraform module "ECS Service", "How does canary deployment work?".
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
const web = fargateService(sim, { desiredCount: 10, loadBalancer: { deregistrationDelaySeconds: 30 } });
const targetGroupArn = web.targetGroupArn ?? '';
sim.runUntilSteady();
sim.run('1m');

const canary = sim.now;
sim.ecs.createService({
  serviceName: 'canary',
  taskDefinition: web.register('web:2'),
  desiredCount: 1,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8080 }],
});
sim.runUntilSteady();

const healthyTargets = () =>
  sim.elbv2
    .describeTargetHealth({ TargetGroupArn: targetGroupArn })
    .TargetHealthDescriptions?.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length ?? 0;
const withCanary = healthyTargets();
sim.ecs.updateService({ service: 'canary', desiredCount: 0 });
sim.runUntilSteady();
sim.run('2m');

console.log(sim.timeline({ from: canary }));
console.log(`
${withCanary} healthy targets, all of one weight: one request in ${withCanary} meets the canary.
With the canary at zero again, ${healthyTargets()} are left; the service web has not noticed anything.`);

if (withCanary !== 11 || healthyTargets() !== 10 || !sim.isSteady('web')) {
  throw new Error('The story of this example has changed.');
}
