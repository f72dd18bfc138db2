import { describe, expect, test } from 'vitest';
import { type AboutService, aService, beatOf, extraPassOf } from './builders.js';

interface Row {
  readonly name: string;
  readonly about: AboutService;
  readonly plan: readonly string[];
}

function itPlans(rows: readonly Row[]): void {
  for (const { name, about, plan } of rows) {
    test(name, () => {
      expect(beatOf(aService(about))).toEqual(plan);
    });
  }
}

describe('a superseded deployment leaves (ruling 20) [deployment-old-leaves-after-its-processes]', () => {
  const behindTargetGroup = { leavesWhen: 'processesExited' } as const;
  itPlans([
    {
      name: 'behind a target group once its last process has exited, though tasks are not STOPPED',
      about: { new: { healthy: 4 }, old: { target: 0, releasing: 2, is: behindTargetGroup } },
      plan: ['old leaves', 'waits: 2 stopping'],
    },
    {
      name: 'behind a target group not while a process runs',
      about: { new: { healthy: 4 }, old: { target: 0, leaving: 1, releasing: 1, is: behindTargetGroup } },
      plan: ['waits: old leaves, 1 left', 'waits: 2 stopping'],
    },
    {
      name: 'without one when its last task is STOPPED',
      about: { new: { healthy: 4 }, old: { target: 0 } },
      plan: ['old leaves'],
    },
    {
      name: 'without one not while a task is in DEPROVISIONING',
      about: { new: { healthy: 4 }, old: { target: 0, releasing: 1 } },
      plan: ['waits: old leaves, 1 left', 'waits: 1 stopping'],
    },
    {
      name: 'at desired count 0 not before its time [deployment-old-stays-at-zero]',
      about: { desired: 0, old: { target: 0 }, is: { supersededLeaveNotBeforeMs: 60_000 } },
      plan: ['waits: old leaves, 0 left, in 60 s at the earliest'],
    },
    {
      name: 'at desired count 0 when its time has come, to the millisecond',
      about: { desired: 0, old: { target: 0 }, is: { supersededLeaveNotBeforeMs: 60_000, nowMs: 60_000 } },
      plan: ['old leaves'],
    },
    {
      name: 'not while it has a target: it would be repaired',
      about: { new: { started: 4 }, old: { target: 2, is: { startsAllowedAtMs: 20_000 } } },
      plan: ['waits: 2 old throttled for 20 s', 'waits: old leaves, 0 left', 'waits: 4 new not healthy yet'],
    },
    {
      name: 'not before the newest is in play',
      about: { new: { target: 0 }, old: { target: 0 }, is: { primaryInPlay: false } },
      plan: ['waits: first pass of new'],
    },
    {
      name: 'each for itself',
      about: { new: { healthy: 4 }, old: { target: 0, leaving: 1 }, older: { target: 0 } },
      plan: ['older leaves', 'waits: old leaves, 1 left', 'waits: 1 stopping'],
    },
  ]);
});

