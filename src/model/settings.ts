/**
 * How long things take, in ms. Recorded on Fargate in September 2026 where a value says so (services.json,
 * execution.json), otherwise fitted to event logs; every number can be replaced by the user.
 */
export interface LatencyProfile {
  /** From creation to `lastStatus` PENDING. Recorded: 16.4 s. 0 skips PROVISIONING. */
  readonly provisioningMs: number;
  /** From creation to `connectivityAt`. Recorded: 3.8 to 5.1 s. */
  readonly connectivityMs: number;
  /** From creation to a network interface with an address. Recorded: about 4 s. */
  readonly networkInterfaceMs: number;
  /** From creation to `pullStartedAt`. Recorded: 11.3 to 14.6 s. */
  readonly pullStartMs: number;
  /** From `pullStartedAt` to `pullStoppedAt`. Recorded: 6.9 to 10.2 s. */
  readonly pullMs: number;
  /** From the end of the pull, or from a satisfied dependency, to a running container. Recorded: 0.5 to 0.65 s. */
  readonly containerStartMs: number;
  /** From the last container's start to RUNNING, only for tasks with target groups (task-lifecycle §8.1). */
  readonly activatingMs: number;
  /** From the end of the deregistration delay to the stop of the task. Observed: 9.5 s to SIGTERM. */
  readonly drainedMs: number;
  /** From the stop of a task to SIGTERM. Recorded: 0.4 s. */
  readonly sigtermMs: number;
  /** From the last container's exit to DEPROVISIONING, when it obeyed SIGTERM or exited by itself. With `sigtermMs` 1.5 s (ruling 7). */
  readonly exitReportMs: number;
  /** What a kill takes beyond the stop timeout. With `sigtermMs` 11 s (ruling 7; recorded 21.3 s for a timeout of 10). */
  readonly killMs: number;
  /** From a failed start to DEPROVISIONING, and the same for a task stopped while PENDING. Recorded: 25.9 s to STOPPED. */
  readonly pendingStopMs: number;
  /** From DEPROVISIONING to STOPPED. Ruling 7: 23 s. */
  readonly deprovisioningMs: number;
  /** From the stop of a task in PROVISIONING, before it has a network interface, to STOPPED. Recorded: 7.6 s. */
  readonly provisioningStopMs: number;
  /** From a failed dependency to the stop of its task. Recorded: 10 s (task_dependency_transitions.json #20). */
  readonly dependencyFailureMs: number;
  /** From the registration of a target to its first health check. Observed: healthy 1 to 3 s after registration. */
  readonly firstTargetCheckMs: number;
  /** The same for a target of a Network Load Balancer, before its checks start. */
  readonly networkTargetRegistrationMs: number;
}

/** The scheduler's timing, in ms. Fitted to event logs (rulings 1 to 4 and 20); every number is an option. */
export interface SchedulerTiming {
  /** From one pass to the next. */
  readonly beatMs: number;
  /** From a call that makes a deployment to its pick-up: `updatedAt` moves, `currentServiceDeployment` appears. Recorded: 3.7 to 6.8 s. */
  readonly pickUpMs: number;
  /** From that call to its first pass. Observed: 6.6 to 19.8 s, median 15. */
  readonly firstPassMs: number;
  /** From any other UpdateService to its extra pass. Recorded: 3.7 and 4.3 s. */
  readonly callEffectMs: number;
  /** RUNNING for this long counts as healthy where nothing checks health, to stop old tasks for it. Documented: 40 s. */
  readonly settleMs: number;
  /** The same for completing a deployment that superseded nothing, and for steady state. Recorded: 6.7 and 8.5 s. */
  readonly steadySettleMs: number;
  /** Healthy targets count this long after they turned healthy, at the next beat. Observed: 0. */
  readonly settleBehindTargetGroupMs: number;
  /** From a force deletion to the stop of the tasks. Recorded: 22.3 s. */
  readonly forceDeleteMs: number;
  /** From the later of DeleteService and the last STOPPED to INACTIVE. Recorded: 60 to 90 s. */
  readonly inactiveMs: number;
  /** From the last superseded deployment's leaving to COMPLETED, where no target group says it sooner. Observed: 25 s. */
  readonly completionMs: number;
  /** At desired count 0 a superseded deployment stays listed at least this long. Observed: 60 s. */
  readonly leaveAtZeroMs: number;
  /** From a tripped breaker to the stop of the failed deployment's pending tasks. Observed: 3 s. */
  readonly failedPendingStopMs: number;
  /** Steady state is told again after this long. Observed: 6 h. */
  readonly steadyRepeatMs: number;
  /** A repeated message is left out for this long while its cause lasts. Documented: 6 h. */
  readonly repeatSuppressedMs: number;
  /** From steady state to a check of the zones. Proposed: 60 s. */
  readonly zoneCheckMs: number;
  /** STOPPED tasks stay visible this long. Documented: at least 1 h. */
  readonly stoppedTaskVisibleMs: number;
  /** A task that stays PENDING longer than this is stopped. Reported: about 3 h. */
  readonly pendingTimeoutMs: number;
}

