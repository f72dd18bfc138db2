import { describe } from 'vitest';
import { itPlans } from './builders.js';

describe('the first deployment', () => {
  itPlans([
    { name: 'starts all tasks at once [deployment-starts-all-at-once]', about: {}, plan: ['start 4 new'] },
    {
      name: 'gets its target in its first pass [deployment-first-pass]',
      about: { new: { target: 0 }, is: { isPrimaryFirstPass: true } },
      plan: ['target of new: 4', 'start 4 new'],
    },
    {
      name: 'waits for its first pass [deployment-first-pass]',
      about: { new: { target: 0 }, is: { primaryInPlay: false } },
      plan: ['waits: first pass of new'],
    },
    {
      name: 'starts no more than the maximum while others are on their way out',
      about: { max: 150, new: { leaving: 4 } },
      plan: [
        'start 2 new',
        'waits: 4 of at most 6 are there, 4 on the way out, 2 more new wanted',
        'waits: 4 stopping',
      ],
    },
    {
      name: 'waits for slots, and its failures count although nothing starts [breaker-counts-when-a-start-is-wanted]',
      about: { max: 100, new: { leaving: 4 } },
      plan: [
        'waits: 4 of at most 4 are there, 4 on the way out, 4 more new wanted',
        'waits: 4 stopping',
        'counts failures of new',
      ],
    },
    {
      name: 'leaves slots in DEPROVISIONING out of account [bounds-deprovisioning-has-no-slot]',
      about: { max: 100, new: { releasing: 4 } },
      plan: ['start 4 new', 'waits: 4 stopping'],
    },
    {
      name: 'replaces what dies once it is STOPPED, not before',
      about: { new: { healthy: 3, dying: 1 } },
      plan: ['waits: 1 stopping'],
    },
    {
      name: 'has its throttle kept',
      about: { new: { healthy: 3, is: { startsAllowedAtMs: 300_000 } } },
      plan: ['waits: 1 new throttled for 300 s'],
    },
    {
      name: 'starts when its throttle ends, to the millisecond',
      about: { new: { healthy: 3, is: { startsAllowedAtMs: 300_000 } }, is: { nowMs: 300_000 } },
      plan: ['start 1 new'],
    },
    {
      name: 'starts nothing once it has failed, and its target falls to what it has [deployment-failed-starts-nothing]',
      about: { new: { healthy: 1, started: 1, is: { failed: true } } },
      plan: ['target of new: 2', 'waits: new has failed, 2 wanted', 'waits: 1 new not healthy yet'],
    },
    {
      name: 'is complete and steady with all desired tasks healthy',
      about: { new: { healthy: 4 } },
      plan: ['new completes', 'steady'],
    },
    {
      name: 'needs no tasks at desired count 0',
      about: { desired: 0 },
      plan: ['new completes', 'steady'],
    },
  ]);
});

describe('the digest gate (ruling 16) [deployment-first-task-first]', () => {
  const gated = { firstTaskOnly: true };
  itPlans([
    {
      name: 'one task starts first',
      about: { new: { is: gated } },
      plan: ['start 1 new', 'waits: 3 new until the first one runs'],
    },
    {
      name: 'the others wait while it is starting',
      about: { new: { pending: 1, is: gated } },
      plan: ['waits: 3 new until the first one runs', 'waits: 1 new starting', 'counts failures of new'],
    },
    {
      name: 'the others wait until a first task that dies is STOPPED',
      about: { new: { dying: 1, is: gated } },
      plan: ['waits: 3 new until the first one runs', 'waits: 1 stopping', 'counts failures of new'],
    },
    {
      name: 'one desired task is all there is to start',
      about: { desired: 1, new: { is: gated } },
      plan: ['start 1 new'],
    },
    {
      name: 'all the others start when the digests are known',
      about: { new: { started: 1 } },
      plan: ['start 3 new', 'waits: 1 new not healthy yet'],
    },
    {
      name: 'a repair of the old revision is no first task',
      about: { new: { is: gated }, old: { healthy: 3, target: 4 } },
      plan: [
        'start 1 old: repair',
        'start 1 new',
        'waits: 3 healthy, 4 must be, 3 more to stop',
        'waits: 3 new until the first one runs',
        'waits: old leaves, 3 left',
      ],
    },
  ]);
});

