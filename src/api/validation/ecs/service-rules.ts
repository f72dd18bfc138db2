import type {
  CreateServiceRequest,
  CreateTaskSetRequest,
  DeleteTaskSetRequest,
  DescribeServicesRequest,
  DescribeTaskSetsRequest,
  ListServicesByNamespaceRequest,
  ListServicesRequest,
  Scale,
  ServiceConnectClientAlias,
  ServiceConnectService,
  UpdateServicePrimaryTaskSetRequest,
  UpdateServiceRequest,
  UpdateTaskSetRequest,
} from '../../../model/aws/ecs.generated.js';
import type { Unchecked } from '../parsed.js';
import type { Rule } from '../refusal.js';
import {
  atLeast,
  atMostItems,
  between,
  firstOf,
  longest,
  matching,
  oneOf,
  pageSize,
  refusedWhen,
  required,
} from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';
import { strategyRules } from './capacity-provider-rules.js';
import { refuseBlockedDeployment, refuseCrampedRebalancing } from './deployment-rules.js';
import { wellNamed } from './names.js';
import { publicIpRule } from './network-rules.js';
import { knownLaunchType, placementRequestRules } from './placement-rules.js';

type Create = Unchecked<CreateServiceRequest>;

/** @see recorded: services.json #30 */
const knownSchedulingStrategy = <Structure extends { schedulingStrategy?: 'DAEMON' | 'REPLICA' }>(): Rule<Structure> =>
  oneOf('schedulingStrategy', ['REPLICA', 'DAEMON'], 'Scheduling strategy should be one of [REPLICA,DAEMON]');

const isDaemon = ({ schedulingStrategy }: Create): boolean => schedulingStrategy === 'DAEMON';
const isControlledBy = ({ deploymentController }: Create, type: string): boolean => deploymentController?.type === type;

/** @see recorded: services.json #29, #35 */
const desiredCount = firstOf<Create>(
  refusedWhen((request) => request.desiredCount === undefined && !isDaemon(request), 'DesiredCount is missing', {
    member: 'desiredCount',
    help: 'Give desiredCount; 0 is fine.',
  }),
  atLeast('desiredCount', 0, 'DesiredCount can not be lesser than 0'),
);

/**
 * The launch type's and the deployment controller's limits (texts: seen when deployed, 2026; the missing definition: inferred).
 * @rule service-grace-without-balancer
 */
const fitting: readonly Rule<Create>[] = [
  refusedWhen(
    ({ launchType, platformVersion }) => launchType === 'EC2' && platformVersion !== undefined,
    'The platform version must be null when specifying an EC2 launch type.',
    { member: 'platformVersion' },
  ),
  refusedWhen(
    (request) => isControlledBy(request, 'EXTERNAL') && request.taskDefinition !== undefined,
    'TaskDefinition must be blank.',
    { member: 'taskDefinition', help: 'With the EXTERNAL controller, task sets have it.' },
  ),
  refusedWhen(
    (request) => isControlledBy(request, 'EXTERNAL') && (request.loadBalancers?.length ?? 0) > 0,
    'LoadBalancers must be empty or null.',
    { member: 'loadBalancers', help: 'With the EXTERNAL controller, task sets have them.' },
  ),
  refusedWhen(
    (request) => !isControlledBy(request, 'EXTERNAL') && (request.taskDefinition ?? '') === '',
    'TaskDefinition can not be blank.',
    { member: 'taskDefinition', help: 'Give a family, a family:revision or an ARN.' },
  ),
  refusedWhen(
    (request) => isControlledBy(request, 'CODE_DEPLOY') && (request.loadBalancers?.length ?? 0) === 0,
    'When specifying the CODE_DEPLOY deployment controller type, the service requires an Application Load Balancer or Network Load Balancer.',
    { member: 'loadBalancers' },
  ),
  refusedWhen(
    ({ role, loadBalancers = [] }) => role !== undefined && loadBalancers.length === 0,
    'IAM roles are only valid for services configured to use load balancers.',
    { member: 'role' },
  ),
  refusedWhen(
    ({ launchType, loadBalancers = [] }) =>
      launchType === 'FARGATE' && loadBalancers.some((each) => each.loadBalancerName !== undefined),
    'Classic Load Balancers are not supported with Fargate.',
    { member: 'loadBalancers', help: 'Use a target group.' },
  ),
];

/** Lists of a service (registries: seen when deployed; load balancers follow them). */
const lists = <Structure extends Unchecked<UpdateServiceRequest>>(): Rule<Structure> =>
  firstOf(balancersAndRegistries<Structure>(), atLeast('healthCheckGracePeriodSeconds', 0));

const balancersAndRegistries = <
  Structure extends Unchecked<Pick<UpdateServiceRequest, 'loadBalancers' | 'serviceRegistries'>>,
>(): Rule<Structure> =>
  firstOf<Structure>(
    atMostItems('loadBalancers', 5, 'load balancers can have at most 5 items.'),
    atMostItems('serviceRegistries', 1, 'service registries can have at most 1 items.'),
  );

/** What a deployment needs to get anywhere; daemon services have limits of their own. */
const deploymentRoom: Rule<Create> = (request) => {
  if (isDaemon(request)) return undefined;
  const { maximumPercent = 200, minimumHealthyPercent = 100 } = request.deploymentConfiguration ?? {};
  return (
    refuseBlockedDeployment({ maximumPercent, minimumHealthyPercent }) ??
    (maximumPercent === 100 ? refuseCrampedRebalancing({ ...request, maximumPercent }, 'created') : undefined)
  );
};

