import { describe, expect, test } from 'vitest';
import {
  createSimulator,
  type ResourceSeeds,
  restoreSimulator,
  type Simulator,
  SteadystateError,
} from '../../../src/index.js';

const elb = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:';
const elsewhere = 'arn:aws:elasticloadbalancing:ap-south-1:123456789:';
const ecs = 'arn:aws:ecs:us-east-1:123456789012:';

const seeded = (seeds: ResourceSeeds, sim = createSimulator()) => {
  sim.seedResources(seeds);
  return sim;
};

function refusal(seeds: unknown, sim = createSimulator()): string {
  const before = JSON.stringify(sim.snapshot({ facts: true }));
  try {
    sim.seedResources(seeds as ResourceSeeds);
  } catch (error) {
    expect(JSON.stringify(sim.snapshot({ facts: true }))).toBe(before);
    if (error instanceof SteadystateError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'taken';
}

/** The service of a script that knows the target group by its ARN. */
const createWebService = (sim: Simulator, targetGroupArn: string, about: object = {}) =>
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web-app:7',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-abc123', 'subnet-def456'] } },
    loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8080 }],
    ...about,
  });

describe('seeds', () => {
  test('are what a script presupposes: its commands find them', () => {
    const arn = `${elsewhere}targetgroup/web-tg/abc123`;
    const sim = createSimulator();
    expect(
      sim.seedResources({
        clusters: ['prod'],
        taskDefinitions: [{ taskDefinition: 'web-app:7', container: 'web' }],
        targetGroups: [arn],
      }),
    ).toEqual({
      clusters: [`${ecs}cluster/prod`],
      taskDefinitions: [`${ecs}task-definition/web-app:7`],
      loadBalancers: [`${elsewhere}loadbalancer/app/web-tg/abc123`],
      targetGroups: [arn],
      listeners: [expect.stringMatching(`^${elsewhere}listener/app/web-tg/abc123/[0-9a-f]{16}$`)],
    });
    createWebService(sim, arn);
    expect(String(sim.runUntilSteady())).toBe('completed: web-app:7 is up; took 1:25');
    expect(sim.elbv2.describeTargetHealth({ TargetGroupArn: arn }).TargetHealthDescriptions).toHaveLength(2);
  });

  test('are not told: they have been there all the time', () => {
    const sim = seeded({ clusters: ['prod'], targetGroups: [`${elb}targetgroup/web/abc123`] });
    expect(sim.facts()).toEqual([]);
    expect(sim.elapsedMs).toBe(0);
  });

  test('have the same future in a fork and after a restore', () => {
    const arn = `${elsewhere}targetgroup/web-tg/abc123`;
    const sim = seeded({
      clusters: ['prod'],
      taskDefinitions: [{ taskDefinition: 'web-app:7', container: 'web' }],
      targetGroups: [arn],
    });
    const copies = [sim.fork(), restoreSimulator(sim.snapshot())];
    for (const each of [sim, ...copies]) {
      createWebService(each, arn);
      each.runUntilSteady();
      each.seedResources({ taskDefinitions: ['web-app:9'] });
      each.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 });
      each.runUntilSteady();
    }
    const [timeline, ...others] = [sim, ...copies].map((each) => each.timeline());
    for (const other of others) expect(other).toBe(timeline);
    expect(copies.map((each) => JSON.stringify(each.snapshot()))).toEqual(
      copies.map(() => JSON.stringify(sim.snapshot())),
    );
  });

  test('are all made or none', () => {
    expect(refusal({ clusters: ['prod'], taskDefinitions: ['web:1', 'web:1'] })).toBe(
      'InvalidSeed: taskDefinitions.1: web:1 is there already. Leave it out, or seed another.',
    );
  });
});