describe('a rollout', () => {
  itPlans([
    {
      name: '100/200: a full second set starts, nothing stops [deployment-starts-all-at-once]',
      about: { new: { target: 0 }, old: { healthy: 4 } },
      plan: [
        'target of new: 4',
        'start 4 new',
        'waits: 4 healthy, 4 must be, 4 more to stop',
        'waits: old leaves, 4 left',
      ],
    },
    {
      name: '75/125: one stops and one starts in the same pass [deployment-stops-old-as-minimum-allows]',
      about: { min: 75, max: 125, new: { target: 0 }, old: { healthy: 4 } },
      plan: [
        'target of new: 4',
        'target of old: 3',
        'stop old-1: superseded',
        'start 1 new',
        'waits: 3 healthy, 3 must be, 3 more to stop',
        'waits: 4 of at most 5 are there, 0 on the way out, 3 more new wanted',
        'waits: old leaves, 4 left',
      ],
    },
    {
      name: 'a task that is stopping keeps its slot [bounds-slot-until-containers-stop]',
      about: { min: 75, max: 125, new: { started: 1 }, old: { healthy: 3, leaving: 1 } },
      plan: [
        'waits: 3 healthy, 3 must be, 3 more to stop',
        'waits: 5 of at most 5 are there, 1 on the way out, 3 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 1 new not healthy yet',
        'waits: 1 stopping',
        'counts failures of new',
      ],
    },
    {
      name: 'one in DEPROVISIONING has given it up [bounds-deprovisioning-has-no-slot]',
      about: { min: 75, max: 125, new: { started: 1 }, old: { healthy: 3, releasing: 1 } },
      plan: [
        'start 1 new',
        'waits: 3 healthy, 3 must be, 3 more to stop',
        'waits: 4 of at most 5 are there, 1 on the way out, 2 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 1 new not healthy yet',
        'waits: 1 stopping',
      ],
    },
    {
      name: 'each healthy new task lets an old one go, and lowers the old target (ruling 9) [deployment-old-target-follows]',
      about: { new: { healthy: 3, started: 1 }, old: { healthy: 4 } },
      plan: [
        'target of old: 1',
        'stop old-1 old-2 old-3: superseded',
        'waits: 4 healthy, 4 must be, 1 more to stop',
        'waits: old leaves, 4 left',
        'waits: 1 new not healthy yet',
      ],
    },
    {
      name: 'all desired new tasks healthy: every old task goes, in any state (ruling 9) [deployment-all-old-go-at-the-end]',
      about: { new: { healthy: 4 }, old: { pending: 1, started: 1, settled: 1, healthy: 1, unhealthy: 1 } },
      plan: [
        'target of old: 0',
        'stop old-1: superseded',
        'stop old-5: unhealthy',
        'stop old-2: superseded',
        'stop old-3: superseded',
        'stop old-4: superseded',
        'waits: old leaves, 5 left',
        'waits: 1 old starting',
        'waits: 1 old not healthy yet',
        'waits: 1 old unhealthy',
      ],
    },
    {
      name: 'the oldest deployment goes first [deployment-oldest-goes-first]',
      about: { min: 50, new: { pending: 4 }, old: { healthy: 2 }, older: { healthy: 2 } },
      plan: [
        'target of older: 0',
        'stop older-1 older-2: superseded',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: old leaves, 2 left',
        'waits: older leaves, 2 left',
        'waits: 4 new starting',
      ],
    },
    {
      name: 'the newest of the old ones goes first where that is asked for [deployment-oldest-goes-first]',
      about: {
        min: 50,
        new: { pending: 4 },
        old: { healthy: 2 },
        older: { healthy: 2 },
        is: { supersededStopOrder: 'newestFirst' },
      },
      plan: [
        'target of old: 0',
        'stop old-1 old-2: superseded',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: old leaves, 2 left',
        'waits: older leaves, 2 left',
        'waits: 4 new starting',
      ],
    },
    {
      name: 'nothing of the old stops before the first pass of the new',
      about: { min: 0, new: { target: 0 }, old: { healthy: 4 }, is: { primaryInPlay: false } },
      plan: ['waits: first pass of new'],
    },
    {
      name: 'old tasks are repaired before the first pass of the new',
      about: { new: { target: 0 }, old: { healthy: 3, target: 4 }, is: { primaryInPlay: false } },
      plan: ['start 1 old: repair', 'waits: first pass of new'],
    },
    {
      name: 'a deployment that has failed stops no old task and starts no new one',
      about: { min: 0, new: { healthy: 1, is: { failed: true } }, old: { healthy: 3 } },
      plan: ['target of new: 1', 'waits: new has failed, 3 wanted', 'waits: old leaves, 3 left'],
    },
    {
      name: 'what a failed deployment left behind goes like any old task',
      about: { new: { healthy: 2, pending: 2 }, old: { healthy: 2, target: 0, is: { failed: true } } },
      plan: ['waits: 4 healthy, 4 must be, 2 more to stop', 'waits: old leaves, 2 left', 'waits: 2 new starting'],
    },
    {
      name: 'desired count 0: every old task goes, none starts',
      about: { desired: 0, old: { healthy: 2, pending: 1 } },
      plan: [
        'target of old: 0',
        'stop old-1: superseded',
        'stop old-2 old-3: superseded',
        'waits: old leaves, 3 left',
        'waits: 1 old starting',
      ],
    },
  ]);
});

