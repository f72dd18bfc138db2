import type { Argument } from './survivors-of-engine.js';

/** src/engine/apply: what calls of the API and of the simulator change besides services. */
export const commandArguments: readonly Argument[] = [
  {
    file: 'src/engine/apply/provider-spread.ts',
    line: 'return this.#zoneCounts.get(provider) ?? [];',
    mutants: ['[] → ["Stryker was here"]'],
    why: 'Where no task is counted the zone that the subnets name first is picked: a text is neither less than a number nor equal to it, so that its zone neither overtakes nor is overtaken.',
  },
  {
    file: 'src/engine/apply/provider-spread.ts',
    line: 'const strategy = deployment.revision.capacityProviderStrategy ?? [];',
    mutants: ['[] → ["Stryker was here"]'],
    why: 'A strategy of one item is not spread either.',
  },
  {
    file: 'src/engine/apply/provider-spread.ts',
    line: 'const provider = extras?.capacityProviderName ?? revision.capacityProviderStrategy?.[0]?.capacityProvider;',
    mutants: [
      'revision.capacityProviderStrategy?.[0]?.capacityProvider → revision.capacityProviderStrategy?.[0].capacityProvider',
    ],
    why: 'For the compiler: a deployment that has a strategy has one with an item, and without one nothing after it is read.',
  },
  {
    file: 'src/engine/apply/seeds.ts',
    line: 'world.families.get(family)?.revisions.sort((a, b) => numberOf(a) - numberOf(b));',
    mutants: ['world.families.get(family)?.revisions → world.families.get(family).revisions'],
    why: 'For the compiler: the definition was registered in its family just before.',
  },
  {
    file: 'src/engine/apply/service-task-extras.ts',
    line: '...(capacityProviderName === undefined ? {} : { capacityProviderName }),',
    mutants: ['capacityProviderName === undefined → false'],
    why: 'A member that is undefined reads like none, and is not written into snapshots.',
  },
  {
    file: 'src/engine/apply/standalone-tasks.ts',
    line: 'extras: { ...shared, ...(provider === undefined ? {} : { capacityProviderName: provider }) },',
    mutants: ['provider === undefined → false'],
    why: 'A member that is undefined reads like none, and is not written into snapshots.',
  },
  {
    file: 'src/engine/apply/standalone-tasks.ts',
    line: 'const spread = new ProviderSpread(draft.capacityProviderStrategy ?? []);',
    mutants: ['[] → ["Stryker was here"]'],
    why: 'An item that is a text names no provider: there is none for the next task either way.',
  },
  {
    file: 'src/engine/apply/standalone-tasks.ts',
    line: 'if (new Set(draft.subnets.map((subnet) => world.subnets[subnet]?.zone)).size < 2) return spread;',
    mutants: [
      'new Set(draft.subnets.map((subnet) => world.subnets[subnet]?.zone)).size < 2 → false',
      'world.subnets[subnet]?.zone → world.subnets[subnet].zone',
    ],
    why: 'A short way out: of a single zone none is chosen, however many tasks are there. Subnets of a draft are places in that table.',
  },
  {
    file: 'src/engine/apply/standalone-tasks.ts',
    line: 'const zone = world.subnets[subnet]?.zone ?? 0;',
    mutants: ['world.subnets[subnet]?.zone → world.subnets[subnet].zone'],
    why: 'For the compiler: subnets of a draft are places in that table.',
  },
  {
    file: 'src/engine/apply/task-definitions.ts',
    line: 'dependsOn: dependsOn[index] ?? [],',
    mutants: ['[] → ["Stryker was here"]'],
    why: 'For the compiler: both lists are made of the same containers.',
  },
  {
    file: 'src/engine/apply/workloads.ts',
    line: 'if (key === containers.behaviour.get(container)) return;',
    mutants: ['key === containers.behaviour.get(container) → false'],
    why: 'A short way out: with the same behaviour the checks so far are counted and the next change is computed with the same result, and the own end is due at the same moment.',
  },
  {
    file: 'src/engine/apply/workloads.ts',
    line: 'if (world.targets.container.get(target) === container) targets.push(target);',
    mutants: ['world.targets.container.get(target) === container → true'],
    why: 'Targets of other containers have the same inputs as before: counted and computed anew, their checks give the same.',
  },
];
