import { Room } from './room.js';

const noBytes: Uint8Array = new Uint8Array(0);
const noWords: Int32Array = new Int32Array(0);
const noMoments: Float64Array = new Float64Array(0);

/**
 * Columns: one stretch of a table's buffer per field, so that a million tasks are a few buffers, a copy is a memcpy, and
 * nothing is garbage. Rows start at 1; row 0 means "none", which is what a fresh link points to.
 *
 * All columns of one width look at the buffer through one typed array, each from a place of its own: a table has three
 * arrays to make when it is copied or grows, not one for each of its dozens of columns.
 */

/** What a reader sees of a column. */
export interface ReadonlyColumn<T extends number = number> {
  get(row: number): T;
}

/** 0 to 255: phases, flags, small counts. */
export class U8Column<T extends number = number> implements ReadonlyColumn<T> {
  static readonly bytes = 1;
  cells = noBytes;
  /** Cell of row 0. */
  base = 0;
  get(row: number): T {
    return this.cells[this.base + row] as T;
  }
  set(row: number, value: T): void {
    this.cells[this.base + row] = value;
  }
}

/** Keys, rows, links, short lengths of time in ms. */
export class I32Column<T extends number = number> implements ReadonlyColumn<T> {
  static readonly bytes = 4;
  cells = noWords;
  /** Cell of row 0. */
  base = 0;
  get(row: number): T {
    return this.cells[this.base + row] as T;
  }
  set(row: number, value: T): void {
    this.cells[this.base + row] = value;
  }
}

/** Moments in ms since the epoch; 0 where there was none. */
export class F64Column implements ReadonlyColumn {
  static readonly bytes = 8;
  cells = noMoments;
  /** Cell of row 0. */
  base = 0;
  get(row: number): number {
    return this.cells[this.base + row] as number;
  }
  set(row: number, value: number): void {
    this.cells[this.base + row] = value;
  }
}

/** Capacities are multiples of it, so that the columns of one buffer lie at whole words. */
const capacityStep = 8;

/**
 * A set of columns with the same rows, all in one buffer: a copy of a table is one copy of bytes. Rows are handed out
 * from 1 and reused after release.
 */
export abstract class Table {
  #capacity: number;
  #room: Room | undefined;
  /** Where its columns begin in the room. */
  #place = 0;
  /** Rows ever handed out, row 0 included. */
  #size = 1;
  #released: number[] = [];
  /** Released runs of neighbours, by their length. */
  readonly #releasedRuns = new Map<number, number[]>();
  readonly #u8Columns: U8Column[] = [];
  readonly #i32Columns: I32Column[] = [];
  readonly #f64Columns: F64Column[] = [];

  /** @param capacity - rows there is room for at first; 0 for a table that becomes a copy of another */
  protected constructor(capacity: number) {
    this.#capacity = Math.ceil(capacity / capacityStep) * capacityStep;
  }

  protected u8<T extends number = number>(): U8Column<T> {
    const column = new U8Column<T>();
    this.#u8Columns.push(column as U8Column);
    return column;
  }
  protected i32<T extends number = number>(): I32Column<T> {
    const column = new I32Column<T>();
    this.#i32Columns.push(column as I32Column);
    return column;
  }
  protected f64(): F64Column {
    const column = new F64Column();
    this.#f64Columns.push(column);
    return column;
  }

  /** To be called once all columns are there. */
  protected layOut(): void {
    if (this.#capacity > 0) this.#moveInto(new Room(this.byteLength));
  }

  get #rowBytes(): number {
    return (
      this.#f64Columns.length * F64Column.bytes +
      this.#i32Columns.length * I32Column.bytes +
      this.#u8Columns.length * U8Column.bytes
    );
  }

