import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';
import { worldOf } from '../../../src/simulator/simulator.js';
import { told } from './told.js';

const startMs = Date.parse('2026-01-01T00:00:00Z');

/** Of facts about targets everything but their number; moments in seconds from the start on. */
const targetFacts = (sim: Simulator) =>
  sim
    .facts()
    .flatMap(({ atMs, seq: _seq, ...fact }) =>
      fact.kind === 'target' ? [{ ...fact, after: (atMs - startMs) / 1_000 }] : [],
    );

/** One more target group behind the balancer, on a port of its own. */
function anotherGroup(
  sim: Simulator,
  LoadBalancerArn: string,
  Name: string,
  listenerPort: number,
  delaySeconds: number,
) {
  const { TargetGroups } = sim.elbv2.createTargetGroup({
    Name,
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-1',
    TargetType: 'ip',
  });
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? '';
  sim.elbv2.modifyTargetGroupAttributes({
    TargetGroupArn,
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: String(delaySeconds) }],
  });
  sim.elbv2.createListener({
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: listenerPort,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  return { targetGroupArn: TargetGroupArn, containerName: 'web', containerPort: 8080 };
}

/** One task in three target groups, whose targets drain for so long each. */
function inThreeGroups(delays: readonly [number, number, number]) {
  const sim = createSimulator({ digestGate: 'none' });
  const { loadBalancerArn = '', targetGroupArn } = fargateService(sim, {
    loadBalancer: { deregistrationDelaySeconds: delays[0] },
  });
  sim.ecs.updateService({
    service: 'web',
    loadBalancers: [
      { targetGroupArn, containerName: 'web', containerPort: 8080 },
      anotherGroup(sim, loadBalancerArn, 'second', 81, delays[1]),
      anotherGroup(sim, loadBalancerArn, 'third', 82, delays[2]),
    ],
  });
  sim.runUntilSteady();
  sim.run('1m');
  return sim;
}

describe('a task in three target groups', () => {
  test.each([
    { delays: [10, 20, 30], gone: ['+30 web', '+40 second', '+50 third'], stopped: '+84.1' },
    { delays: [30, 20, 10], gone: ['+30 third', '+40 second', '+50 web'], stopped: '+84.1' },
    { delays: [20, 30, 10], gone: ['+30 third', '+40 web', '+50 second'], stopped: '+84.1' },
    { delays: [10, 10, 10], gone: ['+30 web', '+30 second', '+30 third'], stopped: '+64.1' },
  ] as const)('is stopped when the last of its targets is gone: $delays s', ({ delays, gone, stopped }) => {
    const sim = inThreeGroups(delays);
    const from = sim.now;
    sim.ecs.updateService({ service: 'web', desiredCount: 0 });
    sim.run('2m');
    expect(told(sim, from, /gone|STOPPED|stopped/)).toEqual([
      '+10 has stopped 1 running tasks: (task a7a466fd).',
      ...gone.map((each) => `${each.replace(' ', ' 1 target gone in ')} (a7a466fd)`),
      `${stopped} 1 task of web:1 STOPPED (a7a466fd)`,
    ]);
  });
});

test('an address outlives the record of its task while it drains', () => {
  const sim = createSimulator({ digestGate: 'none', scheduler: { stoppedTaskVisibleMs: 60_000 } });
  const { loadBalancerArn = '', targetGroupArn } = fargateService(sim, { loadBalancer: true });
  const second = anotherGroup(sim, loadBalancerArn, 'second', 81, 120);
  sim.ecs.updateService({
    service: 'web',
    loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8080 }, second],
  });
  sim.runUntilSteady();
  const from = sim.now;
  const [first] = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
  sim.faults.add({ kind: 'killTask', service: 'web' });
  const health = () =>
    [targetGroupArn ?? '', second.targetGroupArn].map((TargetGroupArn) =>
      sim.elbv2
        .describeTargetHealth({ TargetGroupArn })
        .TargetHealthDescriptions.map(
          ({ Target, TargetHealth }) =>
            `${Target?.Id}:${Target?.Port} in ${Target?.AvailabilityZone} ${TargetHealth?.State}`,
        ),
    );
  const seen = ['80s', '30s', '50s', '3m'].map((time) => {
    sim.run(time);
    return [sim.ecs.describeTasks({ tasks: [first ?? ''] }).tasks?.length, ...health()];
  });
  expect(seen).toEqual([
    [
      1,
      ['10.0.0.4:8080 in us-east-1a draining', '10.0.0.5:8080 in us-east-1a healthy'],
      ['10.0.0.4:8080 in us-east-1a draining', '10.0.0.5:8080 in us-east-1a healthy'],
    ],
    [
      0,
      ['10.0.0.4:8080 in us-east-1a draining', '10.0.0.5:8080 in us-east-1a healthy'],
      ['10.0.0.4:8080 in us-east-1a draining', '10.0.0.5:8080 in us-east-1a healthy'],
    ],
    [
      0,
      ['10.0.0.4:8080 in us-east-1a draining', '10.0.0.5:8080 in us-east-1a healthy'],
      ['10.0.0.5:8080 in us-east-1a healthy'],
    ],
    [0, ['10.0.0.5:8080 in us-east-1a healthy'], ['10.0.0.5:8080 in us-east-1a healthy']],
  ]);
  expect(told(sim, from, /target/)).toEqual([
    '+24.5 deregistered 1 targets in (target-group web)',
    '+24.5 deregistered 1 targets in (target-group second)',
    '+50 registered 1 targets in (target-group web)',
    '+50 registered 1 targets in (target-group second)',
    '+51 1 target healthy in web (d7174c06)',
    '+51 1 target healthy in second (d7174c06)',
  ]);
  expect(targetFacts(sim).filter(({ state }) => state === 'deregistered')).toEqual([
    {
      after: 199.5,
      id: '10.0.0.4',
      kind: 'target',
      port: 8080,
      state: 'deregistered',
      targetGroup: 'second',
    },
    {
      after: 379.5,
      id: '10.0.0.4',
      kind: 'target',
      port: 8080,
      state: 'deregistered',
      targetGroup: 'web',
    },
  ]);
});

