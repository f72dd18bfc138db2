import { createCapacityProvider as applyCreateCapacityProvider } from '../../../engine/apply/capacity-providers.js';
import type { World } from '../../../engine/world.js';
import type { CreateCapacityProviderRequest } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { refuseUnsimulated } from '../../unsimulated.js';
import type { Parsed } from '../../validation/parsed.js';
import { describeCapacityProvider, filledIn, unsimulatedManagedInstances } from '../capacity-provider-records.js';
import { activeCluster } from '../lookup.js';

/** Auto Scaling groups aren't looked up: there are none here. */
export const createCapacityProvider = ecsOperation('createCapacityProvider', {
  members: {
    name: 'simulated',
    cluster: 'simulated',
    autoScalingGroupProvider: 'kept',
    managedInstancesProvider: 'refused',
    tags: 'simulated',
  },
  unsimulated: [unsimulatedManagedInstances],
  answers: 'recorded',
  handle(world, request) {
    if (request.cluster !== undefined) activeCluster(world, request.cluster);
    refuseTaken(world, request);
    refuseUnsimulated('ecs', [unsimulatedManagedInstances], request);
    const provider = applyCreateCapacityProvider(world, {
      name: request.name,
      autoScalingGroupProvider: filledIn(request.autoScalingGroupProvider ?? { autoScalingGroupArn: '' }),
      tags: request.tags ?? [],
    });
    return { capacityProvider: describeCapacityProvider(world, provider, { tags: true }) };
  },
  tells: ({ name }) => ({ about: name }),
});

/**
 * @see users' logs
 * @rule capacity-provider-names-are-unique
 */
function refuseTaken(world: World, { name }: Parsed<CreateCapacityProviderRequest>): void {
  if (world.capacityProviders.get(name)?.status !== 'ACTIVE') return;
  throw new EcsApiError(
    'ClientException',
    'The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.',
    { resource: `capacity provider ${name}`, value: name, help: 'Use UpdateCapacityProvider, or another name.' },
  );
}
