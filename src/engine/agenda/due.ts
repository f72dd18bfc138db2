/**
 * What can be due, and in which order things of one moment happen: by phase, then first in, first out; service passes
 * in the order in which the services were created. Numbers are stored in snapshots: never renumber.
 */
export const Due = {
  FAULT_STARTS: 0,
  FAULT_ENDS: 1,
  SCHEDULED_CALL: 2,

  TASK_PENDING: 10,
  TASK_RUNNING: 11,
  TASK_START_FAILS: 12,
  TASK_SIGTERM: 13,
  TASK_DEPROVISIONS: 14,
  TASK_STOPPED: 15,
  CONTAINER_STARTS: 16,
  CONTAINER_EXITS: 17,
  CONTAINER_START_TIMES_OUT: 18,
  PROTECTION_EXPIRES: 19,
  TASK_PENDING_TIMES_OUT: 20,

  CONTAINER_HEALTH: 30,
  TARGET_HEALTH: 31,
  TARGET_DRAINED: 32,
  TASK_SETTLES: 33,
  TASK_GRACE_ENDS: 34,

  SERVICE_TASKS_FORCED_OUT: 50,
  DEPLOYMENT_PICKED_UP: 51,
  BREAKER_EVALUATES: 52,
  FAILED_DEPLOYMENT_STOPS_PENDING: 53,
  SERVICE_EXTRA_PASS: 54,
  SERVICE_BEAT: 55,
  DEPLOYMENT_COMPLETES: 56,
  ZONES_REBALANCE: 57,
  SERVICE_BECOMES_INACTIVE: 58,

  TASK_PURGE: 70,
  STEADY_STATE_REPEATS: 71,
  MESSAGE_REPEATS: 72,
} as const;
export type Due = (typeof Due)[keyof typeof Due];

const phase = { outside: 0, lifecycle: 1, health: 2, scaling: 3, services: 4, housekeeping: 5 } as const;
export const phaseCount = 6;
/**
 * The phase in which entries are ordered by service instead of by arrival.
 * @rule pass-in-order-of-creation
 */
export const servicesPhase: number = phase.services;

/** faults and scheduled calls → lifecycle → health → (metrics, alarms, scaling) → service passes → housekeeping */
export function phaseOfDue(kind: number): number {
  if (kind < 10) return phase.outside;
  if (kind < 30) return phase.lifecycle;
  if (kind < 50) return phase.health;
  if (kind < 70) return phase.services;
  return phase.housekeeping;
}

/** Housekeeping happens when time is passed anyway, but nothing waits for it: a world with nothing else due is quiescent. */
export const isHousekeeping = (kind: number): boolean => kind >= 70;
