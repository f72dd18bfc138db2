import type { ClusterRecord } from '../store/records.js';
import type { World } from '../world.js';

export type ClusterDraft = Pick<
  ClusterRecord,
  | 'tags'
  | 'settings'
  | 'configuration'
  | 'serviceConnectDefaults'
  | 'capacityProviders'
  | 'defaultCapacityProviderStrategy'
>;

/** Recorded: services.json #7. */
const defaultSettings: ClusterRecord['settings'] = [{ name: 'containerInsights', value: 'disabled' }];

/**
 * The ACTIVE cluster of that name, made if there is none. A deleted name gives a fresh cluster: nothing of the old one is
 * left (recorded: controls.json #30, #31).
 */
export function createCluster(
  world: World,
  name: string,
  draft: ClusterDraft,
): { readonly cluster: ClusterRecord; readonly isNew: boolean } {
  const known = world.clusterByName.get(name);
  if (known !== undefined && world.cluster(known).status === 'ACTIVE')
    return { cluster: world.cluster(known), isNew: false };
  const cluster: ClusterRecord = {
    key: world.clusters.length,
    name,
    status: 'ACTIVE',
    ...draft,
    settings: draft.settings.length > 0 ? draft.settings : defaultSettings,
    services: new Map(),
    runningTasksCount: 0,
    pendingTasksCount: 0,
    activeServicesCount: 0,
  };
  world.clusters.push(cluster);
  world.clusterByName.set(name, cluster.key);
  return { cluster, isNew: true };
}
