import { createService as applyCreateService } from '../../../engine/apply/services.js';
import type { ClusterRecord, ServiceRecord } from '../../../engine/store/records.js';
import type { ExternalServiceRecord } from '../../../engine/store/task-set-records.js';
import type { World } from '../../../engine/world.js';
import type { CreateServiceRequest, Service } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { refuseUnsimulated } from '../../unsimulated.js';
import { checkAfterLookup } from '../../validation/parse-request.js';
import type { Parsed } from '../../validation/parsed.js';
import { isFargate, launchingOf, unsimulatedProviders } from '../capacity-providers.js';
import { describeService } from '../describe-service.js';
import { refuseExecWithoutRole } from '../execute-command.js';
import { createExternal } from '../external-service-requests.js';
import { describeExternalService, findExternalService, statusOfExternal } from '../external-services.js';
import { checkLaunchVolumes, unsimulatedOfVolumes } from '../launch-volumes.js';
import { activeCluster, findService, placeOf, usableTaskDefinition } from '../lookup.js';
import { checkNetwork, checkPublicIp, settleSubnets } from '../network.js';
import { requestText } from '../request-text.js';
import { checkServiceConnect } from '../service-connect.js';
import { checkLoadBalancers, unsimulatedClassic } from '../service-load-balancers.js';
import {
  checkLaunchType,
  configurationOf,
  partsOfService,
  platformFamilyOf,
  recordedMembers,
  refusePlacementOnFargate,
  refuseRole,
  resolvePlatform,
  unsimulatedController,
  unsimulatedDaemon,
  unsimulatedOfService,
} from '../service-settings.js';

type Request = Parsed<CreateServiceRequest>;

/** Starts a service. The scheduler picks it up some seconds later (recorded-behaviour §4). */
export const createService = ecsOperation('createService', {
  members: {
    cluster: 'simulated',
    serviceName: 'simulated',
    taskDefinition: 'simulated',
    availabilityZoneRebalancing: 'simulated',
    loadBalancers: 'simulated',
    serviceRegistries: 'kept',
    desiredCount: 'simulated',
    clientToken: 'simulated',
    launchType: 'simulated',
    capacityProviderStrategy: 'simulated',
    platformVersion: 'simulated',
    role: 'kept',
    deploymentConfiguration: 'simulated',
    placementConstraints: 'kept',
    placementStrategy: 'kept',
    networkConfiguration: 'simulated',
    healthCheckGracePeriodSeconds: 'simulated',
    schedulingStrategy: 'simulated',
    deploymentController: 'simulated',
    tags: 'simulated',
    enableECSManagedTags: 'simulated',
    propagateTags: 'simulated',
    enableExecuteCommand: 'kept',
    serviceConnectConfiguration: 'kept',
    volumeConfigurations: 'refused',
    vpcLatticeConfigurations: 'refused',
    gatewayConnectors: 'refused',
    monitoring: 'kept',
  },
  parts: partsOfService,
  unsimulated: [
    ...unsimulatedOfService,
    unsimulatedController,
    unsimulatedDaemon,
    ...unsimulatedOfVolumes,
    unsimulatedProviders,
    unsimulatedClassic,
  ],
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const known = replayed(world, cluster, request);
    if (known !== undefined) return { service: describeCreated(world, known) };

    refuseUnsimulated('ecs', [unsimulatedController], request);
    if (request.deploymentController?.type === 'EXTERNAL') {
      refuseUnsimulated('ecs', [...unsimulatedOfService, unsimulatedDaemon], request);
      refuseOverQuota(world, cluster, request);
      return { service: createExternal(world, cluster, request) };
    }
    const definition = usableTaskDefinition(world, request.taskDefinition ?? '', 'ClientException');
    const launching = launchingOf(cluster, request);
    checkPublicIp('createService', request, launching.launchType);
    const network = checkNetwork(world, definition, request.networkConfiguration);
    checkAfterLookup('ecs', 'createService', request);
    const onFargate = isFargate(launching);
    checkLaunchType(definition, onFargate ? 'FARGATE' : launching.launchType);
    refusePlacementOnFargate(request, onFargate);
    const platform = resolvePlatform(request.platformVersion, onFargate, definition);
    const targetGroups = checkLoadBalancers(world, definition, request.loadBalancers ?? []);
    checkServiceConnect(cluster, definition, request.serviceConnectConfiguration);
    checkLaunchVolumes(definition, request.volumeConfigurations);
    refuseRole(request.role, network !== undefined);
    refuseExecWithoutRole('createService', definition, { enabled: request.enableExecuteCommand });
    refuseUnsimulated('ecs', [...unsimulatedOfService, unsimulatedDaemon], request);
    refuseOverQuota(world, cluster, request);

    const service = applyCreateService(world, {
      cluster: cluster.key,
      name: request.serviceName,
      desiredCount: request.desiredCount ?? 0,
      configuration: configurationOf(world, request, {
        platformVersion: platform?.shown,
        isAwsvpc: network !== undefined,
      }),
      revision: {
        taskDefinition: definition.key,
        launchType: launching.launchType,
        capacityProviderStrategy: launching.strategy,
        platformVersion: platform?.resolved,
        platformFamily: onFargate ? platformFamilyOf(definition) : undefined,
        network,
        loadBalancers: request.loadBalancers ?? [],
        targetGroups,
        subnets: settleSubnets(world, network),
        recorded: recordedMembers(request),
      },
      tags: request.tags ?? [],
      launchType: launching.launchType,
      schedulingStrategy: 'REPLICA',
      idempotency: { clientToken: request.clientToken, request: requestWithoutTags(request) },
    });
    return { service: describeCreated(world, service) };
  },
  tells: (request) => ({
    ...placeOf(request.cluster, request.serviceName),
    about: `taskDefinition ${request.taskDefinition ?? ''}, desiredCount ${request.desiredCount ?? 0}`,
  }),
});

