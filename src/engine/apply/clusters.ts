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

/**
 * The ACTIVE cluster of that name, made if there is none. A deleted name gives a fresh cluster: nothing of the old one is
 * left (recorded: controls.json #30, #31).
 * @rule cluster-name-starts-afresh
 */
export function createCluster(world: World, name: string, draft: ClusterDraft): ClusterRecord {
  const known = world.clusterByName.get(name);
  if (known !== undefined && world.cluster(known).status === 'ACTIVE') return world.cluster(known);
  const cluster: ClusterRecord = {
    key: world.clusters.length,
    name,
    status: 'ACTIVE',
    ...draft,
    services: new Map(),
    runningTasksCount: 0,
    pendingTasksCount: 0,
    activeServicesCount: 0,
  };
  world.clusters.push(cluster);
  world.clusterByName.set(name, cluster.key);
  return cluster;
}

/** Only members that are given change. */
export function updateCluster(
  cluster: ClusterRecord,
  changes: Partial<Pick<ClusterRecord, 'settings' | 'configuration' | 'serviceConnectDefaults'>>,
): void {
  if (changes.settings !== undefined) cluster.settings = changes.settings;
  if (changes.configuration !== undefined) cluster.configuration = changes.configuration;
  if (changes.serviceConnectDefaults !== undefined) cluster.serviceConnectDefaults = changes.serviceConnectDefaults;
}

/** The whole list and the default strategy are replaced; tasks and services keep what they were started with. */
export function putCapacityProviders(
  cluster: ClusterRecord,
  capacityProviders: ClusterRecord['capacityProviders'],
  defaultCapacityProviderStrategy: ClusterRecord['defaultCapacityProviderStrategy'],
): void {
  cluster.capacityProviders = capacityProviders;
  cluster.defaultCapacityProviderStrategy = defaultCapacityProviderStrategy;
}

/** INACTIVE clusters stay describable; their names can be taken again. */
export function deleteCluster(cluster: ClusterRecord): void {
  cluster.status = 'INACTIVE';
}
