import { describe, expect, test } from 'vitest';
import { placementDelayMs, startDelayMs } from '../../src/planner/start-throttle.js';

describe('the throttle of starts that fail (ruling 21) [throttle-after-failed-starts] [throttle-grows-after-ten] [throttle-at-most-27-minutes]', () => {
  const throttle = {
    delaysMs: [0, 0, 300_000],
    growAfter: 10,
    growFactor: 1.5,
    delayMaxMs: 1_620_000,
    impairedAfter: 10,
  };
  for (const { failures, seconds } of [
    { failures: 1, seconds: 0 },
    { failures: 2, seconds: 0 },
    { failures: 3, seconds: 300 },
    { failures: 4, seconds: 300 },
    { failures: 10, seconds: 300 },
    { failures: 11, seconds: 450 },
    { failures: 12, seconds: 675 },
    { failures: 13, seconds: 1_012.5 },
    { failures: 14, seconds: 1_518.75 },
    { failures: 15, seconds: 1_620 },
    { failures: 1_000, seconds: 1_620 },
  ]) {
    test(`${seconds} s after failure ${failures}`, () => {
      expect(startDelayMs(throttle, failures)).toBe(seconds * 1_000);
    });
  }

  test('a single delay holds from the first failure on', () => {
    const plain = { ...throttle, delaysMs: [5_000] };
    expect([1, 2, 10].map((failures) => startDelayMs(plain, failures))).toEqual([5_000, 5_000, 5_000]);
  });
});

describe('the throttle of starts without capacity (ruling 23) [placement-throttle]', () => {
  for (const { failures, seconds } of [
    { failures: 1, seconds: 0 },
    { failures: 2, seconds: 0 },
    { failures: 3, seconds: 900 },
    { failures: 40, seconds: 900 },
  ]) {
    test(`${seconds} s after failure ${failures}`, () => {
      expect(placementDelayMs({ delaysMs: [0, 0, 900_000] }, failures)).toBe(seconds * 1_000);
    });
  }
});