describe('the newest deployment completes', () => {
  itPlans([
    {
      name: 'with all desired tasks healthy, and is steady with it',
      about: { new: { healthy: 4 } },
      plan: ['new completes', 'steady'],
    },
    {
      name: 'not before its time',
      about: { new: { healthy: 4, is: { supersedes: true } }, is: { completesNotBeforeMs: 25_000 } },
      plan: ['waits: new completes in 25 s'],
    },
    {
      name: 'when its time has come, to the millisecond',
      about: { new: { healthy: 4, is: { supersedes: true } }, is: { completesNotBeforeMs: 25_000, nowMs: 25_000 } },
      plan: ['new completes', 'steady'],
    },
    {
      name: 'not in the pass in which the last other one leaves',
      about: { new: { healthy: 4 }, old: { target: 0 }, is: { completesNotBeforeMs: 0 } },
      plan: ['old leaves'],
    },
    {
      name: 'not while another one is listed',
      about: { new: { healthy: 4 }, old: { target: 0, leaving: 1 }, is: { completesNotBeforeMs: 0 } },
      plan: ['waits: old leaves, 1 left', 'waits: 1 stopping'],
    },
    {
      name: 'with tasks that have run for 5 s, if it superseded nothing (ruling 3) [deployment-first-needs-settled]',
      about: { new: { healthy: 1, settled: 3 } },
      plan: ['new completes', 'steady'],
    },
    {
      name: 'only with healthy ones if it superseded another (ruling 3) [deployment-replacement-needs-healthy] [deployment-first-needs-settled]',
      about: { new: { healthy: 3, settled: 1, is: { supersedes: true } } },
      plan: [],
    },
    {
      name: 'not with one task too few',
      about: { new: { healthy: 3, started: 1 } },
      plan: ['waits: 1 new not healthy yet'],
    },
    {
      name: 'not while a task of it dies: its place is taken',
      about: { new: { healthy: 4, dying: 1 } },
      plan: ['waits: 1 stopping'],
    },
    {
      name: 'not in a pass that stops something [deployment-completes-in-a-quiet-pass]',
      about: { new: { healthy: 4, unhealthy: 1 } },
      plan: ['stop new-5: unhealthy', 'waits: 1 new unhealthy'],
    },
    {
      name: 'though tasks it does not need are on their way out',
      about: { new: { healthy: 4, leaving: 1 } },
      plan: ['new completes', 'waits: 1 stopping', 'steady'],
    },
    {
      name: 'never once it has failed',
      about: { new: { healthy: 4, is: { failed: true } } },
      plan: [],
    },
  ]);
});

describe('a service is steady [deployment-steady]', () => {
  const completed = { completed: true };
  itPlans([
    {
      name: 'with one completed deployment and all tasks healthy',
      about: { new: { healthy: 4, is: completed } },
      plan: ['steady'],
    },
    {
      name: 'with tasks that only settled [health-unchecked-settles-after-5-s]',
      about: { new: { healthy: 2, settled: 2, is: completed } },
      plan: ['steady'],
    },
    {
      name: 'at desired count 0 though its deployment has failed',
      about: { desired: 0, new: { is: { failed: true, completed: false } } },
      plan: ['steady'],
    },
    {
      name: 'not while tasks of a failed deployment are there',
      about: { desired: 1, new: { healthy: 1, is: { failed: true, completed: false } } },
      plan: [],
    },
    { name: 'at desired count 0 without tasks', about: { desired: 0, new: { is: completed } }, plan: ['steady'] },
    {
      name: 'while tasks it does not need are on their way out',
      about: { new: { healthy: 4, leaving: 2, releasing: 1, is: completed } },
      plan: ['waits: 3 stopping', 'steady'],
    },
    {
      name: 'not while an older deployment is listed',
      about: { new: { healthy: 4, is: completed }, old: { target: 0, releasing: 1 } },
      plan: ['waits: old leaves, 1 left', 'waits: 1 stopping'],
    },
    {
      name: 'not with a task that does not count',
      about: { new: { healthy: 3, started: 1, is: completed } },
      plan: ['waits: 1 new not healthy yet'],
    },
    {
      name: 'not while a task dies by itself: its place is taken',
      about: { new: { healthy: 4, dying: 1, is: completed } },
      plan: ['waits: 1 stopping'],
    },
    {
      name: 'not with an unhealthy task, though a replacement cannot start',
      about: { new: { healthy: 3, unhealthy: 1, is: { ...completed, startsAllowedAtMs: 10_000 } } },
      plan: ['waits: 1 new throttled for 10 s', 'waits: 1 new unhealthy'],
    },
    {
      name: 'not while a target waits to be deregistered',
      about: { new: { healthy: 4, is: completed }, is: { registrationsDue: true } },
      plan: [],
    },
    {
      name: 'not while a deployment is in progress',
      about: { new: { healthy: 4 }, is: { completesNotBeforeMs: 1 } },
      plan: ['waits: new completes in 0.001 s'],
    },
    {
      name: 'also in the pass that lets a target follow the desired count',
      about: { desired: 2, new: { target: 3, healthy: 2, is: completed } },
      plan: ['target of new: 2', 'steady'],
    },
  ]);
});

