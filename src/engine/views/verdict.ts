import type { Verdict, VerdictOutcome } from '../../model/verdict.js';
import { healthyCountMin } from '../../planner/bounds.js';
import type { DeploymentRecord, ServiceDeploymentRecord, ServiceRecord, Tally } from '../store/records.js';
import type { World } from '../world.js';
import { thresholdOf } from './breaker-threshold.js';
import { supersededReason } from './current-deployment.js';
import { explainService } from './explain.js';
import { taskDefinitionName } from './names.js';

/** What became of a service deployment. `quiescent`: nothing is due that could move anything on. */
export function verdictOf(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  quiescent: boolean,
): Verdict {
  const deployment = world.deployment(record.deployment);
  const outcome = outcomeOf(record, quiescent);
  const { tally } = record;
  const endedMs = record.finishedAtMs;
  const hasTargets = deployment.revision.targetGroups.length > 0;
  return {
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    deploymentId: deployment.id,
    taskDefinition: nameOf(world, deployment),
    outcome,
    supersedes: record.sources.length > 0,
    why: whyOf(world, service, record, deployment, outcome),
    startedAt: new Date(record.createdAtMs),
    ...(endedMs === undefined ? {} : { endedAt: new Date(endedMs) }),
    tookMs: (endedMs ?? world.nowMs) - record.createdAtMs,
    lowestHealthy: { count: tally.healthyMin, at: new Date(tally.healthyMinAtMs) },
    healthyMinimum:
      tally.minimumMissed ||
      healthyCountMin(service.desiredCount, service.configuration.deploymentConfiguration.minimumHealthyPercent),
    ...(hasTargets
      ? { lowestHealthyTargets: { count: tally.healthyTargetsMin, at: new Date(tally.healthyTargetsMinAtMs) } }
      : {}),
    highestTasks: { count: tally.tasksMax, at: new Date(tally.tasksMaxAtMs) },
    tasksStarted: tally.started,
    tasksStopped: tally.stopped,
    tasksFailed: tally.failed,
    belowMinimumMs: belowMinimumMs(tally, endedMs ?? world.nowMs),
  };
}

/** How a service fared since time was last moved. */
export function summaryOf(world: World, service: ServiceRecord) {
  const { tally } = service;
  const hasTargets = world.primaryOf(service).revision.targetGroups.length > 0;
  return {
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    steady: service.steady,
    lowestHealthy: { count: tally.healthyMin, at: new Date(tally.healthyMinAtMs) },
    ...(hasTargets
      ? { lowestHealthyTargets: { count: tally.healthyTargetsMin, at: new Date(tally.healthyTargetsMinAtMs) } }
      : {}),
    highestTasks: { count: tally.tasksMax, at: new Date(tally.tasksMaxAtMs) },
    tasksStarted: tally.started,
    tasksStopped: tally.stopped,
    tasksFailed: tally.failed,
    belowMinimumMs: belowMinimumMs(tally, world.nowMs),
  };
}

function outcomeOf(record: ServiceDeploymentRecord, quiescent: boolean): VerdictOutcome {
  switch (record.status) {
    case 'SUCCESSFUL':
      return 'completed';
    case 'ROLLBACK_SUCCESSFUL':
      return 'rolled back';
    case 'ROLLBACK_FAILED':
      return 'failed';
    case 'STOPPED':
      return record.statusReason === supersededReason ? 'superseded' : 'failed';
    default:
      return quiescent ? 'stuck' : 'unfinished';
  }
}

const nameOf = (world: World, { revision }: DeploymentRecord): string =>
  taskDefinitionName(world.taskDefinition(revision.taskDefinition));

function whyOf(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  deployment: DeploymentRecord,
  outcome: VerdictOutcome,
): string {
  const name = nameOf(world, deployment);
  if (outcome === 'completed') return record.sources.length > 0 ? `${name} has taken over` : `${name} is up`;
  const last = deployment.lastFailure === '' ? '' : `: ${deployment.lastFailure.replace(/\.$/, '')}`;
  const byUser = deployment.rolloutStateReason.includes('by the user');
  const threshold = record.end?.threshold ?? thresholdOf(world, service);
  const cause = byUser ? 'it was stopped by the user' : `the breaker tripped (threshold ${threshold})${last}`;
  const { rollback } = record;
  switch (outcome) {
    case 'rolled back':
      return `${cause}, back on ${nameOf(world, world.deployment(rollback?.deployment as number))}`;
    case 'failed':
      if (rollback !== undefined) return `${cause}; the rollback failed too`;
      if (record.status === 'ROLLBACK_FAILED') return `${cause}; there is no completed deployment to go back to`;
      return byUser ? cause : `${cause}; rollback is off`;
    case 'superseded':
      return `${rollback === undefined ? '' : `${cause}; `}a newer deployment took its place`;
    default:
      return (explainService(world, service)[0] as string).replace(/\.$/, '');
  }
}

/** Ms below the minimum up to now, the stretch that is still running included. */
const belowMinimumMs = (tally: Tally, nowMs: number): number =>
  tally.belowMinimumMs + (tally.belowSinceMs === 0 ? 0 : nowMs - tally.belowSinceMs);
