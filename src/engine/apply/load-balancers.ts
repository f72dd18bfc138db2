import { hexOf, IdKind, mix, mixText } from '../../model/scramble.js';
import type {
  ListenerRecord,
  ListenerRuleRecord,
  LoadBalancerRecord,
  TargetGroupRecord,
} from '../store/elb-records.js';
import { arnPrefix } from '../views/names.js';
import type { World } from '../world.js';
import { groupUseChanges } from './targets.js';

/** Commands of the API about load balancers, listeners and rules. Input has been checked: nothing here refuses. */

/** In ARNs. */
const typeSegments = { application: 'app', network: 'net', gateway: 'gwy' } as const;

/** Hosted zones of ALB names where one was recorded (alb_native_success.json); elsewhere only the shape is AWS's. */
const recordedHostedZones: Readonly<Record<string, string>> = { 'us-east-1/application': 'Z35SXDOTRQ7X7K' };

export type LoadBalancerDraft = Pick<LoadBalancerRecord, 'name' | 'type' | 'attributes' | 'tags'> & {
  readonly description: Omit<
    LoadBalancerRecord['description'],
    'LoadBalancerArn' | 'DNSName' | 'CanonicalHostedZoneId' | 'LoadBalancerName' | 'VpcId' | 'Type'
  >;
};

export function createLoadBalancer(world: World, draft: LoadBalancerDraft): LoadBalancerRecord {
  const key = nextElbKey(world);
  const id = hexOf(world.settings.seed, IdKind.LOAD_BALANCER, key, 16);
  const arn = `${arnPrefix(world, 'elasticloadbalancing')}loadbalancer/${typeSegments[draft.type]}/${draft.name}/${id}`;
  const record: LoadBalancerRecord = {
    key,
    arn,
    name: draft.name,
    type: draft.type,
    createdAtMs: world.nowMs,
    description: {
      LoadBalancerArn: arn,
      ...addressOfBalancer(world, draft, key, arn),
      LoadBalancerName: draft.name,
      VpcId: vpcIdOf(world),
      Type: draft.type,
      ...draft.description,
    },
    attributes: draft.attributes,
    tags: draft.tags,
  };
  world.loadBalancers.set(key, record);
  world.elbByArn.set(arn, key);
  return record;
}

/** Its name in the DNS, in the Region of its ARN. */
export function addressOfBalancer(
  world: World,
  draft: LoadBalancerDraft,
  key: number,
  arn: string,
): Pick<LoadBalancerRecord['description'], 'DNSName' | 'CanonicalHostedZoneId'> {
  const region = arn.split(':')[3] ?? '';
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  return {
    DNSName: dnsNameOf(world, draft, key, region, id),
    CanonicalHostedZoneId: hostedZoneOf(region, draft.type),
  };
}

/**
 * `NAME-409653112.us-east-1.elb.amazonaws.com`; behind another type than an ALB `NAME-<id>.elb.us-east-1.amazonaws.com`.
 * @rule elb-names
 */
function dnsNameOf(
  world: World,
  { name, type, description }: LoadBalancerDraft,
  key: number,
  region: string,
  id: string,
): string {
  const { partition, seed } = world.settings;
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  if (type !== 'application') return `${name}-${id}.elb.${region}.${domain}`;
  const number = 100_000_000 + (mix(seed, IdKind.LOAD_BALANCER, key, 16) % 2_000_000_000);
  return `${description.Scheme === 'internal' ? 'internal-' : ''}${name}-${number}.${region}.elb.${domain}`;
}

function hostedZoneOf(region: string, type: LoadBalancerRecord['type']): string {
  const place = `${region}/${type}`;
  const shaped = hexOf(mixText(0, place), IdKind.LOAD_BALANCER, 0, 13).toUpperCase();
  return recordedHostedZones[place] ?? `Z${shaped}`;
}

/** Subnets have no VPCs here: all of them lie in the account's one VPC (inferred). */
const vpcIdOf = (world: World): string => `vpc-${hexOf(world.settings.seed, IdKind.LOAD_BALANCER, 0, 17)}`;

/** Its listeners and their rules go with it; its target groups stay. */
export function deleteLoadBalancer(world: World, loadBalancer: LoadBalancerRecord): void {
  for (const listener of listenersOf(world, loadBalancer)) deleteListener(world, listener);
  world.loadBalancers.delete(loadBalancer.key);
  world.elbByArn.delete(loadBalancer.arn);
}

/** In the order in which they were created. */
export const listenersOf = (world: World, loadBalancer: LoadBalancerRecord): ListenerRecord[] =>
  [...world.listeners.values()].filter((listener) => listener.loadBalancer === loadBalancer.key);

/** By priority, the default rule excepted. */
export const rulesOf = (world: World, listener: ListenerRecord): ListenerRuleRecord[] =>
  [...world.listenerRules.values()]
    .filter((rule) => rule.listener === listener.key)
    .sort((a, b) => a.priority - b.priority);

export interface ListenerDraft {
  readonly port: number;
  readonly description: Omit<ListenerRecord['description'], 'ListenerArn' | 'LoadBalancerArn'>;
  readonly targetGroups: readonly number[];
}