describe('a cluster', () => {
  test('may be named by its ARN, with members of CreateCluster, and may be there already', () => {
    const sim = seeded({
      clusters: [`${ecs}cluster/prod`, { clusterName: 'dev', tags: [{ key: 'team', value: 'a' }] }, 'prod'],
    });
    expect(sim.ecs.listClusters().clusterArns).toEqual([`${ecs}cluster/dev`, `${ecs}cluster/prod`]);
    expect(sim.ecs.describeClusters({ clusters: ['dev'], include: ['TAGS'] }).clusters?.[0]?.tags).toEqual([
      { key: 'team', value: 'a' },
    ]);
  });
});

describe('a task definition', () => {
  test('is there at its revision, the next one counts on from it, and those before it are not there', () => {
    const sim = seeded({ taskDefinitions: ['web:7'] });
    const register = () =>
      sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'a', image: 'a', memory: 64 }] })
        .taskDefinition?.taskDefinitionArn;
    expect(register()).toBe(`${ecs}task-definition/web:8`);
    sim.seedResources({ taskDefinitions: ['web:3'] });
    expect(register()).toBe(`${ecs}task-definition/web:9`);
    expect(sim.ecs.listTaskDefinitions({ familyPrefix: 'web' }).taskDefinitionArns).toEqual(
      [3, 7, 8, 9].map((revision) => `${ecs}task-definition/web:${revision}`),
    );
    for (const revision of [3, 7, 8, 9]) {
      expect(sim.ecs.describeTaskDefinition({ taskDefinition: `web:${revision}` }).taskDefinition).toMatchObject({
        taskDefinitionArn: `${ecs}task-definition/web:${revision}`,
        revision,
      });
    }
    expect(sim.ecs.describeTaskDefinition({ taskDefinition: 'web' }).taskDefinition?.revision).toBe(9);
    for (const revision of [1, 2, 4, 10]) {
      expect(() => sim.ecs.describeTaskDefinition({ taskDefinition: `web:${revision}` })).toThrow(
        'Unable to describe task definition.',
      );
    }
  });

  test('by itself is a small one for Fargate, with one container', () => {
    const sim = seeded({
      taskDefinitions: ['web:7', { taskDefinition: 'api', container: 'app', image: 'shop/api:1', port: 80 }],
    });
    const containersOf = (taskDefinition: string) =>
      sim.ecs
        .describeTaskDefinition({ taskDefinition })
        .taskDefinition?.containerDefinitions?.map(({ name, image, portMappings }) => ({
          name,
          image,
          ports: portMappings?.map(({ containerPort }) => containerPort),
        }));
    expect(containersOf('web:7')).toEqual([{ name: 'web', image: 'web:7', ports: [8080] }]);
    expect(containersOf('api:1')).toEqual([{ name: 'app', image: 'shop/api:1', ports: [80] }]);
  });

  test('with containerDefinitions is as RegisterTaskDefinition makes it', () => {
    const containerDefinitions = [{ name: 'a', image: 'a', memory: 64 }];
    const sim = seeded({ taskDefinitions: [{ taskDefinition: 'web:2', containerDefinitions }] });
    const { networkMode, compatibilities } =
      sim.ecs.describeTaskDefinition({ taskDefinition: 'web:2' }).taskDefinition ?? {};
    expect({ networkMode, compatibilities }).toEqual({ networkMode: undefined, compatibilities: ['EXTERNAL', 'EC2'] });
  });
});

