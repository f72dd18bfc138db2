import { TaskPhase } from '../../model/task.js';
import { TaskFlag } from '../store/task-table.js';
import type { World } from '../world.js';

/** Moments of a task's life as far as an observer can see them now; ms since the epoch, undefined where there is none. */
export interface TaskMoments {
  readonly connectivityAtMs: number | undefined;
  readonly pullStartedAtMs: number | undefined;
  readonly pullStoppedAtMs: number | undefined;
  readonly startedAtMs: number | undefined;
  readonly stoppingAtMs: number | undefined;
  readonly executionStoppedAtMs: number | undefined;
  readonly stoppedAtMs: number | undefined;
}

/**
 * Stopped before it was PENDING. What is shown stays PROVISIONING until it is STOPPED, though its slot is free at once
 * (recorded: task_tokens.json #11 to #15).
 * @rule task-stopped-while-provisioning
 */
export const wasStoppedWhileProvisioning = (world: World, task: number): boolean =>
  world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING &&
  !world.tasks.has(task, TaskFlag.STARTED) &&
  world.tasks.executionStoppedAt.get(task) === 0;

/**
 * The times of connection and pull become visible together, with RUNNING, or when the task's end is reported; a pull goes
 * on while its task is being stopped (recorded: services.json #75 to #80, execution.json events).
 * @rule task-moments-visible-together
 */
export function momentsOf(world: World, task: number): TaskMoments {
  const { tasks } = world;
  const phase = tasks.phase.get(task);
  const started = tasks.has(task, TaskFlag.STARTED);
  const createdMs = tasks.createdAt.get(task);
  const stoppedMs = tasks.stoppedAt.get(task);
  const neverPending = wasStoppedWhileProvisioning(world, task);
  const isReported = started || (phase >= TaskPhase.DEPROVISIONING && !neverPending) || phase === TaskPhase.STOPPED;

  const connectivityMs = createdMs + world.settings.latency.connectivityMs;
  const pullStartedMs = createdMs + tasks.pullStartedMs.get(task);
  const pullStoppedMs = createdMs + tasks.pullStoppedMs.get(task);
  const hasPulled =
    started ||
    (isReported && !neverPending && !failedBeforePull(world, task) && pullStartedMs <= tasks.stoppingAt.get(task));
  const executionStoppedMs = tasks.executionStoppedAt.get(task);
  const untilMs = stoppedMs === 0 ? world.nowMs : stoppedMs;
  return {
    connectivityAtMs: isReported && connectivityMs <= untilMs ? connectivityMs : undefined,
    pullStartedAtMs: hasPulled ? pullStartedMs : undefined,
    pullStoppedAtMs: hasPulled && pullStoppedMs <= untilMs ? pullStoppedMs : undefined,
    startedAtMs: started ? tasks.startedAt.get(task) : undefined,
    stoppingAtMs: tasks.has(task, TaskFlag.STOP_REQUESTED) ? tasks.stoppingAt.get(task) : undefined,
    executionStoppedAtMs: executionStoppedMs !== 0 && hasPulled ? executionStoppedMs : undefined,
    stoppedAtMs: phase === TaskPhase.STOPPED ? stoppedMs : undefined,
  };
}

/**
 * Secrets and log groups are looked up before any image is pulled (inferred).
 * @rule start-resource-failure
 */
function failedBeforePull(world: World, task: number): boolean {
  const reason = world.extras.get(world.tasks.number.get(task))?.stoppedReason;
  return reason?.startsWith('ResourceInitializationError') === true;
}
