import { ProbedHealth } from '../../lifecycle/probes.js';
import { restarts } from '../../lifecycle/restart-policy.js';
import { ContainerStatus, HealthStatus, StopCause, TaskPhase } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import { ContainerFlag } from '../store/container-table.js';
import type { ContainerPlan } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { outOfMemoryReason } from '../views/container-description.js';
import type { World } from '../world.js';
import { latencyMs } from './latency.js';
import { dueContainerFlip, scheduleContainerChecks, scheduleTargetChecks, settleTargetChecks } from './probing.js';
import { reviewReadiness } from './readiness.js';
import { failStartLater, reviewStart, startReadyContainers } from './task-start.js';
import { requestStop, setStep, signalNext } from './task-stop.js';
import { tellContainer, touchTask } from './tell.js';

/** Containers: start, health, exit, restart. */

export function containerStarts(world: World, container: number): void {
  const { containers } = world;
  const task = containers.task.get(container);
  containers.step.set(container, 0);
  const isRestart = containers.has(container, ContainerFlag.RAN);
  forTargets(world, container, settleTargetChecks);
  containers.status.set(container, ContainerStatus.RUNNING);
  // How the process before it ended says nothing of this one.
  containers.flags.set(container, ContainerFlag.RAN);
  containers.exit.set(container, 0);
  containers.startedAt.set(container, world.nowMs);
  containers.streak.set(container, 0);
  containers.nextCheck.set(container, 0);
  containers.health.set(container, HealthStatus.UNKNOWN);
  tellContainer(world, container, { change: isRestart ? 'restarted' : 'started' });

  scheduleOwnEnd(world, container);
  scheduleContainerChecks(world, container);
  forTargets(world, container, scheduleTargetChecks);
  const plan = planOf(world, container);
  if (plan.startTimeoutMs !== undefined && plan.dependants.length > 0 && !isRestart) {
    containers.startTimeout.set(
      container,
      world.due(world.nowMs + plan.startTimeoutMs, Due.CONTAINER_START_TIMES_OUT, container),
    );
  }
  if (plan.dependants.length > 0) startReadyContainers(world, task);
  reviewStart(world, task);
  reviewReadiness(world, task);
}

/** Puts the exit that its behaviour foresees on the agenda, if it lies ahead. */
export function scheduleOwnEnd(world: World, container: number): void {
  const { containers } = world;
  const behaviour = world.behaviour(containers.behaviour.get(container));
  world.cancelDue(containers.step.get(container));
  containers.step.set(container, 0);
  if (behaviour.exitAfterMs === undefined) return;
  const atMs = containers.startedAt.get(container) + behaviour.exitAfterMs;
  if (atMs < world.nowMs) return;
  containers.step.set(container, world.due(atMs, Due.CONTAINER_EXITS, container));
}

/**
 * A process ends: by itself, on SIGTERM, by SIGKILL, or by a fault. Flags tell which. Of a RUNNING task that goes on, it is a
 * version of its own; before RUNNING and on the way out containers are told with the task's next status (recorded:
 * execution.json, all events of two tasks).
 * @rule task-essential-exit
 */
