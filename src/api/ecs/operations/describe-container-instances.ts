import { ecsOperation } from '../../operation.js';
import { missingContainerInstances } from '../container-instances.js';
import { activeCluster } from '../lookup.js';

/** Whatever is named is MISSING. */
export const describeContainerInstances = ecsOperation('describeContainerInstances', {
  members: {
    cluster: 'simulated',
    containerInstances: 'simulated',
    include: 'ignored',
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
