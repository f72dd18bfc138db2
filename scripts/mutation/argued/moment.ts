import type { ArgumentsByFile } from './argument.js';

/** The files right in src/engine, and chance. */
export const moment: ArgumentsByFile = {
  'src/engine/fact-log.ts': [
    {
      line: '#history: SharedHistory = { facts: [], length: 0 };',
      mutants: ['[] → ["Stryker was here"]'],
      why: 'None of them is read: the length is 0.',
    },
    {
      line: "if (typeof this.#keep === 'object' && 'last' in this.#keep && this.#kept.length > this.#keep.last * 2) {",
      mutants: [
        'this.#kept.length > this.#keep.last * 2 → this.#kept.length >= this.#keep.last * 2',
        `'last' → ""`,
        '{ // One more than is shown: the newest may be taken back. this.#kept = this.#ke …  = { facts: [], length: 0 }; } → {}',
      ],
      why: 'Cut off one fact sooner, or never, as many are shown: it costs memory, and nothing else.',
    },
    {
      line: 'this.#kept = this.#kept.slice(-this.#keep.last - 1);',
      mutants: ['-this.#keep.last → +this.#keep.last', 'this.#kept.slice(-this.#keep.last - 1) → this.#kept'],
      why: 'More is kept than is ever shown: it costs memory, and nothing else.',
    },
    {
      line: 'this.#history = { facts: [], length: 0 };',
      mutants: ['[] → ["Stryker was here"]'],
      why: 'None of them is read: the length is 0.',
    },
    {
      line: "return 'service' in fact && fact.service !== undefined && this.#services?.has(fact.service) === true;",
      mutants: [
        "'service' in fact && fact.service !== undefined → 'service' in fact || fact.service !== undefined",
        "'service' in fact && fact.service !== undefined → true",
        'fact.service !== undefined → true',
        'this.#services?.has → this.#services.has',
      ],
      why: 'Only asked where there is a set of services, and none of them is undefined.',
    },
    {
      line: "return typeof this.#keep === 'object' && 'last' in this.#keep ? all.slice(-this.#keep.last) : all;",
      mutants: ["typeof this.#keep === 'object' && 'last' in this.#keep → true"],
      why: 'Without a last number all of them are taken.',
    },
    {
      line: 'this.#history.length === 0',
      mutants: ['this.#history.length === 0 → false'],
      why: 'What is shown is the same list then, or the newest of it; the others are never shown.',
    },
    {
      line: 'this.#history = { facts: state.kept ?? [], length: state.kept?.length ?? 0 };',
      mutants: ['[] → ["Stryker was here"]'],
      why: 'None of them is read: the length is 0.',
    },
  ],
  'src/engine/tick.ts': [
    {
      line: 'if (handled > dueAtOnceMax && handled > dueAtOnceMax + duePerTaskMax * world.tasks.liveCount) {',
      mutants: ['handled > dueAtOnceMax → handled >= dueAtOnceMax', 'handled > dueAtOnceMax → true'],
      why: 'A short way out: what is more than the second number is more than the first.',
    },
    {
      line: 'if (world.changedServices.size === 0) return;',
      mutants: ['world.changedServices.size === 0 → false'],
      why: 'A short way out: of no services none is told.',
    },
  ],
  'src/engine/world.ts': [
    {
      line: 'goesBefore: (kindA, serviceA, kindB, serviceB) => (serviceA === serviceB ? kindA < kindB : serviceA < serviceB),',
      mutants: ['kindA < kindB → kindA <= kindB', 'serviceA < serviceB → serviceA <= serviceB'],
      why: 'Two entries of one kind and service are the same whichever comes first; and two services are compared only where they differ.',
    },
  ],
};
