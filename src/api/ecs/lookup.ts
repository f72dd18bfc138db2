import type { ClusterRecord, ServiceRecord, TaskDefinitionRecord } from '../../engine/store/records.js';
import { arnPrefix, clusterArn, taskById } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import { EcsApiError } from '../../model/errors.js';

/** Finding what a request names, by name, id or ARN; refusing what isn't there with AWS's words. */

/** The last part of an ARN, or the name itself. */
export const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/**
 * What a reference names of a kind: itself, or what follows the kind in an ARN of this account and region. An ARN of
 * anything else names nothing here.
 */
function ownPath(world: World, kind: string, reference: string): string | undefined {
  if (!reference.startsWith('arn:')) return reference;
  const start = `${arnPrefix(world, 'ecs')}${kind}/`;
  return reference.startsWith(start) ? reference.slice(start.length) : undefined;
}

/** The same of what belongs to a cluster. ARNs in the old short form, without the cluster, name nothing (users' logs). */
function ownNameIn(world: World, kind: string, cluster: ClusterRecord, reference: string): string | undefined {
  const path = ownPath(world, kind, reference);
  if (path === undefined || path === reference) return path;
  const start = `${cluster.name}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

/** Help for an ARN that isn't of this account and region. */
function elsewhere(world: World, reference: string | undefined): string {
  const { account, region } = world.settings;
  const isElsewhere = reference?.startsWith('arn:') === true && !reference.startsWith(arnPrefix(world, 'ecs'));
  return isElsewhere ? `This is account ${account} in ${region}. ` : '';
}

/** `Clusters are prod, test.` */
const named = (what: string, values: Iterable<string>): string => {
  const list = [...values];
  return list.length === 0 ? 'There are none.' : `${what} are ${list.join(', ')}.`;
};

/** Name of the cluster that a reference means; `default` when none is given. */
const clusterNameOf = (reference: string | undefined): string => lastPart(reference ?? 'default');

export function findCluster(world: World, reference: string | undefined): ClusterRecord | undefined {
  const name = ownPath(world, 'cluster', reference ?? 'default');
  const key = name === undefined ? undefined : world.clusterByName.get(name);
  return key === undefined ? undefined : world.cluster(key);
}

/**
 * @throws EcsApiError ClusterNotFoundException, also for an INACTIVE cluster
 * @see recorded: services.json #22
 * @rule missing-cluster
 */
export function activeCluster(world: World, reference: string | undefined): ClusterRecord {
  const cluster = findCluster(world, reference);
  if (cluster?.status === 'ACTIVE') return cluster;
  throw clusterNotFound(world, reference);
}

/**
 * A cluster that a call wants to change.
 * @throws EcsApiError ClusterNotFoundException, or ClientException for an INACTIVE cluster
 * @see recorded: controls.json #21, #27
 */
export function changeableCluster(world: World, reference: string): ClusterRecord {
  const cluster = findCluster(world, reference);
  if (cluster === undefined) throw clusterNotFound(world, reference);
  if (cluster.status === 'ACTIVE') return cluster;
  throw new EcsApiError('ClientException', 'Cluster was not ACTIVE.', {
    resource: `cluster ${cluster.name}`,
    value: cluster.status,
    help: 'A deleted cluster cannot be changed; create it again.',
  });
}

export function clusterNotFound(world: World, reference: string | undefined): EcsApiError {
  const active = world.clusters.filter((each) => each?.status === 'ACTIVE').map((each) => each.name);
  return new EcsApiError('ClusterNotFoundException', 'Cluster not found.', {
    resource: `cluster ${clusterNameOf(reference)}`,
    ...(reference === undefined ? {} : { value: reference }),
    help: `${reference === undefined ? 'No cluster was named, which means `default`. ' : elsewhere(world, reference)}${named('Clusters', active)}`,
  });
}

/**
 * An ARN that names another cluster than the one addressed is refused (users' logs; api.md §1).
 * @rule task-reference-of-another-cluster
 */
export function refuseOtherCluster(reference: string, cluster: ClusterRecord): void {
  if (!reference.startsWith('arn:')) return;
  const parts = reference.split('/');
  const other = parts.length > 2 ? parts[1] : undefined;
  if (other === undefined || other === cluster.name) return;
  throw new EcsApiError(
    'InvalidParameterException',
    `Invalid identifier: Identifier is for cluster ${other}. Your cluster is ${cluster.name}`,
    { resource: reference, help: 'Name the cluster of the ARN in the request.' },
  );
}

/** Name of the service of this cluster that a reference means, whether or not there is one. */
export const serviceNameIn = (world: World, cluster: ClusterRecord, reference: string): string | undefined =>
  ownNameIn(world, 'service', cluster, reference);

/** The service of that name in the cluster, whatever its status. */
export function findService(world: World, cluster: ClusterRecord, reference: string): ServiceRecord | undefined {
  const name = ownNameIn(world, 'service', cluster, reference);
  const key = name === undefined ? undefined : cluster.services.get(name);
  return key === undefined ? undefined : world.service(key);
}

/** @throws EcsApiError ServiceNotFoundException */
export function knownService(
  world: World,
  cluster: ClusterRecord,
  reference: string,
  message = 'Service not found.',
): ServiceRecord {
  refuseOtherCluster(reference, cluster);
  const service = findService(world, cluster, reference);
  if (service !== undefined && service.status !== 'INACTIVE') return service;
  throw new EcsApiError('ServiceNotFoundException', message, {
    resource: `service ${lastPart(reference)}, cluster ${cluster.name}`,
    value: reference,
    help: `${elsewhere(world, reference)}${named(
      'Its services',
      [...cluster.services].filter(([, key]) => world.service(key).status === 'ACTIVE').map(([name]) => name),
    )}`,
  });
}

/**
 * @throws EcsApiError ServiceNotActiveException (recorded: services.json #94; for an INACTIVE one: inferred)
 * @rule service-not-active
 */
export function activeService(world: World, cluster: ClusterRecord, reference: string): ServiceRecord {
  const service = findService(world, cluster, reference) ?? knownService(world, cluster, reference);
  refuseOtherCluster(reference, cluster);
  if (service.status === 'ACTIVE') return service;
  throw new EcsApiError('ServiceNotActiveException', 'Service was not ACTIVE.', {
    resource: `service ${service.name}, cluster ${cluster.name}`,
    value: service.status,
    help: 'A deleted service cannot be changed; create a new one once it is INACTIVE.',
  });
}

/** `family`, `family:revision` or an ARN of a task definition. */
export interface TaskDefinitionReference {
  readonly family: string;
  readonly revision: number | undefined;
  /** The revision as it was written, when it isn't a number. */
  readonly badRevision: string | undefined;
}

export function parseTaskDefinitionReference(reference: string): TaskDefinitionReference {
  const name = reference.startsWith('arn:') ? lastPart(reference) : reference;
  const colon = name.lastIndexOf(':');
  if (colon < 0) return { family: name, revision: undefined, badRevision: undefined };
  const text = name.slice(colon + 1);
  const revision = /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
  return { family: name.slice(0, colon), revision, badRevision: revision === undefined ? text : undefined };
}

/**
 * A bare family is its newest ACTIVE revision; `web:latest` and `web:0` are nothing.
 * @rule definition-bare-family
 */
export function findTaskDefinition(world: World, reference: string): TaskDefinitionRecord | undefined {
  const name = ownPath(world, 'task-definition', reference);
  if (name === undefined) return undefined;
  const { family, revision, badRevision } = parseTaskDefinitionReference(name);
  const record = world.families.get(family);
  if (record === undefined || badRevision !== undefined) return undefined;
  if (revision !== undefined) {
    // Seldom is one before it missing, so its place is its number.
    const key = record.revisions[revision - 1];
    const definition = key === undefined ? undefined : world.taskDefinition(key);
    if (definition?.revision === revision) return definition;
    const seeded = record.revisions.find((each) => world.taskDefinition(each).revision === revision);
    return seeded === undefined ? undefined : world.taskDefinition(seeded);
  }
  const newest = record.revisions.findLast((key) => world.taskDefinition(key).status === 'ACTIVE');
  return newest === undefined ? undefined : world.taskDefinition(newest);
}

/**
 * A task definition that new tasks may use.
 * @param inactiveCode - what an INACTIVE one is refused with: ClientException by UpdateService, InvalidParameterException by RunTask
 * @throws EcsApiError ClientException `TaskDefinition not found.` (recorded: services.json #33)
 * @rule missing-definition
 */
export function usableTaskDefinition(world: World, reference: string, inactiveCode: string): TaskDefinitionRecord {
  const definition = findTaskDefinition(world, reference);
  if (definition === undefined) {
    throw new EcsApiError('ClientException', 'TaskDefinition not found.', {
      resource: `task definition ${reference}`,
      value: reference,
      help: knownDefinitions(world, reference),
    });
  }
  if (definition.status !== 'ACTIVE') {
    throw new EcsApiError(inactiveCode, 'TaskDefinition is inactive', {
      resource: `task definition ${reference}`,
      value: definition.status,
      help: 'Register a new revision.',
    });
  }
  return definition;
}

/** @throws EcsApiError ClientException `Unable to describe task definition.` (recorded: controls.json #45, #59) */
export function describableTaskDefinition(world: World, reference: string): TaskDefinitionRecord {
  const definition = findTaskDefinition(world, reference);
  if (definition !== undefined) return definition;
  throw new EcsApiError('ClientException', 'Unable to describe task definition.', {
    resource: `task definition ${reference}`,
    value: reference,
    help: knownDefinitions(world, reference),
  });
}

function knownDefinitions(world: World, reference: string): string {
  const { family } = parseTaskDefinitionReference(reference);
  const revisions = world.families.get(family)?.revisions ?? [];
  if (revisions.length === 0) return `${elsewhere(world, reference)}${named('Families', world.families.keys())}`;
  const shown = revisions.map((key) => `${world.taskDefinition(key).revision} (${world.taskDefinition(key).status})`);
  return `${elsewhere(world, reference)}${named(`Revisions of ${family}`, shown)}`;
}

/** @returns the row of a task of this cluster, 0 when there is none */
export function findTask(world: World, cluster: ClusterRecord, reference: string): number {
  const id = ownNameIn(world, 'task', cluster, reference);
  const task = id === undefined ? 0 : taskById(world, id);
  if (task === 0) return 0;
  const service = world.serviceOfTask(task);
  const key = service?.cluster ?? world.extras.get(world.tasks.number.get(task))?.cluster;
  return key === cluster.key ? task : 0;
}

/** Of StopTask (text: users' logs) and ExecuteCommand (by analogy). */
export const taskNotFound = (cluster: ClusterRecord, reference: string): EcsApiError =>
  new EcsApiError('InvalidParameterException', 'The referenced task was not found.', {
    resource: `task ${lastPart(reference)}, cluster ${cluster.name}`,
    value: reference,
    help: 'ListTasks has the tasks of a cluster; stopped ones vanish after an hour.',
  });

/** What a call about a service, or about a task of one, tells timelines: where that is. */
export const placeOf = (cluster: string | undefined, service: string) => ({
  cluster: clusterNameOf(cluster),
  service: lastPart(service),
});

/** The place of the first of these tasks that belongs to a service. */
export function placeOfTasks(world: World, cluster: string | undefined, tasks: readonly string[]) {
  for (const task of tasks) {
    const service = world.serviceOfTask(taskById(world, lastPart(task)));
    if (service !== undefined) return placeOf(cluster, service.name);
  }
  return {};
}

/** The full ARN that a failure names, whatever form the request used. */
export function arnOf(
  world: World,
  kind: 'cluster' | 'service' | 'task' | 'container-instance' | 'task-set',
  reference: string,
  cluster?: ClusterRecord,
): string {
  if (reference.startsWith('arn:')) return reference;
  const path = cluster === undefined ? reference : `${cluster.name}/${reference}`;
  return `${arnPrefix(world, 'ecs')}${kind}/${path}`;
}

/**
 * Who calls: there are no accounts or users here, so it is always the same.
 * @rule call-caller
 */
export const callerArn = (world: World): string =>
  `arn:${world.settings.partition}:iam::${world.settings.account}:user/steadystate`;

export { clusterArn };
