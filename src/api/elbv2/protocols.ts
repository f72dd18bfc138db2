/** Which protocols go with which balancer, and which listener with which target group. */

/** The kinds of balancers, and of target groups by the balancer they go behind. */
export type Family = 'application' | 'network' | 'gateway';

/** The balancer a target group of that protocol goes behind. */
export function familyOf(protocol: string): Family {
  if (protocol === 'HTTP' || protocol === 'HTTPS') return 'application';
  return protocol === 'GENEVE' ? 'gateway' : 'network';
}

/** What listeners of a balancer speak, in the order of AWS's text. A Gateway Load Balancer's speak nothing. */
export const listenerProtocols: Readonly<Record<Family, readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'QUIC', 'TCP_QUIC', 'UDP', 'TCP_UDP', 'TLS'],
  gateway: [],
};

/** Listeners of these protocols have a certificate and a security policy. */
export const isSecure = (protocol: string): boolean => protocol === 'HTTPS' || protocol === 'TLS';

/**
 * Protocols of the target groups that a listener forwards to.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
 */
const groupsBehind: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
  QUIC: ['QUIC', 'TCP_QUIC'],
  TCP_QUIC: ['TCP_QUIC'],
};

/** @param listener - protocol of the listener, undefined behind a Gateway Load Balancer */
export const forwardsTo = (listener: string | undefined, group: string): boolean =>
  listener === undefined ? group === 'GENEVE' : (groupsBehind[listener] ?? []).includes(group);
