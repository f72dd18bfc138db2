import { createRule as applyCreateRule } from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { describeRule } from '../describe-listener.js';
import { known } from '../lookup.js';
import { checkRule, refuseTakenPriorities } from '../rule-settings.js';
import { mergeTags } from '../tags.js';

/** Not idempotent: the same priority is refused. */
export const createRule = elbV2Operation('createRule', {
  members: {
    ListenerArn: 'simulated',
    Conditions: 'kept',
    Priority: 'kept',
    Actions: 'simulated',
    Tags: 'simulated',
    Transforms: 'kept',
  },
  parts: {
    Actions: { 'type forward': 'simulated', 'other types': 'kept' },
  },
  handle(world, request) {
    const listener = known(world, 'listener', request.ListenerArn);
    const draft = checkRule(world, listener, request);
    const tags = mergeTags([], request.Tags);
    const priority = request.Priority;
    refuseTakenPriorities(world, listener, new Map([[undefined, priority]]));
    return { Rules: [describeRule(applyCreateRule(world, listener, { ...draft, priority, tags }))] };
  },
  tells: (request) => ({ about: `${request.ListenerArn.split('/')[2] ?? ''} priority ${request.Priority}` }),
});
