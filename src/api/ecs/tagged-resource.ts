import { setTags, setTaskTags } from '../../engine/apply/tags.js';
import type { ClusterRecord } from '../../engine/store/records.js';
import type { TaskSetRecord } from '../../engine/store/task-set-records.js';
import { arnPrefix } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { Tag } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import { TaskPhase } from '../../model/task.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';
import { findExternalService, findTaskSet } from './external-services.js';
import { clusterNotFound, findCluster, findService, findTask, findTaskDefinition } from './lookup.js';

/** A resource that has tags, found by its ARN. */
export interface TaggedResource {
  readonly tags: readonly Tag[];
  replace(tags: readonly Tag[]): void;
}

/**
 * Clusters, services, capacity providers, task definitions in any state, and tasks that have not stopped.
 * @throws EcsApiError recorded: controls.json #28, #56, #62, task_tokens.json #18; an inactive service by analogy
 * @rule tags-of-what
 */
export function taggedResource(world: World, arn: string): TaggedResource {
  const prefix = arnPrefix(world, 'ecs');
  const [kind = '', name = '', ...rest] = arn.startsWith(prefix) ? arn.slice(prefix.length).split('/') : [];
  const reference = rest.join('/');
  switch (kind) {
    case 'cluster':
      return ofRecord(activeClusterOf(world, name));
    case 'service':
      return serviceOf(world, activeClusterOf(world, name), reference);
    case 'task-set':
      return ofRecord(taskSetOf(activeClusterOf(world, name), arn, rest, world));
    case 'task':
      return taskOf(world, activeClusterOf(world, name), reference);
    case 'task-definition': {
      const definition = findTaskDefinition(world, arn);
      if (definition === undefined) throw missing('task definition', arn);
      return ofRecord(definition);
    }
    case 'capacity-provider': {
      const provider = world.capacityProviders.get(name);
      if (provider?.status !== 'ACTIVE') throw missing('capacity provider', name);
      return ofRecord(provider);
    }
    default:
      throw arn.startsWith(prefix) ? unsimulatedError('ecs', unsimulatedTags, arn) : missing('resource', arn);
  }
}

const ofRecord = (record: Parameters<typeof setTags>[0]): TaggedResource => ({
  tags: record.tags,
  replace: (tags) => setTags(record, tags),
});

function activeClusterOf(world: World, name: string): ClusterRecord {
  const cluster = findCluster(world, name);
  if (cluster === undefined) throw clusterNotFound(world, name);
  if (cluster.status !== 'ACTIVE') throw outOfUse('cluster', 'inactive', 'an active', name);
  return cluster;
}

/** After a change, a service's tags are listed by key (recorded: services.json #71). */
function serviceOf(world: World, cluster: ClusterRecord, name: string): TaggedResource {
  const external = findExternalService(world, cluster, name);
  if (external?.status === 'ACTIVE') return ofSorted(external);
  const service = findService(world, cluster, name);
  if (service === undefined) throw missing('service', name);
  if (service.status === 'INACTIVE') throw outOfUse('service', 'inactive', 'an active', name);
  return ofSorted(service);
}

const ofSorted = (record: Parameters<typeof setTags>[0]): TaggedResource => ({
  tags: record.tags,
  replace: (tags) =>
    setTags(
      record,
      [...tags].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1)),
    ),
});

function taskSetOf(
  cluster: ClusterRecord,
  arn: string,
  [service = '']: readonly string[],
  world: World,
): TaskSetRecord {
  const found = findExternalService(world, cluster, service);
  const taskSet = found === undefined ? undefined : findTaskSet(found, arn);
  if (taskSet === undefined) throw missing('task set', arn);
  return taskSet;
}

function taskOf(world: World, cluster: ClusterRecord, id: string): TaggedResource {
  const task = findTask(world, cluster, id);
  if (task === 0) throw missing('task', id);
  if (world.tasks.phase.get(task) === TaskPhase.STOPPED) throw outOfUse('task', 'stopped', 'a running', id);
  return {
    tags: world.extras.get(world.tasks.number.get(task))?.tags ?? [],
    replace: (tags) => setTaskTags(world, task, tags),
  };
}

const outOfUse = (kind: string, state: string, wanted: string, value: string): EcsApiError =>
  new EcsApiError(
    'InvalidParameterException',
    `The specified ${kind} is ${state}. Specify ${wanted} ${kind} and try again.`,
    { resource: `${kind} ${value}`, value: state },
  );

/** Text inferred. */
const missing = (kind: string, value: string): EcsApiError =>
  new EcsApiError(
    'ResourceNotFoundException',
    `The specified ${kind} does not exist. Specify a valid ${kind} and try again.`,
    { resource: kind, value },
  );

/** What may be tagged on AWS, but not here. */
export const unsimulatedTags: UnsimulatedMember = {
  member: 'resourceArn',
  what: 'tags of that resource',
  when: 'for container instances, daemons and gateways',
  help: 'Clusters, capacity providers, services, task sets, task definitions and tasks have tags.',
};
