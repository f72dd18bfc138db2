import type { CapacityProviderRecord } from '../../engine/store/account-records.js';
import { arnPrefix } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type {
  AutoScalingGroupProvider,
  AutoScalingGroupProviderUpdate,
  CapacityProvider,
  ManagedScaling,
} from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';
import { EcsApiError } from '../../model/errors.js';
import type { UnsimulatedAsked } from '../unsimulated.js';
import type { Parsed } from '../validation/parsed.js';

/** Capacity providers as an account has them: Fargate's two, and those that wrap an Auto Scaling group. */

/** They exist in every account, and cannot be created, changed or deleted. */
export const fargateProviders: readonly ('FARGATE' | 'FARGATE_SPOT')[] = ['FARGATE', 'FARGATE_SPOT'];

export const isFargateProvider = (name: string): boolean => (fargateProviders as readonly string[]).includes(name);

export const capacityProviderArn = (world: World, name: string): string =>
  `${arnPrefix(world, 'ecs')}capacity-provider/${name}`;

/** What a name or an ARN of this account and Region names. */
export function providerNameOf(world: World, reference: string): string | undefined {
  if (!reference.startsWith('arn:')) return reference;
  const start = capacityProviderArn(world, '');
  return reference.startsWith(start) ? reference.slice(start.length) : undefined;
}

/**
 * Scaling that a provider is created without is off (proposed); with it, what isn't given is AWS's default.
 * @rule capacity-provider-defaults
 */
export const filledIn = (given: Parsed<AutoScalingGroupProvider>): AutoScalingGroupProvider => ({
  autoScalingGroupArn: given.autoScalingGroupArn,
  managedScaling: scalingOf(given.managedScaling ?? { status: 'DISABLED' }),
  managedTerminationProtection: given.managedTerminationProtection ?? 'DISABLED',
  managedDraining: given.managedDraining ?? 'ENABLED',
});

/** What was given over what is stored, member by member (proposed). */
export const updated = (
  stored: AutoScalingGroupProvider,
  { managedScaling, ...given }: Parsed<AutoScalingGroupProviderUpdate>,
): AutoScalingGroupProvider => ({
  ...stored,
  ...given,
  ...(managedScaling === undefined ? {} : { managedScaling: { ...stored.managedScaling, ...managedScaling } }),
});

const scalingOf = (given: Parsed<ManagedScaling>): ManagedScaling => ({
  status: 'ENABLED',
  targetCapacity: 100,
  minimumScalingStepSize: 1,
  maximumScalingStepSize: 10_000,
  instanceWarmupPeriod: 300,
  ...given,
});

/** A provider that can be changed. @throws EcsApiError ClientException (texts inferred) */
export function changeableProvider(world: World, reference: string): CapacityProviderRecord {
  const name = providerNameOf(world, reference);
  const about = { resource: `capacity provider ${reference}`, value: reference };
  if (name !== undefined && isFargateProvider(name)) {
    throw new EcsApiError('ClientException', `The capacity provider '${name}' cannot be updated or deleted.`, {
      ...about,
      help: 'FARGATE and FARGATE_SPOT are in every account.',
    });
  }
  const provider = name === undefined ? undefined : world.capacityProviders.get(name);
  if (provider?.status === 'ACTIVE') return provider;
  const known = [...world.capacityProviders.values()].filter(({ status }) => status === 'ACTIVE');
  throw new EcsApiError(
    'ClientException',
    'The specified capacity provider does not exist. Specify a valid name or ARN and try again.',
    { ...about, help: `Capacity providers are ${known.map((each) => each.name).join(', ') || 'none'}.` },
  );
}

/** Only providers of managed instances belong to a cluster. */
export const unsimulatedManagedInstances: UnsimulatedAsked<{ readonly managedInstancesProvider?: object }> = {
  member: 'managedInstancesProvider',
  asked: ({ managedInstancesProvider }) => (managedInstancesProvider === undefined ? undefined : 'managed instances'),
  help: 'Tasks run on Fargate here: wrap an Auto Scaling group for the record, or leave it out.',
};

export function describeCapacityProvider(
  world: World,
  provider: CapacityProviderRecord,
  about: { readonly tags: boolean },
): CapacityProvider {
  return {
    capacityProviderArn: capacityProviderArn(world, provider.name),
    name: provider.name,
    status: provider.status,
    autoScalingGroupProvider: copyOf(provider.autoScalingGroupProvider),
    ...(provider.updateStatus === undefined ? {} : { updateStatus: provider.updateStatus }),
    ...(provider.updateStatusReason === undefined ? {} : { updateStatusReason: provider.updateStatusReason }),
    tags: about.tags ? copyOf([...provider.tags]) : [],
    type: 'EC2_AUTOSCALING',
  };
}

export const describeFargateProvider = (world: World, name: 'FARGATE' | 'FARGATE_SPOT'): CapacityProvider => ({
  capacityProviderArn: capacityProviderArn(world, name),
  name,
  status: 'ACTIVE',
  tags: [],
  type: name,
});
