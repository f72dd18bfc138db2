import { describe, expect, test } from 'vitest';
import { createSimulator, restoreSimulator } from '../../../src/simulator/simulator.js';
import { client, ipe, type Row, testRejections } from './rejections.js';
import { expectRefused, fargateService, fargateTask, prefix, prodCluster, stateOf } from './setup.js';

const autoScalingGroupArn =
  'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:4d5e:autoScalingGroupName/instances';
const tags = [{ key: 'team', value: 'shop' }];

/** What the API shows of a provider that was created with the group alone. */
const shown = (name: string) => ({
  capacityProviderArn: `${prefix}capacity-provider/${name}`,
  name,
  status: 'ACTIVE',
  autoScalingGroupProvider: {
    autoScalingGroupArn,
    managedScaling: {
      status: 'DISABLED',
      targetCapacity: 100,
      minimumScalingStepSize: 1,
      maximumScalingStepSize: 10_000,
      instanceWarmupPeriod: 300,
    },
    managedTerminationProtection: 'DISABLED',
    managedDraining: 'ENABLED',
  },
  tags: [],
  type: 'EC2_AUTOSCALING',
});

function withProvider(name = 'instances') {
  const sim = prodCluster();
  sim.ecs.createCapacityProvider({ name, autoScalingGroupProvider: { autoScalingGroupArn }, tags });
  return sim;
}

const attach = (sim: ReturnType<typeof withProvider>, ...capacityProviders: string[]) =>
  sim.ecs.putClusterCapacityProviders({ cluster: 'prod', capacityProviders, defaultCapacityProviderStrategy: [] })
    .cluster;

test('what is left out is filled in [capacity-provider-defaults]', () => {
  const { ecs } = createSimulator();
  expect(ecs.createCapacityProvider({ name: 'plain', autoScalingGroupProvider: { autoScalingGroupArn } })).toEqual({
    capacityProvider: shown('plain'),
  });
  const { capacityProvider } = ecs.createCapacityProvider({
    name: 'scaled',
    autoScalingGroupProvider: {
      autoScalingGroupArn,
      managedScaling: { targetCapacity: 90 },
      managedTerminationProtection: 'ENABLED',
      managedDraining: 'DISABLED',
    },
    tags,
  });
  expect(capacityProvider).toEqual({
    ...shown('scaled'),
    autoScalingGroupProvider: {
      autoScalingGroupArn,
      managedScaling: {
        status: 'ENABLED',
        targetCapacity: 90,
        minimumScalingStepSize: 1,
        maximumScalingStepSize: 10_000,
        instanceWarmupPeriod: 300,
      },
      managedTerminationProtection: 'ENABLED',
      managedDraining: 'DISABLED',
    },
    tags,
  });
});

describe('DescribeCapacityProviders [capacity-provider-describe]', () => {
  const fargate = (name: 'FARGATE' | 'FARGATE_SPOT') => ({
    capacityProviderArn: `${prefix}capacity-provider/${name}`,
    name,
    status: 'ACTIVE',
    tags: [],
    type: name,
  });

  test("has Fargate's two and the account's own", () => {
    const { ecs } = withProvider();
    expect(ecs.describeCapacityProviders()).toEqual({
      capacityProviders: [fargate('FARGATE'), fargate('FARGATE_SPOT'), shown('instances')],
      failures: [],
    });
  });

  test('by name and ARN, with tags when asked; the same one once, an unknown one MISSING', () => {
    const { ecs } = withProvider();
    const arn = `${prefix}capacity-provider/instances`;
    const elsewhere = 'arn:aws:ecs:eu-west-1:123456789012:capacity-provider/instances';
    expect(
      ecs.describeCapacityProviders({
        capacityProviders: [arn, 'nowhere', 'instances', 'FARGATE', elsewhere],
        include: ['TAGS'],
      }),
    ).toEqual({
      capacityProviders: [fargate('FARGATE'), { ...shown('instances'), tags }],
      failures: [
        { arn: `${prefix}capacity-provider/nowhere`, reason: 'MISSING' },
        { arn: elsewhere, reason: 'MISSING' },
      ],
    });
  });

  test('of a cluster', () => {
    const sim = withProvider();
    attach(sim, 'instances', 'FARGATE');
    const names = (cluster: string) =>
      sim.ecs.describeCapacityProviders({ cluster }).capacityProviders.map(({ name }) => name);
    expect(names('prod')).toEqual(['FARGATE', 'instances']);
  });

  test('ten at a time', () => {
    const { ecs } = createSimulator();
    for (let number = 10; number < 25; number += 1)
      ecs.createCapacityProvider({ name: `p${number}`, autoScalingGroupProvider: { autoScalingGroupArn } });
    const pages: number[] = [];
    const names: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = ecs.describeCapacityProviders({ nextToken });
      pages.push(page.capacityProviders.length);
      names.push(...page.capacityProviders.map(({ name }) => name));
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    expect(pages).toEqual([10, 7]);
    expect(new Set(names).size).toBe(17);
    const missing = { capacityProviders: ['nowhere', 'FARGATE', 'p10'], maxResults: 1 };
    const first = ecs.describeCapacityProviders(missing);
    const second = ecs.describeCapacityProviders({ ...missing, nextToken: first.nextToken });
    expect([first, second].map(({ capacityProviders, failures }) => [capacityProviders.length, failures])).toEqual([
      [1, [{ arn: `${prefix}capacity-provider/nowhere`, reason: 'MISSING' }]],
      [1, []],
    ]);
  });
});

