import type { ClusterRecord } from '../../../engine/store/records.js';
import { TaskFlag } from '../../../engine/store/task-table.js';
import { clusterOfTask, taskArn, taskIdOf } from '../../../engine/views/names.js';
import { launchTypeOf, startedByOf } from '../../../engine/views/task-description.js';
import type { World } from '../../../engine/world.js';
import type { ListTasksRequest } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { refuseUnsimulated, type UnsimulatedAsked } from '../../unsimulated.js';
import type { Parsed } from '../../validation/parsed.js';
import { findExternalService } from '../external-services.js';
import { activeCluster, knownService } from '../lookup.js';
import { pageOf } from '../page.js';

type Request = Parsed<ListTasksRequest>;

const unsimulated: readonly UnsimulatedAsked<Request>[] = (['containerInstance', 'daemonName'] as const).map(
  (member) => ({
    member,
    asked: (request) => request[member],
    help: 'There are no container instances and daemons: leave it out.',
  }),
);

/**
 * Tasks by their desired status, sorted by id: a task that is asked to stop moves to STOPPED at once, a PENDING one is listed
 * with RUNNING, and nothing is ever wanted to be PENDING (recorded: services.json #73, #74, #108, #113, #125).
 * @rule list-tasks-by-desired-status
 */
export const listTasks = ecsOperation('listTasks', {
  members: {
    cluster: 'simulated',
    containerInstance: 'refused',
    family: 'simulated',
    nextToken: 'simulated',
    maxResults: 'simulated',
    startedBy: 'simulated',
    serviceName: 'simulated',
    desiredStatus: 'simulated',
    launchType: 'simulated',
    daemonName: 'refused',
  },
  unsimulated,
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    refuseUnsimulated('ecs', unsimulated, request);
    const { desiredStatus = 'RUNNING', family, startedBy, launchType } = request;
    const listed = [...candidates(world, cluster, request)]
      .filter((task) => desiredStatus === (world.tasks.has(task, TaskFlag.STOP_REQUESTED) ? 'STOPPED' : 'RUNNING'))
      .filter((task) => startedBy === undefined || startedByOf(world, task) === startedBy)
      .filter(
        (task) => family === undefined || world.taskDefinition(world.tasks.taskDefinition.get(task)).family === family,
      )
      .filter((task) => launchType === undefined || launchTypeOf(world, task) === launchType)
      .map((task) => ({ id: taskIdOf(world, task), task }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const { items, next } = pageOf(listed, request, { name: 'ListTasks', size: 100, keyOf: ({ id }) => id });
    return { taskArns: items.map(({ task }) => taskArn(world, task)), ...next };
  },
});

/**
 * Of a service, the tasks of deployments that it still lists; once it is DRAINING, those that stop are not listed any more
 * (recorded: services.json #74, #79, #80, #158).
 * @rule list-tasks-of-a-service
 */
function* candidates(world: World, cluster: ClusterRecord, { serviceName, desiredStatus }: Request): Iterable<number> {
  if (serviceName === undefined) {
    for (const task of world.taskIndex.rows()) if (clusterOfTask(world, task) === cluster) yield task;
    return;
  }
  if (findExternalService(world, cluster, serviceName)?.status === 'ACTIVE') return;
  const service = knownService(world, cluster, serviceName);
  if (service.status === 'DRAINING' && desiredStatus === 'STOPPED') return;
  for (const key of service.deployments) {
    for (const head of world.deployment(key).heads) {
      for (let task = head; task !== 0; task = world.tasks.next.get(task)) yield task;
    }
  }
}
