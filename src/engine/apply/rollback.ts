import { Standing, StopCause } from '../../model/task.js';
import { breakerEvaluationMs, breakerTrips } from '../../planner/circuit-breaker.js';
import { Due } from '../agenda/due.js';
import type { DeploymentRecord, ServiceDeploymentRecord, ServiceRecord } from '../store/records.js';
import { thresholdOf } from '../views/breaker-threshold.js';
import { currentServiceDeployment } from '../views/current-deployment.js';
import type { World } from '../world.js';
import { cancelEvaluation, endServiceDeployment, scheduleFirstPass } from './deployments.js';
import { requestBeat, requestBeatAfterCall } from './schedule.js';
import { markUnsettled } from './steadiness.js';
import { noteCounts } from './tally.js';
import { requestStop } from './task-stop.js';
import { tellDeployment, tellScheduler, tellServiceEvent } from './tell.js';

/** The deployment circuit breaker, and going back to what worked (rolling-deployment §8, ruling 22). */

const failedReason = 'ECS deployment circuit breaker: tasks failed to start.';
const rollingBackReason = (id: string) => `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`;
const breakerStatusReason = 'Service deployment rolled back because the circuit breaker threshold was exceeded.';
const noCandidateReason = 'No rollback candidate was found to run the rollback.';
const userStatusReason = 'Service deployment rolled back because it was stopped by the user.';

/**
 * Counts failures of the newest deployment while it is in progress, and sees when the threshold is to be looked at.
 * @rule breaker-watches-the-newest
 * @rule breaker-failures-are-counted-without-it
 */
export function countFailures(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  count: number,
  kind: 'start' | 'health',
): void {
  if (count === 0 || deployment.status !== 'PRIMARY' || deployment.rolloutState !== 'IN_PROGRESS') return;
  deployment.breaker.failureCount += count;
  const threshold = thresholdOf(world, service);
  const { enable } = breakerOf(service);
  const { failureCount } = deployment.breaker;
  tellScheduler(world, service, deployment, () => ({
    change: 'failuresCounted',
    ...(enable
      ? { why: `${failureCount} of ${threshold} failures`, failureCount, threshold }
      : { why: 'the circuit breaker is off', failureCount }),
  }));
  compareLater(world, service, deployment, kind);
}

/** An update may have switched the breaker on, or lowered the threshold (documented: it follows the latest desired count). */
export function reviewBreaker(world: World, service: ServiceRecord): void {
  const primary = world.primaryOf(service);
  if (primary.breaker.evaluateAtMs === 0) compareLater(world, service, primary, 'start');
}

function compareLater(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  kind: 'start' | 'health',
): void {
  const { breaker } = deployment;
  if (!breakerOf(service).enable || deployment.rolloutState !== 'IN_PROGRESS') return;
  const { failureCount } = breaker;
  const threshold = thresholdOf(world, service);
  const atMs = breakerEvaluationMs({ failureCount, threshold, kind }, world.settings.breaker, world.nowMs);
  if (atMs === undefined) return;
  if (breaker.evaluateAtMs !== 0 && breaker.evaluateAtMs <= atMs) return;
  cancelEvaluation(world, deployment);
  breaker.evaluateAtMs = atMs;
  breaker.evaluation = world.due(atMs, Due.BREAKER_EVALUATES, service.key);
}

/**
 * A task of the deployment counted healthy: the row of failures is broken, unless the user wants otherwise. What made a
 * deployment fail stays with it.
 * @rule breaker-healthy-task-resets
 */
export function resetFailures(world: World, service: ServiceRecord, deployment: DeploymentRecord): void {
  if (deployment.breaker.failureCount === 0 || deployment.rolloutState === 'FAILED') return;
  if (!resetsOnHealthyTask(world, service)) return;
  deployment.breaker.failureCount = 0;
  tellScheduler(world, service, deployment, () => ({
    change: 'failuresReset',
    why: 'a task of the deployment counts healthy',
    failureCount: 0,
    ...(breakerOf(service).enable ? { threshold: thresholdOf(world, service) } : {}),
  }));
}

const resetsOnHealthyTask = (world: World, service: ServiceRecord): boolean =>
  !world.settings.rules.breakerThresholds || breakerOf(service).resetOnHealthyTask !== false;

