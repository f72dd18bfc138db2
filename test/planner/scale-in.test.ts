import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pickByProvider, pickForStopping, type StopCandidate } from '../../src/planner/scale-in.js';

/** Tasks by zone, oldest first: `'aab'` are two in zone 0 and one in zone 1, numbered from 1; capitals are protected. */
const tasksIn = (zones: string): StopCandidate[] =>
  [...zones].map((letter, index) => ({
    task: 100 + index,
    order: index + 1,
    zone: letter.toLowerCase().charCodeAt(0) - 97,
    protected: letter !== letter.toLowerCase(),
    provider: 0,
  }));

const countsOf = (candidates: readonly StopCandidate[]): number[] => {
  const counts: number[] = [0, 0, 0];
  for (const { zone } of candidates) counts[zone] = (counts[zone] ?? 0) + 1;
  return counts;
};

describe('which tasks are stopped (service-scheduler §4.3) [scale-in-fullest-zone]', () => {
  for (const { name, zones, count, counts, stopped } of [
    { name: 'the oldest of one zone [scale-in-oldest-of-a-zone]', zones: 'aaaa', count: 2, stopped: [1, 2] },
    { name: 'from the zone with most tasks', zones: 'abbb', count: 1, stopped: [2] },
    { name: 'counted anew after every pick', zones: 'abbbb', count: 4, stopped: [2, 3, 4, 1] },
    { name: 'of zones alike the first, again and again', zones: 'ccbbaa', count: 6, stopped: [5, 3, 1, 6, 4, 2] },
    {
      name: 'by all tasks of the service in a zone, not by the candidates',
      zones: 'abb',
      count: 1,
      counts: [9, 2],
      stopped: [1],
    },
    { name: 'protected ones are passed over', zones: 'AaaB', count: 2, stopped: [2, 3] },
    { name: 'protected ones still fill their zone', zones: 'BBBba', count: 1, stopped: [4] },
    { name: 'as many as there are', zones: 'ab', count: 5, stopped: [1, 2] },
    { name: 'none when none is asked for', zones: 'ab', count: 0, stopped: [] },
    { name: 'none when all are protected', zones: 'AB', count: 1, stopped: [] },
  ]) {
    test(name, () => {
      const tasks = tasksIn(zones);
      expect(pickForStopping(tasks, count, counts ?? countsOf(tasks)).map(({ order }) => order)).toEqual(stopped);
    });
  }
});

/** The rule as it stands: look at everything again for every pick. */
function reference(candidates: readonly StopCandidate[], count: number, zoneCounts: readonly number[]): number[] {
  const counts = zoneCounts.slice();
  const left = candidates.filter((candidate) => !candidate.protected);
  const picked: number[] = [];
  while (picked.length < count && left.length > 0) {
    left.sort(
      (a, b) => (counts[b.zone] as number) - (counts[a.zone] as number) || a.zone - b.zone || a.order - b.order,
    );
    const next = left.shift() as StopCandidate;
    counts[next.zone] = (counts[next.zone] as number) - 1;
    picked.push(next.order);
  }
  return picked;
}

test('it is the rule applied pick by pick, in whatever order candidates are listed', () => {
  const zones = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'C'), maxLength: 20 });
  const others = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5));
  fc.assert(
    fc.property(zones, others, fc.nat(22), fc.infiniteStream(fc.nat()), (text, extra, count, order) => {
      const tasks = tasksIn(text);
      const counts = countsOf(tasks).map((each, zone) => each + (extra[zone] as number));
      const shuffled = tasks
        .map((task) => ({ task, key: order.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ task }) => task);
      const before = JSON.stringify([shuffled, counts]);
      expect(pickForStopping(shuffled, count, counts).map(({ order }) => order)).toEqual(
        reference(tasks, count, counts),
      );
      expect(JSON.stringify([shuffled, counts])).toBe(before);
    }),
    { numRuns: 1_000 },
  );
});

describe('over several capacity providers (placement-and-capacity §7.2) [scale-in-keeps-the-base]', () => {
  /** Tasks by provider, oldest first, all in one zone unless said: `'001'`; an item is `[weight, base]`. */
  const stops = (
    tasks: string,
    count: number,
    items: [weight: number, base: number][],
    zones = 'a'.repeat(tasks.length),
  ) =>
    pickByProvider(
      tasksIn(zones).map((task, index) => ({ ...task, provider: Number(tasks[index]) })),
      count,
      Object.freeze(countsOf(tasksIn(zones.toLowerCase()))),
      items.map(([weight, base], place) => ({
        capacityProvider: String(place),
        weight,
        base,
        taskCount: [...tasks].filter((each) => Number(each) === place).length,
      })),
    ).map(({ order }) => order);

  test.each<[name: string, tasks: string, count: number, items: [number, number][], stopped: number[], zones?: string]>(
    [
      [
        'the base goes last',
        '00111',
        5,
        [
          [1, 2],
          [3, 0],
        ],
        [3, 4, 5, 1, 2],
      ],
      [
        'from the one that is furthest above its share',
        '0000111111',
        4,
        [
          [1, 2],
          [3, 0],
        ],
        [5, 1, 6, 7],
      ],
      [
        'equal shares in turn, the later item first',
        '0011',
        4,
        [
          [1, 0],
          [1, 0],
        ],
        [3, 1, 4, 2],
      ],
      [
        'what has no weight goes as soon as it is above the base',
        '0001',
        2,
        [
          [0, 2],
          [1, 0],
        ],
        [1, 4],
      ],
      [
        'in the fullest zone of its own tasks',
        '0111',
        2,
        [
          [1, 1],
          [1, 0],
        ],
        [4, 2],
        'abca',
      ],
      [
        'protected ones stay, and others go for them',
        '0011',
        2,
        [
          [1, 0],
          [1, 0],
        ],
        [1, 2],
        'aaAA',
      ],
      [
        'zones are counted anew after every pick, whoever it was of',
        '0011',
        2,
        [
          [1, 0],
          [1, 0],
        ],
        [3, 2],
        'abab',
      ],
      [
        'by one, not to nothing',
        '0011',
        2,
        [
          [1, 0],
          [1, 0],
        ],
        [3, 1],
        'abaa',
      ],
      [
        'no more than there are',
        '01',
        3,
        [
          [1, 0],
          [1, 0],
        ],
        [2, 1],
      ],
    ],
  )('%s', (_, tasks, count, items, stopped, zones) => {
    expect(stops(tasks, count, items, zones)).toEqual(stopped);
  });
});
