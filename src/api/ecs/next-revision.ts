import type { RevisionDraft } from '../../engine/apply/deployments.js';
import type {
  ClusterRecord,
  ServiceRecord,
  ServiceRevision,
  TaskDefinitionRecord,
} from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type { LaunchType, UpdateServiceRequest } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import { checkStrategy, isFargate, type Launching } from './capacity-providers.js';
import { refuseExecWithoutRole } from './execute-command.js';
import { checkLaunchVolumes } from './launch-volumes.js';
import { usableTaskDefinition } from './lookup.js';
import { checkNetwork } from './network.js';
import { requestText } from './request-text.js';
import { checkServiceConnect } from './service-connect.js';
import { checkLoadBalancers } from './service-load-balancers.js';
import {
  checkLaunchType,
  platformFamilyOf,
  recordedMembers,
  refusePlacementOnFargate,
  resolvePlatform,
} from './service-settings.js';

type Request = Parsed<UpdateServiceRequest>;

/** What an UpdateService would run. */
export interface NextRevision {
  readonly revision: RevisionDraft;
  /** `LATEST` where the revision has a number. */
  readonly platformShown: string | undefined;
  /** Whether it differs in something that starts a new deployment. */
  readonly isAnother: boolean;
}

/**
 * What was given over what runs now. Only what a request changes is looked up anew: a target group that has vanished since
 * doesn't stand in the way of another desired count.
 *
 * @throws EcsApiError
 */
export function nextRevision(
  world: World,
  cluster: ClusterRecord,
  service: ServiceRecord,
  request: Request,
): NextRevision {
  const { revision: stored } = world.primaryOf(service);
  const definition =
    request.taskDefinition === undefined
      ? world.taskDefinition(stored.taskDefinition)
      : usableTaskDefinition(world, request.taskDefinition, 'ClientException');
  const launching = nextLaunching(cluster, service, stored, request);
  const onFargate = isFargate(launching);
  checkLaunchType(definition, onFargate ? 'FARGATE' : launching.launchType);
  refusePlacementOnFargate(request, onFargate);
  const { configuration } = service;
  const platform = resolvePlatform(
    request.platformVersion ?? (onFargate ? configuration.platformVersion : undefined),
    onFargate,
    definition,
  );
  if (request.enableExecuteCommand !== undefined || request.taskDefinition !== undefined) {
    refuseExecWithoutRole('updateService', definition, {
      enabled: request.enableExecuteCommand ?? configuration.enableExecuteCommand,
    });
  }
  if (request.serviceConnectConfiguration !== undefined || request.taskDefinition !== undefined) {
    const recorded = stored.recorded['serviceConnectConfiguration'] as Request['serviceConnectConfiguration'];
    checkServiceConnect(cluster, definition, request.serviceConnectConfiguration ?? recorded);
  }
  checkLaunchVolumes(definition, request.volumeConfigurations);
  const revision: RevisionDraft = {
    taskDefinition: definition.key,
    launchType: launching.launchType,
    capacityProviderStrategy: launching.strategy,
    platformVersion: platform?.resolved,
    platformFamily: onFargate ? platformFamilyOf(definition) : undefined,
    network: nextNetwork(world, stored, definition, request),
    ...nextLoadBalancers(world, stored, definition, request),
    subnets: stored.subnets,
    recorded: nextRecorded(stored, request),
  };
  return { revision, platformShown: platform?.shown, isAnother: isAnother(revision, stored) };
}

/**
 * A value equal to the current one is no change, so it starts no deployment (proposed); a change of the strategy comes with
 * `forceNewDeployment` anyway.
 * @rule deployment-equal-values-start-none
 */
const isAnother = (next: RevisionDraft, stored: RevisionDraft): boolean =>
  next.taskDefinition !== stored.taskDefinition || essence(next) !== essence(stored);

const essence = ({ taskDefinition, network, loadBalancers, platformVersion, recorded }: RevisionDraft): string =>
  requestText({ taskDefinition, network, loadBalancers, platformVersion, recorded });

/**
 * @throws EcsApiError InvalidParameterException (texts: users' logs; documented for CloudFormation)
 * @rule service-strategy-changes-with-force
 */
function nextLaunching(
  cluster: ClusterRecord,
  service: ServiceRecord,
  stored: ServiceRevision,
  { capacityProviderStrategy: given, forceNewDeployment }: Request,
): Launching {
  const now: Launching =
    stored.capacityProviderStrategy === undefined
      ? { strategy: undefined, launchType: stored.launchType as LaunchType }
      : { strategy: stored.capacityProviderStrategy, launchType: undefined };
  if (given === undefined) return now;
  const next: Launching =
    given.length > 0
      ? { strategy: checkStrategy(cluster, given), launchType: undefined }
      : { strategy: undefined, launchType: launchTypeToFallBackTo(service) };
  if (forceNewDeployment === true || requestText(next) === requestText(now)) return next;
  throw new EcsApiError(
    'InvalidParameterException',
    'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    { resource: `service ${service.name}`, help: 'Set forceNewDeployment to true.' },
  );
}

function launchTypeToFallBackTo(service: ServiceRecord): LaunchType {
  if (service.launchType !== undefined) return service.launchType as LaunchType;
  throw new EcsApiError(
    'InvalidParameterException',
    'No launch type to fall back to for empty capacity provider strategy. Your service was not created with a launch type.',
    { resource: `service ${service.name}`, help: 'Give a strategy of one provider at least.' },
  );
}

function nextNetwork(
  world: World,
  stored: ServiceRevision,
  definition: TaskDefinitionRecord,
  { networkConfiguration }: Request,
): ServiceRevision['network'] {
  if (networkConfiguration === undefined && definition.key === stored.taskDefinition) return stored.network;
  const { network } = stored;
  return checkNetwork(
    world,
    definition,
    networkConfiguration ?? (network === undefined ? undefined : { awsvpcConfiguration: network }),
  );
}

function nextLoadBalancers(
  world: World,
  stored: ServiceRevision,
  definition: TaskDefinitionRecord,
  { loadBalancers = stored.loadBalancers as NonNullable<Request['loadBalancers']>, forceNewDeployment }: Request,
): Pick<ServiceRevision, 'loadBalancers' | 'targetGroups'> {
  const isTheSame = loadBalancers === stored.loadBalancers && definition.key === stored.taskDefinition;
  if (isTheSame && forceNewDeployment !== true) {
    return { loadBalancers: stored.loadBalancers, targetGroups: stored.targetGroups };
  }
  return { loadBalancers, targetGroups: checkLoadBalancers(world, definition, loadBalancers) };
}

/** An empty list takes the registries away; what isn't given stays. */
function nextRecorded(stored: ServiceRevision, request: Request): ServiceRevision['recorded'] {
  const recorded = { ...stored.recorded, ...recordedMembers(request) };
  if (request.serviceRegistries?.length === 0) delete recorded['serviceRegistries'];
  return recorded;
}
