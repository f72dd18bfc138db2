import type { Standing, TaskRow } from '../model/task.js';
import type { ProviderChoice } from './provider-spread.js';
import type { StopCandidate } from './scale-in.js';

/**
 * What a planner sees of one deployment: counts that the engine keeps anyway, and candidates that it lists only when
 * asked. A test writes it down as a literal. Nothing in it changes while a pass is planned.
 */
export interface DeploymentView {
  readonly key: number;
  /** The scheduler's current target for it: `deployments[].desiredCount`. */
  readonly desiredCount: number;
  /** rolloutState FAILED: it starts nothing any more. */
  readonly failed: boolean;
  readonly completed: boolean;
  /** It took the place of another deployment when it was created, or as the target of a rollback. */
  readonly supersedes: boolean;

  /** Asked to run, not RUNNING yet. */
  readonly pendingCount: number;
  /** RUNNING, not yet counted as anything below. */
  readonly startedCount: number;
  /** RUNNING for 5 s where nothing checks health: enough to complete a first deployment and to be steady. */
  readonly settledCount: number;
  /** Counted healthy on a beat. */
  readonly healthyCount: number;
  /** Counted unhealthy on a beat. */
  readonly unhealthyCount: number;
  /** Of `startedCount`: their checks fail, within the grace period. Matters only beside unhealthy tasks. */
  readonly failingInGraceCount: number;
  /** Tasks that hold their place: asked to run, or dying for a reason that is not the scheduler's. */
  readonly presentCount: number;
  /** Of the dying ones, those that have given up their slot: DEPROVISIONING, replaced when they are STOPPED. */
  readonly releasedDyingCount: number;
  /**
   * Tasks whose containers may still run, as far as is known: PROVISIONING to STOPPING; and those that were stopped while
   * PENDING, until they are STOPPED.
   */
  readonly processCount: number;
  /** Tasks that are not STOPPED. */
  readonly remainingCount: number;

  /** One of its tasks has counted healthy. */
  readonly hadHealthyTask: boolean;
  /** Tasks that were PENDING when it was superseded and still are. */
  readonly supersededPendingCount: number;
  /** The throttle lets it start tasks from this moment on; ms. */
  readonly startsAllowedAtMs: number;
  /** Its images' digests aren't known: it starts one task first (ruling 16). */
  readonly firstTaskOnly: boolean;
  /**
   * The last task that repaired it failed, or went before it counted healthy: the next repair waits behind new starts
   * (ruling 10).
   * @rule deployment-vain-repairs-wait
   */
  readonly repairsWait: boolean;
  /** When it may leave `deployments[]`: once its processes have exited (behind a target group), or its tasks are STOPPED. */
  readonly leavesWhen: 'processesExited' | 'tasksStopped';

  /** Its tasks of one standing, in no particular order. */
  candidates(standing: Standing): Iterable<StopCandidate>;
  /** Of a strategy of several capacity providers: its items, with the live tasks that each has. Asked for when tasks are stopped. */
  readonly providers?: (() => readonly ProviderChoice[]) | undefined;
}

/** What a planner sees of a service when one of its passes is due. */
export interface ServiceView {
  readonly nowMs: number;
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Stop old tasks at once as far as the minimum allows (observed), or only for room and surplus. */
  readonly eagerStop: boolean;
  /** Which of several superseded deployments loses its tasks first. */
  readonly supersededStopOrder: 'oldestFirst' | 'newestFirst';
  /** Since November 2025, tasks of a superseded deployment are replaced by tasks of the same revision. */
  readonly repairsSuperseded: boolean;

  /** The newest deployment. */
  readonly primary: DeploymentView;
  /** Older ones that still have tasks, newest first. */
  readonly superseded: readonly DeploymentView[];
  /** Its first pass has come: before it, the newest deployment plays no part. */
  readonly primaryInPlay: boolean;
  /** This is that first pass. */
  readonly isPrimaryFirstPass: boolean;
  /** The newest deployment does not complete before this moment; infinite while an older one is listed; ms. */
  readonly completesNotBeforeMs: number;
  /** No superseded deployment leaves before this moment (desired count 0); ms. */
  readonly supersededLeaveNotBeforeMs: number;

