import { describe, expect, test } from 'vitest';
import { aScene, madeTargetGroup, type Scene } from './builders.js';

describe('attributes [elb-target-group-attributes]', () => {
  /** In AWS's order. */
  const recordedAttributes: [string, string][] = [
    ['target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', 'off'],
    ['deregistration_delay.timeout_seconds', '300'],
    ['stickiness.type', 'lb_cookie'],
    ['stickiness.lb_cookie.duration_seconds', '86400'],
    ['slow_start.duration_seconds', '0'],
    ['stickiness.app_cookie.duration_seconds', '86400'],
    ['load_balancing.algorithm.type', 'round_robin'],
    ['load_balancing.cross_zone.enabled', 'use_load_balancer_configuration'],
    ['target_group_health.dns_failover.minimum_healthy_targets.percentage', 'off'],
    ['target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', '1'],
    ['stickiness.enabled', 'false'],
    ['target_group_health.dns_failover.minimum_healthy_targets.count', '1'],
    ['stickiness.app_cookie.cookie_name', ''],
    ['load_balancing.algorithm.anomaly_mitigation', 'off'],
  ];
  const described = (attributes: [string, string][]) => ({
    Attributes: attributes.map(([Key, Value]) => ({ Key, Value })),
  });
  const set = (scene: Scene, TargetGroupArn: string, ...attributes: [string, string][]) =>
    scene.refusal('modifyTargetGroupAttributes', { TargetGroupArn, ...described(attributes) });

  test('defaults, and the reply to a change (recorded: target_group_native.json, management_audit.json)', () => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene);
    expect(scene.elb('describeTargetGroupAttributes', { TargetGroupArn })).toEqual(described(recordedAttributes));
    const changed = described(
      recordedAttributes.map(([key, value]) => [key, key === 'deregistration_delay.timeout_seconds' ? '17' : value]),
    );
    expect(
      scene.elb('modifyTargetGroupAttributes', {
        TargetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '17' }],
      }),
    ).toEqual(changed);
    expect(scene.elb('describeTargetGroupAttributes', { TargetGroupArn })).toEqual(changed);
  });

  test.each([
    { protocol: 'TCP' as const, type: 'ip' as const, preserves: 'false', terminates: 'false' },
    { protocol: 'TCP' as const, type: 'instance' as const, preserves: 'true', terminates: 'false' },
    { protocol: 'UDP' as const, type: 'ip' as const, preserves: 'true', terminates: 'true' },
  ])('defaults of $protocol targets of type $type', ({ protocol, type, preserves, terminates }) => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene, { Protocol: protocol, TargetType: type });
    expect(scene.elb('describeTargetGroupAttributes', { TargetGroupArn })).toEqual(
      described([
        ['proxy_protocol_v2.enabled', 'false'],
        ['preserve_client_ip.enabled', preserves],
        ['stickiness.enabled', 'false'],
        ['stickiness.type', 'source_ip'],
        ['deregistration_delay.timeout_seconds', '300'],
        ['deregistration_delay.connection_termination.enabled', terminates],
        ['load_balancing.cross_zone.enabled', 'use_load_balancer_configuration'],
        ['target_group_health.dns_failover.minimum_healthy_targets.count', '1'],
        ['target_group_health.dns_failover.minimum_healthy_targets.percentage', 'off'],
        ['target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', '1'],
        ['target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', 'off'],
        ['target_health_state.unhealthy.connection_termination.enabled', 'true'],
        ['target_health_state.unhealthy.draining_interval_seconds', '0'],
      ]),
    );
  });

  test.each<[string, string, string]>([
    [
      'deregistration_delay.timeout_seconds',
      '3601',
      "ValidationError: 'deregistration_delay.timeout_seconds' value '3601' must be between '0-3600' inclusive",
    ],
    [
      'deregistration_delay.timeout_seconds',
      '-1',
      "ValidationError: 'deregistration_delay.timeout_seconds' value '-1' must be between '0-3600' inclusive",
    ],
    [
      'deregistration_delay.timeout_seconds',
      '1.5',
      "ValidationError: 'deregistration_delay.timeout_seconds' value '1.5' must be between '0-3600' inclusive",
    ],
    [
      'stickiness.enabled',
      '1',
      "ValidationError: The value of 'stickiness.enabled' must be 'true' or 'false', but was '1'",
    ],
    [
      'stickiness.lb_cookie.duration_seconds',
      '0',
      "ValidationError: 'stickiness.lb_cookie.duration_seconds' value '0' must be between '1-604800' inclusive",
    ],
    [
      'slow_start.duration_seconds',
      '29',
      "ValidationError: 'slow_start.duration_seconds' value '29' must be between '30-900' inclusive",
    ],
    [
      'load_balancing.algorithm.type',
      'random',
      "ValidationError: 'Load balancer algorithm' must be one of [round_robin, weighted_random, least_outstanding_requests]",
    ],
    [
      'load_balancing.algorithm.anomaly_mitigation',
      'yes',
      "ValidationError: 'load_balancing.algorithm.anomaly_mitigation' must be one of [off, on]",
    ],
    [
      'load_balancing.algorithm.anomaly_mitigation',
      'on',
      'InvalidConfigurationRequestException: You cannot enable both anomaly mitigation and round robin algorithm on a target group',
    ],
    [
      'load_balancing.cross_zone.enabled',
      'yes',
      "ValidationError: 'load_balancing.cross_zone.enabled' must be one of use_load_balancer_configuration,true,false",
    ],
    [
      'target_group_health.dns_failover.minimum_healthy_targets.count',
      '0',
      "ValidationError: The value of 'target_group_health.dns_failover.minimum_healthy_targets.count' must be 'off' or a positive integer",
    ],
    [
      'target_group_health.dns_failover.minimum_healthy_targets.percentage',
      '101',
      "ValidationError: 'target_group_health.dns_failover.minimum_healthy_targets.percentage' must be 'off' or an integer from 1 to 100 inclusive",
    ],
    [
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count',
      '2',
      'InvalidConfigurationRequestException: DNS failover threshold must be greater than or equal to unhealthy state routing threshold',
    ],
    [
      'stickiness.app_cookie.duration_seconds',
      '604801',
      "ValidationError: 'stickiness.app_cookie.duration_seconds' value '604801' must be between '1-604800' inclusive",
    ],
    [
      'stickiness.type',
      'source_ip',
      "InvalidConfigurationRequestException: Stickiness type 'source_ip' is not supported for target groups with the HTTP protocol",
    ],
    [
      'preserve_client_ip.enabled',
      'true',
      'InvalidConfigurationRequestException: A target group with HTTP protocol does not support the attribute preserve_client_ip.enabled',
    ],
    [
      'stickiness.duration_seconds',
      '1',
      "ValidationError: Target group attribute key 'stickiness.duration_seconds' is not recognized",
    ],
  ])('%s %s is refused for HTTP', (key, value, answer) => {
    const scene = aScene();
    expect(set(scene, madeTargetGroup(scene), [key, value])).toBe(answer);
  });

  test.each<[string, string, string]>([
    [
      'stickiness.type',
      'lb_cookie',
      "InvalidConfigurationRequestException: Stickiness type 'lb_cookie' is not supported for target groups with the UDP protocol",
    ],
    [
      'slow_start.duration_seconds',
      '30',
      'InvalidConfigurationRequestException: A target group with UDP protocol does not support the attribute slow_start.duration_seconds',
    ],
    [
      'preserve_client_ip.enabled',
      'false',
      'InvalidConfigurationRequestException: preserve_client_ip.enabled cannot be false if the target group protocol is UDP or TCP_UDP.',
    ],
    [
      'target_health_state.unhealthy.draining_interval_seconds',
      '400000',
      "ValidationError: 'target_health_state.unhealthy.draining_interval_seconds' value '400000' must be between '0-360000' inclusive",
    ],
    [
      'target_health_state.unhealthy.draining_interval_seconds',
      '60',
      "InvalidConfigurationRequestException: You cannot have both 'target_health_state.unhealthy.connection_termination.enabled' and 'target_health_state.unhealthy.draining_interval_seconds' enabled on a target group",
    ],
  ])('%s %s is refused for UDP', (key, value, answer) => {
    const scene = aScene();
    expect(set(scene, madeTargetGroup(scene, { Protocol: 'UDP' }), [key, value])).toBe(answer);
  });

  test('defaults of GENEVE', () => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene, { Protocol: 'GENEVE', Port: 6081 });
    expect(scene.elb('describeTargetGroupAttributes', { TargetGroupArn })).toEqual(
      described([
        ['deregistration_delay.timeout_seconds', '300'],
        ['stickiness.enabled', 'false'],
        ['stickiness.type', 'source_ip_dest_ip_proto'],
        ['target_failover.on_deregistration', 'no_rebalance'],
        ['target_failover.on_unhealthy', 'no_rebalance'],
      ]),
    );
  });

  test('TCP_UDP keeps the address of the client as UDP does', () => {
    const scene = aScene();
    expect(set(scene, madeTargetGroup(scene, { Protocol: 'TCP_UDP' }), ['preserve_client_ip.enabled', 'false'])).toBe(
      'InvalidConfigurationRequestException: preserve_client_ip.enabled cannot be false if the target group protocol is UDP or TCP_UDP.',
    );
  });

  test('what goes together, and what does not', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene);
    expect(set(scene, group, ['stickiness.enabled', 'true'], ['stickiness.type', 'app_cookie'])).toBe(
      "InvalidConfigurationRequestException: You must set an application cookie name to enable stickiness of type 'app_cookie'",
    );
    expect(
      set(
        scene,
        group,
        ['stickiness.enabled', 'true'],
        ['stickiness.type', 'app_cookie'],
        ['stickiness.app_cookie.cookie_name', 'session'],
      ),
    ).toBe('taken');
    expect(set(scene, group, ['slow_start.duration_seconds', '30'])).toBe('taken');
    expect(set(scene, group, ['load_balancing.algorithm.type', 'least_outstanding_requests'])).toBe(
      'InvalidConfigurationRequestException: You cannot enable both slow start and least outstanding requests algorithm on a target group',
    );
    const percentage = (of: string) => `target_group_health.${of}.minimum_healthy_targets.percentage`;
    expect(set(scene, group, [percentage('unhealthy_state_routing'), '50'], [percentage('dns_failover'), '49'])).toBe(
      'InvalidConfigurationRequestException: DNS failover threshold must be greater than or equal to unhealthy state routing threshold',
    );
    expect(set(scene, group, ['stickiness.enabled', 'false'], ['stickiness.enabled', 'true'])).toBe(
      "ValidationError: Target group attribute keys must be unique: '[stickiness.enabled]'",
    );
  });

  test('GENEVE: both failover attributes agree', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene, { Protocol: 'GENEVE', Port: 6081 });
    expect(set(scene, group, ['target_failover.on_unhealthy', 'rebalance'])).toBe(
      "InvalidConfigurationRequestException: Target group attribute keys 'target_failover.on_unhealthy' and 'target_failover.on_deregistration' must both be set to the same value for this target group",
    );
    expect(set(scene, group, ['stickiness.type', 'source_ip'])).toBe(
      "ValidationError: 'source_ip' must be one of [source_ip_dest_ip_proto, source_ip_dest_ip]",
    );
    expect(
      set(
        scene,
        group,
        ['target_failover.on_unhealthy', 'rebalance'],
        ['target_failover.on_deregistration', 'rebalance'],
      ),
    ).toBe('taken');
  });

  test('a draining interval of unhealthy targets is not simulated', () => {
    const scene = aScene();
    expect(
      set(
        scene,
        madeTargetGroup(scene, { Protocol: 'TCP' }),
        ['target_health_state.unhealthy.connection_termination.enabled', 'false'],
        ['target_health_state.unhealthy.draining_interval_seconds', '60'],
      ),
    ).toBe(
      'UnsupportedFeatureException: steadystate does not simulate target_health_state.unhealthy.draining_interval_seconds (60) yet.',
    );
  });
});
