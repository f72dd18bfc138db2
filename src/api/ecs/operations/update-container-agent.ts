import { ecsOperation } from '../../operation.js';
import { containerInstanceNotFound } from '../container-instances.js';
import { activeCluster } from '../lookup.js';

/** There is none whose agent could be updated. */
export const updateContainerAgent = ecsOperation('updateContainerAgent', {
  members: {
    cluster: 'simulated',
    containerInstance: 'simulated',
  },
  answers: 'none there',
  handle(world, request) {
    throw containerInstanceNotFound(activeCluster(world, request.cluster), request.containerInstance);
  },
});
