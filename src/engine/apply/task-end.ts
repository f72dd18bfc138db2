import type { World } from '../world.js';
import { detachTargets } from './targets.js';
import { unlistTask } from './task-lists.js';

/**
 * A stopped task is no longer visible: its rows are free for others.
 * @rule task-stopped-stays-visible
 */
export function purgeTask(world: World, task: number): void {
  const { tasks } = world;
  const number = tasks.number.get(task);
  const count = world.taskDefinition(tasks.taskDefinition.get(task)).containers.length;
  detachTargets(world, task);
  forgetQueued(world, task);
  unlistTask(world, task);
  world.taskIndex.delete(number);
  const extras = world.extras.get(number);
  if (extras !== undefined) {
    world.extras.delete(number);
    if (extras.run !== undefined) forgetRun(world, extras.run);
  }
  world.containers.releaseRun(tasks.firstContainer.get(task), count);
  tasks.release(task);
}

/** A task that vanishes before its service's next beat waits for nothing there: its row may be another's by then. */
function forgetQueued(world: World, task: number): void {
  const service = world.serviceOfTask(task);
  if (service === undefined) return;
  for (const waiting of [service.toCount, service.toRegister, service.toDeregister, service.toTellStopped]) {
    const place = waiting.indexOf(task);
    if (place >= 0) waiting.splice(place, 1);
  }
}

/**
 * The client token of a RunTask means nothing any more once the last of its tasks has been STOPPED for an hour: as long as
 * a stopped task is visible (ECS_Idempotency).
 * @rule run-task-token-is-forgotten
 */
function forgetRun(world: World, key: string): void {
  const isVisible = world.idempotentRuns.get(key)?.tasks.some((number) => world.taskIndex.get(number) !== 0);
  if (isVisible !== true) world.idempotentRuns.delete(key);
}
