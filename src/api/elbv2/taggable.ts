import type {
  ListenerRecord,
  ListenerRuleRecord,
  LoadBalancerRecord,
  TargetGroupRecord,
} from '../../engine/store/elb-records.js';
import type { World } from '../../engine/world.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';
import { kindOfArn, known, listenerOfDefaultRule } from './lookup.js';
import { validationError } from './refusals.js';

export const unsimulatedDefaultRule: UnsimulatedMember = {
  member: 'ResourceArns',
  what: 'tags of the default rule',
  when: 'for a default rule',
  help: 'Tag its listener.',
};

/**
 * The resource whose tags a request is about, by its ARN.
 * @throws ElbV2ApiError `…NotFoundException`; ValidationError for an ARN of another kind (text inferred)
 */
export function taggable(
  world: World,
  arn: string,
): LoadBalancerRecord | TargetGroupRecord | ListenerRecord | ListenerRuleRecord {
  const kind = kindOfArn(world, arn);
  if (kind === undefined) {
    throw validationError(`'${arn}' is not a valid resource ARN`, {
      resource: 'ResourceArns',
      value: arn,
      help: 'Give ARNs of load balancers, target groups, listeners or rules.',
    });
  }
  if (kind === 'rule' && listenerOfDefaultRule(world, arn) !== undefined) {
    throw unsimulatedError('elbv2', unsimulatedDefaultRule, arn);
  }
  return known(world, kind, arn);
}