/** Quotas that are enforced. Infinite where switched off. */
export interface Quotas {
  readonly tasksPerService: number;
  readonly servicesPerCluster: number;
  readonly clusters: number;
  /** Launches of one service per minute. */
  readonly serviceLaunchesPerMinute: number;
  /** Fargate launches of the account: at once, and per second. */
  readonly fargateLaunchBurst: number;
  readonly fargateLaunchesPerSecond: number;
  readonly targetsPerTargetGroup: number;
}

/** Rules that changed on a known date. */
export interface DatedRules {
  /**
   * Since November 2025: a task of a superseded deployment is replaced by one of the same revision.
   * @rule deployment-old-are-repaired
   */
  readonly repairsSuperseded: boolean;
  /** Since July 2026: `thresholdConfiguration` and `resetOnHealthyTask`; before, 50 percent, bounded. */
  readonly breakerThresholds: boolean;
  /**
   * Lower bound of the bounded threshold: 3; 10 before 2023 or 2024.
   * @rule breaker-threshold-bounded
   */
  readonly breakerMin: number;
}

/** A subnet that the user declared. */
export interface SubnetSetting {
  readonly id: string;
  readonly zone: string;
}

/** Everything about a simulator that was decided when it was made: options with their defaults filled in. */
export interface Settings {
  readonly seed: number;
  readonly startMs: number;
  readonly tickMs: number;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly zones: readonly string[];
  readonly subnets: readonly SubnetSetting[];
  readonly securityGroups: readonly string[];
  /** `strict` knows only declared subnets and security groups; `lenient` takes any id (ruling 26). */
  readonly network: 'lenient' | 'strict';
  readonly latency: LatencyProfile;
  /** Share by which the latencies of a task vary that `engine/apply/latency.ts` names, 0 to 1. */
  readonly jitter: number;
  readonly scheduler: SchedulerTiming;
  readonly breaker: { readonly afterStartMs: number; readonly afterHealthFailureMs: number };
  readonly startThrottle: {
    readonly delaysMs: readonly number[];
    readonly growAfter: number;
    readonly growFactor: number;
    readonly delayMaxMs: number;
    readonly impairedAfter: number;
  };
  readonly placementThrottle: { readonly delaysMs: readonly number[] };
  readonly eagerStop: boolean;
  /** Which of equally good tasks of a zone is stopped first; real ECS chooses at random. */
  readonly stopPick: StopPick;
  /** Which of several superseded deployments loses its tasks first: AWS documents no order. */
  readonly supersededStopOrder: 'oldestFirst' | 'newestFirst';
  /** When a task on its way out gives up its slot under `maximumPercent` (ruling 15). */
  readonly slotFreed: 'onContainersStopped' | 'onStopped';
  readonly digestGate: 'firstTask' | 'none';
  /** When a task that dies or is stopped by a user is replaced (ruling 17). */
  readonly replaceExternallyStopped: 'onStopped' | 'onStopRequested';
  /** Logs up to 2021 tell deregistration before the stop (ruling 18). */
  readonly stopEventOrder: 'stoppedFirst' | 'deregisteredFirst';
  readonly drainingText: 'taskSet' | 'plain';
  readonly quotas: Quotas;
  readonly rules: DatedRules;
  readonly keepFacts: KeepFacts;
}

/** Which of several tasks that could go as well is stopped: `random` draws once for each task, by the seed. */
export type StopPick = 'oldest' | 'newest' | 'random';

/** Which facts are kept for timelines and `at`. What is kept never changes what happens. */
export type KeepFacts =
  | 'all'
  | 'none'
  /** Only how counts went: `series` and `at` know them, there is no timeline. For runs of a million tasks. */
  | 'counts'
  /** Only the newest n: once some are dropped, nothing but the present and the timeline of the newest is known. */
  | { readonly last: number }
  /** Only those about these services, by name: nothing is known of others. */
  | { readonly services: readonly string[] };
