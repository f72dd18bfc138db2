/**
 * Question: what does this task definition, with its service behind a balancer, become on Fargate?
 * Source: "AWS ECS Container Service", Tech World by Yashrajsinh: its cluster, task definition and service.
 */
import { createSimulator } from 'steadystate';

const sim = createSimulator({ region: 'ap-south-1' });
sim.ecs.createCluster({
  clusterName: 'production-cluster',
  capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
  defaultCapacityProviderStrategy: [
    { capacityProvider: 'FARGATE', weight: 1, base: 2 },
    { capacityProvider: 'FARGATE_SPOT', weight: 3 },
  ],
  settings: [{ name: 'containerInsights', value: 'enabled' }],
  tags: [{ key: 'Environment', value: 'production' }],
});
const { taskDefinition } = sim.ecs.registerTaskDefinition({
  family: 'web-api',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '512',
  memory: '1024',
  executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  taskRoleArn: 'arn:aws:iam::123456789012:role/web-api-task-role',
  containerDefinitions: [
    {
      name: 'web-api',
      image: '123456789012.dkr.ecr.ap-south-1.amazonaws.com/web-api:v1.2.0',
      essential: true,
      portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
      environment: [
        { name: 'NODE_ENV', value: 'production' },
        { name: 'PORT', value: '8080' },
      ],
      secrets: [
        {
          name: 'DATABASE_URL',
          valueFrom: 'arn:aws:secretsmanager:ap-south-1:123456789012:secret:prod/db-url-AbCdEf',
        },
      ],
      healthCheck: {
        command: ['CMD-SHELL', 'curl -f http://localhost:8080/health || exit 1'],
        interval: 30,
        timeout: 5,
        retries: 3,
        startPeriod: 60,
      },
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': '/ecs/web-api',
          'awslogs-region': 'ap-south-1',
          'awslogs-stream-prefix': 'ecs',
          'awslogs-create-group': 'true',
        },
      },
      linuxParameters: { initProcessEnabled: true },
    },
  ],
  runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
});
const subnets = ['subnet-private-1a', 'subnet-private-1b'];
const { LoadBalancers } = sim.elbv2.createLoadBalancer({ Name: 'web-api-alb', Subnets: subnets });
const { TargetGroups } = sim.elbv2.createTargetGroup({
  Name: 'web-api-tg',
  Protocol: 'HTTP',
  Port: 8080,
  VpcId: 'vpc-1',
  TargetType: 'ip',
});
const targetGroupArn = TargetGroups[0]!.TargetGroupArn!;
sim.elbv2.createListener({
  LoadBalancerArn: LoadBalancers[0]!.LoadBalancerArn!,
  Protocol: 'HTTP',
  Port: 80,
  DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
});
sim.ecs.createService({
  cluster: 'production-cluster',
  serviceName: 'web-api-service',
  taskDefinition: 'web-api:1',
  desiredCount: 3,
  launchType: 'FARGATE',
  platformVersion: 'LATEST',
  networkConfiguration: {
    awsvpcConfiguration: { subnets, securityGroups: ['sg-ecs-tasks'], assignPublicIp: 'DISABLED' },
  },
  loadBalancers: [{ targetGroupArn, containerName: 'web-api', containerPort: 8080 }],
  healthCheckGracePeriodSeconds: 120,
  deploymentConfiguration: {
    deploymentCircuitBreaker: { enable: true, rollback: true },
    maximumPercent: 200,
    minimumHealthyPercent: 100,
  },
  enableExecuteCommand: true,
  tags: [{ key: 'Service', value: 'web-api' }],
});
const end = sim.runUntilSteady();

const { services } = sim.ecs.describeServices({ cluster: 'production-cluster', services: ['web-api-service'] });
const { TargetHealthDescriptions } = sim.elbv2.describeTargetHealth({ TargetGroupArn: targetGroupArn });
console.log(sim.timeline({ service: 'web-api-service' }));
console.log(`
Compatible with ${taskDefinition.compatibilities?.join(', ')}.
Running ${services[0]?.runningCount} of ${services[0]?.desiredCount} after ${end.tookMs / 1000} s; targets:`);
for (const { Target, TargetHealth } of TargetHealthDescriptions) {
  console.log(`  ${Target?.Id}:${Target?.Port} in ${Target?.AvailabilityZone} is ${TargetHealth?.State}`);
}

const { taskArns } = sim.ecs.listTasks({ cluster: 'production-cluster', serviceName: 'web-api-service' });
const { tasks } = sim.ecs.describeTasks({ cluster: 'production-cluster', tasks: taskArns ?? [] });
const onSpot = tasks?.filter(({ capacityProviderName }) => capacityProviderName !== undefined) ?? [];
console.log(`
Tasks of a capacity provider: ${onSpot.length}. The page puts two tasks on FARGATE and the others mostly on FARGATE_SPOT, but its
service names a launchType: then the cluster's default strategy is not used. Nor does the balancer wait for the
end of the grace period, as the page says: it checks from registration on, and ECS takes no notice until then.`);

const healthy = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy');
if (end.outcome !== 'completed' || healthy.length !== 3 || onSpot.length !== 0)
  throw new Error('The story of this example has changed.');
