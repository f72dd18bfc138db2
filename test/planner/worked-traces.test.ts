import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Standing } from '../../src/model/task.js';
import { healthyCountMin, occupiedCountMax } from '../../src/planner/bounds.js';
import type { PassAction, ServiceView } from '../../src/planner/service-view.js';
import { aService, beatOf, deploymentKeys } from './builders.js';
import { traceOf } from './stepper.js';

// Rows of rolling-deployment §5.4: stopped/started -> old healthy, old stopping, new starting, new healthy.
describe('the worked traces', () => {
  for (const { rollout, about, trace } of [
    {
      rollout: '4 tasks, 75/125: one is exchanged at a time',
      about: { desired: 4, min: 75, max: 125 },
      trace: [
        '0: 1/1 -> 3,1,1,0',
        '2: 0/1 -> 3,0,2,0',
        '3: 1/0 -> 2,1,1,1',
        '5: 1/1 -> 1,1,1,2',
        '7: 0/1 -> 1,0,2,2',
        '8: 1/0 -> 0,1,1,3',
        '10: done',
      ],
    },
    {
      rollout: '6 tasks, 100/200: a full second set',
      about: { desired: 6, min: 100, max: 200 },
      trace: ['0: 0/6 -> 6,0,6,0', '3: 6/0 -> 0,6,0,6', '5: done'],
    },
    {
      rollout: '1 task, 100/200: the new one first',
      about: { desired: 1, min: 100, max: 200 },
      trace: ['0: 0/1 -> 1,0,1,0', '3: 1/0 -> 0,1,0,1', '5: done'],
    },
    {
      rollout: '1 task, 0/100: an outage from 0 to 5',
      about: { desired: 1, min: 0, max: 100 },
      trace: ['0: 1/0 -> 0,1,0,0', '2: 0/1 -> 0,0,1,0', '5: done'],
    },
    {
      rollout: '4 tasks, 50/100: half, then the other half',
      about: { desired: 4, min: 50, max: 100 },
      trace: ['0: 2/0 -> 2,2,0,0', '2: 0/2 -> 2,0,2,0', '5: 2/0 -> 0,2,0,2', '7: 0/2 -> 0,0,2,2', '10: done'],
    },
    {
      rollout: '4 tasks, 50/200: half stop while all new ones start',
      about: { desired: 4, min: 50, max: 200 },
      trace: ['0: 2/4 -> 2,2,4,0', '3: 2/0 -> 0,2,0,4', '5: done'],
    },
    {
      rollout: '2 tasks, 75/150: one extra slot',
      about: { desired: 2, min: 75, max: 150 },
      trace: ['0: 0/1 -> 2,0,1,0', '3: 1/0 -> 1,1,0,1', '5: 0/1 -> 1,0,1,1', '8: 1/0 -> 0,1,0,2', '10: done'],
    },
    {
      rollout: '10 tasks, 90/110: 25 ticks',
      about: { desired: 10, min: 90, max: 110 },
      trace: [
        '0: 1/1 -> 9,1,1,0',
        '2: 0/1 -> 9,0,2,0',
        '3: 1/0 -> 8,1,1,1',
        '5: 1/1 -> 7,1,1,2',
        '7: 0/1 -> 7,0,2,2',
        '8: 1/0 -> 6,1,1,3',
        '10: 1/1 -> 5,1,1,4',
        '12: 0/1 -> 5,0,2,4',
        '13: 1/0 -> 4,1,1,5',
        '15: 1/1 -> 3,1,1,6',
        '17: 0/1 -> 3,0,2,6',
        '18: 1/0 -> 2,1,1,7',
        '20: 1/1 -> 1,1,1,8',
        '22: 0/1 -> 1,0,2,8',
        '23: 1/0 -> 0,1,1,9',
        '25: done',
      ],
    },
    {
      rollout: 'desired 0: nothing to start, nothing to keep',
      about: { desired: 4, min: 100, max: 200, at: { 0: { desired: 0 } } },
      trace: ['0: 4/0 -> 0,4,0,0', '2: done'],
    },
    {
      rollout: '4 tasks, 100/200 with 5 slots: batches of one',
      about: { desired: 4, min: 100, max: 200, slots: 5 },
      trace: [
        '0: 0/1 -> 4,0,1,0',
        '3: 1/0 -> 3,1,0,1',
        '5: 0/1 -> 3,0,1,1',
        '8: 1/0 -> 2,1,0,2',
        '10: 0/1 -> 2,0,1,2',
        '13: 1/0 -> 1,1,0,3',
        '15: 0/1 -> 1,0,1,3',
        '18: 1/0 -> 0,1,0,4',
        '20: done',
      ],
    },
    {
      rollout: '4 tasks, 100/200 with 4 slots: stuck for want of slots',
      about: { desired: 4, min: 100, max: 200, slots: 4 },
      trace: [],
    },
    {
      rollout: '4 tasks, 50/200 with 4 slots: stops make room',
      about: { desired: 4, min: 50, max: 200, slots: 4 },
      trace: ['0: 2/0 -> 2,2,0,0', '2: 0/2 -> 2,0,2,0', '5: 2/0 -> 0,2,0,2', '7: 0/2 -> 0,0,2,2', '10: done'],
    },
    {
      rollout: '1 task, 100/100: deadlock',
      about: { desired: 1, min: 100, max: 100 },
      trace: [],
    },
    {
      rollout: '3 tasks, 100/125: deadlock',
      about: { desired: 3, min: 100, max: 125 },
      trace: [],
    },
    {
      rollout: '1 task, 100/150: deadlock',
      about: { desired: 1, min: 100, max: 150 },
      trace: [],
    },
    {
      rollout: '3 tasks, 100/125, unblocked by new percents at tick 4',
      about: { desired: 3, min: 100, max: 125, at: { 4: { max: 200 } } },
      trace: ['4: 0/3 -> 3,0,3,0', '7: 3/0 -> 0,3,0,3', '9: done'],
    },
    {
      rollout: '3 tasks, 100/125, unblocked by a lower minimum at tick 4',
      about: { desired: 3, min: 100, max: 125, at: { 4: { min: 0 } } },
      trace: ['4: 3/0 -> 0,3,0,0', '6: 0/3 -> 0,0,3,0', '9: done'],
    },
  ]) {
    test(rollout, () => {
      expect(traceOf(about)).toEqual(trace);
    });
  }
});

