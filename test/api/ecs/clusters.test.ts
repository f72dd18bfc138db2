import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../../src/simulator/simulator.js';
import { expectRefused, fargateDefinition, fargateService, fargateTask, prefix, prodCluster } from './setup.js';

const cluster = (name: string, about: object = {}) => ({
  clusterArn: `${prefix}cluster/${name}`,
  clusterName: name,
  status: 'ACTIVE',
  registeredContainerInstancesCount: 0,
  runningTasksCount: 0,
  pendingTasksCount: 0,
  activeServicesCount: 0,
  statistics: [],
  tags: [],
  settings: [{ name: 'containerInsights', value: 'disabled' }],
  capacityProviders: [],
  defaultCapacityProviderStrategy: [],
  ...about,
});

const tags = [
  { key: 'z', value: '1' },
  { key: 'a', value: '' },
];

describe('CreateCluster', () => {
  test('answers with the settings and the tags as given (recorded: services.json #7)', () => {
    const { ecs } = createSimulator();
    expect(ecs.createCluster({ clusterName: 'prod', tags })).toStrictEqual({ cluster: cluster('prod', { tags }) });
    expect(ecs.createCluster()).toStrictEqual({ cluster: cluster('default') });
  });

  test('fills in weight and base, each by itself [cluster-strategy-fills-in]', () => {
    const { ecs } = createSimulator();
    const [FARGATE, FARGATE_SPOT] = ['FARGATE', 'FARGATE_SPOT'];
    ecs.createCluster({ clusterName: 'prod' });
    const { cluster: changed } = ecs.putClusterCapacityProviders({
      cluster: 'prod',
      capacityProviders: [FARGATE, FARGATE_SPOT],
      defaultCapacityProviderStrategy: [
        { capacityProvider: FARGATE, base: 2 },
        { capacityProvider: FARGATE_SPOT, weight: 1 },
      ],
    });
    expect(changed?.defaultCapacityProviderStrategy).toStrictEqual([
      { capacityProvider: FARGATE, weight: 0, base: 2 },
      { capacityProvider: FARGATE_SPOT, weight: 1, base: 0 },
    ]);
  });

  test('fills in weight and base (recorded: controls.json #30) [cluster-strategy-fills-in]', () => {
    const { ecs } = createSimulator();
    const given = {
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    };
    expect(ecs.createCluster({ clusterName: 'prod', ...given }).cluster).toStrictEqual(
      cluster('prod', {
        ...given,
        defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
      }),
    );
  });

  test('of an ACTIVE name answers with what is stored, whose tags stay (recorded: controls.json #9 to #11) [cluster-create-is-idempotent]', () => {
    const { ecs } = createSimulator();
    ecs.createCluster({ clusterName: 'prod', tags });
    expect(ecs.createCluster({ clusterName: 'prod' }).cluster.tags).toEqual([]);
    expect(ecs.createCluster({ clusterName: 'prod', tags: [{ key: 'other', value: '' }] }).cluster.tags).toEqual([]);
    expect(ecs.createCluster({ clusterName: 'prod', tags }).cluster.tags).toEqual(tags);
    expect(ecs.describeClusters({ clusters: ['prod'], include: ['TAGS'] }).clusters[0]?.tags).toEqual(tags);
  });

  test('of an ACTIVE name with other settings is refused (recorded: controls.json #10) [cluster-create-is-idempotent]', () => {
    const sim = prodCluster();
    expectRefused(
      sim,
      () => sim.ecs.createCluster({ clusterName: 'prod', settings: [{ name: 'containerInsights', value: 'enabled' }] }),
      'InvalidParameterException',
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    );
  });

  test('of a deleted name starts afresh (recorded: controls.json #30, #31) [cluster-name-starts-afresh]', () => {
    const { ecs } = createSimulator();
    ecs.createCluster({
      clusterName: 'prod',
      tags,
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
      configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
      capacityProviders: ['FARGATE'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      serviceConnectDefaults: { namespace: 'shop' },
    });
    ecs.registerTaskDefinition(fargateDefinition('web'));
    ecs.createService(fargateService({ taskDefinition: 'web', desiredCount: 0 }));
    ecs.deleteService({ cluster: 'prod', service: 'web' });
    ecs.deleteCluster({ cluster: 'prod' });
    ecs.createCluster({ clusterName: 'prod', tags: [{ key: 'new', value: '1' }] });
    const include = ['TAGS', 'CONFIGURATIONS', 'SETTINGS'] as const;
    expect(ecs.describeClusters({ clusters: ['prod'], include: [...include] }).clusters).toStrictEqual([
      cluster('prod', { tags: [{ key: 'new', value: '1' }] }),
    ]);
    const { services, failures } = ecs.describeServices({ cluster: 'prod', services: ['web'] });
    expect([services, failures[0]?.reason]).toEqual([[], 'MISSING']);
  });

  test('beyond the quota is refused [quota-clusters]', () => {
    const sim = createSimulator({ quotas: { clusters: 1 } });
    sim.ecs.createCluster({ clusterName: 'a' });
    sim.ecs.createCluster({ clusterName: 'a' });
    expectRefused(
      sim,
      () => sim.ecs.createCluster({ clusterName: 'b' }),
      'ClientException',
      'The maximum number of clusters has been exceeded.',
    );
    sim.ecs.deleteCluster({ cluster: 'a' });
    expect(sim.ecs.createCluster({ clusterName: 'b' }).cluster?.status).toBe('ACTIVE');
  });
});

describe('DescribeClusters', () => {
  test('shows parts only when they are included (recorded: services.json #20, controls.json #11, #18) [cluster-describe]', () => {
    const { ecs } = createSimulator();
    ecs.createCluster({ clusterName: 'prod', tags });
    expect(ecs.describeClusters({ clusters: ['prod'] })).toStrictEqual({
      clusters: [cluster('prod', { settings: [] })],
      failures: [],
    });
    expect(
      ecs.describeClusters({ clusters: ['prod'], include: ['TAGS', 'SETTINGS', 'ATTACHMENTS', 'CONFIGURATIONS'] })
        .clusters,
    ).toStrictEqual([cluster('prod', { tags, attachments: [] })]);
  });

  test('counts with STATISTICS, in this order (recorded: controls.json #11) [cluster-statistics]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 2 }));
    sim.run('20s');
    const shown = sim.ecs.describeClusters({ clusters: ['prod'], include: ['STATISTICS'] }).clusters[0];
    expect(shown?.statistics).toStrictEqual(
      [
        ['runningEC2TasksCount', '0'],
        ['runningFargateTasksCount', '0'],
        ['pendingEC2TasksCount', '0'],
        ['pendingFargateTasksCount', '1'],
        ['runningExternalTasksCount', '0'],
        ['pendingExternalTasksCount', '0'],
        ['runningManagedInstancesTasksCount', '0'],
        ['pendingManagedInstancesTasksCount', '0'],
        ['activeEC2ServiceCount', '0'],
        ['activeFargateServiceCount', '1'],
        ['drainingEC2ServiceCount', '0'],
        ['drainingFargateServiceCount', '0'],
        ['activeExternalServiceCount', '0'],
        ['drainingExternalServiceCount', '0'],
        ['activeManagedInstancesServiceCount', '0'],
        ['drainingManagedInstancesServiceCount', '0'],
      ].map(([name, value]) => ({ name, value })),
    );
    expect(shown).toMatchObject({ pendingTasksCount: 1, runningTasksCount: 0, activeServicesCount: 1 });
  });

  test('counts in STATISTICS tasks that run, and services of each kind that are ACTIVE or drain [cluster-statistics]', () => {
    const sim = prodCluster();
    const create = (serviceName: string, about: object) =>
      sim.ecs.createService({ ...fargateService({ serviceName }), ...about });
    const onEc2 = { taskDefinition: 'legacy', launchType: 'EC2', networkConfiguration: undefined, desiredCount: 0 };
    create('web', { desiredCount: 2 });
    for (const serviceName of ['gone', 'going']) create(serviceName, { desiredCount: 0 });
    for (const serviceName of ['legacy', 'old', 'older', 'oldest']) create(serviceName, onEc2);
    sim.ecs.runTask(fargateTask());
    sim.ecs.deleteService({ cluster: 'prod', service: 'gone' });
    sim.run('2m');
    for (const service of ['going', 'older', 'oldest']) sim.ecs.deleteService({ cluster: 'prod', service });
    sim.ecs.runTask(fargateTask());
    const [shown] = sim.ecs.describeClusters({ clusters: ['prod'], include: ['STATISTICS'] }).clusters;
    const counted = (shown?.statistics ?? []).filter(({ value }) => value !== '0');
    expect(Object.fromEntries(counted.map(({ name, value }) => [name, value]))).toEqual({
      runningFargateTasksCount: '3',
      pendingFargateTasksCount: '1',
      activeEC2ServiceCount: '2',
      activeFargateServiceCount: '1',
      drainingEC2ServiceCount: '2',
      drainingFargateServiceCount: '1',
    });
  });

  test('merges duplicates, and names what is missing by its full ARN (recorded: controls.json #19, #20) [cluster-describe]', () => {
    const { ecs } = prodCluster();
    const reply = ecs.describeClusters({ clusters: ['nope', 'prod', `${prefix}cluster/prod`] });
    expect(reply.clusters.map((each) => each.clusterName)).toEqual(['prod']);
    expect(reply.failures).toStrictEqual([{ arn: `${prefix}cluster/nope`, reason: 'MISSING' }]);
  });

  test('without names means the cluster default', () => {
    const { ecs } = createSimulator();
    expect(ecs.describeClusters()).toStrictEqual({
      clusters: [],
      failures: [{ arn: `${prefix}cluster/default`, reason: 'MISSING' }],
    });
  });
});

