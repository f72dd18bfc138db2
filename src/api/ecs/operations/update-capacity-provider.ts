import { updateCapacityProvider as applyUpdateCapacityProvider } from '../../../engine/apply/capacity-providers.js';
import { ecsOperation } from '../../operation.js';
import { refuseUnsimulated } from '../../unsimulated.js';
import { refuseSteps } from '../../validation/ecs/capacity-provider-rules.js';
import { refusalError } from '../../validation/refusal-error.js';
import {
  changeableProvider,
  describeCapacityProvider,
  unsimulatedManagedInstances,
  updated,
} from '../capacity-provider-records.js';
import { activeCluster } from '../lookup.js';

/** What isn't given stays. AWS shows UPDATE_IN_PROGRESS first; here the change takes no time. */
export const updateCapacityProvider = ecsOperation('updateCapacityProvider', {
  members: {
    name: 'simulated',
    cluster: 'simulated',
    autoScalingGroupProvider: 'kept',
    managedInstancesProvider: 'refused',
  },
  unsimulated: [unsimulatedManagedInstances],
  answers: 'recorded',
  handle(world, request) {
    if (request.cluster !== undefined) activeCluster(world, request.cluster);
    const provider = changeableProvider(world, request.name);
    refuseUnsimulated('ecs', [unsimulatedManagedInstances], request);
    const next = updated(provider.autoScalingGroupProvider, request.autoScalingGroupProvider ?? {});
    const refusal = refuseSteps((next.managedScaling ?? {}) as Parameters<typeof refuseSteps>[0]);
    if (refusal !== undefined) throw refusalError('ecs', 'updateCapacityProvider', refusal, { request });
    applyUpdateCapacityProvider(provider, next);
    return {
      capacityProvider: {
        ...describeCapacityProvider(world, provider, { tags: false }),
        updateStatus: 'UPDATE_IN_PROGRESS' as const,
      },
    };
  },
  tells: ({ name }) => ({ about: name }),
});
