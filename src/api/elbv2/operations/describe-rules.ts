import type { World } from '../../../engine/world.js';
import type { Rule } from '../../../model/aws/elbv2.generated.js';
import { elbV2Operation } from '../../operation.js';
import { describeDefaultRule, describeRule, describeRules as describeRulesOf } from '../describe-listener.js';
import { find, known, listenerOfDefaultRule, severalNotFound } from '../lookup.js';
import { pageOf } from '../page.js';
import { validationError } from '../refusals.js';

/** Of a listener by priority, the default rule last; otherwise in the order in which they are asked for. */
export const describeRules = elbV2Operation('describeRules', {
  members: {
    ListenerArn: 'simulated',
    RuleArns: 'simulated',
    Marker: 'simulated',
    PageSize: 'simulated',
  },
  handle(world, request) {
    const { ListenerArn: listenerArn, RuleArns: arns = [] } = request;
    if (listenerArn === undefined && arns.length === 0) {
      throw validationError('You must specify either listener rule ARNs or a listener ARN');
    }
    if (listenerArn !== undefined && arns.length > 0) {
      throw validationError('Listener rule ARNs and a listener ARN cannot be specified at the same time');
    }
    if (listenerArn === undefined) {
      const asked = arns.map((arn, place) => ({ place, rule: ruleOf(world, arn) }));
      const { items, next } = pageOf(asked, ({ place }) => place, request);
      return { Rules: items.map(({ rule }) => rule), ...next };
    }
    const { items, next } = pageOf(describeRulesOf(world, known(world, 'listener', listenerArn)), orderOf, request);
    return { Rules: [...items], ...next };
  },
});

/** The default rule comes after every priority. */
const orderOf = (rule: Rule): number => (rule.IsDefault ? 50_001 : Number(rule.Priority));

function ruleOf(world: World, arn: string): Rule {
  const rule = find(world, 'rule', arn);
  if (rule !== undefined) return describeRule(rule);
  return describeDefaultRule(world, listenerOfDefaultRule(world, arn) ?? severalNotFound(world, 'rule', arn));
}
