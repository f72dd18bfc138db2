import { targetsOf } from '../../../engine/apply/probing.js';
import { elbV2Operation } from '../../operation.js';
import { describeTargetHealth as describeHealth, describeUnregistered } from '../describe-target-health.js';
import { known } from '../lookup.js';
import { targetFinder } from '../targets.js';

/** Of the targets asked for, in that order; else of all that are registered or draining, in order of registration. */
export const describeTargetHealth = elbV2Operation('describeTargetHealth', {
  members: {
    TargetGroupArn: 'simulated',
    Targets: 'simulated',
    Include: 'simulated',
  },
  handle(world, request) {
    const group = known(world, 'targetGroup', request.TargetGroupArn);
    const withAnomalies = (request.Include ?? []).length > 0;
    const describe = (target: number) => describeHealth(world, group, target, withAnomalies);
    const { Targets: given = [] } = request;
    if (given.length === 0) return { TargetHealthDescriptions: [...targetsOf(world, group)].map(describe) };
    const findTarget = targetFinder(world, group);
    return {
      TargetHealthDescriptions: given.map((each) => {
        const target = findTarget(each);
        return target === undefined ? describeUnregistered(group, each) : describe(target);
      }),
    };
  },
});
