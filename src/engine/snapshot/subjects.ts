import { Due } from '../agenda/due.js';

/** Whom an entry of the agenda is about. */
export type SubjectKind = 'task' | 'container' | 'target' | 'service' | 'other';

const subjectKinds: Readonly<Record<Due, SubjectKind>> = {
  [Due.TASK_PENDING]: 'task',
  [Due.TASK_RUNNING]: 'task',
  [Due.TASK_START_FAILS]: 'task',
  [Due.TASK_SIGTERM]: 'task',
  [Due.TASK_DEPROVISIONS]: 'task',
  [Due.TASK_STOPPED]: 'task',
  [Due.PROTECTION_EXPIRES]: 'task',
  [Due.TASK_PENDING_TIMES_OUT]: 'task',
  [Due.TASK_SETTLES]: 'task',
  [Due.TASK_GRACE_ENDS]: 'task',
  [Due.TASK_PURGE]: 'task',
  [Due.CONTAINER_STARTS]: 'container',
  [Due.CONTAINER_EXITS]: 'container',
  [Due.CONTAINER_START_TIMES_OUT]: 'container',
  [Due.CONTAINER_HEALTH]: 'container',
  [Due.TARGET_HEALTH]: 'target',
  [Due.TARGET_DRAINED]: 'target',
  [Due.SERVICE_TASKS_FORCED_OUT]: 'service',
  [Due.DEPLOYMENT_PICKED_UP]: 'service',
  [Due.BREAKER_EVALUATES]: 'service',
  [Due.FAILED_DEPLOYMENT_STOPS_PENDING]: 'service',
  [Due.SERVICE_EXTRA_PASS]: 'service',
  [Due.SERVICE_BEAT]: 'service',
  [Due.DEPLOYMENT_COMPLETES]: 'service',
  [Due.ZONES_REBALANCE]: 'service',
  [Due.SERVICE_BECOMES_INACTIVE]: 'service',
  [Due.STEADY_STATE_REPEATS]: 'service',
  [Due.MESSAGE_REPEATS]: 'service',
  [Due.FAULT_STARTS]: 'other',
  [Due.FAULT_ENDS]: 'other',
  [Due.SCHEDULED_CALL]: 'other',
};

export const subjectKindOf = (kind: number): SubjectKind => subjectKinds[kind as Due];
