/**
 * Question: what does a grace period of 60 s do for a service behind a load balancer?
 * Source: "How to Create an ECS Service for Long-Running Containers", OneUptime blog: its web-frontend, "Without this,
 * slow-starting applications might get killed before they finish booting".
 */
import { createSimulator } from 'steadystate';

/** Its application needs 45 s before it answers; the balancer asks every 10 s. */
function createWebFrontend(healthCheckGracePeriodSeconds: number) {
  const sim = createSimulator();
  sim.ecs.createCluster({ clusterName: 'my-first-cluster' });
  sim.ecs.registerTaskDefinition({
    family: 'web-app',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image: 'web-app:1', portMappings: [{ containerPort: 8080 }] }],
  });
  sim.workloads.set('web-app:1', { startsIn: '45s' });

  const subnets = ['subnet-abc123', 'subnet-def456'];
  const { LoadBalancers } = sim.elbv2.createLoadBalancer({ Name: 'web', Subnets: subnets });
  const { TargetGroups } = sim.elbv2.createTargetGroup({
    Name: 'web-tg',
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-1',
    TargetType: 'ip',
    HealthCheckIntervalSeconds: 10,
    HealthyThresholdCount: 2,
  });
  const targetGroupArn = TargetGroups[0]!.TargetGroupArn!;
  sim.elbv2.createListener({
    LoadBalancerArn: LoadBalancers[0]!.LoadBalancerArn!,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
  });
  sim.ecs.createService({
    cluster: 'my-first-cluster',
    serviceName: 'web-frontend',
    taskDefinition: 'web-app:1',
    desiredCount: 3,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: { subnets, securityGroups: ['sg-12345678'], assignPublicIp: 'DISABLED' },
    },
    loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8080 }],
    healthCheckGracePeriodSeconds,
  });
  return { sim, end: sim.runUntilSteady({ timeout: '15m' }) };
}

const withGrace = createWebFrontend(60);
const without = createWebFrontend(0);

console.log(withGrace.sim.timeline({ service: 'web-frontend' }));
console.log();
for (const [grace, { end }] of Object.entries({ '60 s': withGrace, ' 0 s': without })) {
  console.log(`${grace}: ${end.outcome} after ${end.tookMs / 1000} s, ${end.services[0]?.tasksFailed} tasks failed`);
}
console.log('The balancer marks the targets unhealthy either way; for 60 s from RUNNING on, ECS takes no notice.');

if (withGrace.end.outcome !== 'completed' || without.end.outcome !== 'unfinished') {
  throw new Error('The story of this example has changed.');
}
