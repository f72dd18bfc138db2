import { isSchedulerStop, StopCause } from '../../model/task.js';
import { startDelayMs } from '../../planner/start-throttle.js';
import { Due } from '../agenda/due.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { stoppedReasonOf } from '../views/stopped-reason.js';
import type { World } from '../world.js';
import { requestBeat, requestExtraPass } from './schedule.js';
import { markUnsettled } from './steadiness.js';
import { countInTallies } from './tally.js';
import { tellServiceEvent } from './tell.js';

/** What a service learns of the end of its tasks: failures, places that are free, and passes that it needs for them. */

/** @rule event-no-stop-by-the-user */
export function noteStopRequest(
  world: World,
  task: number,
  deployment: DeploymentRecord,
  { cause, makesRoom }: { readonly cause: StopCause; readonly makesRoom: boolean },
): void {
  const service = world.service(deployment.service);
  const { tasks } = world;
  const failed =
    cause === StopCause.ESSENTIAL_EXITED ||
    cause === StopCause.FAILED_TO_START ||
    cause === StopCause.TARGET_UNHEALTHY ||
    cause === StopCause.CONTAINER_UNHEALTHY;
  if (failed) {
    countInTallies(service, 'failed');
    deployment.lastFailure = failureOf(world, task);
  }
  // A repair that fails, though it counted healthy for a while, may be one of many; and one that goes to make room for the
  // new deployment would be started again at once, into that room (ruling 10, inferred). A scale-in says nothing of it.
  const madeRoom = makesRoom && !tasks.has(task, TaskFlag.WAS_HEALTHY);
  if (tasks.has(task, TaskFlag.REPAIR) && (failed || madeRoom) && !deployment.repairsWait) {
    deployment.repairsWait = true;
    // The slots that were kept for repairs are free for new tasks.
    requestBeat(world, service);
  }
  if (!tasks.has(task, TaskFlag.STARTED) && failed) noteStartFailure(world, task, service, deployment);
  // What a failed deployment shows as its target is what it has left.
  if (deployment.rolloutState === 'FAILED') requestBeat(world, service);
  if (!isSchedulerStop(cause)) {
    markUnsettled(world, service);
    if (world.settings.replaceExternallyStopped === 'onStopRequested' && cause !== StopCause.FAILED_TO_START) {
      requestExtraPass(world, service, world.nowMs + world.settings.scheduler.callEffectMs);
      // A beat that comes sooner replaces it as well.
      requestBeat(world, service);
    }
  }
}

/** The reason of a failed task, with the exit code where there is one. */
function failureOf(world: World, task: number): string {
  const reason = stoppedReasonOf(world, task);
  if (world.tasks.stopCause.get(task) !== StopCause.ESSENTIAL_EXITED) return reason;
  const plans = world.taskDefinition(world.tasks.taskDefinition.get(task)).containers;
  const first = world.tasks.firstContainer.get(task);
  const index = plans.findIndex((plan, each) => plan.essential && world.containers.exit.get(first + each) !== 0);
  if (index < 0) return reason;
  return `${reason} (${plans[index]?.name}: exit code ${world.containers.exit.get(first + index) - 1})`;
}

/**
 * A task left PENDING without RUNNING: it feeds the throttle (ruling 21) and is told (ruling 23).
 * @rule throttle-is-told
 * @rule start-failure-is-told
 */
function noteStartFailure(world: World, task: number, service: ServiceRecord, deployment: DeploymentRecord): void {
  const { throttle } = deployment;
  const { startThrottle } = world.settings;
  const attemptMs = world.tasks.createdAt.get(task);
  const isFirstOfAttempt = attemptMs > throttle.lastAttemptMs;
  if (isFirstOfAttempt) {
    throttle.failures += 1;
    throttle.lastAttemptMs = attemptMs;
    throttle.nextStartMs = world.nowMs + startDelayMs(startThrottle, throttle.failures);
  }
  // After three failed first tasks the rest no longer waits for the digests (ruling 16).
  // @rule deployment-rest-after-three-failed-first-tasks
  if (throttle.failures >= 3) deployment.digestsKnown = true;
  if (world.tasks.stopCause.get(task) === StopCause.FAILED_TO_START) {
    tellServiceEvent(world, service, { kind: 'unableToPlace', reason: stoppedReasonOf(world, task) });
  }
  // Once per attempt, however many tasks it was of (log of 2021, three tasks: 49 attempts, 49 texts).
  if (isFirstOfAttempt && throttle.failures > startThrottle.impairedAfter) {
    tellServiceEvent(world, service, { kind: 'startImpaired' });
  }
}

/** @rule breaker-crashes-are-not-throttled */
export function noteGone(world: World, task: number, deployment: DeploymentRecord): void {
  const { tasks } = world;
  const service = world.service(deployment.service);
  const cause = tasks.stopCause.get(task);
  countInTallies(service, 'stopped');
  if (cause === StopCause.ESSENTIAL_EXITED || cause === StopCause.FAILED_TO_START) deployment.breaker.uncounted += 1;
  // @rule target-outlives-the-process
  if (tasks.firstTarget.get(task) !== 0 && !isSchedulerStop(cause)) service.toDeregister.push(task);
  const started = tasks.has(task, TaskFlag.STARTED);
  const isOurs = isSchedulerStop(cause);
  if (!isOurs && (started || cause === StopCause.USER)) requestExtraPass(world, service);
  // Its process ended by itself after it was asked to stop, and before the pass that was to deregister it.
  else if (isOurs && service.toDeregister.includes(task)) requestExtraPass(world, service);
  requestBeat(world, service);
  if (service.status === 'DRAINING' && remainingCountOf(world, service) === 0) {
    world.due(world.nowMs + world.settings.scheduler.inactiveMs, Due.SERVICE_BECOMES_INACTIVE, service.key);
  }
}

/** Tasks of a service that are not STOPPED. */
export const remainingCountOf = (world: World, service: ServiceRecord): number =>
  service.allDeployments.reduce((sum, key) => sum + world.deployment(key).remainingCount, 0);