  /** Tasks of all deployments that occupy a slot, whatever is desired: PROVISIONING to STOPPING, or to DEPROVISIONING. */
  readonly occupiedCount: number;
  /** Tasks stopped by the scheduler, or dying, that are not STOPPED. */
  readonly leavingCount: number;
  /** Live tasks by zone. */
  readonly zoneCounts: readonly number[];
  /** Tasks started to rebalance the zones, kept beside the desired ones until they count healthy. */
  readonly zoneExtraCount: number;
  /** Targets wait to be deregistered, or tasks to be registered. */
  readonly registrationsDue: boolean;
}

/**
 * Why the scheduler does not do what it would do, with numbers. `explain` turns it into sentences.
 * @rule pass-waits-are-told
 */
export type Wait =
  | { readonly kind: 'firstPass'; readonly deployment: number }
  | {
      readonly kind: 'maximumReached';
      readonly deployment: number;
      readonly wanted: number;
      readonly occupiedCount: number;
      readonly occupiedMax: number;
      readonly leavingCount: number;
      /** Slots that wait for the repairs of superseded deployments. */
      readonly keptCount: number;
    }
  | {
      readonly kind: 'minimumHealthy';
      readonly healthyCount: number;
      readonly healthyMin: number;
      readonly toStop: number;
    }
  | { readonly kind: 'startThrottled'; readonly deployment: number; readonly wanted: number; readonly untilMs: number }
  | { readonly kind: 'firstTaskOnly'; readonly deployment: number; readonly wanted: number }
  | { readonly kind: 'stopsPendingFirst'; readonly deployment: number; readonly wanted: number }
  | { readonly kind: 'deploymentFailed'; readonly deployment: number; readonly wanted: number }
  | { readonly kind: 'protected'; readonly deployment: number; readonly count: number }
  | { readonly kind: 'starting'; readonly deployment: number; readonly count: number }
  | { readonly kind: 'notHealthyYet'; readonly deployment: number; readonly count: number }
  | { readonly kind: 'unhealthy'; readonly deployment: number; readonly count: number }
  | { readonly kind: 'stopping'; readonly count: number }
  | {
      readonly kind: 'supersededLeaves';
      readonly deployment: number;
      readonly count: number;
      readonly notBeforeMs: number;
    }
  | { readonly kind: 'completes'; readonly deployment: number; readonly notBeforeMs: number }
  | { readonly kind: 'deadlock'; readonly healthyMin: number; readonly occupiedMax: number };

/**
 * Why the scheduler stops a task: its deployment was superseded, and it makes room for the newer one; a superseded deployment
 * has more than its target, which makes room for nobody; there is one too many; or its checks fail.
 */
export type StopReason = 'superseded' | 'beyondTarget' | 'surplus' | 'unhealthy';

/** What one pass does, in the order in which ECS tells it. */
export type PassAction =
  | { readonly type: 'setTarget'; readonly deployment: number; readonly desiredCount: number }
  | {
      readonly type: 'stopTasks';
      readonly deployment: number;
      readonly tasks: readonly TaskRow[];
      readonly reason: StopReason;
    }
  | {
      readonly type: 'startTasks';
      readonly deployment: number;
      readonly count: number;
      /** How many of them are started because a task is unhealthy. */
      readonly replacesUnhealthy: number;
      /** For a superseded deployment: they take the place of tasks of it that are gone. */
      readonly repair: boolean;
    }
  | { readonly type: 'tellProtected'; readonly deployment: number; readonly count: number }
  | { readonly type: 'tellDeadlock' }
  | { readonly type: 'retireDeployment'; readonly deployment: number }
  | { readonly type: 'completeDeployment'; readonly deployment: number };

/** What a pass comes to: what to do, and what it would do but for what. */
export interface PassPlan {
  readonly actions: readonly PassAction[];
  readonly waits: readonly Wait[];
  /** A start was wanted and not held back by a throttle: the moment at which earlier failures are counted (ruling 22). */
  readonly startWanted: readonly number[];
  /** Nothing was left to do, and the service is as its owner wants it. */
  readonly steady: boolean;
}
