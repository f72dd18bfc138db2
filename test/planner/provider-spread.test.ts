import { expect, test } from 'vitest';
import { type ProviderChoice, pickProvider } from '../../src/planner/provider-spread.js';

/** Tasks per provider after so many picks; an item is `[weight, base]`. */
function spread(count: number, ...items: [weight: number, base: number][]): number[] {
  const counts = items.map(() => 0);
  for (let placed = 0; placed < count; placed += 1) {
    const choices = items.map(
      ([weight, base], index): ProviderChoice => ({
        capacityProvider: String(index),
        weight,
        base,
        taskCount: counts[index] ?? 0,
      }),
    );
    const picked = pickProvider(choices);
    if (picked === undefined) break;
    const index = Number(picked.capacityProvider);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

test.each<[string, number, [weight: number, base: number][], number[]]>([
  [
    'equal weights',
    4,
    [
      [1, 0],
      [1, 0],
    ],
    [2, 2],
  ],
  [
    'equal weights, odd: the first of the strategy [launch-provider-of-equal-shares]',
    5,
    [
      [1, 0],
      [1, 0],
    ],
    [3, 2],
  ],
  [
    'one to four',
    10,
    [
      [1, 0],
      [4, 0],
    ],
    [2, 8],
  ],
  [
    'two to one',
    7,
    [
      [2, 0],
      [1, 0],
    ],
    [5, 2],
  ],
  [
    'a base, then one to four',
    10,
    [
      [1, 1],
      [4, 0],
    ],
    [3, 7],
  ],
  [
    'a base alone',
    6,
    [
      [0, 2],
      [1, 0],
    ],
    [2, 4],
  ],
  [
    'a base that is not filled',
    3,
    [
      [1, 5],
      [1, 0],
    ],
    [3, 0],
  ],
  [
    'no weight gets nothing',
    3,
    [
      [0, 0],
      [1, 0],
    ],
    [0, 3],
  ],
  [
    'no weight anywhere',
    3,
    [
      [0, 1],
      [0, 0],
    ],
    [1, 0],
  ],
])('%s [launch-provider-by-base-and-weight]', (_, count, items, expected) => {
  expect(spread(count, ...items)).toEqual(expected);
});

test('the larger weight comes first [launch-provider-of-equal-shares]', () => {
  expect(spread(1, [1, 0], [4, 0])).toEqual([0, 1]);
});