describe('without eager stops [deployment-stops-old-as-minimum-allows]', () => {
  const lazy = { eagerStop: false };
  itPlans([
    {
      name: '50/200: old tasks stay while there is room',
      about: { min: 50, old: { healthy: 4 }, is: lazy },
      plan: ['start 4 new', 'waits: old leaves, 4 left'],
    },
    {
      name: '50/100: they stop for the room that starts need',
      about: { min: 50, max: 100, old: { healthy: 4 }, is: lazy },
      plan: [
        'target of old: 2',
        'stop old-1 old-2: superseded',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: old leaves, 4 left',
        'counts failures of new',
      ],
    },
    {
      name: 'none stops for a start whose room those on their way out make',
      about: {
        min: 50,
        max: 100,
        new: { is: { firstTaskOnly: true } },
        old: { healthy: 3, leaving: 1, target: 3 },
        is: lazy,
      },
      plan: [
        'waits: 3 new until the first one runs',
        'waits: 4 of at most 4 are there, 1 on the way out, 1 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 1 stopping',
        'counts failures of new',
      ],
    },
    {
      name: 'the one that a start needs is the last that the minimum spares',
      about: { min: 75, max: 100, new: { is: { firstTaskOnly: true } }, old: { healthy: 4 }, is: lazy },
      plan: [
        'target of old: 3',
        'stop old-1: superseded',
        'waits: 3 healthy, 3 must be, 3 more to stop',
        'waits: 3 new until the first one runs',
        'waits: 4 of at most 4 are there, 0 on the way out, 1 more new wanted',
        'waits: old leaves, 4 left',
        'counts failures of new',
      ],
    },
    {
      name: 'they stop as new ones count healthy',
      about: { min: 50, new: { healthy: 3, started: 1 }, old: { healthy: 4 }, is: lazy },
      plan: [
        'target of old: 1',
        'stop old-1 old-2 old-3: superseded',
        'waits: old leaves, 4 left',
        'waits: 1 new not healthy yet',
      ],
    },
  ]);
});

describe('tasks pending when they were superseded (ruling 8) [deployment-stops-superseded-pending-first]', () => {
  itPlans([
    {
      name: 'go in the first pass of the new deployment, whose starts come a pass later',
      about: {
        new: { target: 0 },
        old: { pending: 2, healthy: 2, is: { supersededPendingCount: 2 } },
        is: { isPrimaryFirstPass: true },
      },
      plan: [
        'target of new: 4',
        'target of old: 2',
        'stop old-1 old-2: superseded',
        'waits: 2 healthy, 4 must be, 2 more to stop',
        'waits: 4 new until pending ones are stopped',
        'waits: old leaves, 4 left',
        'waits: 2 old starting',
      ],
    },
    {
      name: 'stay until that pass',
      about: {
        new: { target: 0 },
        old: { pending: 2, healthy: 2, is: { supersededPendingCount: 2 } },
        is: { primaryInPlay: false },
      },
      plan: ['waits: first pass of new', 'waits: 2 old starting'],
    },
    {
      name: 'those that came since then stay: they repair',
      about: {
        new: { target: 0 },
        old: { pending: 2, healthy: 2, is: { supersededPendingCount: 1 } },
        is: { isPrimaryFirstPass: true },
      },
      plan: [
        'target of new: 4',
        'target of old: 3',
        'stop old-1: superseded',
        'waits: 2 healthy, 4 must be, 2 more to stop',
        'waits: 4 new until pending ones are stopped',
        'waits: old leaves, 4 left',
        'waits: 2 old starting',
      ],
    },
  ]);
});

