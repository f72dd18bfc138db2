import { deleteCapacityProvider as applyDeleteCapacityProvider } from '../../../engine/apply/capacity-providers.js';
import type { World } from '../../../engine/world.js';
import { ecsOperation } from '../../operation.js';
import { changeableProvider, describeCapacityProvider } from '../capacity-provider-records.js';
import { activeCluster, lastPart } from '../lookup.js';

/**
 * One that a cluster has stays, which the reply says instead of an exception (status and text: users' logs). Otherwise the
 * reply shows it ACTIVE and going (documented); here that takes no time, and it is INACTIVE afterwards.
 * @see https://docs.aws.amazon.com/cli/latest/reference/ecs/delete-capacity-provider.html
 * @rule capacity-provider-delete
 */
export const deleteCapacityProvider = ecsOperation('deleteCapacityProvider', {
  members: {
    capacityProvider: 'simulated',
    cluster: 'simulated',
  },
  answers: 'recorded',
  handle(world, request) {
    if (request.cluster !== undefined) activeCluster(world, request.cluster);
    const provider = changeableProvider(world, request.capacityProvider);
    const cluster = clusterWith(world, provider.name);
    const failure =
      cluster === undefined
        ? undefined
        : `The capacity provider cannot be deleted because it is associated with cluster: ${cluster}. Remove the capacity provider from the cluster and try again.`;
    applyDeleteCapacityProvider(provider, failure);
    const described = describeCapacityProvider(world, provider, { tags: false });
    return {
      capacityProvider:
        failure === undefined
          ? { ...described, status: 'ACTIVE' as const, updateStatus: 'DELETE_IN_PROGRESS' as const }
          : described,
    };
  },
  tells: ({ capacityProvider }) => ({ about: lastPart(capacityProvider) }),
});

const clusterWith = (world: World, provider: string): string | undefined =>
  world.clusters
    .slice(1)
    .find(({ status, capacityProviders }) => status === 'ACTIVE' && capacityProviders.includes(provider))?.name;
