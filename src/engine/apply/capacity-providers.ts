import type { CapacityProviderRecord } from '../store/account-records.js';
import type { World } from '../world.js';

/** ACTIVE at once. The name of a deleted one can be taken again: nothing of the old one is left (by analogy with clusters). */
export function createCapacityProvider(
  world: World,
  draft: Pick<CapacityProviderRecord, 'name' | 'autoScalingGroupProvider' | 'tags'>,
): CapacityProviderRecord {
  const provider: CapacityProviderRecord = {
    ...draft,
    status: 'ACTIVE',
    updateStatus: undefined,
    updateStatusReason: undefined,
  };
  world.capacityProviders.set(provider.name, provider);
  return provider;
}

export function updateCapacityProvider(
  provider: CapacityProviderRecord,
  autoScalingGroupProvider: CapacityProviderRecord['autoScalingGroupProvider'],
): void {
  provider.autoScalingGroupProvider = autoScalingGroupProvider;
  provider.updateStatus = 'UPDATE_COMPLETE';
  provider.updateStatusReason = undefined;
}

/** @param failure - why it stays; without one it is INACTIVE */
export function deleteCapacityProvider(provider: CapacityProviderRecord, failure: string | undefined): void {
  if (failure === undefined) provider.status = 'INACTIVE';
  provider.updateStatus = failure === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED';
  provider.updateStatusReason = failure;
}
