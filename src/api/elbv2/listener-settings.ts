import { type ListenerDraft, listenersOf } from '../../engine/apply/load-balancers.js';
import type { ListenerRecord, LoadBalancerRecord } from '../../engine/store/elb-records.js';
import type { World } from '../../engine/world.js';
import type { Certificate, Listener, ModifyListenerInput } from '../../model/aws/elbv2.generated.js';
import { ElbV2ApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import { checkActions } from './actions.js';
import { isSecure, listenerProtocols } from './protocols.js';
import { validationError } from './refusals.js';

/** What a request says about a listener, new or present. */
type Given = Omit<Parsed<ModifyListenerInput>, 'ListenerArn'>;

/** The policy of listeners that were made without one, other than in the console (documented). */
const standardSslPolicy = 'ELBSecurityPolicy-2016-08';

/**
 * The settings of a listener with those of a request.
 * @param present - undefined for a new listener
 * @throws ElbV2ApiError; texts were seen when deployed unless marked inferred
 * @rule elb-listener-settings
 */
export function checkListener(
  world: World,
  loadBalancer: LoadBalancerRecord,
  given: Given,
  present?: ListenerRecord,
): ListenerDraft {
  const protocol = checkProtocol(loadBalancer, given.Protocol ?? present?.description.Protocol);
  const port = checkPort(loadBalancer, given.Port ?? present?.description.Port);
  const { actions, targetGroups } = checkActions(
    world,
    { loadBalancer, protocol },
    given.DefaultActions ?? (present?.description.DefaultActions as Given['DefaultActions']) ?? [],
  );
  const alpn = given.AlpnPolicy ?? present?.description.AlpnPolicy;
  const mutual = given.MutualAuthentication ?? present?.description.MutualAuthentication;
  return {
    port: port ?? 0,
    targetGroups,
    description: {
      ...(port === undefined ? {} : { Port: port }),
      ...(protocol === undefined ? {} : { Protocol: protocol }),
      ...checkSecurity(protocol, given, present),
      DefaultActions: actions,
      ...(alpn === undefined ? {} : { AlpnPolicy: [...alpn] }),
      ...(mutual === undefined ? {} : { MutualAuthentication: mutual }),
    },
  };
}

function checkProtocol(
  { type }: LoadBalancerRecord,
  protocol: Listener['Protocol'] | undefined,
): Listener['Protocol'] | undefined {
  const allowed = listenerProtocols[type];
  if (type === 'gateway') {
    if (protocol === undefined) return undefined;
    throw refusal('Protocol', protocol, 'You cannot specify a protocol for a Gateway Load Balancer listener'); // inferred
  }
  // Inferred from the text for ports.
  if (protocol === undefined) throw refusal('Protocol', '', 'A listener protocol must be specified');
  if (allowed.includes(protocol)) return protocol;
  throw refusal('Protocol', protocol, `Listener protocol '${protocol}' must be one of '${allowed.join(', ')}'`);
}

function checkPort({ type }: LoadBalancerRecord, port: number | undefined): number | undefined {
  if (type === 'gateway') {
    if (port === undefined) return undefined;
    throw refusal('Port', port, 'You cannot specify a port for a Gateway Load Balancer listener'); // inferred
  }
  if (port === undefined) throw refusal('Port', '', 'A listener port must be specified');
  if (port >= 1 && port <= 65_535) return port;
  const bound = port < 1 ? 'greater than or equal to 1' : 'less than or equal to 65535';
  throw refusal(
    'Port',
    port,
    `1 validation error detected: Value '${port}' at 'port' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

/** Certificates and security policy. A listener that is secure no longer loses both (documented). */
function checkSecurity(
  protocol: string | undefined,
  given: Given,
  present: ListenerRecord | undefined,
): Pick<Listener, 'Certificates' | 'SslPolicy'> {
  const { Certificates: certificates = [], SslPolicy: policy } = given;
  if (!isSecure(protocol ?? '')) {
    if (certificates.length > 0) {
      throw refusal('Certificates', '', `A certificate cannot be specified for ${protocol} listeners`);
    }
    if (policy !== undefined) {
      throw refusal('SslPolicy', policy, `An SSL policy cannot be specifed for ${protocol} listeners`);
    }
    return {};
  }
  if (certificates.length > 1) {
    throw new ElbV2ApiError(
      'TooManyCertificatesException',
      `Up to '1' certificate ARNs can be specified, but '${certificates.length}' were specified`,
      { resource: 'Certificates', value: String(certificates.length) },
    );
  }
  const shown: readonly Certificate[] =
    certificates.length > 0
      ? certificates.map(({ CertificateArn = '' }) => ({ CertificateArn }))
      : (present?.description.Certificates ?? []);
  if (shown.length === 0) {
    throw refusal('Certificates', '', `A certificate must be specified for ${protocol} listeners`);
  }
  return { Certificates: [...shown], SslPolicy: policy ?? present?.description.SslPolicy ?? standardSslPolicy };
}

/** The listener that an equal request made. */
export function replayedListener(
  world: World,
  loadBalancer: LoadBalancerRecord,
  settings: ListenerDraft,
): ListenerRecord | undefined {
  return listenersOf(world, loadBalancer).find((listener) => {
    const { ListenerArn: _ListenerArn, LoadBalancerArn: _LoadBalancerArn, ...description } = listener.description;
    return listener.port === settings.port && JSON.stringify(description) === JSON.stringify(settings.description);
  });
}

/** @throws ElbV2ApiError DuplicateListenerException (users' logs) */
export function refuseTakenPort(world: World, loadBalancer: LoadBalancerRecord, port: number): void {
  if (!listenersOf(world, loadBalancer).some((listener) => listener.port === port)) return;
  throw new ElbV2ApiError(
    'DuplicateListenerException',
    `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`,
    {
      resource: `load balancer ${loadBalancer.name}`,
      value: String(port),
      help: 'Change that listener with ModifyListener, or choose another port.',
    },
  );
}

const refusal = (member: string, value: unknown, message: string) =>
  validationError(message, { resource: member, value: String(value) });
