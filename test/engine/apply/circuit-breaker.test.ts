import { describe, expect, test } from 'vitest';
import {
  createSimulator,
  type Fact,
  type FargateServiceFacts,
  fargateService,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/index.js';
import { told } from './told.js';

const deploymentsOf = (sim: Simulator): string[] =>
  (sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.deployments ?? []).map(
    ({ taskDefinition, rolloutState, failedTasks }) =>
      `${taskDefinition?.split('/').at(-1)} ${rolloutState}, ${failedTasks} failed`,
  );

/** Six tasks of `web:2`, of which the second to fourth never pass their checks; their replacements do. */
function threeAreReplaced(breaker: object, options: SimulatorOptions = {}) {
  const sim = createSimulator({ seed: 3, digestGate: 'none', ...options });
  const web = fargateService(sim, {
    desiredCount: 6,
    loadBalancer: { healthCheckIntervalSeconds: 10, deregistrationDelaySeconds: 120 },
  });
  sim.runUntilSteady();
  web.register('web:2');
  sim.workloads.set({ taskDefinition: 'web:2', launches: { from: 2, to: 4 } }, { http: 500 });
  sim.ecs.updateService({
    service: 'web',
    taskDefinition: 'web:2',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true, ...breaker } },
  });
  return sim;
}

describe('a deployment that has all its healthy tasks', () => {
  test('does not fail for the unhealthy ones that they replaced', () => {
    const sim = threeAreReplaced({});
    expect(String(sim.runUntilSteady())).toBe(
      'completed: web:2 has taken over; never fewer than 6 healthy targets; took 6:35',
    );
    expect(deploymentsOf(sim)).toEqual(['web:2 COMPLETED, 0 failed']);
  });

  test('fails for them where healthy tasks reset nothing', () => {
    const sim = threeAreReplaced({ resetOnHealthyTask: false });
    expect(sim.runUntilSteady().outcome).toBe('rolled back');
  });

  test('does not fail for those that a scale-in takes', () => {
    const facts: FargateServiceFacts = {
      desiredCount: 1,
      circuitBreaker: true,
      healthCheck: { interval: 5, retries: 1, timeout: 2 },
    };
    const sim = createSimulator({ seed: 3, digestGate: 'none' });
    const web = fargateService(sim, facts);
    sim.runUntilSteady();
    web.register('web:2');
    sim.workloads.set({ taskDefinition: 'web:2', launches: { from: 2 } }, { healthCheck: 'failing' });
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2', desiredCount: 4 });
    sim.run('50s');
    sim.ecs.updateService({ service: 'web', desiredCount: 1 });
    sim.runUntilSteady();
    expect(deploymentsOf(sim)).toEqual(['web:2 COMPLETED, 0 failed']);
  });
});

