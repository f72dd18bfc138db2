import { protectTask } from '../../../engine/apply/task-protection.js';
import type { ClusterRecord } from '../../../engine/store/records.js';
import { TaskFlag } from '../../../engine/store/task-table.js';
import type { World } from '../../../engine/world.js';
import type { Failure, ProtectedTask } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { activeCluster, arnOf, findTask, placeOfTasks, refuseOtherCluster } from '../lookup.js';
import { describeProtection } from '../task-protection.js';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html */
const defaultMinutes = 120;

/**
 * Protects tasks of services from scale-in and deployments. Each call starts the time anew; `expiresInMinutes` means nothing
 * when protection is taken away (proposed).
 * @rule task-protection
 */
export const updateTaskProtection = ecsOperation('updateTaskProtection', {
  members: {
    cluster: 'simulated',
    tasks: 'simulated',
    protectionEnabled: 'simulated',
    expiresInMinutes: 'simulated',
  },
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    for (const reference of request.tasks) refuseOtherCluster(reference, cluster);
    const protectedTasks: ProtectedTask[] = [];
    const failures: Failure[] = [];
    const untilMs = request.protectionEnabled
      ? world.nowMs + (request.expiresInMinutes ?? defaultMinutes) * 60_000
      : undefined;
    for (const reference of new Set(request.tasks)) {
      const reason = refusedFor(world, cluster, reference, request.protectionEnabled);
      if (reason === undefined) {
        const task = findTask(world, cluster, reference);
        protectTask(world, task, untilMs);
        protectedTasks.push(describeProtection(world, task));
      } else {
        failures.push({ arn: arnOf(world, 'task', reference, cluster), reason });
      }
    }
    return { protectedTasks, failures };
  },
  tells: ({ cluster, tasks, protectionEnabled }, world) => ({
    ...placeOfTasks(world, cluster, tasks),
    about: `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'} ${protectionEnabled ? 'protected' : 'unprotected'}`,
  }),
});

/**
 * Standalone tasks cannot be protected, nor (inferred) those that are asked to stop. While protected tasks keep a deployment
 * from settling, no other is protected.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 * @rule task-protection-blocks-protection
 */
function refusedFor(world: World, cluster: ClusterRecord, reference: string, enable: boolean): string | undefined {
  const task = findTask(world, cluster, reference);
  if (task === 0) return 'MISSING';
  const service = world.serviceOfTask(task);
  if (service === undefined || world.tasks.has(task, TaskFlag.STOP_REQUESTED)) return 'TASK_NOT_VALID';
  const isBlocked = [...service.told.keys()].some((key) => key.startsWith('protected '));
  return enable && isBlocked && !world.tasks.has(task, TaskFlag.PROTECTED) ? 'DEPLOYMENT_BLOCKED' : undefined;
}
