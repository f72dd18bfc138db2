import { deregisterTarget } from '../../../engine/apply/targets.js';
import { TargetState } from '../../../model/target.js';
import { elbV2Operation } from '../../operation.js';
import { known } from '../lookup.js';
import { targetFinder } from '../targets.js';

/**
 * Targets that aren't there are deregistered with success (recorded: target_group_native.json).
 * @rule elb-delete-is-idempotent
 */
export const deregisterTargets = elbV2Operation('deregisterTargets', {
  members: {
    TargetGroupArn: 'simulated',
    Targets: 'simulated',
  },
  handle(world, request) {
    const group = known(world, 'targetGroup', request.TargetGroupArn);
    const targets = new Set(request.Targets.map(targetFinder(world, group)));
    for (const target of targets) {
      if (target !== undefined && world.targets.state.get(target) !== TargetState.DRAINING) {
        deregisterTarget(world, target);
      }
    }
    return {};
  },
  tells: (request) => ({ about: request.Targets.map(({ Id }) => Id).join(', ') }),
});
