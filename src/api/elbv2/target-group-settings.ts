import type { TargetGroupRecord } from '../../engine/store/elb-records.js';
import type { World } from '../../engine/world.js';
import type { CreateTargetGroupInput } from '../../model/aws/elbv2.generated.js';
import { ElbV2ApiError } from '../../model/errors.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';
import type { Parsed } from '../validation/parsed.js';
import { checkHealthCheck } from './health-check.js';
import { all } from './lookup.js';
import { familyOf } from './protocols.js';
import { validationError } from './refusals.js';

type Request = Parsed<CreateTargetGroupInput>;

const unsimulatedIpv6: UnsimulatedMember = {
  member: 'IpAddressType',
  when: 'when ipv6',
  help: 'Use ipv4: tasks have IPv4 addresses here.',
};
const unsimulatedControlPort: UnsimulatedMember = { member: 'TargetControlPort', help: 'Leave it out.' };
const unsimulatedTargetType: UnsimulatedMember = {
  member: 'TargetType',
  when: 'when alb or lambda',
  help: 'ECS registers targets of type ip and instance.',
};
const unsimulatedProtocolVersion: UnsimulatedMember = {
  member: 'ProtocolVersion',
  when: 'when GRPC',
  help: 'Use HTTP1 or HTTP2.',
};

/** What a target group may be on AWS, but not here. */
export const unsimulatedOfTargetGroup: readonly UnsimulatedMember[] = [
  unsimulatedTargetType,
  unsimulatedProtocolVersion,
  unsimulatedIpv6,
  unsimulatedControlPort,
];

/** A request to make a target group, checked and filled in. */
export type TargetGroupSettings = Pick<
  TargetGroupRecord,
  'targetType' | 'protocol' | 'port' | 'vpcId' | 'protocolVersion' | 'ipAddressType' | 'healthCheck'
>;

/** @throws ElbV2ApiError ValidationError (texts were seen when deployed), UnsupportedFeatureException */
export function checkTargetGroup(request: Request): TargetGroupSettings {
  const targetType = checkTargetType(request);
  const { Protocol: protocol = '', Port: port = 0, VpcId: vpcId } = request;
  if (vpcId === undefined)
    throw validationError('A VPC ID must be specified', { resource: 'VpcId', help: 'Give VpcId.' });
  if (protocol === 'GENEVE' && port !== 6081) {
    throw validationError('Port must be 6081 for GENEVE target groups.', { resource: 'Port', value: String(port) });
  }
  const protocolVersion = checkProtocolVersion(protocol, request.ProtocolVersion);
  if (request.IpAddressType === 'ipv6') {
    throw unsimulatedError('elbv2', unsimulatedIpv6, 'ipv6');
  }
  if (request.TargetControlPort !== undefined) {
    throw unsimulatedError('elbv2', unsimulatedControlPort, String(request.TargetControlPort));
  }
  return {
    targetType,
    protocol,
    port,
    vpcId,
    protocolVersion,
    ipAddressType: 'ipv4',
    healthCheck: checkHealthCheck({ protocol, targetType }, request, undefined),
  };
}

function checkTargetType({ TargetType: targetType = 'instance', Protocol: protocol }: Request): 'instance' | 'ip' {
  if (targetType === 'instance' || targetType === 'ip') return targetType;
  if (targetType === 'alb' && protocol !== 'TCP') {
    throw validationError(`Target type 'alb' is not supported for target groups with ${protocol} protocol`, {
      resource: 'TargetType',
      value: targetType,
    });
  }
  throw unsimulatedError('elbv2', unsimulatedTargetType, targetType);
}

const protocolVersions = ['HTTP2', 'HTTP1', 'GRPC'];

function checkProtocolVersion(protocol: string, version: string | undefined): string | undefined {
  if (familyOf(protocol) !== 'application') {
    if (version === undefined) return undefined;
    throw validationError(
      `You cannot specify the protocol version for a target group with the '${protocol}' protocol`,
      { resource: 'ProtocolVersion', value: version },
    );
  }
  if (version !== undefined && !protocolVersions.includes(version)) {
    throw validationError(
      `Target group protocol version '${version}' must be one of '[${protocolVersions.join(', ')}]'`,
      { resource: 'ProtocolVersion', value: version },
    );
  }
  if (version === 'GRPC') throw unsimulatedError('elbv2', unsimulatedProtocolVersion, version);
  return version ?? 'HTTP1';
}

/**
 * The group that an equal request made; its settings count as they are now, tags don't matter.
 * @throws ElbV2ApiError DuplicateTargetGroupNameException when the name is taken by another (recorded:
 * target_group_native.json)
 * @rule elb-create-is-idempotent
 */
export function replayedTargetGroup(
  world: World,
  name: string,
  settings: TargetGroupSettings,
): TargetGroupRecord | undefined {
  const known = all(world, 'targetGroup').find((each) => each.name === name);
  if (known === undefined || isSame(known, settings)) return known;
  throw new ElbV2ApiError(
    'DuplicateTargetGroupNameException',
    `A target group with the same name '${name}' exists, but with different settings`,
    { resource: `target group ${name}`, value: known.arn, help: 'Choose another name, or delete the other one first.' },
  );
}

function isSame(known: TargetGroupRecord, settings: TargetGroupSettings): boolean {
  const { healthCheck, ...rest } = settings;
  return (
    (Object.keys(rest) as (keyof typeof rest)[]).every((member) => known[member] === rest[member]) &&
    (Object.keys(healthCheck) as (keyof typeof healthCheck)[]).every(
      (member) => known.healthCheck[member] === healthCheck[member],
    )
  );
}
