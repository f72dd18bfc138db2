import type { LoadBalancerRecord, TargetGroupRecord } from '../../engine/store/elb-records.js';
import type { World } from '../../engine/world.js';
import type { Action, ActionReply, ForwardActionConfig, TargetGroupTuple } from '../../model/aws/elbv2.generated.js';
import { ElbV2ApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import { find, severalNotFound } from './lookup.js';
import { forwardsTo } from './protocols.js';
import { validationError } from './refusals.js';

/** Actions of listeners and rules: checked, and with the defaults that replies show. Texts were seen when deployed. */

type Given = Parsed<Action>;

/** Where the actions stand. */
export interface ActionPlace {
  readonly loadBalancer: LoadBalancerRecord;
  /** Of the listener; undefined behind a Gateway Load Balancer. */
  readonly protocol: string | undefined;
}

export interface CheckedActions {
  /** As replies show them. */
  readonly actions: ActionReply[];
  /** Keys of the target groups they forward to, each once. */
  readonly targetGroups: readonly number[];
}

/** How many target groups one action may forward to. */
const targetGroupsPerActionMax = 5;

/** What ends a request's way: exactly one of these is the last action. */
const routingTypes: readonly string[] = ['forward', 'redirect', 'fixed-response'];

/**
 * @throws ElbV2ApiError
 * @rule elb-actions-and-conditions
 */
export function checkActions(world: World, place: ActionPlace, given: readonly Given[]): CheckedActions {
  checkOrder(place, given);
  const groups = given.filter(({ Type }) => Type === 'forward').flatMap((action) => checkForward(world, place, action));
  const unique = [...new Map(groups.map((group) => [group.key, group])).values()];
  refuseOtherBalancers(place, unique);
  return { actions: given.map(describeAction), targetGroups: unique.map(({ key }) => key) };
}

function checkOrder({ loadBalancer }: ActionPlace, given: readonly Given[]): void {
  const { type } = loadBalancer;
  const misplaced = type === 'application' ? undefined : given.find(({ Type }) => Type !== 'forward');
  if (misplaced !== undefined) {
    throw invalidAction(`The action type '${misplaced.Type}' is not valid with ${type} load balancer`, misplaced.Type);
  }
  for (const action of given) checkConfig(action);
  if (given.length > 1 && given.some(({ Order }) => Order === undefined)) {
    throw validationError('When you specify multiple actions, you must specify an order for each action', {
      resource: 'Actions',
    });
  }
  const routing = given.filter(({ Type }) => routingTypes.includes(Type));
  if (routing.length > 1) {
    const types = routing.map(({ Type }) => Type).join(',');
    throw invalidAction(`Action types '${types}' cannot be specified together`, types);
  }
  const last = routing[0];
  if (last === undefined) {
    // Text inferred.
    throw invalidAction(`One of the action types '${routingTypes.join(', ')}' must be specified`, '');
  }
  if (given.some((action) => action !== last && (action.Order ?? 0) >= (last.Order ?? 0))) {
    throw invalidAction(`An action of type '${last.Type}' must have a higher order than all other actions`, last.Type);
  }
}

/** The members that say what an action of each type does, as AWS's text lists them; the one for `forward` is inferred. */
const configOf: Readonly<Record<Given['Type'], readonly (keyof Given)[]>> = {
  forward: ['TargetGroupArn', 'ForwardConfig'],
  redirect: ['RedirectConfig'],
  'fixed-response': ['FixedResponseConfig'],
  'authenticate-oidc': ['AuthenticateOidcConfig'],
  'authenticate-cognito': ['AuthenticateCognitoConfig'],
  'jwt-validation': ['JwtValidationConfig'],
};

const contentTypes = ['text/html', 'application/json', 'application/javascript', 'text/css', 'text/plain'];

function checkConfig(action: Given): void {
  const members = configOf[action.Type];
  if (members.every((member) => action[member] === undefined)) throw missingConfig(action.Type);
  const { ContentType } = action.FixedResponseConfig ?? {};
  if (ContentType !== undefined && !contentTypes.includes(ContentType)) {
    throw validationError(`The ContentType must be one of:${contentTypes.map((type) => `'${type}'`).join(', ')}.`, {
      resource: 'FixedResponseConfig.ContentType',
      value: ContentType,
    });
  }
  if (action.RedirectConfig !== undefined && isLoop(action.RedirectConfig)) {
    throw invalidAction('The redirect configuration is not valid because it creates a loop.', 'redirect');
  }
}

function missingConfig(type: Given['Type']): ElbV2ApiError {
  const members = configOf[type].join(' or ');
  return validationError(`For actions of type '${type}', you must specify the following fields: '${members}'`, {
    resource: 'Actions',
    value: type,
    help: `Give ${members}.`,
  });
}

/** Whatever a redirect doesn't name stays as it was. */
const sameLocation = { Protocol: '#{protocol}', Port: '#{port}', Host: '#{host}', Path: '/#{path}' } as const;

const isLoop = (redirect: NonNullable<Given['RedirectConfig']>): boolean =>
  (Object.keys(sameLocation) as (keyof typeof sameLocation)[]).every(
    (part) => (redirect[part] ?? sameLocation[part]) === sameLocation[part],
  );

/** @returns the target groups of a forward action */
function checkForward(world: World, { protocol }: ActionPlace, action: Given): TargetGroupRecord[] {
  const { TargetGroupArn, ForwardConfig } = action;
  const tuples = ForwardConfig?.TargetGroups ?? [];
  const arns = tuples.flatMap((tuple) => tuple.TargetGroupArn ?? []);
  if (TargetGroupArn !== undefined && ForwardConfig !== undefined && arns.some((arn) => arn !== TargetGroupArn)) {
    throw validationError(
      'You can specify both a target group list and a top-level target group ARN only if the ARNs match',
      { resource: 'TargetGroupArn', value: TargetGroupArn },
    );
  }
  if (tuples.length > targetGroupsPerActionMax) {
    throw new ElbV2ApiError(
      'TooManyTargetGroupsException',
      `You cannot specify more than ${targetGroupsPerActionMax} target groups per action`,
      { resource: 'ForwardConfig.TargetGroups', value: String(tuples.length) },
    );
  }
  if (tuples.length > 1 && tuples.some(({ Weight }) => Weight === undefined)) {
    throw validationError('The weight for each target group must be between 0 and 999, inclusive', {
      resource: 'ForwardConfig.TargetGroups',
      help: 'Give each of several target groups a Weight.',
    });
  }
  checkStickiness(ForwardConfig);
  const all = [...new Set(TargetGroupArn === undefined ? arns : [TargetGroupArn])];
  if (all.length === 0) throw missingConfig('forward');
  const groups = all.map((arn) => find(world, 'targetGroup', arn) ?? severalNotFound(world, 'targetGroup', arn));
  const incompatible = groups.filter((group) => !forwardsTo(protocol, group.protocol));
  if (incompatible.length > 0) {
    throw new ElbV2ApiError(
      'IncompatibleProtocolsException',
      `The listener and the following target groups have incompatible protocols: ${named(incompatible)}`,
      {
        resource: `target group ${incompatible.map(({ name }) => name).join(', ')}`,
        value: incompatible.map((group) => group.protocol).join(', '),
        help: `The listener's protocol is ${protocol ?? 'GENEVE'}.`,
      },
    );
  }
  return groups;
}

function checkStickiness(forward: Parsed<ForwardActionConfig> | undefined): void {
  const { Enabled = false, DurationSeconds } = forward?.TargetGroupStickinessConfig ?? {};
  if (Enabled && DurationSeconds === undefined) {
    throw validationError('You must provide a duration when enabling target group stickiness', {
      resource: 'TargetGroupStickinessConfig',
    });
  }
  if (DurationSeconds !== undefined && (DurationSeconds < 1 || DurationSeconds > 604_800)) {
    throw validationError('Target group stickiness duration must be between 1 and 604800 seconds', {
      resource: 'TargetGroupStickinessConfig.DurationSeconds',
      value: String(DurationSeconds),
    });
  }
}

function refuseOtherBalancers({ loadBalancer }: ActionPlace, groups: readonly TargetGroupRecord[]): void {
  const taken = groups.filter((group) => group.loadBalancer !== 0 && group.loadBalancer !== loadBalancer.key);
  if (taken.length === 0) return;
  throw new ElbV2ApiError(
    'TargetGroupAssociationLimitException',
    `The following target groups cannot be associated with more than one load balancer: ${named(taken)}`,
    {
      resource: `target group ${taken.map(({ name }) => name).join(', ')}`,
      help: 'Make a target group of its own for each load balancer.',
    },
  );
}

const named = (groups: readonly TargetGroupRecord[]): string => groups.map(({ arn }) => arn).join(', ');

const invalidAction = (message: string, value: string): ElbV2ApiError =>
  new ElbV2ApiError('InvalidLoadBalancerActionException', message, { resource: 'Actions', value });

// -------------------------------------------------------------------------------------------------------------- replies

/** An action with the defaults that replies show (recorded: alb_native_success.json). */
function describeAction(action: Given): ActionReply {
  const { Type, Order } = action;
  return {
    Type,
    ...describeForward(action),
    ...(Order === undefined ? {} : { Order }),
    ...(action.RedirectConfig === undefined
      ? {}
      : { RedirectConfig: { ...sameLocation, Query: '#{query}', ...action.RedirectConfig } }),
    ...(action.FixedResponseConfig === undefined ? {} : { FixedResponseConfig: action.FixedResponseConfig }),
    ...describeAuthentication(action),
    ...(action.JwtValidationConfig === undefined ? {} : { JwtValidationConfig: action.JwtValidationConfig }),
  };
}

function describeForward({ Type, TargetGroupArn, ForwardConfig }: Given): Partial<ActionReply> {
  if (Type !== 'forward') return {};
  const tuples: Parsed<TargetGroupTuple>[] =
    ForwardConfig?.TargetGroups ?? (TargetGroupArn === undefined ? [] : [{ TargetGroupArn }]);
  const only = tuples.length === 1 ? (TargetGroupArn ?? tuples[0]?.TargetGroupArn) : undefined;
  return {
    ...(only === undefined ? {} : { TargetGroupArn: only }),
    ForwardConfig: {
      TargetGroups: tuples.map((tuple) => ({ Weight: 1, ...tuple })),
      TargetGroupStickinessConfig: { Enabled: false, ...ForwardConfig?.TargetGroupStickinessConfig },
    },
  };
}

/** Documented defaults; a client's secret is never shown. */
const authenticationDefaults = {
  SessionCookieName: 'AWSELBAuthSessionCookie',
  Scope: 'openid',
  SessionTimeout: 604_800,
  OnUnauthenticatedRequest: 'authenticate',
} as const;

function describeAuthentication({ AuthenticateOidcConfig, AuthenticateCognitoConfig }: Given): Partial<ActionReply> {
  if (AuthenticateOidcConfig !== undefined) {
    const { ClientSecret: _ClientSecret, ...shown } = AuthenticateOidcConfig;
    return { AuthenticateOidcConfig: { ...authenticationDefaults, ...shown } };
  }
  return AuthenticateCognitoConfig === undefined
    ? {}
    : { AuthenticateCognitoConfig: { ...authenticationDefaults, ...AuthenticateCognitoConfig } };
}
