import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  base64urlOf,
  digits19Of,
  hexOf,
  IdKind,
  mix,
  mixText,
  orderOfScrambled,
  scrambledOrder,
  scrambleNumber,
  unscrambleNumber,
  uuidOf,
} from '../../src/model/scramble.js';

const seeds = fc.nat(Number.MAX_SAFE_INTEGER);
const numbers = fc.integer({ min: 0, max: 0xffff_ffff });

describe('ids of tasks', () => {
  test('are 32 hexadecimal digits and lead back to their number [id-task]', () => {
    fc.assert(
      fc.property(seeds, numbers, (seed, number) => {
        const id = scrambleNumber(seed, number);
        expect(id).toMatch(/^[0-9a-f]{32}$/);
        expect(unscrambleNumber(seed, id)).toBe(number);
      }),
      { numRuns: 2_000 },
    );
  });

  test('differ from each other, and from those of another seed [id-from-the-seed]', () => {
    const ids = new Set<string>();
    for (const seed of [1, 2, 2 ** 32, 2 ** 40 + 1]) {
      for (let number = 1; number <= 20_000; number += 1) ids.add(scrambleNumber(seed, number));
    }
    expect(ids.size).toBe(80_000);
  });

  test('are in the order of the numbers they begin with', () => {
    fc.assert(
      fc.property(seeds, numbers, numbers, (seed, one, other) => {
        const [a, b] = [scrambleNumber(seed, one), scrambleNumber(seed, other)];
        expect(Math.sign(scrambledOrder(seed, one) - scrambledOrder(seed, other))).toBe(a < b ? -1 : a === b ? 0 : 1);
        expect(orderOfScrambled(a)).toBe(scrambledOrder(seed, one));
      }),
      { numRuns: 2_000 },
    );
  });

  test('of another seed, or changed in one digit, lead nowhere', () => {
    fc.assert(
      fc.property(seeds, numbers, fc.nat(31), fc.integer({ min: 1, max: 15 }), (seed, number, at, by) => {
        const id = scrambleNumber(seed, number);
        const digit = ((Number.parseInt(id.charAt(at), 16) + by) % 16).toString(16);
        expect(unscrambleNumber(seed, id.slice(0, at) + digit + id.slice(at + 1))).toBeUndefined();
        expect(unscrambleNumber(seed + 1, id)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  test('anything else leads nowhere', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme', minLength: 32, maxLength: 32 })), (text) => {
        expect(unscrambleNumber(1, text)).toBeUndefined();
      }),
    );
    expect(unscrambleNumber(1, scrambleNumber(1, 7).toUpperCase())).toBeUndefined();
    expect(unscrambleNumber(1, `${scrambleNumber(1, 7)}\n`)).toBeUndefined();
  });
});

// The shapes are recorded: recorded-behaviour "Identifiers".
describe('other ids have the shapes that AWS gives them [id-service-deployment] [id-other]', () => {
  const kinds = Object.values(IdKind);
  for (const { name, idOf, shape } of [
    {
      name: 'UUIDs, version 4',
      idOf: uuidOf,
      shape: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    },
    { name: '19 decimal digits', idOf: digits19Of, shape: /^\d{19}$/ },
    { name: '21 characters of URL-safe base64', idOf: base64urlOf, shape: /^[A-Za-z0-9_-]{21}$/ },
    {
      name: '16 hexadecimal digits',
      idOf: (seed: number, kind: IdKind, number: number) => hexOf(seed, kind, number, 16),
      shape: /^[0-9a-f]{16}$/,
    },
    {
      name: '17 hexadecimal digits',
      idOf: (seed: number, kind: IdKind, number: number) => hexOf(seed, kind, number, 17),
      shape: /^[0-9a-f]{17}$/,
    },
  ]) {
    test(name, () => {
      fc.assert(
        fc.property(seeds, fc.constantFrom(...kinds), numbers, (seed, kind, number) => {
          expect(idOf(seed, kind, number)).toMatch(shape);
        }),
      );
    });

    test(`${name} don't collide: 10,000 of each kind`, () => {
      const ids = new Set<string>();
      for (const kind of kinds) for (let number = 1; number <= 10_000; number += 1) ids.add(idOf(1, kind, number));
      expect(ids.size).toBe(kinds.length * 10_000);
    });
  }

  test('deployment ids may begin with zeros, as recorded ones do [id-deployment]', () => {
    const ids = Array.from({ length: 1_000 }, (_, number) => digits19Of(1, IdKind.DEPLOYMENT, number));
    expect(ids.some((id) => id.startsWith('0'))).toBe(true);
    expect(new Set(ids.map((id) => id.charAt(0))).size).toBe(10);
  });
});

describe('mixing', () => {
  test('depends on every value, on their order and on high bits', () => {
    const mixed = [mix(1, 2), mix(2, 1), mix(1, 2, 0), mix(1), mix(1, 2 + 2 ** 32), mix(1 + 2 ** 32, 2)];
    expect(new Set(mixed).size).toBe(mixed.length);
    expect(mixed.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32)).toBe(true);
  });

  test('of texts depends on seed and text', () => {
    const mixed = [mixText(1, 'ab'), mixText(1, 'ba'), mixText(2, 'ab'), mixText(1, ''), mixText(1, 'a')];
    expect(new Set(mixed).size).toBe(mixed.length);
  });
});
