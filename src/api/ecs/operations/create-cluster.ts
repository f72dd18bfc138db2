import { createCluster as applyCreateCluster } from '../../../engine/apply/clusters.js';
import { ecsOperation } from '../../operation.js';
import { describeCluster } from '../describe-cluster.js';

/** Idempotent by name; the tags of a second call are ignored (recorded: services.json #7, controls.json #5, #11). */
export const createCluster = ecsOperation('createCluster', {
  handle(world, request) {
    const { cluster, isNew } = applyCreateCluster(world, request.clusterName ?? 'default', {
      tags: request.tags ?? [],
      settings: (request.settings ?? []).map((setting) => ({
        name: setting.name ?? 'containerInsights',
        value: setting.value ?? '',
      })),
      configuration: request.configuration,
      serviceConnectDefaults: request.serviceConnectDefaults,
      capacityProviders: request.capacityProviders ?? [],
      defaultCapacityProviderStrategy: (request.defaultCapacityProviderStrategy ?? []).map((item) => ({
        capacityProvider: item.capacityProvider,
        weight: item.weight ?? 0,
        base: item.base ?? 0,
      })),
    });
    return {
      cluster: describeCluster(world, cluster, {
        tags: isNew,
        settings: true,
        configuration: true,
        statistics: false,
        attachments: false,
      }),
    };
  },
  tells: (request) => ({ about: request.clusterName ?? 'default' }),
});
