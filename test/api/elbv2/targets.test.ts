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

const outside = { Id: '10.254.254.254', Port: 8080, AvailabilityZone: 'all' };

const described = (scene: Scene, group: string, Targets?: object[]) =>
  scene.elb('describeTargetHealth', {
    TargetGroupArn: group,
    ...(Targets === undefined ? {} : { Targets: Targets as { Id: string }[] }),
  }).TargetHealthDescriptions;

const register = (
  scene: Scene,
  group: string,
  ...Targets: { Id: string; Port?: number; AvailabilityZone?: string }[]
) => scene.elb('registerTargets', { TargetGroupArn: group, Targets });

const noOverride = {
  State: 'no_override',
  Reason: 'AdministrativeOverride.NoOverride',
  Description: 'No override is currently active on target',
};

describe('RegisterTargets', () => {
  const attempt = (target: object, about: Parameters<typeof madeTargetGroup>[1] = {}) => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene, about);
    return scene.refusal('registerTargets', { TargetGroupArn, Targets: [target] });
  };

  test.each([
    {
      wrong: 'a loopback address (recorded: target_group_native.json)',
      target: { Id: '127.0.0.1', Port: 80, AvailabilityZone: 'all' },
      answer:
        "ValidationError: The IP address '127.0.0.1' is not allowed, as it must be an address from a VPC subnet, RFC1918, or RFC6598",
    },
    {
      wrong: 'a public address',
      target: { Id: '8.8.8.8' },
      answer:
        "ValidationError: The IP address '8.8.8.8' is not allowed, as it must be an address from a VPC subnet, RFC1918, or RFC6598",
    },
    {
      wrong: 'an address in the VPC, but in no subnet (recorded: target_group_native.json)',
      target: { Id: '10.0.254.254', Port: 8080 },
      answer:
        "ValidationError: The IP address '10.0.254.254' is within the VPC, but is not within a VPC subnet so it can't be registered",
    },
    {
      wrong: 'an address outside without a zone (recorded: target_group_native.json)',
      target: { Id: '192.168.253.254', Port: 8080 },
      answer:
        "ValidationError: You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '192.168.253.254' is outside the VPC",
    },
    {
      wrong: 'an address just outside without a zone [target-address-zones]',
      target: { Id: '10.1.0.1', Port: 8080 },
      answer:
        "ValidationError: You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '10.1.0.1' is outside the VPC",
    },
    {
      wrong: 'an address outside with an unknown zone',
      target: { Id: '100.64.0.1', AvailabilityZone: 'us-east-1z' },
      answer:
        "ValidationError: You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '100.64.0.1' is outside the VPC",
    },
    {
      wrong: 'no address',
      target: { Id: '10.0.0.256' },
      answer: "ValidationError: The IP address '10.0.0.256' is not a valid IPv4 address",
    },
  ])('$wrong is refused', ({ target, answer }) => {
    expect(attempt(target)).toBe(answer);
  });

  test('instances are not simulated: none runs', () => {
    expect(attempt({ Id: 'i-0bdda60c60489171a' }, { TargetType: 'instance' })).toBe(
      "InvalidTargetException: The following targets are not in a running state and cannot be registered: 'i-0bdda60c60489171a'",
    );
    expect(attempt({ Id: '10.0.0.254' }, { TargetType: 'instance' })).toBe(
      "ValidationError: Instance ID '10.0.0.254' is not valid",
    );
  });

  test('one wrong target leaves the right ones unregistered', () => {
    const scene = aScene();
    const TargetGroupArn = madeTargetGroup(scene);
    scene.refusal('registerTargets', { TargetGroupArn, Targets: [{ Id: '10.0.0.1' }, { Id: '127.0.0.1' }] });
    expect(described(scene, TargetGroupArn)).toEqual([]);
  });

  test('the zone of an address in the VPC is that of its subnet (recorded: 10.0.0.254) [target-address-zones]', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene);
    const others = ['10.0.63.255', '10.0.64.0', '10.0.127.255', '10.0.128.0', '10.0.191.255'].map((Id) => ({ Id }));
    register(scene, group, { Id: '10.0.0.254', Port: 8080 }, ...others, outside);
    expect(described(scene, group).map(({ Target }) => Target)).toEqual([
      { Id: '10.0.0.254', Port: 8080, AvailabilityZone: 'us-east-1a' },
      { Id: '10.0.63.255', Port: 80, AvailabilityZone: 'us-east-1a' },
      { Id: '10.0.64.0', Port: 80, AvailabilityZone: 'us-east-1b' },
      { Id: '10.0.127.255', Port: 80, AvailabilityZone: 'us-east-1b' },
      { Id: '10.0.128.0', Port: 80, AvailabilityZone: 'us-east-1c' },
      { Id: '10.0.191.255', Port: 80, AvailabilityZone: 'us-east-1c' },
      outside,
    ]);
  });

  test('the same target again changes nothing; another port is another target', () => {
    const scene = aScene();
    const { group } = madePath(scene);
    register(scene, group, { Id: '10.0.0.1' }, { Id: '10.0.0.1', Port: 80 });
    scene.pass(60);
    expect(healthOf(scene, group)).toEqual(['10.0.0.1:80 unhealthy Target.Timeout']);
    register(scene, group, { Id: '10.0.0.1' }, { Id: '10.0.0.1', Port: 81 });
    expect(healthOf(scene, group)).toEqual([
      '10.0.0.1:80 unhealthy Target.Timeout',
      '10.0.0.1:81 initial Elb.RegistrationInProgress',
    ]);
  });

  test('a group takes so many targets [quota-targets]', () => {
    const scene = aScene({ quotas: { targetsPerTargetGroup: 2 } });
    const group = madeTargetGroup(scene);
    register(scene, group, { Id: '10.0.0.1' });
    const TargetGroupArn = group;
    expect(
      scene.refusal('registerTargets', { TargetGroupArn, Targets: [{ Id: '10.0.0.2' }, { Id: '10.0.0.3' }] }),
    ).toBe("TooManyTargetsException: You've reached the limit on the number of targets");
    expect(
      scene.refusal('registerTargets', { TargetGroupArn, Targets: [{ Id: '10.0.0.1' }, { Id: '10.0.0.3' }] }),
    ).toBe('taken');
  });
});

