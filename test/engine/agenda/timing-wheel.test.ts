import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DueEntry, TimingWheel } from '../../../src/engine/agenda/timing-wheel.js';

const originMs = Date.UTC(2026, 0, 1);
const sortedPhase = 2;
/** Kinds 0 to 7 in four phases of two; in phase 2 by subject, then by kind. */
const phaseOf = (kind: number): number => kind >> 1;
const goesBefore = (kindA: number, subjectA: number, kindB: number, subjectB: number): boolean =>
  subjectA === subjectB ? kindA < kindB : subjectA < subjectB;

const aWheel = (): TimingWheel => new TimingWheel(originMs, { count: 4, of: phaseOf, sorted: sortedPhase, goesBefore });

describe('the agenda', () => {
  test('hands out what is due at the first moment, phase by phase, first in, first out', () => {
    const wheel = aWheel();
    wheel.push(originMs + 500, 6, 1);
    wheel.push(originMs + 500, 0, 4);
    wheel.push(originMs + 700, 0, 3);
    wheel.push(originMs + 500, 0, 2);
    expect(wheel.advance(originMs + 1_000)).toBe(originMs + 500);
    expect(takeAll(wheel).map(({ subject }) => subject)).toEqual([4, 2, 1]);
    expect(wheel.advance(originMs + 1_000)).toBe(originMs + 700);
    expect(takeAll(wheel).map(({ subject }) => subject)).toEqual([3]);
    expect(wheel.advance(originMs + 1_000)).toBeUndefined();
  });

  test('hands out the services phase in the order of the services, whenever they were put there [pass-in-order-of-creation]', () => {
    const wheel = aWheel();
    for (const [kind, subject] of [
      [5, 2],
      [4, 3],
      [4, 2],
      [5, 1],
      [4, 4],
    ] as const) {
      wheel.push(originMs, kind, subject);
    }
    expect(wheel.advance(originMs)).toBe(originMs);
    expect(takeAll(wheel).map(({ kind, subject }) => [subject, kind])).toEqual([
      [1, 5],
      [2, 4],
      [2, 5],
      [3, 4],
      [4, 4],
    ]);
  });

  test('takes what comes for the present moment while it is handled', () => {
    const wheel = aWheel();
    wheel.push(originMs + 5, 6, 1);
    wheel.advance(originMs + 5);
    wheel.push(originMs + 5, 0, 2);
    expect(takeOne(wheel)?.subject).toBe(2);
    wheel.push(originMs + 5, 2, 3);
    expect(takeOne(wheel)?.subject).toBe(3);
    expect(takeOne(wheel)?.subject).toBe(1);
    wheel.push(originMs + 5, 0, 4);
    expect(wheel.advance(originMs + 5)).toBe(originMs + 5);
    expect(takeOne(wheel)?.subject).toBe(4);
  });

  test('never moves beyond the limit', () => {
    const wheel = aWheel();
    wheel.push(originMs + 300, 0, 1);
    expect(wheel.advance(originMs + 299)).toBeUndefined();
    wheel.push(originMs + 299, 0, 2);
    expect(wheel.advance(originMs + 300)).toBe(originMs + 299);
  });

  test('stays at the limit though all there is lies in a later span of 2^32 ms', () => {
    const wheel = aWheel();
    wheel.push(originMs + 2 ** 32 + 5, 0, 1);
    expect(wheel.advance(originMs + 1_000)).toBeUndefined();
    wheel.push(originMs + 2_000, 0, 2);
    expect(wheel.advance(originMs + 3_000)).toBe(originMs + 2_000);
  });

  test('reaches beyond 2^32 ms, and over an empty span of it', () => {
    const wheel = aWheel();
    const far = 3 * 2 ** 32 + 12_345;
    wheel.push(originMs + far, 0, 1);
    wheel.push(originMs + far, 0, 2);
    expect(wheel.advance(originMs + far - 1)).toBeUndefined();
    expect(wheel.advance(originMs + far)).toBe(originMs + far);
    expect(takeAll(wheel).map(({ subject }) => subject)).toEqual([1, 2]);
  });

  test('goes from a span of 2^32 ms into the finer slots of a later one, though the limit lies just before an entry', () => {
    const wheel = aWheel();
    wheel.push(originMs + 2 ** 32 + 12_345, 0, 1);
    expect(wheel.advance(originMs + 2 ** 32 + 12_344)).toBeUndefined();
    expect(wheel.advance(originMs + 2 ** 32 + 12_345)).toBe(originMs + 2 ** 32 + 12_345);
  });

  test('still knows what is due at the present moment after it was listed for a snapshot', () => {
    const wheel = aWheel();
    wheel.push(originMs, 0, 1);
    wheel.push(originMs + 10, 0, 2);
    expect(wheel.entriesInOrder()).toHaveLength(2);
    expect(wheel.advance(originMs + 100)).toBe(originMs);
    expect(takeAll(wheel)).toEqual([{ kind: 0, subject: 1, atMs: originMs }]);
  });

  // Where one wheel of 256 slots hands over to the next, seen from moments that lie before, at and after such an edge.
  test.each([0, 1, 255, 256, 65_535, 65_536, 2 ** 24 - 1, 2 ** 24, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1])(
    'from %i ms on, finds what is due at each edge of its wheels, and not a ms too early',
    (fromMs) => {
      for (const edge of [
        1,
        255,
        256,
        257,
        65_535,
        65_536,
        65_537,
        2 ** 24,
        2 ** 24 + 1,
        2 ** 31,
        2 ** 32,
        3 * 2 ** 32,
      ]) {
        for (const afterMs of [edge - 1, edge, edge + 1]) {
          const wheel = aWheel();
          expect(wheel.advance(originMs + fromMs)).toBeUndefined();
          const atMs = originMs + fromMs + afterMs;
          wheel.push(atMs, 0, 1);
          wheel.push(atMs + 1, 0, 2);
          if (afterMs > 0) expect(wheel.advance(atMs - 1)).toBeUndefined();
          expect(wheel.advance(atMs)).toBe(atMs);
          expect(takeAll(wheel)).toEqual([{ kind: 0, subject: 1, atMs }]);
          expect(wheel.advance(atMs + 1)).toBe(atMs + 1);
          expect(takeAll(wheel)).toEqual([{ kind: 0, subject: 2, atMs: atMs + 1 }]);
          expect(wheel.advance(atMs + 2 ** 33)).toBeUndefined();
        }
      }
    },
  );

  test('finds the earliest of what lies in later spans, in whatever order it came, and stops before it', () => {
    const wheel = aWheel();
    const spans = [7, 3, 5, 3].map((span, subject) => ({ atMs: originMs + span * 2 ** 32 + subject, subject }));
    for (const { atMs, subject } of spans) wheel.push(atMs, 0, subject);
    expect(wheel.advance(originMs + 2 * 2 ** 32)).toBeUndefined();
    expect(wheel.advance(originMs + 3 * 2 ** 32)).toBeUndefined();
    const taken: number[] = [];
    for (;;) {
      if (wheel.advance(originMs + 8 * 2 ** 32) === undefined) break;
      taken.push(...takeAll(wheel).map(({ subject }) => subject));
    }
    expect(taken).toEqual([1, 3, 2, 0]);
  });

  test('gives up a slot that was emptied, and keeps one that was not', () => {
    const wheel = aWheel();
    const first = wheel.push(originMs + 300, 0, 1);
    wheel.push(originMs + 300, 0, 2);
    wheel.push(originMs + 301, 0, 3);
    wheel.cancel(first);
    expect(wheel.advance(originMs + 1_000)).toBe(originMs + 300);
    expect(takeAll(wheel).map(({ subject }) => subject)).toEqual([2]);
    wheel.cancel(wheel.push(originMs + 600, 0, 4));
    expect(wheel.advance(originMs + 1_000)).toBe(originMs + 301);
    expect(takeAll(wheel).map(({ subject }) => subject)).toEqual([3]);
    expect(wheel.advance(originMs + 1_000)).toBeUndefined();
  });

  test('cancels what comes between others of a moment, first and last of it too', () => {
    for (const cancelled of [0, 1, 2]) {
      const wheel = aWheel();
      const handles = [1, 2, 3].map((subject) => wheel.push(originMs + 40, 0, subject));
      wheel.cancel(handles[cancelled] as number);
      wheel.push(originMs + 40, 0, 4);
      wheel.advance(originMs + 40);
      expect(takeAll(wheel).map(({ subject }) => subject)).toEqual(
        [1, 2, 3, 4].filter((each) => each !== cancelled + 1),
      );
    }
  });

  test('refuses a handle under which nothing is due any more', () => {
    const wheel = aWheel();
    const handle = wheel.push(originMs + 1, 0, 1);
    wheel.cancel(handle);
    expect(() => wheel.cancel(handle)).toThrow(`nothing is due under handle ${handle}`);
  });

  test('takes as many bytes as its entries and its lists, and more once there are more', () => {
    const wheel = aWheel();
    const emptyBytes = wheel.byteLength;
    expect(emptyBytes).toBeGreaterThan(4 * (2 * 1_029 + 32));
    for (let each = 0; each < 1_000; each += 1) wheel.push(originMs + each, 0, each);
    expect(wheel.byteLength).toBeGreaterThan(emptyBytes + 20 * 900);
  });

  test('a copy goes its own way', () => {
    const wheel = aWheel();
    wheel.push(originMs + 10, 0, 1);
    const copy = wheel.copy();
    wheel.push(originMs + 10, 0, 2);
    copy.push(originMs + 5, 0, 3);
    const shownBy = (each: TimingWheel) => each.entriesInOrder().map(({ atMs, subject }) => [atMs - originMs, subject]);
    expect([shownBy(wheel), shownBy(copy)]).toEqual([
      [
        [10, 1],
        [10, 2],
      ],
      [
        [5, 3],
        [10, 1],
      ],
    ]);
    expect([wheel.advance(originMs + 7), copy.advance(originMs + 7)]).toEqual([undefined, originMs + 5]);
  });

  test('gives handles that tell when and what', () => {
    const wheel = aWheel();
    const handle = wheel.push(originMs + 42, 3, 9);
    expect(handle).not.toBe(0);
    expect([wheel.atMsOf(handle), wheel.kindOf(handle)]).toEqual([originMs + 42, 3]);
    expect(wheel.size).toBe(1);
    wheel.cancel(handle);
    expect(wheel.size).toBe(0);
    expect(wheel.advance(originMs + 100)).toBeUndefined();
  });
});