describe('more tasks than the maximum (ruling 13) [deployment-pending-go-over-the-maximum]', () => {
  itPlans([
    {
      name: 'none goes for the slots of those on their way out',
      about: { max: 100, new: { started: 2 }, old: { pending: 2, leaving: 1 } },
      plan: [
        'waits: 5 of at most 4 are there, 1 on the way out, 2 more new wanted',
        'waits: old leaves, 3 left',
        'waits: 2 new not healthy yet',
        'waits: 2 old starting',
        'waits: 1 stopping',
        'counts failures of new',
      ],
    },
    {
      name: 'pending old ones go first, the oldest deployment before the others, and are not repaired',
      about: { max: 100, new: { started: 2 }, old: { healthy: 2, pending: 1 }, older: { pending: 1 } },
      plan: [
        'target of old: 2',
        'target of older: 0',
        'stop older-1: superseded',
        'stop old-1: superseded',
        'waits: 2 healthy, 4 must be, 2 more to stop',
        'waits: 6 of at most 4 are there, 0 on the way out, 2 more new wanted',
        'waits: old leaves, 3 left',
        'waits: older leaves, 1 left',
        'waits: 2 new not healthy yet',
        'waits: 1 old starting',
        'waits: 1 older starting',
        'counts failures of new',
      ],
    },
    {
      name: 'pending old ones stay where the maximum holds',
      about: { max: 125, new: { started: 2 }, old: { healthy: 2, pending: 1 } },
      plan: [
        'waits: 2 healthy, 4 must be, 2 more to stop',
        'waits: 5 of at most 5 are there, 0 on the way out, 2 more new wanted',
        'waits: old leaves, 3 left',
        'waits: 2 new not healthy yet',
        'waits: 1 old starting',
        'counts failures of new',
      ],
    },
  ]);
});