describe('changing a cluster', () => {
  test('UpdateCluster and UpdateClusterSettings show no tags, but attachments (recorded: controls.json #13, #14) [cluster-update]', () => {
    const { ecs } = createSimulator();
    ecs.createCluster({ clusterName: 'prod', tags });
    const configuration = { executeCommandConfiguration: { logging: 'DEFAULT' as const } };
    expect(ecs.updateCluster({ cluster: 'prod', configuration })).toStrictEqual({
      cluster: cluster('prod', { configuration, attachments: [] }),
    });
    const settings = [{ name: 'containerInsights' as const, value: 'enhanced' }];
    expect(ecs.updateClusterSettings({ cluster: 'prod', settings })).toStrictEqual({
      cluster: cluster('prod', { configuration, settings, attachments: [] }),
    });
    expect(
      ecs.describeClusters({ clusters: ['prod'], include: ['TAGS', 'SETTINGS', 'CONFIGURATIONS'] }).clusters,
    ).toStrictEqual([cluster('prod', { configuration, settings, tags })]);
    // What isn't given stays.
    const off = [{ name: 'containerInsights' as const, value: 'disabled' }];
    const { cluster: connected } = ecs.updateCluster({
      cluster: 'prod',
      settings: off,
      serviceConnectDefaults: { namespace: 'shop' },
    });
    expect(connected).toStrictEqual(
      cluster('prod', {
        configuration,
        settings: off,
        attachments: [],
        serviceConnectDefaults: { namespace: expect.stringMatching(/:namespace\/ns-/) },
      }),
    );
    expect(ecs.updateCluster({ cluster: 'prod' }).cluster).toStrictEqual(connected);
    const capacityProviders = ['FARGATE'];
    const providers = { cluster: 'prod', capacityProviders, defaultCapacityProviderStrategy: [] };
    expect(ecs.putClusterCapacityProviders(providers).cluster).toStrictEqual({ ...connected, capacityProviders });
  });

  test('PutClusterCapacityProviders replaces providers and strategy', () => {
    const { ecs } = prodCluster();
    const reply = ecs.putClusterCapacityProviders({
      cluster: 'prod',
      capacityProviders: ['FARGATE'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 2 }],
    });
    expect(reply.cluster).toMatchObject({
      capacityProviders: ['FARGATE'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 2 }],
    });
    ecs.putClusterCapacityProviders({ cluster: 'prod', capacityProviders: [], defaultCapacityProviderStrategy: [] });
    expect(ecs.describeClusters({ clusters: ['prod'] }).clusters[0]).toMatchObject({
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    });
  });
});

