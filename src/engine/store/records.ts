/**
 * Records: everything there are few of, as plain objects. Nested values (configurations, definitions) are frozen and
 * replaced whole, so that forks share them; only the writer in engine/apply assigns to a record.
 */
import type {
  AwsVpcConfigurationReply,
  CapacityProviderStrategyItemReply,
  ClusterSettingReply,
  DeploymentConfigurationReply,
  LoadBalancer,
  Tag,
  TaskDefinition,
  TaskOverrideReply,
} from '../../model/aws/ecs.generated.js';
import type { ServiceEventText } from '../../model/service-event.js';
import type { LaunchBucket } from '../../planner/launch-rate.js';
import type { ContainerBehaviour } from '../../workload/behaviour.js';

export interface ClusterRecord {
  readonly key: number;
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE';
  tags: readonly Tag[];
  settings: readonly ClusterSettingReply[];
  configuration: unknown;
  serviceConnectDefaults: unknown;
  capacityProviders: readonly string[];
  defaultCapacityProviderStrategy: readonly CapacityProviderStrategyItemReply[];
  /** Keys of its services by name: ACTIVE, DRAINING and the last INACTIVE one of a name. */
  readonly services: Map<string, number>;
  /** Tasks with desiredStatus RUNNING, by whether they are RUNNING. */
  runningTasksCount: number;
  pendingTasksCount: number;
  activeServicesCount: number;
}

/** What the lifecycle needs of a container definition, worked out once. */
export interface ContainerPlan {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  /** Containers it waits for, by their place in the definition. */
  readonly dependsOn: readonly {
    readonly index: number;
    readonly condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';
  }[];
  /** Containers that wait for it. */
  readonly dependants: readonly number[];
  readonly healthCheck:
    | {
        readonly intervalMs: number;
        readonly retries: number;
        readonly startPeriodMs: number;
      }
    | undefined;
  readonly stopTimeoutMs: number;
  /** What its own label says that it does. */
  readonly labelled: ContainerBehaviour | undefined;
  readonly startTimeoutMs: number | undefined;
  readonly restartPolicy:
    | { readonly ignoredExitCodes: readonly number[]; readonly restartAttemptPeriodMs: number }
    | undefined;
}

export interface TaskDefinitionRecord {
  readonly key: number;
  readonly family: string;
  readonly revision: number;
  readonly arn: string;
  /** As RegisterTaskDefinition returned it, but for the members below. */
  readonly definition: TaskDefinition;
  readonly containers: readonly ContainerPlan[];
  /** Whether no image's digest has to be looked up: each is given by digest, or its version consistency is disabled. */
  readonly pinned: boolean;
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS';
  deregisteredAtMs: number | undefined;
  tags: readonly Tag[];
  /** Tasks launched from it so far. */
  launches: number;
}

export interface FamilyRecord {
  readonly name: string;
  /** Keys of its revisions, by revision number; a seeded revision may have none before it. */
  readonly revisions: number[];
}

/** What tasks are launched from, and how: of a deployment, and of a task set. */
export interface LaunchSettings {
  /** Key of the definition. */
  readonly taskDefinition: number;
  readonly launchType: string | undefined;
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItemReply[] | undefined;
  readonly platformVersion: string | undefined;
  readonly platformFamily: string | undefined;
  readonly network: AwsVpcConfigurationReply | undefined;
  readonly loadBalancers: readonly LoadBalancer[];
}

/** What a deployment runs: fixed when the deployment is made. */
export interface ServiceRevision extends LaunchSettings {
  /** 19 digits, the same as in the deployment's id. */
  readonly digits: string;
  readonly createdAtMs: number;
  /** Keys of the target groups of `loadBalancers`, with the container and port behind each. */
  readonly targetGroups: readonly { readonly group: number; readonly container: number; readonly port: number }[];
  /** Indexes of the subnets in the simulator's table, in the order of the request. */
  readonly subnets: readonly number[];
  /** Members that are kept and shown, but change nothing: service registries, Service Connect, volumes, monitoring … */
  readonly recorded: Readonly<Record<string, unknown>>;
}