describe('DescribeTargetHealth', () => {
  test('unused: the whole reply (recorded: target_group_native.json) [target-unused-without-a-listener]', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene);
    register(scene, group, { Id: '10.0.0.254', Port: 8080 });
    expect(described(scene, group)).toEqual([
      {
        Target: { Id: '10.0.0.254', Port: 8080, AvailabilityZone: 'us-east-1a' },
        HealthCheckPort: '8080',
        TargetHealth: {
          State: 'unused',
          Reason: 'Target.NotInUse',
          Description: 'Target group is not configured to receive traffic from the load balancer',
        },
      },
    ]);
    scene.pass(3600);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:8080 unused Target.NotInUse']);
  });

  test('not registered, asked by id: the whole reply (recorded: target_group_native.json)', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene);
    expect(described(scene, group)).toEqual([]);
    const unregistered = {
      State: 'unused',
      Reason: 'Target.NotRegistered',
      Description: 'Target is not registered to the target group',
    };
    expect(described(scene, group, [{ Id: '10.0.254.253', Port: 8080 }, { Id: '10.0.254.253' }])).toEqual([
      { Target: { Id: '10.0.254.253', Port: 8080 }, HealthCheckPort: '8080', TargetHealth: unregistered },
      { Target: { Id: '10.0.254.253', Port: 80 }, HealthCheckPort: '80', TargetHealth: unregistered },
    ]);
  });

  test('behind an ALB nothing listens: unhealthy after two checks, then draining (recorded: alb_native_success.json) [target-foreign-address]', () => {
    const scene = aScene();
    const { group } = madePath(scene, {
      Port: 8080,
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
      HealthyThresholdCount: 2,
    });
    register(scene, group, { Id: '10.0.0.254' });
    const now = () => described(scene, group);
    const of = (TargetHealth: object) => [
      {
        Target: { Id: '10.0.0.254', Port: 8080, AvailabilityZone: 'us-east-1a' },
        HealthCheckPort: '8080',
        TargetHealth,
        AdministrativeOverride: noOverride,
      },
    ];
    const registering = {
      State: 'initial',
      Reason: 'Elb.RegistrationInProgress',
      Description: 'Target registration is in progress',
    };
    expect(now()).toEqual(of(registering));
    scene.pass(0.999);
    expect(now()).toEqual(of(registering));
    // The first check starts a second after the registration, the second five seconds later; each takes two to fail.
    scene.pass(0.001);
    const checking = {
      State: 'initial',
      Reason: 'Elb.InitialHealthChecking',
      Description: 'Initial health checks in progress',
    };
    expect(now()).toEqual(of(checking));
    scene.pass(6.999);
    expect(now()).toEqual(of(checking));
    scene.pass(0.001);
    expect(now()).toEqual(of({ State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' }));

    scene.elb('modifyTargetGroupAttributes', {
      TargetGroupArn: group,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }],
    });
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254', Port: 8080 }] });
    const draining = {
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    };
    expect(now()).toEqual(of(draining));
    scene.pass(4.999);
    expect(now()).toEqual(of(draining));
    scene.pass(0.001);
    expect(now()).toEqual([]);
    expect(described(scene, group, [{ Id: '10.0.0.254' }])[0]?.TargetHealth.Reason).toBe('Target.NotRegistered');
  });

  test('behind an NLB the only reason is that checks fail [target-nlb-reason] [target-foreign-address]', () => {
    const scene = aScene();
    const { group } = madeNetworkPath(scene);
    register(scene, group, { Id: '10.0.0.254' });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.RegistrationInProgress']);
    // Checks at 1 s and 31 s, with a timeout of 10 s.
    scene.pass(40.999);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.InitialHealthChecking']);
    scene.pass(0.001);
    expect(described(scene, group)).toEqual([
      {
        Target: { Id: '10.0.0.254', Port: 80, AvailabilityZone: 'us-east-1a' },
        HealthCheckPort: '80',
        TargetHealth: { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' },
        AdministrativeOverride: noOverride,
      },
    ]);
  });

  test('a check port of its own, and anomalies when asked for', () => {
    const scene = aScene();
    const { group } = madePath(scene, { HealthCheckPort: '9000' });
    register(scene, group, { Id: '10.0.0.254' });
    const [plain] = described(scene, group);
    const [asked] = scene.elb('describeTargetHealth', {
      TargetGroupArn: group,
      Include: ['AnomalyDetection'],
    }).TargetHealthDescriptions;
    expect(plain?.HealthCheckPort).toBe('9000');
    expect(asked).toEqual({ ...plain, AnomalyDetection: { Result: 'normal', MitigationInEffect: 'no' } });
  });
});