test('an update changes what is given; the reply shows it under way', () => {
  const { ecs } = withProvider();
  const managedScaling = {
    ...shown('instances').autoScalingGroupProvider.managedScaling,
    status: 'ENABLED' as const,
    targetCapacity: 80,
  };
  const changed = {
    ...shown('instances'),
    autoScalingGroupProvider: { ...shown('instances').autoScalingGroupProvider, managedScaling },
  };
  expect(
    ecs.updateCapacityProvider({
      name: 'instances',
      autoScalingGroupProvider: { managedScaling: { status: 'ENABLED', targetCapacity: 80 } },
    }),
  ).toEqual({ capacityProvider: { ...changed, updateStatus: 'UPDATE_IN_PROGRESS' } });
  expect(ecs.describeCapacityProviders({ capacityProviders: ['instances'] }).capacityProviders).toEqual([
    { ...changed, updateStatus: 'UPDATE_COMPLETE' },
  ]);
});

test('one that a cluster has is not deleted, and the reply says why [capacity-provider-delete] [capacity-provider-names-are-unique]', () => {
  const sim = withProvider();
  attach(sim, 'instances');
  const failed = {
    ...shown('instances'),
    updateStatus: 'DELETE_FAILED',
    updateStatusReason:
      'The capacity provider cannot be deleted because it is associated with cluster: prod. Remove the capacity provider from the cluster and try again.',
  };
  expect(sim.ecs.deleteCapacityProvider({ capacityProvider: 'instances' })).toEqual({ capacityProvider: failed });
  expect(sim.ecs.describeCapacityProviders({ capacityProviders: ['instances'] }).capacityProviders).toEqual([failed]);

  attach(sim);
  expect(sim.ecs.deleteCapacityProvider({ capacityProvider: `${prefix}capacity-provider/instances` })).toEqual({
    capacityProvider: { ...shown('instances'), updateStatus: 'DELETE_IN_PROGRESS' },
  });
  expect(sim.ecs.describeCapacityProviders({ capacityProviders: ['instances'] }).capacityProviders).toEqual([
    { ...shown('instances'), status: 'INACTIVE', updateStatus: 'DELETE_COMPLETE' },
  ]);
  expect(sim.ecs.describeCapacityProviders().capacityProviders.map(({ name }) => name)).toEqual([
    'FARGATE',
    'FARGATE_SPOT',
  ]);
  // A deleted cluster has none, and its name can be taken again.
  expect(
    sim.ecs.createCapacityProvider({ name: 'instances', autoScalingGroupProvider: { autoScalingGroupArn } })
      .capacityProvider,
  ).toEqual(shown('instances'));
  attach(sim, 'instances');
  sim.ecs.deleteCluster({ cluster: 'prod' });
  expect(sim.ecs.deleteCapacityProvider({ capacityProvider: 'instances' }).capacityProvider?.updateStatus).toBe(
    'DELETE_IN_PROGRESS',
  );
});

test('a cluster keeps providers, and nothing is launched by them', () => {
  const sim = withProvider();
  const strategy = [{ capacityProvider: 'instances', weight: 1 }];
  expect(attach(sim, 'FARGATE', 'instances')?.capacityProviders).toEqual(['FARGATE', 'instances']);
  expect(
    sim.ecs.createCluster({
      clusterName: 'other',
      capacityProviders: ['instances'],
      defaultCapacityProviderStrategy: strategy,
    }).cluster?.defaultCapacityProviderStrategy,
  ).toEqual([{ capacityProvider: 'instances', weight: 1, base: 0 }]);

  const message = 'steadystate does not simulate tasks of the capacity provider (instances) yet.';
  const { launchType: _service, ...service } = fargateService({ capacityProviderStrategy: strategy });
  const { launchType: _task, ...task } = fargateTask({ cluster: 'other' });
  expectRefused(sim, () => sim.ecs.createService(service), 'UnsupportedFeatureException', message);
  expectRefused(sim, () => sim.ecs.runTask(task), 'UnsupportedFeatureException', message);
});

