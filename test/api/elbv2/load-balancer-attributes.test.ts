import { describe, expect, test } from 'vitest';
import { aScene, madeLoadBalancer } from './builders.js';

describe('attributes [elb-load-balancer-attributes]', () => {
  const albAttributes = {
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'health_check_logs.s3.enabled': 'false',
    'health_check_logs.s3.bucket': '',
    'health_check_logs.s3.prefix': '',
    'idle_timeout.timeout_seconds': '60',
    'deletion_protection.enabled': 'false',
    'routing.http2.enabled': 'true',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'routing.http.xff_client_port.enabled': 'false',
    'routing.http.preserve_host_header.enabled': 'false',
    'routing.http.xff_header_processing.mode': 'append',
    'load_balancing.cross_zone.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'defensive',
    'client_keep_alive.seconds': '3600',
    'waf.fail_open.enabled': 'false',
    'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
    'zonal_shift.config.enabled': 'false',
    'connection_logs.s3.enabled': 'false',
    'connection_logs.s3.bucket': '',
    'connection_logs.s3.prefix': '',
  };
  const listOf = (attributes: Record<string, string>) =>
    Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

  test('defaults of an ALB, and all of them again after a change', () => {
    const scene = aScene();
    const LoadBalancerArn = madeLoadBalancer(scene);
    expect(scene.elb('describeLoadBalancerAttributes', { LoadBalancerArn })).toEqual({
      Attributes: listOf(albAttributes),
    });
    const changed = listOf({
      ...albAttributes,
      'idle_timeout.timeout_seconds': '4000',
      'ipv6.deny_all_igw_traffic': 'true',
    });
    expect(
      scene.elb('modifyLoadBalancerAttributes', {
        LoadBalancerArn,
        Attributes: [
          { Key: 'ipv6.deny_all_igw_traffic', Value: 'true' },
          { Key: 'idle_timeout.timeout_seconds', Value: '4000' },
        ],
      }),
    ).toEqual({ Attributes: changed });
    expect(scene.elb('describeLoadBalancerAttributes', { LoadBalancerArn })).toEqual({ Attributes: changed });
  });

  test('defaults of an NLB and of a Gateway Load Balancer', () => {
    const scene = aScene();
    const of = (Name: string, Type: 'network' | 'gateway') =>
      Object.fromEntries(
        scene
          .elb('describeLoadBalancerAttributes', {
            LoadBalancerArn: madeLoadBalancer(scene, { Name, Type, SecurityGroups: [] }),
          })
          .Attributes.map(({ Key, Value }) => [Key, Value]),
      );
    expect(of('n', 'network')).toEqual({
      'access_logs.s3.enabled': 'false',
      'access_logs.s3.bucket': '',
      'access_logs.s3.prefix': '',
      'deletion_protection.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'false',
      'dns_record.client_routing_policy': 'any_availability_zone',
      'zonal_shift.config.enabled': 'false',
      'secondary_ips.auto_assigned.per_subnet': '0',
    });
    expect(of('g', 'gateway')).toEqual({
      'deletion_protection.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'false',
    });
  });

  test.each([
    [
      'idle_timeout.timeout_seconds',
      '4001',
      "ValidationError: The value of 'idle_timeout.timeout_seconds' cannot be greater than 4000 characters",
    ],
    [
      'idle_timeout.timeout_seconds',
      '0',
      "ValidationError: The value of 'idle_timeout.timeout_seconds' cannot be less than 1 characters",
    ],
    [
      'deletion_protection.enabled',
      'yes',
      "ValidationError: The value of 'deletion_protection.enabled' must be 'true' or 'false', but was 'yes'",
    ],
    [
      'load_balancing.cross_zone.enabled',
      'false',
      "ValidationError: The value for 'load_balancing.cross_zone.enabled' must always be 'true' for an Application Load Balancer",
    ],
    [
      'client_keep_alive.seconds',
      '59',
      "ValidationError: The value of 'client_keep_alive.seconds' must be an integer between 60 and 604800",
    ],
    [
      'routing.http.desync_mitigation_mode',
      'strict',
      "ValidationError: 'strict' must be one of [defensive, monitor, strictest]",
    ],
    [
      'routing.http.xff_header_processing.mode',
      'x',
      "ValidationError: 'routing.http.xff_header_processing.mode' must be set as 'preserve', 'append', or 'remove'",
    ],
    [
      'routing.http.idle_timeout.seconds',
      '1',
      "ValidationError: Load balancer attribute key 'routing.http.idle_timeout.seconds' is not recognized",
    ],
    [
      'dns_record.client_routing_policy',
      'any_availability_zone',
      "ValidationError: Load balancer attribute key 'dns_record.client_routing_policy' is not recognized",
    ],
    [
      'access_logs.s3.enabled',
      'true',
      "InvalidConfigurationRequestException: The key 'access_logs.s3.bucket' must set in order to enable access logs",
    ],
  ])('%s %s is refused for an ALB', (Key, Value, answer) => {
    const scene = aScene();
    const LoadBalancerArn = madeLoadBalancer(scene);
    expect(scene.refusal('modifyLoadBalancerAttributes', { LoadBalancerArn, Attributes: [{ Key, Value }] })).toBe(
      answer,
    );
  });

  test('one wrong attribute leaves the right ones unset, and a key may come once', () => {
    const scene = aScene();
    const LoadBalancerArn = madeLoadBalancer(scene);
    const good = { Key: 'deletion_protection.enabled', Value: 'true' };
    expect(
      scene.refusal('modifyLoadBalancerAttributes', {
        LoadBalancerArn,
        Attributes: [good, { Key: 'nope', Value: '1' }],
      }),
    ).toBe("ValidationError: Load balancer attribute key 'nope' is not recognized");
    expect(scene.refusal('modifyLoadBalancerAttributes', { LoadBalancerArn, Attributes: [good, good] })).toBe(
      "ValidationError: Attribute key 'deletion_protection.enabled' has been specified more than once",
    );
    const gone = `${LoadBalancerArn.slice(0, -16)}0123456789abcdef`;
    expect(scene.refusal('describeLoadBalancerAttributes', { LoadBalancerArn: gone })).toBe(
      `LoadBalancerNotFoundException: Load balancer '${gone}' not found`,
    );
  });
});
