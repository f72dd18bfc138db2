import { describe, expect, test } from 'vitest';
import {
  at,
  caller,
  deploymentId,
  described,
  expectRefused,
  fargateDefinition,
  fargateService,
  networkConfiguration,
  prefix,
  prodCluster,
  serviceRole,
  stateOf,
} from './setup.js';

const revisionArn = expect.stringMatching(`^${prefix}service-revision/prod/web/\\d{19}$`);

/** The whole reply to a service of EC2 with desired count 0 (recorded: services.json #11). */
const ec2Reply = {
  serviceArn: `${prefix}service/prod/web`,
  serviceName: 'web',
  clusterArn: `${prefix}cluster/prod`,
  loadBalancers: [],
  serviceRegistries: [],
  status: 'ACTIVE',
  desiredCount: 0,
  runningCount: 0,
  pendingCount: 0,
  launchType: 'EC2',
  taskDefinition: `${prefix}task-definition/legacy:1`,
  deploymentConfiguration: {
    deploymentCircuitBreaker: {
      enable: false,
      rollback: false,
      resetOnHealthyTask: true,
      thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
    },
    maximumPercent: 200,
    minimumHealthyPercent: 100,
    strategy: 'ROLLING',
    bakeTimeInMinutes: 0,
  },
  deployments: [
    {
      id: deploymentId,
      status: 'PRIMARY',
      taskDefinition: `${prefix}task-definition/legacy:1`,
      desiredCount: 0,
      pendingCount: 0,
      runningCount: 0,
      failedTasks: 0,
      createdAt: at(0),
      updatedAt: at(0),
      launchType: 'EC2',
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: expect.stringMatching(/^ECS deployment ecs-svc\/\d{19} in progress\.$/),
    },
  ],
  events: [],
  createdAt: at(0),
  createdBy: caller,
  currentServiceRevisions: [{ arn: revisionArn, requestedTaskCount: 0, runningTaskCount: 0, pendingTaskCount: 0 }],
  placementConstraints: [],
  placementStrategy: [],
  healthCheckGracePeriodSeconds: 0,
  schedulingStrategy: 'REPLICA',
  deploymentController: { type: 'ECS' },
  enableECSManagedTags: false,
  propagateTags: 'NONE',
  enableExecuteCommand: false,
  availabilityZoneRebalancing: 'ENABLED',
  resourceManagementType: 'CUSTOMER',
};

const minimal = {
  cluster: 'prod',
  serviceName: 'web',
  taskDefinition: 'legacy:1',
  desiredCount: 0,
  clientToken: 'token',
};

const tags = [
  { key: 'z', value: '1' },
  { key: 'a', value: '2' },
];

