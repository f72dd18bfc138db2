import { settleSubnet } from '../../engine/apply/subnets.js';
import type { LoadBalancerRecord } from '../../engine/store/elb-records.js';
import { zoneNameOf } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { AvailabilityZone, CreateLoadBalancerInput, SubnetMapping } from '../../model/aws/elbv2.generated.js';
import { ElbV2ApiError } from '../../model/errors.js';
import { hexOf, IdKind } from '../../model/scramble.js';
import type { Parsed } from '../validation/parsed.js';
import { all } from './lookup.js';
import { configurationError, validationError } from './refusals.js';

type Request = Parsed<CreateLoadBalancerInput>;
type Subnet = Parsed<SubnetMapping> & { readonly SubnetId: string };

/** A request to make a balancer, checked. */
export interface LoadBalancerSettings {
  readonly type: LoadBalancerRecord['type'];
  readonly subnets: readonly Subnet[];
  readonly description: Pick<LoadBalancerRecord['description'], 'IpAddressType'> &
    Partial<Omit<LoadBalancerRecord['description'], 'AvailabilityZones'>>;
}

/**
 * @throws ElbV2ApiError ValidationError, InvalidConfigurationRequestException, SubnetNotFoundException. Texts were seen when
 * deployed unless marked inferred
 * @rule elb-load-balancer-settings
 */
export function checkLoadBalancer(world: World, request: Request): LoadBalancerSettings {
  const type = request.Type ?? 'application';
  if (type === 'gateway') refuseForGateway(request);
  const subnets = checkSubnets(world, type, request);
  checkSecurityGroups(world, request.SecurityGroups ?? []);
  const securityGroups =
    request.SecurityGroups ?? (type === 'application' ? [defaultSecurityGroupOf(world)] : undefined);
  return {
    type,
    subnets,
    description: {
      ...(type === 'gateway' ? {} : { Scheme: request.Scheme ?? 'internet-facing' }),
      ...(securityGroups === undefined ? {} : { SecurityGroups: securityGroups }),
      IpAddressType: request.IpAddressType ?? 'ipv4',
      ...(request.CustomerOwnedIpv4Pool === undefined ? {} : { CustomerOwnedIpv4Pool: request.CustomerOwnedIpv4Pool }),
      ...(request.EnablePrefixForIpv6SourceNat === undefined
        ? {}
        : { EnablePrefixForIpv6SourceNat: request.EnablePrefixForIpv6SourceNat }),
      ...(request.IpamPools === undefined ? {} : { IpamPools: request.IpamPools }),
    },
  };
}

function refuseForGateway({ Scheme, SecurityGroups = [] }: Request): void {
  if (Scheme !== undefined) {
    throw validationError('Scheme is not supported for Gateway Load Balancers.', { resource: 'Scheme', value: Scheme });
  }
  if (SecurityGroups.length > 0) {
    throw validationError('Security Groups are not supported for Gateway Load Balancers.', {
      resource: 'SecurityGroups',
      value: SecurityGroups.join(', '),
    });
  }
}

function checkSubnets(world: World, type: LoadBalancerSettings['type'], request: Request): Subnet[] {
  const { Subnets = [], SubnetMappings = [] } = request;
  if (Subnets.length > 0 && SubnetMappings.length > 0) {
    // Documented; text inferred.
    throw validationError('You must specify either subnets or subnet mappings, but not both', { resource: 'Subnets' });
  }
  const subnets = [...Subnets.map((SubnetId) => ({ SubnetId })), ...SubnetMappings].map((mapping) => ({
    ...mapping,
    SubnetId: mapping.SubnetId ?? '',
  }));
  const least = type === 'application' ? 2 : 1;
  if (subnets.length < least) {
    throw validationError(
      least === 2
        ? 'At least two subnets in two different Availability Zones must be specified'
        : // Inferred.
          'At least one subnet must be specified',
      { resource: 'Subnets', value: String(subnets.length) },
    );
  }
  const declared = new Map(world.settings.subnets.map(({ id, zone }) => [id, zone]));
  const zones = new Set<string>();
  for (const { SubnetId: id } of subnets) {
    const zone = declared.get(id);
    if (zone === undefined) {
      if (world.settings.network === 'lenient') continue;
      // Text as EC2 has it (inferred here).
      throw new ElbV2ApiError('SubnetNotFoundException', `The subnet ID '${id}' does not exist`, {
        resource: `subnet ${id}`,
        value: id,
        help: `With network 'strict', subnets are ${[...declared.keys()].join(', ') || 'none'}: declare it in the options.`,
      });
    }
    // Only of subnets that were declared: the zones of others are guesses.
    if (zones.has(zone)) {
      throw configurationError('A load balancer cannot be attached to multiple subnets in the same Availability Zone', {
        resource: `subnet ${id}`,
        value: zone,
      });
    }
    zones.add(zone);
  }
  return subnets;
}

