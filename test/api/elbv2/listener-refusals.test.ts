import { describe, expect, test } from 'vitest';
import type { OperationInput } from '../../../src/model/aws/operations.js';
import { aScene, forwardTo, madeLoadBalancer, madeTargetGroup } from './builders.js';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const fixed = (StatusCode = '200') => ({ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode } });

describe('CreateListener refuses [elb-listener-settings]', () => {
  type Request = Partial<OperationInput<'elbv2', 'createListener'>>;
  const answerTo = (about: Request | ((group: string) => Request), type: 'application' | 'network' = 'application') => {
    const scene = aScene();
    const group = madeTargetGroup(scene, { Protocol: type === 'network' ? 'TCP' : 'HTTP' });
    return scene.refusal('createListener', {
      LoadBalancerArn: madeLoadBalancer(scene, { Type: type }),
      Protocol: type === 'network' ? 'TCP' : 'HTTP',
      Port: 80,
      DefaultActions: forwardTo(group),
      ...(typeof about === 'function' ? about(group) : about),
    });
  };

  test.each<{ wrong: string; about: Request | ((group: string) => Request); answer: string }>([
    { wrong: 'no port', about: { Port: undefined }, answer: 'ValidationError: A listener port must be specified' },
    {
      wrong: 'no protocol',
      about: { Protocol: undefined },
      answer: 'ValidationError: A listener protocol must be specified',
    },
    {
      wrong: 'TCP',
      about: { Protocol: 'TCP' },
      answer: "ValidationError: Listener protocol 'TCP' must be one of 'HTTP, HTTPS'",
    },
    {
      wrong: 'HTTPS without a certificate',
      about: { Protocol: 'HTTPS' },
      answer: 'ValidationError: A certificate must be specified for HTTPS listeners',
    },
    {
      wrong: 'two certificates',
      about: {
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: certificate }, { CertificateArn: `${certificate}2` }],
      },
      answer: "TooManyCertificatesException: Up to '1' certificate ARNs can be specified, but '2' were specified",
    },
    {
      wrong: 'HTTP with a certificate',
      about: { Certificates: [{ CertificateArn: certificate }] },
      answer: 'ValidationError: A certificate cannot be specified for HTTP listeners',
    },
    {
      wrong: 'HTTP with a policy',
      about: { SslPolicy: 'ELBSecurityPolicy-2016-08' },
      answer: 'ValidationError: An SSL policy cannot be specifed for HTTP listeners',
    },
    {
      wrong: 'an unknown target group',
      about: (group) => ({ DefaultActions: forwardTo(`${group.slice(0, -16)}0123456789abcdef`) }),
      answer: 'TargetGroupNotFoundException: One or more target groups not found',
    },
    {
      wrong: 'no ARN of a target group',
      about: { DefaultActions: forwardTo('web') },
      answer: "ValidationError: 'web' is not a valid target group ARN",
    },
    {
      wrong: 'no action',
      about: { DefaultActions: [] },
      answer:
        "InvalidLoadBalancerActionException: One of the action types 'forward, redirect, fixed-response' must be specified",
    },
    {
      wrong: 'an action without its config',
      about: { DefaultActions: [{ Type: 'fixed-response' }] },
      answer:
        "ValidationError: For actions of type 'fixed-response', you must specify the following fields: 'FixedResponseConfig'",
    },
    {
      wrong: 'a forward to nowhere',
      about: { DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [] } }] },
      answer:
        "ValidationError: For actions of type 'forward', you must specify the following fields: 'TargetGroupArn or ForwardConfig'",
    },
    {
      wrong: 'two routing actions',
      about: {
        DefaultActions: [
          { ...fixed(), Order: 1 },
          { Type: 'redirect', Order: 2, RedirectConfig: { Host: 'x', StatusCode: 'HTTP_301' } },
        ],
      },
      answer: "InvalidLoadBalancerActionException: Action types 'fixed-response,redirect' cannot be specified together",
    },
    {
      wrong: 'several actions without order',
      about: {
        DefaultActions: [{ Type: 'jwt-validation', JwtValidationConfig: { JwksEndpoint: 'j', Issuer: 'i' } }, fixed()],
      },
      answer: 'ValidationError: When you specify multiple actions, you must specify an order for each action',
    },
    {
      wrong: 'a forward before another action',
      about: (group) => ({
        DefaultActions: [
          { Type: 'forward', TargetGroupArn: group, Order: 1 },
          { Type: 'jwt-validation', Order: 2, JwtValidationConfig: { JwksEndpoint: 'j', Issuer: 'i' } },
        ],
      }),
      answer:
        "InvalidLoadBalancerActionException: An action of type 'forward' must have a higher order than all other actions",
    },
    {
      wrong: 'a redirect to itself',
      about: { DefaultActions: [{ Type: 'redirect', RedirectConfig: { Path: '/#{path}', StatusCode: 'HTTP_301' } }] },
      answer: 'InvalidLoadBalancerActionException: The redirect configuration is not valid because it creates a loop.',
    },
    {
      wrong: 'an unknown content type',
      about: {
        DefaultActions: [
          { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', ContentType: 'text/xml' } },
        ],
      },
      answer:
        "ValidationError: The ContentType must be one of:'text/html', 'application/json', 'application/javascript', 'text/css', 'text/plain'.",
    },
    {
      wrong: 'a list and another ARN',
      about: (group) => ({
        DefaultActions: [
          {
            Type: 'forward',
            TargetGroupArn: group,
            ForwardConfig: { TargetGroups: [{ TargetGroupArn: `${group}x`, Weight: 1 }] },
          },
        ],
      }),
      answer:
        'ValidationError: You can specify both a target group list and a top-level target group ARN only if the ARNs match',
    },
    {
      wrong: 'six target groups',
      about: (group) => ({
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: { TargetGroups: Array(6).fill({ TargetGroupArn: group, Weight: 1 }) },
          },
        ],
      }),
      answer: 'TooManyTargetGroupsException: You cannot specify more than 5 target groups per action',
    },
    {
      wrong: 'two target groups, one without weight',
      about: (group) => ({
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: { TargetGroups: [{ TargetGroupArn: group, Weight: 1 }, { TargetGroupArn: group }] },
          },
        ],
      }),
      answer: 'ValidationError: The weight for each target group must be between 0 and 999, inclusive',
    },
    {
      wrong: 'stickiness without a duration',
      about: (group) => ({
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [{ TargetGroupArn: group }],
              TargetGroupStickinessConfig: { Enabled: true },
            },
          },
        ],
      }),
      answer: 'ValidationError: You must provide a duration when enabling target group stickiness',
    },
    {
      wrong: 'stickiness for too long',
      about: (group) => ({
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [{ TargetGroupArn: group }],
              TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 604801 },
            },
          },
        ],
      }),
      answer: 'ValidationError: Target group stickiness duration must be between 1 and 604800 seconds',
    },
  ])('$wrong is refused', ({ about, answer }) => {
    expect(answerTo(about)).toBe(answer);
  });

  test('what only ALBs do is refused for an NLB', () => {
    expect(answerTo({ Protocol: 'HTTP' }, 'network')).toBe(
      "ValidationError: Listener protocol 'HTTP' must be one of 'TCP, QUIC, TCP_QUIC, UDP, TCP_UDP, TLS'",
    );
    expect(answerTo({ DefaultActions: [fixed()] }, 'network')).toBe(
      "InvalidLoadBalancerActionException: The action type 'fixed-response' is not valid with network load balancer",
    );
  });

  test.each<{ listener: 'TCP' | 'UDP' | 'TCP_UDP'; takes: string[]; refuses: string[] }>([
    { listener: 'TCP', takes: ['TCP', 'TCP_UDP'], refuses: ['UDP', 'HTTP', 'TLS'] },
    { listener: 'UDP', takes: ['UDP', 'TCP_UDP'], refuses: ['TCP'] },
    { listener: 'TCP_UDP', takes: ['TCP_UDP'], refuses: ['TCP', 'UDP'] },
  ])('a $listener listener forwards to $takes, not to $refuses', ({ listener, takes, refuses }) => {
    const answer = (protocol: string) => {
      const scene = aScene();
      const group = madeTargetGroup(scene, { Protocol: protocol as 'TCP' });
      const refusal = scene.refusal('createListener', {
        LoadBalancerArn: madeLoadBalancer(scene, { Type: 'network' }),
        Protocol: listener,
        Port: 80,
        DefaultActions: forwardTo(group),
      });
      return refusal.replace(group, 'ARN');
    };
    for (const protocol of takes) expect(answer(protocol)).toBe('taken');
    for (const protocol of refuses) {
      expect(answer(protocol)).toBe(
        'IncompatibleProtocolsException: The listener and the following target groups have incompatible protocols: ARN',
      );
    }
  });
});