export function containerExits(world: World, container: number): void {
  const { containers } = world;
  containers.step.set(container, 0);
  const task = containers.task.get(container);
  const plan = planOf(world, container);
  const exitCode = exitCodeOf(world, container);
  const ranMs = world.nowMs - containers.startedAt.get(container);
  forTargets(world, container, settleTargetChecks);
  world.cancelDue(containers.probe.get(container));
  containers.probe.set(container, 0);
  containers.status.set(container, ContainerStatus.STOPPED);
  containers.stoppedAt.set(container, world.nowMs);
  containers.exit.set(container, exitCode + 1);
  forTargets(world, container, scheduleTargetChecks);
  const isKilled = containers.has(container, ContainerFlag.SIGKILLED);
  if (isKilled && !containers.has(container, ContainerFlag.KILLED_BY_FAULT))
    tellContainer(world, container, { change: 'sigkill' });
  tellContainer(world, container, {
    change: 'exited',
    exitCode,
    ...(containers.has(container, ContainerFlag.OUT_OF_MEMORY) ? { why: outOfMemoryReason } : {}),
  });

  const stopping = world.tasks.has(task, TaskFlag.STOP_REQUESTED);
  if (!stopping && restarts(plan.restartPolicy, exitCode, ranMs)) {
    containers.status.set(container, ContainerStatus.RUNNING);
    containers.raise(container, ContainerFlag.RESTARTING);
    containers.step.set(
      container,
      world.due(world.nowMs + latencyMs(world, task, 'containerStartMs'), Due.CONTAINER_STARTS, container),
    );
    return;
  }
  if (!stopping && !plan.essential && world.tasks.phase.get(task) === TaskPhase.RUNNING) touchTask(world, task);
  if (stopping) {
    if (world.tasks.phase.get(task) === TaskPhase.DEACTIVATING && plan.essential) {
      // Nothing is left to wait for: the rest stops at once, the target goes on draining (task-lifecycle §13).
      setStep(world, task, world.nowMs + world.settings.latency.sigtermMs, Due.TASK_SIGTERM);
    } else {
      signalNext(world, task);
    }
    return;
  }
  if (plan.essential) {
    requestStop(world, task, StopCause.ESSENTIAL_EXITED);
    return;
  }
  if (plan.dependants.length > 0) startReadyContainers(world, task);
  reviewStart(world, task);
}

/** @rule container-out-of-memory */
function exitCodeOf(world: World, container: number): number {
  const { containers } = world;
  const behaviour = world.behaviour(containers.behaviour.get(container));
  if (containers.has(container, ContainerFlag.KILLED_BY_FAULT)) return containers.exit.get(container) - 1;
  if (containers.has(container, ContainerFlag.SIGKILLED)) return 137;
  const ownEndMs =
    behaviour.exitAfterMs === undefined
      ? Number.POSITIVE_INFINITY
      : containers.startedAt.get(container) + behaviour.exitAfterMs;
  if (containers.has(container, ContainerFlag.SIGTERM) && world.nowMs !== ownEndMs) return behaviour.sigtermExitCode;
  if (behaviour.outOfMemory) containers.raise(container, ContainerFlag.OUT_OF_MEMORY);
  return behaviour.exitCode;
}

/**
 * A dependant has waited for longer than the container's `startTimeout`: it gives up, and the task with it.
 * @rule container-start-timeout
 */
export function containerStartTimesOut(world: World, container: number): void {
  const { containers } = world;
  containers.startTimeout.set(container, 0);
  const task = containers.task.get(container);
  const plans = world.taskDefinition(world.tasks.taskDefinition.get(task)).containers;
  const first = world.tasks.firstContainer.get(task);
  const index = containers.index.get(container);
  const waits = plans.some(
    (plan, dependant) =>
      containers.status.get(first + dependant) === ContainerStatus.PENDING &&
      containers.step.get(first + dependant) === 0 &&
      plan.dependsOn.some((dependency) => dependency.index === index && dependency.condition !== 'START'),
  );
  if (waits && !world.tasks.has(task, TaskFlag.STOP_REQUESTED)) failStartLater(world, task);
}

export function containerHealthChanges(world: World, container: number): void {
  world.effort.probes += 1;
  const flip = dueContainerFlip(world, container);
  if (flip === undefined) return;
  world.effort.flips += 1;
  const task = world.containers.task.get(container);
  const health = flip.health === ProbedHealth.HEALTHY ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY;
  world.containers.health.set(container, health);
  tellContainer(world, container, {
    change: 'health',
    health: health === HealthStatus.HEALTHY ? 'HEALTHY' : 'UNHEALTHY',
  });
  scheduleContainerChecks(world, container);
  if (planOf(world, container).dependants.length > 0) startReadyContainers(world, task);
  reviewReadiness(world, task);
}

function planOf(world: World, container: number): ContainerPlan {
  const definition = world.taskDefinition(world.tasks.taskDefinition.get(world.containers.task.get(container)));
  return definition.containers[world.containers.index.get(container)] as ContainerPlan;
}

function forTargets(world: World, container: number, act: (world: World, target: number) => void): void {
  const task = world.containers.task.get(container);
  for (let target = world.tasks.firstTarget.get(task); target !== 0; target = world.targets.nextOfTask.get(target)) {
    if (world.targets.container.get(target) === container) act(world, target);
  }
}
