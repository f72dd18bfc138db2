import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beatAfter, beatAtOrAfter } from '../../src/planner/beat.js';

const grid = { anchorMs: 17_000, beatMs: 10_000 };

describe('a grid of 10 s, anchored at 17 s [pass-every-10-s]', () => {
  for (const { ms, at, after } of [
    { ms: 17_000, at: 17_000, after: 27_000 },
    { ms: 17_001, at: 27_000, after: 27_000 },
    { ms: 26_999, at: 27_000, after: 27_000 },
    { ms: 27_000, at: 27_000, after: 37_000 },
    { ms: 16_999, at: 17_000, after: 17_000 },
    { ms: 7_000, at: 7_000, after: 17_000 },
    { ms: 0, at: 7_000, after: 7_000 },
  ]) {
    test(`${ms} ms: beats at ${at} and after it at ${after}`, () => {
      expect(beatAtOrAfter(grid, ms)).toBe(at);
      expect(beatAfter(grid, ms)).toBe(after);
    });
  }
});

test('a beat lies on the grid, and none lies between it and the moment that asks', () => {
  const grids = fc.record({ anchorMs: fc.nat(10 ** 12), beatMs: fc.integer({ min: 1, max: 100_000 }) });
  fc.assert(
    fc.property(grids, fc.nat(10 ** 12), (each, ms) => {
      const at = beatAtOrAfter(each, ms);
      const after = beatAfter(each, ms);
      expect(Math.abs((at - each.anchorMs) % each.beatMs)).toBe(0);
      expect(at - ms).toBeGreaterThanOrEqual(0);
      expect(at - ms).toBeLessThan(each.beatMs);
      expect(after).toBe(at === ms ? at + each.beatMs : at);
    }),
    { numRuns: 1_000 },
  );
});
