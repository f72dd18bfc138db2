import type { ArgumentsByFile } from './argument.js';

/** src/lifecycle. */
export const lifecycle: ArgumentsByFile = {
  'src/lifecycle/dependencies.ts': [
    {
      line: 'default:',
      mutants: ['default: return condition satisfies never; → default:'],
      why: 'Never reached: the compiler objects to a condition that has no case.',
    },
  ],
  'src/lifecycle/probes.ts': [
    {
      line: 'let check = Math.floor((nowMs - plan.firstMs) / plan.everyMs);',
      mutants: ['nowMs - plan.firstMs → nowMs + plan.firstMs'],
      why: 'The search only begins at a later check; those whose result is not there yet are passed over anyway.',
    },
  ],
};
