import { base64urlOf, digits19Of, IdKind } from '../../model/scramble.js';
import { Standing } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import type {
  DeploymentRecord,
  ServiceDeploymentRecord,
  ServiceDeploymentStatus,
  ServiceRecord,
  ServiceRevision,
} from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { thresholdOf } from '../views/breaker-threshold.js';
import { currentServiceDeployment, supersededReason } from '../views/current-deployment.js';
import { runningCountOf } from '../views/running-count.js';
import type { World } from '../world.js';
import { requestBeat } from './schedule.js';
import { markUnsettled } from './steadiness.js';
import { newTally, noteCounts, settleTallies } from './tally.js';
import { tellDeployment, tellServiceEvent } from './tell.js';

/** Deployments and service deployments: made, picked up, superseded, completed, gone. */

/** @rule deployment-reasons */
const inProgress = (id: string) => `ECS deployment ${id} in progress.`;
const completed = (id: string) => `ECS deployment ${id} completed.`;

export type RevisionDraft = Omit<ServiceRevision, 'digits' | 'createdAtMs'>;

/**
 * Makes a deployment PRIMARY; the former one becomes ACTIVE and is superseded.
 * @rule deployment-first-pass
 */
export function createDeployment(world: World, service: ServiceRecord, draft: RevisionDraft): DeploymentRecord {
  const key = world.deployments.length;
  const digits = digits19Of(world.settings.seed, IdKind.DEPLOYMENT, key);
  const id = `ecs-svc/${digits}`;
  const known = draft.taskDefinition;
  const deployment: DeploymentRecord = {
    key,
    id,
    service: service.key,
    revision: revisionOf(draft, digits, world.nowMs),
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: inProgress(id),
    createdAtMs: world.nowMs,
    updatedAtMs: world.nowMs,
    desiredCount: 0,
    supersedes: service.deployments.length > 0,
    hadHealthyTask: false,
    digestsKnown: digestsKnown(world, service, known),
    repairsWait: false,
    pendingEndedAtMs: world.nowMs,
    throttle: { failures: 0, lastAttemptMs: 0, nextStartMs: 0, placementFailures: 0 },
    breaker: { failureCount: 0, uncounted: 0, evaluateAtMs: 0, evaluation: 0 },
    heads: [0, 0, 0, 0, 0, 0, 0, 0],
    tails: [0, 0, 0, 0, 0, 0, 0, 0],
    sizes: [0, 0, 0, 0, 0, 0, 0, 0],
    processCount: 0,
    remainingCount: 0,
    readyCount: 0,
    supersededPendingCount: 0,
    lastFailure: '',
  };
  world.deployments.push(deployment);
  world.deploymentById.set(id, key);
  service.allDeployments.push(key);
  const sources = service.deployments.map((each) => ({
    deployment: each,
    digits: world.deployment(each).revision.digits,
  }));
  const former = service.deployments[0];
  if (former !== undefined) supersede(world, world.deployment(former));
  service.deployments.unshift(key);
  startServiceDeployment(world, service, deployment, sources);
  scheduleFirstPass(world, service);
  world.due(world.nowMs + world.settings.scheduler.pickUpMs, Due.DEPLOYMENT_PICKED_UP, service.key);
  markUnsettled(world, service);
  tellDeployment(world, deployment, 'created');
  return deployment;
}

/** Member by member: drafts come as results of several spreads, and one more would be slower than the rest of a deployment. */
const revisionOf = (draft: RevisionDraft, digits: string, createdAtMs: number): ServiceRevision => ({
  taskDefinition: draft.taskDefinition,
  launchType: draft.launchType,
  capacityProviderStrategy: draft.capacityProviderStrategy,
  platformVersion: draft.platformVersion,
  platformFamily: draft.platformFamily,
  network: draft.network,
  loadBalancers: draft.loadBalancers,
  targetGroups: draft.targetGroups,
  subnets: draft.subnets,
  recorded: draft.recorded,
  digits,
  createdAtMs,
});

/**
 * Digests needn't be looked up for images given by digest or with their version consistency disabled, or for a definition whose tasks have run (ruling 16).
 * @rule deployment-first-task-first
 */
