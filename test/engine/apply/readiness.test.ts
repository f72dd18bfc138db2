import { describe, expect, test } from 'vitest';
import {
  createSimulator,
  type FargateServiceFacts,
  fargateService,
  type SimulatorOptions,
} from '../../../src/index.js';

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

  test('without a balancer it is taken [service-grace-without-balancer]', () => {
    const sim = createSimulator();
    fargateService(sim, { healthCheckGracePeriodSeconds: 60 });
    const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
    expect(service?.healthCheckGracePeriodSeconds).toBe(60);
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
