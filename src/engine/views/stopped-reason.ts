import { StopCause } from '../../model/task.js';
import type { World } from '../world.js';

/**
 * `stoppedReason` of a task that was asked to stop, or stopped by itself.
 * Texts: task-lifecycle §7; recorded ones win.
 * @rule task-stopped-reason
 */
export function stoppedReasonOf(world: World, task: number): string {
  const extras = world.extras.get(world.tasks.number.get(task));
  if (extras?.stoppedReason !== undefined) return extras.stoppedReason;
  const cause = world.tasks.stopCause.get(task);
  switch (cause) {
    case StopCause.USER:
      return 'Task stopped by user';
    case StopCause.ESSENTIAL_EXITED:
      return 'Essential container in task exited';
    case StopCause.FAILED_TO_START:
      return 'Task failed to start';
    case StopCause.SCALING:
    case StopCause.SERVICE_DELETED: {
      // Where no other deployment is the cause, it is its own.
      const causedBy = world.tasks.stoppedFor.get(task) || world.tasks.deployment.get(task);
      return `Scaling activity initiated by (deployment ${world.deployment(causedBy).id})`;
    }
    case StopCause.CONTAINER_UNHEALTHY:
      return 'Task failed container health checks';
    case StopCause.TARGET_UNHEALTHY:
      return 'Task failed ELB health checks';
    case StopCause.INFRASTRUCTURE:
      return 'Task stopped due to underlying infrastructure health.';
    case StopCause.NONE:
      return '';
    default:
      cause satisfies never;
      return '';
  }
}