describe('DeleteCluster', () => {
  test('leaves it INACTIVE: describable, but not listed (recorded: services.json #194, controls.json #25, #26) [cluster-delete]', () => {
    const { ecs } = createSimulator();
    ecs.createCluster({ clusterName: 'prod', tags });
    expect(ecs.deleteCluster({ cluster: 'prod' })).toStrictEqual({ cluster: cluster('prod', { status: 'INACTIVE' }) });
    expect(ecs.listClusters()).toStrictEqual({ clusterArns: [] });
    expect(ecs.describeClusters({ clusters: ['prod'], include: ['TAGS'] }).clusters[0]).toMatchObject({
      status: 'INACTIVE',
      tags,
    });
  });

  test('leaves one that nothing changes [missing-cluster]', () => {
    const sim = createSimulator();
    const { ecs } = sim;
    ecs.createCluster({ clusterName: 'prod' });
    ecs.deleteCluster({ cluster: 'prod' });
    const providers = { capacityProviders: [], defaultCapacityProviderStrategy: [] };
    const changesOf = (cluster: string) => [
      () => ecs.updateCluster({ cluster }),
      () => ecs.updateClusterSettings({ cluster, settings: [] }),
      () => ecs.putClusterCapacityProviders({ cluster, ...providers }),
    ];
    for (const change of changesOf('prod')) expectRefused(sim, change, 'ClientException', 'Cluster was not ACTIVE.');
    for (const change of changesOf('nope'))
      expectRefused(sim, change, 'ClusterNotFoundException', 'Cluster not found.');
  });

  test('again succeeds, with attachments (recorded: controls.json #29) [cluster-delete]', () => {
    const { ecs } = createSimulator();
    ecs.createCluster({ clusterName: 'prod' });
    ecs.deleteCluster({ cluster: 'prod' });
    expect(ecs.deleteCluster({ cluster: 'prod' })).toStrictEqual({
      cluster: cluster('prod', { status: 'INACTIVE', attachments: [] }),
    });
  });

  test('is refused while services are ACTIVE, though they have no tasks [cluster-delete-waits-for-tasks]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 0 }));
    expectRefused(
      sim,
      () => sim.ecs.deleteCluster({ cluster: 'prod' }),
      'ClusterContainsServicesException',
      'The Cluster cannot be deleted while Services are active.',
    );
    sim.ecs.deleteService({ cluster: 'prod', service: 'web' });
    expect(sim.ecs.deleteCluster({ cluster: 'prod' }).cluster?.status).toBe('INACTIVE');
  });

  test('is refused while tasks run, also those of a service that drains (recorded: services.json #168) [cluster-delete-waits-for-tasks]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    sim.runUntilSteady();
    sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true });
    const text = 'The Cluster cannot be deleted while Tasks are active.';
    expectRefused(sim, () => sim.ecs.deleteCluster({ cluster: 'prod' }), 'ClusterContainsTasksException', text);
    sim.run('5m');
    expect(sim.ecs.deleteCluster({ cluster: 'prod' }).cluster?.status).toBe('INACTIVE');

    const other = prodCluster();
    other.ecs.runTask(fargateTask());
    expectRefused(other, () => other.ecs.deleteCluster({ cluster: 'prod' }), 'ClusterContainsTasksException', text);
  });
});
