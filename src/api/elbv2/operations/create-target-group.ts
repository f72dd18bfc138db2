import { createTargetGroup as applyCreateTargetGroup } from '../../../engine/apply/target-groups.js';
import { elbV2Operation } from '../../operation.js';
import { describeCreatedTargetGroup } from '../describe-target-group.js';
import { mergeTags } from '../tags.js';
import { standardTargetGroupAttributes } from '../target-group-attributes.js';
import { checkTargetGroup, replayedTargetGroup, unsimulatedOfTargetGroup } from '../target-group-settings.js';

/** Idempotent by name; the tags of a second call are ignored (recorded: target_group_native.json). */
export const createTargetGroup = elbV2Operation('createTargetGroup', {
  members: {
    Name: 'simulated',
    Protocol: 'simulated',
    ProtocolVersion: 'simulated',
    Port: 'kept',
    VpcId: 'kept',
    HealthCheckProtocol: 'simulated',
    HealthCheckPort: 'kept',
    HealthCheckEnabled: 'simulated',
    HealthCheckPath: 'kept',
    HealthCheckIntervalSeconds: 'simulated',
    HealthCheckTimeoutSeconds: 'simulated',
    HealthyThresholdCount: 'simulated',
    UnhealthyThresholdCount: 'simulated',
    Matcher: 'simulated',
    TargetType: 'simulated',
    Tags: 'simulated',
    IpAddressType: 'simulated',
    TargetControlPort: 'refused',
  },
  unsimulated: unsimulatedOfTargetGroup,
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
