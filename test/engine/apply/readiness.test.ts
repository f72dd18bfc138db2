import { describe, expect, test } from 'vitest';
import {
  createSimulator,
  type FargateServiceFacts,
  fargateService,
  type SimulatorOptions,
} from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';
import { told } from './told.js';

const balancer = { healthCheckIntervalSeconds: 10, unhealthyThresholdCount: 2 } as const;

/** Seconds from RUNNING of the first task to something that is told of the service, for the first time. */
function toldAfter(
  text: RegExp,
  facts: FargateServiceFacts,
  { http = 503 as const, options = {} as SimulatorOptions },
) {
  const sim = createSimulator(options);
  fargateService(sim, facts);
  sim.workloads.set('web', { http });
  sim.run('30m');
  const entries = sim.timelineEntries({ service: 'web' });
  const running = entries.find((entry) => / RUNNING /.test(entry.text));
  const told = entries.find((entry) => text.test(entry.text));
  return ((told?.atMs ?? Number.NaN) - (running?.atMs ?? Number.NaN)) / 1_000;
}

describe('the grace period [health-grace-period]', () => {
  test('keeps a failing task until it ends, to the beat', () => {
    const unhealthy = /is unhealthy in/;
    expect({
      none: toldAfter(unhealthy, { loadBalancer: balancer }, {}),
      twoMinutes: toldAfter(unhealthy, { loadBalancer: balancer, healthCheckGracePeriodSeconds: 120 }, {}),
    }).toEqual({ none: 29, twoMinutes: 129 });
  });

  test('a shorter grace period judges at once [health-new-grace-period-holds-at-once]', () => {
    const sim = createSimulator();
    fargateService(sim, { loadBalancer: balancer, healthCheckGracePeriodSeconds: 3_600 });
    sim.workloads.set('web', { http: 503 });
    sim.run('10m');
    const from = sim.now;
    sim.ecs.updateService({ service: 'web', healthCheckGracePeriodSeconds: 60 });
    sim.run('20s');
    expect(sim.timeline({ service: 'web', from, detail: 'events' })).toMatch(/is unhealthy in/);
  });

  test('a longer grace period lets those off that were unhealthy: their replacement is one too many [health-new-grace-period-holds-at-once]', () => {
    const sim = createSimulator({ digestGate: 'none' });
    fargateService(sim, { loadBalancer: balancer });
    sim.workloads.set(
      { family: 'web', launches: { to: 1 } },
      {
        http: [
          { after: 0, is: 200 },
          { after: '2m', is: 503 },
        ],
      },
    );
    const counts = () => {
      const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
      return [service?.runningCount, service?.pendingCount];
    };
    sim.runUntil(() => counts()[1] === 1 && counts()[0] === 1);
    const from = sim.now;
    sim.ecs.updateService({ service: 'web', healthCheckGracePeriodSeconds: 3_600 });
    sim.run('2m');
    expect(told(sim, from, /pending tasks|STOPPED|unhealthy|started/)).toEqual([
      '+10 stopped 1 pending tasks.',
      '+35.9 1 task of web:1 STOPPED (d7174c06)',
    ]);
    expect(counts()).toEqual([1, 0]);
  });

  test('without a balancer it is taken [service-grace-without-balancer]', () => {
    const sim = createSimulator();
    fargateService(sim, { healthCheckGracePeriodSeconds: 60 });
    const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
    expect(service?.healthCheckGracePeriodSeconds).toBe(60);
    const updated = sim.ecs.updateService({ service: 'web', healthCheckGracePeriodSeconds: 90 }).service;
    expect(updated.healthCheckGracePeriodSeconds).toBe(90);
  });
});

test('behind a target group, later if so wished [health-behind-target-groups]', () => {
  const completed = (settleBehindTargetGroupMs: number) => {
    const sim = createSimulator({ scheduler: { settleBehindTargetGroupMs } });
    fargateService(sim, { loadBalancer: true });
    return (sim.runUntilSteady().tookMs ?? 0) / 1_000;
  };
  expect({ atOnce: completed(0), after25s: completed(25_000) }).toEqual({ atOnce: 55, after25s: 75 });
});

/** A service of one task of these containers, and what is told of it. */
function aPair(containers: readonly ContainerDefinition[]) {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 0 });
  sim.runUntilSteady();
  sim.ecs.registerTaskDefinition({
    family: 'pair',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [...containers],
  });
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: 'pair', desiredCount: 1 });
  const told = () =>
    sim
      .timelineEntries({ service: 'web', from })
      .flatMap(({ atMs, text }) =>
        /RUNNING|started|steady|HEALTHY|health/.test(text) ? [`+${(atMs - from.getTime()) / 1_000} ${text}`] : [],
      );
  return { sim, from, told };
}

test('what has run before its task is RUNNING does not count: 40 s begin then, and counts are told when they change [health-unchecked-after-40-s]', () => {
  const { sim, from, told } = aPair([
    { name: 'web', image: 'web:1', dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
    { name: 'init', image: 'init', essential: false },
  ]);
  sim.workloads.set({ family: 'pair', container: 'init' }, { exits: { code: 0, after: '30s' } });
  sim.run('3m');
  expect(told()).toEqual([
    '+15 has started 1 tasks: (task a7a466fd).',
    '+66.6 1 task of pair:1 RUNNING (a7a466fd)',
    '+115 has reached a steady state.',
  ]);
  const counts = sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'counts' && fact.atMs > from.getTime()
        ? fact.deployments.map((it) => [(fact.atMs - from.getTime()) / 1_000, it.pending, it.running, it.healthy])
        : [],
    );
  expect(counts).toEqual([
    [15, 1, 0, 0],
    [66.6, 0, 1, 0],
    [75, 0, 1, 0],
    [106.6, 0, 1, 1],
    [115, 0, 1, 1],
  ]);
});

test('the check of any essential container decides, whichever place it has [health-by-container-checks]', () => {
  const { sim, told } = aPair([
    { name: 'logs', image: 'logs' },
    { name: 'web', image: 'web:1', healthCheck: { command: ['CMD', 'check'], interval: 10, retries: 2 } },
  ]);
  sim.workloads.set(
    { family: 'pair', container: 'web' },
    {
      healthCheck: [
        { after: 0, is: 'passing' },
        { after: '60s', is: 'failing' },
      ],
    },
  );
  sim.run('2m');
  expect(told()).toEqual([
    '+15 has started 1 tasks: (task a7a466fd).',
    '+36 1 task of pair:1 RUNNING (a7a466fd)',
    '+46 container web is HEALTHY in 1 task (a7a466fd)',
    '+55 has reached a steady state.',
    '+106 container web is UNHEALTHY in 1 task (a7a466fd)',
    '+115 has started 1 tasks: (task d7174c06). Amazon ECS replaced 1 tasks due to an unhealthy status.',
  ]);
});

test('a look at a target that has turned healthy does not make its task wait anew [health-behind-target-groups]', () => {
  const sim = createSimulator({ digestGate: 'none', scheduler: { settleBehindTargetGroupMs: 25_000 } });
  fargateService(sim, { loadBalancer: true });
  sim.run('1m');
  sim.ecs.updateService({ service: 'web', healthCheckGracePeriodSeconds: 30 });
  expect(sim.runUntilSteady().tookMs).toBe(15_000);
});
