import { describe, expect, test } from 'vitest';
import {
  aScene,
  forwardTo,
  healthOf,
  madeListener,
  madeLoadBalancer,
  madeNetworkPath,
  madePath,
  madeTargetGroup,
  type Scene,
} from './builders.js';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const fixed = (StatusCode = '200') => ({ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode } });

/** A forward action as replies show it. */
const shownForward = (arn: string) => ({
  Type: 'forward',
  TargetGroupArn: arn,
  ForwardConfig: {
    TargetGroups: [{ TargetGroupArn: arn, Weight: 1 }],
    TargetGroupStickinessConfig: { Enabled: false },
  },
});

describe('CreateListener', () => {
  test('the whole reply (recorded: alb_native_success.json)', () => {
    const scene = aScene();
    const balancer = madeLoadBalancer(scene);
    const group = madeTargetGroup(scene);
    const reply = scene.elb('createListener', {
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: 18080,
      DefaultActions: forwardTo(group),
    });
    expect(reply).toEqual({
      Listeners: [
        {
          ListenerArn: expect.stringMatching(/:listener\/app\/front\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
          LoadBalancerArn: balancer,
          Port: 18080,
          Protocol: 'HTTP',
          DefaultActions: [shownForward(group)],
        },
      ],
    });
    expect(scene.elb('describeListeners', { LoadBalancerArn: balancer })).toEqual(reply);
  });

  test('an HTTPS listener has a certificate and a policy (recorded: alb_native_success.json) [elb-listener-settings]', () => {
    const scene = aScene();
    const balancer = madeLoadBalancer(scene);
    const [made] = scene.elb('createListener', {
      LoadBalancerArn: balancer,
      Protocol: 'HTTPS',
      Port: 18443,
      Certificates: [{ CertificateArn: certificate }],
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
      DefaultActions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: { StatusCode: '200', ContentType: 'text/plain', MessageBody: 'tls' },
        },
      ],
    }).Listeners;
    expect(made).toEqual({
      ListenerArn: expect.any(String),
      LoadBalancerArn: balancer,
      Port: 18443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: certificate }],
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
      DefaultActions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: { MessageBody: 'tls', StatusCode: '200', ContentType: 'text/plain' },
        },
      ],
    });
  });

  test('several groups are weighted, and each is in use', () => {
    const scene = aScene();
    const balancer = madeLoadBalancer(scene);
    const [blue, green] = ['blue', 'green'].map((Name) => madeTargetGroup(scene, { Name })) as [string, string];
    const tuples = [
      { TargetGroupArn: blue, Weight: 100 },
      { TargetGroupArn: green, Weight: 0 },
    ];
    const [made] = scene.elb('createListener', {
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: tuples,
            TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
          },
        },
      ],
    }).Listeners;
    expect(made?.DefaultActions).toEqual([
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: tuples,
          TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
        },
      },
    ]);
    for (const group of [blue, green]) {
      expect(scene.refusal('deleteTargetGroup', { TargetGroupArn: group })).toMatch(/^ResourceInUseException/);
    }
  });

  test('defaults that replies show: redirects, authentication; never a secret [elb-actions-and-conditions]', () => {
    const scene = aScene();
    const balancer = madeLoadBalancer(scene);
    const oidc = {
      Issuer: 'https://i',
      AuthorizationEndpoint: 'https://a',
      TokenEndpoint: 'https://t',
      UserInfoEndpoint: 'https://u',
      ClientId: 'id',
    };
    const [made] = scene.elb('createListener', {
      LoadBalancerArn: balancer,
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn: certificate }],
      DefaultActions: [
        { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { ...oidc, ClientSecret: 'secret' } },
        { Type: 'redirect', Order: 2, RedirectConfig: { Host: 'example.com', StatusCode: 'HTTP_301' } },
      ],
    }).Listeners;
    expect(made).toEqual({
      ListenerArn: expect.any(String),
      LoadBalancerArn: balancer,
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: certificate }],
      SslPolicy: 'ELBSecurityPolicy-2016-08',
      DefaultActions: [
        {
          Type: 'authenticate-oidc',
          Order: 1,
          AuthenticateOidcConfig: {
            ...oidc,
            SessionCookieName: 'AWSELBAuthSessionCookie',
            Scope: 'openid',
            SessionTimeout: 604800,
            OnUnauthenticatedRequest: 'authenticate',
          },
        },
        {
          Type: 'redirect',
          Order: 2,
          RedirectConfig: {
            Protocol: '#{protocol}',
            Port: '#{port}',
            Host: 'example.com',
            Path: '/#{path}',
            Query: '#{query}',
            StatusCode: 'HTTP_301',
          },
        },
      ],
    });
  });

  test('the same settings again are the same listener; other settings on its port are refused [elb-create-is-idempotent]', () => {
    const scene = aScene();
    const { balancer, group, listener } = madePath(scene);
    expect(madeListener(scene, balancer, group)).toBe(listener);
    expect(scene.world.listeners.size).toBe(1);
    expect(
      scene.refusal('createListener', {
        LoadBalancerArn: balancer,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [fixed()],
      }),
    ).toBe(`DuplicateListenerException: A listener already exists on this port for this load balancer '${balancer}'`);
  });

  test('a target group has one load balancer', () => {
    const scene = aScene();
    const { group } = madePath(scene);
    const other = madeLoadBalancer(scene, { Name: 'other' });
    const request = { LoadBalancerArn: other, Protocol: 'HTTP' as const, Port: 80, DefaultActions: forwardTo(group) };
    expect(scene.refusal('createListener', request)).toBe(
      `TargetGroupAssociationLimitException: The following target groups cannot be associated with more than one load balancer: ${group}`,
    );
    const listener = madeListener(scene, other, '', { DefaultActions: [fixed()] });
    expect(scene.refusal('modifyListener', { ListenerArn: listener, DefaultActions: forwardTo(group) })).toMatch(
      /^TargetGroupAssociationLimitException/,
    );
    expect(
      scene.refusal('createRule', {
        ListenerArn: listener,
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
        Actions: forwardTo(group),
      }),
    ).toMatch(/^TargetGroupAssociationLimitException/);
  });

  test('a Gateway Load Balancer has one listener without protocol and port', () => {
    const scene = aScene();
    const balancer = madeLoadBalancer(scene, { Type: 'gateway', SecurityGroups: [] });
    const group = madeTargetGroup(scene, { Protocol: 'GENEVE', Port: 6081 });
    const request = { LoadBalancerArn: balancer, DefaultActions: forwardTo(group) };
    expect(scene.elb('createListener', request).Listeners).toEqual([
      {
        ListenerArn: expect.stringMatching(/:listener\/gwy\//),
        LoadBalancerArn: balancer,
        DefaultActions: [shownForward(group)],
      },
    ]);
    expect(scene.refusal('createListener', { ...request, Port: 80 })).toMatch(/^ValidationError/);
    const other = madeTargetGroup(scene, { Name: 'other', Protocol: 'GENEVE', Port: 6081 });
    expect(scene.refusal('createListener', { ...request, DefaultActions: forwardTo(other) })).toMatch(
      /^DuplicateListenerException/,
    );
  });
});

