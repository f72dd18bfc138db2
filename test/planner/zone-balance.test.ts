import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBalanced, zoneMoves } from '../../src/planner/zone-balance.js';

/** Zones that can take tasks and give all of theirs. */
const open = (counts: readonly number[]) => counts.map((count) => ({ count, takes: true, gives: count }));

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
      expect(zoneMoves(open(counts))).toEqual(moves);
    });
  }
});

describe('zones that cannot do all', () => {
  test.each([
    {
      name: 'one without capacity takes nothing; the others level out among themselves [zones-without-capacity-are-left-out]',
      zones: [
        { count: 0, takes: false, gives: 0 },
        { count: 3, takes: true, gives: 3 },
        { count: 6, takes: true, gives: 6 },
      ],
      moves: [{ from: 2, to: 1 }],
    },
    {
      name: 'one without capacity may give',
      zones: [
        { count: 4, takes: false, gives: 4 },
        { count: 1, takes: true, gives: 1 },
      ],
      moves: [{ from: 0, to: 1 }],
    },
    {
      name: 'protected tasks stay: as many go as may, then those of the next zone [zones-protected-tasks-stay]',
      zones: [
        { count: 0, takes: true, gives: 0 },
        { count: 5, takes: true, gives: 1 },
        { count: 4, takes: true, gives: 4 },
      ],
      moves: [
        { from: 1, to: 0 },
        { from: 2, to: 0 },
      ],
    },
    {
      name: 'nothing moves where nobody may go',
      zones: [
        { count: 0, takes: true, gives: 0 },
        { count: 5, takes: true, gives: 0 },
      ],
      moves: [],
    },
    {
      name: 'nothing moves where nobody takes',
      zones: [
        { count: 0, takes: false, gives: 0 },
        { count: 5, takes: false, gives: 5 },
      ],
      moves: [],
    },
  ])('$name', ({ zones, moves }) => {
    expect(zoneMoves(zones)).toEqual(moves);
  });
});

test('moves end in the desired count divided by the zones, the remainder one each, and none is wasted', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), (counts) => {
      const after = counts.slice();
      const moves = zoneMoves(open(counts));
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