/** Without tags the reply has no member for them (recorded: service_revisions.json #8). */
function describeCreated(world: World, service: ServiceRecord | ExternalServiceRecord): Service {
  const tags = service.tags.length > 0;
  return 'taskSets' in service
    ? describeExternalService(world, service, { tags })
    : describeService(world, service, { tags, currentServiceDeployment: false });
}

const requestWithoutTags = ({ tags: _tags, ...rest }: Request): string => requestText(rest);

/**
 * The same name and token and an equal request replay; tags don't matter. Anything else about a taken name is refused
 * (recorded: services.json #12 to #15, #47, #88, #164).
 * @rule service-create-is-idempotent
 */
function replayed(
  world: World,
  cluster: ClusterRecord,
  request: Request,
): ServiceRecord | ExternalServiceRecord | undefined {
  const external = findExternalService(world, cluster, request.serviceName);
  const isExternal = external !== undefined && statusOfExternal(world, external) !== 'INACTIVE';
  const service = isExternal ? external : findService(world, cluster, request.serviceName);
  if (service === undefined || service.status === 'INACTIVE') return undefined;
  const resource = `service ${service.name}, cluster ${cluster.name}`;
  if (service.status === 'DRAINING') {
    throw new EcsApiError('InvalidParameterException', 'Unable to Start a service that is still Draining.', {
      resource,
      help: 'Wait until it is INACTIVE, or choose another name.',
    });
  }
  const { idempotency } = service;
  const isReplay =
    request.clientToken !== undefined &&
    idempotency.clientToken === request.clientToken &&
    idempotency.request === requestWithoutTags(request);
  if (isReplay) return service;
  throw new EcsApiError('InvalidParameterException', 'Creation of service was not idempotent.', {
    resource,
    help: 'A service of this name exists: change it with UpdateService, or choose another name.',
  });
}

/**
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (texts inferred)
 * @rule quota-services-per-cluster
 */
function refuseOverQuota(world: World, cluster: ClusterRecord, request: Request): void {
  const { servicesPerCluster } = world.settings.quotas;
  refuseTooManyTasks(world, request.serviceName, request.desiredCount);
  if (cluster.activeServicesCount >= servicesPerCluster) {
    throw new EcsApiError('ClientException', 'The maximum number of services per cluster has been exceeded.', {
      resource: `cluster ${cluster.name}`,
      value: String(servicesPerCluster),
      help: "Set the option quotas: 'off', or servicesPerCluster.",
    });
  }
}

/**
 * Shared with UpdateService (text inferred).
 * @rule quota-tasks-per-service
 */
export function refuseTooManyTasks(world: World, service: string, desiredCount = 0): void {
  const { tasksPerService } = world.settings.quotas;
  if (desiredCount <= tasksPerService) return;
  throw new EcsApiError(
    'InvalidParameterException',
    `The desired count exceeds the maximum number of tasks per service (${tasksPerService}).`,
    {
      resource: `service ${service}`,
      value: String(desiredCount),
      help: "Set the option quotas: 'off', or tasksPerService.",
    },
  );
}
