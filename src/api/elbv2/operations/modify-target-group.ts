import { modifyTargetGroup as applyModifyTargetGroup } from '../../../engine/apply/target-groups.js';
import { elbV2Operation } from '../../operation.js';
import { describeTargetGroup } from '../describe-target-group.js';
import { checkHealthCheck } from '../health-check.js';
import { known } from '../lookup.js';

/** Only health check settings can be changed. */
export const modifyTargetGroup = elbV2Operation('modifyTargetGroup', {
  members: {
    TargetGroupArn: 'simulated',
    HealthCheckProtocol: 'simulated',
    HealthCheckPort: 'kept',
    HealthCheckPath: 'kept',
    HealthCheckEnabled: 'simulated',
    HealthCheckIntervalSeconds: 'simulated',
    HealthCheckTimeoutSeconds: 'simulated',
    HealthyThresholdCount: 'simulated',
    UnhealthyThresholdCount: 'simulated',
    Matcher: 'simulated',
  },
  handle(world, request) {
    const group = known(world, 'targetGroup', request.TargetGroupArn);
    applyModifyTargetGroup(world, group, checkHealthCheck(group, request, group.healthCheck));
    return { TargetGroups: [describeTargetGroup(world, group)] };
  },
  tells: ({ TargetGroupArn: _arn, ...changes }) => ({
    about: Object.entries(changes)
      .map(([member, value]) => `${member} ${typeof value === 'object' ? value.HttpCode : value}`)
      .join(', '),
  }),
});
