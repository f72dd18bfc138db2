import { describe, expect, test } from 'vitest';
import type { TargetGroup } from '../../../src/model/aws/elbv2.generated.js';
import { aScene, aTargetGroup, forwardTo, healthOf, madePath, madeTargetGroup } from './builders.js';

const arnOf = (name: string) =>
  expect.stringMatching(
    new RegExp(`^arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/[0-9a-f]{16}$`),
  );

const recordedGroup = {
  TargetGroupArn: arnOf('web'),
  TargetGroupName: 'web',
  Protocol: 'HTTP',
  Port: 80,
  VpcId: 'vpc-1',
  HealthCheckProtocol: 'HTTP',
  HealthCheckPort: 'traffic-port',
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  HealthCheckPath: '/',
  Matcher: { HttpCode: '200' },
  TargetType: 'ip',
  ProtocolVersion: 'HTTP1',
  IpAddressType: 'ipv4',
};

describe('CreateTargetGroup', () => {
  test('the whole reply, without load balancers (recorded: target_group_native.json)', () => {
    expect(aScene().elb('createTargetGroup', aTargetGroup())).toEqual({ TargetGroups: [recordedGroup] });
  });

  test('the identical request is the same group, also behind a balancer (recorded: create_bound_native.json) [elb-create-is-idempotent]', () => {
    const scene = aScene();
    const { group } = madePath(scene, { Tags: [{ Key: 'Owner', Value: 'me' }] });
    expect(scene.elb('createTargetGroup', aTargetGroup())).toEqual({
      TargetGroups: [{ ...recordedGroup, TargetGroupArn: group }],
    });
    expect(scene.elb('describeTags', { ResourceArns: [group] }).TagDescriptions[0]?.Tags).toEqual([
      { Key: 'Owner', Value: 'me' },
    ]);
  });

  test.each([
    { wrong: 'another port (recorded: target_group_native.json)', about: { Port: 81 } },
    { wrong: 'another VPC', about: { VpcId: 'vpc-2' } },
    { wrong: 'another target type', about: { TargetType: 'instance' as const } },
    { wrong: 'another path', about: { HealthCheckPath: '/health' } },
    { wrong: 'another protocol', about: { Protocol: 'HTTPS' as const } },
  ])('the same name with $wrong is refused', ({ about }) => {
    const scene = aScene();
    madeTargetGroup(scene);
    expect(scene.refusal('createTargetGroup', aTargetGroup(about))).toBe(
      "DuplicateTargetGroupNameException: A target group with the same name 'web' exists, but with different settings",
    );
  });

  test('a deleted name gives another group', () => {
    const scene = aScene();
    const first = madeTargetGroup(scene);
    scene.elb('deleteTargetGroup', { TargetGroupArn: first });
    const second = madeTargetGroup(scene, { Port: 81 });
    expect(second).not.toBe(first);
  });

  test.each<{ of: string; about: Parameters<typeof aTargetGroup>[0]; shown: Partial<TargetGroup> }>([
    ...(['HTTP', 'HTTPS'] as const).map((HealthCheckProtocol) => ({
      of: `HTTP, checked over ${HealthCheckProtocol}`,
      about: { Protocol: 'HTTP' as const, HealthCheckProtocol },
      shown: {
        ProtocolVersion: 'HTTP1',
        HealthCheckProtocol,
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 5,
        HealthCheckPath: '/',
        Matcher: { HttpCode: '200' },
      },
    })),
    {
      of: 'TCP, checked over HTTPS',
      about: { Protocol: 'TCP', HealthCheckProtocol: 'HTTPS' },
      shown: {
        HealthCheckProtocol: 'HTTPS',
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 10,
        HealthCheckPath: '/',
        Matcher: { HttpCode: '200-399' },
      },
    },
    {
      of: 'GENEVE, checked over HTTP',
      about: { Protocol: 'GENEVE', Port: 6081, HealthCheckProtocol: 'HTTP' },
      shown: {
        HealthCheckProtocol: 'HTTP',
        HealthCheckPort: '80',
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 5,
        HealthCheckPath: '/',
        Matcher: { HttpCode: '200-399' },
      },
    },
    {
      of: 'TCP',
      about: { Protocol: 'TCP' },
      shown: { HealthCheckProtocol: 'TCP', HealthCheckIntervalSeconds: 30, HealthCheckTimeoutSeconds: 10 },
    },
    {
      of: 'TCP, checked over HTTP',
      about: { Protocol: 'TCP', HealthCheckProtocol: 'HTTP' },
      shown: {
        HealthCheckProtocol: 'HTTP',
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 6,
        HealthCheckPath: '/',
        Matcher: { HttpCode: '200-399' },
      },
    },
    {
      of: 'TCP with an interval of 10 s, as timeouts of NLBs were before they could be set',
      about: { Protocol: 'TCP', HealthCheckIntervalSeconds: 10 },
      shown: { HealthCheckProtocol: 'TCP', HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10 },
    },
    {
      of: 'GENEVE',
      about: { Protocol: 'GENEVE', Port: 6081 },
      shown: {
        HealthCheckProtocol: 'TCP',
        HealthCheckPort: '80',
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 5,
      },
    },
  ])('defaults of $of [elb-health-check-defaults]', ({ about, shown }) => {
    const [made] = aScene().elb('createTargetGroup', aTargetGroup(about)).TargetGroups;
    expect(made).toEqual({
      TargetGroupArn: arnOf('web'),
      TargetGroupName: 'web',
      Protocol: about?.Protocol,
      Port: about?.Port ?? 80,
      VpcId: 'vpc-1',
      HealthCheckPort: 'traffic-port',
      HealthCheckEnabled: true,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      TargetType: 'ip',
      IpAddressType: 'ipv4',
      ...shown,
    });
  });

  test.each<{ wrong: string; about: object; answer: string }>([
    { wrong: 'no VPC', about: { VpcId: undefined }, answer: 'A VPC ID must be specified' },
    {
      wrong: 'a default timeout as long as the interval',
      about: { HealthCheckIntervalSeconds: 5 },
      answer: "Health check timeout '5' must be smaller than the interval '5'",
    },
    {
      wrong: 'GENEVE on port 80',
      about: { Protocol: 'GENEVE' },
      answer: 'Port must be 6081 for GENEVE target groups.',
    },
    {
      wrong: 'checks switched off',
      about: { HealthCheckEnabled: false },
      answer: "Health check enabled must be true for target groups with target type 'ip'",
    },
    {
      wrong: 'TCP checks of HTTP targets',
      about: { HealthCheckProtocol: 'TCP' },
      answer: "Health check protocol 'TCP' must be one of 'HTTP, HTTPS'",
    },
    {
      wrong: 'UDP checks',
      about: { Protocol: 'UDP', HealthCheckProtocol: 'UDP' },
      answer: "Health check protocol 'UDP' must be one of 'HTTP, HTTPS, TCP'",
    },
    {
      wrong: 'a path for TCP checks',
      about: { Protocol: 'TCP', HealthCheckPath: '/health' },
      answer: 'Health check paths are not supported for TCP health checks',
    },
    {
      wrong: 'a relative path',
      about: { HealthCheckPath: 'health' },
      answer: "Health check path 'health' must begin with a '/' character",
    },
    {
      wrong: 'check port 65536',
      about: { HealthCheckPort: '65536' },
      answer: "Health check port '65536' must be within '1-65535' or 'traffic-port'",
    },
    {
      wrong: 'check port traffic_port',
      about: { HealthCheckPort: 'traffic_port' },
      answer: "Health check port 'traffic_port' must be within '1-65535' or 'traffic-port'",
    },
    {
      wrong: 'matcher 599',
      about: { Matcher: { HttpCode: '200,599' } },
      answer: "Health check matcher HTTP code '599' must be within '200-499' inclusive",
    },
    {
      wrong: 'a matcher of gRPC codes',
      about: { Matcher: { GrpcCode: '12' } },
      answer: 'Health check matcher HTTP code cannot be empty',
    },
    {
      wrong: 'a matcher for TCP checks',
      about: { Protocol: 'TCP', Matcher: { HttpCode: '200' } },
      answer: 'Custom health check matchers are not supported for the requested target group',
    },
    {
      wrong: 'a protocol version for TCP',
      about: { Protocol: 'TCP', ProtocolVersion: 'HTTP1' },
      answer: "You cannot specify the protocol version for a target group with the 'TCP' protocol",
    },
    {
      wrong: 'protocol version HTTP/2',
      about: { ProtocolVersion: 'HTTP/2' },
      answer: "Target group protocol version 'HTTP/2' must be one of '[HTTP2, HTTP1, GRPC]'",
    },
    {
      wrong: 'target type alb over HTTP',
      about: { TargetType: 'alb' },
      answer: "Target type 'alb' is not supported for target groups with HTTP protocol",
    },
  ])('$wrong is refused', ({ about, answer }) => {
    expect(aScene().refusal('createTargetGroup', { ...aTargetGroup(), ...about })).toBe(`ValidationError: ${answer}`);
  });

  test.each<{ what: string; about: object }>([
    { what: 'TargetType (lambda)', about: { TargetType: 'lambda' } },
    { what: 'TargetType (alb)', about: { TargetType: 'alb', Protocol: 'TCP' } },
    { what: 'ProtocolVersion (GRPC)', about: { ProtocolVersion: 'GRPC' } },
    { what: 'IpAddressType (ipv6)', about: { IpAddressType: 'ipv6' } },
    { what: 'TargetControlPort (3000)', about: { TargetControlPort: 3000 } },
  ])('$what is not simulated, and refused by name', ({ what, about }) => {
    expect(aScene().refusal('createTargetGroup', { ...aTargetGroup(), ...about })).toBe(
      `UnsupportedFeatureException: steadystate does not simulate ${what} yet.`,
    );
  });
});

