import { deleteTargetGroup as applyDeleteTargetGroup } from '../../../engine/apply/target-groups.js';
import { ElbV2ApiError } from '../../../model/errors.js';
import { elbV2Operation } from '../../operation.js';
import { find } from '../lookup.js';

/**
 * Registered targets are no obstacle. One that isn't there is deleted with success (recorded: target_group_native.json).
 * @rule elb-delete-is-idempotent
 */
export const deleteTargetGroup = elbV2Operation('deleteTargetGroup', {
  members: {
    TargetGroupArn: 'simulated',
  },
  handle(world, { TargetGroupArn: arn }) {
    const group = find(world, 'targetGroup', arn);
    if (group === undefined) return {};
    if (group.listenerCount > 0) {
      throw new ElbV2ApiError(
        'ResourceInUseException',
        `Target group '${arn}' is currently in use by a listener or a rule`,
        {
          resource: `target group ${group.name}`,
          value: arn,
          help: 'Delete the listeners and rules that forward to it first.',
        },
      );
    }
    applyDeleteTargetGroup(world, group);
    return {};
  },
  tells: (request) => ({ about: request.TargetGroupArn.split('/')[1] ?? request.TargetGroupArn }),
});
