import type { ServiceConfiguration, TaskDefinitionRecord } from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type {
  CreateServiceRequest,
  DeploymentConfiguration,
  DeploymentConfigurationReply,
  UpdateServiceRequest,
} from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';

/** Settings of a service: defaults, merging, and what isn't simulated. */

type Create = Parsed<CreateServiceRequest>;
type Update = Parsed<UpdateServiceRequest>;

/** Recorded: services.json #11. */
export const defaultDeploymentConfiguration: DeploymentConfigurationReply = {
  deploymentCircuitBreaker: {
    enable: false,
    rollback: false,
    resetOnHealthyTask: true,
    thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
  },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: 'ROLLING',
  bakeTimeInMinutes: 0,
};

/**
 * Puts what was given over what is stored. The circuit breaker merges member by member; `rollback` without `enable` is
 * stored as false (recorded: services.json #128, #129, #134).
 */
export function mergeDeploymentConfiguration(
  stored: DeploymentConfigurationReply,
  given: Parsed<DeploymentConfiguration> | undefined,
): DeploymentConfigurationReply {
  if (given === undefined) return stored;
  const breaker = { ...stored.deploymentCircuitBreaker, ...given.deploymentCircuitBreaker };
  const { deploymentCircuitBreaker: _breaker, alarms, strategy, ...numbers } = given;
  return {
    ...stored,
    ...(numbers as Partial<DeploymentConfigurationReply>),
    ...(alarms === undefined ? {} : { alarms }),
    strategy: strategy ?? stored.strategy,
    deploymentCircuitBreaker: {
      ...breaker,
      enable: breaker.enable ?? false,
      rollback: (breaker.enable ?? false) && (breaker.rollback ?? false),
    } as DeploymentConfigurationReply['deploymentCircuitBreaker'],
  };
}

/**
 * Refuses what would change what happens and isn't simulated (ruling 34), naming the member.
 * @throws EcsApiError UnsupportedFeatureException
 */
export function refuseUnsimulated(request: Create | Update): void {
  const { deploymentConfiguration: deployment } = request;
  const refused: [member: string, present: boolean, value: unknown][] = [
    ['deploymentConfiguration.strategy', (deployment?.strategy ?? 'ROLLING') !== 'ROLLING', deployment?.strategy],
    ['deploymentConfiguration.alarms', deployment?.alarms?.enable === true, 'enable: true'],
    ['deploymentConfiguration.lifecycleHooks', (deployment?.lifecycleHooks?.length ?? 0) > 0, 'hooks'],
    ['deploymentConfiguration.earlySuccessCriteria', deployment?.earlySuccessCriteria?.enable === true, 'enable: true'],
    ['vpcLatticeConfigurations', (request.vpcLatticeConfigurations?.length ?? 0) > 0, 'target groups'],
    ['gatewayConnectors', (request.gatewayConnectors?.length ?? 0) > 0, 'connectors'],
    ['schedulingStrategy', 'schedulingStrategy' in request && request.schedulingStrategy === 'DAEMON', 'DAEMON'],
  ];
  const found = refused.find(([, present]) => present);
  if (found !== undefined) throw unsimulated(found[0], String(found[2]));
  refuseController(request);
}

/**
 * The same of controllers other than ECS's own. CreateService asks before it looks for the task definition, of which
 * EXTERNAL has none.
 * @throws EcsApiError UnsupportedFeatureException
 */
export function refuseController({ deploymentController }: Create | Update): void {
  const type = deploymentController?.type ?? 'ECS';
  if (type !== 'ECS') throw unsimulated('deploymentController.type', type);
}

const unsimulated = (member: string, value: string): EcsApiError =>
  new EcsApiError('UnsupportedFeatureException', `steadystate does not simulate ${member} (${value}) yet.`, {
    resource: member,
    value,
    help: 'It would change what happens, so it is refused instead of ignored. Leave it out to simulate the rest.',
  });

/** @throws EcsApiError InvalidParameterException when the definition doesn't fit the launch type */
export function checkLaunchType(definition: TaskDefinitionRecord, launchType: string | undefined): void {
  if (launchType === undefined || definition.definition.compatibilities.includes(launchType as never)) return;
  throw new EcsApiError('InvalidParameterException', `Task definition does not support launch_type ${launchType}.`, {
    resource: `task definition ${definition.family}:${definition.revision}`,
    value: launchType,
    help: `It is compatible with ${definition.definition.compatibilities.join(', ')}.`,
  });
}

/** Linux platform versions that exist; LATEST resolves to the last one when a deployment starts. */
const platformVersions = ['1.3.0', '1.4.0'];

