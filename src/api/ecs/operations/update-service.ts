import { updateService as applyUpdateService } from '../../../engine/apply/services.js';
import type { ServiceConfiguration, ServiceRecord } from '../../../engine/store/records.js';
import type { UpdateServiceRequest } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { refuseUnsimulated } from '../../unsimulated.js';
import { refuseBlockedDeployment, refuseCrampedRebalancing } from '../../validation/ecs/deployment-rules.js';
import type { Parsed } from '../../validation/parsed.js';
import type { Refusal } from '../../validation/refusal.js';
import { unsimulatedProviders } from '../capacity-providers.js';
import { describeService } from '../describe-service.js';
import { refuseChangeOfTaskSets, updateExternal } from '../external-service-requests.js';
import { findExternalService, unsimulatedTasksOf } from '../external-services.js';
import { unsimulatedOfVolumes } from '../launch-volumes.js';
import { activeCluster, activeService, lastPart, placeOf } from '../lookup.js';
import { settleSubnets } from '../network.js';
import { nextRevision } from '../next-revision.js';
import { unsimulatedClassic } from '../service-load-balancers.js';
import {
  mergeDeploymentConfiguration,
  partsOfService,
  roleArnOf,
  unsimulatedOfService,
  unsimulatedOtherController,
} from '../service-settings.js';
import { refuseTooManyTasks } from './create-service.js';

type Request = Parsed<UpdateServiceRequest>;

/**
 * Changes a service; some members start a new deployment (rolling-deployment §3, recorded: services.json #55 to #63).
 * @rule deployment-what-starts-one
 */
export const updateService = ecsOperation('updateService', {
  members: {
    cluster: 'simulated',
    service: 'simulated',
    desiredCount: 'simulated',
    taskDefinition: 'simulated',
    capacityProviderStrategy: 'simulated',
    deploymentConfiguration: 'simulated',
    availabilityZoneRebalancing: 'simulated',
    networkConfiguration: 'simulated',
    placementConstraints: 'kept',
    placementStrategy: 'kept',
    platformVersion: 'simulated',
    forceNewDeployment: 'simulated',
    healthCheckGracePeriodSeconds: 'simulated',
    deploymentController: 'simulated',
    enableExecuteCommand: 'kept',
    enableECSManagedTags: 'simulated',
    loadBalancers: 'simulated',
    propagateTags: 'simulated',
    serviceRegistries: 'kept',
    serviceConnectConfiguration: 'kept',
    volumeConfigurations: 'refused',
    vpcLatticeConfigurations: 'refused',
    gatewayConnectors: 'refused',
    monitoring: 'kept',
  },
  parts: partsOfService,
  unsimulated: [
    ...unsimulatedOfService,
    unsimulatedOtherController,
    ...unsimulatedOfVolumes,
    unsimulatedProviders,
    unsimulatedClassic,
    unsimulatedTasksOf('desiredCount'),
  ],
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const external = findExternalService(world, cluster, request.service);
    if (external?.status === 'ACTIVE') {
      refuseChangeOfTaskSets(external, request);
      refuseUnsimulated('ecs', unsimulatedOfService, request);
      refuseTooManyTasks(world, external.name, request.desiredCount);
      return { service: updateExternal(world, external, request) };
    }
    const service = activeService(world, cluster, request.service);
    const configuration = changedConfiguration(service, request);
    const next = nextRevision(world, cluster, service, request);
    refuseUnsimulated('ecs', [...unsimulatedOfService, unsimulatedOtherController], request);
    refuseTooManyTasks(world, service.name, request.desiredCount);

    const startsDeployment = request.forceNewDeployment === true || next.isAnother;
    applyUpdateService(world, service, {
      ...(request.desiredCount === undefined ? {} : { desiredCount: request.desiredCount }),
      configuration: {
        ...configuration,
        ...(startsDeployment
          ? {
              platformVersion: next.platformShown,
              roleArn: roleArnOf(world, next.revision.network !== undefined, service.configuration.roleArn),
            }
          : {}),
      },
      ...(startsDeployment
        ? { revision: { ...next.revision, subnets: settleSubnets(world, next.revision.network) } }
        : {}),
    });
    return { service: describeService(world, service, { tags: false, currentServiceDeployment: false }) };
  },
  tells: (request) => ({ ...placeOf(request.cluster, request.service), about: changesOf(request) }),
});

/** Settings in force after the call, checked as a whole. */
function changedConfiguration(service: ServiceRecord, request: Request): ServiceConfiguration {
  const stored = service.configuration;
  const deploymentConfiguration = mergeDeploymentConfiguration(
    stored.deploymentConfiguration,
    request.deploymentConfiguration,
  );
  const availabilityZoneRebalancing = request.availabilityZoneRebalancing ?? stored.availabilityZoneRebalancing;
  const { maximumPercent, minimumHealthyPercent } = deploymentConfiguration;
  refuse(service, refuseCrampedRebalancing({ availabilityZoneRebalancing, maximumPercent }, 'updated'));
  refuse(service, refuseBlockedDeployment({ maximumPercent, minimumHealthyPercent }));
  return {
    ...stored,
    deploymentConfiguration,
    availabilityZoneRebalancing,
    healthCheckGracePeriodSeconds: request.healthCheckGracePeriodSeconds ?? stored.healthCheckGracePeriodSeconds,
    enableECSManagedTags: request.enableECSManagedTags ?? stored.enableECSManagedTags,
    propagateTags: request.propagateTags ?? stored.propagateTags,
    enableExecuteCommand: request.enableExecuteCommand ?? stored.enableExecuteCommand,
    placementConstraints: request.placementConstraints ?? stored.placementConstraints,
    placementStrategy: request.placementStrategy ?? stored.placementStrategy,
  };
}

function refuse(service: ServiceRecord, refusal: Refusal | undefined): void {
  if (refusal === undefined) return;
  throw new EcsApiError(refusal.code ?? 'InvalidParameterException', refusal.message, {
    resource: `service ${service.name}`,
    ...(refusal.help === undefined ? {} : { help: refusal.help }),
  });
}

function changesOf(request: Request): string {
  const words: string[] = [];
  if (request.taskDefinition !== undefined) words.push(`taskDefinition ${lastPart(request.taskDefinition)}`);
  if (request.desiredCount !== undefined) words.push(`desiredCount ${request.desiredCount}`);
  if (request.forceNewDeployment === true) words.push('forceNewDeployment');
  const { minimumHealthyPercent, maximumPercent } = request.deploymentConfiguration ?? {};
  if (minimumHealthyPercent !== undefined) words.push(`minimumHealthyPercent ${minimumHealthyPercent}`);
  if (maximumPercent !== undefined) words.push(`maximumPercent ${maximumPercent}`);
  const shown = ['service', 'cluster', 'taskDefinition', 'desiredCount', 'forceNewDeployment'];
  for (const name of Object.keys(request)) {
    if (
      shown.includes(name) ||
      (name === 'deploymentConfiguration' && (minimumHealthyPercent ?? maximumPercent) !== undefined)
    )
      continue;
    words.push(name);
  }
  return words.join(', ');
}