describe('DescribeTargetGroups', () => {
  test('the whole reply, with the balancer that uses it (recorded: management_audit.json)', () => {
    const scene = aScene();
    const { group, balancer } = madePath(scene);
    const other = madeTargetGroup(scene, { Name: 'other' });
    const reply = scene.elb('describeTargetGroups', {});
    expect(reply).toEqual({
      TargetGroups: [
        { ...recordedGroup, TargetGroupArn: group, LoadBalancerArns: [balancer] },
        { ...recordedGroup, TargetGroupArn: other, TargetGroupName: 'other', LoadBalancerArns: [] },
      ],
    });
    const arns = (input: object) =>
      scene.elb('describeTargetGroups', input).TargetGroups.map((each) => each.TargetGroupArn);
    expect(arns({ TargetGroupArns: [other, group] })).toEqual([group, other]);
    expect(arns({ Names: ['other'] })).toEqual([other]);
    expect(arns({ LoadBalancerArn: balancer })).toEqual([group]);
  });

  test('what is not there [elb-missing]', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene);
    scene.elb('deleteTargetGroup', { TargetGroupArn: group });
    const none = 'TargetGroupNotFoundException: One or more target groups not found';
    expect(scene.refusal('describeTargetGroups', { TargetGroupArns: [group] })).toBe(none);
    expect(scene.refusal('describeTargetGroups', { Names: ['web'] })).toBe(none);
    expect(scene.refusal('describeTargetGroups', { TargetGroupArns: ['nope'] })).toBe(
      "ValidationError: 'nope' is not a valid target group ARN",
    );
    expect(scene.elb('describeTargetGroups', {})).toEqual({ TargetGroups: [] });
    for (const name of [
      'describeTargetGroupAttributes',
      'describeTargetHealth',
      'modifyTargetGroup',
      'registerTargets',
    ] as const) {
      expect(scene.refusal(name, { TargetGroupArn: group, Targets: [] })).toBe(
        `TargetGroupNotFoundException: Target groups '${group}' not found`,
      );
    }
  });
});

