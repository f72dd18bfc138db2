import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pickForStopping, type StopCandidate } from '../../src/planner/scale-in.js';

/** Tasks by zone, oldest first: `'aab'` are two in zone 0 and one in zone 1, numbered from 1; capitals are protected. */
const tasksIn = (zones: string): StopCandidate[] =>
  [...zones].map((letter, index) => ({
    task: 100 + index,
    number: index + 1,
    zone: letter.toLowerCase().charCodeAt(0) - 97,
    protected: letter !== letter.toLowerCase(),
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
      expect(pickForStopping(tasks, count, counts ?? countsOf(tasks)).map(({ number }) => number)).toEqual(stopped);
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
      (a, b) => (counts[b.zone] as number) - (counts[a.zone] as number) || a.zone - b.zone || a.number - b.number,
    );
    const next = left.shift() as StopCandidate;
    counts[next.zone] = (counts[next.zone] as number) - 1;
    picked.push(next.number);
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
      expect(pickForStopping(shuffled, count, counts).map(({ number }) => number)).toEqual(
        reference(tasks, count, counts),
      );
      expect(JSON.stringify([shuffled, counts])).toBe(before);
    }),
    { numRuns: 1_000 },
  );
});
