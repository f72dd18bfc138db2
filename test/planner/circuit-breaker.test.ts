import { describe, expect, test } from 'vitest';
import { breakerEvaluationMs, breakerThreshold, breakerTrips } from '../../src/planner/circuit-breaker.js';

describe('the threshold (rolling-deployment §8.1) [breaker-threshold-bounded] [breaker-threshold-unbounded] [breaker-threshold-count]', () => {
  for (const { desired, bounded, unbounded } of [
    { desired: 1, bounded: 3, unbounded: 1 },
    { desired: 5, bounded: 3, unbounded: 3 },
    { desired: 7, bounded: 4, unbounded: 4 },
    { desired: 25, bounded: 13, unbounded: 13 },
    { desired: 400, bounded: 200, unbounded: 200 },
    { desired: 800, bounded: 200, unbounded: 400 },
    { desired: 0, bounded: 3, unbounded: 1 },
  ]) {
    test(`50 % of ${desired}: ${bounded} bounded, ${unbounded} unbounded`, () => {
      expect(breakerThreshold({ type: 'BOUNDED_PERCENT', value: 50 }, desired)).toBe(bounded);
      expect(breakerThreshold({ type: 'UNBOUNDED_PERCENT', value: 50 }, desired)).toBe(unbounded);
    });
  }

  for (const { threshold, desired, failures } of [
    { threshold: { type: 'COUNT', value: 1 }, desired: 100, failures: 1 },
    { threshold: { type: 'COUNT', value: 7 }, desired: 0, failures: 7 },
    { threshold: { type: 'COUNT', value: 1_000 }, desired: 1, failures: 1_000 },
    { threshold: { type: 'BOUNDED_PERCENT', value: 1 }, desired: 5_000, failures: 50 },
    { threshold: { type: 'BOUNDED_PERCENT', value: 100 }, desired: 150, failures: 150 },
    { threshold: { type: 'UNBOUNDED_PERCENT', value: 1 }, desired: 101, failures: 2 },
    { threshold: { type: 'UNBOUNDED_PERCENT', value: 100 }, desired: 5_000, failures: 5_000 },
  ] as const) {
    test(`${threshold.type} ${threshold.value} at desired count ${desired}: ${failures}`, () => {
      expect(breakerThreshold(threshold, desired)).toBe(failures);
    });
  }
});

describe('the comparison with the threshold (ruling 22) [breaker-fails-3-s-after-a-start]', () => {
  const timing = { afterStartMs: 3_000, afterHealthFailureMs: 45_000 };
  for (const { name, counted, atMs } of [
    { name: 'none below it', counted: { failureCount: 2, threshold: 3, kind: 'start' }, atMs: undefined },
    {
      name: '3 s after a start failure that reaches it',
      counted: { failureCount: 3, threshold: 3, kind: 'start' },
      atMs: 13_000,
    },
    { name: '3 s after one that passes it', counted: { failureCount: 5, threshold: 3, kind: 'start' }, atMs: 13_000 },
    {
      name: '45 s after a health failure [breaker-health-failures-45-s]',
      counted: { failureCount: 3, threshold: 3, kind: 'health' },
      atMs: 55_000,
    },
    {
      name: 'none below it for health failures either',
      counted: { failureCount: 2, threshold: 3, kind: 'health' },
      atMs: undefined,
    },
  ] as const) {
    test(name, () => {
      expect(breakerEvaluationMs(counted, timing, 10_000)).toBe(atMs);
    });
  }
});

describe('whether it trips', () => {
  const atThreshold = { failureCount: 3, threshold: 3, desiredCount: 4, healthyCount: 1, resetsOnHealthyTask: true };
  for (const { name, trips, ...differs } of [
    { name: 'at the threshold', trips: true },
    { name: 'beyond it', failureCount: 7, trips: true },
    { name: 'not below it', failureCount: 2, trips: false },
    { name: 'without any healthy task', healthyCount: 0, trips: true },
    { name: 'one healthy task short of the desired count', healthyCount: 3, trips: true },
    { name: 'not when all desired tasks count healthy', healthyCount: 4, trips: false },
    { name: 'not when more than them do', healthyCount: 6, trips: false },
    { name: 'even then, where healthy tasks reset nothing', healthyCount: 4, resetsOnHealthyTask: false, trips: true },
    { name: 'at desired count 0', desiredCount: 0, healthyCount: 0, trips: true },
  ]) {
    test(name, () => {
      expect(breakerTrips({ ...atThreshold, ...differs })).toBe(trips);
    });
  }
});