function digestsKnown(world: World, service: ServiceRecord, taskDefinition: number): boolean {
  if (world.settings.digestGate === 'none' || world.taskDefinition(taskDefinition).pinned) return true;
  return service.allDeployments.some((key) => {
    const deployment = world.deployment(key);
    return (
      deployment.revision.taskDefinition === taskDefinition && deployment.digestsKnown && deployment.hadHealthyTask
    );
  });
}

/**
 * The grid is anchored anew at the first pass; until then the old one goes on (ruling 1).
 * @rule pass-grid-of-newest-deployment
 */
export function scheduleFirstPass(world: World, service: ServiceRecord): void {
  const wasWanted = service.beat !== 0;
  if (world.nowMs >= service.firstPassMs) service.gridAnchorMs = service.firstPassMs;
  service.firstPassMs = world.nowMs + world.settings.scheduler.firstPassMs;
  // A first pass that had not come yet isn't one any more: what it was wanted for waits for the old grid.
  world.cancelDue(service.beat);
  service.beat = 0;
  // A beat that was at this very moment was one of the old grid.
  service.lastBeatMs = 0;
  if (wasWanted) requestBeat(world, service);
  requestBeat(world, service, service.firstPassMs);
}

/** @rule deployment-supersedes-the-former */
function supersede(world: World, deployment: DeploymentRecord): void {
  deployment.status = 'ACTIVE';
  deployment.updatedAtMs = world.nowMs;
  cancelEvaluation(world, deployment);
  const { sizes } = deployment;
  deployment.desiredCount =
    deployment.rolloutState === 'FAILED'
      ? 0
      : (sizes[Standing.PENDING] as number) +
        (sizes[Standing.STARTED] as number) +
        (sizes[Standing.SETTLED] as number) +
        (sizes[Standing.HEALTHY] as number) +
        (sizes[Standing.UNHEALTHY] as number);
  flagPending(world, deployment);
  tellDeployment(world, deployment, 'superseded');
}

/**
 * Remembers which tasks are PENDING now: they go in the newer deployment's first pass (ruling 8).
 * @rule deployment-stops-superseded-pending-first
 */
function flagPending(world: World, deployment: DeploymentRecord): void {
  for (let task = deployment.heads[Standing.PENDING] as number; task !== 0; task = world.tasks.next.get(task)) {
    if (world.tasks.has(task, TaskFlag.SUPERSEDED_PENDING)) continue;
    world.tasks.raise(task, TaskFlag.SUPERSEDED_PENDING);
    deployment.supersededPendingCount += 1;
  }
}

function startServiceDeployment(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  sources: ServiceDeploymentRecord['sources'],
): void {
  const running = currentServiceDeployment(service);
  if (running !== undefined) {
    endServiceDeployment(world, service, running, 'STOPPED', supersededReason);
  }
  world.counters.serviceDeployment += 1;
  service.serviceDeployments.push({
    id: base64urlOf(world.settings.seed, IdKind.SERVICE_DEPLOYMENT, world.counters.serviceDeployment),
    deployment: deployment.key,
    sources,
    createdAtMs: world.nowMs,
    status: 'PENDING',
    statusReason: undefined,
    startedAtMs: undefined,
    finishedAtMs: undefined,
    stoppedAtMs: undefined,
    updatedAtMs: world.nowMs,
    rollback: undefined,
    breakerTripped: false,
    deploymentConfiguration: service.configuration.deploymentConfiguration,
    end: undefined,
    tally: newTally(service, world.nowMs),
  });
}

/**
 * The scheduler takes notice of a new deployment: `updatedAt` moves, the service deployment is IN_PROGRESS.
 * @rule deployment-pick-up
 */
export function pickUpDeployments(world: World, service: ServiceRecord): void {
  const current = currentServiceDeployment(service);
  if (current?.status === 'ROLLBACK_REQUESTED') {
    pickUpRollback(world, current);
    return;
  }
  if (current?.status !== 'PENDING' || world.nowMs < current.createdAtMs + world.settings.scheduler.pickUpMs) return;
  current.status = 'IN_PROGRESS';
  current.startedAtMs = world.nowMs;
  current.updatedAtMs = world.nowMs;
  const deployment = world.deployment(current.deployment);
  deployment.updatedAtMs = world.nowMs;
  tellDeployment(world, deployment, 'pickedUp');
}

