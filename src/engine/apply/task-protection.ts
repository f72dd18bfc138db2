import { Due } from '../agenda/due.js';
import { TaskFlag } from '../store/task-table.js';
import type { World } from '../world.js';
import { requestBeat } from './schedule.js';
import { tellTask } from './tell.js';

/** Scale-in protection on or off. `untilMs` is only given when it is on. */
export function protectTask(world: World, task: number, untilMs: number | undefined): void {
  const number = world.tasks.number.get(task);
  const { protectionExpiry, protectedUntilMs: _former, ...rest } = world.extras.get(number) ?? {};
  if (protectionExpiry !== undefined) world.cancelDue(protectionExpiry);
  if (untilMs === undefined) {
    world.tasks.lower(task, TaskFlag.PROTECTED);
    world.extras.set(number, rest);
  } else {
    world.tasks.raise(task, TaskFlag.PROTECTED);
    world.extras.set(number, {
      ...rest,
      protectionExpiry: world.due(untilMs, Due.PROTECTION_EXPIRES, task),
      protectedUntilMs: untilMs,
    });
  }
  tellTask(world, task, untilMs === undefined ? 'unprotected' : 'protected');
  const service = world.serviceOfTask(task);
  if (service !== undefined) requestBeat(world, service);
}

/**
 * Protection ends by itself: there is no forced stop, the task is eligible from the next pass on.
 * @rule task-protection-expires
 */
export function protectionExpires(world: World, task: number): void {
  const number = world.tasks.number.get(task);
  const { protectionExpiry: _handle, protectedUntilMs: _until, ...rest } = world.extras.get(number) ?? {};
  world.extras.set(number, rest);
  world.tasks.lower(task, TaskFlag.PROTECTED);
  tellTask(world, task, 'unprotected');
  const service = world.serviceOfTask(task);
  if (service !== undefined) requestBeat(world, service);
}
