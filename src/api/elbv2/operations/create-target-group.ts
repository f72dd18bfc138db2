import { createTargetGroup as applyCreateTargetGroup } from '../../../engine/apply/target-groups.js';
import { elbV2Operation } from '../../operation.js';
import { describeCreatedTargetGroup } from '../describe-target-group.js';
import { mergeTags } from '../tags.js';
import { standardTargetGroupAttributes } from '../target-group-attributes.js';
import { checkTargetGroup, replayedTargetGroup } from '../target-group-settings.js';

/** Idempotent by name; the tags of a second call are ignored (recorded: target_group_native.json). */
export const createTargetGroup = elbV2Operation('createTargetGroup', {
  handle(world, request) {
    const settings = checkTargetGroup(request);
    const tags = mergeTags([], request.Tags);
    const known = replayedTargetGroup(world, request.Name, settings);
    const group =
      known ??
      applyCreateTargetGroup(world, {
        name: request.Name,
        ...settings,
        attributes: standardTargetGroupAttributes(settings.protocol, settings.targetType),
        tags,
      });
    return { TargetGroups: [describeCreatedTargetGroup(world, group)] };
  },
  tells: (request) => ({ about: request.Name }),
});
