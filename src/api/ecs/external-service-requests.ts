import { createExternalService, updateExternalService } from '../../engine/apply/task-sets.js';
import type { ClusterRecord } from '../../engine/store/records.js';
import type { ExternalServiceRecord } from '../../engine/store/task-set-records.js';
import type { World } from '../../engine/world.js';
import type { CreateServiceRequest, Service, UpdateServiceRequest } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import { describeExternalService, refuseTasks } from './external-services.js';
import { requestText } from './request-text.js';
import { configurationOf, mergeDeploymentConfiguration } from './service-settings.js';

type Create = Parsed<CreateServiceRequest>;
type Update = Parsed<UpdateServiceRequest>;

/** CreateService and UpdateService where the controller is EXTERNAL: all checks of the request alone are behind them. */

export function createExternal(world: World, cluster: ClusterRecord, request: Create): Service {
  const { tags = [], ...rest } = request;
  const service = createExternalService(world, {
    cluster: cluster.key,
    name: request.serviceName,
    desiredCount: request.desiredCount ?? 0,
    configuration: configurationOf(world, request, { platformVersion: undefined, isAwsvpc: true }),
    tags,
    launchType: request.launchType ?? 'EC2',
    recorded: request.networkConfiguration === undefined ? {} : { networkConfiguration: request.networkConfiguration },
    idempotency: { clientToken: request.clientToken, request: requestText(rest) },
  });
  return describeExternalService(world, service, { tags: tags.length > 0 });
}

/** What UpdateService may change of such a service (documented), in the order of the request. */
const changeable: ReadonlySet<string> = new Set([
  'cluster',
  'service',
  'desiredCount',
  'deploymentConfiguration',
  'availabilityZoneRebalancing',
  'placementConstraints',
  'placementStrategy',
  'healthCheckGracePeriodSeconds',
  'enableECSManagedTags',
  'propagateTags',
]);

/**
 * @throws EcsApiError InvalidParameterException for what task sets have (text: by analogy with CODE_DEPLOY's)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 * @rule external-service-update
 */
export function refuseChangeOfTaskSets(service: ExternalServiceRecord, request: Update): void {
  const refused = Object.keys(request).find((member) => !changeable.has(member));
  if (refused !== undefined) {
    throw new EcsApiError(
      'InvalidParameterException',
      `Unable to update ${refused} on services with an EXTERNAL deployment controller.`,
      { resource: `service ${service.name}`, value: refused, help: 'Task sets have it: use CreateTaskSet.' },
    );
  }
}

/** @param request - changes nothing that task sets have */
export function updateExternal(world: World, service: ExternalServiceRecord, request: Update): Service {
  const { configuration: stored } = service;
  const desiredCount = request.desiredCount ?? service.desiredCount;
  refuseTasks('desiredCount', { desiredCount, taskSets: service.taskSets });
  updateExternalService(service, {
    desiredCount,
    configuration: {
      ...stored,
      deploymentConfiguration: mergeDeploymentConfiguration(
        stored.deploymentConfiguration,
        request.deploymentConfiguration,
      ),
      availabilityZoneRebalancing: request.availabilityZoneRebalancing ?? stored.availabilityZoneRebalancing,
      healthCheckGracePeriodSeconds: request.healthCheckGracePeriodSeconds ?? stored.healthCheckGracePeriodSeconds,
      enableECSManagedTags: request.enableECSManagedTags ?? stored.enableECSManagedTags,
      propagateTags: request.propagateTags ?? stored.propagateTags,
      placementConstraints: request.placementConstraints ?? stored.placementConstraints,
      placementStrategy: request.placementStrategy ?? stored.placementStrategy,
    },
  });
  return describeExternalService(world, service, { tags: false });
}
