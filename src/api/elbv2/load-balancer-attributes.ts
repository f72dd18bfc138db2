import type { LoadBalancerRecord } from '../../engine/store/elb-records.js';
import {
  type Attributes,
  type AttributeTable,
  anyText,
  changedAttributes,
  type GivenAttributes,
  isBoolean,
  isOneOf,
  isWholeWithin,
  repeatedKey,
  standardAttributes,
} from './attributes.js';
import { configurationError, validationError } from './refusals.js';

/**
 * Attributes of balancers. Keys, defaults and order of ALBs are those of a reply of February 2026 (users' logs), the others
 * are documented; texts were seen when deployed. All are kept, and matter once requests go through a balancer; deletion
 * protection matters now.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 */

const off = { standard: 'false', check: isBoolean };
const text = { standard: '', check: anyText };
/** Listed only once it was set. */
const igwTraffic = { standard: undefined, check: isBoolean };

const desyncModes = ['defensive', 'monitor', 'strictest'];
const routingPolicies = ['any_availability_zone', 'partial_availability_zone_affinity', 'availability_zone_affinity'];

const tables: Readonly<Record<LoadBalancerRecord['type'], AttributeTable>> = {
  application: {
    'access_logs.s3.enabled': off,
    'access_logs.s3.bucket': text,
    'access_logs.s3.prefix': text,
    'health_check_logs.s3.enabled': off,
    'health_check_logs.s3.bucket': text,
    'health_check_logs.s3.prefix': text,
    'idle_timeout.timeout_seconds': {
      standard: '60',
      // AWS counts seconds in characters here.
      check: (value, key) =>
        isWholeWithin(value, 1, 4_000)
          ? undefined
          : `The value of '${key}' cannot be ${Number(value) > 4_000 ? 'greater than 4000' : 'less than 1'} characters`,
    },
    'deletion_protection.enabled': off,
    'routing.http2.enabled': { standard: 'true', check: isBoolean },
    'routing.http.drop_invalid_header_fields.enabled': off,
    'routing.http.xff_client_port.enabled': off,
    'routing.http.preserve_host_header.enabled': off,
    'routing.http.xff_header_processing.mode': {
      standard: 'append',
      check: isOneOf(
        ['append', 'preserve', 'remove'],
        (_value, key) => `'${key}' must be set as 'preserve', 'append', or 'remove'`,
      ),
    },
    'load_balancing.cross_zone.enabled': {
      standard: 'true',
      check: isOneOf(
        ['true'],
        (_value, key) => `The value for '${key}' must always be 'true' for an Application Load Balancer`,
      ),
    },
    'routing.http.desync_mitigation_mode': {
      standard: 'defensive',
      check: isOneOf(desyncModes, (value) => `'${value}' must be one of [${desyncModes.join(', ')}]`),
    },
    'client_keep_alive.seconds': {
      standard: '3600',
      check: (value, key) =>
        isWholeWithin(value, 60, 604_800)
          ? undefined
          : `The value of '${key}' must be an integer between 60 and 604800`,
    },
    'waf.fail_open.enabled': off,
    'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': off,
    'zonal_shift.config.enabled': off,
    'connection_logs.s3.enabled': off,
    'connection_logs.s3.bucket': text,
    'connection_logs.s3.prefix': text,
    'ipv6.deny_all_igw_traffic': igwTraffic,
  },
  network: {
    'access_logs.s3.enabled': off,
    'access_logs.s3.bucket': text,
    'access_logs.s3.prefix': text,
    'deletion_protection.enabled': off,
    'load_balancing.cross_zone.enabled': off,
    'dns_record.client_routing_policy': {
      standard: 'any_availability_zone',
      check: isOneOf(routingPolicies, (value, key) => `'${value}' is not a valid value for '${key}'`),
    },
    'zonal_shift.config.enabled': off,
    'secondary_ips.auto_assigned.per_subnet': {
      standard: '0',
      check: (value) =>
        isWholeWithin(value, 0, 7) ? undefined : "Valid range for the number of secondary IP addresses is from '0-7'",
    },
    'ipv6.deny_all_igw_traffic': igwTraffic,
  },
  gateway: { 'deletion_protection.enabled': off, 'load_balancing.cross_zone.enabled': off },
};

/** Prefixes of logs, as texts call them; only the first was seen. */
const logs = { access_logs: 'access logs', connection_logs: 'connection logs', health_check_logs: 'health check logs' };

/** What a new balancer has. */
export const standardLoadBalancerAttributes = (type: LoadBalancerRecord['type']): Attributes =>
  standardAttributes(tables[type]);

/**
 * The attributes of a balancer with those of a request.
 * @throws ElbV2ApiError ValidationError, InvalidConfigurationRequestException (which of them a text comes with is inferred)
 * @rule elb-load-balancer-attributes
 */
export function checkLoadBalancerAttributes(loadBalancer: LoadBalancerRecord, given: GivenAttributes): Attributes {
  const table = tables[loadBalancer.type];
  const resource = `load balancer ${loadBalancer.name}`;
  const repeated = repeatedKey(given);
  if (repeated !== undefined) {
    throw validationError(`Attribute key '${repeated}' has been specified more than once`, {
      resource,
      value: repeated,
    });
  }
  const unknown = given.find(({ Key = '' }) => !Object.hasOwn(table, Key));
  if (unknown !== undefined) {
    throw validationError(`Load balancer attribute key '${unknown.Key}' is not recognized`, {
      resource,
      value: unknown.Key ?? '',
      help: `Its attributes are ${Object.keys(table).join(', ')}.`,
    });
  }
  const attributes = changedAttributes(loadBalancer.attributes, table, given);
  for (const [prefix, called] of Object.entries(logs)) {
    if (attributes[`${prefix}.s3.enabled`] === 'true' && attributes[`${prefix}.s3.bucket`] === '') {
      throw configurationError(`The key '${prefix}.s3.bucket' must set in order to enable ${called}`, { resource });
    }
  }
  return attributes;
}
