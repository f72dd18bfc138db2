import {
  defaultPullFailureMs,
  defaultResourceFailureMs,
  type FaultRecord,
  startFailureReason,
} from '../../faults/fault.js';
import { dependencyVerdict } from '../../lifecycle/dependencies.js';
import { ContainerStatus, HealthStatus, Standing, StopCause, TaskPhase } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import { ContainerFlag } from '../store/container-table.js';
import type { ContainerPlan, TaskExtras } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { clusterOfTask, deploymentOf, taskDefinitionName, zoneNameOf } from '../views/names.js';
import type { World } from '../world.js';
import { resolveBehaviour } from './behaviours.js';
import { latencyMs } from './latency.js';
import { reviewReadiness } from './readiness.js';
import { requestBeat } from './schedule.js';
import { countInTallies } from './tally.js';
import { listTask, moveStanding } from './task-lists.js';
import { requestStop, setStep } from './task-stop.js';
import { tellTask, touchTask } from './tell.js';

/** How a task comes: creation, provisioning, the pull, its containers in the order of their dependencies, RUNNING. */

export interface Launch {
  readonly taskDefinition: number;
  /** 0 for a standalone task, which then needs `extras.cluster`. */
  readonly deployment: number;
  readonly zone: number;
  readonly subnet: number;
  readonly extras?: TaskExtras;
  readonly repair?: boolean;
}

/**
 * Creates a task in PROVISIONING. @returns its row
 * @rule task-provisioning-time
 */
export function launchTask(world: World, launch: Launch): number {
  const { tasks } = world;
  const definition = world.taskDefinition(launch.taskDefinition);
  const task = tasks.allocate();
  world.counters.task += 1;
  tasks.number.set(task, world.counters.task);
  tasks.deployment.set(task, launch.deployment);
  tasks.taskDefinition.set(task, launch.taskDefinition);
  tasks.zone.set(task, launch.zone);
  tasks.subnet.set(task, launch.subnet);
  tasks.createdAt.set(task, world.nowMs);
  definition.launches += 1;
  tasks.launch.set(task, definition.launches);
  if (launch.repair === true) tasks.raise(task, TaskFlag.REPAIR);
  if (launch.extras !== undefined) world.extras.set(world.counters.task, launch.extras);
  world.taskIndex.set(world.counters.task, task);
  listTask(world, task, Standing.PENDING);
  createContainers(world, task, definition.containers.length);
  clusterOfTask(world, task).pendingTasksCount += 1;
  const service = world.serviceOfTask(task);
  if (service !== undefined) countInTallies(service, 'started');

  touchTask(world, task);
  const provisioningMs = stretched(world, task, latencyMs(world, task, 'provisioningMs'));
  if (provisioningMs === 0) tasks.phase.set(task, TaskPhase.PENDING);
  tellTask(world, task, 'created');
  setStep(world, task, world.nowMs + provisioningMs, Due.TASK_PENDING);
  return task;
}

function createContainers(world: World, task: number, count: number): void {
  const first = world.containers.allocateRun(count);
  world.tasks.firstContainer.set(task, first);
  for (let index = 0; index < count; index += 1) {
    world.containers.task.set(first + index, task);
    world.containers.index.set(first + index, index);
    world.containers.behaviour.set(first + index, resolveBehaviour(world, task, index));
  }
}

/**
 * Provisioned: `lastStatus` becomes PENDING. The pull may have begun before (recorded); its end is what counts.
 * @rule task-pull-time
 */
