import { IdKind, scrambleNumber, unscrambleNumber, uuidOf } from '../../model/scramble.js';
import { type TaskLastStatus, TaskPhase, taskPhaseNames } from '../../model/task.js';
import { ContainerFlag } from '../store/container-table.js';
import type { ClusterRecord, DeploymentRecord, ServiceRecord, TaskDefinitionRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import type { World } from '../world.js';
import { wasStoppedWhileProvisioning } from './task-moments.js';

/** Ids, ARNs and names as AWS writes them, derived when somebody asks. */

/** @rule arn-shapes */
export const arnPrefix = (world: World, api: 'ecs' | 'elasticloadbalancing'): string =>
  `arn:${world.settings.partition}:${api}:${world.settings.region}:${world.settings.account}:`;

export const clusterArn = (world: World, cluster: ClusterRecord): string =>
  `${arnPrefix(world, 'ecs')}cluster/${cluster.name}`;

export const serviceArn = (world: World, service: Pick<ServiceRecord, 'cluster' | 'name'>): string =>
  `${arnPrefix(world, 'ecs')}service/${world.cluster(service.cluster).name}/${service.name}`;

export const serviceRevisionArn = (world: World, service: ServiceRecord, digits: string): string =>
  `${arnPrefix(world, 'ecs')}service-revision/${world.cluster(service.cluster).name}/${service.name}/${digits}`;

export const serviceDeploymentArn = (world: World, service: ServiceRecord, id: string): string =>
  `${arnPrefix(world, 'ecs')}service-deployment/${world.cluster(service.cluster).name}/${service.name}/${id}`;

export const taskDefinitionName = (definition: Pick<TaskDefinitionRecord, 'family' | 'revision'>): string =>
  `${definition.family}:${definition.revision}`;

export const taskIdOfNumber = (world: World, number: number): string => scrambleNumber(world.settings.seed, number);

export const taskIdOf = (world: World, task: number): string => taskIdOfNumber(world, world.tasks.number.get(task));

/** @returns the row, or 0 when there is no such task, or no longer */
export function taskById(world: World, id: string): number {
  const number = unscrambleNumber(world.settings.seed, id);
  return number === undefined ? 0 : world.taskIndex.get(number);
}

export function clusterOfTask(world: World, task: number): ClusterRecord {
  const service = world.serviceOfTask(task);
  const key = service?.cluster ?? world.extras.get(world.tasks.number.get(task))?.cluster;
  return world.cluster(key as number);
}

export const taskArn = (world: World, task: number): string =>
  `${arnPrefix(world, 'ecs')}task/${clusterOfTask(world, task).name}/${taskIdOf(world, task)}`;

export function containerArn(world: World, task: number, index: number): string {
  const uuid = uuidOf(world.settings.seed, IdKind.CONTAINER, world.tasks.number.get(task) * 16 + index);
  return `${arnPrefix(world, 'ecs')}container/${clusterOfTask(world, task).name}/${taskIdOf(world, task)}/${uuid}`;
}

/**
 * Private address of a task: 10.0.0.4 and up, by number, unique among the last 16 million tasks. Subnets have no ranges
 * here, so the address says nothing about the subnet (inferred).
 * @rule task-address
 */
export function addressOf(world: World, task: number): string {
  const host = (world.tasks.number.get(task) + 3) % 0x100_0000;
  return `10.${host >>> 16}.${(host >>> 8) & 255}.${host & 255}`;
}

export const zoneNameOf = (world: World, zone: number): string => world.settings.zones[zone] ?? '';

/** The deployment of a task, or undefined for a standalone one. */
export function deploymentOf(world: World, task: number): DeploymentRecord | undefined {
  const key = world.tasks.deployment.get(task);
  return key === 0 ? undefined : world.deployment(key);
}

/** How many target groups the service registers the task in. */
const targetGroupCountOf = (world: World, task: number): number =>
  deploymentOf(world, task)?.revision.targetGroups.length ?? 0;

/**
 * What DescribeTasks shows. A plain service's task was never seen ACTIVATING, DEACTIVATING or STOPPING; behind a
 * balancer (or with Service Connect) DEACTIVATING is seen, with several target groups ACTIVATING too (ruling 5).
 * @rule task-last-status
 */
export function lastStatusOf(world: World, task: number): TaskLastStatus {
  const phase = world.tasks.phase.get(task);
  switch (phase) {
    case TaskPhase.DEACTIVATING:
    case TaskPhase.STOPPING:
      if (!world.tasks.has(task, TaskFlag.STARTED)) return wasActivating(world, task) ? 'DEACTIVATING' : 'PENDING';
      return showsDeactivating(world, task) ? 'DEACTIVATING' : 'RUNNING';
    case TaskPhase.DEPROVISIONING:
      return wasStoppedWhileProvisioning(world, task) ? 'PROVISIONING' : 'DEPROVISIONING';
    default:
      return taskPhaseNames[phase];
  }
}

/** Asked to stop while ACTIVATING: every container has run, and the task was not RUNNING for it. */
function wasActivating(world: World, task: number): boolean {
  const first = world.tasks.firstContainer.get(task);
  const { containers } = world.taskDefinition(world.tasks.taskDefinition.get(task));
  return containers.every((_, index) => world.containers.has(first + index, ContainerFlag.RAN));
}

function showsDeactivating(world: World, task: number): boolean {
  if (targetGroupCountOf(world, task) > 0) return true;
  const connect = deploymentOf(world, task)?.revision.recorded['serviceConnectConfiguration'];
  return (connect as { readonly enabled: boolean } | undefined)?.enabled === true;
}