export function createListener(
  world: World,
  loadBalancer: LoadBalancerRecord,
  draft: ListenerDraft & Pick<ListenerRecord, 'tags'>,
): ListenerRecord {
  const key = nextElbKey(world);
  const id = hexOf(world.settings.seed, IdKind.LISTENER, key, 16);
  const arn = `${loadBalancer.arn.replace(':loadbalancer/', ':listener/')}/${id}`;
  const record: ListenerRecord = {
    key,
    arn,
    loadBalancer: loadBalancer.key,
    port: draft.port,
    description: { ListenerArn: arn, LoadBalancerArn: loadBalancer.arn, ...draft.description },
    targetGroups: draft.targetGroups,
    tags: draft.tags,
  };
  world.listeners.set(key, record);
  world.elbByArn.set(arn, key);
  changeUse(world, loadBalancer.key, [], draft.targetGroups);
  return record;
}

export function modifyListener(world: World, listener: ListenerRecord, draft: ListenerDraft): void {
  const { ListenerArn, LoadBalancerArn } = listener.description;
  const before = listener.targetGroups;
  listener.port = draft.port;
  listener.description = { ListenerArn, LoadBalancerArn, ...draft.description };
  listener.targetGroups = draft.targetGroups;
  changeUse(world, listener.loadBalancer, before, draft.targetGroups);
}

export function deleteListener(world: World, listener: ListenerRecord): void {
  for (const rule of rulesOf(world, listener)) deleteRule(world, rule);
  world.listeners.delete(listener.key);
  world.elbByArn.delete(listener.arn);
  changeUse(world, listener.loadBalancer, listener.targetGroups, []);
}

export interface RuleDraft {
  readonly description: Pick<ListenerRuleRecord['description'], 'Conditions' | 'Actions' | 'Transforms'>;
  readonly targetGroups: readonly number[];
}

export function createRule(
  world: World,
  listener: ListenerRecord,
  draft: RuleDraft & Pick<ListenerRuleRecord, 'priority' | 'tags'>,
): ListenerRuleRecord {
  const key = nextElbKey(world);
  const arn = ruleArnOf(world, listener, key);
  const record: ListenerRuleRecord = {
    key,
    arn,
    listener: listener.key,
    priority: draft.priority,
    description: { RuleArn: arn, IsDefault: false, ...draft.description },
    targetGroups: draft.targetGroups,
    tags: draft.tags,
  };
  world.listenerRules.set(key, record);
  world.elbByArn.set(arn, key);
  changeUse(world, listener.loadBalancer, [], draft.targetGroups);
  return record;
}

/** A listener's default rule has no record: its ARN comes from the listener, its actions are the listener's. */
export const defaultRuleArnOf = (world: World, listener: ListenerRecord): string =>
  ruleArnOf(world, listener, listener.key);

const ruleArnOf = (world: World, listener: ListenerRecord, number: number): string =>
  `${listener.arn.replace(':listener/', ':listener-rule/')}/${hexOf(world.settings.seed, IdKind.RULE, number, 16)}`;

export function modifyRule(world: World, rule: ListenerRuleRecord, draft: RuleDraft): void {
  const { RuleArn, IsDefault } = rule.description;
  const before = rule.targetGroups;
  rule.description = { RuleArn, IsDefault, ...draft.description };
  rule.targetGroups = draft.targetGroups;
  changeUse(world, balancerOf(world, rule), before, draft.targetGroups);
}

export function setRulePriority(rule: ListenerRuleRecord, priority: number): void {
  rule.priority = priority;
}

export function deleteRule(world: World, rule: ListenerRuleRecord): void {
  world.listenerRules.delete(rule.key);
  world.elbByArn.delete(rule.arn);
  changeUse(world, balancerOf(world, rule), rule.targetGroups, []);
}

const balancerOf = (world: World, rule: ListenerRuleRecord): number =>
  (world.listeners.get(rule.listener) as ListenerRecord).loadBalancer;

export function setLoadBalancerAttributes(
  loadBalancer: LoadBalancerRecord,
  attributes: LoadBalancerRecord['attributes'],
): void {
  loadBalancer.attributes = attributes;
}

export function setElbTags(
  resource: LoadBalancerRecord | ListenerRecord | ListenerRuleRecord | TargetGroupRecord,
  tags: LoadBalancerRecord['tags'],
): void {
  resource.tags = tags;
}

/** Balancers, target groups, listeners and rules are numbered together. */
export function nextElbKey(world: World): number {
  world.counters.elb += 1;
  return world.counters.elb;
}

/** A listener or a rule forwards to other groups than before: their targets are checked from now on, or no longer. */
function changeUse(world: World, loadBalancer: number, before: readonly number[], after: readonly number[]): void {
  for (const key of after) if (!before.includes(key)) addUse(world, world.targetGroup(key), loadBalancer);
  for (const key of before) if (!after.includes(key)) dropUse(world, world.targetGroup(key));
}

function addUse(world: World, group: TargetGroupRecord, loadBalancer: number): void {
  group.listenerCount += 1;
  if (group.listenerCount > 1) return;
  group.loadBalancer = loadBalancer;
  // Health behind a Gateway Load Balancer is treated like that behind an NLB (load-balancing §1, proposed there).
  group.isNetwork = (world.loadBalancers.get(loadBalancer) as LoadBalancerRecord).type !== 'application';
  groupUseChanges(world, group);
}

function dropUse(world: World, group: TargetGroupRecord): void {
  group.listenerCount -= 1;
  if (group.listenerCount > 0) return;
  group.loadBalancer = 0;
  group.isNetwork = false;
  groupUseChanges(world, group);
}