const breakerOf = (service: ServiceRecord) => service.configuration.deploymentConfiguration.deploymentCircuitBreaker;

/**
 * The threshold is compared again: a task that counted healthy in between has cancelled it. Only the newest deployment, while
 * it is in progress, has a comparison on the agenda.
 */
export function evaluateBreaker(world: World, service: ServiceRecord): void {
  const deployment = world.primaryOf(service);
  const { breaker } = deployment;
  breaker.evaluateAtMs = 0;
  breaker.evaluation = 0;
  const threshold = thresholdOf(world, service);
  const { failureCount } = breaker;
  if (!breakerOf(service).enable || failureCount < threshold) return;
  const trips = breakerTrips({
    failureCount,
    threshold,
    desiredCount: service.desiredCount,
    healthyCount: deployment.sizes[Standing.HEALTHY] as number,
    resetsOnHealthyTask: resetsOnHealthyTask(world, service),
  });
  if (!trips) {
    resetFailures(world, service, deployment);
    return;
  }
  tellScheduler(world, service, deployment, () => ({
    change: 'breakerTripped',
    why: `${failureCount} ${failureCount === 1 ? 'failure' : 'failures'}, threshold ${threshold}`,
    failureCount,
    threshold,
  }));
  failDeployment(world, service, deployment);
}

/** The breaker has tripped: FAILED, and back to the last completed deployment if the user wants that. */
function failDeployment(world: World, service: ServiceRecord, deployment: DeploymentRecord): void {
  const current = currentServiceDeployment(service);
  if (current !== undefined) current.breakerTripped = true;
  deployment.rolloutState = 'FAILED';
  deployment.rolloutStateReason = failedReason;
  deployment.updatedAtMs = world.nowMs;
  tellServiceEvent(world, service, { kind: 'failed', deploymentId: deployment.id });
  tellDeployment(world, deployment, 'failed', failedReason);
  stopPendingLater(world, service);
  // What a failed deployment shows as its target is what it has left.
  requestBeat(world, service);
  noteCounts(world, service);
  // @rule rollback-that-fails-ends-there
  if (current?.rollback !== undefined) {
    // The deployment it went back to can't start either: there is nowhere else to go.
    endServiceDeployment(world, service, current, 'ROLLBACK_FAILED', current.rollback.reason);
    return;
  }
  if (!breakerOf(service).rollback) {
    if (current !== undefined) endServiceDeployment(world, service, current, 'STOPPED');
    return;
  }
  const candidate = rollbackCandidate(world, service);
  if (candidate === undefined) {
    tellNoCandidate(world, service, deployment);
    if (current !== undefined) endServiceDeployment(world, service, current, 'ROLLBACK_FAILED', noCandidateReason);
    return;
  }
  rollBack(world, service, deployment, candidate, breakerStatusReason, rollingBackReason(candidate.id));
}

/**
 * The most recent deployment that is COMPLETED. The failed one is none, nor one that was rolled back to and isn't done yet.
 * @rule rollback-to-the-last-completed
 */
function rollbackCandidate(world: World, service: ServiceRecord): DeploymentRecord | undefined {
  if (service.lastCompleted === 0) return undefined;
  const candidate = world.deployment(service.lastCompleted);
  return candidate.rolloutState === 'COMPLETED' ? candidate : undefined;
}

/** @rule rollback-without-a-candidate */
function tellNoCandidate(world: World, service: ServiceRecord, deployment: DeploymentRecord): void {
  tellScheduler(world, service, deployment, () => ({
    change: 'noRollbackCandidate',
    why: noCandidateReason,
  }));
}

/**
 * The old deployment becomes PRIMARY again, with its old id; the failed one is superseded (ruling 25).
 * @rule rollback-re-uses-the-deployment
 */
