/**
 * Columns: one typed array per field, so that a million tasks are a few dozen arrays, a copy is a memcpy, and nothing
 * is garbage. Rows start at 1; row 0 means "none", which is what a fresh link points to.
 */

/** What a reader sees of a column. */
export interface ReadonlyColumn<T extends number = number> {
  get(row: number): T;
}

type Elements = Uint8Array | Int32Array | Float64Array;

abstract class Column<A extends Elements> {
  /** Bytes per row, for the memory bench. */
  abstract readonly bytes: number;
  abstract data: A;
  protected abstract fresh(capacity: number): A;

  resize(capacity: number): void {
    const grown = this.fresh(capacity);
    // biome-ignore lint/suspicious/noExplicitAny: the three array kinds share `set`, but not a signature
    grown.set((this.data.length > capacity ? this.data.subarray(0, capacity) : this.data) as any);
    this.data = grown;
  }

  /** Takes over the first `size` rows of a column of the same table kind. */
  copyFrom(other: Column<A>, size: number): void {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    this.data.set(other.data.subarray(0, size) as any);
  }
}

/** 0 to 255: phases, flags, small counts. */
export class U8Column<T extends number = number> extends Column<Uint8Array> implements ReadonlyColumn<T> {
  readonly bytes = 1;
  data: Uint8Array;
  constructor(capacity: number) {
    super();
    this.data = this.fresh(capacity);
  }
  get(row: number): T {
    return this.data[row] as T;
  }
  set(row: number, value: T): void {
    this.data[row] = value;
  }
  protected fresh(capacity: number): Uint8Array {
    return new Uint8Array(capacity);
  }
}

/** Keys, rows, links, short lengths of time in ms. */
export class I32Column<T extends number = number> extends Column<Int32Array> implements ReadonlyColumn<T> {
  readonly bytes = 4;
  data: Int32Array;
  constructor(capacity: number) {
    super();
    this.data = this.fresh(capacity);
  }
  get(row: number): T {
    return this.data[row] as T;
  }
  set(row: number, value: T): void {
    this.data[row] = value;
  }
  protected fresh(capacity: number): Int32Array {
    return new Int32Array(capacity);
  }
}

/** Moments in ms since the epoch; 0 where there was none. */
export class F64Column extends Column<Float64Array> implements ReadonlyColumn {
  readonly bytes = 8;
  data: Float64Array;
  constructor(capacity: number) {
    super();
    this.data = this.fresh(capacity);
  }
  get(row: number): number {
    return this.data[row] as number;
  }
  set(row: number, value: number): void {
    this.data[row] = value;
  }
  protected fresh(capacity: number): Float64Array {
    return new Float64Array(capacity);
  }
}

type AnyColumn = U8Column | I32Column | F64Column;

/** A set of columns with the same rows. Rows are handed out from 1 and reused after release. */
export abstract class Table {
  #capacity: number;
  /** Rows ever handed out, row 0 included. */
  #size = 1;
  #released: number[] = [];
  /** Released runs of neighbours, by their length. */
  #releasedRuns = new Map<number, number[]>();
  readonly #columns: AnyColumn[] = [];
  readonly #u8Columns: U8Column[] = [];
  readonly #i32Columns: I32Column[] = [];
  readonly #f64Columns: F64Column[] = [];

  protected constructor(capacity: number) {
    this.#capacity = Math.max(8, capacity);
  }

  protected u8<T extends number = number>(): U8Column<T> {
    const column = new U8Column<T>(this.#capacity);
    this.#columns.push(column);
    this.#u8Columns.push(column as U8Column);
    return column;
  }
  protected i32<T extends number = number>(): I32Column<T> {
    const column = new I32Column<T>(this.#capacity);
    this.#columns.push(column);
    this.#i32Columns.push(column as I32Column);
    return column;
  }
  protected f64(): F64Column {
    const column = new F64Column(this.#capacity);
    this.#columns.push(column);
    this.#f64Columns.push(column);
    return column;
  }

  /** A row with every field 0, unless rows are released uncleared. */
  allocate(): number {
    const reused = this.#released.pop();
    if (reused !== undefined) return reused;
    if (this.#size === this.#capacity) {
      this.#capacity *= 2;
      for (const column of this.#columns) column.resize(this.#capacity);
    }
    return this.#size++;
  }

  /** `count` neighbouring rows. @returns the first */
  allocateRun(count: number): number {
    if (count === 1) return this.allocate();
    const reused = this.#releasedRuns.get(count)?.pop();
    if (reused !== undefined) return reused;
    while (this.#size + count > this.#capacity) {
      this.#capacity *= 2;
      for (const column of this.#columns) column.resize(this.#capacity);
    }
    const first = this.#size;
    this.#size += count;
    return first;
  }

  release(row: number): void {
    // One loop per kind of array: each has one shape to deal with.
    for (const column of this.#u8Columns) column.data[row] = 0;
    for (const column of this.#i32Columns) column.data[row] = 0;
    for (const column of this.#f64Columns) column.data[row] = 0;
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
    for (const column of this.#columns) column.data.fill(0, first, first + count);
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
    return this.#columns.reduce((sum, column) => sum + column.data.byteLength, 0);
  }

  protected copyRowsFrom(other: Table): void {
    if (this.#capacity < other.#capacity) {
      this.#capacity = other.#capacity;
      for (const column of this.#columns) column.resize(this.#capacity);
    }
    this.#size = other.#size;
    this.#released = other.#released.slice();
    this.#releasedRuns = new Map([...other.#releasedRuns].map(([count, runs]) => [count, runs.slice()]));
    this.#columns.forEach((column, index) => {
      (column as U8Column).copyFrom(other.#columns[index] as U8Column, other.#size);
    });
  }

  protected get capacity(): number {
    return this.#capacity;
  }
}

/** A table as readers get it: columns without `set`, no allocation. */
export type ReadonlyTable<T extends Table> = {
  readonly [K in keyof T as T[K] extends ReadonlyColumn ? K : never]: T[K] extends ReadonlyColumn<infer V>
    ? ReadonlyColumn<V>
    : never;
};
