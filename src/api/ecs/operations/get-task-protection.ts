import { TaskFlag } from '../../../engine/store/task-table.js';
import { clusterOfTask } from '../../../engine/views/names.js';
import type { Failure, ProtectedTask } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { activeCluster, arnOf, findTask, refuseOtherCluster } from '../lookup.js';
import { describeProtection } from '../task-protection.js';

/**
 * Without tasks: the protected ones of the cluster (inferred).
 * @rule protection-of-a-cluster
 */
export const getTaskProtection = ecsOperation('getTaskProtection', {
  members: {
    cluster: 'simulated',
    tasks: 'simulated',
  },
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const protectedTasks: ProtectedTask[] = [];
    const failures: Failure[] = [];
    if (request.tasks === undefined || request.tasks.length === 0) {
      for (const task of world.taskIndex.rows()) {
        if (world.tasks.has(task, TaskFlag.PROTECTED) && clusterOfTask(world, task) === cluster)
          protectedTasks.push(describeProtection(world, task));
      }
      return { protectedTasks, failures };
    }
    for (const reference of request.tasks) refuseOtherCluster(reference, cluster);
    for (const reference of new Set(request.tasks)) {
      const task = findTask(world, cluster, reference);
      if (task === 0) failures.push({ arn: arnOf(world, 'task', reference, cluster), reason: 'MISSING' });
      else protectedTasks.push(describeProtection(world, task));
    }
    return { protectedTasks, failures };
  },
});
