import type { ClusterRecord } from '../../../engine/store/records.js';
import { TaskFlag } from '../../../engine/store/task-table.js';
import { clusterOfTask, taskArn, taskIdOf } from '../../../engine/views/names.js';
import { launchTypeOf, startedByOf } from '../../../engine/views/task-description.js';
import type { World } from '../../../engine/world.js';
import type { ListTasksRequest } from '../../../model/aws/ecs.generated.js';
import { orderOfScrambled, scrambledOrder } from '../../../model/scramble.js';
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
    const isListed = (task: number): boolean =>
      desiredStatus === (world.tasks.has(task, TaskFlag.STOP_REQUESTED) ? 'STOPPED' : 'RUNNING') &&
      (startedBy === undefined || startedByOf(world, task) === startedBy) &&
      (family === undefined || world.taskDefinition(world.tasks.taskDefinition.get(task)).family === family) &&
      (launchType === undefined || launchTypeOf(world, task) === launchType);
    const listed: number[] = [];
    for (const task of candidates(world, cluster, request)) if (isListed(task)) listed.push(task);
    const { items, next } = pageOf(listed, request, {
      name: 'ListTasks',
      size: 100,
      keyOf: (task) => taskIdOf(world, task),
      firstAfter: (tasks, id, count) => firstById(world, tasks, id, count),
    });
    return { taskArns: items.map((task) => taskArn(world, task)), ...next };
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

/**
 * Thousands of tasks are looked at, and only those of the page are kept in order, by the numbers that their ids begin with.
 * No two tasks of a world have the 53 bits in common, as long as it starts fewer than millions.
 */
function firstById(world: World, tasks: readonly number[], afterId: string | undefined, count: number): number[] {
  const { seed } = world.settings;
  const after = afterId === undefined ? -1 : orderOfScrambled(afterId);
  const kept: { readonly order: number; readonly task: number }[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const task of tasks) {
    const order = scrambledOrder(seed, world.tasks.number.get(task));
    if (order <= after || order >= until) continue;
    let at = kept.length;
    while (at > 0 && (kept[at - 1] as { order: number }).order > order) at -= 1;
    kept.splice(at, 0, { order, task });
    if (kept.length > count) kept.pop();
    if (kept.length === count) until = (kept.at(-1) as { order: number }).order;
  }
  return kept.map(({ task }) => task);
}
