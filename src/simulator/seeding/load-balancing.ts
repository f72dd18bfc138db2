import { callUntold } from '../../api/call.js';
import { createListener } from '../../api/elbv2/operations/create-listener.js';
import { createLoadBalancer } from '../../api/elbv2/operations/create-load-balancer.js';
import { createTargetGroup } from '../../api/elbv2/operations/create-target-group.js';
import { familyOf } from '../../api/elbv2/protocols.js';
import { listenersOf } from '../../engine/apply/load-balancers.js';
import { giveListenerArn, giveLoadBalancerArn, giveTargetGroupArn } from '../../engine/apply/seeds.js';
import type { LoadBalancerRecord, TargetGroupRecord } from '../../engine/store/elb-records.js';
import type { World } from '../../engine/world.js';
import { invalidSeed, requestMembers, seeding } from './refusals.js';
import type { ListenerSeed, LoadBalancerSeed, TargetGroupSeed } from './seeds.js';

/** Balancers, target groups and listeners, made by AWS's own calls and then given the ARNs they are known by. */

const segments = { app: 'application', net: 'network', gwy: 'gateway' } as const;
const start = String.raw`^arn:[\w-]+:elasticloadbalancing:[\w-]+:[\w-]+:`;
const balancerPath = String.raw`(app|net|gwy)/([A-Za-z0-9-]{1,32})/[\w-]+`;
const loadBalancerArn = new RegExp(`${start}loadbalancer/${balancerPath}$`);
const targetGroupArn = new RegExp(`${start}targetgroup/([A-Za-z0-9-]{1,32})/[\\w-]+$`);
const listenerArn = new RegExp(`${start}listener/${balancerPath}/[\\w-]+$`);

/** @returns its ARN */
export function seedLoadBalancer(world: World, what: string, given: string | LoadBalancerSeed): string {
  const { LoadBalancerArn: arn, ...rest } = typeof given === 'string' ? { LoadBalancerArn: given } : given;
  const [, segment, Name = ''] = partsOf(what, arn, loadBalancerArn, 'loadbalancer/app/my-alb/50dc6c495c0c9188');
  refuseTaken(world, what, arn, world.loadBalancers.values(), Name);
  const hasSubnets = rest.Subnets !== undefined || rest.SubnetMappings !== undefined;
  const Type = segments[segment as keyof typeof segments];
  const request = { ...(hasSubnets ? {} : { Subnets: standardSubnets(world) }), Type, Name, ...rest };
  const members = requestMembers(what, createLoadBalancer, request);
  seeding(what, arn, () => callUntold(world, 'elbv2', 'createLoadBalancer', members));
  giveLoadBalancerArn(world, newestOf(world.loadBalancers), arn);
  return arn;
}

/** One in each zone: those that were declared, else some whose ids end with the zone's letter. */
const standardSubnets = ({ settings: { zones, subnets } }: World): string[] =>
  zones.map((zone) => subnets.find((subnet) => subnet.zone === zone)?.id ?? `subnet-${zone.at(-1)}`);

/** @returns its ARN */
export function seedTargetGroup(world: World, what: string, given: string | TargetGroupSeed): string {
  const seed = typeof given === 'string' ? { TargetGroupArn: given } : given;
  const { TargetGroupArn: arn, loadBalancer: _loadBalancer, ...rest } = seed;
  const [, Name = ''] = partsOf(what, arn, targetGroupArn, 'targetgroup/my-targets/73e2d6bc24d8a067');
  refuseTaken(world, what, arn, world.targetGroups.values(), Name);
  const request = { Protocol: 'HTTP', Port: 80, TargetType: 'ip', VpcId: 'vpc-1', ...rest, Name };
  const members = requestMembers(what, createTargetGroup, request);
  seeding(what, arn, () => callUntold(world, 'elbv2', 'createTargetGroup', members));
  giveTargetGroupArn(world, newestOf(world.targetGroups), arn);
  return arn;
}

/** Its load balancer is made if it isn't there. @returns its ARN, and that of the balancer if it was made */
export function seedListener(world: World, what: string, given: string | ListenerSeed): [arn: string, made?: string] {
  const { ListenerArn: arn, ...rest } = typeof given === 'string' ? { ListenerArn: given } : given;
  partsOf(what, arn, listenerArn, 'listener/app/my-alb/50dc6c495c0c9188/f2f7dc8efc522ab2');
  refuseTaken(world, what, arn, []);
  const balancerArn = arn.slice(0, arn.lastIndexOf('/')).replace(':listener/', ':loadbalancer/');
  const made = world.elbByArn.has(balancerArn) ? undefined : seedLoadBalancer(world, what, balancerArn);
  const balancer = balancerOf(world, what, balancerArn);
  const notFound = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
  const isApplication = balancer.type === 'application';
  const request = {
    ...(balancer.type === 'gateway'
      ? {}
      : { Protocol: isApplication ? 'HTTP' : 'TCP', Port: freePort(world, balancer) }),
    ...(isApplication ? { DefaultActions: notFound } : {}),
    ...rest,
    LoadBalancerArn: balancerArn,
  };
  addListener(world, what, balancer, requestMembers(what, createListener, request), arn);
  return made === undefined ? [arn] : [arn, made];
}