/**
 * DAEMON's limits, which AWS checks after the network of the task definition; the desired count before Fargate. The first two
 * are recorded (services.json #34, #51, #65), the others seen when deployed.
 */
const daemonLimits: readonly Rule<Create>[] = [
  refusedWhen(
    (request) => request.desiredCount !== undefined,
    'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
    { member: 'desiredCount', help: 'A daemon service runs one task per container instance.' },
  ),
  refusedWhen(
    ({ launchType }) => launchType === 'FARGATE',
    'The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again',
    { member: 'launchType' },
  ),
  refusedWhen(
    ({ deploymentConfiguration }) => (deploymentConfiguration?.maximumPercent ?? 100) > 100,
    'The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment configuration. Change the maximumPercent value to 100, and try again',
    { member: 'deploymentConfiguration' },
  ),
  refusedWhen(
    ({ placementStrategy = [] }) => placementStrategy.length > 0,
    'The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try again',
    { member: 'placementStrategy' },
  ),
  refusedWhen(
    ({ availabilityZoneRebalancing }) => availabilityZoneRebalancing === 'ENABLED',
    "The service couldn't be created because Availability Zone Rebalancing does not support DAEMON as scheduling strategy. Update scheduling strategy and try again.",
    { member: 'availabilityZoneRebalancing' },
  ),
];

const taskSetIdentified = <Structure>(member: keyof Structure & string): Rule<Structure> =>
  matching(
    member,
    /^(arn:[\w-]+:ecs:[\w-]*:\d*:task-set\/.+\/)?ecs-svc\/\d+$/,
    () => 'Task Set Identifier is invalid',
    'Give the id (ecs-svc/ and digits) or the ARN of a task set.',
  );

/** @rule service-rejections */
export const serviceRules: RuleTable = {
  CreateServiceRequest: rulesOf<CreateServiceRequest>(
    longest('clientToken', 36, 'idempotency token longer than 36.'),
    wellNamed('serviceName', 'ServiceName'),
    knownSchedulingStrategy(),
    knownLaunchType(),
    desiredCount,
    strategyRules(),
    ...fitting,
    lists(),
    placementRequestRules(),
    publicIpRule(),
    deploymentRoom,
  ),
  /** @see recorded: services.json #36 */
  UpdateServiceRequest: rulesOf<UpdateServiceRequest>(
    atLeast('desiredCount', 0, 'Task count can not be lesser than 0'),
    strategyRules(),
    lists(),
    placementRequestRules(),
  ),
  /** @see recorded: services.json #67; the limits: users' logs */
  DescribeServicesRequest: rulesOf<DescribeServicesRequest>(
    required('services', 'Services cannot be empty.'),
    atMostItems('services', 10, 'service names can have at most 10 items.'),
    oneOf('include', ['TAGS'], 'include should be one of [TAGS]'),
  ),
  ListServicesRequest: rulesOf<ListServicesRequest>(pageSize(100), knownLaunchType(), knownSchedulingStrategy()),
  ListServicesByNamespaceRequest: rulesOf<ListServicesByNamespaceRequest>(pageSize(100)),
  /** Seen when deployed. */
  ServiceConnectService: rulesOf<ServiceConnectService>(
    refusedWhen(
      ({ clientAliases = [] }) => clientAliases.length > 1,
      ({ clientAliases = [] }) => `${clientAliases.length} clientAliases exceeds the max limit of 1`,
      { member: 'clientAliases' },
    ),
  ),
  ServiceConnectClientAlias: rulesOf<ServiceConnectClientAlias>(
    matching(
      'dnsName',
      /^(?!-)[a-z0-9_.-]{1,127}$/,
      () =>
        'The DNS name that you provided is invalid. The name must be a valid DNS name but doesn’t need to be fully-qualified. Up to 127 characters are allowed. The characters can include lowercase letters, numbers, underscores (_), hyphens (-), and periods (.). A hyphen can’t be the first character.',
      'Use a lower-case name.',
    ),
  ),
  /** Of the identifiers, the first: users' logs; the others by analogy. */
  DescribeTaskSetsRequest: rulesOf<DescribeTaskSetsRequest>(taskSetIdentified('taskSets')),
  UpdateTaskSetRequest: rulesOf<UpdateTaskSetRequest>(taskSetIdentified('taskSet')),
  DeleteTaskSetRequest: rulesOf<DeleteTaskSetRequest>(taskSetIdentified('taskSet')),
  UpdateServicePrimaryTaskSetRequest: rulesOf<UpdateServicePrimaryTaskSetRequest>(taskSetIdentified('primaryTaskSet')),
  CreateTaskSetRequest: rulesOf<CreateTaskSetRequest>(
    longest('clientToken', 36, 'idempotency token longer than 36.'),
    knownLaunchType(),
    strategyRules(),
    balancersAndRegistries(),
  ),
  Scale: rulesOf<Scale>(between('value', 0, 100)),
};

export const serviceRulesAfterLookup: RuleTable = {
  createService: rulesOf<CreateServiceRequest>((request) =>
    isDaemon(request) ? firstOf(...daemonLimits)(request) : undefined,
  ),
};
