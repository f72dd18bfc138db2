import { defaultRuleArnOf } from '../../engine/apply/load-balancers.js';
import type {
  ListenerRecord,
  ListenerRuleRecord,
  LoadBalancerRecord,
  TargetGroupRecord,
} from '../../engine/store/elb-records.js';
import { arnPrefix } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import { ElbV2ApiError } from '../../model/errors.js';
import { validationError } from './refusals.js';

/** Finding what a request names by ARN; refusing what isn't there with AWS's words. */

/** What ARNs and texts call a resource. */
interface Kind {
  readonly segment: string;
  /** Parts of an ARN after the segment. */
  readonly parts: number;
  readonly called: string;
  readonly code: string;
  /** Where the request is about one of them, and where it is about several. */
  readonly one: (arn: string) => string;
  readonly several: string;
}

/**
 * Recorded: target_group_native.json, management_audit.json; users' logs (TargetGroupNotFound, ListenerNotFound).
 * @rule elb-missing
 */
const kinds = {
  loadBalancer: {
    segment: 'loadbalancer',
    parts: 3,
    called: 'load balancer',
    code: 'LoadBalancerNotFoundException',
    one: (arn) => `Load balancer '${arn}' not found`,
    several: 'One or more load balancers not found',
  },
  targetGroup: {
    segment: 'targetgroup',
    parts: 2,
    called: 'target group',
    code: 'TargetGroupNotFoundException',
    one: (arn) => `Target groups '${arn}' not found`,
    several: 'One or more target groups not found',
  },
  listener: {
    segment: 'listener',
    parts: 4,
    called: 'listener',
    code: 'ListenerNotFoundException',
    one: (arn) => `Listener '${arn}' not found`,
    several: 'One or more listeners not found',
  },
  rule: {
    segment: 'listener-rule',
    parts: 5,
    called: 'listener rule',
    code: 'RuleNotFoundException',
    one: (arn) => `Rule '${arn}' not found`,
    several: 'One or more rules not found',
  },
} satisfies Readonly<Record<string, Kind>>;
export type ResourceKind = keyof typeof kinds;

interface Records {
  readonly loadBalancer: LoadBalancerRecord;
  readonly targetGroup: TargetGroupRecord;
  readonly listener: ListenerRecord;
  readonly rule: ListenerRuleRecord;
}

const mapOf = <K extends ResourceKind>(world: World, kind: K): ReadonlyMap<number, Records[K]> => {
  const maps: { readonly [Each in ResourceKind]: ReadonlyMap<number, Records[Each]> } = {
    loadBalancer: world.loadBalancers,
    targetGroup: world.targetGroups,
    listener: world.listeners,
    rule: world.listenerRules,
  };
  return maps[kind];
};

/**
 * All resources of a kind, in the order in which they were created. A deleted target group that deployments still name is
 * found by no ARN, so it isn't one of them.
 */
export const all = <K extends ResourceKind>(world: World, kind: K): Records[K][] =>
  [...mapOf(world, kind).values()].filter((record) => world.elbByArn.has(record.arn));

/**
 * The resource of that ARN, if there is one.
 * @throws ElbV2ApiError ValidationError when it isn't an ARN of that kind in this Region and account (users' logs)
 */
export function find<K extends ResourceKind>(world: World, kind: K, arn: string): Records[K] | undefined {
  const { called } = kinds[kind];
  if (kindOfArn(world, arn) !== kind) {
    throw validationError(`'${arn}' is not a valid ${called} ARN`, {
      resource: `${called} ARN`,
      value: arn,
      help: `Give an ARN that begins with ${arnPrefix(world, 'elasticloadbalancing')}${kinds[kind].segment}/.`,
    });
  }
  const key = world.elbByArn.get(arn);
  return key === undefined ? undefined : mapOf(world, kind).get(key);
}

/** @throws ElbV2ApiError `…NotFoundException`; ValidationError */
export function known<K extends ResourceKind>(world: World, kind: K, arn: string): Records[K] {
  const found = find(world, kind, arn);
  if (found !== undefined) return found;
  throw notFound(world, kind, kinds[kind].one(arn), arn);
}

/** For describing: the resources of these ARNs, in the order in which they were created. */
export function knownOnes<K extends ResourceKind>(world: World, kind: K, arns: readonly string[]): Records[K][] {
  const found = new Set(arns.map((arn) => find(world, kind, arn) ?? severalNotFound(world, kind, arn)));
  return all(world, kind).filter((record) => found.has(record));
}

/** @throws always, with the text for a request about several resources */
export function severalNotFound(world: World, kind: ResourceKind, given: string): never {
  throw notFound(world, kind, kinds[kind].several, given);
}

/** @throws ElbV2ApiError LoadBalancerNotFoundException (recorded: management_audit.json) */
export function loadBalancersNamed(world: World, names: readonly string[]): LoadBalancerRecord[] {
  const found = all(world, 'loadBalancer').filter(({ name }) => names.includes(name));
  const missing = names.filter((name) => !found.some((each) => each.name === name));
  if (missing.length === 0) return found;
  throw notFound(world, 'loadBalancer', `Load balancers '[${missing.join(', ')}]' not found`, missing.join(', '));
}

/** @throws ElbV2ApiError TargetGroupNotFoundException (recorded: management_audit.json) */
export function targetGroupsNamed(world: World, names: readonly string[]): TargetGroupRecord[] {
  const found = all(world, 'targetGroup').filter(({ name }) => names.includes(name));
  const missing = names.find((name) => !found.some((each) => each.name === name));
  return missing === undefined ? found : severalNotFound(world, 'targetGroup', missing);
}

/** A default rule has no record: this is the listener whose default rule has that ARN. */
export const listenerOfDefaultRule = (world: World, arn: string): ListenerRecord | undefined =>
  [...world.listeners.values()].find((listener) => defaultRuleArnOf(world, listener) === arn);

/** Which kind of resource an ARN is about; undefined when it is none of this API and of an account and Region known here. */
export function kindOfArn(world: World, arn: string): ResourceKind | undefined {
  const prefix = knownPrefix(world, arn);
  if (prefix === undefined) return undefined;
  const [segment, ...parts] = arn.slice(prefix.length).split('/');
  return (Object.keys(kinds) as ResourceKind[]).find(
    (kind) =>
      kinds[kind].segment === segment && kinds[kind].parts === parts.length && parts.every((part) => part !== ''),
  );
}

/** Up to the account: the simulator's own, or that of something that was seeded under an ARN of another. */
function knownPrefix(world: World, arn: string): string | undefined {
  const own = arnPrefix(world, 'elasticloadbalancing');
  if (arn.startsWith(own)) return own;
  const other = /^arn:[^:]+:elasticloadbalancing:[^:]+:[^:]+:/.exec(arn)?.[0];
  if (other === undefined) return undefined;
  return [...world.elbByArn.keys()].some((known) => known.startsWith(other)) ? other : undefined;
}

function notFound(world: World, kind: ResourceKind, message: string, given: string): ElbV2ApiError {
  const existing = all(world, kind).map(({ arn }) => arn);
  return new ElbV2ApiError(kinds[kind].code, message, {
    resource: `${kinds[kind].called} ${given}`,
    value: given,
    help: existing.length === 0 ? 'There are none.' : `There are ${existing.slice(0, 5).join(', ')}.`,
  });
}
