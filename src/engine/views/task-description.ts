import type { World } from '../world.js';
import { taskArn } from './names.js';

/** Detail of an `ECS Task State Change` event. */
export function taskEventDetail(world: World, task: number): Readonly<Record<string, unknown>> {
  return { taskArn: taskArn(world, task) };
}
