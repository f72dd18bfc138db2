import type { TargetGroupRecord } from '../../engine/store/elb-records.js';
import type { World } from '../../engine/world.js';
import type { TargetGroup } from '../../model/aws/elbv2.generated.js';

/** A target group as the API shows it. */
export function describeTargetGroup(world: World, group: TargetGroupRecord): TargetGroup {
  const { healthCheck } = group;
  const loadBalancer = world.loadBalancers.get(group.loadBalancer);
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: group.protocol as NonNullable<TargetGroup['Protocol']>,
    Port: group.port,
    ...(group.vpcId === undefined ? {} : { VpcId: group.vpcId }),
    HealthCheckProtocol: healthCheck.protocol as NonNullable<TargetGroup['HealthCheckProtocol']>,
    HealthCheckPort: healthCheck.port,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: healthCheck.intervalMs / 1_000,
    HealthCheckTimeoutSeconds: healthCheck.timeoutMs / 1_000,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    ...(healthCheck.path === undefined ? {} : { HealthCheckPath: healthCheck.path }),
    ...(healthCheck.matcher === undefined ? {} : { Matcher: { HttpCode: healthCheck.matcher } }),
    LoadBalancerArns: loadBalancer === undefined ? [] : [loadBalancer.arn],
    TargetType: group.targetType as TargetGroup['TargetType'],
    ...(group.protocolVersion === undefined ? {} : { ProtocolVersion: group.protocolVersion }),
    IpAddressType: group.ipAddressType as TargetGroup['IpAddressType'],
  };
}

/**
 * The reply of CreateTargetGroup leaves the balancers out, also for a group that is behind one (recorded:
 * target_group_native.json, create_bound_native.json).
 */
export function describeCreatedTargetGroup(world: World, group: TargetGroupRecord): TargetGroup {
  const { LoadBalancerArns: _LoadBalancerArns, ...created } = describeTargetGroup(world, group);
  return created;
}
