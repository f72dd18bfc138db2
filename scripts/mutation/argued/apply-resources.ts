import type { ArgumentsByFile } from './argument.js';

/** src/engine/apply: everything else. */
export const applyResources: ArgumentsByFile = {
  'src/engine/apply/load-balancers.ts': [
    {
      line: "const region = arn.split(':')[3] ?? '';",
      mutants: [`'' → "Stryker was here!"`],
      why: 'An ARN has a fourth part; the compiler cannot know.',
    },
  ],
  'src/engine/apply/seeds.ts': [
    {
      line: 'world.families.get(family)?.revisions.sort((a, b) => numberOf(a) - numberOf(b));',
      mutants: ['world.families.get(family)?.revisions → world.families.get(family).revisions'],
      why: 'For the compiler: the definition was registered in its family just before.',
    },
  ],
  'src/engine/apply/targets.ts': [
    {
      line: 'if (task !== 0) unlinkFromTask(world, task, target);',
      mutants: ['task !== 0 → true'],
      why: 'No target hangs on row 0: there is nothing to take it off.',
    },
    {
      line: 'if (!world.facts.wanted) return;',
      mutants: ['!world.facts.wanted → false'],
      why: 'A short way out: tell asks the same before it builds anything.',
    },
  ],
  'src/engine/apply/task-definitions.ts': [
    {
      line: "definition: { ...draft, taskDefinitionArn: arn, revision, status: 'ACTIVE' },",
      mutants: ['\'ACTIVE\' → ""'],
      why: 'Every reply shows the status of the record over it.',
    },

    {
      line: 'dependsOn: dependsOn[index] ?? [],',
      mutants: ['[] → ["Stryker was here"]'],
      why: 'For the compiler: both lists are made of the same containers.',
    },
  ],
  'src/engine/apply/tell.ts': [
    {
      line: "...('zone' in text && text.zone !== undefined ? { zone: text.zone } : {}),",
      mutants: [
        "'zone' in text && text.zone !== undefined → 'zone' in text || text.zone !== undefined",
        'text.zone !== undefined → true',
      ],
      why: 'For the compiler: a text that has the member names a zone.',
    },
    {
      line: 'if (touched.length === 0) return touched;',
      mutants: ['touched.length === 0 → false'],
      why: 'A short way out: one empty list takes the place of another.',
    },
    {
      line: 'if (toldMs !== undefined && world.nowMs - toldMs < world.settings.scheduler.repeatSuppressedMs) return false;',
      mutants: [
        'toldMs !== undefined → true',
        'world.nowMs - toldMs < world.settings.scheduler.repeatSuppressedMs → world.nowMs - toldMs <= world.settings.scheduler.repeatSuppressedMs',
      ],
      why: 'Never told: less than nothing is false. To the millisecond: what is due then comes after the beat of that moment, so that the next beat tells it, later than that.',
    },
    {
      line: 'if (!world.facts.wanted) return;',
      mutants: ['!world.facts.wanted → false'],
      why: 'A short way out: tell asks the same before it builds anything.',
    },
    {
      line: "container: definition.containers[world.containers.index.get(container)]?.name ?? '',",
      mutants: [
        'definition.containers[world.containers.index.get(container)]?.name → definition.containers[world.containers.index.get(container)].name',
      ],
      why: 'A container always has its place in the definition.',
    },
    {
      line: '...(why === undefined ? {} : { why }),',
      mutants: ['why === undefined → false'],
      why: 'A member that is undefined reads like none.',
    },

    {
      line: "container: definition.containers[world.containers.index.get(container)]?.name ?? '',",
      mutants: [`'' → "Stryker was here!"`],
      why: 'For the compiler: a container stands in its definition.',
    },
  ],
};
