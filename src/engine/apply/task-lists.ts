import { Standing } from '../../model/task.js';
import type { DeploymentRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import type { World } from '../world.js';
import { noteCounts } from './tally.js';

/**
 * The counters and lists that views answer from: a deployment's tasks by standing, slots, processes, zones. Every change
 * of a task's standing or phase goes through here, so that no pass has to look at all tasks.
 */

/** Puts a new task into its deployment's list. */
export function listTask(world: World, task: number, standing: Standing): void {
  world.tasks.standing.set(task, standing);
  const key = world.tasks.deployment.get(task);
  if (key === 0) return;
  const deployment = world.deployment(key);
  const service = world.service(deployment.service);
  append(world, key, task, standing);
  deployment.processCount += 1;
  deployment.remainingCount += 1;
  service.occupiedCount += 1;
  const zone = world.tasks.zone.get(task);
  service.zoneCounts[zone] = (service.zoneCounts[zone] ?? 0) + 1;
  noteCounts(world, service);
}

/** Takes a task off its deployment's list, for good. */
export function unlistTask(world: World, task: number): void {
  const key = world.tasks.deployment.get(task);
  if (key !== 0) unlink(world, key, task, world.tasks.standing.get(task));
}

export function moveStanding(world: World, task: number, to: Standing): void {
  const from = world.tasks.standing.get(task);
  if (from === to) return;
  world.tasks.standing.set(task, to);
  const key = world.tasks.deployment.get(task);
  if (key === 0) return;
  unlink(world, key, task, from);
  append(world, key, task, to);
  const deployment = world.deployment(key);
  const service = world.service(deployment.service);
  // Only a PENDING one has it.
  if (world.tasks.has(task, TaskFlag.SUPERSEDED_PENDING)) {
    world.tasks.lower(task, TaskFlag.SUPERSEDED_PENDING);
    deployment.supersededPendingCount -= 1;
  }
  if (from < Standing.LEAVING && to >= Standing.LEAVING) {
    const zone = world.tasks.zone.get(task);
    service.zoneCounts[zone] = (service.zoneCounts[zone] ?? 1) - 1;
  }
  if (to === Standing.GONE) {
    deployment.remainingCount -= 1;
    if (world.settings.slotFreed === 'onStopped') service.occupiedCount -= 1;
    if (world.tasks.has(task, TaskFlag.STOPPED_WHILE_PENDING)) noteEnd(world, deployment, true);
  }
  noteCounts(world, service);
}

/**
 * It is known that the containers of a task have stopped: it becomes DEPROVISIONING, and gives up its slot.
 * @rule bounds-slot-until-containers-stop
 * @rule bounds-deprovisioning-has-no-slot
 */
export function noteContainersStopped(world: World, task: number): void {
  const key = world.tasks.deployment.get(task);
  if (key === 0) return;
  const deployment = world.deployment(key);
  const service = world.service(deployment.service);
  if (world.settings.slotFreed === 'onContainersStopped') service.occupiedCount -= 1;
  if (!world.tasks.has(task, TaskFlag.STOPPED_WHILE_PENDING)) noteEnd(world, deployment, false);
  noteCounts(world, service);
}

/** What the leaving of a deployment behind a target group waits for: of each task, one moment (ruling 20). */
function noteEnd({ nowMs }: World, deployment: DeploymentRecord, stoppedWhilePending: boolean): void {
  deployment.processCount -= 1;
  if (stoppedWhilePending) deployment.pendingEndedAtMs = nowMs;
  else if (deployment.pendingEndedAtMs !== nowMs) deployment.pendingEndedAtMs = deployment.createdAtMs;
}

function append(world: World, key: number, task: number, standing: Standing): void {
  const deployment = world.deployment(key);
  const tail = deployment.tails[standing] as number;
  world.tasks.previous.set(task, tail);
  world.tasks.next.set(task, 0);
  if (tail === 0) deployment.heads[standing] = task;
  else world.tasks.next.set(tail, task);
  deployment.tails[standing] = task;
  deployment.sizes[standing] = (deployment.sizes[standing] as number) + 1;
}

function unlink(world: World, key: number, task: number, standing: Standing): void {
  const deployment = world.deployment(key);
  const previous = world.tasks.previous.get(task);
  const next = world.tasks.next.get(task);
  if (previous === 0) deployment.heads[standing] = next;
  else world.tasks.next.set(previous, next);
  if (next === 0) deployment.tails[standing] = previous;
  else world.tasks.previous.set(next, previous);
  deployment.sizes[standing] = (deployment.sizes[standing] as number) - 1;
}
