import { makePrimary } from '../../../engine/apply/task-sets.js';
import { ecsOperation } from '../../operation.js';
import { describeTaskSet } from '../describe-task-set.js';
import { externalServiceOf, taskSetOf } from '../external-services.js';
import { activeCluster, placeOf } from '../lookup.js';

/**
 * Its definition, load balancers and registries are the service's from then on.
 * @rule task-set-primary
 */
export const updateServicePrimaryTaskSet = ecsOperation('updateServicePrimaryTaskSet', {
  members: {
    cluster: 'simulated',
    service: 'simulated',
    primaryTaskSet: 'simulated',
  },
  answers: 'recorded',
  handle(world, request) {
    const service = externalServiceOf(world, activeCluster(world, request.cluster), request.service);
    const taskSet = taskSetOf(service, request.primaryTaskSet);
    makePrimary(world, service, taskSet);
    return { taskSet: describeTaskSet(world, service, taskSet, { tags: false }) };
  },
  tells: (request) => ({ ...placeOf(request.cluster, request.service), about: request.primaryTaskSet }),
});