function takeAll(wheel: TimingWheel): DueEntry[] {
  const taken: DueEntry[] = [];
  for (let entry = takeOne(wheel); entry !== undefined; entry = takeOne(wheel)) taken.push(entry);
  return taken;
}

/** The next entry of the present moment, removed. */
function takeOne(wheel: TimingWheel): DueEntry | undefined {
  const first = wheel.entriesInOrder()[0];
  if (!wheel.take()) return undefined;
  return { kind: wheel.takenKind, subject: wheel.takenSubject, atMs: first?.atMs ?? Number.NaN };
}

// ------------------------------------------------------------------------------------------------ a sorted list instead

interface Listed extends DueEntry {
  readonly sequence: number;
  readonly handle: number;
}

/** The same as a list that is sorted whenever somebody asks. */
class Reference {
  entries: Listed[] = [];
  nowMs = originMs;
  #sequence = 0;

  push(atMs: number, kind: number, subject: number, handle: number): void {
    this.#sequence += 1;
    this.entries.push({ atMs, kind, subject, handle, sequence: this.#sequence });
  }

  advance(limitMs: number): number | undefined {
    const firstMs = Math.min(...this.entries.map((entry) => entry.atMs));
    this.nowMs = Math.min(firstMs, limitMs);
    return firstMs <= limitMs ? firstMs : undefined;
  }

  take(): Listed | undefined {
    const [first] = this.inOrder();
    if (first === undefined || first.atMs !== this.nowMs) return undefined;
    this.entries = this.entries.filter((entry) => entry !== first);
    return first;
  }

  /** The present moment by phases; later moments in the order of arrival, as the agenda lists them for snapshots. */
  inOrder(): Listed[] {
    return this.entries.toSorted((a, b) => {
      if (a.atMs !== b.atMs) return a.atMs - b.atMs;
      if (a.atMs !== this.nowMs) return a.sequence - b.sequence;
      const [phaseA, phaseB] = [phaseOf(a.kind), phaseOf(b.kind)];
      if (phaseA !== phaseB) return phaseA - phaseB;
      if (phaseA === sortedPhase) {
        if (goesBefore(a.kind, a.subject, b.kind, b.subject)) return -1;
        if (goesBefore(b.kind, b.subject, a.kind, a.subject)) return 1;
      }
      return a.sequence - b.sequence;
    });
  }

  copy(): Reference {
    const copy = new Reference();
    copy.entries = this.entries.slice();
    copy.nowMs = this.nowMs;
    copy.#sequence = this.#sequence;
    return copy;
  }
}

type Step =
  | { readonly does: 'push'; readonly afterMs: number; readonly kind: number; readonly subject: number }
  | { readonly does: 'cancel'; readonly which: number }
  | { readonly does: 'advance'; readonly byMs: number; readonly pushes: readonly { kind: number; subject: number }[] }
  | { readonly does: 'goOnWithCopy' };

const spans = fc.oneof(
  { weight: 3, arbitrary: fc.nat(3) },
  { weight: 4, arbitrary: fc.nat(600) },
  { weight: 2, arbitrary: fc.nat(140_000) },
  { weight: 2, arbitrary: fc.nat(40_000_000) },
  { weight: 1, arbitrary: fc.integer({ min: 2 ** 32 - 2_000, max: 2 ** 32 + 2_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 * 2 ** 32 }) },
);
const kinds = fc.nat(7);
const subjects = fc.nat(4);

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('push' as const), afterMs: spans, kind: kinds, subject: subjects }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cancel' as const), which: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('advance' as const),
      byMs: spans,
      pushes: fc.array(fc.record({ kind: kinds, subject: subjects }), { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('goOnWithCopy' as const) }) },
);

