import type { TargetGroupRecord } from '../../../engine/store/elb-records.js';
import type { World } from '../../../engine/world.js';
import type { DescribeTargetGroupsInput } from '../../../model/aws/elbv2.generated.js';
import { elbV2Operation } from '../../operation.js';
import type { Parsed } from '../../validation/parsed.js';
import { describeTargetGroup } from '../describe-target-group.js';
import { all, known, knownOnes, targetGroupsNamed } from '../lookup.js';
import { pageOf } from '../page.js';
import { validationError } from '../refusals.js';

/** In the order in which they were created. */
export const describeTargetGroups = elbV2Operation('describeTargetGroups', {
  members: {
    LoadBalancerArn: 'simulated',
    TargetGroupArns: 'simulated',
    Names: 'simulated',
    Marker: 'simulated',
    PageSize: 'simulated',
  },
  handle(world, request) {
    const { items, next } = pageOf(asked(world, request), ({ key }) => key, request);
    return { TargetGroups: items.map((group) => describeTargetGroup(world, group)), ...next };
  },
});

function asked(world: World, request: Parsed<DescribeTargetGroupsInput>): TargetGroupRecord[] {
  const { LoadBalancerArn: balancerArn, TargetGroupArns: arns = [], Names: names = [] } = request;
  if ([balancerArn !== undefined, arns.length > 0, names.length > 0].filter(Boolean).length > 1) {
    // Documented: a load balancer, names or ARNs. Text inferred from the one for rules.
    throw validationError(
      'Target group ARNs, target group names and a load balancer ARN cannot be specified at the same time',
    );
  }
  if (arns.length > 0) return knownOnes(world, 'targetGroup', arns);
  if (names.length > 0) return targetGroupsNamed(world, names);
  if (balancerArn === undefined) return all(world, 'targetGroup');
  const { key } = known(world, 'loadBalancer', balancerArn);
  return all(world, 'targetGroup').filter((group) => group.loadBalancer === key);
}
