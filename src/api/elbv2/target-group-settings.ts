import type { TargetGroupRecord } from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type { CreateTargetGroupInput } from '../../model/aws/elbv2.generated.js';
import { ElbV2ApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import { checkHealthCheck } from './health-check.js';
import { all } from './lookup.js';
import { familyOf } from './protocols.js';
import { unsupportedError, validationError } from './refusals.js';

type Request = Parsed<CreateTargetGroupInput>;

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
    throw unsupportedError('IpAddressType', 'ipv6', 'Use ipv4: tasks have IPv4 addresses here.');
  }
  if (request.TargetControlPort !== undefined) {
    throw unsupportedError('TargetControlPort', request.TargetControlPort, 'Leave it out.');
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
  throw unsupportedError('TargetType', targetType, 'ECS registers targets of type ip and instance.');
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
  if (version === 'GRPC') throw unsupportedError('ProtocolVersion', version, 'Use HTTP1 or HTTP2.');
  return version ?? 'HTTP1';
}

/**
 * The group that an equal request made; its settings count as they are now, tags don't matter.
 * @throws ElbV2ApiError DuplicateTargetGroupNameException when the name is taken by another (recorded:
 * target_group_native.json)
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