/** The rollback that a user asked for is under way. */
function pickUpRollback(world: World, current: ServiceDeploymentRecord): void {
  if (world.nowMs < current.updatedAtMs + world.settings.scheduler.pickUpMs) return;
  current.status = 'ROLLBACK_IN_PROGRESS';
  current.startedAtMs ??= world.nowMs;
  current.updatedAtMs = world.nowMs;
  if (current.rollback !== undefined) current.rollback = { ...current.rollback, startedAtMs: world.nowMs };
}

/** @rule service-deployment-status */
export function endServiceDeployment(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  status: ServiceDeploymentStatus,
  statusReason?: string,
): void {
  settleTallies(world, service);
  record.status = status;
  record.statusReason = statusReason;
  record.updatedAtMs = world.nowMs;
  record.finishedAtMs = world.nowMs;
  if (status === 'STOPPED') record.stoppedAtMs = world.nowMs;
  const target = world.deployment(record.deployment);
  record.end = {
    counts: [record.deployment, ...record.sources.map((source) => source.deployment)].map((key) => {
      const deployment = world.deployment(key);
      return {
        deployment: key,
        requested: deployment.desiredCount,
        running: runningCountOf(deployment),
        pending: deployment.sizes[Standing.PENDING] as number,
      };
    }),
    failureCount: target.breaker.failureCount,
    threshold: thresholdOf(world, service),
  };
}

/**
 * A superseded deployment is completely replaced: it leaves `deployments[]`.
 * @rule deployment-completes-at-the-next-beat
 */
export function retireDeployment(world: World, service: ServiceRecord, deployment: DeploymentRecord): void {
  deployment.status = 'LEFT';
  deployment.updatedAtMs = world.nowMs;
  cancelEvaluation(world, deployment);
  service.deployments.splice(service.deployments.indexOf(deployment.key), 1);
  tellDeployment(world, deployment, 'left');
  noteCounts(world, service);
  if (service.deployments.length > 1) return;
  const { scheduler } = world.settings;
  const atOnce =
    service.desiredCount > 0 &&
    deployment.revision.targetGroups.length > 0 &&
    deployment.pendingEndedAtMs === deployment.createdAtMs;
  // A deletion waits for nothing (recorded: services.json #156 to #177).
  // @rule deployment-completes-25-s-later
  const delayMs = atOnce || service.status === 'DRAINING' ? 1 : scheduler.completionMs;
  service.completesNotBeforeMs = world.nowMs + delayMs;
  if (delayMs > 1) {
    world.cancelDue(service.completion);
    service.completion = world.due(service.completesNotBeforeMs, Due.DEPLOYMENT_COMPLETES, service.key);
  }
  // The service deployment is over when the old revision is gone and enough of the new one runs; COMPLETED follows
  // (recorded: services.json #77, where the task had not settled for long, and #88).
  const { sizes } = world.primaryOf(service);
  const running = (sizes[Standing.SETTLED] as number) + (sizes[Standing.HEALTHY] as number);
  if (running >= service.desiredCount) finishServiceDeployment(world, service);
}

/**
 * The newest deployment has everything it needs.
 * @rule deployment-with-nothing-to-do-completes
 */
export function completeDeployment(world: World, service: ServiceRecord, deployment: DeploymentRecord): void {
  deployment.rolloutState = 'COMPLETED';
  deployment.rolloutStateReason = completed(deployment.id);
  deployment.updatedAtMs = world.nowMs;
  service.lastCompleted = deployment.key;
  cancelEvaluation(world, deployment);
  tellServiceEvent(world, service, { kind: 'completed', deploymentId: deployment.id });
  tellDeployment(world, deployment, 'completed');
  finishServiceDeployment(world, service);
}

/**
 * It is about the newest deployment, or about the rollback to it; one whose deployment failed is over already.
 * @rule service-deployment-ends-before-completed
 */
function finishServiceDeployment(world: World, service: ServiceRecord): void {
  const current = currentServiceDeployment(service);
  if (current === undefined) return;
  if (current.rollback === undefined) endServiceDeployment(world, service, current, 'SUCCESSFUL');
  else endServiceDeployment(world, service, current, 'ROLLBACK_SUCCESSFUL', current.rollback.reason);
}

export function cancelEvaluation(world: World, deployment: DeploymentRecord): void {
  world.cancelDue(deployment.breaker.evaluation);
  deployment.breaker.evaluation = 0;
  deployment.breaker.evaluateAtMs = 0;
}
