import { describe, expect, test } from 'vitest';
import {
  type ContainerBehaviour,
  createSimulator,
  fargateService,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/index.js';
import { worldOf } from '../../../src/simulator/simulator.js';
import { told } from './told.js';

const start = Date.parse('2026-01-01T00:00:00Z');

/** A task behind an ALB that nobody stops for its health. */
function behindBalancer(facts: object = {}, options: SimulatorOptions = {}) {
  const sim = createSimulator(options);
  const { targetGroupArn = '' } = fargateService(sim, {
    loadBalancer: { unhealthyThresholdCount: 2, healthyThresholdCount: 5 },
    healthCheckGracePeriodSeconds: 86_400,
    ...facts,
  });
  return { sim, targetGroupArn };
}

/** The same behind an NLB, over TCP. */
function behindNetworkBalancer(options: SimulatorOptions = {}) {
  const sim = createSimulator(options);
  const { LoadBalancers } = sim.elbv2.createLoadBalancer({ Name: 'front', Type: 'network', Subnets: ['subnet-a'] });
  const { TargetGroups } = sim.elbv2.createTargetGroup({
    Name: 'tcp',
    Protocol: 'TCP',
    Port: 80,
    TargetType: 'ip',
    VpcId: 'vpc-1',
  });
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? '';
  sim.elbv2.createListener({
    LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn ?? '',
    Protocol: 'TCP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  fargateService(sim, { desiredCount: 0 });
  const { taskDefinition = '', networkConfiguration } =
    sim.ecs.describeServices({ services: ['web'] }).services[0] ?? {};
  sim.ecs.createService({
    serviceName: 'tcp',
    taskDefinition,
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: networkConfiguration as never,
    loadBalancers: [{ targetGroupArn: TargetGroupArn, containerName: 'web', containerPort: 8080 }],
    healthCheckGracePeriodSeconds: 86_400,
  });
  return { sim, targetGroupArn: TargetGroupArn };
}

const healthOf = (sim: Simulator, TargetGroupArn: string) =>
  sim.elbv2
    .describeTargetHealth({ TargetGroupArn })
    .TargetHealthDescriptions.map(({ TargetHealth: { State, Description } }) =>
      Description === undefined ? State : `${State}: ${Description}`,
    );

/** Ms since the epoch at which the first check of the service's first target starts. */
const firstCheckMs = (sim: Simulator): number => {
  const registered = sim.facts().find((fact) => fact.kind === 'target' && fact.state === 'initial');
  return (registered?.atMs ?? Number.NaN) + 1_000;
};

describe('what an unhealthy target is blamed for', () => {
  test('is what its last check found, whatever has changed since', () => {
    const { sim, targetGroupArn } = behindBalancer();
    sim.workloads.set('web', { http: 503 });
    sim.run('10m');
    expect(healthOf(sim, targetGroupArn)).toEqual(['unhealthy: Health checks failed with these codes: [503]']);
    sim.faults.add({ kind: 'targetsFail', targetGroup: 'web', how: 502, until: '+5m' });
    sim.run('5m');
    expect(healthOf(sim, targetGroupArn)).toEqual(['unhealthy: Health checks failed with these codes: [502]']);
    sim.run('1s');
    expect(healthOf(sim, targetGroupArn)).toEqual(['unhealthy: Health checks failed with these codes: [502]']);
    sim.run('30s');
    expect(healthOf(sim, targetGroupArn)).toEqual(['unhealthy: Health checks failed with these codes: [503]']);
  });

  test('is no check whose result comes when what it looks at changes', () => {
    const { sim, targetGroupArn } = behindBalancer();
    sim.workloads.set('web', {
      http: [
        { after: '0s', is: 503 },
        { after: '10m', is: 200 },
      ],
    });
    sim.run('2m');
    const started = sim.facts().find((fact) => fact.kind === 'container' && fact.change === 'started');
    const recoversMs = (started?.atMs ?? Number.NaN) + 600_000;
    const nextCheckMs = recoversMs + 30_000 - ((recoversMs - firstCheckMs(sim)) % 30_000);
    // It fails otherwise for a while in which no check ends, its last moment excepted.
    sim.faults.add({
      kind: 'targetsFail',
      targetGroup: 'web',
      how: 502,
      from: new Date(nextCheckMs - 29_000),
      until: new Date(nextCheckMs),
    });
    sim.runTo(new Date(nextCheckMs + 1));
    expect(healthOf(sim, targetGroupArn)).toEqual(['unhealthy: Health checks failed with these codes: [503]']);
  });

  test('is what holds after the last change of a moment, where a check was under way', () => {
    const { sim, targetGroupArn } = behindBalancer();
    sim.runUntilSteady();
    const blinded = sim.faults.add({ kind: 'targetsFail', targetGroup: 'web', how: 'silent' });
    sim.runTo(new Date(firstCheckMs(sim) + 600_000 + 2_000));
    expect(healthOf(sim, targetGroupArn)).toEqual(['unhealthy: Request timed out']);
    sim.faults.remove(blinded.id);
    sim.workloads.set('web', { http: 503 });
    expect(healthOf(sim, targetGroupArn)).toEqual(['unhealthy: Health checks failed with these codes: [503]']);
  });

  test('is not told by a network balancer, which asks for an open port only [target-nlb-reason]', () => {
    const { sim, targetGroupArn: TargetGroupArn } = behindNetworkBalancer();
    sim.run('10m');
    const seen = [healthOf(sim, TargetGroupArn)];
    sim.faults.add({ kind: 'targetsFail', targetGroup: 'tcp', until: '+5m' });
    for (const wait of ['5m', '1s', '5m'] as const) {
      sim.run(wait);
      seen.push(healthOf(sim, TargetGroupArn));
    }
    expect(seen).toEqual([
      ['healthy'],
      ['unhealthy: Health checks failed'],
      ['unhealthy: Health checks failed'],
      ['healthy'],
    ]);
  });
});

test('a network balancer takes its time to register a target, if so wished [target-network-registration]', () => {
  const healthyAfterMs = (networkTargetRegistrationMs: number) => {
    const { sim } = behindNetworkBalancer({ latency: { networkTargetRegistrationMs } });
    sim.run('20m');
    const [first, healthy] = sim.facts().filter((fact) => fact.kind === 'target');
    return (healthy?.atMs ?? Number.NaN) - (first?.atMs ?? Number.NaN);
  };
  expect([healthyAfterMs(0), healthyAfterMs(90_000)]).toEqual([121_000, 211_000]);
});

test('it delays nothing behind an application balancer [target-network-registration]', () => {
  const { sim } = behindBalancer({}, { latency: { networkTargetRegistrationMs: 90_000 } });
  sim.run('2m');
  expect(told(sim, new Date(start), /target/)).toEqual([
    '+45 registered 1 targets in (target-group web)',
    '+46 1 target healthy in web (a7a466fd)',
  ]);
});

test('a task is registered in all its groups by the beat after RUNNING, and is checked 1 s later: one pass makes it healthy behind an ALB, the threshold behind an NLB [target-registered-by-a-beat] [target-first-check] [target-alb-needs-one-pass] [target-nlb-needs-the-threshold]', () => {
  const { sim, targetGroupArn } = behindNetworkBalancer();
  const { targetGroupArn: other = '' } = fargateService(sim, {
    name: 'other',
    desiredCount: 0,
    loadBalancer: { healthyThresholdCount: 5 },
  });
  const loadBalancers = [targetGroupArn, other].map((each) => ({
    targetGroupArn: each,
    containerName: 'web',
    containerPort: 8080,
  }));
  sim.ecs.updateService({ service: 'tcp', loadBalancers });
  sim.run('4m');
  expect(
    sim.facts().flatMap((fact) => {
      if (fact.kind === 'target') return [`+${(fact.atMs - start) / 1_000} ${fact.targetGroup} ${fact.state}`];
      return fact.kind === 'task' && fact.change === 'status'
        ? [`+${(fact.atMs - start) / 1_000} ${fact.lastStatus}`]
        : [];
    }),
  ).toEqual([
    '+31.4 PENDING',
    '+36 ACTIVATING',
    '+38 RUNNING',
    '+45 tcp initial',
    '+45 other initial',
    '+46 other healthy',
    '+166 tcp healthy',
  ]);
});

test('so many failures in a row make a target unhealthy, so many passes healthy again [target-thresholds]', () => {
  const sim = createSimulator();
  fargateService(sim, {
    loadBalancer: { healthCheckIntervalSeconds: 10, healthyThresholdCount: 4, unhealthyThresholdCount: 3 },
    healthCheckGracePeriodSeconds: 86_400,
  });
  sim.workloads.set('web', {
    http: [
      { after: 0, is: 200 },
      { after: '1m', is: 503 },
      { after: '2m', is: 200 },
    ],
  });
  sim.run('5m');
  expect(told(sim, new Date(start), /target|container|RUNNING/)).toEqual([
    '+36 1 task of web:1 RUNNING (a7a466fd)',
    '+45 registered 1 targets in (target-group web)',
    '+46 1 target healthy in web (a7a466fd)',
    '+116 1 target unhealthy in web (a7a466fd): Health checks failed with these codes: [503]',
    '+186 1 target healthy in web (a7a466fd)',
  ]);
});

test('a container is checked an interval after its start; failures in the start period do not count, so many after it do [container-health-check]', () => {
  const healthOver = (healthCheck: ContainerBehaviour['healthCheck']) => {
    const sim = createSimulator();
    fargateService(sim, {
      healthCheck: { interval: 7, retries: 3, timeout: 2, startPeriod: 20 },
      healthCheckGracePeriodSeconds: 86_400,
    });
    sim.workloads.set('web', healthCheck === undefined ? {} : { healthCheck });
    sim.run('3m');
    return told(sim, new Date(start), /RUNNING|container web is/);
  };
  expect([
    healthOver(undefined),
    healthOver('failing'),
    healthOver([
      { after: 0, is: 'failing' },
      { after: '15s', is: 'passing' },
    ]),
  ]).toEqual([
    ['+36 1 task of web:1 RUNNING (a7a466fd)', '+43 container web is HEALTHY in 1 task (a7a466fd)'],
    ['+36 1 task of web:1 RUNNING (a7a466fd)', '+71 container web is UNHEALTHY in 1 task (a7a466fd)'],
    ['+36 1 task of web:1 RUNNING (a7a466fd)', '+57 container web is HEALTHY in 1 task (a7a466fd)'],
  ]);
});

test('an hour of checks that change nothing is no more to do than the first [container-checks-are-not-simulated-one-by-one]', () => {
  const { sim } = behindBalancer({ healthCheck: { interval: 5 } });
  const effort = () => ({ probes: worldOf(sim).effort.probes, flips: worldOf(sim).effort.flips });
  sim.run('2m');
  const before = effort();
  sim.run('1h');
  expect([before, effort()]).toEqual([
    { probes: 2, flips: 2 },
    { probes: 2, flips: 2 },
  ]);
});

test('a fault of one group leaves others alone, and other faults leave it alone; it is named by name or ARN', () => {
  const sim = createSimulator({ quotas: 'off' });
  const arns = ['a', 'b', 'c'].map(
    (name) =>
      fargateService(sim, { name, loadBalancer: true, healthCheckGracePeriodSeconds: 86_400 }).targetGroupArn ?? '',
  );
  sim.run('10m');
  sim.faults.add({ kind: 'targetsFail', targetGroup: 'a', how: 500 });
  sim.faults.add({ kind: 'targetsFail', targetGroup: arns[1] ?? '', how: 'refused' });
  sim.faults.add({ kind: 'slowProvisioning', extra: '1m' });
  sim.run('5m');
  expect(arns.map((arn) => healthOf(sim, arn))).toEqual([
    ['unhealthy: Health checks failed with these codes: [500]'],
    ['unhealthy: Health checks failed'],
    ['healthy'],
  ]);
});

test('a lower threshold of passes is reached by the next check, not by those before [target-settings-change]', () => {
  const { sim, targetGroupArn } = behindBalancer();
  sim.run('5m');
  sim.faults.add({ kind: 'targetsFail', targetGroup: 'web', how: 500, until: '+5m' });
  sim.run('5m');
  // Three of five checks have passed.
  sim.run('91s');
  const seen = [healthOf(sim, targetGroupArn)];
  sim.elbv2.modifyTargetGroup({ TargetGroupArn: targetGroupArn, HealthyThresholdCount: 2 });
  seen.push(healthOf(sim, targetGroupArn));
  sim.run('1ms');
  seen.push(healthOf(sim, targetGroupArn));
  sim.run('30s');
  expect([...seen, healthOf(sim, targetGroupArn)]).toEqual([
    ['unhealthy: Health checks failed with these codes: [500]'],
    ['unhealthy: Health checks failed with these codes: [500]'],
    ['unhealthy: Health checks failed with these codes: [500]'],
    ['healthy'],
  ]);
});

describe('flaky checks', () => {
  test('are looked at in stretches as long as nothing flips', () => {
    const { sim } = behindBalancer({ loadBalancer: { unhealthyThresholdCount: 10 } }, { keepFacts: 'none' });
    sim.workloads.set('web', { flaky: 0.01 });
    sim.run('3d');
    const { probes, flips } = worldOf(sim).effort;
    expect({ probes, flips }).toEqual({ probes: 3, flips: 1 });
  });

  test('are drawn for each container of each task, by seed', () => {
    const sim = createSimulator({ seed: 5 });
    sim.ecs.createCluster({});
    const healthCheck = { command: ['CMD', 'true'], interval: 5, timeout: 2, retries: 1 };
    sim.ecs.registerTaskDefinition({
      family: 'pair',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: ['one', 'two'].map((name) => ({
        name,
        image: 'app',
        essential: name === 'one',
        healthCheck,
      })),
    });
    sim.workloads.set({ family: 'pair' }, { flaky: 0.5 });
    sim.ecs.runTask({
      taskDefinition: 'pair',
      count: 2,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    });
    const startMs = sim.now.getTime();
    sim.run('45s');
    const flips = sim
      .facts()
      .flatMap((fact) =>
        fact.kind === 'container' && fact.change === 'health'
          ? [`${fact.taskId.slice(0, 4)} ${fact.container} ${fact.health} ${(fact.atMs - startMs) / 1_000}`]
          : [],
      );
    expect(flips).toEqual([
      '048c one HEALTHY 26',
      '048c two HEALTHY 26',
      '383a one UNHEALTHY 26',
      '383a two HEALTHY 26',
      '048c one UNHEALTHY 31',
      '383a one HEALTHY 31',
      '048c two UNHEALTHY 36',
      '383a one UNHEALTHY 36',
      '048c one HEALTHY 41',
      '048c two HEALTHY 41',
      '383a one HEALTHY 41',
    ]);
  });

  test('of a task that is over are not drawn anew by a fork with another seed', () => {
    const sim = createSimulator();
    fargateService(sim, { healthCheck: { interval: 5, timeout: 2, retries: 1 } });
    sim.workloads.set('web', { flaky: 0.3 });
    sim.run('10m');
    const { taskArns: tasks } = sim.ecs.listTasks({ desiredStatus: 'STOPPED' });
    const fork = sim.fork({ seed: 99 });
    const before = fork.ecs.describeTasks({ tasks }).tasks;
    fork.run('5m');
    expect([before.length > 3, fork.ecs.describeTasks({ tasks }).tasks.slice(0, 4)]).toEqual([
      true,
      before.slice(0, 4),
    ]);
  });
});
