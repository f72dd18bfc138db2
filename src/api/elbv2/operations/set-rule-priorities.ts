import { setRulePriority } from '../../../engine/apply/load-balancers.js';
import type { ListenerRecord, ListenerRuleRecord } from '../../../engine/store/elb-records.js';
import { elbV2Operation } from '../../operation.js';
import { describeRule } from '../describe-listener.js';
import { find, severalNotFound } from '../lookup.js';
import { validationError } from '../refusals.js';
import { checkPriority, refuseDefaultRule, refuseTakenPriorities } from '../rule-settings.js';

/** Several at once, so that two may swap: only how they stand in the end counts. */
export const setRulePriorities = elbV2Operation('setRulePriorities', {
  members: {
    RulePriorities: 'kept',
  },
  handle(world, request) {
    const priorities = new Map<ListenerRuleRecord, number>();
    request.RulePriorities.forEach(({ RuleArn: arn, Priority: given }, index) => {
      const priority = checkPriority(given, `rulePriorities.${index + 1}.member.priority`);
      refuseDefaultRule(world, arn ?? '', 'modified');
      const rule = find(world, 'rule', arn ?? '') ?? severalNotFound(world, 'rule', arn ?? '');
      if (priorities.has(rule)) {
        // Text inferred from the one for priorities.
        throw validationError(`Rule '${arn}' was provided multiple times`, { value: rule.arn });
      }
      priorities.set(rule, priority);
    });
    for (const key of new Set([...priorities.keys()].map((rule) => rule.listener))) {
      const listener = world.listeners.get(key) as ListenerRecord;
      refuseTakenPriorities(world, listener, new Map([...priorities].filter(([rule]) => rule.listener === key)));
    }
    for (const [rule, priority] of priorities) setRulePriority(rule, priority);
    return { Rules: [...priorities.keys()].map(describeRule) };
  },
  tells: (request) => ({ about: request.RulePriorities.map(({ Priority }) => `priority ${Priority}`).join(', ') }),
});
