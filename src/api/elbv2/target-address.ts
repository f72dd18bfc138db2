import { addressOf } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import { ElbV2ApiError } from '../../model/errors.js';
import { TaskPhase } from '../../model/task.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';
import { validationError } from './refusals.js';

/**
 * Which addresses may be registered as targets, and where they lie.
 *
 * Subnets have no ranges here. The VPC is laid out like the recorded one, 10.0.0.0/16 (metrics_scaling_native.json): the
 * zones' subnets share 10.0.0.0 to 10.0.191.255 evenly, in the order of the zones, and 10.0.192.0 and up is in no subnet
 * (inferred; 10.0.0.254 and 10.0.254.254 then fare as recorded).
 */
const octetsInSubnets = 192;

/**
 * The zone of an address that a user registers, as replies show it.
 * @throws ElbV2ApiError ValidationError (recorded: target_group_native.json), UnsupportedFeatureException
 * @rule target-address-zones
 */
export function zoneOfAddress(world: World, id: string, availabilityZone: string | undefined): string {
  const octets = octetsOf(id);
  // Text inferred.
  if (octets === undefined) throw refusal(id, `The IP address '${id}' is not a valid IPv4 address`);
  if (!isPrivate(octets)) {
    throw refusal(
      id,
      `The IP address '${id}' is not allowed, as it must be an address from a VPC subnet, RFC1918, or RFC6598`,
    );
  }
  refuseTask(world, id, octets);
  return isInVpc(octets) ? zoneOfSubnet(world, id, octets[2]) : zoneOutside(world, id, availabilityZone);
}

type Octets = readonly [number, number, number, number];

function octetsOf(id: string): Octets | undefined {
  const octets = id.split('.').map((text) => (/^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : Number.NaN));
  return octets.length === 4 && octets.every((octet) => octet <= 255) ? (octets as unknown as Octets) : undefined;
}

/** RFC 1918 and RFC 6598. */
const isPrivate = ([first, second]: Octets): boolean =>
  first === 10 ||
  (first === 172 && second >= 16 && second <= 31) ||
  (first === 192 && second === 168) ||
  (first === 100 && second >= 64 && second <= 127);

const isInVpc = ([first, second]: Octets): boolean => first === 10 && second === 0;

function zoneOfSubnet(world: World, id: string, third: number): string {
  const { zones } = world.settings;
  const zone = zones[Math.floor((third * zones.length) / octetsInSubnets)];
  if (third < octetsInSubnets && zone !== undefined) return zone;
  throw refusal(
    id,
    `The IP address '${id}' is within the VPC, but is not within a VPC subnet so it can't be registered`,
    `Subnets are 10.0.0.0 to 10.0.${octetsInSubnets - 1}.255.`,
  );
}

function zoneOutside(world: World, id: string, availabilityZone: string | undefined): string {
  const { zones } = world.settings;
  if (availabilityZone === 'all' || zones.includes(availabilityZone ?? '')) return availabilityZone as string;
  throw refusal(
    id,
    `You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '${id}' is outside the VPC`,
    `The zones are ${zones.join(', ')}.`,
  );
}

/**
 * No container instances are simulated, so no instance runs.
 * @throws always: ElbV2ApiError ValidationError (users' logs), InvalidTargetException (texts of load-balancing §8)
 */
export function refuseInstance(id: string): never {
  if (!/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw refusal(id, `Instance ID '${id}' is not valid`);
  throw new ElbV2ApiError(
    'InvalidTargetException',
    `The following targets are not in a running state and cannot be registered: '${id}'`,
    { resource: `target ${id}`, value: id, help: 'No instances are simulated yet: use a target group of type ip.' },
  );
}

export const unsimulatedTaskAddress: UnsimulatedMember = {
  member: 'Targets.Id',
  what: 'RegisterTargets of a task',
  when: 'for the address of a task',
  help: 'Give its service the target group: it registers its tasks.',
};

/** What listens at the address of a task is known, but only its service can register it. */
function refuseTask(world: World, id: string, [, second, third, fourth]: Octets): void {
  // The inverse of `addressOf`: the newest task with that address.
  const place = second * 0x1_0000 + third * 0x100 + fourth - 3;
  const newest = world.counters.task;
  const task = world.taskIndex.get(newest - ((((newest - place) % 0x100_0000) + 0x100_0000) % 0x100_0000));
  if (task === 0 || world.tasks.phase.get(task) === TaskPhase.STOPPED || addressOf(world, task) !== id) return;
  throw unsimulatedError('elbv2', unsimulatedTaskAddress, id);
}

const refusal = (id: string, message: string, help?: string) =>
  validationError(message, { resource: `target ${id}`, value: id, ...(help === undefined ? {} : { help }) });