describe('DescribeListeners', () => {
  test('of a balancer, by ARN, in pages; and what is not there', () => {
    const scene = aScene();
    const { balancer, group, listener } = madePath(scene);
    const second = madeListener(scene, balancer, group, { Port: 81 });
    const arns = (input: object) => scene.elb('describeListeners', input).Listeners.map((each) => each.ListenerArn);
    expect(arns({ LoadBalancerArn: balancer })).toEqual([listener, second]);
    expect(arns({ ListenerArns: [second] })).toEqual([second]);
    const { NextMarker } = scene.elb('describeListeners', { LoadBalancerArn: balancer, PageSize: 1 });
    expect(arns({ LoadBalancerArn: balancer, PageSize: 1, Marker: NextMarker })).toEqual([second]);
    expect(scene.refusal('describeListeners', {})).toBe(
      'ValidationError: You must specify either listener ARNs or a load balancer ARN',
    );
    scene.elb('deleteListener', { ListenerArn: second });
    expect(scene.refusal('describeListeners', { ListenerArns: [second] })).toBe(
      'ListenerNotFoundException: One or more listeners not found',
    );
    expect(scene.refusal('deleteListener', { ListenerArn: second })).toBe(
      `ListenerNotFoundException: Listener '${second}' not found`,
    );
    expect(scene.refusal('describeListeners', { ListenerArns: [balancer] })).toBe(
      `ValidationError: '${balancer}' is not a valid listener ARN`,
    );
  });
});

