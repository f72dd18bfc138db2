import { expect, test } from 'vitest';
import { type BehaviourDate, createSimulator, fargateService } from '../../../src/index.js';
import type { DeploymentCircuitBreaker } from '../../../src/model/aws/ecs.generated.js';

const breaker = (about: Partial<DeploymentCircuitBreaker> = {}) => ({
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false, ...about } },
});

/** The threshold that the first failure of a service is told against. */
function thresholdOf(
  behaviour: BehaviourDate,
  about: Partial<DeploymentCircuitBreaker> = {},
  desiredCount = 1,
): number {
  const sim = createSimulator({ behaviour, digestGate: 'none' });
  fargateService(sim, { desiredCount });
  sim.ecs.updateService({ service: 'web', ...breaker(about) });
  sim.workloads.set('web', { exits: { code: 1, after: '4s' } });
  sim.run('2m');
  const counted = sim.facts().find((fact) => fact.kind === 'scheduler' && fact.change === 'failuresCounted');
  return (counted as { threshold?: number } | undefined)?.threshold ?? 0;
}

test('the threshold at desired count 1 was 10 at first [breaker-threshold-bounded]', () => {
  const dates = ['2021-01', '2024-01', '2025-11', '2026-07'] as const;
  expect(dates.map((date) => [date, thresholdOf(date)])).toEqual([
    ['2021-01', 10],
    ['2024-01', 3],
    ['2025-11', 3],
    ['2026-07', 3],
  ]);
});

test('a threshold of the user holds since July 2026 [breaker-threshold-count]', () => {
  const five = { thresholdConfiguration: { type: 'COUNT', value: 5 } } as const;
  expect([thresholdOf('2025-11', five), thresholdOf('2026-07', five)]).toEqual([3, 5]);
});

test('the threshold follows the desired count [breaker-threshold-follows-desired-count]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 1 });
  sim.ecs.updateService({ service: 'web', ...breaker() });
  sim.workloads.set('web', { exits: { code: 1, after: '4s' } });
  sim.run('2m');
  sim.ecs.updateService({ service: 'web', desiredCount: 20 });
  sim.run('2m');
  const thresholds = sim
    .facts()
    .flatMap((fact) => (fact.kind === 'scheduler' && fact.change === 'failuresCounted' ? [fact.threshold] : []));
  expect([thresholds[0], thresholds.at(-1)]).toEqual([3, 10]);
});

test('a threshold that falls below the failures with the desired count trips the breaker [breaker-threshold-follows-desired-count]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 20, healthCheck: { startPeriod: 300 } });
  sim.ecs.updateService({ service: 'web', ...breaker() });
  sim.workloads.set({ family: 'web', launches: { to: 4 } }, { exits: { code: 1, after: '4s' } });
  sim.workloads.set({ family: 'web', launches: { from: 5 } }, { healthCheck: 'failing' });
  sim.run('2m');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 6 });
  sim.run('1m');
  const told = sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'scheduler' && /^(failures|breaker)/.test(fact.change)
        ? [`${(fact.atMs - from.getTime()) / 1_000} ${fact.why}`]
        : [],
    );
  expect(told).toEqual(['-55.5 4 of 10 failures', '3 4 failures, threshold 3']);
});

test('a healthy task sets the count back, unless the user wants otherwise [breaker-healthy-task-resets]', () => {
  const told = (behaviour: BehaviourDate, resetOnHealthyTask: boolean) => {
    const sim = createSimulator({ behaviour });
    fargateService(sim, { desiredCount: 1 });
    sim.ecs.updateService({ service: 'web', ...breaker({ resetOnHealthyTask }) });
    sim.workloads.set({ family: 'web', launches: { to: 2 } }, { exits: { code: 1, after: '4s' } });
    sim.run('6m');
    return sim
      .facts()
      .flatMap((fact) => (fact.kind === 'scheduler' && fact.change.startsWith('failures') ? [fact.why] : []));
  };
  const counted = ['1 of 3 failures', '2 of 3 failures'];
  const reset = 'a task of the deployment counts healthy';
  expect(told('2026-07', true)).toEqual([...counted, reset]);
  expect(told('2026-07', false)).toEqual(counted);
  expect(told('2025-11', false), 'there was no choice before').toEqual([...counted, reset]);
});