function rollBack(
  world: World,
  service: ServiceRecord,
  from: DeploymentRecord,
  to: DeploymentRecord,
  statusReason: string,
  rolloutStateReason: string,
): void {
  tellServiceEvent(world, service, { kind: 'rollingBack', deploymentId: to.id });
  from.status = 'ACTIVE';
  from.desiredCount = 0;
  cancelEvaluation(world, from);
  to.status = 'PRIMARY';
  to.rolloutState = 'IN_PROGRESS';
  to.rolloutStateReason = rolloutStateReason;
  to.updatedAtMs = world.nowMs;
  to.supersedes = true;
  // @rule rollback-counts-anew
  to.breaker = { failureCount: 0, uncounted: 0, evaluateAtMs: 0, evaluation: 0 };
  to.throttle = { failures: 0, lastAttemptMs: 0, nextStartMs: 0, placementFailures: 0 };
  // It uses the digests that it ran with before (rolling-deployment §10).
  to.digestsKnown = true;
  const others = service.deployments.filter((key) => key !== to.key);
  service.deployments.splice(0, service.deployments.length, to.key, ...others);
  scheduleFirstPass(world, service);
  const current = currentServiceDeployment(service);
  if (current !== undefined) {
    current.status = 'ROLLBACK_IN_PROGRESS';
    current.statusReason = statusReason;
    current.updatedAtMs = world.nowMs;
    current.rollback = { deployment: to.key, reason: statusReason, startedAtMs: world.nowMs };
  }
  tellDeployment(world, to, 'rollingBack', rolloutStateReason);
  noteCounts(world, service);
}

/**
 * Pending tasks of a failed deployment go some seconds after it failed.
 * @rule breaker-stops-pending-of-the-failed
 */
export function stopPendingOfFailed(world: World, service: ServiceRecord): void {
  for (const key of service.deployments) {
    const deployment = world.deployment(key);
    if (deployment.rolloutState !== 'FAILED') continue;
    let stopped = 0;
    for (let task = deployment.heads[Standing.PENDING] as number; task !== 0; ) {
      const next = world.tasks.next.get(task);
      requestStop(world, task, StopCause.SCALING, { stoppedFor: service.deployments[0] as number });
      stopped += 1;
      task = next;
    }
    if (stopped > 0) tellServiceEvent(world, service, { kind: 'stoppedPending', count: stopped });
  }
  requestBeat(world, service);
}

/**
 * StopServiceDeployment of one that is not over. ROLLBACK goes back to the source revision, whether or not rollback was
 * configured; ABORT ends the deployment where it is (proposed: only ROLLBACK is documented). One that goes back already goes
 * on with it.
 * @rule rollback-on-request
 */
export function stopServiceDeployment(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  stopType: 'ROLLBACK' | 'ABORT',
): void {
  if (record.rollback !== undefined) return;
  const deployment = world.deployment(record.deployment);
  deployment.rolloutState = 'FAILED';
  deployment.updatedAtMs = world.nowMs;
  deployment.rolloutStateReason = 'ECS deployment was stopped by the user.';
  cancelEvaluation(world, deployment);
  stopPendingLater(world, service);
  requestBeatAfterCall(world, service);
  tellDeployment(world, deployment, 'failed', deployment.rolloutStateReason);
  // @rule rollback-abort-stays
  if (stopType === 'ABORT') {
    endServiceDeployment(world, service, record, 'STOPPED', 'Service deployment was stopped by the user.');
    return;
  }
  const candidate = rollbackCandidate(world, service) ?? sourceOf(world, record);
  if (candidate === undefined) {
    tellNoCandidate(world, service, deployment);
    endServiceDeployment(world, service, record, 'ROLLBACK_FAILED', noCandidateReason);
    return;
  }
  rollBack(
    world,
    service,
    deployment,
    candidate,
    userStatusReason,
    `ECS deployment stopped by the user: rolling back to deploymentId ${candidate.id}.`,
  );
  record.status = 'ROLLBACK_REQUESTED';
  world.due(world.nowMs + world.settings.scheduler.pickUpMs, Due.DEPLOYMENT_PICKED_UP, service.key);
}

/** What follows when a deployment has failed: the service isn't steady, and soon its pending tasks are stopped. */
function stopPendingLater(world: World, service: ServiceRecord): void {
  const atMs = world.nowMs + world.settings.scheduler.failedPendingStopMs;
  world.due(atMs, Due.FAILED_DEPLOYMENT_STOPS_PENDING, service.key);
  markUnsettled(world, service);
}

/** What a user stops goes back to what was there before, completed or not: only a first deployment has nothing (documented). */
function sourceOf(world: World, { sources }: ServiceDeploymentRecord): DeploymentRecord | undefined {
  return sources
    .map((source) => world.deployment(source.deployment))
    .find(({ rolloutState }) => rolloutState !== 'FAILED');
}