describe('DeleteTargetGroup', () => {
  test('in use by a listener, then by a rule, then not: registered targets are no obstacle', () => {
    const scene = aScene();
    const { group, listener } = madePath(scene);
    const rule = scene.elb('createRule', {
      ListenerArn: listener,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
      Actions: forwardTo(group),
    }).Rules[0]?.RuleArn;
    scene.elb('registerTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254' }] });
    const inUse = `ResourceInUseException: Target group '${group}' is currently in use by a listener or a rule`;
    expect(scene.refusal('deleteTargetGroup', { TargetGroupArn: group })).toBe(inUse);
    scene.elb('modifyListener', {
      ListenerArn: listener,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    });
    expect(scene.refusal('deleteTargetGroup', { TargetGroupArn: group })).toBe(inUse);
    scene.elb('deleteRule', { RuleArn: rule });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unused Target.NotInUse']);
    expect(scene.elb('deleteTargetGroup', { TargetGroupArn: group })).toEqual({});
    expect(scene.world.targets.liveCount).toBe(0);
    expect(scene.world.foreignTargets.size).toBe(0);
    expect(scene.world.targetGroups.size).toBe(0);
  });

  test('twice succeeds (recorded: target_group_native.json) [elb-delete-is-idempotent]', () => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene);
    scene.elb('deleteTargetGroup', { TargetGroupArn });
    expect(scene.elb('deleteTargetGroup', { TargetGroupArn })).toEqual({});
  });

  test('targets that drain go with it', () => {
    const scene = aScene();
    const { group, listener } = madePath(scene);
    const Targets = [{ Id: '10.0.0.254' }];
    scene.elb('registerTargets', { TargetGroupArn: group, Targets });
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets });
    scene.elb('deleteListener', { ListenerArn: listener });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 draining Target.DeregistrationInProgress']);
    scene.elb('deleteTargetGroup', { TargetGroupArn: group });
    expect(scene.world.targets.liveCount).toBe(0);
    scene.pass(400);
  });
});