/**
 * A group that nothing forwards to gets a listener.
 * @returns ARNs of what was made for it
 */
export function attachTargetGroup(
  world: World,
  what: string,
  given: string | TargetGroupSeed,
): { readonly loadBalancer?: string; readonly listener?: string } {
  const seed = typeof given === 'string' ? { TargetGroupArn: given } : given;
  const group = world.targetGroups.get(world.elbByArn.get(seed.TargetGroupArn) ?? 0) as TargetGroupRecord;
  if (seed.loadBalancer === false || group.listenerCount > 0) return {};
  const made =
    seed.loadBalancer === undefined ? seedLoadBalancer(world, what, ownBalancerArn(world, group)) : undefined;
  const balancer = balancerOf(world, what, seed.loadBalancer ?? (made as string));
  const listener = addListener(world, what, balancer, {
    LoadBalancerArn: balancer.arn,
    ...(balancer.type === 'gateway'
      ? {}
      : { Protocol: plainProtocol(balancer, group), Port: freePort(world, balancer) }),
    DefaultActions: [{ Type: 'forward', TargetGroupArn: group.arn }],
  });
  return { listener, ...(made === undefined ? {} : { loadBalancer: made }) };
}

/** Of the same name and id as the group, unless another balancer has that name. */
function ownBalancerArn(world: World, group: TargetGroupRecord): string {
  const type = familyOf(group.protocol);
  const segment = Object.entries(segments).find(([, each]) => each === type)?.[0];
  const names = new Set([...world.loadBalancers.values()].map(({ name }) => name));
  let name = group.name;
  for (let number = 2; names.has(name); number += 1) name = `${group.name.slice(0, 28)}-${number}`;
  return group.arn.replace(`:targetgroup/${group.name}/`, `:loadbalancer/${segment}/${name}/`);
}

/** What a listener speaks that needs no certificate. */
function plainProtocol({ type }: LoadBalancerRecord, { protocol }: TargetGroupRecord): string {
  if (type === 'application') return 'HTTP';
  return protocol === 'TLS' ? 'TCP' : protocol;
}

function addListener(world: World, what: string, balancer: LoadBalancerRecord, request: object, arn?: string): string {
  const before = listenersOf(world, balancer).length;
  seeding(what, balancer.arn, () => callUntold(world, 'elbv2', 'createListener', request));
  const listener = newestOf(world.listeners);
  if (listenersOf(world, balancer).length === before) {
    throw invalidSeed(what, 'The balancer has such a listener already.', listener.arn, 'Give another Port.');
  }
  if (arn !== undefined) giveListenerArn(world, listener, arn);
  return arn ?? listener.arn;
}

/** 80, or the next one that no listener has. */
function freePort(world: World, balancer: LoadBalancerRecord): number {
  const taken = listenersOf(world, balancer).map(({ port }) => port);
  let port = 80;
  while (taken.includes(port)) port += 1;
  return port;
}

function balancerOf(world: World, what: string, arn: string): LoadBalancerRecord {
  const found = world.loadBalancers.get(world.elbByArn.get(arn) ?? 0);
  if (found !== undefined) return found;
  const known = [...world.loadBalancers.values()].map((each) => each.arn);
  throw invalidSeed(what, `There is no load balancer ${arn}.`, arn, `There are ${known.join(', ') || 'none'}.`);
}

function partsOf(what: string, arn: string, pattern: RegExp, example: string): RegExpExecArray {
  const parts = pattern.exec(arn);
  if (parts !== null) return parts;
  throw invalidSeed(
    what,
    `${arn} is no such ARN.`,
    arn,
    `It looks like arn:aws:elasticloadbalancing:us-east-1:123456789012:${example}.`,
  );
}

/** Names are unique, whatever the account and Region of the ARN: a call that creates one finds the other by its name. */
function refuseTaken(
  world: World,
  what: string,
  arn: string,
  records: Iterable<{ readonly name: string; readonly arn: string }>,
  name?: string,
): void {
  const namesake = [...records].find((each) => each.name === name && world.elbByArn.has(each.arn))?.arn;
  const taken = world.elbByArn.has(arn) ? arn : namesake;
  if (taken === undefined) return;
  const message = taken === arn ? `${arn} is there already.` : `Its name is taken by ${taken}.`;
  throw invalidSeed(what, message, arn, 'Leave it out, or delete the other one first.');
}

const newestOf = <T>(records: ReadonlyMap<number, T>): T => [...records.values()].at(-1) as T;
