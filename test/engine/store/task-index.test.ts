import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TaskIndex } from '../../../src/engine/store/task-index.js';

describe('from a task number to its row', () => {
  test('0 where there is none, or no longer', () => {
    const index = new TaskIndex();
    index.set(5, 50);
    expect([index.get(5), index.get(6), index.get(5_000_000)]).toEqual([50, 0, 0]);
    index.delete(5);
    index.delete(6);
    expect([index.get(5), [...index.rows()]]).toEqual([0, []]);
  });

  test('rows come in the order of creation, whatever the order of the pages', () => {
    const index = new TaskIndex();
    for (const number of [5_000, 1, 1_024, 1_023, 2_048, 4_000_000_000]) index.set(number, number % 9_973);
    expect([...index.rows()]).toEqual([1, 1_023, 1_024, 2_048, 5_000, 4_000_000_000].map((number) => number % 9_973));
  });
});

test('a page goes with the last of its tasks, and comes back for a new one', () => {
  const index = new TaskIndex();
  const pageBytes = 1_024 * 4;
  const bytes = [index.byteLength];
  const change = (how: () => void) => {
    how();
    bytes.push(index.byteLength);
  };
  change(() => index.set(1, 10));
  change(() => index.set(2, 20));
  change(() => index.set(3_000, 30));
  change(() => index.delete(1));
  change(() => index.delete(2));
  change(() => index.delete(3_000));
  change(() => index.set(3, 40));
  expect(bytes.map((each) => each / pageBytes)).toEqual([0, 1, 1, 2, 2, 1, 0, 1]);
});

test('is a map, and a copy of it another one', () => {
  const changes = fc.array(fc.record({ number: fc.nat(5_000), adds: fc.boolean() }), { maxLength: 200 });
  fc.assert(
    fc.property(changes, changes, (before, after) => {
      const index = new TaskIndex();
      const map = new Map<number, number>();
      const apply = (to: TaskIndex, known: Map<number, number>, all: typeof before) => {
        for (const { number, adds } of all) {
          if (adds && !known.has(number)) {
            known.set(number, number + 1);
            to.set(number, number + 1);
          } else if (!adds) {
            if (known.delete(number)) to.delete(number);
          }
        }
      };
      const rowsOf = (known: Map<number, number>) => [...known].sort(([a], [b]) => a - b).map(([, row]) => row);
      apply(index, map, before);
      const copy = index.copy();
      apply(copy, new Map(map), after);
      expect([...index.rows()]).toEqual(rowsOf(map));
      for (let number = 0; number <= 5_000; number += 97) expect(index.get(number)).toBe(map.get(number) ?? 0);
    }),
    { numRuns: 200 },
  );
});