describe('ModifyTargetGroup', () => {
  test('the whole reply: what is not given stays (recorded: management_audit.json)', () => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene);
    expect(
      scene.elb('modifyTargetGroup', {
        TargetGroupArn,
        HealthCheckPath: '/healthz',
        HealthyThresholdCount: 3,
        Matcher: { HttpCode: '200-204' },
      }),
    ).toEqual({
      TargetGroups: [
        {
          ...recordedGroup,
          TargetGroupArn,
          HealthCheckPath: '/healthz',
          HealthyThresholdCount: 3,
          Matcher: { HttpCode: '200-204' },
          LoadBalancerArns: [],
        },
      ],
    });
  });

  test('a present interval bounds a new timeout', () => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene);
    expect(scene.refusal('modifyTargetGroup', { TargetGroupArn, HealthCheckTimeoutSeconds: 30 })).toBe(
      "ValidationError: Health check timeout '30' must be smaller than the interval '30'",
    );
    expect(scene.refusal('modifyTargetGroup', { TargetGroupArn, HealthCheckIntervalSeconds: 5 })).toBe(
      "ValidationError: Health check timeout '5' must be smaller than the interval '5'",
    );
  });

  test('TCP checks have neither path nor matcher; HTTP checks have both again', () => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene, { Protocol: 'TCP' });
    const to = (HealthCheckProtocol: 'HTTP' | 'TCP') => {
      const [shown] = scene.elb('modifyTargetGroup', { TargetGroupArn, HealthCheckProtocol }).TargetGroups;
      return [shown?.HealthCheckPath, shown?.Matcher];
    };
    expect(to('HTTP')).toEqual(['/', { HttpCode: '200-399' }]);
    expect(to('TCP')).toEqual([undefined, undefined]);
  });
});
