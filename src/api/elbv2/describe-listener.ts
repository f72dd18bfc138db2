import { defaultRuleArnOf, rulesOf } from '../../engine/apply/load-balancers.js';
import type { ListenerRecord, ListenerRuleRecord } from '../../engine/store/elb-records.js';
import type { World } from '../../engine/world.js';
import type { Listener, Rule } from '../../model/aws/elbv2.generated.js';
import { copyOf } from '../../model/copy.js';

/** Listeners and rules as the API shows them. */

export const describeListener = (listener: ListenerRecord): Listener => copyOf(listener.description);

export const describeRule = (rule: ListenerRuleRecord): Rule => ({
  ...copyOf(rule.description),
  Priority: String(rule.priority),
});

/** A listener's default actions are those of its default rule. */
export const describeDefaultRule = (world: World, listener: ListenerRecord): Rule => ({
  RuleArn: defaultRuleArnOf(world, listener),
  Priority: 'default',
  Conditions: [],
  Actions: copyOf(listener.description.DefaultActions),
  IsDefault: true,
  Transforms: [],
});

/** By priority, the default rule last. */
export const describeRules = (world: World, listener: ListenerRecord): Rule[] => [
  ...rulesOf(world, listener).map(describeRule),
  describeDefaultRule(world, listener),
];
