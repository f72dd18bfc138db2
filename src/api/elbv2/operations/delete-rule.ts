import { deleteRule as applyDeleteRule } from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { known } from '../lookup.js';
import { refuseDefaultRule } from '../rule-settings.js';

export const deleteRule = elbV2Operation('deleteRule', {
  members: {
    RuleArn: 'simulated',
  },
  handle(world, { RuleArn: arn }) {
    refuseDefaultRule(world, arn, 'deleted');
    applyDeleteRule(world, known(world, 'rule', arn));
    return {};
  },
  tells: (request) => ({ about: request.RuleArn.split('/')[2] ?? request.RuleArn }),
});
