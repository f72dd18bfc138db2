import { describe } from 'vitest';
import { itPlans } from './builders.js';

/** Slots of tasks that died, between DEPROVISIONING and STOPPED. */
describe('the slot', () => {
  itPlans([
    {
      name: 'of a task that died is kept for its repair [deployment-repairs-precede-starts]',
      about: { min: 50, max: 100, new: {}, old: { healthy: 2, released: 1, target: 3 } },
      plan: [
        'start 1 new',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 2 of at most 4 are there, 1 on the way out, 3 more new wanted, 1 kept for repairs',
        'waits: old leaves, 3 left',
        'waits: 1 stopping',
      ],
    },
    {
      name: 'no more than the target lacks',
      about: { min: 50, max: 100, new: {}, old: { healthy: 2, released: 2, target: 3 } },
      plan: [
        'start 1 new',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 2 of at most 4 are there, 2 on the way out, 3 more new wanted, 1 kept for repairs',
        'waits: old leaves, 4 left',
        'waits: 2 stopping',
      ],
    },
    {
      name: 'none where the target needs none',
      about: { min: 50, max: 100, new: {}, old: { healthy: 2, released: 1, target: 2 } },
      plan: [
        'start 2 new',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 2 of at most 4 are there, 1 on the way out, 2 more new wanted',
        'waits: old leaves, 3 left',
        'waits: 1 stopping',
      ],
    },
    {
      name: 'of one that has not given it up is its own',
      about: { min: 50, max: 100, new: {}, old: { healthy: 1, dying: 1, released: 1, target: 3 } },
      plan: [
        'start 1 new',
        'waits: 1 healthy, 2 must be, 1 more to stop',
        'waits: 2 of at most 4 are there, 2 on the way out, 3 more new wanted, 1 kept for repairs',
        'waits: old leaves, 3 left',
        'waits: 2 stopping',
      ],
    },
    {
      name: 'a repair that the pass starts takes no second one',
      about: { min: 50, max: 100, new: {}, old: { healthy: 1, released: 1, target: 3 } },
      plan: [
        'start 1 old: repair',
        'start 1 new',
        'waits: 1 healthy, 2 must be, 1 more to stop',
        'waits: 1 of at most 4 are there, 1 on the way out, 3 more new wanted, 1 kept for repairs',
        'waits: old leaves, 2 left',
        'waits: 1 stopping',
      ],
    },
    {
      name: 'of repairs that wait, none is kept',
      about: { min: 50, max: 100, new: {}, old: { healthy: 2, released: 1, target: 3, is: { repairsWait: true } } },
      plan: [
        'start 2 new',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 2 of at most 4 are there, 1 on the way out, 2 more new wanted',
        'waits: old leaves, 3 left',
        'waits: 1 stopping',
      ],
    },
    {
      name: 'of a failed deployment, none is kept',
      about: { min: 50, max: 100, new: {}, old: { healthy: 2, released: 1, target: 3, is: { failed: true } } },
      plan: [
        'start 2 new',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 2 of at most 4 are there, 1 on the way out, 2 more new wanted',
        'waits: old leaves, 3 left',
        'waits: 1 stopping',
      ],
    },
    {
      name: 'of two old ones, each',
      about: {
        min: 50,
        max: 100,
        new: {},
        old: { healthy: 1, released: 1, target: 2 },
        older: { healthy: 0, released: 1, target: 1 },
      },
      plan: [
        'start 1 new',
        'waits: 1 healthy, 2 must be, 1 more to stop',
        'waits: 1 of at most 4 are there, 2 on the way out, 3 more new wanted, 2 kept for repairs',
        'waits: old leaves, 2 left',
        'waits: older leaves, 1 left',
        'waits: 2 stopping',
      ],
    },
    {
      name: 'the new deployment keeps none for itself',
      about: { min: 50, max: 100, new: { healthy: 1, released: 1 }, old: { healthy: 1 } },
      plan: [
        'start 2 new',
        'waits: 2 healthy, 2 must be, 1 more to stop',
        'waits: old leaves, 1 left',
        'waits: 1 stopping',
      ],
    },
    {
      name: 'before November 2025, none is kept [deployment-old-are-repaired]',
      about: {
        min: 50,
        max: 100,
        new: {},
        old: { healthy: 2, released: 1, target: 3 },
        is: { repairsSuperseded: false },
      },
      plan: [
        'start 2 new',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 2 of at most 4 are there, 1 on the way out, 2 more new wanted',
        'waits: old leaves, 3 left',
        'waits: 1 stopping',
      ],
    },
  ]);
});
