import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

test.each([
  { region: 'us-east-1', arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/prod' },
  { region: 'cn-north-1', arn: 'arn:aws-cn:ecs:cn-north-1:123456789012:cluster/prod' },
  { region: 'us-gov-west-1', arn: 'arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/prod' },
])('the partition of a region: $region [arn-shapes]', ({ region, arn }) => {
  const sim = createSimulator({ region });
  expect(sim.ecs.createCluster({ clusterName: 'prod' }).cluster.clusterArn).toBe(arn);
});

test('the long form names the cluster, in each region [arn-shapes]', () => {
  const sim = createSimulator({ region: 'cn-north-1', account: '210987654321' });
  fargateService(sim, { cluster: 'prod', loadBalancer: true });
  sim.runUntilSteady();
  const { taskArns } = sim.ecs.listTasks({ cluster: 'prod' });
  const [service] = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services;
  const { serviceDeployments } = sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' });
  const arns = [
    service?.serviceArn,
    service?.taskDefinition,
    ...taskArns,
    ...serviceDeployments.flatMap((each) => [each.serviceDeploymentArn, each.targetServiceRevisionArn]),
    ...sim.elbv2.describeTargetGroups().TargetGroups.map((group) => group.TargetGroupArn),
  ];
  expect(arns.map((arn) => arn?.replace(/[0-9a-f]{16,}$|[\w-]{21}$/, '…'))).toEqual([
    'arn:aws-cn:ecs:cn-north-1:210987654321:service/prod/web',
    'arn:aws-cn:ecs:cn-north-1:210987654321:task-definition/web:1',
    'arn:aws-cn:ecs:cn-north-1:210987654321:task/prod/…',
    'arn:aws-cn:ecs:cn-north-1:210987654321:service-deployment/prod/web/…',
    'arn:aws-cn:ecs:cn-north-1:210987654321:service-revision/prod/web/…',
    'arn:aws-cn:elasticloadbalancing:cn-north-1:210987654321:targetgroup/web/…',
  ]);
});

test('addresses go by the number of the task, from 10.0.0.4 on, beyond the last byte too [task-address]', () => {
  const sim = createSimulator({ quotas: 'off' });
  fargateService(sim, { desiredCount: 0 });
  const addresses: (string | undefined)[] = [];
  for (let call = 0; call < 26; call += 1) {
    const { tasks } = sim.ecs.runTask({
      taskDefinition: 'web',
      count: 10,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: [call % 2 === 0 ? 'subnet-1a' : 'subnet-1b'] } },
    });
    sim.run('10s');
    for (const { containers } of sim.ecs.describeTasks({ tasks: tasks.map(({ taskArn = '' }) => taskArn) }).tasks) {
      addresses.push(containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address);
    }
  }
  expect([0, 1, 10, 251, 252, 259].map((index) => addresses[index])).toEqual([
    '10.0.0.4',
    '10.0.0.5',
    '10.0.0.14',
    '10.0.0.255',
    '10.0.1.0',
    '10.0.1.7',
  ]);
});

/** Ids of everything that a service behind a balancer has, after its first steady state. */
function idsOf(seed: number) {
  const sim = createSimulator({ seed });
  fargateService(sim, { loadBalancer: true });
  sim.runUntilSteady();
  const [task] = sim.ecs.describeTasks({ tasks: sim.ecs.listTasks().taskArns }).tasks;
  const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
  const [deployed] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments;
  const detail = (name: string) => task?.attachments[0]?.details.find((each) => each.name === name)?.value;
  const end = (arn: string | undefined) => arn?.split('/').at(-1);
  const [balancer] = sim.elbv2.describeLoadBalancers().LoadBalancers;
  return {
    task: end(task?.taskArn),
    container: end(task?.containers[0]?.containerArn),
    attachment: task?.attachments[0]?.id,
    networkInterface: detail('networkInterfaceId'),
    event: service?.events[0]?.id,
    deployment: service?.deployments[0]?.id,
    serviceDeployment: end(deployed?.serviceDeploymentArn),
    balancer: end(balancer?.LoadBalancerArn),
    targetGroup: end(sim.elbv2.describeTargetGroups().TargetGroups[0]?.TargetGroupArn),
  };
}

test('ids have the shapes that AWS gives them, and come from the seed [id-task] [id-deployment] [id-service-deployment] [id-other] [id-from-the-seed]', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const shapes = {
    task: /^[0-9a-f]{32}$/,
    container: uuid,
    attachment: uuid,
    networkInterface: /^eni-[0-9a-f]{17}$/,
    event: uuid,
    deployment: /^ecs-svc\/\d{19}$/,
    serviceDeployment: /^[A-Za-z0-9_-]{21}$/,
    balancer: /^[0-9a-f]{16}$/,
    targetGroup: /^[0-9a-f]{16}$/,
  };
  const ids = idsOf(7);
  for (const [what, shape] of Object.entries(shapes)) expect(ids[what as keyof typeof ids], what).toMatch(shape);
  expect(idsOf(7)).toEqual(ids);
  const others = new Set(Object.values(idsOf(8)));
  expect(Object.values(ids).filter((id) => others.has(id))).toEqual([]);
});