describe('the reply', () => {
  test('without a launch type is of EC2, with every default (recorded: services.json #11) [service-defaults] [service-launches-on-ec2-unless-told] [call-caller]', () => {
    const { ecs } = prodCluster();
    expect(ecs.createService({ ...minimal, tags })).toStrictEqual({ service: { ...ec2Reply, tags } });
  });

  test('has no tags when none were sent (recorded: service_revisions.json #8)', () => {
    const { ecs } = prodCluster();
    expect(ecs.createService(minimal)).toStrictEqual({ service: ec2Reply });
  });

  test('on Fargate adds platform, network and role (recorded: services.json #46) [service-fargate-members]', () => {
    const { ecs } = prodCluster();
    const taskDefinition = `${prefix}task-definition/web:2`;
    const platform = { platformVersion: '1.4.0', platformFamily: 'Linux', networkConfiguration };
    const reply = ecs.createService(fargateService({ taskDefinition: 'web', desiredCount: 0 }));
    expect(reply).toStrictEqual({
      service: {
        ...ec2Reply,
        taskDefinition,
        launchType: 'FARGATE',
        platformVersion: 'LATEST',
        platformFamily: 'Linux',
        networkConfiguration,
        roleArn: serviceRole,
        deployments: [{ ...ec2Reply.deployments[0], ...platform, taskDefinition, launchType: 'FARGATE' }],
      },
    });
  });

  test('on Fargate shows the platform that was asked for, by the name it has (other families: inferred) [service-fargate-members] [service-platform-latest]', () => {
    const { ecs } = prodCluster();
    const runtimePlatform = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' as const };
    ecs.registerTaskDefinition(fargateDefinition('win', { cpu: '1024', memory: '2048', runtimePlatform }));
    const platforms = [
      fargateService({ serviceName: 'old', platformVersion: '1.3.0' }),
      fargateService({ serviceName: 'win', taskDefinition: 'win' }),
    ].map((request) => {
      const { platformVersion, platformFamily, deployments: [deployment] = [] } = ecs.createService(request).service;
      return [platformVersion, platformFamily, deployment?.platformVersion, deployment?.platformFamily];
    });
    expect(platforms).toEqual([
      ['1.3.0', 'Linux', '1.3.0', 'Linux'],
      ['LATEST', 'WINDOWS_SERVER_2022_CORE', '1.0.0', 'WINDOWS_SERVER_2022_CORE'],
    ]);
  });

  test('on Fargate is refused with the platform of another family [service-platform-latest]', () => {
    const sim = prodCluster();
    const runtimePlatform = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' as const };
    sim.ecs.registerTaskDefinition(fargateDefinition('win', { cpu: '1024', memory: '2048', runtimePlatform }));
    const platforms = [
      { taskDefinition: 'win', platformVersion: '1.4.0' },
      { taskDefinition: 'web', platformVersion: '1.0.0' },
    ];
    for (const platform of platforms) {
      expectRefused(
        sim,
        () => sim.ecs.createService(fargateService(platform)),
        'PlatformTaskDefinitionIncompatibilityException',
        "The specified platform version doesn't satisfy the required capabilities of the task definition.",
      );
    }
  });

  test('one id names deployment, revision and its reason [deployment-reasons] [id-deployment]', () => {
    const { ecs } = prodCluster();
    const service = ecs.createService(minimal).service;
    const [deployment] = service?.deployments ?? [];
    const digits = deployment?.id?.slice('ecs-svc/'.length);
    expect(service?.currentServiceRevisions?.[0]?.arn).toBe(`${prefix}service-revision/prod/web/${digits}`);
    expect(deployment?.rolloutStateReason).toBe(`ECS deployment ecs-svc/${digits} in progress.`);
  });

  test('shares nothing with the state', () => {
    const sim = prodCluster();
    const service = sim.ecs.createService(fargateService({ tags })).service as never as Record<string, never>;
    const before = stateOf(sim);
    const spoil = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || value instanceof Date) return;
      for (const member of Object.values(value)) spoil(member);
      if (Array.isArray(value)) value.push('spoilt');
      else Object.assign(value, { spoilt: true });
    };
    spoil(service);
    expect(stateOf(sim)).toEqual(before);
  });
});

describe('defaults', () => {
  test('zone rebalancing is off where the maximum leaves no room [service-rebalancing-default]', () => {
    const { ecs } = prodCluster();
    const { service } = ecs.createService(
      fargateService({ deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } }),
    );
    expect(service?.availabilityZoneRebalancing).toBe('DISABLED');
    const given = (['ENABLED', 'DISABLED'] as const).map(
      (availabilityZoneRebalancing) =>
        ecs.createService(fargateService({ serviceName: availabilityZoneRebalancing, availabilityZoneRebalancing }))
          .service.availabilityZoneRebalancing,
    );
    expect(given).toEqual(['ENABLED', 'DISABLED']);
  });

  test("the cluster's default strategy applies when nothing else is said [service-launches-on-ec2-unless-told]", () => {
    const { ecs } = prodCluster();
    const strategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }];
    ecs.putClusterCapacityProviders({
      cluster: 'prod',
      capacityProviders: ['FARGATE_SPOT'],
      defaultCapacityProviderStrategy: strategy,
    });
    const { launchType: _launchType, ...request } = fargateService();
    const { service } = ecs.createService(request);
    expect(service?.capacityProviderStrategy).toEqual(strategy);
    expect(service).not.toHaveProperty('launchType');
    expect(service?.deployments?.[0]?.capacityProviderStrategy).toEqual(strategy);
  });
});