describe('an address that a user registers', () => {
  const registered = (address: string) => {
    const sim = createSimulator();
    const { targetGroupArn: TargetGroupArn = '' } = fargateService(sim, {
      desiredCount: 0,
      loadBalancer: { deregistrationDelaySeconds: 30 },
      subnets: ['subnet-a', 'subnet-b'],
    });
    sim.run('5m');
    const { transitions, probes, flips } = worldOf(sim).effort;
    const Targets = [{ Id: address }];
    sim.elbv2.registerTargets({ TargetGroupArn, Targets });
    sim.run('2m');
    sim.elbv2.deregisterTargets({ TargetGroupArn, Targets });
    sim.run('1m');
    const { effort } = worldOf(sim);
    return {
      facts: targetFacts(sim),
      effort: [effort.transitions - transitions, effort.probes - probes, effort.flips - flips],
    };
  };

  test('is told like a target, but of no task and no service; every change is counted', () => {
    expect(registered('10.0.0.77')).toEqual({
      effort: [4, 1, 1],
      facts: [
        {
          after: 300,
          id: '10.0.0.77',
          kind: 'target',
          port: 8080,
          state: 'initial',
          targetGroup: 'web',
        },
        {
          after: 336,
          id: '10.0.0.77',
          kind: 'target',
          port: 8080,
          state: 'unhealthy',
          targetGroup: 'web',
          why: 'Request timed out',
        },
        {
          after: 420,
          id: '10.0.0.77',
          kind: 'target',
          port: 8080,
          state: 'draining',
          targetGroup: 'web',
        },
        {
          after: 450,
          id: '10.0.0.77',
          kind: 'target',
          port: 8080,
          state: 'deregistered',
          targetGroup: 'web',
        },
      ],
    });
  });

  test('in a zone without the balancer is unused all the time, and goes at once', () => {
    expect(registered('10.0.180.77')).toEqual({
      effort: [3, 0, 0],
      facts: [
        {
          after: 300,
          id: '10.0.180.77',
          kind: 'target',
          port: 8080,
          state: 'unused',
          targetGroup: 'web',
        },
        {
          after: 420,
          id: '10.0.180.77',
          kind: 'target',
          port: 8080,
          state: 'draining',
          targetGroup: 'web',
        },
        {
          after: 420,
          id: '10.0.180.77',
          kind: 'target',
          port: 8080,
          state: 'deregistered',
          targetGroup: 'web',
        },
      ],
    });
  });
});

