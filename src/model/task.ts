/**
 * Where a task really is. What `lastStatus` shows of it depends on the service (ruling 5): see `lastStatusOf`.
 * The numbers are stored in columns and snapshots: never renumber.
 */
export const TaskPhase = {
  PROVISIONING: 0,
  PENDING: 1,
  ACTIVATING: 2,
  RUNNING: 3,
  DEACTIVATING: 4,
  STOPPING: 5,
  DEPROVISIONING: 6,
  STOPPED: 7,
} as const;
export type TaskPhase = (typeof TaskPhase)[keyof typeof TaskPhase];

export const taskPhaseNames = [
  'PROVISIONING',
  'PENDING',
  'ACTIVATING',
  'RUNNING',
  'DEACTIVATING',
  'STOPPING',
  'DEPROVISIONING',
  'STOPPED',
] as const;

/** What DescribeTasks shows as `lastStatus`. */
export type TaskLastStatus = (typeof taskPhaseNames)[number];

/**
 * Why a task was asked to stop, or stopped by itself. Decides `stopCode`, `stoppedReason` and who replaces it when.
 */
export const StopCause = {
  NONE: 0,
  /** StopTask. */
  USER: 1,
  /** An essential container exited. */
  ESSENTIAL_EXITED: 2,
  /** Never reached RUNNING: image, secret, log group, network, dependency. */
  FAILED_TO_START: 3,
  /** Superseded by a newer deployment, or surplus, also of a zone after Availability Zone rebalancing. */
  SCALING: 4,
  /** Its target is unhealthy. */
  TARGET_UNHEALTHY: 5,
  /** Its container health check is UNHEALTHY. */
  CONTAINER_UNHEALTHY: 6,
  /** Force deletion of its service. */
  SERVICE_DELETED: 7,
  /** The host or the zone was lost. */
  INFRASTRUCTURE: 9,
} as const;
export type StopCause = (typeof StopCause)[keyof typeof StopCause];

/**
 * `stopCode` as DescribeTasks shows it.
 * @rule task-stop-code
 */
export function stopCodeOf(cause: StopCause): string {
  switch (cause) {
    case StopCause.USER:
      return 'UserInitiated';
    case StopCause.ESSENTIAL_EXITED:
      return 'EssentialContainerExited';
    case StopCause.FAILED_TO_START:
      return 'TaskFailedToStart';
    case StopCause.INFRASTRUCTURE:
      return 'InfrastructureHealth';
    default:
      return 'ServiceSchedulerInitiated';
  }
}

/** Whether the service scheduler itself ordered the stop: such a task is no longer counted as present. */
export const isSchedulerStop = (cause: StopCause): boolean =>
  cause === StopCause.SCALING ||
  cause === StopCause.TARGET_UNHEALTHY ||
  cause === StopCause.CONTAINER_UNHEALTHY ||
  cause === StopCause.SERVICE_DELETED;

/**
 * What a service counts a task as. RUNNING tasks move between STARTED, SETTLED, HEALTHY and UNHEALTHY only on a beat
 * (ruling 3): health is observed at any moment, but counted every 10 s.
 */
export const Standing = {
  /** Asked to run, not RUNNING yet. */
  PENDING: 0,
  /** RUNNING, not counted healthy. */
  STARTED: 1,
  /** RUNNING long enough to complete a first deployment and to be steady, where nothing checks health. */
  SETTLED: 2,
  /** Counted healthy. */
  HEALTHY: 3,
  /** Counted unhealthy: to be replaced. */
  UNHEALTHY: 4,
  /** Asked to stop by the scheduler. */
  LEAVING: 5,
  /** On its way out for another reason; its place is taken until it is STOPPED. */
  DYING: 6,
  /** STOPPED. */
  GONE: 7,
} as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

export const standingNames = [
  'PENDING',
  'STARTED',
  'SETTLED',
  'HEALTHY',
  'UNHEALTHY',
  'LEAVING',
  'DYING',
  'GONE',
] as const;

/**
 * What the checks of a task say right now. Counting it is the business of the next beat: see Standing.
 * Numbers are stored: never renumber.
 */
export const Readiness = {
  NOT_READY: 0,
  /** Nothing checks its health, and it has run for 5 s. */
  SETTLED: 1,
  READY: 2,
  /** A check failed, and its grace period is over. */
  UNHEALTHY: 3,
  /** A check failed, within its grace period. */
  FAILING_IN_GRACE: 4,
} as const;
export type Readiness = (typeof Readiness)[keyof typeof Readiness];

/** Health of a container or a task as ECS reports it. */
export const HealthStatus = { UNKNOWN: 0, HEALTHY: 1, UNHEALTHY: 2 } as const;
export type HealthStatus = (typeof HealthStatus)[keyof typeof HealthStatus];
export const healthStatusNames = ['UNKNOWN', 'HEALTHY', 'UNHEALTHY'] as const;

export const ContainerStatus = { PENDING: 0, RUNNING: 1, STOPPED: 2 } as const;
export type ContainerStatus = (typeof ContainerStatus)[keyof typeof ContainerStatus];
export const containerStatusNames = ['PENDING', 'RUNNING', 'STOPPED'] as const;

/** Row of a task in the store. 0 means none. Rows are reused and mean nothing outside the store. */
export type TaskRow = number;
