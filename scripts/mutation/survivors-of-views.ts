import type { Argument } from './survivors-of-engine.js';

/** src/engine/snapshot and src/engine/views: what is written down of a world, and what is shown of it. */
export const viewArguments: readonly Argument[] = [
  {
    file: 'src/engine/snapshot/check.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a line of source
    line: 'if (place >= 0) return `${name}.${place}.key is ${records[place]?.key}: expected ${place + 1}`;',
    mutants: ['records[place]?.key → records[place].key'],
    why: 'The place was found in the same list.',
  },
  {
    file: 'src/engine/snapshot/check.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a line of source
    line: 'return early >= 0 ? `agenda.${early} is due at ${snapshot.agenda[early]?.[0]}, before its moment` : undefined;',
    mutants: ['snapshot.agenda[early]?.[0] → snapshot.agenda[early][0]'],
    why: 'The place was found in the same list.',
  },
  {
    file: 'src/engine/snapshot/check.ts',
    line: 'snapshot.agenda.flatMap(([, kind, subject]) => (kind === Due.SCHEDULED_CALL ? [subject] : [])),',
    mutants: ['[] → ["Stryker was here"]'],
    why: 'Keys of calls are looked for in this set, and those are numbers.',
  },
  {
    file: 'src/engine/snapshot/restore.ts',
    line: 'queues[index]?.push(...numbers.map(rowOf));',
    mutants: ['queues[index]?.push → queues[index].push'],
    why: 'There are four queues in a snapshot that is not refused.',
  },
  {
    file: 'src/engine/snapshot/restore.ts',
    line: 'default:',
    mutants: ['default: break; → default:'],
    why: 'Falls off the end of the switch either way.',
  },
  {
    file: 'src/engine/snapshot/take.ts',
    line: '...(rule.source === undefined ? {} : { source: rule.source }),',
    mutants: ['rule.source === undefined → false'],
    why: 'JSON leaves out a member that is undefined.',
  },
  {
    file: 'src/engine/snapshot/take.ts',
    line: '...(foreign === undefined ? {} : { foreign }),',
    mutants: ['foreign === undefined → false'],
    why: 'JSON leaves out a member that is undefined.',
  },
];