describe('a target group', () => {
  const arn = `${elb}targetgroup/web/abc123`;
  const group = (sim: Simulator) => sim.elbv2.describeTargetGroups({ TargetGroupArns: [arn] }).TargetGroups?.[0];

  test('takes members of CreateTargetGroup', () => {
    const sim = seeded({ targetGroups: [{ TargetGroupArn: arn, Port: 8080, HealthCheckIntervalSeconds: 10 }] });
    expect(group(sim)).toMatchObject({
      TargetGroupArn: arn,
      TargetGroupName: 'web',
      Port: 8080,
      HealthCheckIntervalSeconds: 10,
      LoadBalancerArns: [`${elb}loadbalancer/app/web/abc123`],
    });
  });

  test('gets no balancer when it is to have none', () => {
    const sim = seeded({ targetGroups: [{ TargetGroupArn: arn, loadBalancer: false }] });
    expect(group(sim)?.LoadBalancerArns).toEqual([]);
    expect(sim.elbv2.describeLoadBalancers({}).LoadBalancers).toEqual([]);
  });

  test('gets a listener of the balancer that is named, on the next free port', () => {
    const balancer = `${elb}loadbalancer/app/shop/50dc6c495c0c9188`;
    const sim = seeded({
      loadBalancers: [balancer],
      listeners: [`${elb}listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`],
      targetGroups: [{ TargetGroupArn: arn, loadBalancer: balancer }],
    });
    expect(group(sim)?.LoadBalancerArns).toEqual([balancer]);
    expect(
      sim.elbv2
        .describeListeners({ LoadBalancerArn: balancer })
        .Listeners?.map(({ Port, DefaultActions }) => [Port, DefaultActions?.[0]?.Type]),
    ).toEqual([
      [80, 'fixed-response'],
      [81, 'forward'],
    ]);
  });

  test('gets no other listener than the one that was seeded for it', () => {
    const listener = `${elb}listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
    const sim = createSimulator();
    expect(
      sim.seedResources({
        targetGroups: [arn],
        listeners: [{ ListenerArn: listener, Port: 8443, DefaultActions: [{ Type: 'forward', TargetGroupArn: arn }] }],
      }),
    ).toEqual({
      clusters: [],
      taskDefinitions: [],
      loadBalancers: [`${elb}loadbalancer/app/shop/50dc6c495c0c9188`],
      targetGroups: [arn],
      listeners: [listener],
    });
    expect(sim.elbv2.describeListeners({ ListenerArns: [listener] }).Listeners).toEqual([
      expect.objectContaining({ ListenerArn: listener, Port: 8443 }),
    ]);
    expect(group(sim)?.LoadBalancerArns).toEqual([`${elb}loadbalancer/app/shop/50dc6c495c0c9188`]);
  });

  test('for TCP goes behind a Network Load Balancer', () => {
    const sim = seeded({ targetGroups: [{ TargetGroupArn: arn, Protocol: 'TCP' }] });
    expect(sim.elbv2.describeLoadBalancers({}).LoadBalancers).toEqual([
      expect.objectContaining({
        LoadBalancerArn: `${elb}loadbalancer/net/web/abc123`,
        Type: 'network',
        DNSName: 'web-abc123.elb.us-east-1.amazonaws.com',
      }),
    ]);
  });

  test('whose name a balancer has gets one of another name', () => {
    const sim = seeded({ loadBalancers: [`${elb}loadbalancer/app/web/1`], targetGroups: [arn] });
    expect(group(sim)?.LoadBalancerArns).toEqual([`${elb}loadbalancer/app/web-2/abc123`]);
  });
});

describe('resources of another account and Region', () => {
  const balancer = `${elsewhere}loadbalancer/app/shop/50dc6c495c0c9188`;
  const listener = `${elsewhere}listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
  const group = `${elsewhere}targetgroup/web/abc123`;

  test('are described, changed, tagged and deleted by their ARNs', () => {
    const sim = seeded({
      loadBalancers: [{ LoadBalancerArn: balancer, Scheme: 'internal' }],
      listeners: [{ ListenerArn: listener, DefaultActions: [{ Type: 'forward', TargetGroupArn: group }] }],
      targetGroups: [group],
    });
    expect(sim.elbv2.describeLoadBalancers({ LoadBalancerArns: [balancer] }).LoadBalancers?.[0]).toMatchObject({
      LoadBalancerArn: balancer,
      LoadBalancerName: 'shop',
      DNSName: expect.stringMatching(/^internal-shop-\d+\.ap-south-1\.elb\.amazonaws\.com$/),
    });
    const rules = sim.elbv2.describeRules({ ListenerArn: listener }).Rules ?? [];
    expect(rules[0]?.RuleArn).toMatch(`${elsewhere}listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/`);
    sim.elbv2.addTags({ ResourceArns: [group], Tags: [{ Key: 'team', Value: 'a' }] });
    sim.elbv2.modifyTargetGroup({ TargetGroupArn: group, HealthCheckIntervalSeconds: 10 });
    sim.elbv2.modifyListener({ ListenerArn: listener, Port: 81 });
    sim.elbv2.deleteLoadBalancer({ LoadBalancerArn: balancer });
    sim.elbv2.deleteTargetGroup({ TargetGroupArn: group });
    expect(sim.elbv2.describeTargetGroups({}).TargetGroups).toEqual([]);
  });

  test('that nobody seeded are as unknown as ever', () => {
    const another = 'arn:aws:elasticloadbalancing:eu-west-1:987654321098:targetgroup/web/abc123';
    for (const [sim, arn] of [
      [createSimulator(), group],
      [seeded({ targetGroups: [group] }), another],
    ] as const) {
      expect(() => sim.elbv2.describeTargetHealth({ TargetGroupArn: arn })).toThrow(
        `'${arn}' is not a valid target group ARN`,
      );
    }
  });
});

test.each([
  [{ clusters: 'prod' }, 'InvalidSeed: Seeds: clusters is not valid: Invalid input: expected array, received string.'],
  [{ services: [] }, 'InvalidSeed: Seeds: services is not valid: Unrecognized key: "services".'],
  [
    { clusters: ['arn:aws:ecs:eu-west-1:123456789012:cluster/prod'] },
    'InvalidSeed: clusters.0: arn:aws:ecs:eu-west-1:123456789012:cluster/prod is no cluster of this account and Region.',
  ],
  [{ clusters: ['a cluster'] }, 'InvalidSeed: clusters.0: InvalidParameterException: '],
  [
    { taskDefinitions: ['web:0'] },
    "InvalidSeed: taskDefinitions.0: web:0 is no task definition. Write 'family:revision'",
  ],
  [
    { taskDefinitions: [{ taskDefinition: 'web:2', cpus: '256' }] },
    'InvalidSeed: taskDefinitions.0: There is no member cpus. Members are family, ',
  ],
  [
    { taskDefinitions: [{ taskDefinition: 'web:2', port: 80, containerDefinitions: [] }] },
    'InvalidSeed: taskDefinitions.0: port is for a task definition without containerDefinitions.',
  ],
  [
    { taskDefinitions: [{ taskDefinition: 'web:2', containerDefinitions: [] }] },
    'InvalidSeed: taskDefinitions.0: ClientException: ',
  ],
  [
    { targetGroups: ['my-targets'] },
    'InvalidSeed: targetGroups.0: my-targets is no such ARN. It looks like arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/my-targets/73e2d6bc24d8a067.',
  ],
  [
    { targetGroups: [`${elb}targetgroup/web/1`, `${elb}targetgroup/web/2`] },
    `InvalidSeed: targetGroups.1: Its name is taken by ${elb}targetgroup/web/1.`,
  ],
  [
    { targetGroups: [{ TargetGroupArn: `${elb}targetgroup/web/1`, HealthCheckIntervalSeconds: 1 }] },
    'InvalidSeed: targetGroups.0: ValidationError: ',
  ],
  [
    { targetGroups: [{ TargetGroupArn: `${elb}targetgroup/web/1`, loadBalancer: `${elb}loadbalancer/app/no/1` }] },
    `InvalidSeed: targetGroups.0: There is no load balancer ${elb}loadbalancer/app/no/1. There are none.`,
  ],
  [{ loadBalancers: [`${elb}loadbalancer/classic/1`] }, 'InvalidSeed: loadBalancers.0: '],
  [{ listeners: [`${elb}listener/app/shop/1`] }, 'InvalidSeed: listeners.0: '],
  [
    { listeners: [`${elb}listener/app/shop/1/2`, `${elb}listener/app/shop/1/2`] },
    `InvalidSeed: listeners.1: ${elb}listener/app/shop/1/2 is there already.`,
  ],
])('%j is refused, and nothing is made', (seeds, text) => {
  expect(refusal(seeds)).toMatch(new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
});
