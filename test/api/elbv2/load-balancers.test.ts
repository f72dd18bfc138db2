import { describe, expect, test } from 'vitest';
import {
  aLoadBalancer,
  aScene,
  forwardTo,
  madeListener,
  madeLoadBalancer,
  madePath,
  madeTargetGroup,
} from './builders.js';

const arnPrefix = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:';

describe('CreateLoadBalancer [elb-load-balancer-settings]', () => {
  test('the whole reply of an ALB (recorded: alb_native_success.json) [elb-names]', () => {
    const scene = aScene();
    const [made] = scene.elb('createLoadBalancer', aLoadBalancer()).LoadBalancers;
    expect(made).toEqual({
      LoadBalancerArn: expect.stringMatching(new RegExp(`^${arnPrefix}loadbalancer/app/front/[0-9a-f]{16}$`)),
      DNSName: expect.stringMatching(/^front-\d{9,10}\.us-east-1\.elb\.amazonaws\.com$/),
      CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
      CreatedTime: new Date('2026-01-01T00:00:00Z'),
      LoadBalancerName: 'front',
      Scheme: 'internet-facing',
      VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
      State: { Code: 'provisioning' },
      Type: 'application',
      AvailabilityZones: [
        { ZoneName: 'us-east-1a', SubnetId: 'subnet-1a', LoadBalancerAddresses: [] },
        { ZoneName: 'us-east-1b', SubnetId: 'subnet-1b', LoadBalancerAddresses: [] },
      ],
      SecurityGroups: ['sg-1'],
      IpAddressType: 'ipv4',
    });
    scene.pass(3600);
    expect(scene.elb('describeLoadBalancers', {})).toEqual({ LoadBalancers: [{ ...made, State: { Code: 'active' } }] });
  });

  test('an NLB has another name, no security group, and takes one subnet', () => {
    const scene = aScene({ region: 'eu-west-1' });
    const [made] = scene.elb('createLoadBalancer', {
      Name: 'tcp',
      Type: 'network',
      Scheme: 'internal',
      SubnetMappings: [{ SubnetId: 'subnet-b', AllocationId: 'eipalloc-1' }],
    }).LoadBalancers;
    const id = made?.LoadBalancerArn.split('/').at(-1);
    expect(made).toEqual({
      LoadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/tcp/${id}`,
      DNSName: `tcp-${id}.elb.eu-west-1.amazonaws.com`,
      CanonicalHostedZoneId: expect.stringMatching(/^Z[0-9A-Z]{13}$/),
      CreatedTime: new Date('2026-01-01T00:00:00Z'),
      LoadBalancerName: 'tcp',
      Scheme: 'internal',
      VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
      State: { Code: 'provisioning' },
      Type: 'network',
      AvailabilityZones: [
        { ZoneName: 'eu-west-1b', SubnetId: 'subnet-b', LoadBalancerAddresses: [{ AllocationId: 'eipalloc-1' }] },
      ],
      IpAddressType: 'ipv4',
    });
  });

  test('an ALB without security groups gets a default one, an internal one another name', () => {
    const scene = aScene();
    const [made] = scene.elb('createLoadBalancer', {
      Name: 'inner',
      Scheme: 'internal',
      Subnets: ['subnet-1', 'subnet-2'],
    }).LoadBalancers;
    expect(made?.SecurityGroups).toEqual([expect.stringMatching(/^sg-[0-9a-f]{17}$/)]);
    expect(made?.DNSName).toMatch(/^internal-inner-\d{9,10}\./);
  });

  test('the same seed gives the same ARNs, another seed others', () => {
    const arnWith = (seed: number) => madeLoadBalancer(aScene({ seed }));
    expect(arnWith(7)).toBe(arnWith(7));
    expect(arnWith(7)).not.toBe(arnWith(8));
  });

  test('the same settings again are the same balancer, in whatever order; tags are ignored [elb-create-is-idempotent]', () => {
    const scene = aScene();
    const arn = madeLoadBalancer(scene);
    const again = scene.elb(
      'createLoadBalancer',
      aLoadBalancer({ Subnets: ['subnet-1b', 'subnet-1a'], Tags: [{ Key: 'team', Value: 'a' }] }),
    );
    expect(again.LoadBalancers).toMatchObject([{ LoadBalancerArn: arn, State: { Code: 'active' } }]);
    expect(scene.elb('describeTags', { ResourceArns: [arn] }).TagDescriptions).toEqual([
      { ResourceArn: arn, Tags: [] },
    ]);
    expect(scene.world.loadBalancers.size).toBe(1);
  });

  test.each([
    { wrong: 'other subnets', about: { Subnets: ['subnet-1a', 'subnet-1c'] } },
    { wrong: 'another scheme', about: { Scheme: 'internal' as const } },
    { wrong: 'another type', about: { Type: 'network' as const } },
    { wrong: 'other security groups', about: { SecurityGroups: [] } },
  ])('the same name with $wrong is refused', ({ about }) => {
    const scene = aScene();
    madeLoadBalancer(scene);
    expect(scene.refusal('createLoadBalancer', aLoadBalancer(about))).toBe(
      "DuplicateLoadBalancerNameException: A load balancer with the same name 'front' exists, but with different settings",
    );
  });

  test.each([
    {
      wrong: 'no subnet',
      about: { Subnets: [] },
      answer: 'ValidationError: At least two subnets in two different Availability Zones must be specified',
    },
    {
      wrong: 'no subnet for an NLB',
      about: { Type: 'network' as const, Subnets: [] },
      answer: 'ValidationError: At least one subnet must be specified',
    },
    {
      wrong: 'subnets and subnet mappings',
      about: { SubnetMappings: [{ SubnetId: 'subnet-c' }] },
      answer: 'ValidationError: You must specify either subnets or subnet mappings, but not both',
    },
    {
      wrong: 'a scheme for a Gateway Load Balancer',
      about: { Type: 'gateway' as const, Scheme: 'internal' as const },
      answer: 'ValidationError: Scheme is not supported for Gateway Load Balancers.',
    },
    {
      wrong: 'security groups for a Gateway Load Balancer',
      about: { Type: 'gateway' as const },
      answer: 'ValidationError: Security Groups are not supported for Gateway Load Balancers.',
    },
    {
      wrong: 'a tag twice',
      about: { Tags: [{ Key: 'a' }, { Key: 'a' }] },
      answer: 'DuplicateTagKeysException: Tag key was specified more than once: a',
    },
  ])('$wrong is refused', ({ about, answer }) => {
    expect(aScene().refusal('createLoadBalancer', aLoadBalancer(about))).toBe(answer);
  });

  test('a Gateway Load Balancer has no scheme and no security group; pools and the type of addresses are shown', () => {
    const scene = aScene();
    const made = (about: Parameters<typeof aLoadBalancer>[0]) => {
      const [balancer] = scene.elb('createLoadBalancer', aLoadBalancer(about)).LoadBalancers;
      return {
        Scheme: balancer?.Scheme,
        SecurityGroups: balancer?.SecurityGroups,
        IpAddressType: balancer?.IpAddressType,
        CustomerOwnedIpv4Pool: balancer?.CustomerOwnedIpv4Pool,
        IpamPools: balancer?.IpamPools,
      };
    };
    const none = {
      Scheme: undefined,
      SecurityGroups: undefined,
      CustomerOwnedIpv4Pool: undefined,
      IpamPools: undefined,
    };
    expect(made({ Name: 'gateway', Type: 'gateway', SecurityGroups: undefined })).toEqual({
      ...none,
      IpAddressType: 'ipv4',
    });
    const pools = { CustomerOwnedIpv4Pool: 'pool-1', IpamPools: { Ipv4IpamPoolId: 'ipam-pool-1' } };
    expect(made({ Name: 'dual', IpAddressType: 'dualstack', ...pools })).toEqual({
      Scheme: 'internet-facing',
      SecurityGroups: ['sg-1'],
      IpAddressType: 'dualstack',
      ...pools,
    });
  });

  test('a strict network knows only what was declared', () => {
    const scene = aScene({
      network: 'strict',
      subnets: { 'subnet-x': 'us-east-1a', 'subnet-y': 'us-east-1a', 'subnet-z': 'us-east-1c' },
      securityGroups: ['sg-1'],
    });
    const withSubnets = (...Subnets: string[]) => scene.refusal('createLoadBalancer', aLoadBalancer({ Subnets }));
    expect(withSubnets('subnet-x', 'subnet-q')).toBe(
      "SubnetNotFoundException: The subnet ID 'subnet-q' does not exist",
    );
    expect(withSubnets('subnet-x', 'subnet-y')).toBe(
      'InvalidConfigurationRequestException: A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
    expect(
      scene.refusal(
        'createLoadBalancer',
        aLoadBalancer({ Subnets: ['subnet-x', 'subnet-z'], SecurityGroups: ['sg-2'] }),
      ),
    ).toBe('InvalidConfigurationRequestException: One or more security groups are invalid');
    expect(withSubnets('subnet-x', 'subnet-z')).toBe('taken');
  });
});

describe('DescribeLoadBalancers', () => {
  test('by ARN, by name, and what is not there [elb-missing]', () => {
    const scene = aScene();
    const first = madeLoadBalancer(scene, { Name: 'one' });
    const second = madeLoadBalancer(scene, { Name: 'two' });
    const arns = (input: object) =>
      scene.elb('describeLoadBalancers', input).LoadBalancers.map((each) => each.LoadBalancerArn);
    expect(arns({ LoadBalancerArns: [second, first] })).toEqual([first, second]);
    expect(arns({ Names: ['two'] })).toEqual([second]);
    expect(scene.refusal('describeLoadBalancers', { Names: ['two', 'three', 'four'] })).toBe(
      "LoadBalancerNotFoundException: Load balancers '[three, four]' not found",
    );
    expect(scene.refusal('describeLoadBalancers', { LoadBalancerArns: [first, `${first.slice(0, -1)}x`] })).toBe(
      'LoadBalancerNotFoundException: One or more load balancers not found',
    );
    expect(scene.refusal('describeLoadBalancers', { LoadBalancerArns: ['one'] })).toBe(
      "ValidationError: 'one' is not a valid load balancer ARN",
    );
    expect(
      scene.refusal('describeLoadBalancers', { LoadBalancerArns: [first.replace('us-east-1', 'us-east-2')] }),
    ).toMatch(/^ValidationError: 'arn:.*' is not a valid load balancer ARN$/);
    expect(scene.refusal('describeLoadBalancers', { LoadBalancerArns: [first], Names: ['two'] })).toMatch(
      /^ValidationError: .* cannot be specified at the same time$/,
    );
  });

  test('pages by marker, which outlives what is created and deleted in between [elb-pages]', () => {
    const scene = aScene();
    const arns = ['a', 'b', 'c', 'd'].map((Name) => madeLoadBalancer(scene, { Name }));
    const names = (page: { LoadBalancers: { LoadBalancerName: string }[] }) =>
      page.LoadBalancers.map((each) => each.LoadBalancerName);
    const first = scene.elb('describeLoadBalancers', { PageSize: 2 });
    expect(names(first)).toEqual(['a', 'b']);
    scene.elb('deleteLoadBalancer', { LoadBalancerArn: arns[1] });
    madeLoadBalancer(scene, { Name: 'e' });
    const second = scene.elb('describeLoadBalancers', { PageSize: 2, Marker: first.NextMarker });
    expect(names(second)).toEqual(['c', 'd']);
    const last = scene.elb('describeLoadBalancers', { PageSize: 2, Marker: second.NextMarker });
    expect(last).toEqual({ LoadBalancers: [expect.objectContaining({ LoadBalancerName: 'e' })] });
    expect(scene.refusal('describeLoadBalancers', { Marker: 'x' })).toBe("ValidationError: 'x' is not a valid marker");
  });
});

describe('DeleteLoadBalancer', () => {
  test('takes its listeners and rules along; its target groups are unused then', () => {
    const scene = aScene();
    const { balancer, group, listener } = madePath(scene);
    scene.elb('createRule', {
      ListenerArn: listener,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
      Actions: forwardTo(group),
    });
    expect(scene.elb('deleteLoadBalancer', { LoadBalancerArn: balancer })).toEqual({});
    expect(scene.world.listeners.size + scene.world.listenerRules.size + scene.world.loadBalancers.size).toBe(0);
    expect([...scene.world.elbByArn.keys()]).toEqual([group]);
    expect(scene.world.targetGroups.get(scene.world.elbByArn.get(group) ?? 0)).toMatchObject({
      listenerCount: 0,
      loadBalancer: 0,
      isNetwork: false,
    });
    expect(scene.refusal('describeLoadBalancers', { LoadBalancerArns: [balancer] })).toBe(
      'LoadBalancerNotFoundException: One or more load balancers not found',
    );
    expect(scene.elb('deleteTargetGroup', { TargetGroupArn: group })).toEqual({});
  });

  test('twice succeeds, and its name can be taken again [elb-delete-is-idempotent]', () => {
    const scene = aScene();
    const arn = madeLoadBalancer(scene);
    scene.elb('deleteLoadBalancer', { LoadBalancerArn: arn });
    expect(scene.elb('deleteLoadBalancer', { LoadBalancerArn: arn })).toEqual({});
    expect(madeLoadBalancer(scene, { Scheme: 'internal' })).not.toBe(arn);
  });

  test('deletion protection holds until it is switched off [elb-load-balancer-attributes]', () => {
    const scene = aScene();
    const arn = madeLoadBalancer(scene);
    const protect = (Value: string) =>
      scene.elb('modifyLoadBalancerAttributes', {
        LoadBalancerArn: arn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value }],
      });
    protect('true');
    expect(scene.refusal('deleteLoadBalancer', { LoadBalancerArn: arn })).toBe(
      `OperationNotPermittedException: Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
    protect('false');
    expect(scene.elb('deleteLoadBalancer', { LoadBalancerArn: arn })).toEqual({});
  });

  test('an ARN of something else is no balancer', () => {
    const scene = aScene();
    const group = madeTargetGroup(scene);
    expect(scene.refusal('deleteLoadBalancer', { LoadBalancerArn: group })).toBe(
      `ValidationError: '${group}' is not a valid load balancer ARN`,
    );
  });
});

test('calls are told, in a few words; refused ones are not', () => {
  const scene = aScene();
  const { balancer } = madePath(scene);
  scene.refusal('createListener', { LoadBalancerArn: balancer, Protocol: 'TCP', Port: 81, DefaultActions: [] });
  madeListener(scene, balancer, madeTargetGroup(scene, { Name: 'other' }), { Port: 81 });
  expect(
    scene.world.facts.kept.map((fact) => (fact.kind === 'call' ? `${fact.operation}: ${fact.about}` : fact.kind)),
  ).toEqual([
    'createLoadBalancer: front',
    'createTargetGroup: web',
    'createListener: front HTTP 80',
    'createTargetGroup: other',
    'createListener: front HTTP 81',
  ]);
});

test('in China names end in .cn [elb-names]', () => {
  const scene = aScene({ region: 'cn-north-1' });
  const names = (['application', 'network'] as const).map(
    (Type) => scene.elb('createLoadBalancer', aLoadBalancer({ Name: Type, Type })).LoadBalancers[0]?.DNSName,
  );
  expect(names).toEqual([
    expect.stringMatching(/^application-\d{9,10}\.cn-north-1\.elb\.amazonaws\.com\.cn$/),
    expect.stringMatching(/^network-[0-9a-f]{16}\.elb\.cn-north-1\.amazonaws\.com\.cn$/),
  ]);
});
