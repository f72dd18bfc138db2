import { putCapacityProviders } from '../../../engine/apply/clusters.js';
import type { ClusterRecord } from '../../../engine/store/records.js';
import { TaskFlag } from '../../../engine/store/task-table.js';
import type { World } from '../../../engine/world.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { refuseInactiveProviders, strategyReply } from '../capacity-providers.js';
import { describeCluster, updatedClusterShape } from '../describe-cluster.js';
import { changeableCluster, lastPart } from '../lookup.js';

/** Replaces the whole list and the default strategy. */
export const putClusterCapacityProviders = ecsOperation('putClusterCapacityProviders', {
  members: {
    cluster: 'simulated',
    capacityProviders: 'simulated',
    defaultCapacityProviderStrategy: 'simulated',
  },
  handle(world, request) {
    const cluster = changeableCluster(world, request.cluster);
    refuseInactiveProviders(world, request.capacityProviders);
    refuseRemovalOfUsed(world, cluster, request.capacityProviders);
    putCapacityProviders(cluster, request.capacityProviders, strategyReply(request.defaultCapacityProviderStrategy));
    return { cluster: describeCluster(world, cluster, updatedClusterShape) };
  },
  tells: (request) => ({
    about: `${lastPart(request.cluster)}, capacityProviders ${request.capacityProviders.join(', ') || 'none'}`,
  }),
});

/**
 * A provider that a service's deployment or a standalone task uses stays (text: users' logs; what counts as use: inferred).
 * @rule cluster-provider-in-use
 */
function refuseRemovalOfUsed(world: World, cluster: ClusterRecord, kept: readonly string[]): void {
  const removed = cluster.capacityProviders.filter((name) => !kept.includes(name));
  if (removed.length === 0) return;
  const used = removed.find((name) => usersOf(world, cluster, name).next().done === false);
  if (used === undefined) return;
  throw new EcsApiError('ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.', {
    resource: `cluster ${cluster.name}`,
    value: used,
    help: `It is used by ${[...usersOf(world, cluster, used)].join(', ')}.`,
  });
}

function* usersOf(world: World, cluster: ClusterRecord, provider: string): Generator<string> {
  for (const key of cluster.services.values()) {
    const service = world.service(key);
    if (service.status === 'INACTIVE') continue;
    const strategies = service.deployments.flatMap(
      (each) => world.deployment(each).revision.capacityProviderStrategy ?? [],
    );
    if (strategies.some((item) => item.capacityProvider === provider)) yield `service ${service.name}`;
  }
  for (const [number, extras] of world.extras) {
    if (extras.cluster !== cluster.key || extras.capacityProviderName !== provider) continue;
    const task = world.taskIndex.get(number);
    if (task !== 0 && !world.tasks.has(task, TaskFlag.STOP_REQUESTED)) {
      yield `tasks of ${extras.group}`;
      return;
    }
  }
}