const shown = ({ atMs, kind, subject }: DueEntry) => [atMs - originMs, kind, subject];

test('is a sorted list, whatever is pushed, cancelled, copied and whenever it is asked', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 60 }), (all) => {
      let wheel = aWheel();
      let list = new Reference();
      for (const step of all) {
        switch (step.does) {
          case 'push': {
            const atMs = list.nowMs + step.afterMs;
            const handle = wheel.push(atMs, step.kind, step.subject);
            list.push(atMs, step.kind, step.subject, handle);
            break;
          }
          case 'cancel': {
            const entry = list.entries[step.which % Math.max(1, list.entries.length)];
            if (entry === undefined) break;
            expect([wheel.atMsOf(entry.handle), wheel.kindOf(entry.handle)]).toEqual([entry.atMs, entry.kind]);
            wheel.cancel(entry.handle);
            list.entries = list.entries.filter((each) => each !== entry);
            break;
          }
          case 'advance': {
            const limitMs = list.nowMs + step.byMs;
            const pushes = step.pushes.slice();
            for (;;) {
              const atMs = wheel.advance(limitMs);
              expect(atMs).toBe(list.advance(limitMs));
              if (atMs === undefined) break;
              for (;;) {
                const entry = takeOne(wheel);
                const expected = list.take();
                expect(entry && shown(entry)).toEqual(expected && shown(expected));
                if (entry === undefined) break;
                // What is handled makes more due at this very moment.
                const more = pushes.pop();
                if (more === undefined) continue;
                list.push(atMs, more.kind, more.subject, wheel.push(atMs, more.kind, more.subject));
              }
            }
            break;
          }
          case 'goOnWithCopy': {
            const [formerWheel, formerList] = [wheel, list];
            wheel = wheel.copy();
            list = list.copy();
            // What becomes of the original does not concern the copy.
            formerWheel.push(formerList.nowMs + 1, 0, 99);
            formerWheel.advance(formerList.nowMs + 1);
            formerWheel.take();
            break;
          }
          default:
            step satisfies never;
        }
        expect(wheel.size).toBe(list.entries.length);
        expect(wheel.entriesInOrder().map(shown)).toEqual(list.inOrder().map(shown));
      }
    }),
    { numRuns: 1_000 },
  );
});