describe('use by listeners', () => {
  const checks = { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2 };

  test('a listener puts a group to use: its targets start from initial, and end unused [target-unused-without-a-listener]', () => {
    const scene = aScene();
    const balancer = madeLoadBalancer(scene);
    const group = madeTargetGroup(scene, checks);
    register(scene, group, { Id: '10.0.0.254' });
    scene.pass(60);
    const listener = madeListener(scene, balancer, group);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.RegistrationInProgress']);
    scene.pass(8);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
    scene.elb('deleteListener', { ListenerArn: listener });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unused Target.NotInUse']);
    madeListener(scene, balancer, group);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.RegistrationInProgress']);
    scene.pass(7.999);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.InitialHealthChecking']);
    scene.pass(0.001);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
  });

  test('a second listener or a rule changes nothing, nor does losing one of several', () => {
    const scene = aScene();
    const { balancer, group, listener } = madePath(scene, checks);
    register(scene, group, { Id: '10.0.0.254' });
    scene.pass(8);
    const second = madeListener(scene, balancer, group, { Port: 81 });
    scene.elb('createRule', {
      ListenerArn: second,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
      Actions: forwardTo(group),
    });
    const unhealthy = ['10.0.0.254:80 unhealthy Target.Timeout'];
    expect(healthOf(scene, group)).toEqual(unhealthy);
    scene.elb('deleteListener', { ListenerArn: listener });
    expect(healthOf(scene, group)).toEqual(unhealthy);
    scene.elb('modifyListener', {
      ListenerArn: second,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    });
    expect(healthOf(scene, group)).toEqual(unhealthy);
    scene.elb('deleteListener', { ListenerArn: second });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unused Target.NotInUse']);
  });
});

