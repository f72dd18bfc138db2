import { describe, expect, test } from 'vitest';
import { type AboutService, aService, beatOf } from './builders.js';

describe('of tasks that do not count', () => {
  test.each<{ name: string; about: AboutService; plan: readonly string[] }>([
    {
      name: 'pending ones go first, then unhealthy ones, then those that start [scale-in-unready-first]',
      about: { desired: 1, new: { pending: 1, started: 3, unhealthy: 1, is: { hadHealthyTask: true } } },
      plan: [
        'stop new-1: surplus',
        'stop new-5: unhealthy',
        'stop new-2: surplus',
        'waits: 1 new starting',
        'waits: 3 new not healthy yet',
        'waits: 1 new unhealthy',
      ],
    },
    {
      name: 'pending ones go before one that is unhealthy, though it is too much as well [scale-in-unready-first]',
      about: { desired: 2, new: { target: 4, pending: 3, healthy: 1, unhealthy: 1 } },
      plan: ['target of new: 2', 'stop new-1 new-2: surplus', 'waits: 3 new starting', 'waits: 1 new unhealthy'],
    },
    {
      name: 'the replacement is unhealthy too, though there is room: the older one goes [unhealthy-replacement-is-unhealthy-too]',
      about: { desired: 2, new: { healthy: 1, unhealthy: 2 } },
      plan: ['start 1 new: 1 for unhealthy', 'stop new-2: unhealthy', 'waits: 2 new unhealthy'],
    },
  ])('$name', ({ about, plan }) => {
    expect(beatOf(aService(about))).toEqual(plan);
  });
});
