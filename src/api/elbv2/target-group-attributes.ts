import type { TargetGroupRecord } from '../../engine/store/elb-records.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';
import {
  type AttributeCheck,
  type Attributes,
  type AttributeTable,
  anyText,
  changedAttributes,
  type GivenAttributes,
  isBoolean,
  isOneOf,
  isWholeWithin,
  isWithin,
  repeatedKey,
  standardAttributes,
} from './attributes.js';
import { familyOf } from './protocols.js';
import { configurationError, validationError } from './refusals.js';

/**
 * Attributes of target groups. Keys, defaults and order of ALB groups are recorded (target_group_native.json), the others are
 * documented; texts were seen when deployed. The class of an error was seen for none of them: values are refused with
 * ValidationError, what doesn't go together with InvalidConfigurationRequest (inferred).
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 */

const isHealthCount: AttributeCheck = (value, key) =>
  value === 'off' || isWholeWithin(value, 1, 999_999_999)
    ? undefined
    : `The value of '${key}' must be 'off' or a positive integer`;

const isHealthPercentage: AttributeCheck = (value, key) => {
  if (value === 'off' || isWholeWithin(value, 1, 100)) return undefined;
  return isWholeWithin(value, 101, 999_999_999)
    ? `'${key}' must be 'off' or an integer from 1 to 100 inclusive`
    : `The value of '${key}' must be 'off' or a positive integer`;
};

const oneOfList = (values: readonly string[]): AttributeCheck =>
  isOneOf(values, (_value, key) => `'${key}' must be one of [${values.join(', ')}]`);
const valueOneOf = (values: readonly string[]): AttributeCheck =>
  isOneOf(values, (value) => `'${value}' must be one of [${values.join(', ')}]`);

const algorithms = ['round_robin', 'weighted_random', 'least_outstanding_requests'] as const;
const crossZone = ['use_load_balancer_configuration', 'true', 'false'];
const stickinessTypes = ['lb_cookie', 'app_cookie', 'source_ip', 'source_ip_dest_ip', 'source_ip_dest_ip_proto'];
const failover = valueOneOf(['rebalance', 'no_rebalance']);

const deregistrationDelay = { standard: '300', check: isWithin(0, 3600) };
const stickinessEnabled = { standard: 'false', check: isBoolean };
const cookieDuration = { standard: '86400', check: isWithin(1, 604_800) };
const crossZoneEnabled = {
  standard: 'use_load_balancer_configuration',
  check: isOneOf(crossZone, (_value, key) => `'${key}' must be one of ${crossZone.join(',')}`),
};
const healthThresholds = {
  unhealthyPercentage: { standard: 'off', check: isHealthPercentage },
  dnsPercentage: { standard: 'off', check: isHealthPercentage },
  unhealthyCount: { standard: '1', check: isHealthCount },
  dnsCount: { standard: '1', check: isHealthCount },
} as const;

const keys = {
  unhealthyPercentage: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage',
  dnsPercentage: 'target_group_health.dns_failover.minimum_healthy_targets.percentage',
  unhealthyCount: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count',
  dnsCount: 'target_group_health.dns_failover.minimum_healthy_targets.count',
} as const;

const applicationTable: AttributeTable = {
  [keys.unhealthyPercentage]: healthThresholds.unhealthyPercentage,
  'deregistration_delay.timeout_seconds': deregistrationDelay,
  'stickiness.type': { standard: 'lb_cookie', check: valueOneOf(stickinessTypes) },
  'stickiness.lb_cookie.duration_seconds': cookieDuration,
  'slow_start.duration_seconds': {
    standard: '0',
    check: (value, key) => (value === '0' ? undefined : isWithin(30, 900)(value, key)),
  },
  'stickiness.app_cookie.duration_seconds': cookieDuration,
  'load_balancing.algorithm.type': {
    standard: 'round_robin',
    check: isOneOf(algorithms, () => `'Load balancer algorithm' must be one of [${algorithms.join(', ')}]`),
  },
  'load_balancing.cross_zone.enabled': crossZoneEnabled,
  [keys.dnsPercentage]: healthThresholds.dnsPercentage,
  [keys.unhealthyCount]: healthThresholds.unhealthyCount,
  'stickiness.enabled': stickinessEnabled,
  [keys.dnsCount]: healthThresholds.dnsCount,
  'stickiness.app_cookie.cookie_name': { standard: '', check: anyText },
  'load_balancing.algorithm.anomaly_mitigation': { standard: 'off', check: oneOfList(['off', 'on']) },
};

