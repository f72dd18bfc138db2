/**
 * Facts: everything that happened, as plain data, in order. Service events, EventBridge events, log lines and timelines
 * are made from them. Facts of one pass share its millisecond and are ordered by `seq`.
 */
import type { ServiceEventText } from './service-event.js';
import type { TaskLastStatus } from './task.js';

interface FactBase {
  /** Ms since the epoch, virtual. */
  readonly atMs: number;
  /** Order among all facts of the simulator, from 1. */
  readonly seq: number;
}

/** Names of what a fact is about; absent where it is about something else. */
interface ServiceSubject {
  readonly cluster: string;
  readonly service: string;
}

/** A call of an AWS operation that changed something, or was refused. */
export interface CallFact extends FactBase {
  readonly kind: 'call';
  readonly api: string;
  readonly operation: string;
  /** What the call was about, in a few words: `web: taskDefinition web:2`. */
  readonly about: string;
  /** Names of the cluster and the service it was about, if any. */
  readonly cluster?: string;
  readonly service?: string;
  /** AWS's exception name, when it was refused. Only scheduled calls are told when they fail. */
  readonly error?: string;
  /** AWS's text, when it was refused. */
  readonly why?: string;
}

/** A deployment came, moved on or went. */
export interface DeploymentFact extends FactBase, ServiceSubject {
  readonly kind: 'deployment';
  readonly deploymentId: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly change: 'created' | 'superseded' | 'pickedUp' | 'completed' | 'failed' | 'rollingBack' | 'left';
  readonly why?: string;
}

/** A task's status, as DescribeTasks would show it, or its desired status changed. */
export interface TaskFact extends FactBase {
  readonly kind: 'task';
  readonly cluster: string;
  readonly service?: string;
  readonly deploymentId?: string;
  readonly taskDefinition: string;
  /** 32 hexadecimal digits. */
  readonly taskId: string;
  readonly zone: string;
  readonly lastStatus: TaskLastStatus;
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
  readonly change: 'created' | 'status' | 'stopRequested' | 'protected' | 'unprotected';
  /** Why it stops: ECS's stoppedReason. */
  readonly why?: string;
}

/** Something happened to one container. */
export interface ContainerFact extends FactBase {
  readonly kind: 'container';
  readonly cluster: string;
  readonly service?: string;
  readonly deploymentId?: string;
  readonly taskId: string;
  readonly container: string;
  readonly change: 'started' | 'exited' | 'restarted' | 'sigterm' | 'sigkill' | 'health';
  readonly exitCode?: number;
  readonly health?: 'HEALTHY' | 'UNHEALTHY';
  readonly why?: string;
}

/** A target changed its state in the eyes of the balancer. */
export interface TargetFact extends FactBase {
  readonly kind: 'target';
  readonly cluster?: string;
  readonly service?: string;
  readonly targetGroup: string;
  readonly taskId?: string;
  readonly id: string;
  readonly port: number;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused' | 'deregistered';
  readonly why?: string;
}

/** What the scheduler counted or decided, where no service event says it. */
export interface SchedulerFact extends FactBase, ServiceSubject {
  readonly kind: 'scheduler';
  readonly deploymentId?: string;
  readonly change:
    | 'failuresCounted'
    | 'failuresReset'
    | 'startThrottled'
    | 'breakerTripped'
    | 'noRollbackCandidate'
    | 'unsteady'
    | 'steady';
  readonly why: string;
  readonly failureCount?: number;
  /** Absent while the circuit breaker is off. */
  readonly threshold?: number;
}

/** A service event, with ECS's text. */
export interface ServiceEventFact extends FactBase, ServiceSubject {
  readonly kind: 'serviceEvent';
  /** Which message it is. */
  readonly event: ServiceEventText['kind'];
  /** ECS's text, as DescribeServices shows it. */
  readonly message: string;
  readonly reason?: string;
  /** Where it happens, if it is about a zone: of Availability Zone rebalancing. */
  readonly zone?: string;
}

/** A service was made, changed its status, or its desired count. */
export interface ServiceFact extends FactBase, ServiceSubject {
  readonly kind: 'service';
  readonly change: 'created' | 'desiredCount' | 'draining' | 'inactive';
  readonly desiredCount: number;
}

export interface FaultFact extends FactBase {
  readonly kind: 'fault';
  readonly change: 'started' | 'ended';
  /** In a few words: `imagePullFails shop/web:2`. */
  readonly about: string;
}

/** Counts of one deployment as they stood after everything of that millisecond. */
export interface DeploymentCounts {
  readonly deploymentId: string;
  readonly taskDefinition: string;
  readonly status: 'PRIMARY' | 'ACTIVE';
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
  /** Tasks whose checks pass right now (or that have run long enough where nothing checks), not asked to stop. */
  readonly healthy: number;
  /** Tasks asked to stop, or dying, that are not STOPPED. */
  readonly stopping: number;
}

/** The counts of a service changed. The last one at or before a moment says how things stood then. */
export interface CountsFact extends FactBase, ServiceSubject {
  readonly kind: 'counts';
  readonly desiredCount: number;
  /** PRIMARY first. */
  readonly deployments: readonly DeploymentCounts[];
  /** Tasks that hold a slot under maximumPercent: from PROVISIONING until their containers have stopped. */
  readonly occupied: number;
  /** Targets that the balancer would send requests to as healthy ones; absent without a balancer. */
  readonly healthyTargets?: number;
  /** The service has become INACTIVE: it is gone. Absent while it is there. */
  readonly inactive?: true;
}

/** Something that happened, as plain data; `kind` says what. */
export type Fact =
  | CallFact
  | DeploymentFact
  | TaskFact
  | ContainerFact
  | TargetFact
  | SchedulerFact
  | ServiceEventFact
  | ServiceFact
  | FaultFact
  | CountsFact;

/** What can be told, by name: for `sim.on`. */
export type FactKind = Fact['kind'];

/** A fact before the log gave it its moment and number. */
export type FactDraft = Fact extends infer F ? (F extends Fact ? Omit<F, 'atMs' | 'seq'> : never) : never;