  /** Columns become parts of this room, widest first; what they held is left behind. */
  #moveInto(room: Room): void {
    const { moments, words, bytes } = room;
    this.#room = room;
    this.#place = room.take(this.byteLength);
    const capacity = this.#capacity;
    let place = this.#place / F64Column.bytes;
    for (const column of this.#f64Columns) {
      column.cells = moments;
      column.base = place;
      place += capacity;
    }
    place *= F64Column.bytes / I32Column.bytes;
    for (const column of this.#i32Columns) {
      column.cells = words;
      column.base = place;
      place += capacity;
    }
    place *= I32Column.bytes;
    for (const column of this.#u8Columns) {
      column.cells = bytes;
      column.base = place;
      place += capacity;
    }
  }

  #grow(rows: number): void {
    const capacity = this.#capacity;
    const before = [this.#f64Columns, this.#i32Columns, this.#u8Columns].map((columns) =>
      columns.map(({ cells, base }) => cells.subarray(base, base + capacity)),
    ) as [Float64Array[], Int32Array[], Uint8Array[]];
    while (this.#capacity < rows) this.#capacity = Math.max(capacityStep, this.#capacity * 2);
    this.layOut();
    this.#f64Columns.forEach(({ cells, base }, index) => {
      cells.set(before[0][index] as Float64Array, base);
    });
    this.#i32Columns.forEach(({ cells, base }, index) => {
      cells.set(before[1][index] as Int32Array, base);
    });
    this.#u8Columns.forEach(({ cells, base }, index) => {
      cells.set(before[2][index] as Uint8Array, base);
    });
  }

  /** A row with every field 0, unless rows are released uncleared. */
  allocate(): number {
    const reused = this.#released.pop();
    if (reused !== undefined) return reused;
    if (this.#size >= this.#capacity) this.#grow(this.#size + 1);
    return this.#size++;
  }

  /** `count` neighbouring rows. @returns the first */
  allocateRun(count: number): number {
    if (count === 1) return this.allocate();
    const reused = this.#releasedRuns.get(count)?.pop();
    if (reused !== undefined) return reused;
    if (this.#size + count > this.#capacity) this.#grow(this.#size + count);
    const first = this.#size;
    this.#size += count;
    return first;
  }

  release(row: number): void {
    // One loop per kind of array: each has one shape to deal with.
    for (const { cells, base } of this.#u8Columns) cells[base + row] = 0;
    for (const { cells, base } of this.#i32Columns) cells[base + row] = 0;
    for (const { cells, base } of this.#f64Columns) cells[base + row] = 0;
    this.#released.push(row);
  }

  /** For tables whose rows are written whole whenever they are handed out. */
  protected releaseUncleared(row: number): void {
    this.#released.push(row);
  }

  releaseRun(first: number, count: number): void {
    if (count === 1) {
      this.release(first);
      return;
    }
    for (const { cells, base } of this.#u8Columns) cells.fill(0, base + first, base + first + count);
    for (const { cells, base } of this.#i32Columns) cells.fill(0, base + first, base + first + count);
    for (const { cells, base } of this.#f64Columns) cells.fill(0, base + first, base + first + count);
    const runs = this.#releasedRuns.get(count);
    if (runs === undefined) this.#releasedRuns.set(count, [first]);
    else runs.push(first);
  }

  /** Every column by its name, for snapshots. */
  *namedColumns(): Iterable<[string, { get(row: number): number; set(row: number, value: number): void }]> {
    for (const [name, member] of Object.entries(this)) {
      if (member instanceof U8Column || member instanceof I32Column || member instanceof F64Column) {
        yield [name, member];
      }
    }
  }

  /** Rows in use. */
  get liveCount(): number {
    let released = this.#released.length;
    for (const [count, runs] of this.#releasedRuns) released += count * runs.length;
    return this.#size - 1 - released;
  }

  /** Bytes held, for the memory bench. */
  get byteLength(): number {
    return this.#capacity * this.#rowBytes;
  }

  /** Becomes a copy of another table of its kind, in this room or in one of its own. */
  protected takeRowsFrom(other: Table, room = new Room(other.byteLength)): void {
    this.#capacity = other.#capacity;
    this.#size = other.#size;
    this.#released = other.#released.slice();
    for (const [count, runs] of other.#releasedRuns) this.#releasedRuns.set(count, runs.slice());
    this.#moveInto(room);
    if (other.#room === undefined) return;
    const from = other.#place;
    room.bytes.set(other.#room.bytes.subarray(from, from + other.byteLength), this.#place);
  }
}
