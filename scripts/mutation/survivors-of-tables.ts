import type { Argument } from './survivors-of-engine.js';

/** src/engine/agenda and src/engine/store: the timing wheel and the tables. */
export const tableArguments: readonly Argument[] = [
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'const occupiedWords = (levelCount * slotCount) / 32;',
    mutants: ['(levelCount * slotCount) / 32 → levelCount * slotCount * 32'],
    why: 'More words than are used: they stay 0.',
  },
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'if (slot < 0) continue;',
    mutants: ['slot < 0 → slot <= 0'],
    why: 'On these levels the search begins after the present slot: slot 0 is never found.',
  },
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'if (this.#heads[overflowList] === 0) return this.#stopAt(limit);',
    mutants: ['this.#heads[overflowList] === 0 → false'],
    why: 'A short way out: without overflow, time goes through the spans up to the limit and stands there as well.',
  },
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'this.#elapsed = Math.max(nextSpan, Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs);',
    mutants: [
      'Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs → Math.floor(Math.min(earliest, limit) / wheelSpanMs) / wheelSpanMs',
      'Math.max(nextSpan, Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs) → Math.min(nextSpan, Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs)',
    ],
    why: 'Span by span instead of to the right one at once: the same entries become due, later in real time only.',
  },
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'if (list < overflowList && this.#heads[list] === 0) {',
    mutants: ['list < overflowList → list <= overflowList', 'list < overflowList → true'],
    why: 'The bits of the lists beyond the slots would lie beyond the end of the array, where nothing is written.',
  },
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'if (list < overflowList) this.#occupied[list >>> 5] = (this.#occupied[list >>> 5] as number) & ~(1 << (list & 31));',
    mutants: ['list < overflowList → list <= overflowList', 'list < overflowList → true'],
    why: 'The bit of the overflow list would lie beyond the end of the array, where nothing is written.',
  },
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'if (list < overflowList) this.#occupied[list >>> 5] = (this.#occupied[list >>> 5] as number) & ~(1 << (list & 31));',
    mutants: ['list < overflowList → false', 'list < overflowList → list >= overflowList'],
    why: 'The bit stays behind in a slot that lies in the past; when the wheel comes round to it, an empty slot is cascaded.',
  },
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'after !== 0 &&',
    mutants: ['after !== 0 → true'],
    why: 'Row 0 is of kind 0 and subject 0, and nothing goes before that.',
  },
  {
    file: 'src/engine/agenda/timing-wheel.ts',
    line: 'if (from >= slotCount) return -1;',
    mutants: ['-1 → +1'],
    why: 'Slot 1 of the level lies in the past and is empty: the search goes on from there and comes to the same.',
  },
  {
    file: 'src/engine/store/columns.ts',
    line: 'if (this.#capacity > 0) this.#moveInto(new ArrayBuffer(this.#capacity * this.#rowBytes));',
    mutants: ['this.#capacity > 0 → this.#capacity >= 0', 'this.#capacity > 0 → true'],
    why: 'A table that becomes a copy has no room at first: columns over an empty buffer are the same as none.',
  },
  {
    file: 'src/engine/store/columns.ts',
    line: 'this.#u8Columns.length * U8Column.bytes',
    mutants: ['this.#u8Columns.length * U8Column.bytes → this.#u8Columns.length / U8Column.bytes'],
    why: 'A byte is one byte.',
  },
  {
    file: 'src/engine/store/columns.ts',
    line: 'if (this.#size >= this.#capacity) this.#grow(this.#size + 1);',
    mutants: ['this.#size >= this.#capacity → true'],
    why: 'There is room already: the columns are moved into a buffer of the same size.',
  },
  {
    file: 'src/engine/store/columns.ts',
    line: 'if (this.#size + count > this.#capacity) this.#grow(this.#size + count);',
    mutants: [
      'this.#size + count > this.#capacity → this.#size + count >= this.#capacity',
      'this.#size + count > this.#capacity → true',
    ],
    why: 'There is room already: the columns are moved into a buffer of the same size.',
  },
];
