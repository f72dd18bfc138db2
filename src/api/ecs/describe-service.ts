import type {
  DeploymentRecord,
  ServiceDeploymentRecord,
  ServiceEventRecord,
  ServiceRecord,
} from '../../engine/store/records.js';
import {
  clusterArn,
  serviceArn,
  serviceDeploymentArn,
  serviceRevisionArn,
  taskIdOfNumber,
} from '../../engine/views/names.js';
import { runningCountOf } from '../../engine/views/running-count.js';
import type { World } from '../../engine/world.js';
import type { Deployment, NetworkConfigurationReply, Service, ServiceEvent } from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';
import { IdKind, uuidOf } from '../../model/scramble.js';
import { renderServiceEvent } from '../../model/service-event.js';
import { Standing } from '../../model/task.js';
import { callerArn } from './lookup.js';

/** Which members a reply leaves out (recorded-behaviour §4 to §7). */
export interface ServiceShape {
  readonly tags: boolean;
  readonly currentServiceDeployment: boolean;
  /** DeleteService answers with less. */
  readonly thin?: boolean;
}

/** @rule event-newest-hundred */
const eventsShown = 100;

/** A service as the API shows it. Shares nothing with the state. */
export function describeService(world: World, service: ServiceRecord, shape: ServiceShape): Service {
  const deployments = service.deployments.map((key) => world.deployment(key));
  const primary = deployments[0] as DeploymentRecord;
  const { revision } = primary;
  const { configuration } = service;
  const current = shape.currentServiceDeployment ? shownServiceDeployment(service) : undefined;
  return {
    serviceArn: serviceArn(world, service),
    serviceName: service.name,
    clusterArn: clusterArn(world, world.cluster(service.cluster)),
    loadBalancers: copyOf([...revision.loadBalancers]),
    serviceRegistries: copyOf((revision.recorded['serviceRegistries'] as Service['serviceRegistries']) ?? []),
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: sum(deployments, runningCountOf),
    pendingCount: sum(deployments, pendingCountOf),
    ...(revision.launchType === undefined
      ? {}
      : { launchType: revision.launchType as NonNullable<Service['launchType']> }),
    ...(revision.capacityProviderStrategy === undefined
      ? {}
      : { capacityProviderStrategy: copyOf([...revision.capacityProviderStrategy]) }),
    ...(configuration.platformVersion === undefined ? {} : { platformVersion: configuration.platformVersion }),
    ...(revision.platformFamily === undefined ? {} : { platformFamily: revision.platformFamily }),
    taskDefinition: world.taskDefinition(revision.taskDefinition).arn,
    deploymentConfiguration: shape.thin ? thinConfiguration(service) : copyOf(configuration.deploymentConfiguration),
    deployments: deployments.map((deployment) => describeDeployment(world, deployment, service)),
    ...(configuration.roleArn === undefined ? {} : { roleArn: configuration.roleArn }),
    events: describeEvents(world, service),
    createdAt: new Date(service.createdAtMs),
    createdBy: callerArn(world),
    ...(current === undefined ? {} : { currentServiceDeployment: serviceDeploymentArn(world, service, current.id) }),
    ...(shape.thin
      ? {}
      : {
          currentServiceRevisions: deployments.map((deployment) => ({
            arn: serviceRevisionArn(world, service, deployment.revision.digits),
            requestedTaskCount: deployment.desiredCount,
            runningTaskCount: runningCountOf(deployment),
            pendingTaskCount: pendingCountOf(deployment),
          })),
        }),
    placementConstraints: copyOf([...configuration.placementConstraints]) as Service['placementConstraints'],
    placementStrategy: copyOf([...configuration.placementStrategy]) as Service['placementStrategy'],
    ...networkOf(primary),
    healthCheckGracePeriodSeconds: configuration.healthCheckGracePeriodSeconds,
    schedulingStrategy: service.schedulingStrategy,
    deploymentController: { type: 'ECS' },
    ...(shape.tags ? { tags: copyOf([...service.tags]) } : {}),
    enableECSManagedTags: configuration.enableECSManagedTags,
    propagateTags: configuration.propagateTags as Service['propagateTags'],
    enableExecuteCommand: configuration.enableExecuteCommand,
    availabilityZoneRebalancing: configuration.availabilityZoneRebalancing,
    resourceManagementType: 'CUSTOMER',
  };
}

