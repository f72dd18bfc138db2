import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callOperation } from '../../../src/api/call.js';
import { takeSnapshot } from '../../../src/engine/snapshot/take.js';
import type { World } from '../../../src/engine/world.js';
import { AwsApiError } from '../../../src/model/errors.js';
import { TargetState } from '../../../src/model/target.js';
import { aScene, madeListener, madeNetworkPath, madePath, madeTargetGroup, type Scene } from './builders.js';

/** A call whose ARNs are picked from those that have ever been given out. */
type Call = (arn: (kind: string, pick: number) => string) => readonly [name: string, input: object];

const pick = fc.nat({ max: 5 });
const name = fc.constantFrom('a', 'b', 'internal-c');
const protocol = fc.constantFrom('HTTP', 'HTTP', 'HTTP', 'HTTPS', 'TCP', 'TCP', 'UDP', 'GENEVE');
const port = fc.constantFrom(80, 81, 6081);
const address = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.70.1') },
  { weight: 1, arbitrary: fc.constantFrom('10.0.254.1', '127.0.0.1', 'web', 'i-0123456789abcdef0') },
);
const priority = fc.constantFrom(1, 2, 3, 50_001);
const seconds = fc.constantFrom(2, 5, 10, 30, 120);
const conditions = fc.oneof(
  { weight: 9, arbitrary: fc.constant([{ Field: 'path-pattern', Values: ['/a'] }]) },
  { weight: 1, arbitrary: fc.constantFrom([], [{ Field: 'nope' }]) },
);

const actionsOf = (kind: number, first: string, second: string): object[] =>
  [
    [{ Type: 'forward', TargetGroupArn: first }],
    [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: first, Weight: 1 },
            { TargetGroupArn: second, Weight: 0 },
          ],
        },
      },
    ],
    [],
  ][kind % 4] as object[];

const calls: readonly fc.Arbitrary<Call>[] = [
  fc.tuple(name, fc.constantFrom('application', 'network', 'gateway'), fc.nat({ max: 3 })).map(
    ([Name, Type, count]): Call =>
      () => ['createLoadBalancer', { Name, Type, Subnets: ['subnet-1a', 'subnet-1b', 'subnet-1c'].slice(0, count) }],
  ),
  fc.tuple(name, protocol, port, seconds).map(
    ([Name, Protocol, Port, HealthCheckIntervalSeconds]): Call =>
      () => [
        'createTargetGroup',
        { Name, Protocol, Port, TargetType: 'ip', VpcId: 'vpc-1', HealthCheckIntervalSeconds },
      ],
  ),
  fc.tuple(pick, protocol, port, pick, pick, pick).map(
    ([balancer, Protocol, Port, kind, first, second]): Call =>
      (arn) => [
        'createListener',
        {
          LoadBalancerArn: arn('loadbalancer', balancer),
          ...(kind === 4 ? {} : { Protocol, Port }),
          DefaultActions: actionsOf(kind, arn('targetgroup', first), arn('targetgroup', second)),
        },
      ],
  ),
  fc.tuple(pick, protocol, port, pick, pick, pick).map(
    ([listener, Protocol, Port, kind, first, second]): Call =>
      (arn) => [
        'modifyListener',
        {
          ListenerArn: arn('listener', listener),
          ...(kind < 2 ? {} : { Protocol, Port }),
          DefaultActions: actionsOf(kind, arn('targetgroup', first), arn('targetgroup', second)),
        },
      ],
  ),
  fc.tuple(pick, priority, conditions, pick, pick, pick).map(
    ([listener, Priority, Conditions, kind, first, second]): Call =>
      (arn) => [
        'createRule',
        {
          ListenerArn: arn('listener', listener),
          Priority,
          Conditions,
          Actions: actionsOf(kind, arn('targetgroup', first), arn('targetgroup', second)),
        },
      ],
  ),
  fc.tuple(pick, pick, pick, pick).map(
    ([rule, kind, first, second]): Call =>
      (arn) => [
        'modifyRule',
        {
          RuleArn: arn('listener-rule', rule),
          Actions: actionsOf(kind, arn('targetgroup', first), arn('targetgroup', second)),
        },
      ],
  ),
  fc.tuple(pick, priority, pick, priority).map(
    ([first, one, second, other]): Call =>
      (arn) => [
        'setRulePriorities',
        {
          RulePriorities: [
            { RuleArn: arn('listener-rule', first), Priority: one },
            { RuleArn: arn('listener-rule', second), Priority: other },
          ],
        },
      ],
  ),
  fc.tuple(pick, address, address, port, fc.constantFrom('registerTargets', 'deregisterTargets')).map(
    ([group, first, second, Port, operation]): Call =>
      (arn) => [
        operation,
        { TargetGroupArn: arn('targetgroup', group), Targets: [{ Id: first }, { Id: second, Port }] },
      ],
  ),
  fc.tuple(pick, seconds, seconds, fc.constantFrom(2, 3, 10)).map(
    ([group, interval, timeout, threshold]): Call =>
      (arn) => [
        'modifyTargetGroup',
        {
          TargetGroupArn: arn('targetgroup', group),
          HealthCheckIntervalSeconds: interval,
          HealthCheckTimeoutSeconds: timeout,
          UnhealthyThresholdCount: threshold,
        },
      ],
  ),
  fc.tuple(pick, fc.constantFrom('0', '20', '3601')).map(
    ([group, Value]): Call =>
      (arn) => [
        'modifyTargetGroupAttributes',
        {
          TargetGroupArn: arn('targetgroup', group),
          Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value }],
        },
      ],
  ),
  fc.tuple(pick, fc.constantFrom('deleteLoadBalancer', 'deleteTargetGroup', 'deleteListener', 'deleteRule')).map(
    ([which, operation]): Call =>
      (arn) => [
        operation,
        {
          LoadBalancerArn: arn('loadbalancer', which),
          TargetGroupArn: arn('targetgroup', which),
          ListenerArn: arn('listener', which),
          RuleArn: arn('listener-rule', which),
        },
      ],
  ),
];