const networkTable: AttributeTable = {
  'proxy_protocol_v2.enabled': { standard: 'false', check: isBoolean },
  'preserve_client_ip.enabled': { standard: 'true', check: isBoolean },
  'stickiness.enabled': stickinessEnabled,
  'stickiness.type': { standard: 'source_ip', check: valueOneOf(stickinessTypes) },
  'deregistration_delay.timeout_seconds': deregistrationDelay,
  'deregistration_delay.connection_termination.enabled': { standard: 'false', check: isBoolean },
  'load_balancing.cross_zone.enabled': crossZoneEnabled,
  [keys.dnsCount]: healthThresholds.dnsCount,
  [keys.dnsPercentage]: healthThresholds.dnsPercentage,
  [keys.unhealthyCount]: healthThresholds.unhealthyCount,
  [keys.unhealthyPercentage]: healthThresholds.unhealthyPercentage,
  'target_health_state.unhealthy.connection_termination.enabled': { standard: 'true', check: isBoolean },
  'target_health_state.unhealthy.draining_interval_seconds': { standard: '0', check: isWithin(0, 360_000) },
};

const gatewayTable: AttributeTable = {
  'deregistration_delay.timeout_seconds': deregistrationDelay,
  'stickiness.enabled': stickinessEnabled,
  'stickiness.type': {
    standard: 'source_ip_dest_ip_proto',
    check: valueOneOf(['source_ip_dest_ip_proto', 'source_ip_dest_ip']),
  },
  'target_failover.on_deregistration': { standard: 'no_rebalance', check: failover },
  'target_failover.on_unhealthy': { standard: 'no_rebalance', check: failover },
};

const tables = { application: applicationTable, network: networkTable, gateway: gatewayTable } as const;

/** All keys there are, and those that only lambda targets have. */
const everyKey: ReadonlySet<string> = new Set([
  ...Object.values(tables).flatMap((table) => Object.keys(table)),
  'lambda.multi_value_headers.enabled',
]);

/** What a new target group has. */
export function standardTargetGroupAttributes(protocol: string, targetType: string): Attributes {
  const family = familyOf(protocol);
  const standard = standardAttributes(tables[family]);
  if (family !== 'network') return standard;
  const isUdp = protocol === 'UDP' || protocol === 'TCP_UDP';
  const isRewritten = targetType === 'ip' && (protocol === 'TCP' || protocol === 'TLS');
  return {
    ...standard,
    'preserve_client_ip.enabled': String(!isRewritten),
    'deregistration_delay.connection_termination.enabled': String(isUdp),
  };
}

/**
 * The attributes of a group with those of a request.
 * @throws ElbV2ApiError ValidationError, InvalidConfigurationRequestException, UnsupportedFeatureException
 * @rule elb-target-group-attributes
 */
export function checkTargetGroupAttributes(group: TargetGroupRecord, given: GivenAttributes): Attributes {
  const table = tables[familyOf(group.protocol)];
  const repeated = repeatedKey(given);
  if (repeated !== undefined) {
    throw validationError(`Target group attribute keys must be unique: '[${repeated}]'`, { value: repeated });
  }
  for (const { Key = '' } of given) {
    if (!everyKey.has(Key)) {
      throw validationError(`Target group attribute key '${Key}' is not recognized`, {
        resource: `target group ${group.name}`,
        value: Key,
        help: `Its attributes are ${Object.keys(table).join(', ')}.`,
      });
    }
    if (!Object.hasOwn(table, Key)) {
      throw configurationError(`A target group with ${group.protocol} protocol does not support the attribute ${Key}`, {
        resource: `target group ${group.name}`,
        value: Key,
      });
    }
  }
  const attributes = changedAttributes(group.attributes, table, given);
  checkTogether(group, attributes);
  return attributes;
}

