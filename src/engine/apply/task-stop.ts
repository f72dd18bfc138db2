import { ContainerStatus, isSchedulerStop, Readiness, Standing, StopCause, TaskPhase } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import { ContainerFlag } from '../store/container-table.js';
import type { ContainerPlan, ServiceRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { clusterOfTask, deploymentOf } from '../views/names.js';
import { wasStoppedWhileProvisioning } from '../views/task-moments.js';
import type { World } from '../world.js';
import { latencyMs } from './latency.js';
import { cancelJudgement, setReadiness } from './readiness.js';
import { requestBeat, requestNextBeat } from './schedule.js';
import { noteGone, noteStopRequest } from './service-learns.js';
import { moveStanding, noteContainersStopped } from './task-lists.js';
import { tellContainer, tellTask, touchTask } from './tell.js';

/** How a task goes: the request, deregistration, SIGTERM in reverse order of dependencies, SIGKILL, and the end. */

export interface StopDetails {
  /** Shown as `stoppedReason` instead of the standard text of the cause. */
  readonly reason?: string;
  /** Key of the deployment that caused it: named in the reason of a scaling stop. */
  readonly stoppedFor?: number;
  /** It goes to make room for a newer deployment. */
  readonly makesRoom?: boolean;
}

const noDetails: StopDetails = {};

/**
 * Sets `desiredStatus` to STOPPED, once and for all: a second request changes nothing, the first cause stays.
 * @rule task-first-cause-stays
 */
export function requestStop(world: World, task: number, cause: StopCause, details: StopDetails = noDetails): void {
  const { tasks } = world;
  if (tasks.has(task, TaskFlag.STOP_REQUESTED) || tasks.phase.get(task) === TaskPhase.STOPPED) return;
  const cluster = clusterOfTask(world, task);
  if (tasks.phase.get(task) === TaskPhase.RUNNING) cluster.runningTasksCount -= 1;
  else cluster.pendingTasksCount -= 1;

  tasks.raise(task, TaskFlag.STOP_REQUESTED);
  tasks.stoppingAt.set(task, world.nowMs);
  tasks.stopCause.set(task, cause);
  rememberReason(world, task, details);
  world.cancelDue(tasks.step.get(task));
  tasks.step.set(task, 0);
  cancelJudgement(world, task);

  const started = tasks.has(task, TaskFlag.STARTED);
  if (!started) tasks.raise(task, TaskFlag.STOPPED_WHILE_PENDING);
  const deployment = deploymentOf(world, task);
  if (deployment !== undefined)
    noteStopRequest(world, task, deployment, { cause, makesRoom: details.makesRoom ?? false });

  const outgoing = outgoingStanding(world, cause);
  moveStanding(world, task, outgoing);
  setReadiness(world, task, Readiness.NOT_READY);
  if (!endedByItself(world, task, cause)) touchTask(world, task);
  leavePhase(world, task, cause);
  tellTask(world, task, 'stopRequested');
}

/**
 * Then there is no version for the request, only for what follows (recorded: task_dependency_transitions.json #20 to #31).
 * @rule task-version
 */
const endedByItself = (world: World, task: number, cause: StopCause): boolean =>
  (cause === StopCause.ESSENTIAL_EXITED || cause === StopCause.FAILED_TO_START) && !hasRunningContainer(world, task);

/** @rule unhealthy-dead-are-replaced-when-stopped */
function outgoingStanding(world: World, cause: StopCause): Standing {
  if (isSchedulerStop(cause)) return Standing.LEAVING;
  const early = world.settings.replaceExternallyStopped === 'onStopRequested' && cause !== StopCause.FAILED_TO_START;
  return early ? Standing.LEAVING : Standing.DYING;
}

function rememberReason(world: World, task: number, { reason, stoppedFor }: StopDetails): void {
  if (stoppedFor !== undefined) world.tasks.stoppedFor.set(task, stoppedFor);
  if (reason === undefined && world.extras.size === 0) return;
  const number = world.tasks.number.get(task);
  const extras = world.extras.get(number);
  if (reason === undefined && extras?.stoppedReason === undefined) return;
  const { stoppedReason: _former, ...rest } = extras ?? {};
  world.extras.set(number, { ...rest, ...(reason === undefined ? {} : { stoppedReason: reason }) });
}

/**
 * The way out of each phase (task-lifecycle §2.1).
 * @rule task-stopped-while-pending
 * @rule task-drains-before-it-stops
 */
function leavePhase(world: World, task: number, cause: StopCause): void {
  const { tasks } = world;
  switch (tasks.phase.get(task)) {
    case TaskPhase.PROVISIONING:
      endContainers(world, task);
      enterDeprovisioning(world, task, provisioningStopMs(world, task));
      break;
    case TaskPhase.PENDING:
    case TaskPhase.ACTIVATING:
      tasks.phase.set(task, TaskPhase.STOPPING);
      if (hasRunningContainer(world, task)) {
        forgetStarts(world, task);
        setStep(world, task, world.nowMs + world.settings.latency.sigtermMs, Due.TASK_SIGTERM);
      } else {
        endContainers(world, task);
        setStep(world, task, world.nowMs + latencyMs(world, task, 'pendingStopMs'), Due.TASK_DEPROVISIONS);
      }
      break;
    case TaskPhase.RUNNING:
      if (isSchedulerStop(cause) && tasks.firstTarget.get(task) !== 0) {
        // Its targets drain first; the scheduler deregisters them one pass later (ruling 19).
        tasks.phase.set(task, TaskPhase.DEACTIVATING);
        const service = world.serviceOfTask(task) as ServiceRecord;
        service.toDeregister.push(task);
        requestNextBeat(world, service);
      } else {
        // @rule task-stop-and-crash-do-not-drain
        // StopTask and crashes don't wait for the balancer: SIGTERM comes at once, the target is deregistered when the
        // task is STOPPED (observed: containers-roadmap #708, evidence g8, cd).
        tasks.phase.set(task, TaskPhase.STOPPING);
        setStep(world, task, world.nowMs + world.settings.latency.sigtermMs, Due.TASK_SIGTERM);
      }
      break;
    default:
      break;
  }
}

/**
 * A task that is stopped while PROVISIONING: quickly before it has a network interface (recorded: 7.6 s), otherwise the
 * interface has to go first, as when it is stopped while PENDING (evidence fp: 25.4 s).
 * @rule task-stopped-while-provisioning
 */
function provisioningStopMs(world: World, task: number): number {
  const { latency } = world.settings;
  const hasInterface = world.nowMs - world.tasks.createdAt.get(task) >= latency.networkInterfaceMs;
  if (!hasInterface) return latency.provisioningStopMs;
  return latencyMs(world, task, 'pendingStopMs') + latencyMs(world, task, 'deprovisioningMs');
}

/**
 * All targets of a DEACTIVATING task are `unused`: about a pass later its containers are stopped (ruling 19).
 * @rule task-sigterm-after-draining
 */
export function taskDrained(world: World, task: number): void {
  // Its process has ended while it drained: the rest is being stopped already.
  if (world.tasks.step.get(task) !== 0) return;
  const delayMs = latencyMs(world, task, 'drainedMs') + world.settings.latency.sigtermMs;
  setStep(world, task, world.nowMs + delayMs, Due.TASK_SIGTERM);
}

/**
 * SIGTERM goes out to every container on which no running one depends.
 * @rule task-sigterm-after-request
 */
export function taskSigterm(world: World, task: number): void {
  world.tasks.step.set(task, 0);
  world.tasks.phase.set(task, TaskPhase.STOPPING);
  forgetStarts(world, task);
  signalNext(world, task);
}

/**
 * Signals what may go next; when nothing runs any more, the stop is reported.
 * @rule task-reverse-order
 * @rule task-kill-time
 */
export function signalNext(world: World, task: number): void {
  const { tasks, containers } = world;
  if (tasks.phase.get(task) !== TaskPhase.STOPPING || tasks.step.get(task) !== 0) return;
  const plans = world.taskDefinition(tasks.taskDefinition.get(task)).containers;
  const first = tasks.firstContainer.get(task);
  let running = false;
  let killed = false;
  for (let index = 0; index < plans.length; index += 1) {
    const container = first + index;
    if (containers.status.get(container) !== ContainerStatus.RUNNING) {
      killed ||= containers.has(container, ContainerFlag.SIGKILLED);
      continue;
    }
    running = true;
    if (containers.has(container, ContainerFlag.SIGTERM)) continue;
    const { dependants, stopTimeoutMs } = plans[index] as ContainerPlan;
    const isNeeded =
      dependants.length > 0 &&
      dependants.some((dependant) => containers.status.get(first + dependant) === ContainerStatus.RUNNING);
    if (!isNeeded) signal(world, container, stopTimeoutMs);
  }
  if (running) return;
  endContainers(world, task);
  setStep(world, task, world.nowMs + latencyMs(world, task, killed ? 'killMs' : 'exitReportMs'), Due.TASK_DEPROVISIONS);
}

/**
 * SIGTERM; SIGKILL after the stop timeout, unless the process is gone by then.
 * @rule task-sigkill
 */
function signal(world: World, container: number, stopTimeoutMs: number): void {
  const { containers } = world;
  const behaviour = world.behaviour(containers.behaviour.get(container));
  containers.raise(container, ContainerFlag.SIGTERM);
  world.cancelDue(containers.probe.get(container));
  containers.probe.set(container, 0);
  const obeysMs = behaviour.sigtermExitMs ?? Number.POSITIVE_INFINITY;
  const endsMs = world.nowMs + Math.min(obeysMs, stopTimeoutMs);
  const ownEndMs =
    containers.step.get(container) === 0
      ? Number.POSITIVE_INFINITY
      : world.agenda.atMsOf(containers.step.get(container));
  tellContainer(world, container, { change: 'sigterm' });
  if (ownEndMs <= endsMs) return;
  if (obeysMs > stopTimeoutMs) containers.raise(container, ContainerFlag.SIGKILLED);
  world.cancelDue(containers.step.get(container));
  containers.step.set(container, world.due(endsMs, Due.CONTAINER_EXITS, container));
}

/**
 * Containers gone and reported: the network interface and the capacity are released.
 * @rule task-exit-report-time
 */
export function taskDeprovisions(world: World, task: number): void {
  world.tasks.step.set(task, 0);
  world.tasks.executionStoppedAt.set(task, world.nowMs);
  enterDeprovisioning(world, task, latencyMs(world, task, 'deprovisioningMs'));
}

/** @rule task-deprovisioning-time */
function enterDeprovisioning(world: World, task: number, forMs: number): void {
  const { tasks } = world;
  noteContainersStopped(world, task);
  tasks.phase.set(task, TaskPhase.DEPROVISIONING);
  if (!wasStoppedWhileProvisioning(world, task)) {
    touchTask(world, task);
    tellTask(world, task, 'status');
  }
  const deployment = deploymentOf(world, task);
  // A slot is free: the next beat may use it.
  if (deployment !== undefined) requestBeat(world, world.service(deployment.service));
  setStep(world, task, world.nowMs + forMs, Due.TASK_STOPPED);
}

export function taskStopped(world: World, task: number): void {
  const { tasks } = world;
  tasks.step.set(task, 0);
  tasks.phase.set(task, TaskPhase.STOPPED);
  tasks.stoppedAt.set(task, world.nowMs);
  moveStanding(world, task, Standing.GONE);
  touchTask(world, task);
  // DEPROVISIONING was a version too, over before anybody could see it (recorded: task_tokens.json #14).
  if (wasStoppedWhileProvisioning(world, task)) tasks.version.set(task, tasks.version.get(task) + 1);
  tellTask(world, task, 'status');
  tasks.step.set(task, world.due(world.nowMs + world.settings.scheduler.stoppedTaskVisibleMs, Due.TASK_PURGE, task));
  const extras = world.extras.size === 0 ? undefined : world.extras.get(tasks.number.get(task));
  if (extras?.protectionExpiry !== undefined) {
    world.cancelDue(extras.protectionExpiry);
    delete extras.protectionExpiry;
  }
  const deployment = deploymentOf(world, task);
  if (deployment !== undefined) noteGone(world, task, deployment);
}

/**
 * The host is gone: no signal reaches the containers, they end at once and without an exit code.
 * @rule task-host-lost
 */
export function loseHost(world: World, task: number): void {
  if (world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING) return;
  requestStop(world, task, StopCause.INFRASTRUCTURE);
  if (world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING) return;
  world.tasks.phase.set(task, TaskPhase.STOPPING);
  endContainers(world, task);
  setStep(world, task, world.nowMs + latencyMs(world, task, 'exitReportMs'), Due.TASK_DEPROVISIONS);
}

// ------------------------------------------------------------------------------------------------------------ details

function hasRunningContainer(world: World, task: number): boolean {
  const first = world.tasks.firstContainer.get(task);
  const count = world.taskDefinition(world.tasks.taskDefinition.get(task)).containers.length;
  for (let container = first; container < first + count; container += 1) {
    if (world.containers.status.get(container) === ContainerStatus.RUNNING) return true;
  }
  return false;
}

/** Containers that haven't started don't any more, nor do those that were about to start again. */
function forgetStarts(world: World, task: number): void {
  const { containers } = world;
  const first = world.tasks.firstContainer.get(task);
  const count = world.taskDefinition(world.tasks.taskDefinition.get(task)).containers.length;
  for (let container = first; container < first + count; container += 1) {
    const isRestarting = containers.has(container, ContainerFlag.RESTARTING);
    if (containers.status.get(container) !== ContainerStatus.PENDING && !isRestarting) continue;
    world.cancelDue(containers.step.get(container));
    containers.step.set(container, 0);
    if (!isRestarting) continue;
    containers.lower(container, ContainerFlag.RESTARTING);
    containers.status.set(container, ContainerStatus.STOPPED);
  }
}

/** Whatever hasn't run never will: nothing of the task's containers stays on the agenda. */
function endContainers(world: World, task: number): void {
  const { containers } = world;
  const first = world.tasks.firstContainer.get(task);
  const count = world.taskDefinition(world.tasks.taskDefinition.get(task)).containers.length;
  for (let container = first; container < first + count; container += 1) {
    world.cancelDue(containers.step.get(container));
    containers.step.set(container, 0);
    world.cancelDue(containers.probe.get(container));
    containers.probe.set(container, 0);
    world.cancelDue(containers.startTimeout.get(container));
    containers.startTimeout.set(container, 0);
    containers.lower(container, ContainerFlag.RESTARTING);
    containers.status.set(container, ContainerStatus.STOPPED);
  }
}

export function setStep(world: World, task: number, atMs: number, kind: number): void {
  world.cancelDue(world.tasks.step.get(task));
  world.tasks.step.set(task, world.due(atMs, kind, task));
}
