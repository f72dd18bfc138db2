import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthyCountMin, occupiedCountMax } from '../../src/planner/bounds.js';

describe('tasks that must stay healthy [bounds-minimum-rounds-up]', () => {
  for (const { desired, percent, tasks } of [
    { desired: 4, percent: 50, tasks: 2 },
    { desired: 2, percent: 75, tasks: 2 },
    { desired: 3, percent: 50, tasks: 2 },
    { desired: 1, percent: 1, tasks: 1 },
    { desired: 5, percent: 100, tasks: 5 },
    { desired: 5, percent: 0, tasks: 0 },
    { desired: 0, percent: 100, tasks: 0 },
    // 100 × 0.29 is 28.999999999999996 in binary fractions: the percent is never made one.
    { desired: 100, percent: 29, tasks: 29 },
    { desired: 5_000, percent: 33, tasks: 1_650 },
  ]) {
    test(`${percent} % of ${desired} are ${tasks}`, () => {
      expect(healthyCountMin(desired, percent)).toBe(tasks);
    });
  }
});

describe('tasks that may be there [bounds-maximum-rounds-down]', () => {
  for (const { desired, percent, tasks } of [
    { desired: 4, percent: 200, tasks: 8 },
    { desired: 3, percent: 125, tasks: 3 },
    { desired: 4, percent: 125, tasks: 5 },
    { desired: 1, percent: 150, tasks: 1 },
    { desired: 10, percent: 110, tasks: 11 },
    { desired: 7, percent: 100, tasks: 7 },
    { desired: 0, percent: 200, tasks: 0 },
    { desired: 5_000, percent: 110, tasks: 5_500 },
  ]) {
    test(`${percent} % of ${desired} are ${tasks}`, () => {
      expect(occupiedCountMax(desired, percent)).toBe(tasks);
    });
  }
});

test('both are those of whole-number arithmetic', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(1_000), (desired, percent) => {
      const product = BigInt(desired) * BigInt(percent);
      expect(healthyCountMin(desired, percent)).toBe(Number((product + 99n) / 100n));
      expect(occupiedCountMax(desired, percent)).toBe(Number(product / 100n));
    }),
    { numRuns: 2_000 },
  );
});
