import type { ArgumentsByFile } from './argument.js';

/** src/engine/store. */
export const store: ArgumentsByFile = {
  'src/engine/store/columns.ts': [
    {
      line: 'if (this.#capacity > 0) this.#moveInto(new ArrayBuffer(this.#capacity * this.#rowBytes));',
      mutants: ['this.#capacity > 0 → this.#capacity >= 0', 'this.#capacity > 0 → true'],
      why: 'A table that becomes a copy has no room at first: columns over an empty buffer are the same as none.',
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
};
