import { TaskFlag } from '../../engine/store/task-table.js';
import { taskArn } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { ProtectedTask } from '../../model/aws/ecs.generated.js';

/** `expirationDate` is absent where protection is off. */
export function describeProtection(world: World, task: number): ProtectedTask {
  const protectionEnabled = world.tasks.has(task, TaskFlag.PROTECTED);
  const untilMs = world.extras.get(world.tasks.number.get(task))?.protectedUntilMs;
  return {
    taskArn: taskArn(world, task),
    protectionEnabled,
    ...(protectionEnabled && untilMs !== undefined ? { expirationDate: new Date(untilMs) } : {}),
  };
}