/** @throws EcsApiError PlatformUnknownException; InvalidParameterException elsewhere than on Fargate (users' logs) */
export function resolvePlatform(
  given: string | undefined,
  isFargate: boolean,
): { shown: string; resolved: string } | undefined {
  if (!isFargate) {
    if (given === undefined) return undefined;
    throw new EcsApiError(
      'InvalidParameterException',
      'The platform version must be null when specifying an EC2 launch type.',
      {
        resource: 'platformVersion',
        value: given,
        help: 'Without launchType and strategy a task runs on EC2: set launchType FARGATE.',
      },
    );
  }
  const shown = given ?? 'LATEST';
  if (shown === 'LATEST') return { shown, resolved: platformVersions.at(-1) as string };
  if (platformVersions.includes(shown)) return { shown, resolved: shown };
  throw new EcsApiError('PlatformUnknownException', 'The specified platform version does not exist.', {
    resource: 'platformVersion',
    value: shown,
    help: `Use LATEST or one of ${platformVersions.join(', ')}.`,
  });
}

/** As AWS writes it: `Linux`; other families keep their name (inferred). */
export function platformFamilyOf({ definition }: TaskDefinitionRecord): string {
  const family = definition.runtimePlatform?.operatingSystemFamily ?? 'LINUX';
  return family === 'LINUX' ? 'Linux' : family;
}

/** Fargate places tasks by zone alone. */
export function refusePlacementOnFargate(
  request: Pick<Create, 'placementConstraints' | 'placementStrategy'>,
  isFargate: boolean,
): void {
  if (!isFargate) return;
  for (const [member, text] of [
    ['placementConstraints', 'Placement constraints are not supported with FARGATE launch type.'],
    ['placementStrategy', 'Placement strategies are not supported with FARGATE launch type.'],
  ] as const) {
    if ((request[member]?.length ?? 0) === 0) continue;
    throw new EcsApiError('InvalidParameterException', text, { resource: member, help: `Leave ${member} out.` });
  }
}

/**
 * The service-linked role is shown for awsvpc tasks (recorded: services.json #46); of others the role that was given, by
 * name or ARN.
 */
export function roleArnOf(world: World, isAwsvpc: boolean, given: string | undefined): string | undefined {
  const prefix = `arn:${world.settings.partition}:iam::${world.settings.account}:role/`;
  if (isAwsvpc) return `${prefix}aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;
  return given === undefined || given.startsWith('arn:') ? given : `${prefix}${given}`;
}

/** @throws EcsApiError InvalidParameterException (seen when deployed) */
export function refuseRole(role: string | undefined, isAwsvpc: boolean): void {
  if (role === undefined || !isAwsvpc) return;
  throw new EcsApiError(
    'InvalidParameterException',
    'You cannot specify an IAM role for services that require a service linked role.',
    {
      resource: 'role',
      value: role,
      help: 'Leave role out: tasks with networkMode awsvpc use the service-linked role.',
    },
  );
}

/** Settings that change without a deployment, as CreateService stores them. */
export function configurationOf(
  world: World,
  request: Create,
  about: { readonly platformVersion: string | undefined; readonly isAwsvpc: boolean },
): ServiceConfiguration {
  const deploymentConfiguration = mergeDeploymentConfiguration(
    defaultDeploymentConfiguration,
    request.deploymentConfiguration,
  );
  return {
    deploymentConfiguration,
    healthCheckGracePeriodSeconds: request.healthCheckGracePeriodSeconds ?? 0,
    availabilityZoneRebalancing:
      request.availabilityZoneRebalancing ?? (deploymentConfiguration.maximumPercent > 100 ? 'ENABLED' : 'DISABLED'),
    enableECSManagedTags: request.enableECSManagedTags ?? false,
    propagateTags: request.propagateTags ?? 'NONE',
    enableExecuteCommand: request.enableExecuteCommand ?? false,
    platformVersion: about.platformVersion,
    roleArn: roleArnOf(world, about.isAwsvpc, request.role),
    placementConstraints: request.placementConstraints ?? [],
    placementStrategy: request.placementStrategy ?? [],
  };
}

/** Members of a revision that are kept and shown, and change nothing that is simulated. */
export function recordedMembers(request: Create | Update): Record<string, unknown> {
  const recorded: Record<string, unknown> = {};
  for (const member of ['serviceRegistries', 'serviceConnectConfiguration', 'monitoring'] as const) {
    const value = request[member];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) recorded[member] = value;
  }
  return recorded;
}
