import type { ServiceConfiguration, TaskDefinitionRecord } from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type {
  CreateServiceRequest,
  DeploymentConfiguration,
  DeploymentConfigurationReply,
  LoadBalancer,
  UpdateServiceRequest,
} from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import type { TreatmentsOf, UnsimulatedAsked } from '../unsimulated.js';
import type { Parsed } from '../validation/parsed.js';

/** Settings of a service: defaults, merging, and what isn't simulated. */

type Create = Parsed<CreateServiceRequest>;
type Update = Parsed<UpdateServiceRequest>;

/**
 * Recorded: services.json #11.
 * @rule service-defaults
 */
const defaultDeploymentConfiguration: DeploymentConfigurationReply = {
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
 * @rule service-breaker-is-merged
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

const inOtherWords =
  'It would change what happens, so it is refused instead of ignored. Leave it out to simulate the rest.';

/** What a service may ask for that isn't simulated (ruling 34). */
export const unsimulatedOfService: readonly UnsimulatedAsked<Create | Update>[] = [
  {
    member: 'deploymentConfiguration.strategy',
    when: 'unless ROLLING',
    asked: ({ deploymentConfiguration: { strategy = 'ROLLING' } = {} }) =>
      strategy === 'ROLLING' ? undefined : strategy,
    help: inOtherWords,
  },
  {
    member: 'deploymentConfiguration.alarms',
    when: 'when enabled',
    asked: ({ deploymentConfiguration }) =>
      deploymentConfiguration?.alarms?.enable === true ? 'enable: true' : undefined,
    help: inOtherWords,
  },
  {
    member: 'deploymentConfiguration.lifecycleHooks',
    when: 'unless empty',
    asked: ({ deploymentConfiguration }) => several(deploymentConfiguration?.lifecycleHooks, 'hooks'),
    help: inOtherWords,
  },
  {
    member: 'deploymentConfiguration.earlySuccessCriteria',
    when: 'when enabled',
    asked: ({ deploymentConfiguration }) =>
      deploymentConfiguration?.earlySuccessCriteria?.enable === true ? 'enable: true' : undefined,
    help: inOtherWords,
  },
  {
    member: 'vpcLatticeConfigurations',
    when: 'unless empty',
    asked: ({ vpcLatticeConfigurations }) => several(vpcLatticeConfigurations, 'target groups'),
    help: inOtherWords,
  },
  {
    member: 'gatewayConnectors',
    when: 'unless empty',
    asked: ({ gatewayConnectors }) => several(gatewayConnectors, 'connectors'),
    help: inOtherWords,
  },
];

/** Of services that are created: those with EXTERNAL are records with task sets. */
export const unsimulatedController: UnsimulatedAsked<Create | Update> = {
  member: 'deploymentController.type',
  when: 'when CODE_DEPLOY',
  asked: ({ deploymentController: { type = 'ECS' } = {} }) => (type === 'CODE_DEPLOY' ? type : undefined),
  help: inOtherWords,
};

/** A service doesn't change its controller here. */
export const unsimulatedOtherController: UnsimulatedAsked<Create | Update> = {
  ...unsimulatedController,
  when: 'unless ECS',
  asked: ({ deploymentController: { type = 'ECS' } = {} }) => (type === 'ECS' ? undefined : type),
};

/** Only CreateService has it. */
export const unsimulatedDaemon: UnsimulatedAsked<Create> = {
  member: 'schedulingStrategy',
  when: 'when DAEMON',
  asked: ({ schedulingStrategy }) => (schedulingStrategy === 'DAEMON' ? schedulingStrategy : undefined),
  help: inOtherWords,
};

/** What becomes of the members of structures that services are made and changed with. */
export const partsOfService = {
  deploymentConfiguration: {
    deploymentCircuitBreaker: 'simulated',
    maximumPercent: 'simulated',
    minimumHealthyPercent: 'simulated',
    alarms: 'kept',
    strategy: 'simulated',
    bakeTimeInMinutes: 'kept',
    lifecycleHooks: 'refused',
    linearConfiguration: 'kept',
    canaryConfiguration: 'kept',
    earlySuccessCriteria: 'kept',
  } satisfies TreatmentsOf<DeploymentConfiguration>,
  networkConfiguration: {
    'awsvpcConfiguration.subnets': 'simulated',
    'awsvpcConfiguration.securityGroups': 'kept',
    'awsvpcConfiguration.assignPublicIp': 'kept',
  },
  loadBalancers: {
    targetGroupArn: 'simulated',
    loadBalancerName: 'refused',
    containerName: 'simulated',
    containerPort: 'simulated',
    advancedConfiguration: 'kept',
  } satisfies TreatmentsOf<LoadBalancer>,
} as const;

const several = (items: readonly unknown[] = [], what: string): string | undefined =>
  items.length > 0 ? what : undefined;

/** @throws EcsApiError InvalidParameterException when the definition doesn't fit the launch type */
export function checkLaunchType(definition: TaskDefinitionRecord, launchType: string | undefined): void {
  if (launchType === undefined || definition.definition.compatibilities.includes(launchType as never)) return;
  throw new EcsApiError('InvalidParameterException', `Task definition does not support launch_type ${launchType}.`, {
    resource: `task definition ${definition.family}:${definition.revision}`,
    value: launchType,
    help: `It is compatible with ${definition.definition.compatibilities.join(', ')}.`,
  });
}

/** Platform versions that exist; LATEST resolves to the last one of the family when a deployment starts. */
const platformVersions = { linux: ['1.3.0', '1.4.0'], windows: ['1.0.0'] } as const;

/**
 * @throws EcsApiError PlatformUnknownException, or PlatformTaskDefinitionIncompatibilityException for one of the other family
 *   (text: documented for the exception); InvalidParameterException elsewhere than on Fargate (users' logs)
 * @rule service-platform-latest
 */
export function resolvePlatform(
  given: string | undefined,
  isFargate: boolean,
  { definition }: TaskDefinitionRecord,
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
  const isWindows = definition.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') === true;
  const own: readonly string[] = platformVersions[isWindows ? 'windows' : 'linux'];
  if (shown === 'LATEST') return { shown, resolved: own.at(-1) as string };
  if (own.includes(shown)) return { shown, resolved: shown };
  const about = { resource: 'platformVersion', value: shown, help: `Use LATEST or one of ${own.join(', ')}.` };
  if (Object.values(platformVersions).some((versions) => (versions as readonly string[]).includes(shown))) {
    throw new EcsApiError(
      'PlatformTaskDefinitionIncompatibilityException',
      "The specified platform version doesn't satisfy the required capabilities of the task definition.",
      about,
    );
  }
  throw new EcsApiError('PlatformUnknownException', 'The specified platform version does not exist.', about);
}

/**
 * As AWS writes it: `Linux`; other families keep their name (inferred).
 * @rule service-fargate-members
 */
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

/**
 * Settings that change without a deployment, as CreateService stores them.
 * @rule service-rebalancing-default
 */
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
