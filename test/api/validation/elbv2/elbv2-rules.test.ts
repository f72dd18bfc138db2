import { expect, test } from 'vitest';
import type { OperationName } from '../../../../src/model/aws/operations.js';
import { answerTo, aTargetGroup } from '../builders.js';

const violation = (text: string): string => `ValidationError: 1 validation error detected: ${text}`;

const rows: readonly { wrong: string; call: OperationName<'elbv2'>; with: object; answer: string }[] = [
  {
    wrong: 'name of 33 characters',
    call: 'createTargetGroup',
    with: aTargetGroup({ Name: 'a'.repeat(33) }),
    answer: `ValidationError: Target group name '${'a'.repeat(33)}' cannot be longer than '32' characters`,
  },
  {
    wrong: 'name with a hyphen first',
    call: 'createTargetGroup',
    with: aTargetGroup({ Name: '-a' }),
    answer: violation(
      "Value '-a' at 'targetGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^-)(?!.*-$)^[A-Za-z0-9-]+$",
    ),
  },
  {
    wrong: 'no name',
    call: 'createTargetGroup',
    with: {},
    answer: violation("Value null at 'name' failed to satisfy constraint: Member must not be null"),
  },
  {
    wrong: 'no port',
    call: 'createTargetGroup',
    with: aTargetGroup({ Port: undefined }),
    answer: "ValidationError: A target group of type 'ip' must have a protocol and a port",
  },
  {
    wrong: 'interval 600',
    call: 'createTargetGroup',
    with: aTargetGroup({ HealthCheckIntervalSeconds: 600 }),
    answer: violation(
      "Value '600' at 'healthCheckIntervalSeconds' failed to satisfy constraint: Member must have value less than or equal to 300",
    ),
  },
  {
    wrong: 'timeout as long as the interval',
    call: 'modifyTargetGroup',
    with: { TargetGroupArn: 'arn', HealthCheckTimeoutSeconds: 5, HealthCheckIntervalSeconds: 5 },
    answer: "ValidationError: Health check timeout '5' must be smaller than the interval '5'",
  },
  {
    wrong: 'unknown protocol',
    call: 'createTargetGroup',
    with: aTargetGroup({ Protocol: 'FTP' }),
    answer: violation(
      "Value 'FTP' at 'protocol' failed to satisfy constraint: Member must satisfy enum value set: [GENEVE, HTTP, HTTPS, QUIC, TCP, TCP_QUIC, TCP_UDP, TLS, UDP]",
    ),
  },
  {
    wrong: 'no target group',
    call: 'describeTargetHealth',
    with: {},
    answer: violation("Value null at 'targetGroupArn' failed to satisfy constraint: Member must not be null"),
  },
  {
    wrong: 'target without id',
    call: 'registerTargets',
    with: { TargetGroupArn: 'arn', Targets: [{ Id: 'a' }, { Port: 80 }] },
    answer: violation("Value null at 'targets.2.member.id' failed to satisfy constraint: Member must not be null"),
  },
  {
    wrong: 'target port 0',
    call: 'registerTargets',
    with: { TargetGroupArn: 'arn', Targets: [{ Id: 'a', Port: 0 }] },
    answer: violation(
      "Value '0' at 'port' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  },
  {
    wrong: 'long name',
    call: 'createLoadBalancer',
    with: { Name: 'a'.repeat(33) },
    answer: `ValidationError: The load balancer name '${'a'.repeat(33)}' cannot be longer than '32' characters`,
  },
  {
    wrong: 'internal- first',
    call: 'createLoadBalancer',
    with: { Name: 'internal-a' },
    answer: "ValidationError: The load balancer name 'internal-a' cannot begin with 'internal-'",
  },
  {
    wrong: 'one subnet',
    call: 'createLoadBalancer',
    with: { Name: 'a', Subnets: ['subnet-1'] },
    answer: 'ValidationError: At least two subnets in two different Availability Zones must be specified',
  },
  {
    wrong: 'weight 1000',
    call: 'createListener',
    with: {
      LoadBalancerArn: 'arn',
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn', Weight: 1000 }] } }],
    },
    answer: 'ValidationError: The weight for the target group must be between 1 and 999, inclusive',
  },
  {
    wrong: 'weight -1',
    call: 'createListener',
    with: {
      LoadBalancerArn: 'arn',
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn', Weight: -1 }] } }],
    },
    answer: 'ValidationError: The weight for the target group must be between 1 and 999, inclusive',
  },
  {
    wrong: 'name with a hyphen last',
    call: 'createLoadBalancer',
    with: { Name: 'front-', Subnets: ['subnet-1a', 'subnet-1b'] },
    answer: "ValidationError: The load balancer name 'front-' cannot end with a hyphen(-)",
  },
];

test.each(rows)('$call: $wrong [elb-request-checks]', ({ call, with: input, answer }) => {
  expect(answerTo('elbv2', call, input)).toBe(answer);
});

const limits: readonly {
  call: OperationName<'elbv2'>;
  at: string;
  least: number;
  most: number;
  with: (value: number) => object;
}[] = [
  { call: 'createTargetGroup', at: 'port', least: 1, most: 65_535, with: (Port) => aTargetGroup({ Port }) },
  ...(['createTargetGroup', 'modifyTargetGroup'] as const).flatMap((call) =>
    (
      [
        ['HealthCheckIntervalSeconds', 5, 300],
        ['HealthCheckTimeoutSeconds', 2, 120],
        ['HealthyThresholdCount', 2, 10],
        ['UnhealthyThresholdCount', 2, 10],
      ] as const
    ).map(([member, least, most]) => ({
      call,
      at: `${member.charAt(0).toLowerCase()}${member.slice(1)}`,
      least,
      most,
      with: (value: number) =>
        call === 'modifyTargetGroup'
          ? { TargetGroupArn: 'arn', [member]: value }
          : aTargetGroup({ [member]: value } as Parameters<typeof aTargetGroup>[0]),
    })),
  ),
  {
    call: 'createListener',
    at: 'port',
    least: 1,
    most: 65_535,
    with: (Port) => ({ LoadBalancerArn: 'arn', Port, DefaultActions: [{ Type: 'forward' }] }),
  },
  {
    call: 'createRule',
    at: 'priority',
    least: 1,
    most: 50_000,
    with: (Priority) => ({ ListenerArn: 'arn', Priority, Conditions: [], Actions: [{ Type: 'forward' }] }),
  },
  {
    call: 'registerTargets',
    at: 'port',
    least: 1,
    most: 65_535,
    with: (Port) => ({ TargetGroupArn: 'arn', Targets: [{ Id: '10.0.0.9', Port }] }),
  },
  ...(['describeTargetGroups', 'describeLoadBalancers', 'describeListeners', 'describeRules'] as const).map((call) => ({
    call,
    at: 'pageSize',
    least: 1,
    most: 400,
    with: (PageSize: number) => ({ PageSize }),
  })),
];

test.each(limits)('$call: $at from $least to $most [elb-request-checks]', ({ call, at, least, most, with: input }) => {
  const refused = (value: number, bound: string) =>
    violation(`Value '${value}' at '${at}' failed to satisfy constraint: Member must have value ${bound}`);
  expect([least - 1, least, most, most + 1].map((value) => answerTo('elbv2', call, input(value)))).toEqual([
    refused(least - 1, `greater than or equal to ${least}`),
    'taken',
    'taken',
    refused(most + 1, `less than or equal to ${most}`),
  ]);
});

test('a good target group is taken', () => {
  expect(
    answerTo(
      'elbv2',
      'createTargetGroup',
      aTargetGroup({ HealthCheckPath: '/health', Matcher: { HttpCode: '200-299' } }),
    ),
  ).toBe('taken');
});
