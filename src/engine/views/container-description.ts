import type { Container, ContainerDefinitionReply } from '../../model/aws/ecs.generated.js';
import {
  ContainerStatus,
  containerStatusNames,
  HealthStatus,
  healthStatusNames,
  StopCause,
  TaskPhase,
} from '../../model/task.js';
import { ContainerFlag } from '../store/container-table.js';
import type { ContainerPlan } from '../store/records.js';
import type { World } from '../world.js';
import { imageDigestOf } from './image-digest.js';
import { containerArn, taskArn, taskIdOf } from './names.js';
import { describeInterfaces } from './network-interface.js';
import { momentsOf, wasStoppedWhileProvisioning } from './task-moments.js';

/** Thousands of tasks run one definition: the digest of its images is worked out once. */
const digests = new WeakMap<ContainerPlan, string>();

function digestOf(plan: ContainerPlan): string {
  let digest = digests.get(plan);
  if (digest === undefined) {
    digest = imageDigestOf(plan.image);
    digests.set(plan, digest);
  }
  return digest;
}

/** What Docker says of a container that took more memory than it may. */
export const outOfMemoryReason = 'OutOfMemoryError: Container killed due to memory usage';

/**
 * The containers of a task. Health is left to DescribeTasks (recorded: RunTask and StopTask never show it).
 *
 * @param byArn - sorted by ARN, as in every reply but RunTask's first (recorded: task_dependency_transitions.json #20, #22)
 * @rule container-order
 */
export function describeContainers(
  world: World,
  task: number,
  { byArn, health }: { readonly byArn: boolean; readonly health: boolean },
): Container[] {
  const definition = world.taskDefinition(world.tasks.taskDefinition.get(task));
  const isPulled = momentsOf(world, task).pullStoppedAtMs !== undefined;
  const described = definition.containers.map((plan, index): Container => {
    const container = world.tasks.firstContainer.get(task) + index;
    const ran = world.containers.has(container, ContainerFlag.RAN);
    const exit = world.containers.exit.get(container);
    const failedPull = failedPullOf(world, task, plan);
    const reason = world.containers.has(container, ContainerFlag.OUT_OF_MEMORY) ? outOfMemoryReason : failedPull;
    return {
      containerArn: containerArn(world, task, index),
      taskArn: taskArn(world, task),
      name: plan.name,
      image: plan.image,
      ...((isPulled && failedPull === undefined) || ran ? { imageDigest: digestOf(plan) } : {}),
      ...(isPulled || ran ? { runtimeId: runtimeId(world, task, plan.name) } : {}),
      lastStatus: containerStatusNames[shownStatus(world, task, container)],
      ...(exit === 0 ? {} : { exitCode: exit - 1 }),
      ...(reason === undefined ? {} : { reason }),
      ...(ran ? { networkBindings: [] } : {}),
      networkInterfaces: describeInterfaces(world, task),
      ...(health ? { healthStatus: healthStatusNames[world.containers.health.get(container)] } : {}),
      ...sizeOf(definition.definition.containerDefinitions[index] as ContainerDefinitionReply),
    };
  });
  return byArn ? described.sort((a, b) => (a.containerArn < b.containerArn ? -1 : 1)) : described;
}

/**
 * Health of the task: its essential containers that have a check; an unchecked one doesn't spoil it (recorded:
 * task_dependency_transitions.json #33).
 * @rule task-health-status
 */
export function taskHealthOf(world: World, task: number): HealthStatus {
  const { containers } = world.taskDefinition(world.tasks.taskDefinition.get(task));
  const first = world.tasks.firstContainer.get(task);
  const checked = containers.flatMap((plan, index) =>
    plan.essential && plan.healthCheck !== undefined ? [world.containers.health.get(first + index)] : [],
  );
  if (checked.includes(HealthStatus.UNHEALTHY)) return HealthStatus.UNHEALTHY;
  return checked.length > 0 && checked.every((health) => health === HealthStatus.HEALTHY)
    ? HealthStatus.HEALTHY
    : HealthStatus.UNKNOWN;
}

/** A container that never ran is told STOPPED with its task's DEPROVISIONING, not before. */
function shownStatus(world: World, task: number, container: number): ContainerStatus {
  const status = world.containers.status.get(container);
  if (world.containers.has(container, ContainerFlag.RAN)) return status;
  const phase = world.tasks.phase.get(task);
  const isToldToStop = phase >= TaskPhase.DEPROVISIONING && !isHeld(world, task);
  return isToldToStop ? status : ContainerStatus.PENDING;
}

const isHeld = (world: World, task: number): boolean =>
  world.tasks.phase.get(task) === TaskPhase.DEPROVISIONING && wasStoppedWhileProvisioning(world, task);

/** A failed pull stands in the reason of the container whose image it is (documented); that image has no digest. */
function failedPullOf(world: World, task: number, { image }: ContainerPlan): string | undefined {
  if (world.tasks.stopCause.get(task) !== StopCause.FAILED_TO_START) return undefined;
  const reason = world.extras.get(world.tasks.number.get(task))?.stoppedReason;
  return reason?.startsWith('CannotPullContainerError') === true && reason.includes(image) ? reason : undefined;
}

/**
 * On Fargate the digits depend on the container's name alone: they are its FNV-1a hash (recorded, six of six names).
 * @rule container-runtime-id
 */
function runtimeId(world: World, task: number, name: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return `${taskIdOf(world, task)}-${String(hash >>> 0).padStart(10, '0')}`;
}

function sizeOf({
  cpu,
  memory,
  memoryReservation,
}: ContainerDefinitionReply): Pick<Container, 'cpu' | 'memory' | 'memoryReservation'> {
  return {
    cpu: String(cpu),
    ...(memory === undefined ? {} : { memory: String(memory) }),
    ...(memoryReservation === undefined ? {} : { memoryReservation: String(memoryReservation) }),
  };
}
