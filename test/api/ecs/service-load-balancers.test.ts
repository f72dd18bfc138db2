import { expect, test } from 'vitest';
import type { LoadBalancer } from '../../../src/model/aws/ecs.generated.js';
import { aTargetGroup } from '../elbv2/builders.js';
import { expectRefused, fargateDefinition, fargateService, prodCluster } from './setup.js';

/** A cluster, a definition whose container `app` maps port 80, and target groups in and out of use. */
function scene() {
  const sim = prodCluster();
  const { elbv2, ecs } = sim;
  ecs.registerTaskDefinition(
    fargateDefinition('shop', {
      containerDefinitions: [{ name: 'app', image: 'shop:1', portMappings: [{ containerPort: 80 }] }],
    }),
  );
  const group = (Name: string, TargetType: 'ip' | 'instance' = 'ip') =>
    elbv2.createTargetGroup(aTargetGroup({ Name, TargetType })).TargetGroups?.[0]?.TargetGroupArn ?? '';
  const groups = { used: group('used'), unused: group('unused'), instances: group('instances', 'instance') };
  const balancer = elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-1a', 'subnet-1b'] }).LoadBalancers?.[0];
  for (const [TargetGroupArn, Port] of [
    [groups.used, 80],
    [groups.instances, 81],
  ] as const) {
    elbv2.createListener({
      LoadBalancerArn: balancer?.LoadBalancerArn ?? '',
      Protocol: 'HTTP',
      Port,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    });
  }
  return { sim, groups };
}

type Groups = ReturnType<typeof scene>['groups'];

test.each<{ wrong: string; given: (groups: Groups) => LoadBalancer; message: (groups: Groups) => string }>([
  {
    wrong: 'a container that the definition lacks',
    given: ({ used }) => ({ targetGroupArn: used, containerName: 'web', containerPort: 80 }),
    message: () => 'The container web does not exist in the task definition.',
  },
  {
    wrong: 'a port that the container does not map',
    given: ({ used }) => ({ targetGroupArn: used, containerName: 'app', containerPort: 81 }),
    message: () => 'The container app did not have a container port 81 defined.',
  },
  {
    wrong: 'a target group that is not there',
    given: ({ used }) => ({ targetGroupArn: `${used}0`, containerName: 'app', containerPort: 80 }),
    message: () => 'Unable to describe target group(s): One or more target groups not found',
  },
  {
    wrong: 'a target group that no listener uses',
    given: ({ unused }) => ({ targetGroupArn: unused, containerName: 'app', containerPort: 80 }),
    message: ({ unused }) =>
      `The target group with targetGroupArn ${unused} does not have an associated load balancer.`,
  },
  {
    wrong: 'a target group of instances',
    given: ({ instances }) => ({ targetGroupArn: instances, containerName: 'app', containerPort: 80 }),
    message: ({ instances }) =>
      `The provided target group ${instances} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.`,
  },
])('$wrong is refused [elb-service-target-groups]', ({ given, message }) => {
  const { sim, groups } = scene();
  const request = fargateService({ taskDefinition: 'shop', loadBalancers: [given(groups)] });
  expectRefused(sim, () => sim.ecs.createService(request), 'InvalidParameterException', message(groups));
  expect(sim.ecs.listServices({ cluster: 'prod' }).serviceArns).toEqual([]);
  // An update is refused as well.
  sim.ecs.createService(fargateService({ taskDefinition: 'shop' }));
  const update = { cluster: 'prod', service: 'web', loadBalancers: [given(groups)] };
  expectRefused(sim, () => sim.ecs.updateService(update), 'InvalidParameterException', message(groups));
});

test('outside of awsvpc a service names groups of instances [elb-service-target-groups]', () => {
  const { sim, groups } = scene();
  sim.ecs.registerTaskDefinition({
    family: 'bridged',
    containerDefinitions: [{ name: 'app', image: 'app', memory: 128, portMappings: [{ containerPort: 80 }] }],
  });
  const service = (serviceName: string, targetGroupArn: string) => ({
    cluster: 'prod',
    serviceName,
    taskDefinition: 'bridged',
    desiredCount: 0,
    loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
  });
  expectRefused(
    sim,
    () => sim.ecs.createService(service('ips', groups.used)),
    'InvalidParameterException',
    `The provided target group ${groups.used} has target type ip, which is incompatible with the bridge network mode specified in the task definition.`,
  );
  expect(sim.ecs.createService(service('instances', groups.instances)).service?.loadBalancers).toHaveLength(1);
});

test('a target group that is named twice has each task once [elb-service-target-groups]', () => {
  const { sim, groups } = scene();
  const behind = { targetGroupArn: groups.used, containerName: 'app', containerPort: 80 };
  const request = fargateService({ taskDefinition: 'shop', desiredCount: 1, loadBalancers: [behind, behind] });
  expect(sim.ecs.createService(request).service?.loadBalancers).toEqual([behind, behind]);
  sim.runUntilSteady();
  expect(sim.elbv2.describeTargetHealth({ TargetGroupArn: groups.used }).TargetHealthDescriptions).toHaveLength(1);
  const events = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services?.[0]?.events ?? [];
  expect(events.flatMap(({ message }) => (/registered/.test(message ?? '') ? [message] : []))).toEqual([
    `(service web) registered 1 targets in (target-group ${groups.used})`,
  ]);
});
