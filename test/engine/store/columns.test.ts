import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type F64Column, type I32Column, Table, type U8Column } from '../../../src/engine/store/columns.js';

class Things extends Table {
  readonly small: U8Column;
  readonly whole: I32Column;
  readonly moment: F64Column;
  /** No column: not for snapshots. */
  readonly about = 'things';

  constructor(capacity = 8) {
    super(capacity);
    this.small = this.u8();
    this.whole = this.i32();
    this.moment = this.f64();
    this.layOut();
  }

  fieldsOf(row: number): readonly number[] {
    return [this.small.get(row), this.whole.get(row), this.moment.get(row)];
  }

  fill(row: number, seed: number): void {
    this.small.set(row, seed & 255);
    this.whole.set(row, -seed);
    this.moment.set(row, 1.7e12 + seed);
  }

  copy(): Things {
    const copy = new Things(0);
    copy.takeRowsFrom(this);
    return copy;
  }
}

const filled = (seed: number): readonly number[] => [seed & 255, -seed || 0, 1.7e12 + seed];

describe('a table', () => {
  test('hands out rows from 1, with every field 0', () => {
    const things = new Things();
    expect([things.allocate(), things.allocate()]).toEqual([1, 2]);
    expect(things.fieldsOf(2)).toEqual([0, 0, 0]);
    expect(things.liveCount).toBe(2);
  });

  test('hands out a released row again, emptied', () => {
    const things = new Things();
    const row = things.allocate();
    things.fill(row, 7);
    things.release(row);
    expect(things.fieldsOf(row)).toEqual([0, 0, 0]);
    expect(things.allocate()).toBe(row);
    expect(things.liveCount).toBe(1);
  });

  test('hands out neighbours, and a released run as a whole', () => {
    const things = new Things();
    things.allocate();
    const run = things.allocateRun(3);
    expect([run, things.allocate()]).toEqual([2, 5]);
    for (let row = run; row < run + 3; row += 1) things.fill(row, row);
    things.releaseRun(run, 3);
    expect(things.liveCount).toBe(2);
    expect([things.allocateRun(2), things.allocateRun(3)]).toEqual([6, 2]);
    expect(things.fieldsOf(3)).toEqual([0, 0, 0]);
  });

  test('a run of one is a row like any other', () => {
    const things = new Things();
    const [row, run] = [things.allocate(), things.allocateRun(1)];
    things.releaseRun(run, 1);
    expect([things.liveCount, things.allocate()]).toEqual([1, run]);
    things.release(row);
    expect([things.allocateRun(1), things.liveCount]).toEqual([row, 2]);
  });

  test('grows by doubling, and only when it must', () => {
    const things = new Things(8);
    const roomOf = () => things.byteLength / (1 + 4 + 8);
    const rooms = [7, 1, 7, 1, 48].map((count) => {
      things.allocateRun(count);
      return roomOf();
    });
    // Row 0 takes a place, too.
    expect(rooms).toEqual([8, 16, 16, 32, 128]);
    things.allocateRun(63);
    expect(roomOf()).toBe(128);
  });

  test('a run that fills the doubled room to the last row needs no more', () => {
    const things = new Things(8);
    things.allocateRun(15);
    expect(things.byteLength).toBe(16 * (1 + 4 + 8));
  });

  test('keeps its values when it grows', () => {
    const things = new Things();
    const rows = Array.from({ length: 1_000 }, () => things.allocate());
    for (const row of rows) things.fill(row, row * 3);
    const more = things.allocateRun(5_000);
    expect(things.fieldsOf(more + 4_999)).toEqual([0, 0, 0]);
    expect(rows.every((row) => JSON.stringify(things.fieldsOf(row)) === JSON.stringify(filled(row * 3)))).toBe(true);
  });

  test('names its columns', () => {
    expect([...new Things().namedColumns()].map(([name]) => name)).toEqual(['small', 'whole', 'moment']);
  });

  test('says how many bytes it holds', () => {
    // Room is made in steps of eight rows.
    expect(new Things(100).byteLength).toBe(104 * (1 + 4 + 8));
  });
});

type Step =
  | { readonly does: 'allocate'; readonly count: number; readonly seed: number }
  | { readonly does: 'release'; readonly which: number }
  | { readonly does: 'copy' };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('allocate' as const),
      count: fc.integer({ min: 1, max: 5 }),
      seed: fc.nat(2 ** 30),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('release' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('copy' as const) }) },
);

test('rows never overlap, keep what they were given, and a copy goes its own way', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 80 }), (all) => {
      let things = new Things();
      let runs: { readonly first: number; readonly count: number; readonly seed: number }[] = [];
      for (const step of all) {
        if (step.does === 'allocate') {
          const first = things.allocateRun(step.count);
          for (let row = first; row < first + step.count; row += 1) {
            expect(things.fieldsOf(row)).toEqual([0, 0, 0]);
            things.fill(row, step.seed);
          }
          runs.push({ first, count: step.count, seed: step.seed });
        } else if (step.does === 'release' && runs.length > 0) {
          const [run] = runs.splice(step.which % runs.length, 1);
          if (run !== undefined) things.releaseRun(run.first, run.count);
        } else if (step.does === 'copy') {
          const former = things;
          things = things.copy();
          for (const run of runs) former.releaseRun(run.first, run.count);
          former.fill(former.allocateRun(5), 1);
          runs = runs.slice();
        }
        const rows = runs.flatMap((run) => Array.from({ length: run.count }, (_, at) => [run.first + at, run.seed]));
        expect(new Set(rows.map(([row]) => row)).size).toBe(rows.length);
        expect(things.liveCount).toBe(rows.length);
        for (const [row, seed] of rows) expect(things.fieldsOf(row as number)).toEqual(filled(seed as number));
      }
    }),
    { numRuns: 300 },
  );
});