describe('ModifyListener', () => {
  const shown = (scene: Scene, listener: string) =>
    scene.elb('describeListeners', { ListenerArns: [listener] }).Listeners[0];

  test('what is not given stays', () => {
    const scene = aScene();
    const { balancer, group, listener } = madePath(scene);
    const before = shown(scene, listener);
    const [reply] = scene.elb('modifyListener', { ListenerArn: listener, Port: 8080 }).Listeners;
    expect(reply).toEqual({ ...before, Port: 8080 });
    expect(shown(scene, listener)).toEqual(reply);
    expect(madeListener(scene, balancer, group)).not.toBe(listener);
    expect(scene.refusal('modifyListener', { ListenerArn: listener, Port: 80 })).toMatch(/^DuplicateListenerException/);
    expect(scene.refusal('modifyListener', { ListenerArn: listener, Port: 0 })).toBe(
      "ValidationError: 1 validation error detected: Value '0' at 'port' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  });

  test('forwarding elsewhere moves the use along', () => {
    const scene = aScene();
    const { balancer, group, listener } = madePath(scene);
    const other = madeTargetGroup(scene, { Name: 'other' });
    for (const TargetGroupArn of [group, other]) {
      scene.elb('registerTargets', { TargetGroupArn, Targets: [{ Id: '10.0.0.254' }] });
    }
    scene.elb('modifyListener', { ListenerArn: listener, DefaultActions: forwardTo(other) });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unused Target.NotInUse']);
    expect(healthOf(scene, other)).toEqual(['10.0.0.254:80 initial Elb.RegistrationInProgress']);
    const balancersOf = (arn: string) =>
      scene.elb('describeTargetGroups', { TargetGroupArns: [arn] }).TargetGroups[0]?.LoadBalancerArns;
    expect([balancersOf(group), balancersOf(other)]).toEqual([[], [balancer]]);
  });

  test('HTTPS back to HTTP drops certificate and policy; HTTP to HTTPS asks for a certificate', () => {
    const scene = aScene();
    const { listener } = madePath(scene);
    const before = shown(scene, listener);
    expect(scene.refusal('modifyListener', { ListenerArn: listener, Protocol: 'HTTPS' })).toBe(
      'ValidationError: A certificate must be specified for HTTPS listeners',
    );
    scene.elb('modifyListener', {
      ListenerArn: listener,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: certificate }],
    });
    expect(shown(scene, listener)).toEqual({
      ...before,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: certificate }],
      SslPolicy: 'ELBSecurityPolicy-2016-08',
    });
    scene.elb('modifyListener', { ListenerArn: listener, Protocol: 'HTTP' });
    expect(shown(scene, listener)).toEqual(before);
  });

  test('a new protocol must fit the groups that are there', () => {
    const scene = aScene();
    const { group, listener } = madeNetworkPath(scene);
    expect(scene.refusal('modifyListener', { ListenerArn: listener, Protocol: 'UDP' })).toBe(
      `IncompatibleProtocolsException: The listener and the following target groups have incompatible protocols: ${group}`,
    );
  });
});
