import { digits19Of, IdKind } from '../../model/scramble.js';
import type { ExternalServiceRecord, TaskSetRecord } from '../store/task-set-records.js';
import type { World } from '../world.js';

/** Services with the EXTERNAL controller and their task sets: records, which no pass looks at. */

export function createExternalService(
  world: World,
  draft: Pick<
    ExternalServiceRecord,
    'cluster' | 'name' | 'desiredCount' | 'configuration' | 'tags' | 'launchType' | 'recorded' | 'idempotency'
  >,
): ExternalServiceRecord {
  const service: ExternalServiceRecord = {
    key: world.externalServices.length + 1,
    ...draft,
    status: 'ACTIVE',
    createdAtMs: world.nowMs,
    deletedAtMs: 0,
    taskSets: [],
  };
  world.externalServices.push(service);
  world.cluster(draft.cluster).activeServicesCount += 1;
  return service;
}

export function updateExternalService(
  service: ExternalServiceRecord,
  changes: Pick<ExternalServiceRecord, 'desiredCount' | 'configuration'>,
): void {
  service.desiredCount = changes.desiredCount;
  service.configuration = changes.configuration;
}

/** Its task sets go with it: no task of theirs runs. */
export function deleteExternalService(world: World, service: ExternalServiceRecord): void {
  if (service.status !== 'ACTIVE') return;
  service.status = 'DRAINING';
  service.desiredCount = 0;
  service.deletedAtMs = world.nowMs;
  service.taskSets.splice(0);
  world.cluster(service.cluster).activeServicesCount -= 1;
}

export function createTaskSet(
  world: World,
  service: ExternalServiceRecord,
  draft: Omit<TaskSetRecord, 'id' | 'status' | 'createdAtMs' | 'updatedAtMs' | 'changedAtMs'>,
): TaskSetRecord {
  world.counters.taskSet += 1;
  const taskSet: TaskSetRecord = {
    id: `ecs-svc/${digits19Of(world.settings.seed, IdKind.TASK_SET, world.counters.taskSet)}`,
    ...draft,
    status: 'ACTIVE',
    createdAtMs: world.nowMs,
    updatedAtMs: world.nowMs,
    changedAtMs: world.nowMs,
  };
  service.taskSets.push(taskSet);
  return taskSet;
}

export function scaleTaskSet(world: World, taskSet: TaskSetRecord, scalePercent: number): void {
  taskSet.scalePercent = scalePercent;
  taskSet.updatedAtMs = world.nowMs;
  taskSet.changedAtMs = world.nowMs;
}

/** The former primary one is an ACTIVE one again. */
export function makePrimary(world: World, service: ExternalServiceRecord, taskSet: TaskSetRecord): void {
  for (const each of service.taskSets) each.status = 'ACTIVE';
  taskSet.status = 'PRIMARY';
  taskSet.updatedAtMs = world.nowMs;
}

export function deleteTaskSet(service: ExternalServiceRecord, taskSet: TaskSetRecord): void {
  service.taskSets.splice(service.taskSets.indexOf(taskSet), 1);
}
