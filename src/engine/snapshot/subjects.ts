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

/** Where the handle of an entry is kept, by whoever may have to cancel it. */
export type HandlePlace =
  | 'tasks.step'
  | 'tasks.judgement'
  | 'extras.protectionExpiry'
  | 'containers.step'
  | 'containers.probe'
  | 'containers.startTimeout'
  | 'targets.timer'
  | 'service.beat'
  | 'service.extraPass'
  | 'service.completion'
  | 'service.steadyRepeat'
  | 'service.zoneCheck'
  | 'breaker.evaluation'
  | 'nowhere';

const handlePlaces: Readonly<Record<Due, HandlePlace>> = {
  [Due.TASK_PENDING]: 'tasks.step',
  [Due.TASK_RUNNING]: 'tasks.step',
  [Due.TASK_START_FAILS]: 'tasks.step',
  [Due.TASK_SIGTERM]: 'tasks.step',
  [Due.TASK_DEPROVISIONS]: 'tasks.step',
  [Due.TASK_STOPPED]: 'tasks.step',
  [Due.TASK_PENDING_TIMES_OUT]: 'tasks.step',
  [Due.TASK_PURGE]: 'tasks.step',
  [Due.TASK_SETTLES]: 'tasks.judgement',
  [Due.TASK_GRACE_ENDS]: 'tasks.judgement',
  [Due.PROTECTION_EXPIRES]: 'extras.protectionExpiry',
  [Due.CONTAINER_STARTS]: 'containers.step',
  [Due.CONTAINER_EXITS]: 'containers.step',
  [Due.CONTAINER_START_TIMES_OUT]: 'containers.startTimeout',
  [Due.CONTAINER_HEALTH]: 'containers.probe',
  [Due.TARGET_HEALTH]: 'targets.timer',
  [Due.TARGET_DRAINED]: 'targets.timer',
  [Due.SERVICE_BEAT]: 'service.beat',
  [Due.SERVICE_EXTRA_PASS]: 'service.extraPass',
  [Due.DEPLOYMENT_COMPLETES]: 'service.completion',
  [Due.STEADY_STATE_REPEATS]: 'service.steadyRepeat',
  [Due.ZONES_REBALANCE]: 'service.zoneCheck',
  [Due.BREAKER_EVALUATES]: 'breaker.evaluation',
  [Due.SERVICE_TASKS_FORCED_OUT]: 'nowhere',
  [Due.DEPLOYMENT_PICKED_UP]: 'nowhere',
  [Due.FAILED_DEPLOYMENT_STOPS_PENDING]: 'nowhere',
  [Due.SERVICE_BECOMES_INACTIVE]: 'nowhere',
  [Due.MESSAGE_REPEATS]: 'nowhere',
  [Due.FAULT_STARTS]: 'nowhere',
  [Due.FAULT_ENDS]: 'nowhere',
  [Due.SCHEDULED_CALL]: 'nowhere',
};

export const handlePlaceOf = (kind: number): HandlePlace => handlePlaces[kind as Due];
