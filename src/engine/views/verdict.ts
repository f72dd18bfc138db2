import type { Verdict, VerdictOutcome } from '../../model/verdict.js';
import { healthyCountMin } from '../../planner/bounds.js';
import { thresholdOf } from '../apply/deployments.js';
import { belowMinimumMs } from '../apply/tally.js';
import type { DeploymentRecord, ServiceDeploymentRecord, ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';
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
  const outcome = outcomeOf(world, record, quiescent);
  const { tally } = record;
  const endedMs = record.finishedAtMs;
  const hasTargets = deployment.revision.targetGroups.length > 0;
  return {
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    deploymentId: deployment.id,
    taskDefinition: taskDefinitionName(world.taskDefinition(deployment.revision.taskDefinition)),
    outcome,
    supersedes: record.sources.length > 0,
    why: whyOf(world, service, record, deployment, outcome),
    startedAt: new Date(record.createdAtMs),
    ...(endedMs === undefined ? {} : { endedAt: new Date(endedMs) }),
    tookMs: (endedMs ?? world.nowMs) - record.createdAtMs,
    lowestHealthy: { count: tally.healthyMin, at: new Date(tally.healthyMinAtMs) },
    healthyMinimum: healthyCountMin(
      service.desiredCount,
      service.configuration.deploymentConfiguration.minimumHealthyPercent,
    ),
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

function outcomeOf(world: World, record: ServiceDeploymentRecord, quiescent: boolean): VerdictOutcome {
  switch (record.status) {
    case 'SUCCESSFUL':
      return 'completed';
    case 'ROLLBACK_SUCCESSFUL':
      return 'rolled back';
    case 'ROLLBACK_FAILED':
      return 'failed';
    case 'STOPPED':
      return world.deployment(record.deployment).rolloutState === 'FAILED' ? 'failed' : 'superseded';
    default:
      return quiescent ? 'stuck' : 'unfinished';
  }
}

function whyOf(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  deployment: DeploymentRecord,
  outcome: VerdictOutcome,
): string {
  const name = taskDefinitionName(world.taskDefinition(deployment.revision.taskDefinition));
  const last = deployment.lastFailure === '' ? '' : `: ${deployment.lastFailure.replace(/\.$/, '')}`;
  const tripped = `the breaker tripped (threshold ${record.end?.threshold ?? thresholdOf(world, service)})${last}`;
  const byUser = deployment.rolloutStateReason.includes('by the user');
  switch (outcome) {
    case 'completed':
      return record.sources.length > 0 ? `${name} has taken over` : `${name} is up`;
    case 'rolled back': {
      const to = record.rollback === undefined ? undefined : world.deployment(record.rollback.deployment);
      const back =
        to === undefined ? '' : `, back on ${taskDefinitionName(world.taskDefinition(to.revision.taskDefinition))}`;
      return `${byUser ? 'it was stopped by the user' : tripped}${back}`;
    }
    case 'failed':
      if (record.rollback !== undefined) return `${tripped}; the rollback failed too`;
      if (record.status === 'ROLLBACK_FAILED') return `${tripped}; there is no completed deployment to go back to`;
      return byUser ? 'it was stopped by the user' : `${tripped}; rollback is off`;
    case 'superseded':
      return 'a newer deployment took its place';
    default:
      return explainService(world, service)[0]?.replace(/\.$/, '') ?? 'nothing is left to do';
  }
}
