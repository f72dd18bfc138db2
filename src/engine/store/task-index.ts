import type { Room } from './room.js';

/**
 * From a task's number to its row, in pages: numbers only grow, old ones vanish in about the order they came, so whole
 * pages are dropped again.
 */
const pageBits = 10;
const pageSize = 1 << pageBits;

interface Page {
  readonly rows: Int32Array;
  live: number;
}

export class TaskIndex {
  /** By page number; holes where all tasks are gone. */
  #pages: (Page | undefined)[] = [];

  set(number: number, row: number): void {
    const key = number >>> pageBits;
    while (this.#pages.length <= key) this.#pages.push(undefined);
    let page = this.#pages[key];
    if (page === undefined) {
      page = { rows: new Int32Array(pageSize), live: 0 };
      this.#pages[key] = page;
    }
    page.rows[number & (pageSize - 1)] = row;
    page.live += 1;
  }

  /** @returns 0 when there is no such task, or no longer */
  get(number: number): number {
    return this.#pages[number >>> pageBits]?.rows[number & (pageSize - 1)] ?? 0;
  }

  delete(number: number): void {
    const key = number >>> pageBits;
    const page = this.#pages[key];
    if (page === undefined) return;
    page.rows[number & (pageSize - 1)] = 0;
    page.live -= 1;
    if (page.live === 0) this.#pages[key] = undefined;
  }

  /** Rows of all tasks, in order of creation. */
  *rows(): Iterable<number> {
    for (const page of this.#pages) {
      if (page !== undefined) for (const row of page.rows) if (row !== 0) yield row;
    }
  }

  /** Bytes held, for the memory bench. */
  get byteLength(): number {
    return this.#pages.reduce((sum, page) => sum + (page?.rows.byteLength ?? 0), 0);
  }

  copy(room?: Room): TaskIndex {
    const copy = new TaskIndex();
    copy.#pages = this.#pages.map(
      (page) => page && { rows: room?.takeCopy(page.rows) ?? page.rows.slice(), live: page.live },
    );
    return copy;
  }
}
