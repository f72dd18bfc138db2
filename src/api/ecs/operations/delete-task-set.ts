import { deleteTaskSet as applyDeleteTaskSet } from '../../../engine/apply/task-sets.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { describeTaskSet } from '../describe-task-set.js';
import { externalServiceOf, taskSetOf } from '../external-services.js';
import { activeCluster, placeOf } from '../lookup.js';

/**
 * The reply shows it DRAINING (documented); none of its tasks run, so it is gone afterwards. Without `force` it must be scaled
 * to 0, and not be the primary one (texts inferred).
 * @see https://docs.aws.amazon.com/cli/latest/reference/ecs/delete-task-set.html
 * @rule task-set-delete
 */
export const deleteTaskSet = ecsOperation('deleteTaskSet', {
  members: {
    cluster: 'simulated',
    service: 'simulated',
    taskSet: 'simulated',
    force: 'simulated',
  },
  answers: 'recorded',
  handle(world, request) {
    const service = externalServiceOf(world, activeCluster(world, request.cluster), request.service);
    const taskSet = taskSetOf(service, request.taskSet);
    const reason =
      taskSet.scalePercent > 0
        ? 'while it is scaled above 0'
        : taskSet.status === 'PRIMARY'
          ? 'while it is the primary task set'
          : undefined;
    if (reason !== undefined && request.force !== true) {
      throw new EcsApiError('InvalidParameterException', `The task set cannot be deleted ${reason}.`, {
        resource: `service ${service.name}`,
        value: taskSet.id,
        help: 'Scale it to 0 and make another one the primary one first, or delete it with force.',
      });
    }
    const described = describeTaskSet(world, service, taskSet, { tags: false });
    applyDeleteTaskSet(service, taskSet);
    return { taskSet: { ...described, status: 'DRAINING', computedDesiredCount: 0 } };
  },
  tells: (request) => ({ ...placeOf(request.cluster, request.service), about: request.force === true ? 'force' : '' }),
});