test('an address that a user registers is healthy while a fault answers for it', () => {
  const sim = createSimulator();
  const { targetGroupArn: TargetGroupArn = '' } = fargateService(sim, { desiredCount: 0, loadBalancer: true });
  const { id } = sim.faults.add({ kind: 'targetsFail', targetGroup: 'web', how: 200 });
  sim.elbv2.registerTargets({ TargetGroupArn, Targets: [{ Id: '10.0.0.77' }] });
  sim.run('1m');
  sim.faults.remove(id);
  sim.run('2m');
  expect(targetFacts(sim).map(({ after, state }) => `+${after} ${state}`)).toEqual([
    '+0 initial',
    '+1 healthy',
    '+96 unhealthy',
  ]);
});

test('a target that stays unused for another reason is told once', () => {
  const sim = createSimulator();
  const { loadBalancerArn = '' } = fargateService(sim, {
    desiredCount: 0,
    loadBalancer: true,
    subnets: ['subnet-a', 'subnet-b'],
  });
  const { TargetGroups } = sim.elbv2.createTargetGroup({
    Name: 'spare',
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-1',
    TargetType: 'ip',
  });
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? '';
  sim.elbv2.registerTargets({ TargetGroupArn, Targets: [{ Id: '10.0.180.77' }, { Id: '10.0.0.77' }] });
  sim.run('1m');
  const reasons = () =>
    sim.elbv2
      .describeTargetHealth({ TargetGroupArn })
      .TargetHealthDescriptions.map(
        ({ Target, TargetHealth }) => `${Target?.Id} ${TargetHealth?.State}: ${TargetHealth?.Description}`,
      );
  const before = reasons();
  sim.elbv2.createListener({
    LoadBalancerArn: loadBalancerArn,
    Protocol: 'HTTP',
    Port: 81,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  expect([...before, ...reasons()]).toEqual([
    '10.0.180.77 unused: Target group is not configured to receive traffic from the load balancer',
    '10.0.0.77 unused: Target group is not configured to receive traffic from the load balancer',
    '10.0.180.77 unused: Target is in an Availability Zone that is not enabled for the load balancer',
    '10.0.0.77 initial: Target registration is in progress',
  ]);
  expect(targetFacts(sim)).toEqual([
    {
      after: 0,
      id: '10.0.180.77',
      kind: 'target',
      port: 8080,
      state: 'unused',
      targetGroup: 'spare',
    },
    {
      after: 0,
      id: '10.0.0.77',
      kind: 'target',
      port: 8080,
      state: 'unused',
      targetGroup: 'spare',
    },
    {
      after: 60,
      id: '10.0.0.77',
      kind: 'target',
      port: 8080,
      state: 'initial',
      targetGroup: 'spare',
    },
  ]);
});

test('checks that seldom fail are followed for as long as nothing changes', () => {
  const sim = createSimulator();
  const { targetGroupArn: TargetGroupArn = '' } = fargateService(sim, {
    loadBalancer: { healthCheckIntervalSeconds: 6, unhealthyThresholdCount: 10 },
  });
  sim.workloads.set('web', { flaky: 0.001 });
  sim.run('1d');
  expect(targetFacts(sim).map(({ state }) => state)).toEqual(['initial', 'healthy']);
  const [health] = sim.elbv2.describeTargetHealth({ TargetGroupArn }).TargetHealthDescriptions;
  expect(health?.TargetHealth).toEqual({ State: 'healthy' });
  const { probes, flips } = worldOf(sim).effort;
  expect({ probes, flips }).toEqual({
    flips: 1,
    probes: 4,
  });
});

test('counts are told when they change, not whenever a target does', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, {
    loadBalancer: { healthCheckIntervalSeconds: 10, unhealthyThresholdCount: 2 },
    healthCheckGracePeriodSeconds: 600,
  });
  sim.workloads.set('web', { http: 500 });
  sim.run('3m');
  const moments = sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'counts' || fact.kind === 'target' ? [`${fact.kind} +${(fact.atMs - startMs) / 1_000}`] : [],
    );
  expect(moments).toEqual(['counts +0', 'counts +15', 'counts +36', 'target +45', 'target +56']);
});
