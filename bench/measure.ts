/**
 * What the bench is made of. These machines are noisy, so what binds are ratios of two kinds of work that take turns in
 * one run (A B B A), growth from size to size, and exact counts. Time is this process's CPU time: what others do on the
 * machine costs us none of it. Processes run with the garbage collector in the main thread, so that it is counted.
 */
import FlatQueue from 'flatqueue';

/** CPU time of this process so far, ns. */
export function cpuNs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
}

/** Work that is timed: some units of it, and what they took. */
export interface Slice {
  readonly ns: number;
  readonly units: number;
}

/** Times `work`, which says how many units it did. */
export function timed(work: () => number): Slice {
  const startNs = cpuNs();
  const units = work();
  return { ns: cpuNs() - startNs, units };
}

/** The same of work that waits. */
export async function timedLater(work: () => Promise<number>): Promise<Slice> {
  const startNs = cpuNs();
  const units = await work();
  return { ns: cpuNs() - startNs, units };
}

export const perUnit = ({ ns, units }: Slice): number => ns / units;

/** A slice shorter than this measures the machine's mood. */
export const sliceNs = 50e6;

/** The same work again and again, until the slice is long enough. */
export function longEnough(work: () => Slice): Slice {
  let ns = 0;
  let units = 0;
  do {
    const slice = work();
    ns += slice.ns;
    units += slice.units;
  } while (ns < sliceNs);
  return { ns, units };
}

export interface Comparison {
  /** Medians over the pairs, ns a unit. */
  readonly ns: number;
  readonly referenceNs: number;
  /** Median of the pairs' ratios: this is what binds. */
  readonly ratio: number;
  /** Ratio of the two minima. */
  readonly ratioOfMinima: number;
}

/** How long the work itself is done before it counts, compilers included: nearly everything is compiled by then, ns. */
export const warmUpNs = 4e9;

/** Work and reference take turns, A B B A, `pairs` times, after a warm-up that doesn't count. */
export function compare(work: () => Slice, reference: () => Slice, pairs = 15): Comparison {
  const turns = new Turns();
  for (let spentNs = 0; spentNs < warmUpNs; ) {
    spentNs += work().ns;
    reference();
  }
  for (let pair = 0; pair < pairs; pair += 1) turns.add(work(), reference(), reference(), work());
  return turns.compared();
}

/** The same of work that waits. */
export async function compareLater(
  work: () => Promise<Slice>,
  reference: () => Promise<Slice>,
  pairs = 15,
): Promise<Comparison> {
  const turns = new Turns();
  for (let spentNs = 0; spentNs < warmUpNs; ) {
    spentNs += (await work()).ns;
    await reference();
  }
  for (let pair = 0; pair < pairs; pair += 1) {
    turns.add(await work(), await reference(), await reference(), await work());
  }
  return turns.compared();
}

class Turns {
  readonly #ratios: number[] = [];
  readonly #works: number[] = [];
  readonly #references: number[] = [];

  add(a: Slice, b: Slice, c: Slice, d: Slice): void {
    const workNs = (a.ns + d.ns) / (a.units + d.units);
    const referenceNs = (b.ns + c.ns) / (b.units + c.units);
    this.#works.push(perUnit(a), perUnit(d));
    this.#references.push(perUnit(b), perUnit(c));
    this.#ratios.push(workNs / referenceNs);
  }

  compared(): Comparison {
    return {
      ns: median(this.#works),
      referenceNs: median(this.#references),
      ratio: median(this.#ratios),
      ratioOfMinima: Math.min(...this.#works) / Math.min(...this.#references),
    };
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Exponent of growth between two sizes. */
export const exponent = (small: number, large: number, factor: number): number =>
  Math.log(large / small) / Math.log(factor);

/**
 * F: one hold (pop the earliest, push it again later) of the npm package `flatqueue` with `size` entries; delays are
 * exponential, whole ticks, drawn beforehand.
 */
export class Holds {
  readonly #queue = new FlatQueue<number>();
  readonly #delays: Int32Array;
  #next = 0;

  constructor(size: number) {
    let state = 12_345;
    this.#delays = Int32Array.from({ length: 1 << 16 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.ceil(-Math.log(1 - state / 2 ** 32) * 1_000);
    });
    for (let id = 0; id < size; id += 1) this.#queue.push(id, this.#delay());
    this.run(4 * size);
  }

  run(count: number): Slice {
    return timed(() => {
      for (let hold = 0; hold < count; hold += 1) {
        const at = this.#queue.peekValue() as number;
        const id = this.#queue.pop() as number;
        this.#queue.push(id, at + this.#delay());
      }
      return count;
    });
  }

  #delay(): number {
    this.#next = (this.#next + 1) & 0xffff;
    return this.#delays[this.#next] as number;
  }
}
