import { modifyRule as applyModifyRule } from '../../../engine/apply/load-balancers.js';
import type { ListenerRecord } from '../../../engine/store/elb-records.js';
import { elbV2Operation } from '../../operation.js';
import { describeRule } from '../describe-listener.js';
import { known } from '../lookup.js';
import { validationError } from '../refusals.js';
import { checkRule, refuseDefaultRule } from '../rule-settings.js';

/** What isn't given stays; what is given is replaced whole. */
export const modifyRule = elbV2Operation('modifyRule', {
  members: {
    RuleArn: 'simulated',
    Conditions: 'kept',
    Actions: 'simulated',
    Transforms: 'kept',
    ResetTransforms: 'simulated',
  },
  parts: {
    Actions: { 'type forward': 'simulated', 'other types': 'kept' },
  },
  handle(world, request) {
    refuseDefaultRule(world, request.RuleArn, 'modified');
    const rule = known(world, 'rule', request.RuleArn);
    const { Conditions, Actions, Transforms, ResetTransforms } = request;
    if ([Conditions, Actions, Transforms, ResetTransforms].every((member) => member === undefined)) {
      throw validationError('Either conditions or actions must be specified', { resource: request.RuleArn });
    }
    const listener = world.listeners.get(rule.listener) as ListenerRecord;
    applyModifyRule(world, rule, checkRule(world, listener, request, rule));
    return { Rules: [describeRule(rule)] };
  },
  tells: ({ RuleArn: arn, ...changes }) => ({
    about: `${arn.split('/')[2] ?? ''}: ${Object.keys(changes).join(', ')}`,
  }),
});
