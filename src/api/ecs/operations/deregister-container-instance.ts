import { ecsOperation } from '../../operation.js';
import { containerInstanceNotFound } from '../container-instances.js';
import { activeCluster } from '../lookup.js';

/** There is none to take out. */
export const deregisterContainerInstance = ecsOperation('deregisterContainerInstance', {
  members: {
    cluster: 'simulated',
    containerInstance: 'simulated',
    force: 'ignored',
  },
  answers: 'none there',
  handle(world, request) {
    throw containerInstanceNotFound(activeCluster(world, request.cluster), request.containerInstance);
  },
});