/** Text of users' logs. */
function checkSecurityGroups(world: World, ids: readonly string[]): void {
  const unknown = ids.find((id) => !world.settings.securityGroups.includes(id));
  if (world.settings.network === 'lenient' || unknown === undefined) return;
  throw configurationError('One or more security groups are invalid', {
    resource: `security group ${unknown}`,
    value: unknown,
    help: "With network 'strict', declare it in the options.",
  });
}

/** An ALB without security groups gets the VPC's default one (documented; its id is of AWS's shape). */
const defaultSecurityGroupOf = (world: World): string =>
  `sg-${hexOf(world.settings.seed, IdKind.NETWORK_INTERFACE, 0, 17)}`;

/** Where the balancer stands, in the order of the request (AWS shows an order of its own). Settles the subnets' zones. */
export const describeZones = (world: World, subnets: readonly Subnet[]): AvailabilityZone[] =>
  subnets.map(({ SubnetId, AllocationId, PrivateIPv4Address, IPv6Address, SourceNatIpv6Prefix }) => {
    const address = {
      ...(AllocationId === undefined ? {} : { AllocationId }),
      ...(PrivateIPv4Address === undefined ? {} : { PrivateIPv4Address }),
      ...(IPv6Address === undefined ? {} : { IPv6Address }),
    };
    return {
      ZoneName: zoneNameOf(world, world.subnets[settleSubnet(world, SubnetId)]?.zone ?? 0),
      SubnetId,
      LoadBalancerAddresses: Object.keys(address).length === 0 ? [] : [address],
      ...(SourceNatIpv6Prefix === undefined ? {} : { SourceNatIpv6Prefixes: [SourceNatIpv6Prefix] }),
    };
  });

/**
 * The balancer that an equal request made; tags don't matter.
 * @throws ElbV2ApiError DuplicateLoadBalancerNameException when the name is taken by another (users' logs)
 */
export function replayedLoadBalancer(
  world: World,
  name: string,
  settings: LoadBalancerSettings,
): LoadBalancerRecord | undefined {
  const known = all(world, 'loadBalancer').find((each) => each.name === name);
  if (known === undefined || isSame(known, settings)) return known;
  throw new ElbV2ApiError(
    'DuplicateLoadBalancerNameException',
    `A load balancer with the same name '${name}' exists, but with different settings`,
    {
      resource: `load balancer ${name}`,
      value: known.arn,
      help: 'Choose another name, or delete the other one first.',
    },
  );
}

function isSame(known: LoadBalancerRecord, { type, subnets, description }: LoadBalancerSettings): boolean {
  const inAnyOrder = (values: readonly (string | undefined)[] = []) => JSON.stringify([...values].sort());
  return (
    known.type === type &&
    known.description.Scheme === description.Scheme &&
    known.description.IpAddressType === description.IpAddressType &&
    inAnyOrder(known.description.SecurityGroups) === inAnyOrder(description.SecurityGroups) &&
    inAnyOrder(known.description.AvailabilityZones.map((zone) => zone.SubnetId)) ===
      inAnyOrder(subnets.map((subnet) => subnet.SubnetId))
  );
}
