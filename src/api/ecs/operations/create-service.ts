import { createService as applyCreateService } from '../../../engine/apply/services.js';
import type { ClusterRecord } from '../../../engine/store/records.js';
import type { World } from '../../../engine/world.js';
import type { CreateServiceRequest } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { checkAfterLookup } from '../../validation/parse-request.js';
import type { Parsed } from '../../validation/parsed.js';
import { describeService } from '../describe-service.js';
import { activeCluster, findService, usableTaskDefinition } from '../lookup.js';
import { checkNetwork, settleSubnets } from '../network.js';
import { checkLoadBalancers } from '../service-load-balancers.js';
import {
  checkLaunchType,
  checkStrategy,
  configurationOf,
  recordedMembers,
  refusePlacementOnFargate,
  refuseUnsimulated,
  resolvePlatform,
} from '../service-settings.js';

type Request = Parsed<CreateServiceRequest>;

/** Starts a service. The scheduler picks it up some seconds later (recorded-behaviour §4). */
export const createService = ecsOperation('createService', {
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const known = replayed(world, cluster, request);
    if (known !== undefined)
      return { service: describeService(world, known, { tags: true, currentServiceDeployment: false }) };

    const definition = usableTaskDefinition(world, request.taskDefinition ?? '', 'ClientException');
    const strategy = checkStrategy(request.capacityProviderStrategy ?? defaultStrategy(cluster, request));
    const launchType = strategy === undefined ? (request.launchType ?? 'EC2') : undefined;
    const network = checkNetwork(world, definition, request.networkConfiguration);
    checkAfterLookup('ecs', 'createService', request);
    checkLaunchType(definition, request.launchType);
    const isFargate = strategy !== undefined || launchType === 'FARGATE';
    refusePlacementOnFargate(request, isFargate);
    const platform = resolvePlatform(request.platformVersion, isFargate);
    const targetGroups = checkLoadBalancers(world, definition, request.loadBalancers ?? []);
    refuseUnsimulated(request);
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
        launchType,
        capacityProviderStrategy: strategy,
        platformVersion: platform?.resolved,
        platformFamily: isFargate ? 'Linux' : undefined,
        network,
        loadBalancers: request.loadBalancers ?? [],
        targetGroups,
        subnets: settleSubnets(world, network),
        recorded: recordedMembers(request),
      },
      tags: request.tags ?? [],
      launchType,
      schedulingStrategy: 'REPLICA',
      idempotency: { clientToken: request.clientToken, request: requestWithoutTags(request) },
    });
    return { service: describeService(world, service, { tags: true, currentServiceDeployment: false }) };
  },
  tells: (request) => ({
    service: request.serviceName,
    about: `taskDefinition ${request.taskDefinition ?? ''}, desiredCount ${request.desiredCount ?? 0}`,
  }),
});

/** The cluster's strategy applies when the request names neither a strategy nor a launch type. */
const defaultStrategy = (cluster: ClusterRecord, request: Request) =>
  request.launchType === undefined && cluster.defaultCapacityProviderStrategy.length > 0
    ? [...cluster.defaultCapacityProviderStrategy]
    : undefined;

const requestWithoutTags = ({ tags: _tags, ...rest }: Request): string => JSON.stringify(rest);

/**
 * The same name and token and an equal request replay; tags don't matter. Anything else about a taken name is refused
 * (recorded: services.json #12 to #15, #47, #88, #164).
 */
function replayed(world: World, cluster: ClusterRecord, request: Request) {
  const service = findService(world, cluster, request.serviceName);
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

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (texts inferred) */
function refuseOverQuota(world: World, cluster: ClusterRecord, request: Request): void {
  const { tasksPerService, servicesPerCluster } = world.settings.quotas;
  if ((request.desiredCount ?? 0) > tasksPerService)
    throw tooManyTasks(request.serviceName, request.desiredCount ?? 0, tasksPerService);
  if (cluster.activeServicesCount >= servicesPerCluster) {
    throw new EcsApiError('ClientException', 'The maximum number of services per cluster has been exceeded.', {
      resource: `cluster ${cluster.name}`,
      value: String(servicesPerCluster),
      help: "Set the option quotas: 'off', or servicesPerCluster.",
    });
  }
}

/** Shared with UpdateService (text inferred). */
export function tooManyTasks(service: string, desiredCount: number, max: number): EcsApiError {
  return new EcsApiError(
    'InvalidParameterException',
    `The desired count exceeds the maximum number of tasks per service (${max}).`,
    {
      resource: `service ${service}`,
      value: String(desiredCount),
      help: "Set the option quotas: 'off', or tasksPerService.",
    },
  );
}
