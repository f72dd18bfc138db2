import type { ClusterRecord } from '../../engine/store/records.js';
import type { ExternalServiceRecord, TaskSetRecord } from '../../engine/store/task-set-records.js';
import { clusterArn, serviceArn } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { NetworkConfigurationReply, Service } from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';
import { EcsApiError } from '../../model/errors.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';
import { describeTaskSet } from './describe-task-set.js';
import { callerArn, findService, knownService, refuseOtherCluster, serviceNameIn } from './lookup.js';

/**
 * Services with the EXTERNAL controller are records beside those that the scheduler runs: it never sees them.
 * @rule external-service-runs-nothing
 */

/** INACTIVE a while after it was deleted, as any other service. */
export const statusOfExternal = (world: World, { status, deletedAtMs }: ExternalServiceRecord) =>
  status === 'DRAINING' && world.nowMs >= deletedAtMs + world.settings.scheduler.inactiveMs ? 'INACTIVE' : status;

/** The service of that name, unless the scheduler runs one. */
export function findExternalService(
  world: World,
  cluster: ClusterRecord,
  reference: string,
): ExternalServiceRecord | undefined {
  const name = serviceNameIn(world, cluster, reference);
  const service = world.externalServices.findLast((each) => each.cluster === cluster.key && each.name === name);
  if (service === undefined || statusOfExternal(world, service) !== 'INACTIVE') return service;
  return findService(world, cluster, reference) === undefined ? service : undefined;
}

/**
 * A service whose task sets can be managed.
 * @throws EcsApiError ServiceNotFoundException, ServiceNotActiveException, or InvalidParameterException for one with another
 *   controller (text: users' logs)
 */
export function externalServiceOf(world: World, cluster: ClusterRecord, reference: string): ExternalServiceRecord {
  refuseOtherCluster(reference, cluster);
  const service = findExternalService(world, cluster, reference);
  if (service === undefined || statusOfExternal(world, service) === 'INACTIVE') {
    const { name } = knownService(world, cluster, reference);
    throw new EcsApiError(
      'InvalidParameterException',
      'Amazon ECS only supports task set management on services configured to use external deployment controllers.',
      {
        resource: `service ${name}, cluster ${cluster.name}`,
        value: 'deploymentController ECS',
        help: 'Create the service with deploymentController EXTERNAL.',
      },
    );
  }
  if (service.status === 'ACTIVE') return service;
  throw new EcsApiError('ServiceNotActiveException', 'Service was not ACTIVE.', {
    resource: `service ${service.name}, cluster ${cluster.name}`,
    value: service.status,
  });
}

/**
 * @throws EcsApiError TaskSetNotFoundException (text: an emulator's)
 */
export function taskSetOf(service: ExternalServiceRecord, reference: string): TaskSetRecord {
  const taskSet = findTaskSet(service, reference);
  if (taskSet !== undefined) return taskSet;
  throw new EcsApiError('TaskSetNotFoundException', 'The specified task set does not exist.', {
    resource: `service ${service.name}`,
    value: reference,
    help: `Its task sets are ${service.taskSets.map(({ id }) => id).join(', ') || 'none'}.`,
  });
}

/** By id, or by the end of an ARN. */
export const findTaskSet = (service: ExternalServiceRecord, reference: string): TaskSetRecord | undefined =>
  service.taskSets.find(({ id }) => id === reference || (reference.startsWith('arn:') && reference.endsWith(`/${id}`)));

/** Whatever would make a task set want tasks. */
export const unsimulatedTasksOf = (member: 'scale' | 'desiredCount'): UnsimulatedMember => ({
  member,
  what: 'tasks of task sets',
  when: 'when a task set would have to run tasks',
  help: 'Keep the scale or the desired count at 0, or use deploymentController ECS.',
});

/** @throws EcsApiError UnsupportedFeatureException */
export function refuseTasks(
  member: 'scale' | 'desiredCount',
  { desiredCount, taskSets }: { readonly desiredCount: number; readonly taskSets: readonly { scalePercent: number }[] },
): void {
  const most = Math.max(0, ...taskSets.map(({ scalePercent }) => Math.ceil((desiredCount * scalePercent) / 100)));
  if (most > 0) throw unsimulatedError('ecs', unsimulatedTasksOf(member), `${most} tasks`);
}

/** A service as the API shows it: what its primary task set has, and no deployments. */
export function describeExternalService(
  world: World,
  service: ExternalServiceRecord,
  { tags }: { readonly tags: boolean },
): Service {
  const cluster = world.cluster(service.cluster);
  const { configuration, recorded } = service;
  const primary = service.taskSets.find(({ status }) => status === 'PRIMARY');
  return {
    serviceArn: serviceArn(world, service),
    serviceName: service.name,
    clusterArn: clusterArn(world, cluster),
    loadBalancers: copyOf([...(primary?.loadBalancers ?? [])]),
    serviceRegistries: copyOf([...(primary?.serviceRegistries ?? [])]),
    status: statusOfExternal(world, service),
    desiredCount: service.desiredCount,
    runningCount: 0,
    pendingCount: 0,
    launchType: service.launchType as NonNullable<Service['launchType']>,
    ...(primary === undefined ? {} : { taskDefinition: world.taskDefinition(primary.taskDefinition).arn }),
    deploymentConfiguration: copyOf(configuration.deploymentConfiguration),
    taskSets: service.taskSets.map((taskSet) => describeTaskSet(world, service, taskSet, { tags })),
    deployments: [],
    ...(configuration.roleArn === undefined ? {} : { roleArn: configuration.roleArn }),
    events: [],
    createdAt: new Date(service.createdAtMs),
    createdBy: callerArn(world),
    placementConstraints: copyOf([...configuration.placementConstraints]) as Service['placementConstraints'],
    placementStrategy: copyOf([...configuration.placementStrategy]) as Service['placementStrategy'],
    ...(recorded['networkConfiguration'] === undefined
      ? {}
      : { networkConfiguration: copyOf(recorded['networkConfiguration']) as NetworkConfigurationReply }),
    healthCheckGracePeriodSeconds: configuration.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'EXTERNAL' },
    ...(tags ? { tags: copyOf([...service.tags]) } : {}),
    enableECSManagedTags: configuration.enableECSManagedTags,
    propagateTags: configuration.propagateTags as Service['propagateTags'],
    enableExecuteCommand: configuration.enableExecuteCommand,
    availabilityZoneRebalancing: configuration.availabilityZoneRebalancing,
    resourceManagementType: 'CUSTOMER',
  };
}
