import type { TargetHealthCheck } from '../../engine/store/elb-records.js';
import type { ModifyTargetGroupInput } from '../../model/aws/elbv2.generated.js';
import type { Parsed } from '../validation/parsed.js';
import { type Family, familyOf } from './protocols.js';
import { validationError } from './refusals.js';

/**
 * Health check settings of target groups: defaults and checks. ALB's defaults are recorded (target_group_native.json), the
 * others documented; texts were seen when deployed unless marked inferred.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */

type Given = Omit<Parsed<ModifyTargetGroupInput>, 'TargetGroupArn'>;

/** What is checked, and for whom. */
interface Subject {
  readonly protocol: string;
  readonly targetType: string;
}

/** Seconds, by the protocol of the check. */
const timeoutSeconds: Readonly<Record<Family, Readonly<Record<string, number>>>> = {
  application: { HTTP: 5, HTTPS: 5 },
  network: { HTTP: 6, HTTPS: 10, TCP: 10 },
  gateway: { HTTP: 5, HTTPS: 5, TCP: 5 },
};

/** What a matcher says when nobody said anything, and the codes it may name. */
const matchers: Readonly<Record<Family, { readonly standard: string; readonly least: number; readonly most: number }>> =
  {
    application: { standard: '200', least: 200, most: 499 },
    network: { standard: '200-399', least: 200, most: 599 },
    gateway: { standard: '200-399', least: 200, most: 399 },
  };

const checkProtocols: Readonly<Record<Family, readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['HTTP', 'HTTPS', 'TCP'],
  gateway: ['HTTP', 'HTTPS', 'TCP'],
};

/**
 * The settings of a group with those of a request.
 * @param present - undefined for a new group
 * @throws ElbV2ApiError ValidationError
 * @rule elb-health-check-defaults
 */
export function checkHealthCheck(
  subject: Subject,
  given: Given,
  present: TargetHealthCheck | undefined,
): TargetHealthCheck {
  const family = familyOf(subject.protocol);
  if (given.HealthCheckEnabled === false) {
    throw refusal(
      'HealthCheckEnabled',
      false,
      `Health check enabled must be true for target groups with target type '${subject.targetType}'`,
    );
  }
  const protocol = given.HealthCheckProtocol ?? present?.protocol ?? (family === 'application' ? 'HTTP' : 'TCP');
  const allowed = checkProtocols[family];
  if (!allowed.includes(protocol)) {
    throw refusal(
      'HealthCheckProtocol',
      protocol,
      `Health check protocol '${protocol}' must be one of '${allowed.join(', ')}'`,
    );
  }
  const intervalMs = secondsToMs(given.HealthCheckIntervalSeconds) ?? present?.intervalMs ?? standardIntervalMs(family);
  const timeoutMs =
    secondsToMs(given.HealthCheckTimeoutSeconds) ??
    present?.timeoutMs ??
    standardTimeoutMs(family, protocol, intervalMs);
  // Before timeouts of NLBs could be set, the one of TCP checks equalled the shorter interval: it still may, unsaid (inferred).
  const mayBeEqual = family !== 'application' && given.HealthCheckTimeoutSeconds === undefined;
  if (timeoutMs > intervalMs || (timeoutMs === intervalMs && !mayBeEqual)) {
    throw refusal(
      'HealthCheckTimeoutSeconds',
      timeoutMs / 1_000,
      `Health check timeout '${timeoutMs / 1_000}' must be smaller than the interval '${intervalMs / 1_000}'`,
    );
  }
  return {
    protocol,
    port: checkPort(given.HealthCheckPort) ?? present?.port ?? (family === 'gateway' ? '80' : 'traffic-port'),
    path: checkPath(protocol, given, present),
    intervalMs,
    timeoutMs,
    healthyThreshold: given.HealthyThresholdCount ?? present?.healthyThreshold ?? 5,
    unhealthyThreshold: given.UnhealthyThresholdCount ?? present?.unhealthyThreshold ?? 2,
    matcher: checkMatcher(family, protocol, given, present),
  };
}

const secondsToMs = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1_000;

const standardIntervalMs = (family: Family): number => (family === 'gateway' ? 10_000 : 30_000);

const standardTimeoutMs = (family: Family, protocol: string, intervalMs: number): number => {
  const standardMs = (timeoutSeconds[family][protocol] ?? 10) * 1_000;
  return family === 'application' ? standardMs : Math.min(standardMs, intervalMs);
};

function checkPort(port: string | undefined): string | undefined {
  if (port === undefined || port === 'traffic-port') return port;
  if (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535) return port;
  throw refusal('HealthCheckPort', port, `Health check port '${port}' must be within '1-65535' or 'traffic-port'`);
}

function checkPath(protocol: string, given: Given, present: TargetHealthCheck | undefined): string | undefined {
  const path = given.HealthCheckPath;
  if (protocol === 'TCP') {
    if (path === undefined) return undefined;
    throw refusal('HealthCheckPath', path, 'Health check paths are not supported for TCP health checks');
  }
  // Text inferred.
  if (path !== undefined && !path.startsWith('/')) {
    throw refusal('HealthCheckPath', path, `Health check path '${path}' must begin with a '/' character`);
  }
  return path ?? present?.path ?? '/';
}

function checkMatcher(
  family: Family,
  protocol: string,
  given: Given,
  present: TargetHealthCheck | undefined,
): string | undefined {
  const { standard, least, most } = matchers[family];
  if (given.Matcher === undefined) return protocol === 'TCP' ? undefined : (present?.matcher ?? standard);
  const { HttpCode: codes = '' } = given.Matcher;
  if (protocol === 'TCP' || family === 'gateway') {
    throw refusal(
      'Matcher',
      codes,
      'Custom health check matchers are not supported for the requested target group',
      'Leave it out.',
    );
  }
  if (codes === '') throw refusal('Matcher', codes, 'Health check matcher HTTP code cannot be empty');
  for (const part of codes.split(',')) {
    const bounds = part.split('-').map((code) => code.trim());
    const wrong = bounds.find((code) => !/^\d{3}$/.test(code) || Number(code) < least || Number(code) > most);
    if (wrong !== undefined || bounds.length > 2) {
      throw refusal(
        'Matcher',
        codes,
        `Health check matcher HTTP code '${wrong ?? part}' must be within '${least}-${most}' inclusive`,
        'Give codes or ranges such as 200, 200,202 or 200-299.',
      );
    }
  }
  return codes;
}

const refusal = (member: string, value: unknown, message: string, help?: string) =>
  validationError(message, { resource: member, value: String(value), ...(help === undefined ? {} : { help }) });
