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
  #pages = new Map<number, Page>();

  set(number: number, row: number): void {
    const key = number >>> pageBits;
    let page = this.#pages.get(key);
    if (page === undefined) {
      page = { rows: new Int32Array(pageSize), live: 0 };
      this.#pages.set(key, page);
    }
    page.rows[number & (pageSize - 1)] = row;
    page.live += 1;
  }

  /** @returns 0 when there is no such task, or no longer */
  get(number: number): number {
    return this.#pages.get(number >>> pageBits)?.rows[number & (pageSize - 1)] ?? 0;
  }

  delete(number: number): void {
    const key = number >>> pageBits;
    const page = this.#pages.get(key);
    if (page === undefined) return;
    page.rows[number & (pageSize - 1)] = 0;
    page.live -= 1;
    if (page.live === 0) this.#pages.delete(key);
  }

  /** Rows of all tasks, in order of creation. */
  *rows(): Iterable<number> {
    for (const key of [...this.#pages.keys()].sort((a, b) => a - b)) {
      for (const row of (this.#pages.get(key) as Page).rows) if (row !== 0) yield row;
    }
  }

  copy(): TaskIndex {
    const copy = new TaskIndex();
    copy.#pages = new Map([...this.#pages].map(([key, page]) => [key, { rows: page.rows.slice(), live: page.live }]));
    return copy;
  }
}