describe('an extra pass (ruling 1) [pass-extra-replaces-only]', () => {
  for (const { name, about, plan } of [
    {
      name: 'replaces what stopped',
      about: { new: { healthy: 3, is: { completed: true } } },
      plan: ['start 1 new'],
    },
    {
      name: 'repairs the old revision before it starts the new one',
      about: { max: 125, new: { pending: 1 }, old: { healthy: 3, target: 4 } },
      plan: [
        'start 1 old: repair',
        'waits: 4 of at most 5 are there, 0 on the way out, 3 more new wanted',
        'counts failures of new',
      ],
    },
    {
      name: 'stops no surplus',
      about: { desired: 2, new: { target: 4, healthy: 4, is: { completed: true } } },
      plan: ['target of new: 2'],
    },
    {
      name: 'stops nothing unhealthy',
      about: { max: 100, new: { healthy: 2, unhealthy: 1, dying: 1 } },
      plan: ['waits: 4 of at most 4 are there, 1 on the way out, 1 more new wanted', 'counts failures of new'],
    },
    {
      name: 'tells no deadlock',
      about: { max: 100, old: { healthy: 4 } },
      plan: ['waits: 4 of at most 4 are there, 0 on the way out, 4 more new wanted', 'counts failures of new'],
    },
    {
      name: 'keeps a place beside unhealthy tasks that wait for it, not beside those that are to go [unhealthy-place-beside-it]',
      about: { new: { healthy: 3, unhealthy: 2 } },
      plan: [],
    },
    { name: 'stops no old task', about: { min: 0, new: { pending: 4 }, old: { healthy: 4 } }, plan: [] },
    { name: 'completes nothing', about: { new: { healthy: 4 } }, plan: [] },
    { name: 'is never steady', about: { new: { healthy: 4, is: { completed: true } } }, plan: [] },
    {
      name: 'is held back by the throttle',
      about: { new: { healthy: 3, is: { startsAllowedAtMs: 300_000 } } },
      plan: ['waits: 1 new throttled for 300 s'],
    },
  ] satisfies Row[]) {
    test(name, () => {
      expect(extraPassOf(aService(about))).toEqual(plan);
    });
  }
});

describe('the order in which it is told (rolling-deployment §13) [event-order-of-a-pass]', () => {
  itPlans([
    {
      name: 'targets, pending stops, running stops, protection, starts, ends',
      about: {
        desired: 3,
        new: { target: 0, healthy: 3 },
        old: { pending: 1, healthy: 2, protects: [3] },
        older: { target: 0 },
      },
      plan: [
        'target of new: 3',
        'target of old: 0',
        'stop old-1: superseded',
        'stop old-2: superseded',
        'tell 1 protected old',
        'older leaves',
        'waits: 1 old protected',
        'waits: old leaves, 3 left',
        'waits: 1 old starting',
      ],
    },
    {
      name: 'the start before the stop only in a deployment that never had a healthy task [event-start-before-unhealthy-stop]',
      about: { new: { unhealthy: 1, is: { hadHealthyTask: false } }, old: { unhealthy: 2, healthy: 2, target: 4 } },
      plan: [
        'start 1 new: 1 for unhealthy',
        'stop new-1: unhealthy',
        'start 2 old: repair, 2 for unhealthy',
        'waits: 2 healthy, 4 must be, 2 more to stop',
        'waits: 5 of at most 8 are there, 0 on the way out, 3 more new wanted',
        'waits: old leaves, 4 left',
        'waits: 1 new unhealthy',
        'waits: 2 old unhealthy',
      ],
    },
  ]);
});