describe('DeregisterTargets', () => {
  test('of what is not there succeeds (recorded: target_group_native.json) [elb-delete-is-idempotent]', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene);
    expect(
      scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.254.254', Port: 8080 }] }),
    ).toEqual({});
  });

  test('of an unused target takes no time (recorded: target_group_native.json) [target-unused-goes-at-once]', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene);
    register(scene, group, { Id: '10.0.0.254', Port: 8080 });
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254' }] });
    expect(described(scene, group)).toHaveLength(1);
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254', Port: 8080 }] });
    expect(described(scene, group)).toEqual([]);
  });

  test('drains for 300 s unless told otherwise; a second call does not begin anew [target-draining]', () => {
    const scene = aScene();
    const { group } = madePath(scene);
    register(scene, group, { Id: '10.0.0.254' });
    const deregister = () => scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254' }] });
    deregister();
    scene.pass(200);
    deregister();
    scene.pass(99.999);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 draining Target.DeregistrationInProgress']);
    scene.pass(0.001);
    expect(healthOf(scene, group)).toEqual([]);
  });

  test('with a delay of 0 it is gone at once [target-draining]', () => {
    const scene = aScene();
    const { group } = madePath(scene);
    register(scene, group, { Id: '10.0.0.254' });
    scene.elb('modifyTargetGroupAttributes', {
      TargetGroupArn: group,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }],
    });
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254' }] });
    expect(healthOf(scene, group)).toEqual([]);
  });

  test('registered again, a draining target starts over [target-draining-starts-over]', () => {
    const scene = aScene();
    const { group } = madePath(scene, { HealthCheckIntervalSeconds: 10 });
    register(scene, group, { Id: '10.0.0.254' });
    scene.pass(60);
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254' }] });
    scene.pass(60);
    register(scene, group, { Id: '10.0.0.254' });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.RegistrationInProgress']);
    scene.pass(16);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
    scene.pass(600);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
  });

  test('what its checks found before it drained counts no more [target-draining-starts-over]', () => {
    const scene = aScene();
    const { group } = madeNetworkPath(scene, { HealthCheckIntervalSeconds: 10, UnhealthyThresholdCount: 3 });
    register(scene, group, { Id: '10.0.0.254' });
    scene.pass(25);
    // Two checks have failed; they are counted in when settings change.
    scene.elb('modifyTargetGroup', { TargetGroupArn: group, HealthCheckTimeoutSeconds: 9 });
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254' }] });
    scene.pass(60);
    register(scene, group, { Id: '10.0.0.254' }, { Id: '10.0.0.253' });
    const found = Array.from({ length: 60 }, () => {
      scene.pass(1);
      const [again, fresh] = healthOf(scene, group).map((line) => line.split(' ')[1]);
      return { again, fresh };
    });
    expect(found.filter(({ again, fresh }) => again !== fresh)).toEqual([]);
    expect(new Set(found.map(({ again }) => again))).toEqual(new Set(['initial', 'unhealthy']));
  });
});
