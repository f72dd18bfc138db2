import { ecsOperation } from '../../operation.js';
import { missingContainerInstances } from '../container-instances.js';
import { activeCluster } from '../lookup.js';

/** Whatever is named is MISSING. */
export const updateContainerInstancesState = ecsOperation('updateContainerInstancesState', {
  members: {
    cluster: 'simulated',
    containerInstances: 'simulated',
    status: 'simulated',
  },
  answers: 'none there',
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    return {
      containerInstances: [],
      failures: missingContainerInstances(world, cluster, request.containerInstances),
    };
  },
});
