import { describe } from 'vitest';
import { itPlans } from './builders.js';

describe('old tasks beyond their target, after a scale-in (ruling 13) [scale-in-unready-first] [deployment-scale-in-reaches-the-old]', () => {
  itPlans([
    {
      name: 'go before those that count healthy, of which the minimum keeps the rest',
      about: { desired: 2, new: { started: 2 }, old: { target: 2, started: 3, healthy: 3 } },
      plan: [
        'stop old-1 old-2 old-3: beyondTarget',
        'stop old-4: beyondTarget',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: old leaves, 6 left',
        'waits: 2 new not healthy yet',
        'waits: 3 old not healthy yet',
      ],
    },
    {
      name: 'go in the order pending, started, settled',
      about: { desired: 2, new: { started: 2 }, old: { target: 2, pending: 1, started: 1, settled: 1, healthy: 2 } },
      plan: [
        'stop old-1: beyondTarget',
        'stop old-2: beyondTarget',
        'stop old-3: beyondTarget',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: old leaves, 5 left',
        'waits: 2 new not healthy yet',
        'waits: 1 old starting',
        'waits: 1 old not healthy yet',
      ],
    },
    {
      name: 'go though none of them counts healthy',
      about: { desired: 1, new: {}, old: { target: 1, started: 6 } },
      plan: [
        'stop old-1 old-2 old-3 old-4 old-5: beyondTarget',
        'waits: 6 of at most 2 are there, 0 on the way out, 1 more new wanted',
        'waits: old leaves, 6 left',
        'waits: 6 old not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'stay where they take the place of unhealthy ones',
      about: { desired: 4, new: { pending: 1 }, old: { target: 3, started: 1, healthy: 2, unhealthy: 1 } },
      plan: [
        'start 3 new',
        'waits: 2 healthy, 4 must be, 2 more to stop',
        'waits: old leaves, 4 left',
        'waits: 1 new starting',
        'waits: 1 old not healthy yet',
        'waits: 1 old unhealthy',
      ],
    },
    {
      name: 'go, the unhealthy ones among them, where more take their place than are wanted',
      about: { desired: 3, new: { pending: 1 }, old: { target: 3, started: 3, healthy: 2, unhealthy: 1 } },
      plan: [
        'stop old-6: unhealthy',
        'stop old-1: beyondTarget',
        'stop old-2: beyondTarget',
        'waits: 2 healthy, 3 must be, 2 more to stop',
        'waits: 7 of at most 6 are there, 0 on the way out, 2 more new wanted',
        'waits: old leaves, 6 left',
        'waits: 1 new starting',
        'waits: 3 old not healthy yet',
        'waits: 1 old unhealthy',
        'counts failures of new',
      ],
    },
    {
      name: 'stay when they are protected',
      about: { desired: 1, new: { started: 1 }, old: { target: 1, started: 3, protects: [1, 2] } },
      plan: [
        'stop old-3: beyondTarget',
        'waits: old leaves, 3 left',
        'waits: 1 new not healthy yet',
        'waits: 3 old not healthy yet',
      ],
    },
    {
      name: 'go where a new one counts in their place [deployment-old-target-follows]',
      about: { desired: 3, new: { healthy: 1, started: 2 }, old: { target: 3, started: 1, healthy: 2 } },
      plan: [
        'target of old: 2',
        'stop old-1: superseded',
        'waits: 3 healthy, 3 must be, 2 more to stop',
        'waits: old leaves, 3 left',
        'waits: 2 new not healthy yet',
        'waits: 1 old not healthy yet',
      ],
    },
    {
      name: 'go from each old deployment for itself, the oldest first',
      about: {
        desired: 2,
        new: { started: 2 },
        old: { target: 2, started: 3 },
        older: { target: 1, started: 2, healthy: 1 },
      },
      plan: [
        'stop older-1 older-2: beyondTarget',
        'stop old-1: beyondTarget',
        'waits: 1 healthy, 2 must be, 1 more to stop',
        'waits: old leaves, 3 left',
        'waits: older leaves, 3 left',
        'waits: 2 new not healthy yet',
        'waits: 3 old not healthy yet',
        'waits: 2 older not healthy yet',
      ],
    },
    {
      name: 'stay where their deployment has failed, until the rollback has its own',
      about: { desired: 1, new: { pending: 1 }, old: { target: 0, started: 1, is: { failed: true } } },
      plan: ['waits: old leaves, 1 left', 'waits: 1 new starting', 'waits: 1 old not healthy yet'],
    },
  ]);
});

describe('old tasks that run but do not count yet, above the maximum [deployment-warming-old-go-for-room]', () => {
  itPlans([
    {
      name: 'old tasks go for the room that those above the maximum take, too [deployment-warming-old-go-for-room]',
      about: { min: 0, max: 100, new: {}, old: { started: 4, leaving: 2 } },
      plan: [
        'target of old: 0',
        'stop old-1 old-2 old-3 old-4: superseded',
        'waits: 6 of at most 4 are there, 2 on the way out, 4 more new wanted',
        'waits: old leaves, 6 left',
        'waits: 4 old not healthy yet',
        'waits: 2 stopping',
        'counts failures of new',
      ],
    },
  ]);
});