export function taskPending(world: World, task: number): void {
  const { tasks } = world;
  tasks.step.set(task, 0);
  if (tasks.phase.get(task) === TaskPhase.PROVISIONING) {
    tasks.phase.set(task, TaskPhase.PENDING);
    touchTask(world, task);
    tellTask(world, task, 'status');
  }
  const createdMs = tasks.createdAt.get(task);
  const pullStartedMs = Math.max(0, stretched(world, task, latencyMs(world, task, 'pullStartMs')));
  const pullStoppedMs = pullStartedMs + latencyMs(world, task, 'pullMs');
  tasks.pullStartedMs.set(task, pullStartedMs);

  const fault = startFault(world, task);
  if (fault !== undefined) {
    const isPull = fault.fault.kind === 'imagePullFails';
    const afterMs = fault.failsAfterMs ?? (isPull ? defaultPullFailureMs : defaultResourceFailureMs);
    const failsMs = createdMs + (isPull ? pullStartedMs : 0) + afterMs;
    tasks.pullStoppedMs.set(task, Math.max(0, failsMs - createdMs));
    rememberStartFailure(world, task, startFailureReason(fault.fault));
    setStep(world, task, failsMs, Due.TASK_START_FAILS);
    return;
  }
  tasks.pullStoppedMs.set(task, pullStoppedMs);
  startReadyContainers(world, task, Math.max(world.nowMs, createdMs + pullStoppedMs));
}

/** The start has failed for good: the text was worked out when it began to. */
export function taskStartFails(world: World, task: number): void {
  world.tasks.step.set(task, 0);
  const reason = world.extras.get(world.tasks.number.get(task))?.stoppedReason;
  requestStop(world, task, StopCause.FAILED_TO_START, reason === undefined ? {} : { reason });
}

/**
 * It has been PENDING for hours, waiting for a dependency.
 * @rule task-pending-times-out
 */
export function taskPendingTimesOut(world: World, task: number): void {
  taskStartFails(world, task);
}

/** Puts every container on the agenda whose dependencies are met; notices when one never will be. */
export function startReadyContainers(world: World, task: number, fromMs = world.nowMs): void {
  const { tasks, containers } = world;
  if (tasks.has(task, TaskFlag.STOP_REQUESTED)) return;
  const plans = world.taskDefinition(tasks.taskDefinition.get(task)).containers;
  const first = tasks.firstContainer.get(task);
  let waiting = false;
  for (let index = 0; index < plans.length; index += 1) {
    const container = first + index;
    if (containers.status.get(container) !== ContainerStatus.PENDING || containers.step.get(container) !== 0) continue;
    const verdict = dependenciesOf(world, first, (plans[index] as ContainerPlan).dependsOn);
    if (verdict === 'failed') {
      containers.raise(container, ContainerFlag.NEVER_STARTS);
      failStartLater(world, task);
    } else if (verdict === 'met') {
      const atMs = fromMs + latencyMs(world, task, 'containerStartMs');
      containers.step.set(container, world.due(atMs, Due.CONTAINER_STARTS, container));
    } else {
      waiting = true;
    }
  }
  if (waiting && tasks.step.get(task) === 0) {
    setStep(
      world,
      task,
      tasks.createdAt.get(task) + world.settings.scheduler.pendingTimeoutMs,
      Due.TASK_PENDING_TIMES_OUT,
    );
  }
}

function dependenciesOf(
  world: World,
  first: number,
  dependsOn: ContainerPlan['dependsOn'],
): 'met' | 'waiting' | 'failed' {
  const { containers } = world;
  let verdict: 'met' | 'waiting' = 'met';
  for (const { index, condition } of dependsOn) {
    const other = first + index;
    const status = containers.status.get(other);
    const one = dependencyVerdict(condition, {
      running: status === ContainerStatus.RUNNING,
      stopped: status === ContainerStatus.STOPPED && containers.has(other, ContainerFlag.RAN),
      // Looked at only where it has stopped: then it has one.
      exitCode: containers.exit.get(other) - 1,
      healthy: containers.health.get(other) === HealthStatus.HEALTHY,
      neverStarts: containers.has(other, ContainerFlag.NEVER_STARTS),
    });
    if (one === 'failed') return 'failed';
    if (one === 'waiting') verdict = one;
  }
  return verdict;
}

/**
 * A dependency can't be met: the task fails a little later (recorded: 10 s, `Task failed to start`).
 * @rule container-dependency-failure
 */
export function failStartLater(world: World, task: number): void {
  const { tasks } = world;
  if (world.agenda.kindOf(tasks.step.get(task)) === Due.TASK_START_FAILS) return;
  setStep(world, task, world.nowMs + world.settings.latency.dependencyFailureMs, Due.TASK_START_FAILS);
}