const step = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(...calls) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 90 }) },
);

/** Everything that is kept twice, counted anew. */
function checkInvariants(world: World): void {
  const forwarding = [...world.listeners.values(), ...world.listenerRules.values()];
  const arns = [world.loadBalancers, world.listeners, world.listenerRules, world.targetGroups].flatMap((records) =>
    [...records.values()].map(({ arn }) => arn),
  );
  expect([...world.elbByArn.keys()].sort()).toEqual(arns.sort());
  let targetCount = 0;
  for (const group of world.targetGroups.values()) {
    const users = forwarding.filter((each) => each.targetGroups.includes(group.key));
    expect(group.listenerCount).toBe(users.length);
    const balancers = new Set(
      users.map((user) =>
        'loadBalancer' in user ? user.loadBalancer : world.listeners.get(user.listener)?.loadBalancer,
      ),
    );
    expect([...balancers]).toEqual(group.loadBalancer === 0 ? [] : [group.loadBalancer]);
    let count = 0;
    for (let target = group.head; target !== 0; target = world.targets.next.get(target)) {
      count += 1;
      const state = world.targets.state.get(target);
      if (group.listenerCount > 0) expect(state).not.toBe(TargetState.UNUSED);
      else expect([TargetState.UNUSED, TargetState.DRAINING]).toContain(state);
    }
    expect(group.targetCount).toBe(count);
    targetCount += count;
  }
  expect(world.targets.liveCount).toBe(targetCount);
  expect(world.foreignTargets.size).toBe(targetCount);
  expect(world.activeDueCount).toBeLessThanOrEqual(targetCount);
}

/** An ALB with two listeners, an NLB, and groups that nothing uses yet. */
function furnish(scene: Scene): void {
  const { balancer, group } = madePath(scene, { Name: 'one' });
  madeListener(scene, balancer, group, { Port: 8080 });
  madeTargetGroup(scene, { Name: 'two', HealthCheckIntervalSeconds: 10 });
  scene.elb('createLoadBalancer', { Name: 'second', Subnets: ['subnet-1a', 'subnet-1b'] });
  madeNetworkPath(scene, { Name: 'tcp' }, 'net');
}

test('any sequence of calls succeeds whole or changes nothing, and counts stay true [call-succeeds-whole-or-not-at-all]', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      const scene = aScene({ keepFacts: 'none' });
      const { world } = scene;
      furnish(scene);
      const given: string[] = [...world.elbByArn.keys()];
      const arn = (kind: string, which: number) => {
        const known = given.filter((each) => each.split(/[:/]/)[5] === kind);
        return known.length === 0 ? kind : (known[which % known.length] as string);
      };
      for (const each of steps) {
        if (typeof each === 'number') {
          scene.pass(each);
        } else {
          const before = JSON.stringify(takeSnapshot(world, false));
          try {
            callOperation(world, 'elbv2', ...each(arn));
          } catch (error) {
            if (!(error instanceof AwsApiError)) throw error;
            expect(JSON.stringify(takeSnapshot(world, false))).toBe(before);
          }
        }
        for (const known of world.elbByArn.keys()) if (!given.includes(known)) given.push(known);
        checkInvariants(world);
      }
      scene.pass(4_000);
      checkInvariants(world);
    }),
    { numRuns: 150, seed: 20260927 },
  );
});
