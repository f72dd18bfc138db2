import type { DeploymentCounts, Fact, FactDraft, TaskFact } from '../../model/facts.js';
import type { KeepFacts } from '../../model/settings.js';
import { Standing, StopCause } from '../../model/task.js';
import type { FactsBegin } from '../fact-log.js';
import type { ServiceRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import type { World } from '../world.js';
import { clusterOfTask, deploymentOf, lastStatusOf, taskDefinitionName, taskIdOf, zoneNameOf } from './names.js';
import { runningCountOf } from './running-count.js';
import { stoppedReasonOf } from './stopped-reason.js';

/** What is told of the counts of a service, and of a task, as they are now. */

export function countsFact(world: World, service: ServiceRecord): FactDraft {
  const primary = world.primaryOf(service);
  return {
    kind: 'counts',
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    desiredCount: service.desiredCount,
    occupied: service.occupiedCount,
    deployments: service.deployments.map((key) => countsOf(world, key)),
    ...(primary.revision.targetGroups.length > 0 ? { healthyTargets: service.healthyTargets } : {}),
    ...(service.status === 'INACTIVE' ? { inactive: true } : {}),
  };
}

function countsOf(world: World, key: number): DeploymentCounts {
  const deployment = world.deployment(key);
  return {
    deploymentId: deployment.id,
    taskDefinition: taskDefinitionName(world.taskDefinition(deployment.revision.taskDefinition)),
    status: deployment.status === 'PRIMARY' ? 'PRIMARY' : 'ACTIVE',
    desired: deployment.desiredCount,
    pending: deployment.sizes[Standing.PENDING] as number,
    running: runningCountOf(deployment),
    healthy: deployment.readyCount,
    stopping: (deployment.sizes[Standing.LEAVING] as number) + (deployment.sizes[Standing.DYING] as number),
  };
}

export function taskFact(world: World, task: number, change: TaskFact['change']): FactDraft {
  const { tasks } = world;
  const deployment = deploymentOf(world, task);
  const stopping = tasks.stopCause.get(task) !== StopCause.NONE;
  return {
    kind: 'task',
    cluster: clusterOfTask(world, task).name,
    ...(deployment === undefined
      ? {}
      : { service: world.service(deployment.service).name, deploymentId: deployment.id }),
    taskDefinition: taskDefinitionName(world.taskDefinition(tasks.taskDefinition.get(task))),
    taskId: taskIdOf(world, task),
    zone: zoneNameOf(world, tasks.zone.get(task)),
    lastStatus: lastStatusOf(world, task),
    desiredStatus: tasks.has(task, TaskFlag.STOP_REQUESTED) ? 'STOPPED' : 'RUNNING',
    change,
    ...(stopping ? { why: stoppedReasonOf(world, task) } : {}),
  };
}

/**
 * The present moment as a log can begin with it: the counts of every service and the status of its tasks, as far as facts
 * about them are kept. Undefined where none are.
 *
 * @param about - `seq`: number of the last fact until now
 */
export function beginningNow(
  world: World,
  about: { readonly keepFacts: KeepFacts; readonly seq: number },
): FactsBegin | undefined {
  const { keepFacts: keep, seq } = about;
  if (keep === 'none') return undefined;
  const atMs = world.nowMs;
  const isKept = (service: ServiceRecord): boolean =>
    typeof keep !== 'object' || !('services' in keep) || keep.services.includes(service.name);
  const drafts = world.services
    .slice(1)
    .filter((service) => service.status !== 'INACTIVE' && isKept(service))
    .map((service) => countsFact(world, service));
  for (const task of keep === 'counts' ? [] : world.taskIndex.rows()) {
    const service = world.serviceOfTask(task);
    if (service === undefined || !isKept(service) || lastStatusOf(world, task) === 'STOPPED') continue;
    drafts.push(taskFact(world, task, 'status'));
  }
  return { atMs, seq, state: drafts.map((draft) => ({ atMs, seq, ...draft }) as Fact) };
}
