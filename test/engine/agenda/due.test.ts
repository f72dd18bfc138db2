import { describe, expect, test } from 'vitest';
import { Due, isHousekeeping, phaseOfDue } from '../../../src/engine/agenda/due.js';

describe('the phases of a moment', () => {
  test('faults and calls, lifecycle, health, service passes, housekeeping: every kind of due thing has its own', () => {
    const byPhase: Record<number, string[]> = {};
    for (const [name, kind] of Object.entries(Due)) {
      byPhase[phaseOfDue(kind)] = [...(byPhase[phaseOfDue(kind)] ?? []), name];
    }
    expect(byPhase).toEqual({
      0: ['FAULT_STARTS', 'FAULT_ENDS', 'SCHEDULED_CALL'],
      1: [
        'TASK_PENDING',
        'TASK_RUNNING',
        'TASK_START_FAILS',
        'TASK_SIGTERM',
        'TASK_DEPROVISIONS',
        'TASK_STOPPED',
        'CONTAINER_STARTS',
        'CONTAINER_EXITS',
        'CONTAINER_START_TIMES_OUT',
        'PROTECTION_EXPIRES',
        'TASK_PENDING_TIMES_OUT',
      ],
      2: ['CONTAINER_HEALTH', 'TARGET_HEALTH', 'TARGET_DRAINED', 'TASK_SETTLES', 'TASK_GRACE_ENDS'],
      4: [
        'SERVICE_TASKS_FORCED_OUT',
        'DEPLOYMENT_PICKED_UP',
        'BREAKER_EVALUATES',
        'FAILED_DEPLOYMENT_STOPS_PENDING',
        'SERVICE_EXTRA_PASS',
        'SERVICE_BEAT',
        'DEPLOYMENT_COMPLETES',
        'ZONES_REBALANCE',
        'SERVICE_BECOMES_INACTIVE',
      ],
      5: ['TASK_PURGE', 'STEADY_STATE_REPEATS', 'MESSAGE_REPEATS'],
    });
  });

  test('only housekeeping is waited for by nobody', () => {
    const names = Object.entries(Due).flatMap(([name, kind]) => (isHousekeeping(kind) ? [name] : []));
    expect(names).toEqual(['TASK_PURGE', 'STEADY_STATE_REPEATS', 'MESSAGE_REPEATS']);
  });

  test('numbers are room for more of each, and stay what they are: snapshots hold them', () => {
    expect([9, 10, 29, 30, 49, 50, 69, 70].map(phaseOfDue)).toEqual([0, 1, 1, 2, 2, 4, 4, 5]);
  });
});