export interface ThrottleState {
  /** Failed start attempts in a row; tasks that were started together are one attempt. */
  failures: number;
  /** Creation of the attempt that failed last, ms. */
  lastAttemptMs: number;
  nextStartMs: number;
  /** Attempts in a row for which there was no capacity. */
  placementFailures: number;
}

export interface BreakerState {
  /** Failures counted. */
  failureCount: number;
  /** Start failures and crashes whose task is STOPPED, not counted yet. */
  uncounted: number;
  /** Moment of the next comparison with the threshold, ms; 0 when none is due. */
  evaluateAtMs: number;
  /** Its handle on the agenda. */
  evaluation: number;
}

export type RolloutState = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

export interface DeploymentRecord {
  readonly key: number;
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly service: number;
  readonly revision: ServiceRevision;
  /** LEFT: completely replaced, no longer listed (the API's INACTIVE). */
  status: 'PRIMARY' | 'ACTIVE' | 'LEFT';
  rolloutState: RolloutState;
  rolloutStateReason: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
  /** The scheduler's target. */
  desiredCount: number;
  /** It took the place of another deployment. */
  supersedes: boolean;
  hadHealthyTask: boolean;
  /** Digests of its images are known, or needn't be. */
  digestsKnown: boolean;
  repairsWait: boolean;
  /**
   * When the last of its tasks left `processCount`, if that one, or another at the same moment, had been stopped while
   * PENDING; otherwise `createdAtMs`. Not 0: V8 would make every record anew that a moment is written into.
   */
  pendingEndedAtMs: number;
  throttle: ThrottleState;
  breaker: BreakerState;
  /** Lists of its tasks by standing: first and last row, and length. */
  readonly heads: number[];
  readonly tails: number[];
  readonly sizes: number[];
  /** Tasks PROVISIONING to STOPPING, and those that were stopped while PENDING until they are STOPPED. */
  processCount: number;
  /** Tasks that are not STOPPED. */
  remainingCount: number;
  /** Tasks asked to run whose checks pass right now. */
  readyCount: number;
  supersededPendingCount: number;
  /** Why its latest failed task failed, for people; empty while none has. */
  lastFailure: string;
}

/** Extremes and sums over a stretch of time, kept as things change. */
export interface Tally {
  readonly sinceMs: number;
  healthyMin: number;
  healthyMinAtMs: number;
  /** Targets in state healthy, where there is a balancer. */
  healthyTargetsMin: number;
  healthyTargetsMinAtMs: number;
  tasksMax: number;
  tasksMaxAtMs: number;
  started: number;
  stopped: number;
  /** Tasks that failed to start, crashed, or were stopped for being unhealthy. */
  failed: number;
  /** Ms with fewer healthy tasks than minimumHealthyPercent asks for, until `belowSinceMs`. */
  belowMinimumMs: number;
  /** Since when it is below; 0 when it isn't. */
  belowSinceMs: number;
  /** The most that it asked for while fewer were healthy; 0 when that never was. */
  minimumMissed: number;
}

export type ServiceDeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'STOPPED'
  | 'STOP_REQUESTED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED';

/** A service deployment: what happened from a call until its deployment, or the rollback of it, was over. */
export interface ServiceDeploymentRecord {
  /** 21 characters, the end of its ARN. */
  readonly id: string;
  /** Key of the deployment it is about. */
  readonly deployment: number;
  readonly sources: readonly { readonly deployment: number; readonly digits: string }[];
  readonly createdAtMs: number;
  status: ServiceDeploymentStatus;
  statusReason: string | undefined;
  startedAtMs: number | undefined;
  finishedAtMs: number | undefined;
  stoppedAtMs: number | undefined;
  updatedAtMs: number;
  rollback: { readonly deployment: number; readonly reason: string; readonly startedAtMs: number } | undefined;
  /** The circuit breaker ended it or sent it back. */
  breakerTripped: boolean;
  readonly deploymentConfiguration: DeploymentConfigurationReply;
  /** How things stood when it ended: counts of the target and source revisions, breaker. */
  end:
    | {
        readonly counts: readonly {
          readonly deployment: number;
          readonly requested: number;
          readonly running: number;
          readonly pending: number;
        }[];
        readonly failureCount: number;
        readonly threshold: number;
      }
    | undefined;
  tally: Tally;
}