describe('idempotency', () => {
  test('the same name, token and request give the stored service; tags do not matter (recorded: services.json #12, #14, #88) [service-create-is-idempotent]', () => {
    const sim = prodCluster();
    sim.ecs.createService({ ...minimal, tags });
    sim.run('7s');
    const before = stateOf(sim);
    for (const request of [
      { ...minimal, tags },
      { ...minimal, tags: [{ key: 'other', value: '' }] },
      minimal,
      // The order of members is no difference.
      Object.fromEntries(Object.entries(minimal).reverse()) as typeof minimal,
    ]) {
      const { service } = sim.ecs.createService(request);
      expect(service).toMatchObject({ tags, serviceName: 'web', createdAt: at(0) });
      expect(service).not.toHaveProperty('currentServiceDeployment');
    }
    expect(described(sim)).toHaveProperty('currentServiceDeployment');
    expect(stateOf(sim)).toEqual(before);
  });

  test('a token is scoped to the name (recorded: services.json #15)', () => {
    const { ecs } = prodCluster();
    ecs.createService(minimal);
    expect(ecs.createService({ ...minimal, serviceName: 'other' }).service?.serviceName).toBe('other');
  });

  test.each([
    ['a changed desired count (services.json #47)', { ...minimal, desiredCount: 1 }],
    ['a new token (services.json #13)', { ...minimal, clientToken: 'another' }],
    ['no token (services.json #89)', { ...minimal, clientToken: undefined }],
    ['the definition written otherwise (services.json #49)', { ...minimal, taskDefinition: 'legacy' }],
  ])('%s is not idempotent [service-create-is-idempotent]', (_, request) => {
    const sim = prodCluster();
    sim.ecs.createService({ ...minimal, tags });
    expectRefused(
      sim,
      () => sim.ecs.createService(request),
      'InvalidParameterException',
      'Creation of service was not idempotent.',
    );
  });

  test('a name is free again once its service is INACTIVE, and starts with new ids [service-becomes-inactive]', () => {
    const sim = prodCluster();
    const first = sim.ecs.createService(minimal).service;
    sim.ecs.deleteService({ cluster: 'prod', service: 'web' });
    expectRefused(
      sim,
      () => sim.ecs.createService(minimal),
      'InvalidParameterException',
      'Unable to Start a service that is still Draining.',
    );
    sim.run('2m');
    const second = sim.ecs.createService(minimal).service;
    expect(second?.createdAt).toEqual(at(120));
    expect(second?.deployments?.[0]?.id).not.toBe(first?.deployments?.[0]?.id);
  });
});

describe('quotas', () => {
  test('tasks per service and services per cluster [quota-tasks-per-service] [quota-services-per-cluster]', () => {
    const sim = prodCluster({ quotas: { tasksPerService: 10, servicesPerCluster: 2 } });
    sim.ecs.createCluster({ clusterName: 'other' });
    const external = { cluster: 'prod', serviceName: 'out', deploymentController: { type: 'EXTERNAL' as const } };
    const update = (service: string, desiredCount: number) =>
      sim.ecs.updateService({ cluster: 'prod', service, desiredCount }).service.desiredCount;
    const tooMany = 'The desired count exceeds the maximum number of tasks per service (10).';
    const refused = (call: () => unknown) => expectRefused(sim, call, 'InvalidParameterException', tooMany);
    refused(() => sim.ecs.createService(fargateService({ desiredCount: 11 })));
    refused(() => sim.ecs.createService({ ...external, desiredCount: 11 }));
    sim.ecs.createService(fargateService({ desiredCount: 10 }));
    sim.ecs.createService({ ...external, desiredCount: 10 });
    for (const service of ['web', 'out']) {
      refused(() => update(service, 11));
      expect(update(service, 10)).toBe(10);
    }
    for (const request of [
      fargateService({ serviceName: 'third' }),
      { ...external, serviceName: 'third', desiredCount: 0 },
    ]) {
      expectRefused(
        sim,
        () => sim.ecs.createService(request),
        'ClientException',
        'The maximum number of services per cluster has been exceeded.',
      );
    }
    expect(sim.ecs.createService(fargateService({ cluster: 'other', serviceName: 'third' })).service.status).toBe(
      'ACTIVE',
    );
    // One that is deleted doesn't count.
    sim.ecs.deleteService({ cluster: 'prod', service: 'out', force: true });
    expect(sim.ecs.createService(fargateService({ serviceName: 'third' })).service.status).toBe('ACTIVE');
  });
});
