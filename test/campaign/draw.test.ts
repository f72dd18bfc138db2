import { drawFaults, drawOf, runSeed } from 'steadystate/campaign';
import { expect, test } from 'vitest';
import { fourTasks } from './setup.js';

const hundred = Array.from({ length: 100 }, (_, run) => run);

test('the seed of a run depends on the seed of the campaign and its number alone, and a simulator takes it', () => {
  expect([0, 1, 2].map((run) => runSeed(1, run))).toEqual([4203063770110251, 3240849672668390, 1811609787205080]);
  const seeds = [1, 2].flatMap((seed) => hundred.map((run) => runSeed(seed, run)));
  expect(new Set(seeds).size).toBe(200);
  expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
});

test('draws keep to what was asked for, reach its ends, and are the same for the same seed', () => {
  const draws = (seed: number) => {
    const draw = drawOf(seed);
    return { integer: draw.integer(2, 4), between: draw.between(5, 6), oneOf: draw.oneOf(['a', 'b']), share: draw() };
  };
  const all = hundred.map(draws);
  expect(all).toEqual(hundred.map(draws));
  expect(new Set(all.map(({ integer }) => integer))).toEqual(new Set([2, 3, 4]));
  expect(new Set(all.map(({ oneOf }) => oneOf))).toEqual(new Set(['a', 'b']));
  expect(all.every(({ between, share }) => between >= 5 && between < 6 && share >= 0 && share < 1)).toBe(true);
  const certain = drawOf(1);
  expect(hundred.map(() => certain.chance(0))).not.toContain(true);
  expect(hundred.map(() => certain.chance(1))).not.toContain(false);
});

test('of a range of more than 32 bits every number can come', () => {
  const draw = drawOf(3);
  const most = 2 ** 33 - 1;
  const drawn = Array.from({ length: 3_000 }, () => draw.integer(0, most));
  expect(drawn.every((each) => Number.isSafeInteger(each) && each >= 0 && each <= most)).toBe(true);
  const odd = drawn.filter((each) => each % 2 === 1).length;
  const upper = drawn.filter((each) => each > most / 2).length;
  expect([odd, upper]).toEqual([1545, 1515]);
  const widest = Array.from({ length: 3_000 }, () => draw.integer(1, Number.MAX_SAFE_INTEGER));
  expect(widest.every((each) => Number.isSafeInteger(each) && each >= 1)).toBe(true);
  expect(widest.filter((each) => each % 2 === 1).length).toBe(1488);
});

test.each([
  { what: 'too far apart', draw: () => drawOf(1).integer(-1, Number.MAX_SAFE_INTEGER) },
  { what: 'from 3 to 2', draw: () => drawOf(1).integer(3, 2) },
  { what: 'from 0 to 0.5', draw: () => drawOf(1).integer(0, 0.5) },
  { what: 'from an empty list', draw: () => drawOf(1).oneOf([]) },
])('nothing can be drawn $what', ({ what, draw }) => {
  expect(draw).toThrow(what);
});

test('faults that are drawn are of all kinds, and the simulator takes each', () => {
  const sim = fourTasks();
  const kinds = new Set<string>();
  for (const seed of hundred) {
    const faults = drawFaults(drawOf(seed), { service: 'web', count: [1, 2], zones: ['us-east-1a'], within: '1m' });
    for (const fault of faults) {
      kinds.add(fault.kind);
      const { from, until = from } = sim.faults.add(fault);
      expect(from.getTime() - sim.now.getTime()).toBeLessThanOrEqual(60_000);
      expect(until.getTime() - from.getTime()).toBeLessThanOrEqual(300_000);
    }
  }
  expect([...kinds].sort()).toEqual(['capacityUnavailable', 'killTask', 'slowProvisioning', 'zoneLost']);
  const [aboutTargets] = drawFaults(drawOf(4), { service: 'web', count: [9, 9], targetGroup: 'web' }).filter(
    ({ kind }) => kind === 'targetsFail',
  );
  expect(aboutTargets).toMatchObject({ kind: 'targetsFail', targetGroup: 'web' });
});
