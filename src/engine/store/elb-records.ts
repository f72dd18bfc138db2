/** Load balancers, listeners, target groups: see records.ts for what holds of all records. */
import type { LoadBalancer as ElasticLoadBalancer, Listener, Rule } from '../../model/aws/elbv2.generated.js';

export interface LoadBalancerRecord {
  readonly key: number;
  readonly arn: string;
  readonly name: string;
  readonly type: 'application' | 'network' | 'gateway';
  readonly createdAtMs: number;
  /** The reply of the API, without what changes. */
  readonly description: Omit<ElasticLoadBalancer, 'CreatedTime' | 'State'>;
  attributes: Readonly<Record<string, string>>;
  tags: readonly { readonly Key: string; readonly Value: string }[];
}

export interface ListenerRecord {
  readonly key: number;
  readonly arn: string;
  readonly loadBalancer: number;
  /** 0 behind a Gateway Load Balancer, where there is none. */
  port: number;
  /** The reply of the API. */
  description: Listener;
  /** Keys of the target groups its default actions forward to, each once. */
  targetGroups: readonly number[];
  tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** A rule of a listener, its default rule excepted. Kept whole; what matters so far is where it forwards to. */
export interface ListenerRuleRecord {
  readonly key: number;
  readonly arn: string;
  readonly listener: number;
  /** 1 to 50,000, unique within the listener; the lowest is tried first. */
  priority: number;
  /** The reply of the API, without the priority. */
  description: Omit<Rule, 'Priority'>;
  /** Keys of the target groups its actions forward to, each once. */
  targetGroups: readonly number[];
  tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** Health check settings of a target group, ms. */
export interface TargetHealthCheck {
  readonly protocol: string;
  readonly port: string;
  readonly path: string | undefined;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** `200`, `200,202`, `200-299`; undefined where the protocol has no codes. */
  readonly matcher: string | undefined;
}

export interface TargetGroupRecord {
  readonly key: number;
  readonly arn: string;
  readonly name: string;
  readonly targetType: string;
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string | undefined;
  readonly protocolVersion: string | undefined;
  readonly ipAddressType: string;
  healthCheck: TargetHealthCheck;
  attributes: Readonly<Record<string, string>>;
  tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Listeners and rules that forward to it. Without any, its targets are unused. */
  listenerCount: number;
  /** Behind a Network Load Balancer: a new target needs the healthy threshold. */
  isNetwork: boolean;
  /** Key of the load balancer, 0 for none. */
  loadBalancer: number;
  /** First and last target, in order of registration. */
  head: number;
  tail: number;
  targetCount: number;
}

/** An address that a user registered: not one of our tasks. */
export interface ForeignTarget {
  readonly id: string;
  readonly availabilityZone: string | undefined;
}
