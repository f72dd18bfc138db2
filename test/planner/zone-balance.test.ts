import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBalanced, zoneMoves } from '../../src/planner/zone-balance.js';

describe('zones (placement-and-capacity §3.5) [zones-balanced]', () => {
  for (const { counts, moves } of [
    { counts: [], moves: [] },
    { counts: [7], moves: [] },
    { counts: [1, 1], moves: [] },
    { counts: [2, 1], moves: [] },
    { counts: [2, 2, 1], moves: [] },
    { counts: [2, 0], moves: [{ from: 0, to: 1 }] },
    { counts: [3, 1, 1], moves: [{ from: 0, to: 1 }] },
    {
      counts: [0, 3, 3],
      moves: [
        { from: 1, to: 0 },
        { from: 2, to: 0 },
      ],
    },
    {
      counts: [0, 6, 0],
      moves: [
        { from: 1, to: 0 },
        { from: 1, to: 2 },
        { from: 1, to: 0 },
        { from: 1, to: 2 },
      ],
    },
  ]) {
    test(`${counts.join('/') || 'none'}: ${moves.length} moves`, () => {
      expect(isBalanced(counts)).toBe(moves.length === 0);
      expect(zoneMoves(counts)).toEqual(moves);
    });
  }
});

test('moves end in the desired count divided by the zones, the remainder one each, and none is wasted', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), (counts) => {
      const after = counts.slice();
      const moves = zoneMoves(counts);
      for (const { from, to } of moves) {
        after[from] = (after[from] as number) - 1;
        after[to] = (after[to] as number) + 1;
      }
      const total = counts.reduce((sum, count) => sum + count, 0);
      const share = Math.floor(total / counts.length);
      const larger = total % counts.length;
      expect(isBalanced(after)).toBe(true);
      if (moves.length > 0) {
        expect(after.toSorted((a, b) => b - a)).toEqual(counts.map((_, index) => share + (index < larger ? 1 : 0)));
      }
      const gained = after.reduce((sum, count, zone) => sum + Math.max(0, count - (counts[zone] as number)), 0);
      expect(moves.length).toBe(gained);
    }),
  );
});
