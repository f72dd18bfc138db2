import { type RuleDraft, rulesOf } from '../../engine/apply/load-balancers.js';
import type { ListenerRecord, ListenerRuleRecord, LoadBalancerRecord } from '../../engine/store/elb-records.js';
import type { World } from '../../engine/world.js';
import type { ModifyRuleInput } from '../../model/aws/elbv2.generated.js';
import { ElbV2ApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import { checkActions } from './actions.js';
import { checkConditions } from './conditions.js';
import { listenerOfDefaultRule } from './lookup.js';
import { validationError } from './refusals.js';

/** What a request says about a rule, new or present. */
type Given = Omit<Parsed<ModifyRuleInput>, 'RuleArn'>;

const priorityMax = 50_000;

/**
 * A rule with what a request says about it. Transforms are kept unlooked at until requests go through a balancer.
 * @param present - undefined for a new rule
 * @throws ElbV2ApiError
 */
export function checkRule(
  world: World,
  listener: ListenerRecord,
  given: Given,
  present?: ListenerRuleRecord,
): RuleDraft {
  const place = {
    loadBalancer: world.loadBalancers.get(listener.loadBalancer) as LoadBalancerRecord,
    protocol: listener.description.Protocol,
  };
  const Conditions =
    given.Conditions === undefined && present !== undefined
      ? present.description.Conditions
      : checkConditions(given.Conditions ?? []);
  const { actions, targetGroups } =
    given.Actions === undefined && present !== undefined
      ? { actions: present.description.Actions, targetGroups: present.targetGroups }
      : checkActions(world, place, given.Actions ?? []);
  const kept = given.ResetTransforms === true ? [] : (present?.description.Transforms ?? []);
  return {
    description: { Conditions, Actions: actions, Transforms: given.Transforms ?? kept },
    targetGroups,
  };
}

/**
 * @param path - of the member, as AWS's text names it
 * @throws ElbV2ApiError ValidationError
 */
export function checkPriority(priority: number | undefined, path: string): number {
  if (priority !== undefined && priority >= 1 && priority <= priorityMax) return priority;
  const [shown, constraint] =
    priority === undefined
      ? ['null', 'not be null']
      : [
          `'${priority}'`,
          priority < 1 ? 'have value greater than or equal to 1' : `have value less than or equal to ${priorityMax}`,
        ];
  throw validationError(
    `1 validation error detected: Value ${shown} at '${path}' failed to satisfy constraint: Member must ${constraint}`,
    { resource: path, value: String(priority), help: `Give 1 to ${priorityMax}.` },
  );
}

/**
 * @param wanted - priorities of a listener's rules, as they are to stand in the end; a new rule has no record yet
 * @throws ElbV2ApiError PriorityInUseException (seen when deployed), ValidationError
 * @rule elb-rule-priorities
 */
export function refuseTakenPriorities(
  world: World,
  listener: ListenerRecord,
  wanted: ReadonlyMap<ListenerRuleRecord | undefined, number>,
): void {
  const priorities = [...wanted.values()];
  const repeated = priorities.find((priority, index) => priorities.indexOf(priority) !== index);
  if (repeated !== undefined) {
    throw validationError(`Priority '${repeated}' was provided multiple times`, { value: String(repeated) });
  }
  const others = rulesOf(world, listener).filter((rule) => !wanted.has(rule));
  const taken = others.find((rule) => priorities.includes(rule.priority));
  if (taken === undefined) return;
  throw new ElbV2ApiError('PriorityInUseException', `Priority '${taken.priority}' is currently in use`, {
    resource: `rule ${taken.arn}`,
    value: String(taken.priority),
    help: `Taken priorities are ${others.map((rule) => rule.priority).join(', ')}.`,
  });
}

/** @throws ElbV2ApiError OperationNotPermittedException (users' logs say so of deleting; of modifying inferred) */
export function refuseDefaultRule(world: World, arn: string, what: 'deleted' | 'modified'): void {
  const listener = listenerOfDefaultRule(world, arn);
  if (listener === undefined) return;
  throw new ElbV2ApiError('OperationNotPermittedException', `Default rule '${arn}' cannot be ${what}`, {
    resource: `listener ${listener.arn}`,
    value: arn,
    help: what === 'deleted' ? 'Delete the listener.' : 'Change the default actions with ModifyListener.',
  });
}