describe('the threshold is looked at anew', () => {
  /** Every task of `web:2` crashes, until it is told otherwise. */
  const crashing = (facts: FargateServiceFacts) => {
    const sim = createSimulator({ seed: 3, digestGate: 'none' });
    const web = fargateService(sim, facts);
    sim.runUntilSteady();
    web.register('web:2');
    sim.workloads.set('web:2', { exits: { code: 1, after: '4s' } });
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
    return sim;
  };

  test('when the desired count falls', () => {
    const sim = crashing({ desiredCount: 10, maximumPercent: 120, circuitBreaker: true });
    sim.run('70s');
    sim.workloads.set('web:2', { startsIn: '10m' });
    sim.run('40s');
    expect(deploymentsOf(sim)).toEqual(['web:2 IN_PROGRESS, 4 failed', 'web:1 COMPLETED, 0 failed']);
    sim.ecs.updateService({ service: 'web', desiredCount: 2 });
    sim.run('3s');
    expect(deploymentsOf(sim)).toEqual(['web:1 IN_PROGRESS, 0 failed', 'web:2 FAILED, 4 failed']);
  });

  test('when the breaker is switched on', () => {
    const sim = crashing({ desiredCount: 3 });
    sim.run('5m');
    expect(deploymentsOf(sim)).toEqual(['web:2 IN_PROGRESS, 15 failed', 'web:1 COMPLETED, 0 failed']);
    sim.ecs.updateService({
      service: 'web',
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    });
    sim.run('3s');
    expect(deploymentsOf(sim)).toEqual(['web:1 IN_PROGRESS, 0 failed', 'web:2 FAILED, 15 failed']);
  });

  test('not at all once the breaker is off: then nothing is due until it is on again', () => {
    const sim = crashing({ desiredCount: 3, circuitBreaker: true });
    sim.runUntil(() => deploymentsOf(sim)[0] === 'web:2 IN_PROGRESS, 3 failed');
    const from = sim.now;
    switchTo(sim, false);
    sim.run('30s');
    switchTo(sim, true);
    sim.run('10s');
    expect(told(sim, from, /breaker|UpdateService/)).toEqual([
      '+0 UpdateService: deploymentConfiguration',
      '+30 UpdateService: deploymentConfiguration',
      '+33 the breaker trips: 3 failures, threshold 3',
    ]);
  });

  test('3 s after it was switched on, whenever a failure was counted before', () => {
    const sim = crashing({ desiredCount: 3 });
    sim.runUntil(() => deploymentsOf(sim)[0] === 'web:2 IN_PROGRESS, 3 failed');
    const from = sim.now;
    sim.run('1s');
    switchTo(sim, true);
    sim.run('10s');
    expect(told(sim, from, /breaker|UpdateService/)).toEqual([
      '+0 failedTasks is 3: the circuit breaker is off',
      '+1 UpdateService: deploymentConfiguration',
      '+4 the breaker trips: 3 failures, threshold 3',
    ]);
  });

  test('when it is higher by then, the failures stay counted', () => {
    const sim = crashing({ desiredCount: 3, circuitBreaker: true });
    sim.runUntil(() => deploymentsOf(sim)[0] === 'web:2 IN_PROGRESS, 3 failed');
    sim.workloads.set('web:2', { startsIn: '10m' });
    const from = sim.now;
    sim.ecs.updateService({ service: 'web', desiredCount: 8 });
    sim.run('10s');
    expect(told(sim, from, /breaker|UpdateService/)).toEqual(['+0 UpdateService: desiredCount 8']);
    expect(deploymentsOf(sim)[0]).toBe('web:2 IN_PROGRESS, 3 failed');
  });

  test('sooner for a crash than for the health failures before it', () => {
    const sim = createSimulator({ seed: 3, digestGate: 'none' });
    const web = fargateService(sim, {
      desiredCount: 4,
      circuitBreaker: true,
      healthCheck: { interval: 5, retries: 1, timeout: 2 },
    });
    sim.runUntilSteady();
    web.register('web:2');
    sim.workloads.set('web:2', { healthCheck: 'failing' });
    sim.workloads.set({ taskDefinition: 'web:2', launches: { from: 4, to: 4 } }, { exits: { code: 1, after: '5s' } });
    const from = sim.now;
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
    sim.run('70s');
    expect(told(sim, from, /breaker|failed container|exits/)).toEqual([
      '+41 container web exits with code 1 in 1 task (7972e281)',
      '+45 (task b7dcad32) failed container health checks.',
      '+45 (task 90d2227e) failed container health checks.',
      '+45 (task d00075d0) failed container health checks.',
      '+45 the breaker counts 3 of 3 failures',
      '+65.5 the breaker counts 4 of 3 failures',
      '+68.5 the breaker trips: 4 failures, threshold 3',
    ]);
  });
});

describe('a deployment that has completed', () => {
  const unforgiving = { enable: true, rollback: true, resetOnHealthyTask: false };

  test('does not fail for failures that were counted while the breaker was off', () => {
    const sim = threeAreReplaced({ ...unforgiving, enable: false });
    sim.runUntilSteady();
    expect(deploymentsOf(sim)).toEqual(['web:2 COMPLETED, 3 failed']);
    switchTo(sim, true);
    sim.run('10m');
    expect(deploymentsOf(sim)).toEqual(['web:2 COMPLETED, 3 failed']);
  });

  test('does not fail when the comparison would have been due later', () => {
    const sim = threeAreReplaced(unforgiving, { breakerEvaluation: { afterHealthFailureMs: 600_000 } });
    expect(sim.runUntilSteady().outcome).toBe('completed');
    sim.run('20m');
    expect(deploymentsOf(sim)).toEqual(['web:2 COMPLETED, 3 failed']);
  });
});

describe('a healthy task ends the row of failures', () => {
  const resets = (circuitBreaker: boolean) => {
    const sim = createSimulator({ seed: 3, digestGate: 'none' });
    const web = fargateService(sim, { circuitBreaker });
    sim.runUntilSteady();
    web.register('web:2');
    sim.workloads.set({ taskDefinition: 'web:2', launches: { to: 1 } }, { exits: { code: 1, after: '4s' } });
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
    sim.runUntilSteady();
    return sim
      .facts()
      .flatMap((fact) => (fact.kind === 'scheduler' && fact.change === 'failuresReset' ? [withoutPlace(fact)] : []));
  };

  test('which is told with the threshold', () => {
    expect(resets(true)).toEqual([
      {
        change: 'failuresReset',
        cluster: 'default',
        deploymentId: 'ecs-svc/2114586142298415390',
        failureCount: 0,
        kind: 'scheduler',
        service: 'web',
        threshold: 3,
        why: 'a task of the deployment counts healthy',
      },
    ]);
  });

  test('and without one where the breaker is off', () => {
    expect(resets(false)).toEqual([
      {
        change: 'failuresReset',
        cluster: 'default',
        deploymentId: 'ecs-svc/2114586142298415390',
        failureCount: 0,
        kind: 'scheduler',
        service: 'web',
        why: 'a task of the deployment counts healthy',
      },
    ]);
  });
});

const switchTo = (sim: Simulator, enable: boolean) =>
  sim.ecs.updateService({
    service: 'web',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable, rollback: enable } },
  });

const withoutPlace = ({ atMs: _atMs, seq: _seq, ...fact }: Fact) => fact;
