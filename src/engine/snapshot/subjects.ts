import { Due } from '../agenda/due.js';

/** Whom an entry of the agenda is about, and which handle its owner keeps. */
export type SubjectKind = 'task' | 'container' | 'target' | 'service' | 'other';

export function subjectKindOf(kind: number): SubjectKind {
  switch (kind as Due) {
    case Due.TASK_PENDING:
    case Due.TASK_RUNNING:
    case Due.TASK_START_FAILS:
    case Due.TASK_SIGTERM:
    case Due.TASK_DEPROVISIONS:
    case Due.TASK_STOPPED:
    case Due.TASK_PENDING_TIMES_OUT:
    case Due.TASK_PURGE:
    case Due.TASK_SETTLES:
    case Due.TASK_GRACE_ENDS:
    case Due.PROTECTION_EXPIRES:
      return 'task';
    case Due.CONTAINER_STARTS:
    case Due.CONTAINER_EXITS:
    case Due.CONTAINER_START_TIMES_OUT:
    case Due.CONTAINER_HEALTH:
      return 'container';
    case Due.TARGET_HEALTH:
    case Due.TARGET_DRAINED:
      return 'target';
    case Due.FAULT_STARTS:
    case Due.FAULT_ENDS:
    case Due.SCHEDULED_CALL:
      return 'other';
    default:
      return 'service';
  }
}
