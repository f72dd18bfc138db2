/**
 * Question: the container doesn't listen on the port that the service registers: is that "a perfectly running service
 * that is utterly unreachable"?
 * Source: "Integrating with a Load Balancer", chapter on ECS services of a book on AWS.
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
const web = fargateService(sim, { desiredCount: 2, loadBalancer: true });
sim.workloads.set('web:1', { http: 'refused' });
const end = sim.runUntilSteady({ timeout: '30m' });

console.log(sim.timeline({ service: 'web', until: '2026-01-01T00:08:00Z', detail: 'events' }));
console.log();
console.log(sim.explain('web'));
console.log(`
After ${end.tookMs / 60_000} minutes ${end.services[0]?.tasksFailed} tasks were stopped for failed health checks:
ECS replaces them again and again, as fast as their draining makes room. A port or a container that the
task definition does not have is refused at once:`);
for (const wrong of [
  { containerName: 'web', containerPort: 3000 },
  { containerName: 'my-web-app', containerPort: 8080 },
]) {
  try {
    sim.ecs.createService({
      serviceName: 'wrong',
      taskDefinition: 'web:1',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
      loadBalancers: [{ targetGroupArn: web.targetGroupArn ?? '', ...wrong }],
    });
  } catch (error) {
    console.log(`  ${error}`);
  }
}

if (end.outcome !== 'unfinished' || sim.ecs.listServices().serviceArns?.length !== 1) {
  throw new Error('The story of this example has changed.');
}
