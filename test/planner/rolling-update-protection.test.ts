import { describe } from 'vitest';
import { itPlans } from './builders.js';

describe('protected old tasks', () => {
  itPlans([
    {
      name: 'block the end of a rollout, and it says so [scale-in-blocked-is-told]',
      about: { new: { healthy: 4 }, old: { healthy: 2, protects: [2] } },
      plan: [
        'target of old: 0',
        'stop old-1: superseded',
        'tell 1 protected old',
        'waits: 1 old protected',
        'waits: old leaves, 2 left',
      ],
    },
    {
      name: 'others go in their place while a rollout goes on',
      about: { min: 50, new: { pending: 4 }, old: { healthy: 4, protects: [1, 2, 3] } },
      plan: ['target of old: 3', 'stop old-4: superseded', 'waits: old leaves, 4 left', 'waits: 4 new starting'],
    },
    {
      name: 'keep a rollout from its first step, and it says so [scale-in-blocked-is-told]',
      about: { min: 50, max: 100, new: {}, old: { healthy: 4, protects: [1, 2, 3, 4] } },
      plan: [
        'tell 2 protected old',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: 2 old protected',
        'waits: old leaves, 4 left',
        'counts failures of new',
      ],
    },
    {
      name: 'that count no longer, too, if they have to make room',
      about: { min: 0, max: 100, new: {}, old: { started: 1, settled: 1, healthy: 2, protects: [1, 2, 3, 4] } },
      plan: [
        'tell 4 protected old',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: 4 old protected',
        'waits: old leaves, 4 left',
        'waits: 1 old not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'of two revisions are told each for itself',
      about: {
        min: 0,
        max: 100,
        new: {},
        old: { healthy: 1, protects: [1] },
        older: { healthy: 3, protects: [1, 2, 3] },
      },
      plan: [
        'tell 3 protected older',
        'tell 1 protected old',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: 3 older protected',
        'waits: 1 old protected',
        'waits: old leaves, 1 left',
        'waits: older leaves, 3 left',
        'counts failures of new',
      ],
    },
    {
      name: 'nothing is said while others are on their way out, or in',
      about: { min: 50, max: 100, new: {}, old: { healthy: 3, leaving: 1, protects: [1, 2, 3] } },
      plan: [
        'waits: 4 of at most 4 are there, 1 on the way out, 4 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 1 stopping',
        'counts failures of new',
      ],
    },
    {
      name: 'no more are told than the minimum would let go, the oldest revision first',
      about: {
        min: 25,
        max: 100,
        new: {},
        old: { healthy: 1, protects: [1] },
        older: { healthy: 3, protects: [1, 2, 3] },
      },
      plan: [
        'tell 3 protected older',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: 3 older protected',
        'waits: old leaves, 1 left',
        'waits: older leaves, 3 left',
        'counts failures of new',
      ],
    },
    {
      name: 'those of the new revision stand in nobody’s way',
      about: { min: 0, max: 100, new: { healthy: 1, protects: [1] }, old: { healthy: 3, protects: [1, 2, 3] } },
      plan: [
        'tell 3 protected old',
        'waits: 4 of at most 4 are there, 0 on the way out, 3 more new wanted',
        'waits: 3 old protected',
        'waits: old leaves, 3 left',
        'counts failures of new',
      ],
    },
    {
      name: 'nothing is said where there is room, and starts only wait for their time',
      about: { min: 50, new: { is: { startsAllowedAtMs: 1_000 } }, old: { healthy: 4, protects: [1, 2, 3, 4] } },
      plan: ['waits: 4 new throttled for 1 s', 'waits: old leaves, 4 left'],
    },
    {
      name: 'are no deadlock of the percents',
      about: { desired: 2, min: 100, max: 150, new: {}, old: { healthy: 3, target: 2, protects: [1, 2, 3] } },
      plan: [
        'tell 1 protected old',
        'waits: 3 of at most 3 are there, 0 on the way out, 2 more new wanted',
        'waits: 1 old protected',
        'waits: old leaves, 3 left',
        'counts failures of new',
      ],
    },
  ]);
});
