import { describe, expect, test } from 'vitest';
import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from '../../../src/index.js';

const deploymentsOf = (sim: Simulator): string[] =>
  (sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.deployments ?? []).map(
    ({ taskDefinition, rolloutState, failedTasks }) =>
      `${taskDefinition?.split('/').at(-1)} ${rolloutState}, ${failedTasks} failed`,
  );

/** Six tasks of `web:2`, of which the second to fourth never pass their checks; their replacements do. */
function threeAreReplaced(breaker: object) {
  const sim = createSimulator({ seed: 3, digestGate: 'none' });
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
});