/** A service event, rendered when somebody reads it. */
export interface ServiceEventRecord {
  readonly number: number;
  readonly atMs: number;
  readonly text: ServiceEventText;
}

/** What of a service can be changed without a new deployment. Frozen, replaced whole. */
export interface ServiceConfiguration {
  readonly deploymentConfiguration: DeploymentConfigurationReply;
  readonly healthCheckGracePeriodSeconds: number;
  readonly availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
  readonly enableECSManagedTags: boolean;
  readonly propagateTags: string;
  readonly enableExecuteCommand: boolean;
  readonly platformVersion: string | undefined;
  readonly roleArn: string | undefined;
  readonly placementConstraints: readonly unknown[];
  readonly placementStrategy: readonly unknown[];
}

export interface ServiceRecord {
  readonly key: number;
  readonly cluster: number;
  readonly name: string;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  /** The desired count that the targets of superseded deployments follow: the scheduler's next pass catches up. */
  rescaledTo: number;
  /** Since when the desired count is what it is, ms. */
  desiredCountSinceMs: number;
  configuration: ServiceConfiguration;
  tags: readonly Tag[];
  readonly createdAtMs: number;
  readonly launchType: string | undefined;
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON';
  /** The request and its token, to tell a replay from another service of the same name. */
  readonly idempotency: { readonly clientToken: string | undefined; readonly request: string };

  /** Keys of the listed deployments: PRIMARY first, then newest to oldest. */
  readonly deployments: number[];
  /** The most recent deployment that was COMPLETED: where a rollback would go, if it still is. */
  lastCompleted: number;
  /** Newest last. */
  readonly serviceDeployments: ServiceDeploymentRecord[];
  /** Keys of all deployments ever made, for their revisions. */
  readonly allDeployments: number[];
  readonly events: ServiceEventRecord[];
  readonly told: Map<string, number>;

  /** The grid of its beats; ms. */
  gridAnchorMs: number;
  /** First pass of the newest deployment: the grid is anchored there from then on; ms. */
  firstPassMs: number;
  /** When a force deletion stops its tasks; no beat comes before. 0 without one; ms. */
  forcedOutMs: number;
  /** The latest beat: there is at most one at a moment; ms. */
  lastBeatMs: number;
  /** Handles on the agenda, 0 for none. */
  beat: number;
  extraPass: number;
  completion: number;
  steadyRepeat: number;
  zoneCheck: number;
  /** The newest deployment does not complete before this; ms. Set when the last superseded one leaves. */
  completesNotBeforeMs: number;
  steady: boolean;

  /** Tasks whose health differs from what was counted. */
  readonly toCount: number[];
  /** RUNNING tasks that aren't registered yet, and tasks whose targets are to be deregistered, in order of arrival. */
  readonly toRegister: number[];
  readonly toDeregister: number[];
  /** Tasks whose stop is told once their targets have drained (logs up to 2021). */
  readonly toTellStopped: number[];
  /** Live tasks by zone. */
  readonly zoneCounts: number[];
  occupiedCount: number;
  /** Zone rebalancing under way: tasks started for it for which none has been stopped yet; -1 when there is none. */
  rebalancing: number;
  launches: LaunchBucket;

  readyCount: number;
  healthyTargets: number;
  /** Since time was last moved: for the report, not part of the state. */
  tally: Tally;
}

/** What a standalone task was run with, or what a service task differs in. */
export interface TaskExtras {
  readonly cluster?: number;
  readonly group?: string;
  readonly startedBy?: string;
  readonly launchType?: string;
  readonly capacityProviderName?: string;
  readonly platformVersion?: string;
  readonly network?: AwsVpcConfigurationReply;
  readonly overrides?: TaskOverrideReply;
  readonly enableExecuteCommand?: boolean;
  /** Key of the RunTask request that started it, where that had a client token. */
  readonly run?: string;
  tags?: readonly Tag[];
  /** Where it isn't the standard text of its stop cause. */
  stoppedReason?: string;
  /** Handle on the agenda. */
  protectionExpiry?: number;
  protectedUntilMs?: number;
}
