import type { Failure, TaskSet } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { describeTaskSet } from '../describe-task-set.js';
import { externalServiceOf, findTaskSet } from '../external-services.js';
import { activeCluster, arnOf } from '../lookup.js';

/** Those that are named, each once, or all of the service, oldest first. */
export const describeTaskSets = ecsOperation('describeTaskSets', {
  members: {
    cluster: 'simulated',
    service: 'simulated',
    taskSets: 'simulated',
    include: 'simulated',
  },
  answers: 'recorded',
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const service = externalServiceOf(world, cluster, request.service);
    const { taskSets: given = [], include = [] } = request;
    const failures: Failure[] = [];
    const taskSets: TaskSet[] = [];
    for (const reference of new Set(given.length === 0 ? service.taskSets.map(({ id }) => id) : given)) {
      const found = findTaskSet(service, reference);
      if (found === undefined) {
        failures.push({ arn: arnOf(world, 'task-set', `${service.name}/${reference}`, cluster), reason: 'MISSING' });
      } else if (!taskSets.some(({ id }) => id === found.id)) {
        taskSets.push(describeTaskSet(world, service, found, { tags: include.includes('TAGS') }));
      }
    }
    return { taskSets, failures };
  },
});
