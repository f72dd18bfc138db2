import { deleteCluster as applyDeleteCluster } from '../../../engine/apply/clusters.js';
import type { ClusterRecord } from '../../../engine/store/records.js';
import { clusterOfTask } from '../../../engine/views/names.js';
import type { World } from '../../../engine/world.js';
import { EcsApiError } from '../../../model/errors.js';
import { TaskPhase } from '../../../model/task.js';
import { ecsOperation } from '../../operation.js';
import { describeCluster } from '../describe-cluster.js';
import { clusterNotFound, findCluster, lastPart } from '../lookup.js';

/**
 * INACTIVE at once. Deleting it again just returns it, with `attachments` (recorded: controls.json #23, #25, #29).
 * @rule cluster-delete
 */
export const deleteCluster = ecsOperation('deleteCluster', {
  members: {
    cluster: 'simulated',
  },
  handle(world, request) {
    const cluster = findCluster(world, request.cluster);
    if (cluster === undefined) throw clusterNotFound(world, request.cluster);
    const isRepeated = cluster.status === 'INACTIVE';
    if (!isRepeated) {
      refuseActiveServices(world, cluster);
      refuseActiveTasks(world, cluster);
      applyDeleteCluster(cluster);
    }
    return {
      cluster: describeCluster(world, cluster, {
        tags: false,
        settings: true,
        configuration: true,
        statistics: false,
        attachments: isRepeated,
      }),
    };
  },
  tells: (request) => ({ about: lastPart(request.cluster) }),
});

/** DRAINING services don't count (recorded: services.json #21, #168). */
function refuseActiveServices(world: World, cluster: ClusterRecord): void {
  if (cluster.activeServicesCount === 0) return;
  const external = world.externalServices.filter((service) => service.cluster === cluster.key);
  const active = [...[...cluster.services.values()].map((key) => world.service(key)), ...external].filter(
    ({ status }) => status === 'ACTIVE',
  );
  throw new EcsApiError(
    'ClusterContainsServicesException',
    'The Cluster cannot be deleted while Services are active.',
    {
      resource: `cluster ${cluster.name}`,
      value: active.map((service) => service.name).join(', '),
      help: 'Delete its services first.',
    },
  );
}

/**
 * Tasks on their way out count until they are STOPPED (recorded: services.json #168).
 * @rule cluster-delete-waits-for-tasks
 */
function refuseActiveTasks(world: World, cluster: ClusterRecord): void {
  let count = 0;
  for (const task of world.taskIndex.rows()) {
    if (world.tasks.phase.get(task) !== TaskPhase.STOPPED && clusterOfTask(world, task) === cluster) count += 1;
  }
  if (count === 0) return;
  throw new EcsApiError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.', {
    resource: `cluster ${cluster.name}`,
    value: `${count} tasks`,
    help: 'Stop its tasks, and wait until they are STOPPED.',
  });
}
