import type { ArgumentsByFile } from './argument.js';

/** src/engine/agenda. */
export const agenda: ArgumentsByFile = {
  'src/engine/agenda/timing-wheel.ts': [
    {
      line: 'const occupiedWords = (levelCount * slotCount) / 32;',
      mutants: ['(levelCount * slotCount) / 32 → levelCount * slotCount * 32'],
      why: 'More words than are used: they stay 0.',
    },
    {
      line: 'if (slot < 0) continue;',
      mutants: ['slot < 0 → slot <= 0'],
      why: 'On these levels the search begins after the present slot: slot 0 is never found.',
    },
    {
      line: 'if (this.#heads[overflowList] === 0) return this.#stopAt(limit);',
      mutants: ['this.#heads[overflowList] === 0 → false'],
      why: 'A short way out: without overflow, time goes through the spans up to the limit and stands there as well.',
    },
    {
      line: 'this.#elapsed = Math.max(nextSpan, Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs);',
      mutants: [
        'Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs → Math.floor(Math.min(earliest, limit) / wheelSpanMs) / wheelSpanMs',
        'Math.max(nextSpan, Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs) → Math.min(nextSpan, Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs)',
      ],
      why: 'Span by span instead of to the right one at once: the same entries become due, later in real time only.',
    },
    {
      line: 'if (list < overflowList && this.#heads[list] === 0) {',
      mutants: ['list < overflowList → list <= overflowList', 'list < overflowList → true'],
      why: 'The bits of the lists beyond the slots would lie beyond the end of the array, where nothing is written.',
    },
    {
      line: 'if (list < overflowList) this.#occupied[list >>> 5] = (this.#occupied[list >>> 5] as number) & ~(1 << (list & 31));',
      mutants: ['list < overflowList → list <= overflowList', 'list < overflowList → true'],
      why: 'The bit of the overflow list would lie beyond the end of the array, where nothing is written.',
    },
    {
      line: 'if (list < overflowList) this.#occupied[list >>> 5] = (this.#occupied[list >>> 5] as number) & ~(1 << (list & 31));',
      mutants: ['list < overflowList → false', 'list < overflowList → list >= overflowList'],
      why: 'The bit stays behind in a slot that lies in the past; when the wheel comes round to it, an empty slot is cascaded.',
    },
    {
      line: 'after !== 0 &&',
      mutants: ['after !== 0 → true'],
      why: 'Row 0 is of kind 0 and subject 0, and nothing goes before that.',
    },
    {
      line: 'if (from >= slotCount) return -1;',
      mutants: ['-1 → +1'],
      why: 'Slot 1 of the level lies in the past and is empty: the search goes on from there and comes to the same.',
    },
  ],
};
