import type { ClusterRecord } from '../../engine/store/records.js';
import { clusterArn } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { Cluster, ClusterServiceConnectDefaults } from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';

/** Which optional members a reply fills. */
export interface ClusterShape {
  readonly tags: boolean;
  readonly settings: boolean;
  readonly configuration: boolean;
  readonly statistics: boolean;
  readonly attachments: boolean;
}

/**
 * UpdateCluster, UpdateClusterSettings and PutClusterCapacityProviders (recorded: controls.json #13, #14; the last: inferred).
 * @rule cluster-update
 */
export const updatedClusterShape: ClusterShape = {
  tags: false,
  settings: true,
  configuration: true,
  statistics: false,
  attachments: true,
};

export function describeCluster(world: World, cluster: ClusterRecord, shape: ClusterShape): Cluster {
  return {
    clusterArn: clusterArn(world, cluster),
    clusterName: cluster.name,
    ...(shape.configuration && cluster.configuration !== undefined
      ? { configuration: copyOf(cluster.configuration) as NonNullable<Cluster['configuration']> }
      : {}),
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: cluster.runningTasksCount,
    pendingTasksCount: cluster.pendingTasksCount,
    activeServicesCount: cluster.activeServicesCount,
    statistics: shape.statistics ? statisticsOf(world, cluster) : [],
    tags: shape.tags ? copyOf([...cluster.tags]) : [],
    settings: shape.settings ? copyOf([...cluster.settings]) : [],
    capacityProviders: [...cluster.capacityProviders],
    defaultCapacityProviderStrategy: copyOf([...cluster.defaultCapacityProviderStrategy]),
    ...(shape.attachments ? { attachments: [] } : {}),
    ...(cluster.serviceConnectDefaults === undefined
      ? {}
      : { serviceConnectDefaults: copyOf(cluster.serviceConnectDefaults) as ClusterServiceConnectDefaults }),
  };
}

/**
 * Sixteen pairs in the recorded order (controls.json #11). Only Fargate runs anything so far.
 * @rule cluster-statistics
 */
function statisticsOf(world: World, cluster: ClusterRecord): { name: string; value: string }[] {
  const services = [...cluster.services.values()].map((key) => world.service(key));
  const external = world.externalServices.filter((service) => service.cluster === cluster.key);
  const count = (status: string, launchType: string) =>
    [...services, ...external].filter(
      (service) => service.status === status && (service.launchType ?? 'FARGATE') === launchType,
    ).length;
  const values: [string, number][] = [
    ['runningEC2TasksCount', 0],
    ['runningFargateTasksCount', cluster.runningTasksCount],
    ['pendingEC2TasksCount', 0],
    ['pendingFargateTasksCount', cluster.pendingTasksCount],
    ['runningExternalTasksCount', 0],
    ['pendingExternalTasksCount', 0],
    ['runningManagedInstancesTasksCount', 0],
    ['pendingManagedInstancesTasksCount', 0],
    ['activeEC2ServiceCount', count('ACTIVE', 'EC2')],
    ['activeFargateServiceCount', count('ACTIVE', 'FARGATE')],
    ['drainingEC2ServiceCount', count('DRAINING', 'EC2')],
    ['drainingFargateServiceCount', count('DRAINING', 'FARGATE')],
    ['activeExternalServiceCount', 0],
    ['drainingExternalServiceCount', 0],
    ['activeManagedInstancesServiceCount', 0],
    ['drainingManagedInstancesServiceCount', 0],
  ];
  return values.map(([name, value]) => ({ name, value: String(value) }));
}
