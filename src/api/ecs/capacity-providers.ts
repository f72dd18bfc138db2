import type { ClusterRecord } from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type {
  CapacityProviderStrategyItem,
  CapacityProviderStrategyItemReply,
  LaunchType,
} from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';
import type { Parsed } from '../validation/parsed.js';
import { isFargateProvider } from './capacity-provider-records.js';

/** Capacity providers of clusters, services and RunTask. */

type Given = readonly Parsed<CapacityProviderStrategyItem>[];

/** Others than Fargate's may be associated with a cluster, but nothing is launched by them. */
export const unsimulatedProviders: UnsimulatedMember = {
  member: 'capacityProviderStrategy',
  what: 'tasks of the capacity provider',
  when: 'for other providers than FARGATE and FARGATE_SPOT',
  help: 'Use FARGATE or FARGATE_SPOT.',
};

/** @throws EcsApiError UnsupportedFeatureException for a strategy with providers that are not Fargate's */
function refuseUnsimulatedProviders(strategy: Given): void {
  const other = strategy.find(({ capacityProvider }) => !isFargateProvider(capacityProvider));
  if (other !== undefined) throw unsimulatedError('ecs', unsimulatedProviders, other.capacityProvider);
}

/**
 * What a cluster is associated with must be ACTIVE (text: users' logs; of one that isn't there: inferred).
 * @throws EcsApiError InvalidParameterException
 * @rule cluster-providers-are-active
 */
export function refuseInactiveProviders(world: World, names: readonly string[]): void {
  const inactive = names.find(
    (name) => !isFargateProvider(name) && world.capacityProviders.get(name)?.status !== 'ACTIVE',
  );
  if (inactive === undefined) return;
  throw new EcsApiError(
    'InvalidParameterException',
    `The specified capacity provider '${inactive}' is not in an ACTIVE state. Specify a valid capacity provider and try again.`,
    { resource: 'capacityProviders', value: inactive, help: 'Create it with CreateCapacityProvider first.' },
  );
}

/**
 * A strategy with what AWS fills in (recorded: controls.json #30).
 * @rule cluster-strategy-fills-in
 */
export const strategyReply = (strategy: Given): CapacityProviderStrategyItemReply[] =>
  strategy.map(({ capacityProvider, weight = 0, base = 0 }) => ({ capacityProvider, weight, base }));

/** How tasks are launched: by a strategy, or by a launch type. */
export type Launching =
  | { readonly strategy: readonly CapacityProviderStrategyItemReply[]; readonly launchType: undefined }
  | { readonly strategy: undefined; readonly launchType: LaunchType };

/**
 * The strategy given, or the launch type given; with neither, the cluster's default strategy, and EC2 where there is none
 * (recorded: services.json #11, execution.json #23).
 *
 * @throws EcsApiError UnsupportedFeatureException or InvalidParameterException
 * @rule service-launches-on-ec2-unless-told
 */
export function launchingOf(
  cluster: ClusterRecord,
  given: { readonly capacityProviderStrategy?: Given; readonly launchType?: LaunchType },
): Launching {
  const { capacityProviderStrategy = [], launchType } = given;
  if (capacityProviderStrategy.length > 0) {
    return { strategy: checkStrategy(cluster, capacityProviderStrategy), launchType: undefined };
  }
  if (launchType !== undefined) return { strategy: undefined, launchType };
  const { defaultCapacityProviderStrategy: strategy } = cluster;
  if (strategy.length === 0) return { strategy: undefined, launchType: 'EC2' };
  refuseWithoutWeight(cluster);
  refuseUnsimulatedProviders(strategy);
  return { strategy, launchType: undefined };
}

export const isFargate = ({ strategy, launchType }: Launching): boolean =>
  strategy !== undefined || launchType === 'FARGATE';

/**
 * @throws EcsApiError for a provider that isn't Fargate's (after AWS's refusal), or isn't associated with the cluster (text: seen when deployed)
 * @rule cluster-strategy-rejections
 */
export function checkStrategy(cluster: ClusterRecord, strategy: Given): CapacityProviderStrategyItemReply[] {
  const foreign = strategy.find((item) => !cluster.capacityProviders.includes(item.capacityProvider));
  if (foreign === undefined) {
    refuseUnsimulatedProviders(strategy);
    return strategyReply(strategy);
  }
  throw new EcsApiError(
    'InvalidParameterException',
    'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.',
    {
      resource: `cluster ${cluster.name}`,
      value: foreign.capacityProvider,
      help: `Its capacity providers are ${cluster.capacityProviders.join(', ') || 'none'}: add it with PutClusterCapacityProviders.`,
    },
  );
}

/** A default strategy may be stored without any weight, but cannot place anything (users' logs). */
function refuseWithoutWeight(cluster: ClusterRecord): void {
  if (cluster.defaultCapacityProviderStrategy.some((item) => item.weight > 0)) return;
  throw new EcsApiError(
    'InvalidParameterException',
    "There are no capacity providers with a weight value greater than zero defined in the default capacity provider strategy. At least one capacity provider must have a weight value greater than zero specified. Update the cluster's default capacity provider strategy or specify a valid capacity provider strategy and try again.",
    {
      resource: `cluster ${cluster.name}`,
      value: cluster.defaultCapacityProviderStrategy.map((item) => item.capacityProvider).join(', '),
      help: 'Give a launch type, or set weights with PutClusterCapacityProviders.',
    },
  );
}