describe('old tasks that run but do not count yet [deployment-warming-old-go-for-room]', () => {
  itPlans([
    {
      name: 'go for room where the minimum would hold even if they counted',
      about: { min: 0, max: 100, old: { started: 4 } },
      plan: [
        'target of old: 0',
        'stop old-1 old-2 old-3 old-4: superseded',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 4 old not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'go as far as the minimum allows',
      about: { min: 50, max: 100, old: { started: 2, settled: 2 } },
      plan: [
        'target of old: 2',
        'stop old-1 old-2: superseded',
        'waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 2 old not healthy yet',
        'counts failures of new',
      ],
    },
    {
      name: 'stay where there is room to start',
      about: { min: 0, old: { started: 4 } },
      plan: ['start 4 new', 'waits: old leaves, 4 left', 'waits: 4 old not healthy yet'],
    },
    {
      name: 'stay while others are on their way out: those make the room',
      about: { min: 0, max: 100, new: { pending: 2 }, old: { started: 1, leaving: 1, target: 1 } },
      plan: [
        'target of old: 0',
        'stop old-1: superseded',
        'waits: 4 of at most 4 are there, 1 on the way out, 2 more new wanted',
        'waits: old leaves, 2 left',
        'waits: 2 new starting',
        'waits: 1 old not healthy yet',
        'waits: 1 stopping',
        'counts failures of new',
      ],
    },
  ]);
});

describe('repairs of the old revision (ruling 10)', () => {
  itPlans([
    {
      name: 'precede new starts where slots are scarce [deployment-repairs-precede-starts]',
      about: { max: 125, new: { pending: 1 }, old: { healthy: 3, target: 4 } },
      plan: [
        'start 1 old: repair',
        'waits: 3 healthy, 4 must be, 3 more to stop',
        'waits: 4 of at most 5 are there, 0 on the way out, 3 more new wanted',
        'waits: old leaves, 3 left',
        'waits: 1 new starting',
        'counts failures of new',
      ],
    },
    {
      name: 'wait behind new starts after a repair that failed [deployment-vain-repairs-wait]',
      about: { max: 125, new: { pending: 1 }, old: { healthy: 3, target: 4, is: { repairsWait: true } } },
      plan: [
        'start 1 new',
        'waits: 3 healthy, 4 must be, 3 more to stop',
        'waits: 4 of at most 5 are there, 0 on the way out, 2 more new wanted',
        'waits: 4 of at most 5 are there, 0 on the way out, 1 more old wanted',
        'waits: old leaves, 3 left',
        'waits: 1 new starting',
        'counts failures of old',
      ],
    },
    {
      name: 'are not made for what new healthy tasks have taken over',
      about: { new: { healthy: 2, started: 2 }, old: { healthy: 2, target: 4 } },
      plan: [
        'target of old: 2',
        'waits: 4 healthy, 4 must be, 2 more to stop',
        'waits: old leaves, 2 left',
        'waits: 2 new not healthy yet',
      ],
    },
    {
      name: 'were made with the new revision before November 2025 [deployment-old-are-repaired]',
      about: { old: { healthy: 3, target: 4 }, is: { repairsSuperseded: false } },
      plan: ['start 4 new', 'waits: 3 healthy, 4 must be, 3 more to stop', 'waits: old leaves, 3 left'],
    },
    {
      name: 'go on when the new deployment has failed',
      about: { new: { is: { failed: true } }, old: { healthy: 3, target: 4 } },
      plan: ['target of new: 0', 'start 1 old: repair', 'waits: new has failed, 4 wanted', 'waits: old leaves, 3 left'],
    },
    {
      name: 'are throttled by themselves',
      about: { new: { pending: 4 }, old: { healthy: 3, target: 4, is: { startsAllowedAtMs: 20_000 } } },
      plan: [
        'waits: 3 healthy, 4 must be, 3 more to stop',
        'waits: 1 old throttled for 20 s',
        'waits: old leaves, 3 left',
        'waits: 4 new starting',
      ],
    },
  ]);
});

describe('unhealthy tasks (service-scheduler §4.4, rulings 11 and 12)', () => {
  itPlans([
    {
      name: 'a replacement starts first where there is room [unhealthy-replacement-first]',
      about: { new: { healthy: 3, unhealthy: 1 } },
      plan: ['start 1 new: 1 for unhealthy', 'waits: 1 new unhealthy'],
    },
    {
      name: 'several at once, as far as there is room [unhealthy-place-beside-it]',
      about: { max: 150, new: { healthy: 1, unhealthy: 3 } },
      plan: [
        'start 2 new: 2 for unhealthy',
        'waits: 4 of at most 6 are there, 0 on the way out, 1 more new wanted',
        'waits: 3 new unhealthy',
      ],
    },
    {
      name: 'the unhealthy task stays until its replacement is healthy [unhealthy-replacement-first]',
      about: { new: { healthy: 3, started: 1, unhealthy: 1 } },
      plan: ['waits: 1 new not healthy yet', 'waits: 1 new unhealthy'],
    },
    {
      name: 'the replacement is healthy: the unhealthy task goes',
      about: { new: { healthy: 4, unhealthy: 1, is: { completed: true } } },
      plan: ['stop new-5: unhealthy', 'waits: 1 new unhealthy'],
    },
    {
      name: 'the original recovered: the surplus goes, and the replacement that is starting is it (ruling 13) [unhealthy-original-recovers]',
      about: { new: { healthy: 4, pending: 1, is: { completed: true } } },
      plan: ['stop new-1: surplus', 'waits: 1 new starting'],
    },
    {
      name: 'the replacement is unhealthy too: the older one goes, so that the count returns [unhealthy-replacement-is-unhealthy-too]',
      about: { desired: 1, new: { unhealthy: 2, is: { hadHealthyTask: true } } },
      plan: [
        'stop new-1: unhealthy',
        'waits: 2 of at most 2 are there, 0 on the way out, 1 more new wanted',
        'waits: 2 new unhealthy',
        'counts failures of new',
      ],
    },
    {
      name: 'the replacement fails within its grace period: the older one goes all the same (containers-roadmap #2714)',
      about: { desired: 1, new: { started: 1, unhealthy: 1, is: { hadHealthyTask: true, failingInGraceCount: 1 } } },
      plan: ['stop new-2: unhealthy', 'waits: 1 new not healthy yet', 'waits: 1 new unhealthy'],
    },
    {
      name: 'of two replacements one fails within its grace period: one original goes, the other waits',
      about: {
        desired: 2,
        new: { pending: 1, started: 1, unhealthy: 2, is: { hadHealthyTask: true, failingInGraceCount: 1 } },
      },
      plan: [
        'stop new-3: unhealthy',
        'waits: 1 new starting',
        'waits: 1 new not healthy yet',
        'waits: 2 new unhealthy',
      ],
    },
    {
      name: 'and goes on waiting',
      about: {
        desired: 2,
        new: { pending: 1, started: 1, unhealthy: 1, is: { hadHealthyTask: true, failingInGraceCount: 1 } },
      },
      plan: ['waits: 1 new starting', 'waits: 1 new not healthy yet', 'waits: 1 new unhealthy'],
    },
    {
      name: 'one that fails within its grace period, with no surplus: the unhealthy one is replaced first',
      about: {
        desired: 2,
        new: { started: 1, unhealthy: 1, is: { hadHealthyTask: true, failingInGraceCount: 1 } },
      },
      plan: ['start 1 new: 1 for unhealthy', 'waits: 1 new not healthy yet', 'waits: 1 new unhealthy'],
    },
    {
      name: 'no room: one at a time [unhealthy-one-at-a-time-without-room]',
      about: { min: 0, max: 100, new: { healthy: 2, unhealthy: 2 } },
      plan: [
        'stop new-3: unhealthy',
        'waits: 4 of at most 4 are there, 0 on the way out, 2 more new wanted',
        'waits: 2 new unhealthy',
        'counts failures of new',
      ],
    },
    {
      name: 'no room, one is going: the next one waits [unhealthy-one-at-a-time-without-room]',
      about: { min: 0, max: 100, new: { healthy: 2, unhealthy: 1, leaving: 1 } },
      plan: [
        'waits: 4 of at most 4 are there, 1 on the way out, 2 more new wanted',
        'waits: 1 new unhealthy',
        'waits: 1 stopping',
        'counts failures of new',
      ],
    },
    {
      name: 'no room, a replacement that failed to start is going: the original stays',
      about: { desired: 1, new: { unhealthy: 1, dying: 1, is: { hadHealthyTask: true } } },
      plan: ['waits: 1 new unhealthy', 'waits: 1 stopping'],
    },
    {
      name: 'no room, an old task is going: it makes the room',
      about: { max: 100, new: { healthy: 3 }, old: { unhealthy: 1, leaving: 1, target: 1 }, desired: 5 },
      plan: [
        'waits: 5 of at most 5 are there, 1 on the way out, 1 more old wanted',
        'waits: 5 of at most 5 are there, 1 on the way out, 2 more new wanted',
        'waits: old leaves, 2 left',
        'waits: 1 old unhealthy',
        'waits: 1 stopping',
        'counts failures of old',
        'counts failures of new',
      ],
    },
    {
      name: 'no room, its replacement is starting: the next one waits',
      about: { min: 0, max: 100, new: { healthy: 2, pending: 1, unhealthy: 1 } },
      plan: [
        'waits: 4 of at most 4 are there, 0 on the way out, 1 more new wanted',
        'waits: 1 new starting',
        'waits: 1 new unhealthy',
        'counts failures of new',
      ],
    },
    {
      name: 'never a healthy task yet: all go at once, replacements start first and are told first [unhealthy-all-at-once-before-any-healthy]',
      about: { new: { unhealthy: 2, started: 2, is: { hadHealthyTask: false } } },
      plan: [
        'start 2 new: 2 for unhealthy',
        'stop new-3 new-4: unhealthy',
        'waits: 2 new not healthy yet',
        'waits: 2 new unhealthy',
      ],
    },
    {
      name: 'never a healthy task yet, no room: all go at once, replacements follow',
      about: { min: 0, max: 100, new: { unhealthy: 2, started: 2, is: { hadHealthyTask: false } } },
      plan: [
        'stop new-3 new-4: unhealthy',
        'waits: 4 of at most 4 are there, 0 on the way out, 2 more new wanted',
        'waits: 2 new not healthy yet',
        'waits: 2 new unhealthy',
        'counts failures of new',
      ],
    },
    {
      name: 'protection does not hold against a failed health check [unhealthy-is-not-protected]',
      about: { new: { healthy: 4, unhealthy: 1, protects: [5], is: { completed: true } } },
      plan: ['stop new-5: unhealthy', 'waits: 1 new unhealthy'],
    },
    {
      name: 'an unhealthy old task is replaced by its own revision first',
      about: { new: { pending: 3 }, old: { healthy: 3, unhealthy: 1 } },
      plan: [
        'start 1 old: repair, 1 for unhealthy',
        'waits: 3 healthy, 4 must be, 3 more to stop',
        'waits: 7 of at most 8 are there, 0 on the way out, 1 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 3 new starting',
        'waits: 1 old unhealthy',
        'counts failures of new',
      ],
    },
    {
      name: 'an unhealthy old task is stopped first where there is no room',
      about: { new: { pending: 4 }, old: { healthy: 3, unhealthy: 1 } },
      plan: [
        'stop old-4: unhealthy',
        'waits: 3 healthy, 4 must be, 3 more to stop',
        'waits: 8 of at most 8 are there, 0 on the way out, 1 more old wanted',
        'waits: old leaves, 4 left',
        'waits: 4 new starting',
        'waits: 1 old unhealthy',
        'counts failures of old',
      ],
    },
  ]);
});

describe('scale-in', () => {
  itPlans([
    {
      name: 'takes tasks that do not count before those that do (ruling 13) [scale-in-unready-first]',
      about: {
        desired: 1,
        new: { target: 5, pending: 1, started: 1, settled: 1, healthy: 1, unhealthy: 1, is: { completed: true } },
      },
      plan: [
        'target of new: 1',
        'stop new-1: surplus',
        'stop new-5: unhealthy',
        'stop new-2: surplus',
        'stop new-3: surplus',
        'waits: 1 new starting',
        'waits: 1 new not healthy yet',
        'waits: 1 new unhealthy',
      ],
    },
    {
      name: 'takes the oldest first [scale-in-oldest-of-a-zone]',
      about: { desired: 2, new: { target: 4, healthy: 4, is: { completed: true } } },
      plan: ['target of new: 2', 'stop new-1 new-2: surplus'],
    },
    {
      name: 'passes over protected tasks [scale-in-passes-over-protected]',
      about: { desired: 2, new: { target: 4, healthy: 4, protects: [1, 3], is: { completed: true } } },
      plan: ['target of new: 2', 'stop new-2 new-4: surplus'],
    },
    {
      name: 'says when protection blocks it [scale-in-blocked-is-told]',
      about: { desired: 1, new: { target: 3, healthy: 3, protects: [1, 2], is: { completed: true } } },
      plan: ['target of new: 1', 'stop new-3: surplus', 'tell 1 protected new', 'waits: 1 new protected'],
    },
    {
      name: 'to 0 takes everything',
      about: { desired: 0, new: { target: 2, healthy: 1, started: 1, is: { completed: true } } },
      plan: ['target of new: 0', 'stop new-1: surplus', 'stop new-2: surplus', 'waits: 1 new not healthy yet'],
    },
    {
      name: 'protection does not keep a pending task [scale-in-pending-are-not-protected]',
      about: { desired: 1, new: { target: 2, pending: 1, healthy: 1, protects: [1], is: { completed: true } } },
      plan: ['target of new: 1', 'stop new-1: surplus', 'waits: 1 new starting'],
    },
    {
      name: 'takes no healthy task below the minimum: the surplus waits (ruling 13) [scale-in-keeps-the-minimum]',
      about: { desired: 2, new: { started: 2, healthy: 2, protects: [1, 2], is: { completed: true } } },
      plan: [
        'tell 2 protected new',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: 2 new protected',
        'waits: 2 new not healthy yet',
      ],
    },
    {
      name: 'takes healthy tasks down to the minimum, not below [scale-in-keeps-the-minimum]',
      about: { desired: 4, min: 50, new: { started: 3, healthy: 3, protects: [1, 2, 3], is: { completed: true } } },
      plan: [
        'stop new-4: surplus',
        'tell 1 protected new',
        'waits: 2 healthy, 2 must be, 1 more to stop',
        'waits: 1 new protected',
        'waits: 3 new not healthy yet',
      ],
    },
    {
      name: 'says nothing of protected tasks when others go in their place',
      about: { desired: 1, min: 0, new: { started: 1, healthy: 1, protects: [1], is: { completed: true } } },
      plan: ['stop new-2: surplus', 'waits: 1 new not healthy yet'],
    },
    {
      name: 'during a rollout takes the new tasks that are starting, and all old ones once the new suffice',
      about: { desired: 2, new: { target: 4, healthy: 2, pending: 2 }, old: { healthy: 2 } },
      plan: [
        'target of new: 2',
        'target of old: 0',
        'stop new-1 new-2: surplus',
        'stop old-1 old-2: superseded',
        'waits: old leaves, 2 left',
        'waits: 2 new starting',
      ],
    },
    {
      name: 'during a rollout takes old tasks as far as the new percents allow [bounds-of-the-whole-service]',
      about: { desired: 2, new: { target: 4, pending: 4 }, old: { healthy: 4, target: 2 } },
      plan: [
        'target of new: 2',
        'stop new-1 new-2: surplus',
        'stop old-1 old-2: beyondTarget',
        'waits: 2 healthy, 2 must be, 2 more to stop',
        'waits: old leaves, 4 left',
        'waits: 4 new starting',
      ],
    },
  ]);
});

describe('scale-in of a deployment that has failed [deployment-failed-still-scales-in]', () => {
  const failed = { failed: true };
  itPlans([
    {
      name: 'takes what is too much',
      about: { desired: 1, new: { target: 2, healthy: 2, is: failed } },
      plan: ['target of new: 1', 'stop new-1: surplus'],
    },
    {
      name: 'to 0 takes everything, so that the service can be deleted',
      about: { desired: 0, new: { target: 2, healthy: 2, is: failed }, old: { target: 0, healthy: 1 } },
      plan: ['target of new: 0', 'stop old-1: surplus', 'stop new-1 new-2: surplus', 'waits: old leaves, 1 left'],
    },
    {
      name: 'leaves what the old revision and the failed one have each within their targets',
      about: { desired: 2, new: { target: 1, healthy: 1, is: failed }, old: { target: 2, healthy: 3 } },
      plan: ['stop old-1: surplus', 'waits: new has failed, 1 wanted', 'waits: old leaves, 3 left'],
    },
  ]);
});

describe('tasks that rebalance the zones [zones-start-before-stop]', () => {
  itPlans([
    {
      name: 'are no surplus while they start',
      about: { new: { pending: 1, healthy: 4, is: { completed: true } }, is: { zoneExtraCount: 1 } },
      plan: ['waits: 1 new starting'],
    },
    {
      name: 'are no surplus while they are not healthy',
      about: { new: { started: 1, healthy: 4, is: { completed: true } }, is: { zoneExtraCount: 1 } },
      plan: ['waits: 1 new not healthy yet'],
    },
    {
      name: 'are no surplus when others of them count healthy: those others let tasks go',
      about: {
        desired: 6,
        new: { pending: 2, healthy: 8, zones: [2, 2, 0, 0, 0, 0, 0, 0, 1, 1], is: { completed: true } },
        is: { zoneExtraCount: 4 },
      },
      plan: ['stop new-3 new-4: surplus', 'waits: 2 new starting'],
    },
    {
      name: 'keep no other starting task from a scale-in',
      about: { desired: 2, new: { pending: 3, healthy: 4, is: { completed: true } }, is: { zoneExtraCount: 1 } },
      plan: ['stop new-1 new-2: surplus', 'stop new-4 new-5: surplus', 'waits: 3 new starting'],
    },
    {
      name: 'let one go in the fullest zone when they are',
      about: {
        new: { healthy: 5, zones: [0, 0, 0, 0, 1], is: { completed: true } },
        is: { zoneExtraCount: 1 },
      },
      plan: ['stop new-1: surplus'],
    },
  ]);
});
