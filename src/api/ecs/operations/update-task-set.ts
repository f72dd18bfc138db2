import { scaleTaskSet } from '../../../engine/apply/task-sets.js';
import { ecsOperation } from '../../operation.js';
import { describeTaskSet } from '../describe-task-set.js';
import { externalServiceOf, refuseTasks, taskSetOf, unsimulatedTasksOf } from '../external-services.js';
import { activeCluster, placeOf } from '../lookup.js';

/** Rescales a task set. */
export const updateTaskSet = ecsOperation('updateTaskSet', {
  members: {
    cluster: 'simulated',
    service: 'simulated',
    taskSet: 'simulated',
    scale: 'kept',
  },
  unsimulated: [unsimulatedTasksOf('scale')],
  answers: 'recorded',
  handle(world, request) {
    const service = externalServiceOf(world, activeCluster(world, request.cluster), request.service);
    const taskSet = taskSetOf(service, request.taskSet);
    const scalePercent = request.scale.value ?? 0;
    refuseTasks('scale', { desiredCount: service.desiredCount, taskSets: [{ scalePercent }] });
    scaleTaskSet(world, taskSet, scalePercent);
    return { taskSet: describeTaskSet(world, service, taskSet, { tags: false }) };
  },
  tells: (request) => ({ ...placeOf(request.cluster, request.service), about: `scale ${request.scale.value ?? 0} %` }),
});