/**
 * When every container has run, the task is RUNNING (or ACTIVATING first, with several target groups).
 * @rule task-activating
 */
export function reviewStart(world: World, task: number): void {
  const { tasks, containers } = world;
  if (tasks.phase.get(task) !== TaskPhase.PENDING || tasks.has(task, TaskFlag.STOP_REQUESTED)) return;
  const first = tasks.firstContainer.get(task);
  const count = world.taskDefinition(tasks.taskDefinition.get(task)).containers.length;
  for (let container = first; container < first + count; container += 1) {
    if (!containers.has(container, ContainerFlag.RAN)) return;
  }
  const { activatingMs } = world.settings.latency;
  if (activatingMs > 0 && (deploymentOf(world, task)?.revision.targetGroups.length ?? 0) > 1) {
    tasks.phase.set(task, TaskPhase.ACTIVATING);
    touchTask(world, task);
    tellTask(world, task, 'status');
    setStep(world, task, world.nowMs + activatingMs, Due.TASK_RUNNING);
    return;
  }
  taskRuns(world, task);
}

/** It has been ACTIVATING for long enough. */
export function taskActivated(world: World, task: number): void {
  world.tasks.step.set(task, 0);
  taskRuns(world, task);
}

function taskRuns(world: World, task: number): void {
  const { tasks } = world;
  world.cancelDue(tasks.step.get(task));
  tasks.step.set(task, 0);
  tasks.phase.set(task, TaskPhase.RUNNING);
  tasks.raise(task, TaskFlag.STARTED);
  tasks.startedAt.set(task, world.nowMs);
  const cluster = clusterOfTask(world, task);
  cluster.pendingTasksCount -= 1;
  cluster.runningTasksCount += 1;
  moveStanding(world, task, Standing.STARTED);
  touchTask(world, task);
  tellTask(world, task, 'status');
  const deployment = deploymentOf(world, task);
  if (deployment === undefined) return;
  const service = world.service(deployment.service);
  deployment.digestsKnown = true;
  // RUNNING ends the row of failed starts (service-scheduler §6).
  // @rule throttle-ends-with-running
  deployment.throttle.failures = 0;
  deployment.throttle.nextStartMs = 0;
  if (deployment.revision.targetGroups.length > 0) service.toRegister.push(task);
  reviewReadiness(world, task);
  requestBeat(world, service);
}

// ------------------------------------------------------------------------------------------------------------- faults

/** Slow provisioning makes the way to the pull longer. */
function stretched(world: World, task: number, ms: number): number {
  if (world.activeFaults.size === 0) return ms;
  let stretchedMs = ms;
  for (const key of world.activeFaults) {
    const record = world.faults.get(key);
    if (record?.fault.kind !== 'slowProvisioning') continue;
    if (record.fault.zone !== undefined && record.fault.zone !== zoneNameOf(world, world.tasks.zone.get(task)))
      continue;
    stretchedMs = Math.round(stretchedMs * (record.fault.times ?? 1)) + record.extraMs;
  }
  return stretchedMs;
}

/** Of several the one that began last. */
function startFault(world: World, task: number): FaultRecord | undefined {
  let found: FaultRecord | undefined;
  if (world.activeFaults.size === 0) return found;
  const definition = world.taskDefinition(world.tasks.taskDefinition.get(task));
  for (const key of world.activeFaults) {
    const record = world.faults.get(key) as FaultRecord;
    const { fault } = record;
    if (fault.kind === 'imagePullFails' && definition.containers.some((container) => container.image === fault.image)) {
      found = record;
    }
    if (
      (fault.kind === 'secretMissing' || fault.kind === 'logGroupMissing') &&
      [definition.family, taskDefinitionName(definition), definition.arn].includes(fault.taskDefinition)
    ) {
      found = record;
    }
  }
  return found;
}

function rememberStartFailure(world: World, task: number, stoppedReason: string): void {
  const number = world.tasks.number.get(task);
  world.extras.set(number, { ...world.extras.get(number), stoppedReason });
}
