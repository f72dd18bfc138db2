import { describeTask } from '../../../engine/views/task-description.js';
import type { Failure, Task } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { activeCluster, arnOf, findTask, refuseOtherCluster } from '../lookup.js';

/**
 * In the order of the request; a task named twice is shown once (inferred from clusters).
 * @rule describe-tasks
 */
export const describeTasks = ecsOperation('describeTasks', {
  members: {
    cluster: 'simulated',
    tasks: 'simulated',
    include: 'simulated',
  },
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    for (const reference of request.tasks) refuseOtherCluster(reference, cluster);
    const tasks: Task[] = [];
    const failures: Failure[] = [];
    const seen = new Set<number>();
    for (const reference of new Set(request.tasks)) {
      const task = findTask(world, cluster, reference);
      if (task === 0) {
        failures.push({ arn: arnOf(world, 'task', reference, cluster), reason: 'MISSING' });
      } else if (!seen.has(task)) {
        seen.add(task);
        tasks.push(describeTask(world, task, { described: true, tags: request.include?.includes('TAGS') ?? false }));
      }
    }
    return { tasks, failures };
  },
});