export const unsimulatedDrainingInterval: UnsimulatedMember = {
  member: 'Attributes.target_health_state.unhealthy.draining_interval_seconds',
  what: 'target_health_state.unhealthy.draining_interval_seconds',
  when: 'unless 0',
  help: 'Leave it at 0: unhealthy targets are unhealthy at once.',
};

/** What doesn't go together, in whatever order it was set. */
function checkTogether(group: TargetGroupRecord, attributes: Attributes): void {
  const { protocol } = group;
  const refusal =
    stickinessRefusal(protocol, attributes) ??
    algorithmRefusal(attributes) ??
    thresholdRefusal(attributes) ??
    networkRefusal(protocol, attributes) ??
    failoverRefusal(attributes);
  if (refusal !== undefined) throw configurationError(refusal, { resource: `target group ${group.name}` });
  const drainingSeconds = attributes['target_health_state.unhealthy.draining_interval_seconds'] ?? '0';
  if (drainingSeconds !== '0') {
    throw unsimulatedError('elbv2', unsimulatedDrainingInterval, drainingSeconds);
  }
}

function stickinessRefusal(protocol: string, attributes: Attributes): string | undefined {
  const type = attributes['stickiness.type'] ?? '';
  if (
    attributes['stickiness.enabled'] === 'true' &&
    type === 'app_cookie' &&
    (attributes['stickiness.app_cookie.cookie_name'] ?? '') === ''
  ) {
    return "You must set an application cookie name to enable stickiness of type 'app_cookie'";
  }
  const isCookie = type === 'lb_cookie' || type === 'app_cookie';
  const fits = { application: isCookie, network: type === 'source_ip', gateway: !isCookie }[familyOf(protocol)];
  return fits
    ? undefined
    : `Stickiness type '${type}' is not supported for target groups with the ${protocol} protocol`;
}

/** Anomaly mitigation was seen with round robin; the other pairs are documented, and worded alike (inferred). */
function algorithmRefusal(attributes: Attributes): string | undefined {
  const algorithm = attributes['load_balancing.algorithm.type'];
  if (algorithm === undefined) return undefined;
  const called = algorithm.replaceAll('_', ' ');
  if (attributes['load_balancing.algorithm.anomaly_mitigation'] === 'on' && algorithm !== 'weighted_random') {
    return `You cannot enable both anomaly mitigation and ${called} algorithm on a target group`;
  }
  if (attributes['slow_start.duration_seconds'] !== '0' && algorithm !== 'round_robin') {
    return `You cannot enable both slow start and ${called} algorithm on a target group`;
  }
  return undefined;
}

function thresholdRefusal(attributes: Attributes): string | undefined {
  const isBelow = (dns: string, unhealthy: string) =>
    attributes[dns] !== 'off' &&
    attributes[unhealthy] !== 'off' &&
    Number(attributes[dns]) < Number(attributes[unhealthy]);
  return isBelow(keys.dnsCount, keys.unhealthyCount) || isBelow(keys.dnsPercentage, keys.unhealthyPercentage)
    ? 'DNS failover threshold must be greater than or equal to unhealthy state routing threshold'
    : undefined;
}

function networkRefusal(protocol: string, attributes: Attributes): string | undefined {
  if ((protocol === 'UDP' || protocol === 'TCP_UDP') && attributes['preserve_client_ip.enabled'] === 'false') {
    return 'preserve_client_ip.enabled cannot be false if the target group protocol is UDP or TCP_UDP.';
  }
  const termination = 'target_health_state.unhealthy.connection_termination.enabled';
  const draining = 'target_health_state.unhealthy.draining_interval_seconds';
  return attributes[termination] === 'true' && attributes[draining] !== '0'
    ? `You cannot have both '${termination}' and '${draining}' enabled on a target group`
    : undefined;
}

function failoverRefusal(attributes: Attributes): string | undefined {
  return attributes['target_failover.on_unhealthy'] === attributes['target_failover.on_deregistration']
    ? undefined
    : "Target group attribute keys 'target_failover.on_unhealthy' and 'target_failover.on_deregistration' must both be set to the same value for this target group";
}
