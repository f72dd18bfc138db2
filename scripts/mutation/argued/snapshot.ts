import type { ArgumentsByFile } from './argument.js';

/** src/engine/snapshot, and fork.ts. */
export const snapshot: ArgumentsByFile = {
  'src/engine/fork.ts': [
    {
      line: "one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));",
      mutants: ["typeof one === 'object' → true"],
      why: 'Words that differ do so as JSON, too: it spares the text.',
    },
    {
      line: 'const anyFlaky = world.behaviours.some((behaviour) => behaviour !== undefined && behaviour.flaky > 0);',
      mutants: [
        'behaviour !== undefined && behaviour.flaky > 0 → true',
        'behaviour.flaky > 0 → behaviour.flaky >= 0',
        'behaviour.flaky > 0 → true',
      ],
      why: 'A short way out: of tasks none of which is flaky none is found.',
    },
    {
      line: 'tally: { ...service.tally },',
      mutants: ['{ ...service.tally } → {}'],
      why: 'Begun anew whenever time is moved by somebody who then reads it.',
    },
    {
      line: 'record.end !== undefined ? record : { ...record, tally: { ...record.tally } };',
      mutants: ['record.end !== undefined → false'],
      why: 'A short way out: a copy of what never changes again is as good.',
    },
  ],
  'src/engine/snapshot/check.ts': [
    {
      line: 'if (place >= 0) return `${name}.${place}.key is ${records[place]?.key}: expected ${place + 1}`;',
      mutants: ['records[place]?.key → records[place].key'],
      why: 'The place was found in the same list.',
    },
    {
      line: 'return early >= 0 ? `agenda.${early} is due at ${snapshot.agenda[early]?.[0]}, before its moment` : undefined;',
      mutants: ['snapshot.agenda[early]?.[0] → snapshot.agenda[early][0]'],
      why: 'The place was found in the same list.',
    },
    {
      line: 'snapshot.agenda.flatMap(([, kind, subject]) => (kind === Due.SCHEDULED_CALL ? [subject] : [])),',
      mutants: ['[] → ["Stryker was here"]'],
      why: 'Keys of calls are looked for in this set, and those are numbers.',
    },
  ],
  'src/engine/snapshot/restore.ts': [
    {
      line: 'if (snapshot.task !== undefined) {',
      mutants: ['snapshot.task !== undefined → true'],
      why: 'No task has no row: what is written then is the 0 that is there.',
    },
    {
      line: 'queues[index]?.push(...numbers.map(rowOf));',
      mutants: ['queues[index]?.push → queues[index].push'],
      why: 'There are four queues in a snapshot that is not refused.',
    },
  ],
  'src/engine/snapshot/restore-agenda.ts': [
    {
      line: "case 'service.completion':",
      mutants: [
        `'service.completion' → ""`,
        "case 'service.completion': world.service(row).completion = handle; break; → case 'service.completion':",
      ],
      why: 'A completion that the next one would have taken back comes, too, and completes nothing: completesNotBeforeMs has moved on.',
    },
    {
      line: 'default:',
      mutants: ["default: place satisfies 'nowhere'; → default:"],
      why: 'Falls off the end of the switch either way.',
    },
  ],
  'src/engine/snapshot/take.ts': [
    {
      line: '...(withFacts && world.facts.begin !== undefined ? { factsBegin: world.facts.begin } : {}),',
      mutants: ['world.facts.begin !== undefined → true'],
      why: 'A member that is undefined is none in the text of a snapshot, and is read as none.',
    },
    {
      line: '...(rule.source === undefined ? {} : { source: rule.source }),',
      mutants: ['rule.source === undefined → false'],
      why: 'JSON leaves out a member that is undefined.',
    },
    {
      line: '...(foreign === undefined ? {} : { foreign }),',
      mutants: ['foreign === undefined → false'],
      why: 'JSON leaves out a member that is undefined.',
    },
  ],
};
