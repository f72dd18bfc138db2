import { updateService as applyUpdateService } from '../../../engine/apply/services.js';
import type { ServiceConfiguration, ServiceRecord, ServiceRevision } from '../../../engine/store/records.js';
import type { World } from '../../../engine/world.js';
import type { UpdateServiceRequest } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { refuseBlockedDeployment, refuseCrampedRebalancing } from '../../validation/ecs/deployment-rules.js';
import type { Parsed } from '../../validation/parsed.js';
import type { Refusal } from '../../validation/refusal.js';
import { describeService } from '../describe-service.js';
import { activeCluster, activeService, lastPart, usableTaskDefinition } from '../lookup.js';
import { checkNetwork, settleSubnets } from '../network.js';
import { checkLoadBalancers } from '../service-load-balancers.js';
import {
  checkLaunchType,
  checkStrategy,
  mergeDeploymentConfiguration,
  recordedMembers,
  refusePlacementOnFargate,
  refuseUnsimulated,
  resolvePlatform,
  roleArnOf,
} from '../service-settings.js';
import { tooManyTasks } from './create-service.js';

type Request = Parsed<UpdateServiceRequest>;
type RevisionDraft = Omit<ServiceRevision, 'digits' | 'createdAtMs'>;

/** Changes a service; some members start a new deployment (rolling-deployment §3, recorded: services.json #55 to #63). */
export const updateService = ecsOperation('updateService', {
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const service = activeService(world, cluster, request.service);
    const configuration = changedConfiguration(service, request);
    const draft = nextRevision(world, service, request);
    refuseUnsimulated(request);
    const { tasksPerService } = world.settings.quotas;
    if ((request.desiredCount ?? 0) > tasksPerService)
      throw tooManyTasks(service.name, request.desiredCount ?? 0, tasksPerService);

    const startsDeployment = request.forceNewDeployment === true || isAnother(world, service, draft.revision);
    applyUpdateService(world, service, {
      ...(request.desiredCount === undefined ? {} : { desiredCount: request.desiredCount }),
      configuration: {
        ...configuration,
        ...(startsDeployment
          ? { platformVersion: draft.platformShown, roleArn: roleArnOf(world, draft.revision.network !== undefined) }
          : {}),
      },
      ...(startsDeployment
        ? { revision: { ...draft.revision, subnets: settleSubnets(world, draft.revision.network) } }
        : {}),
    });
    return { service: describeService(world, service, { tags: false, currentServiceDeployment: false }) };
  },
  tells: (request) => ({ service: lastPart(request.service), about: changesOf(request) }),
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

/** What a new deployment would run: what was given over what runs now. */
function nextRevision(
  world: World,
  service: ServiceRecord,
  request: Request,
): { readonly revision: RevisionDraft; readonly platformShown: string | undefined } {
  const { revision: stored } = world.primaryOf(service);
  const definition =
    request.taskDefinition === undefined
      ? world.taskDefinition(stored.taskDefinition)
      : usableTaskDefinition(world, request.taskDefinition, 'ClientException');
  const givenStrategy = checkStrategy(request.capacityProviderStrategy);
  const strategy = givenStrategy ?? stored.capacityProviderStrategy;
  const launchType = strategy === undefined ? (stored.launchType ?? service.launchType) : undefined;
  const isFargate = strategy !== undefined || launchType === 'FARGATE';
  checkLaunchType(definition, launchType);
  refusePlacementOnFargate(request, isFargate);
  const platform = resolvePlatform(request.platformVersion ?? service.configuration.platformVersion, isFargate);
  const network = checkNetwork(
    world,
    definition,
    request.networkConfiguration ??
      ((stored.network === undefined ? undefined : { awsvpcConfiguration: { ...stored.network } }) as never),
  );
  const loadBalancers = request.loadBalancers ?? stored.loadBalancers;
  const recorded = { ...stored.recorded, ...recordedMembers(request) };
  if (request.serviceRegistries?.length === 0) delete recorded['serviceRegistries'];
  return {
    platformShown: platform?.shown,
    revision: {
      taskDefinition: definition.key,
      launchType,
      capacityProviderStrategy: strategy,
      platformVersion: platform?.resolved,
      platformFamily: isFargate ? 'Linux' : undefined,
      network,
      loadBalancers,
      targetGroups: checkLoadBalancers(world, definition, loadBalancers as never),
      subnets: stored.subnets,
      recorded,
    },
  };
}

/**
 * A value equal to the current one is no change, so it starts no deployment (proposed); nor does the capacity provider
 * strategy alone (documented).
 */
function isAnother(world: World, service: ServiceRecord, draft: RevisionDraft): boolean {
  const { revision: stored } = world.primaryOf(service);
  const essence = ({ taskDefinition, network, loadBalancers, platformVersion, recorded }: RevisionDraft) =>
    JSON.stringify([taskDefinition, network, loadBalancers, platformVersion, recorded]);
  return essence(draft) !== essence(stored);
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
