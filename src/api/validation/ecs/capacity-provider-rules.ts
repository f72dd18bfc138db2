import type {
  CapacityProviderStrategyItem,
  CreateCapacityProviderRequest,
  DeleteCapacityProviderRequest,
  DescribeCapacityProvidersRequest,
  LaunchType,
  ManagedScaling,
  UpdateCapacityProviderRequest,
} from '../../../model/aws/ecs.generated.js';
import type { Unchecked } from '../parsed.js';
import type { Rule } from '../refusal.js';
import { atMostItems, between, firstOf, matching, pageSize, refusedWhen, required } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';

interface PlacedByStrategy {
  readonly launchType?: LaunchType;
  readonly capacityProviderStrategy?: readonly Unchecked<CapacityProviderStrategyItem>[];
}

const fargateProviders: ReadonlySet<string | undefined> = new Set(['FARGATE', 'FARGATE_SPOT']);

/**
 * A strategy of CreateService, UpdateService, CreateTaskSet or RunTask. Texts: users' logs for the choice between launch type
 * and strategy, seen when deployed for weights and bases, AWS CDK for the mix; the limit of 20 is documented (inferred text).
 *
 * @param both - what a launch type beside a strategy is refused with
 */
export const strategyRules = <Structure extends PlacedByStrategy>(
  both = 'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
): Rule<Structure> =>
  firstOf<Structure>(
    refusedWhen(
      ({ launchType, capacityProviderStrategy: items = [] }) => launchType !== undefined && items.length > 0,
      both,
      { member: 'capacityProviderStrategy', help: 'Keep launchType or capacityProviderStrategy.' },
    ),
    atMostItems('capacityProviderStrategy', 20),
    refusedWhen(
      ({ capacityProviderStrategy: items = [] }) => items.filter((item) => (item.base ?? 0) > 0).length > 1,
      'There are multiple capacity providers in the specified capacity provider strategy with a base value greater than zero. Only one capacity provider can have a base value greater than zero. Specify a valid capacity provider strategy and try again.',
      { member: 'capacityProviderStrategy', help: 'Keep one base.' },
    ),
    refusedWhen(
      ({ capacityProviderStrategy: items = [] }) =>
        items.length > 0 && items.every((item) => !((item.weight ?? 0) > 0)),
      'There are no capacity providers in the capacity provider strategy with a weight value greater than zero. Specify a weight value greater than zero for at least one capacity provider and try again.',
      { member: 'capacityProviderStrategy', help: 'Without a weight it is 0: give weight 1.' },
    ),
    refusedWhen(
      ({ capacityProviderStrategy: items = [] }) =>
        new Set(items.map((item) => fargateProviders.has(item.capacityProvider))).size > 1,
      'A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers. Specify one or the other and try again.',
      { member: 'capacityProviderStrategy' },
    ),
  );

/**
 * Of what is given or, for an update, of what is in force afterwards.
 * @see seen when deployed
 */
export const refuseSteps: Rule<Unchecked<ManagedScaling>> = refusedWhen(
  ({ minimumScalingStepSize = 1, maximumScalingStepSize = 10_000 }) => minimumScalingStepSize > maximumScalingStepSize,
  'The minimum or maximum scaling step size value is invalid. Specify a minimum scaling step size value that is less than or equal to the maximum scaling step size value and try again.',
  { code: 'ClientException', member: 'minimumScalingStepSize' },
);

/** @rule capacity-provider-rejections */
export const capacityProviderRules: RuleTable = {
  CapacityProviderStrategyItem: rulesOf<CapacityProviderStrategyItem>(
    between('weight', 0, 1_000),
    between('base', 0, 100_000),
  ),
  CreateCapacityProviderRequest: rulesOf<CreateCapacityProviderRequest>(
    matching(
      'name',
      /^(?!aws|ecs|fargate)[a-zA-Z0-9\-_]{1,255}$/i,
      () =>
        'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
      'Choose another name.',
      'ClientException',
    ),
    refusedWhen(
      ({ autoScalingGroupProvider, managedInstancesProvider }) =>
        (autoScalingGroupProvider === undefined) === (managedInstancesProvider === undefined),
      'Specify either an Auto Scaling group provider or a managed instances provider and try again.',
      { code: 'ClientException', member: 'autoScalingGroupProvider', help: 'Exactly one of the two (inferred text).' },
    ),
    refusedWhen(
      ({ cluster, managedInstancesProvider }) => (cluster !== undefined) !== (managedInstancesProvider !== undefined),
      'A cluster is specified with a managed instances provider, and only with it.',
      { code: 'ClientException', member: 'cluster', help: 'Other providers belong to no cluster (inferred text).' },
    ),
  ),
  ManagedScaling: rulesOf<ManagedScaling>(
    between('targetCapacity', 1, 100),
    between('minimumScalingStepSize', 1, 10_000),
    between('maximumScalingStepSize', 1, 10_000),
    between('instanceWarmupPeriod', 0, 10_000),
    refuseSteps,
  ),
  UpdateCapacityProviderRequest: rulesOf<UpdateCapacityProviderRequest>(
    required('name'),
    refusedWhen(
      ({ autoScalingGroupProvider, managedInstancesProvider }) =>
        (autoScalingGroupProvider === undefined) === (managedInstancesProvider === undefined),
      'Specify either an Auto Scaling group provider or a managed instances provider and try again.',
      { code: 'ClientException', member: 'autoScalingGroupProvider', help: 'Exactly one of the two (inferred text).' },
    ),
  ),
  DeleteCapacityProviderRequest: rulesOf<DeleteCapacityProviderRequest>(required('capacityProvider')),
  DescribeCapacityProvidersRequest: rulesOf<DescribeCapacityProvidersRequest>(
    atMostItems('capacityProviders', 100),
    pageSize(10),
  ),
};