/**
 * The service deployment that was picked up last, as long as it isn't over. One that a newer one superseded is still
 * shown until that one is picked up (recorded: services.json #17, #48 to #56, #77, #88).
 * @rule service-shown-deployment
 */
function shownServiceDeployment(service: ServiceRecord): ServiceDeploymentRecord | undefined {
  if (service.status === 'INACTIVE') return undefined;
  let supersededMs: number | undefined;
  for (const record of service.serviceDeployments.toReversed()) {
    if (record.end !== undefined && record.updatedAtMs !== supersededMs) return undefined;
    if (record.startedAtMs !== undefined) return record;
    supersededMs = record.createdAtMs;
  }
  return undefined;
}

function thinConfiguration(service: ServiceRecord): Service['deploymentConfiguration'] {
  const { bakeTimeInMinutes: _bake, deploymentCircuitBreaker, ...rest } = service.configuration.deploymentConfiguration;
  const { enable, rollback } = deploymentCircuitBreaker;
  return { ...copyOf(rest), deploymentCircuitBreaker: { enable, rollback } };
}

/** Status as the API has it: after a force deletion, older deployments show DRAINING (recorded: services.json #156). */
function statusOf(deployment: DeploymentRecord, service: ServiceRecord): string {
  if (deployment.status === 'ACTIVE' && service.status === 'DRAINING') return 'DRAINING';
  return deployment.status === 'LEFT' ? 'INACTIVE' : deployment.status;
}

function describeDeployment(world: World, deployment: DeploymentRecord, service: ServiceRecord): Deployment {
  const { revision } = deployment;
  return {
    id: deployment.id,
    status: statusOf(deployment, service),
    taskDefinition: world.taskDefinition(revision.taskDefinition).arn,
    desiredCount: deployment.desiredCount,
    pendingCount: pendingCountOf(deployment),
    runningCount: runningCountOf(deployment),
    failedTasks: deployment.breaker.failureCount,
    createdAt: new Date(deployment.createdAtMs),
    updatedAt: new Date(deployment.updatedAtMs),
    ...(revision.launchType === undefined
      ? {}
      : { launchType: revision.launchType as NonNullable<Deployment['launchType']> }),
    ...(revision.capacityProviderStrategy === undefined
      ? {}
      : { capacityProviderStrategy: copyOf([...revision.capacityProviderStrategy]) }),
    ...(revision.platformVersion === undefined ? {} : { platformVersion: revision.platformVersion }),
    ...(revision.platformFamily === undefined ? {} : { platformFamily: revision.platformFamily }),
    ...networkOf(deployment),
    ...recordedMembers(revision.recorded),
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

const shownOnDeployments = [
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
  'fargateEphemeralStorage',
];

const recordedMembers = (recorded: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(recorded)
      .filter(([name]) => shownOnDeployments.includes(name))
      .map(([name, value]) => [name, copyOf(value)]),
  );

/** Left out, never empty, for a service without: an empty object crashes a well-known client. */
function networkOf({ revision }: DeploymentRecord): { networkConfiguration?: NetworkConfigurationReply } {
  return revision.network === undefined
    ? {}
    : { networkConfiguration: { awsvpcConfiguration: copyOf(revision.network) } };
}

/** Newest first, at most 100. */
function describeEvents(world: World, service: ServiceRecord): ServiceEvent[] {
  return service.events
    .slice(-eventsShown)
    .reverse()
    .map((event) => {
      const { id, message } = renderedEvent(world, service, event);
      return { id, createdAt: new Date(event.atMs), message };
    });
}

/** Rendered once: an event never changes, and clients that wait read the same ones again and again. */
function renderedEvent(
  world: World,
  service: ServiceRecord,
  event: ServiceEventRecord,
): { readonly id: string; readonly message: string } {
  let rendered = renderedEvents.get(event);
  if (rendered === undefined) {
    rendered = {
      id: uuidOf(world.settings.seed, IdKind.SERVICE_EVENT, event.number),
      message: renderServiceEvent(service.name, event.text, (number) => taskIdOfNumber(world, number)),
    };
    renderedEvents.set(event, rendered);
  }
  return rendered;
}

const renderedEvents = new WeakMap<ServiceEventRecord, { readonly id: string; readonly message: string }>();

const pendingCountOf = (deployment: DeploymentRecord): number => deployment.sizes[Standing.PENDING] as number;

const sum = (deployments: readonly DeploymentRecord[], count: (deployment: DeploymentRecord) => number): number =>
  deployments.reduce((total, deployment) => total + count(deployment), 0);
