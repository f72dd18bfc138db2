import { describe, expect, test } from 'vitest';
import type { SimulatorOptions } from '../../../src/simulator/options.js';
import { described, fargateService, networkInput, prodCluster, type Simulator } from '../ecs/setup.js';

/** A balancer sends nothing, not even checks, to zones that it isn't enabled in (documented by AWS). */

const zoneText = 'Target is in an Availability Zone that is not enabled for the load balancer';

/** A service of one task in each of `subnets`, behind a balancer in `balancerSubnets`, two minutes on. */
function running(
  balancerSubnets: string[],
  subnets: string | string[],
  options: SimulatorOptions = {},
): [Simulator, string] {
  const sim = prodCluster(options);
  const { ecs, elbv2 } = sim;
  ecs.registerTaskDefinition({
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'web:1', portMappings: [{ containerPort: 80 }] }],
  });
  const LoadBalancerArn =
    elbv2.createLoadBalancer({ Name: 'front', Subnets: balancerSubnets }).LoadBalancers[0]?.LoadBalancerArn ?? '';
  const TargetGroupArn =
    elbv2.createTargetGroup({ Name: 'web', Protocol: 'HTTP', Port: 80, TargetType: 'ip', VpcId: 'vpc-1' })
      .TargetGroups[0]?.TargetGroupArn ?? '';
  elbv2.createListener({
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  ecs.createService(
    fargateService({
      taskDefinition: 'web',
      desiredCount: [subnets].flat().length,
      networkConfiguration: {
        awsvpcConfiguration: { ...networkInput().awsvpcConfiguration, subnets: [subnets].flat() },
      },
      loadBalancers: [{ targetGroupArn: TargetGroupArn, containerName: 'app', containerPort: 80 }],
    }),
  );
  sim.run('47s');
  return [sim, TargetGroupArn];
}

const healthOf = (sim: Simulator, TargetGroupArn: string) =>
  sim.elbv2.describeTargetHealth({ TargetGroupArn }).TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    zone: Target.AvailabilityZone,
    ...TargetHealth,
  }));

const unused = { State: 'unused', Reason: 'Target.NotInUse', Description: zoneText };
const declared = { subnets: { 'subnet-x': 'us-east-1a', 'subnet-y': 'us-east-1b', 'subnet-z': 'us-east-1c' } } as const;

describe('the health of a target', () => {
  test.each<[string, string[], string, SimulatorOptions, object]>([
    ['in a zone of the balancer', ['subnet-1a', 'subnet-1b'], 'subnet-private-1b', {}, { State: 'healthy' }],
    ['in another zone, by its letter', ['subnet-1a', 'subnet-1b'], 'subnet-1c', {}, unused],
    ['in another zone, as declared', ['subnet-x', 'subnet-y'], 'subnet-z', declared, unused],
    ['in a zone that nobody named', ['subnet-1a', 'subnet-1b'], 'subnet-0123456789abcdef0', {}, { State: 'healthy' }],
    [
      'behind a balancer whose zones nobody named',
      ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      'subnet-1c',
      {},
      { State: 'healthy' },
    ],
  ])('%s', (_, balancerSubnets, subnet, options, health) => {
    const [sim, group] = running(balancerSubnets, subnet, options);
    expect(healthOf(sim, group)).toEqual([{ zone: expect.any(String), ...health }]);
  });
});

test('a task in a zone that nobody named is reached, though another subnet of its service has a name', () => {
  const [sim, group] = running(['subnet-1a', 'subnet-1b'], ['subnet-1a', 'subnet-0123456789abcdef0']);
  sim.run('1m');
  expect(healthOf(sim, group)).toEqual([
    { zone: 'us-east-1a', State: 'healthy' },
    { zone: 'us-east-1c', State: 'healthy' },
  ]);
});

test('ECS takes a task that the balancer cannot reach for unhealthy, and says why', () => {
  const [sim, group] = running(['subnet-1a', 'subnet-1b'], 'subnet-1c');
  expect(sim.explain('web')).toContain('its load balancer is not enabled in its Availability Zone.');
  sim.run('30s');
  const stopped = sim.ecs.listTasks({ cluster: 'prod', desiredStatus: 'STOPPED' }).taskArns;
  const [task] = sim.ecs.describeTasks({ cluster: 'prod', tasks: stopped }).tasks;
  expect(task?.stoppedReason).toBe(`Task failed ELB health checks in (target-group ${group})`);
  expect(described(sim).events.map(({ message }) => message)).toContain(
    `(service web) (task ${task?.taskArn?.slice(-32)}) (port 80) is unhealthy in (target-group ${group}) due to (reason ${zoneText}).`,
  );
});

test('a group without a listener harms no task, whatever the zone', () => {
  const [sim, group] = running(['subnet-1a', 'subnet-1b'], 'subnet-1c');
  const [listener] = sim.elbv2.describeListeners({
    LoadBalancerArn: sim.elbv2.describeLoadBalancers({}).LoadBalancers[0]?.LoadBalancerArn ?? '',
  }).Listeners;
  sim.elbv2.deleteListener({ ListenerArn: listener?.ListenerArn ?? '' });
  expect(healthOf(sim, group)[0]?.Description).toBe(
    'Target group is not configured to receive traffic from the load balancer',
  );
  sim.run('5m');
  expect(sim.ecs.listTasks({ cluster: 'prod', desiredStatus: 'STOPPED' }).taskArns).toEqual([]);
  expect(sim.explain('web')).toContain('the target group is used by no listener');
});

test('an address that a user registers in such a zone is unused, in all zones it is checked', () => {
  const [sim, group] = running(['subnet-1a', 'subnet-1b'], 'subnet-1a');
  sim.elbv2.registerTargets({
    TargetGroupArn: group,
    Targets: [
      { Id: '192.168.0.1', AvailabilityZone: 'us-east-1c' },
      { Id: '192.168.0.2', AvailabilityZone: 'all' },
    ],
  });
  expect(healthOf(sim, group).map(({ zone, State }) => [zone, State])).toEqual([
    ['us-east-1a', 'healthy'],
    ['us-east-1c', 'unused'],
    ['all', 'initial'],
  ]);
});
