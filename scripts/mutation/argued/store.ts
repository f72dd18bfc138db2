import type { ArgumentsByFile } from './argument.js';

/** src/engine/store. */
export const store: ArgumentsByFile = {
  'src/engine/store/columns.ts': [
    {
      line: 'if (this.#capacity > 0) this.#moveInto(new Room(this.byteLength));',
      mutants: ['this.#capacity > 0 → true', 'this.#capacity > 0 → this.#capacity >= 0'],
      why: 'A short way out: a room of no bytes holds no rows either.',
    },
    {
      line: 'if (other.#room === undefined) return;',
      mutants: ['other.#room === undefined → false'],
      why: 'Every table is laid out before it is copied, with rows: the compiler does not know.',
    },

    {
      line: 'this.#u8Columns.length * U8Column.bytes',
      mutants: ['this.#u8Columns.length * U8Column.bytes → this.#u8Columns.length / U8Column.bytes'],
      why: 'A byte is one byte.',
    },
    {
      line: 'if (this.#size >= this.#capacity) this.#grow(this.#size + 1);',
      mutants: ['this.#size >= this.#capacity → true'],
      why: 'There is room already: the columns are moved into a buffer of the same size.',
    },
    {
      line: 'if (this.#size + count > this.#capacity) this.#grow(this.#size + count);',
      mutants: [
        'this.#size + count > this.#capacity → this.#size + count >= this.#capacity',
        'this.#size + count > this.#capacity → true',
      ],
      why: 'There is room already: the columns are moved into a buffer of the same size.',
    },
  ],
  'src/engine/store/container-table.ts': [
    {
      line: 'lower(container: number, flag: number): void {',
      mutants: ['{ this.flags.set(container, this.flags.get(container) & ~flag); } → {}'],
      why: 'It is only lowered where the container is STOPPED with it, for good: whether one is about to start again is asked of those that are RUNNING.',
    },
  ],
  'src/engine/store/task-index.ts': [
    {
      line: 'while (this.#pages.length <= key) this.#pages.push(undefined);',
      mutants: ['this.#pages.length <= key → false', 'this.#pages.length <= key → this.#pages.length < key'],
      why: 'A hole reads as undefined too: pushing keeps the list packed, which is faster.',
    },
  ],
};