test('providers are tagged like anything else', () => {
  const { ecs } = withProvider();
  const resourceArn = `${prefix}capacity-provider/instances`;
  ecs.tagResource({ resourceArn, tags: [{ key: 'stage', value: 'test' }] });
  ecs.untagResource({ resourceArn, tagKeys: ['team'] });
  expect(ecs.listTagsForResource({ resourceArn })).toEqual({ tags: [{ key: 'stage', value: 'test' }] });
});

test('providers are part of snapshots and forks, each their own', () => {
  const sim = withProvider();
  const copies = [restoreSimulator(sim.snapshot()), sim.fork()];
  for (const copy of copies) expect(stateOf(copy)).toEqual(stateOf(sim));
  const before = stateOf(sim);
  for (const copy of copies) copy.ecs.deleteCapacityProvider({ capacityProvider: 'instances' });
  expect(stateOf(sim)).toEqual(before);
});

const autoScalingGroupProvider = { autoScalingGroupArn };
const wrongName =
  'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.';
const wrongSteps =
  'The minimum or maximum scaling step size value is invalid. Specify a minimum scaling step size value that is less than or equal to the maximum scaling step size value and try again.';
const notActive = (name: string) =>
  `The specified capacity provider '${name}' is not in an ACTIVE state. Specify a valid capacity provider and try again.`;
const missing = 'The specified capacity provider does not exist. Specify a valid name or ARN and try again.';

const rows: readonly Row[] = [
  ['createCapacityProvider', "AWS's prefix", { name: 'fargate-mine', autoScalingGroupProvider }, client, wrongName],
  [
    'createCapacityProvider',
    'a name that is taken',
    { name: 'instances', autoScalingGroupProvider },
    client,
    'The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.',
  ],
  [
    'createCapacityProvider',
    'neither kind',
    { name: 'new' },
    client,
    'Specify either an Auto Scaling group provider or a managed instances provider and try again.',
  ],
  [
    'createCapacityProvider',
    'steps the wrong way round',
    {
      name: 'new',
      autoScalingGroupProvider: {
        autoScalingGroupArn,
        managedScaling: { minimumScalingStepSize: 5, maximumScalingStepSize: 4 },
      },
    },
    client,
    wrongSteps,
  ],
  [
    'createCapacityProvider',
    'a cluster of its own',
    { name: 'new', cluster: 'prod', autoScalingGroupProvider },
    client,
    'A cluster is specified with a managed instances provider, and only with it.',
  ],
  ['updateCapacityProvider', 'an unknown one', { name: 'nowhere', autoScalingGroupProvider: {} }, client, missing],
  [
    'updateCapacityProvider',
    'steps below those in force',
    { name: 'instances', autoScalingGroupProvider: { managedScaling: { minimumScalingStepSize: 10_000 } } },
    client,
    wrongSteps,
  ],
  [
    'updateCapacityProvider',
    "one of Fargate's",
    { name: 'FARGATE', autoScalingGroupProvider: {} },
    client,
    "The capacity provider 'FARGATE' cannot be updated or deleted.",
  ],
  ['deleteCapacityProvider', 'an unknown one', { capacityProvider: 'nowhere' }, client, missing],
  ['describeCapacityProviders', 'eleven at a time', { maxResults: 11 }, ipe, 'Max results can not be greater than 10'],
];

const associations: readonly Row[] = [
  [
    'putClusterCapacityProviders',
    'one that is not there',
    { cluster: 'prod', capacityProviders: ['nowhere'], defaultCapacityProviderStrategy: [] },
    ipe,
    notActive('nowhere'),
  ],
  ['createCluster', 'one that is deleted', { clusterName: 'new', capacityProviders: ['gone'] }, ipe, notActive('gone')],
];

describe('capacity providers [capacity-provider-rejections] [capacity-provider-names-are-unique]', () => {
  const sim = withProvider();
  sim.ecs.updateCapacityProvider({
    name: 'instances',
    autoScalingGroupProvider: { managedScaling: { maximumScalingStepSize: 10 } },
  });
  sim.ecs.createCapacityProvider({ name: 'gone', autoScalingGroupProvider });
  sim.ecs.deleteCapacityProvider({ capacityProvider: 'gone' });
  testRejections({ sim }, rows);
  describe('that are not ACTIVE are not associated with clusters [cluster-providers-are-active]', () => {
    testRejections({ sim }, associations);
  });
});
