import { describe } from 'vitest';
import { itPlans } from './builders.js';

/** FARGATE with a base of one, FARGATE_SPOT for the rest. */
const providers = (fargate: number, spot: number) => () => [
  { capacityProvider: 'FARGATE', base: 1, weight: 1, taskCount: fargate },
  { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 1, taskCount: spot },
];

describe('a scale-in over two capacity providers [scale-in-keeps-the-base]', () => {
  itPlans([
    {
      name: 'leaves the base',
      about: {
        desired: 1,
        new: { target: 1, healthy: 4, providers: [0, 1, 1, 1], is: { providers: providers(1, 3) } },
      },
      plan: ['stop new-2 new-3 new-4: surplus'],
    },
    {
      name: 'counts what it has stopped already, of another standing',
      about: {
        desired: 3,
        new: { target: 3, started: 2, healthy: 4, providers: [1, 1, 0, 0, 0, 1], is: { providers: providers(3, 3) } },
      },
      plan: ['stop new-1 new-2: surplus', 'stop new-3: surplus', 'waits: 2 new not healthy yet'],
    },
    {
      name: 'unhealthy tasks go as everywhere, and are counted out',
      about: {
        desired: 2,
        new: { target: 2, healthy: 4, unhealthy: 2, providers: [0, 0, 1, 1, 1, 0], is: { providers: providers(3, 3) } },
      },
      plan: ['stop new-5 new-6: unhealthy', 'stop new-3 new-4: surplus', 'waits: 2 new unhealthy'],
    },
    {
      name: 'of unhealthy ones the oldest goes, whosoever it is',
      about: {
        desired: 2,
        max: 100,
        new: { unhealthy: 2, providers: [0, 1], is: { hadHealthyTask: true, providers: providers(1, 1) } },
      },
      plan: [
        'stop new-1: unhealthy',
        'waits: 2 of at most 2 are there, 0 on the way out, 2 more new wanted',
        'waits: 2 new unhealthy',
        'counts failures of new',
      ],
    },
  ]);
});
