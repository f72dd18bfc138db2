import { ecsOperation } from '../../operation.js';
import { attributeTargetNotFound } from '../attribute-targets.js';
import { activeCluster } from '../lookup.js';

/** There is no container instance that could have them. */
export const deleteAttributes = ecsOperation('deleteAttributes', {
  members: {
    cluster: 'simulated',
    attributes: 'simulated',
  },
  answers: 'none there',
  handle(world, request) {
    activeCluster(world, request.cluster);
    throw attributeTargetNotFound(request.attributes);
  },
});