describe('the deadlock [bounds-deadlock-is-told]', () => {
  test.each([
    { desired: 1, min: 100, max: 100, told: 'waits: deadlock, 1 must be healthy and 1 may be there' },
    { desired: 5, min: 100, max: 100, told: 'waits: deadlock, 5 must be healthy and 5 may be there' },
    { desired: 3, min: 100, max: 125, told: 'waits: deadlock, 3 must be healthy and 3 may be there' },
    { desired: 1, min: 100, max: 150, told: 'waits: deadlock, 1 must be healthy and 1 may be there' },
  ])('$desired at $min/$max is told', ({ told, ...about }) => {
    const { desired } = about;
    expect(beatOf(aService({ ...about, new: { target: desired }, old: { healthy: desired } }))).toEqual([
      'tell deadlock',
      `waits: ${desired} healthy, ${desired} must be, ${desired} more to stop`,
      `waits: ${desired} of at most ${desired} are there, 0 on the way out, ${desired} more new wanted`,
      told,
      `waits: old leaves, ${desired} left`,
      'counts failures of new',
    ]);
  });

  for (const { when, old, fresh } of [
    { when: 'a task that is stopping will make room', old: { healthy: 2, leaving: 1, target: 2 }, fresh: {} },
    { when: 'a task that is starting will count', old: { healthy: 2, pending: 1 }, fresh: {} },
    { when: 'a new task that is starting will count', old: { healthy: 2 }, fresh: { pending: 1 } },
    { when: 'no old task is healthy', old: { started: 3 }, fresh: {} },
    { when: 'the new deployment has failed', old: { healthy: 3 }, fresh: { is: { failed: true } } },
    { when: 'nothing is wanted', old: { healthy: 1, unhealthy: 1 }, fresh: { healthy: 3 } },
  ]) {
    test(`is none when ${when}`, () => {
      const plan = beatOf(aService({ desired: 3, min: 100, max: 125, new: fresh, old }));
      expect(plan.filter((line) => line.includes('deadlock'))).toEqual([]);
    });
  }
});

/** §5.2 c and e as they stand there, for a rollout in which nothing fails. Knows nothing of the planner. */
function reference(view: ServiceView): { actions: PassAction[] } {
  const [old] = view.superseded;
  if (old === undefined) return { actions: [] };
  const healthyMin = healthyCountMin(view.desiredCount, view.minimumHealthyPercent);
  const occupiedMax = occupiedCountMax(view.desiredCount, view.maximumPercent);
  const stopCount = Math.min(view.primary.healthyCount + old.healthyCount - healthyMin, old.healthyCount);
  const startCount = Math.min(view.desiredCount - view.primary.presentCount, occupiedMax - view.occupiedCount);
  const tasks = [...old.candidates(Standing.HEALTHY)].slice(0, Math.max(0, stopCount)).map(({ task }) => task);
  return {
    actions: [
      ...(stopCount > 0
        ? [{ type: 'stopTasks', deployment: deploymentKeys.old, tasks, reason: 'superseded' } as const]
        : []),
      ...(startCount > 0
        ? [
            {
              type: 'startTasks',
              deployment: deploymentKeys.new,
              count: startCount,
              replacesUnhealthy: 0,
              repair: false,
            } as const,
          ]
        : []),
    ],
  };
}

test('a rollout in which nothing fails goes by §5.2, whatever the numbers', () => {
  const rollouts = fc.record({
    desired: fc.integer({ min: 0, max: 13 }),
    min: fc.integer({ min: 0, max: 100 }),
    max: fc.integer({ min: 100, max: 250 }),
    healthyAfter: fc.integer({ min: 1, max: 5 }),
    freeAfter: fc.integer({ min: 1, max: 5 }),
    slots: fc.option(fc.integer({ min: 13, max: 20 }), { nil: Number.POSITIVE_INFINITY }),
  });
  fc.assert(
    fc.property(rollouts, (rollout) => {
      expect(traceOf(rollout)).toEqual(traceOf(rollout, reference));
    }),
    { numRuns: 1_000 },
  );
});
