import { describe, expect, test } from 'vitest';
import { type AboutService, aService, beatOf } from './builders.js';

/** Passes in which one condition, sign or count alone decides: mutation testing found them untried. */
interface Row {
  readonly name: string;
  readonly about: AboutService;
  readonly plan: readonly string[];
}

describe('each condition of a pass by itself', () => {
  for (const { name, about, plan } of [
    {
      name: 'before its first pass, unhealthy tasks of the new deployment stay, and no surplus of the old goes',
      about: {
        new: { target: 0, unhealthy: 1, is: { hadHealthyTask: false } },
        old: { healthy: 4, target: 2 },
        is: { primaryInPlay: false },
      },
      plan: ['waits: first pass of new', 'waits: 1 new unhealthy'],
    },
    {
      name: 'before its first pass there is no deadlock',
      about: { desired: 1, max: 100, new: { target: 0 }, old: { healthy: 1 }, is: { primaryInPlay: false } },
      plan: ['waits: first pass of new'],
    },
    {
      name: 'of two old deployments, the older gives up its pending tasks over the maximum first',
      about: { desired: 2, min: 100, max: 150, new: { pending: 1 }, old: { pending: 2 }, older: { pending: 2 } },
      plan: [
        'target of older: 0',
        'stop older-1 older-2: superseded',
        'waits: 5 of at most 3 are there, 0 on the way out, 1 more new wanted',
        'waits: old leaves, 2 left',
        'waits: older leaves, 2 left',
        'waits: 1 new starting',
        'waits: 2 old starting',
        'waits: 2 older starting',
        'counts failures of new',
      ],
    },
    {
      name: 'an unhealthy task is told before what another deployment starts, as it has nothing to wait for in its own',
      about: {
        desired: 2,
        new: { unhealthy: 1, is: { hadHealthyTask: false } },
        old: { healthy: 1, unhealthy: 1, target: 1 },
      },
      plan: [
        'stop old-2: unhealthy',
        'start 1 new: 1 for unhealthy',
        'stop new-1: unhealthy',
        'waits: 1 healthy, 2 must be, 1 more to stop',
        'waits: 3 of at most 4 are there, 0 on the way out, 1 more new wanted',
        'waits: old leaves, 2 left',
        'waits: 1 new unhealthy',
        'waits: 1 old unhealthy',
      ],
    },
    {
      name: 'where several deployments stop unhealthy tasks and start others, all that is started is told first',
      about: {
        desired: 2,
        new: { unhealthy: 1, is: { hadHealthyTask: false } },
        old: { unhealthy: 1, is: { hadHealthyTask: false } },
      },
      plan: [
        'start 1 old: repair, 1 for unhealthy',
        'start 1 new: 1 for unhealthy',
        'stop old-1: unhealthy',
        'stop new-1: unhealthy',
        'waits: 2 of at most 4 are there, 0 on the way out, 1 more new wanted',
        'waits: old leaves, 1 left',
        'waits: 1 new unhealthy',
        'waits: 1 old unhealthy',
      ],
    },
    {
      name: 'at the maximum a settled task on its way to healthy is waited for',
      about: { max: 100, new: { healthy: 1, started: 1, settled: 1, unhealthy: 1 } },
      plan: [
        'waits: 4 of at most 4 are there, 0 on the way out, 1 more new wanted',
        'waits: 1 new not healthy yet',
        'waits: 1 new unhealthy',
        'counts failures of new',
      ],
    },
    {
      name: 'at the maximum a pending and a started one are waited for',
      about: { max: 100, new: { healthy: 1, pending: 1, started: 1, unhealthy: 1 } },
      plan: [
        'waits: 4 of at most 4 are there, 0 on the way out, 1 more new wanted',
        'waits: 1 new starting',
        'waits: 1 new not healthy yet',
        'waits: 1 new unhealthy',
        'counts failures of new',
      ],
    },
    {
      name: 'a replacement in the pass that stops an unhealthy task is told before it',
      about: { new: { healthy: 3, unhealthy: 2 } },
      plan: ['start 1 new: 1 for unhealthy', 'stop new-4: unhealthy', 'waits: 2 new unhealthy'],
    },
    {
      name: 'an unhealthy task that is too much goes as unhealthy',
      about: { desired: 2, new: { started: 3, unhealthy: 2, is: { hadHealthyTask: true } } },
      plan: ['stop new-4: unhealthy', 'waits: 3 new not healthy yet', 'waits: 2 new unhealthy'],
    },
    {
      name: 'a scale-in that the minimum holds up is not told as held up by protection',
      about: { new: { is: { failed: true } }, old: { healthy: 5, target: 2 } },
      plan: [
        'target of new: 0',
        'stop old-1: surplus',
        'waits: 4 healthy, 4 must be, 2 more to stop',
        'waits: new has failed, 4 wanted',
        'waits: old leaves, 5 left',
      ],
    },
    {
      name: 'the zone of a pending task that goes counts for the next pick: now the other zone is fuller',
      about: { desired: 2, new: { pending: 1, healthy: 3, zones: [0, 0, 1, 1] } },
      plan: ['stop new-1: surplus', 'stop new-3: surplus', 'waits: 1 new starting'],
    },
    {
      name: 'the zone of a pending task that goes counts for the next pick: it is still the fuller one',
      about: { desired: 4, new: { pending: 1, healthy: 5, zones: [0, 0, 0, 0, 1, 1] } },
      plan: ['stop new-1: surplus', 'stop new-2: surplus', 'waits: 1 new starting'],
    },
    {
      name: 'without eager stops, old tasks that do not count yet stay',
      about: { min: 0, max: 100, new: {}, old: { started: 4 }, is: { eagerStop: false } },
      plan: [
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 4 old not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'old tasks that do not count yet stay while the throttle holds starts',
      about: { min: 0, max: 100, new: { is: { startsAllowedAtMs: 10_000 } }, old: { started: 4 } },
      plan: ['waits: 4 new throttled for 10 s', 'waits: old leaves, 4 left', 'waits: 4 old not healthy yet'],
    },
    {
      name: 'only as many old tasks go for room as those on their way out leave wanting [deployment-warming-old-go-for-room]',
      about: { min: 0, max: 150, new: {}, old: { started: 4, leaving: 2 } },
      plan: [
        'target of old: 2',
        'stop old-1 old-2: superseded',
        'waits: 6 of at most 6 are there, 2 on the way out, 4 more new wanted',
        'waits: old leaves, 6 left',
        'waits: 4 old not healthy yet',
        'waits: 2 stopping',
        'counts failures of new',
      ],
    },
    {
      name: 'healthy tasks that go in the same pass make room, too [deployment-warming-old-go-for-room]',
      about: { min: 0, max: 150, new: {}, old: { healthy: 2, started: 2 } },
      plan: [
        'target of old: 2',
        'stop old-3 old-4: superseded',
        'start 2 new',
        'waits: 4 of at most 6 are there, 0 on the way out, 2 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 2 old not healthy yet',
      ],
    },
    {
      name: 'those that have settled go for room as well [deployment-warming-old-go-for-room]',
      about: { min: 0, max: 100, new: {}, old: { started: 1, settled: 3 } },
      plan: [
        'target of old: 0',
        'stop old-1: superseded',
        'stop old-2 old-3 old-4: superseded',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 1 old not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'healthy ones and then those that do not count yet, where all the room is needed',
      about: { min: 0, max: 100, new: {}, old: { healthy: 2, started: 2 } },
      plan: [
        'target of old: 0',
        'stop old-3 old-4: superseded',
        'stop old-1 old-2: superseded',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 2 old not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'the target of a failed deployment falls to what it has, and never rises to it [deployment-failed-starts-nothing]',
      about: { desired: 2, new: { healthy: 3, protects: [1, 2, 3], is: { failed: true } } },
      plan: ['tell 1 protected new', 'waits: 1 new protected'],
    },
    {
      name: 'new tasks never make room',
      about: { min: 0, max: 100, new: { started: 1 }, old: { started: 1, healthy: 1, protects: [2] } },
      plan: [
        'target of old: 1',
        'stop old-1: superseded',
        'start 1 new',
        'waits: 3 of at most 4 are there, 0 on the way out, 2 more new wanted',
        'waits: old leaves, 2 left',
        'waits: 1 new not healthy yet',
        'waits: 1 old not healthy yet',
      ],
    },
    {
      name: 'nothing waits in the first pass where no old task is pending',
      about: { new: { target: 0 }, old: { healthy: 4 }, is: { isPrimaryFirstPass: true } },
      plan: [
        'target of new: 4',
        'start 4 new',
        'waits: 4 healthy, 4 must be, 4 more to stop',
        'waits: old leaves, 4 left',
      ],
    },
    {
      name: 'nothing waits for pending stops where nothing is wanted',
      about: {
        desired: 1,
        new: { started: 1 },
        old: { pending: 1, is: { supersededPendingCount: 1 } },
        is: { isPrimaryFirstPass: true },
      },
      plan: [
        'target of old: 0',
        'stop old-1: superseded',
        'waits: old leaves, 1 left',
        'waits: 1 new not healthy yet',
        'waits: 1 old starting',
      ],
    },
    {
      name: 'an old task that was stopped while pending is no unhealthy one to its repair',
      about: {
        new: { target: 4 },
        old: { pending: 1, healthy: 2, target: 4, is: { supersededPendingCount: 1 } },
        is: { isPrimaryFirstPass: true },
      },
      plan: [
        'target of old: 3',
        'stop old-1: superseded',
        'start 1 old: repair',
        'waits: 2 healthy, 4 must be, 2 more to stop',
        'waits: 4 new until pending ones are stopped',
        'waits: old leaves, 3 left',
        'waits: 1 old starting',
      ],
    },
    {
      name: 'the unhealthy tasks of the old deployment are not those of the new one',
      about: { new: {}, old: { unhealthy: 2, is: { hadHealthyTask: false } } },
      plan: [
        'start 2 old: repair, 2 for unhealthy',
        'stop old-1 old-2: unhealthy',
        'start 4 new',
        'waits: old leaves, 2 left',
        'waits: 2 old unhealthy',
      ],
    },
    {
      name: 'a deadlock needs one old deployment with a healthy task, not all',
      about: { desired: 2, max: 100, new: {}, old: { healthy: 1 }, older: { started: 1 } },
      plan: [
        'tell deadlock',
        'waits: 1 healthy, 2 must be, 1 more to stop',
        'waits: 2 of at most 2 are there, 0 on the way out, 2 more new wanted',
        'waits: deadlock, 2 must be healthy and 2 may be there',
        'waits: old leaves, 1 left',
        'waits: older leaves, 1 left',
        'waits: 1 older not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'no deadlock while new and old tasks are pending',
      about: { desired: 3, max: 100, new: { pending: 1 }, old: { pending: 1, healthy: 1 } },
      plan: [
        'waits: 1 healthy, 3 must be, 1 more to stop',
        'waits: 3 of at most 3 are there, 0 on the way out, 2 more new wanted',
        'waits: old leaves, 2 left',
        'waits: 1 new starting',
        'waits: 1 old starting',
        'counts failures of new',
      ],
    },
    {
      name: 'no deadlock when all new tasks are there',
      about: { desired: 1, max: 100, new: { started: 1 }, old: { healthy: 1 } },
      plan: [
        'waits: 1 healthy, 1 must be, 1 more to stop',
        'waits: old leaves, 1 left',
        'waits: 1 new not healthy yet',
      ],
    },
    {
      name: 'no deadlock while the throttle holds starts for which there is room',
      about: { new: { is: { startsAllowedAtMs: 10_000 } }, old: { healthy: 4 } },
      plan: [
        'waits: 4 healthy, 4 must be, 4 more to stop',
        'waits: 4 new throttled for 10 s',
        'waits: old leaves, 4 left',
      ],
    },
    {
      name: 'no deadlock where the minimum leaves room once new tasks are healthy',
      about: { min: 50, max: 100, new: { started: 2 }, old: { healthy: 2 } },
      plan: [
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 4 of at most 4 are there, 0 on the way out, 2 more new wanted',
        'waits: old leaves, 2 left',
        'waits: 2 new not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'no deadlock in a pass that starts something',
      about: { max: 100, new: {}, old: { healthy: 3 } },
      plan: [
        'start 1 new',
        'waits: 3 healthy, 4 must be, 3 more to stop',
        'waits: 3 of at most 4 are there, 0 on the way out, 3 more new wanted',
        'waits: old leaves, 3 left',
      ],
    },
    {
      name: 'the first pass of a deployment starts at once where no old task is pending',
      about: { new: { target: 0 }, old: { healthy: 4 }, is: { isPrimaryFirstPass: true } },
      plan: [
        'target of new: 4',
        'start 4 new',
        'waits: 4 healthy, 4 must be, 4 more to stop',
        'waits: old leaves, 4 left',
      ],
    },
    {
      name: 'the older of a pair whose replacement fails in its grace period is told to go after the start',
      about: {
        desired: 2,
        new: { started: 1, unhealthy: 2, is: { hadHealthyTask: true, failingInGraceCount: 1 } },
      },
      plan: [
        'start 1 new: 1 for unhealthy',
        'stop new-2: unhealthy',
        'waits: 1 new not healthy yet',
        'waits: 2 new unhealthy',
      ],
    },
    {
      name: 'tasks that rebalance the zones stay, in whatever state of their start, while others go',
      about: {
        new: { pending: 1, started: 1, settled: 1, healthy: 5, is: { completed: true } },
        is: { zoneExtraCount: 1 },
      },
      plan: [
        'stop new-1: surplus',
        'stop new-2: surplus',
        'stop new-4: surplus',
        'waits: 1 new starting',
        'waits: 1 new not healthy yet',
      ],
    },
    {
      name: 'a healthy old task that is above the target of its deployment goes without lowering it',
      about: {
        desired: 6,
        min: 33,
        new: { healthy: 1 },
        old: { pending: 1, started: 1, settled: 1, healthy: 2, unhealthy: 1, target: 5 },
      },
      plan: [
        'stop old-4: superseded',
        'start 1 old: repair, 1 for unhealthy',
        'start 4 new',
        'waits: 2 healthy, 2 must be, 1 more to stop',
        'waits: 7 of at most 12 are there, 0 on the way out, 1 more new wanted',
        'waits: old leaves, 6 left',
        'waits: 1 old starting',
        'waits: 1 old not healthy yet',
        'waits: 1 old unhealthy',
      ],
    },
  ] satisfies Row[]) {
    test(name, () => {
      expect(beatOf(aService(about))).toEqual(plan);
    });
  }
});
