import { describe, expect, test } from 'vitest';
import { Chance, Draw } from '../../../src/engine/chance/chance.js';

const draws = (chance: Chance, count: number) => Array.from({ length: count }, () => chance.draw('faults'));

describe('a stream', () => {
  test('is decided by the seed: 0 or more, below 1', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => draws(new Chance(seed), 1_000));
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one?.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    expect(new Set(one).size).toBeGreaterThan(990);
  });

  test('goes on where it was: after a copy, after a snapshot', () => {
    const chance = new Chance(7);
    draws(chance, 10);
    const copy = chance.copy();
    const restored = Chance.restore(JSON.parse(JSON.stringify(chance.state())));
    const next = draws(chance, 5);
    expect(draws(copy, 5)).toEqual(next);
    expect(draws(restored, 5)).toEqual(next);
  });

  test('of a copy moves nothing in the original', () => {
    const chance = new Chance(7);
    draws(chance.copy(), 10);
    expect(draws(chance, 5)).toEqual(draws(new Chance(7), 5));
  });
});

describe('a keyed draw', () => {
  test('depends on its key alone, whatever was drawn before', () => {
    const chance = new Chance(7);
    const before = chance.keyed(Draw.FLAKY_CHECK, 3, 4, 5);
    draws(chance, 10);
    chance.keyed(Draw.JITTER, 3, 4, 5);
    expect(chance.keyed(Draw.FLAKY_CHECK, 3, 4, 5)).toBe(before);
    expect(new Chance(7).keyed(Draw.FLAKY_CHECK, 3, 4, 5)).toBe(before);
  });

  test('moves no stream', () => {
    const chance = new Chance(7);
    for (let number = 0; number < 10; number += 1) chance.keyed(Draw.JITTER, number);
    expect(draws(chance, 5)).toEqual(draws(new Chance(7), 5));
  });

  test('differs with every part of its key: seed, purpose, subject, number, part', () => {
    const keys: [number, Draw, number, number, number][] = [
      [1, Draw.JITTER, 1, 1, 1],
      [2, Draw.JITTER, 1, 1, 1],
      [1, Draw.FLAKY_CHECK, 1, 1, 1],
      [1, Draw.JITTER, 2, 1, 1],
      [1, Draw.JITTER, 1, 2, 1],
      [1, Draw.JITTER, 1, 1, 2],
    ];
    const found = keys.map(([seed, ...key]) => new Chance(seed).keyed(...key));
    expect(new Set(found).size).toBe(keys.length);
    expect(found.every((draw) => draw >= 0 && draw < 1)).toBe(true);
  });

  test('is even over subjects: of a thousand, about a tenth lie below a tenth', () => {
    const chance = new Chance(7);
    const below = Array.from({ length: 1_000 }, (_, subject) => chance.keyed(Draw.WORKLOAD_FRACTION, subject)).filter(
      (draw) => draw < 0.1,
    );
    expect(below.length).toBeGreaterThan(70);
    expect(below.length).toBeLessThan(130);
  });
});
