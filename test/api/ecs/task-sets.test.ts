import { describe, expect, test } from 'vitest';
import type { CreateTaskSetRequest } from '../../../src/model/aws/ecs.generated.js';
import { restoreSimulator } from '../../../src/simulator/simulator.js';
import { ipe } from './rejections.js';
import {
  at,
  caller,
  expectRefused,
  fargateDefinition,
  fargateService,
  networkInput,
  prefix,
  prodCluster,
  serviceRole,
  stateOf,
} from './setup.js';

const controller = { deploymentController: { type: 'EXTERNAL' as const } };
const external = { cluster: 'prod', serviceName: 'out', desiredCount: 2, ...controller };
const service = { cluster: 'prod', service: 'out' };
const serviceArn = `${prefix}service/prod/out`;

const onFargate = (about: Partial<CreateTaskSetRequest> = {}) => ({
  ...service,
  taskDefinition: 'web:1',
  launchType: 'FARGATE' as const,
  networkConfiguration: networkInput(),
  ...about,
});

function withService() {
  const sim = prodCluster();
  sim.ecs.createService(external);
  return sim;
}

const described = (sim: ReturnType<typeof withService>, name = 'out') =>
  sim.ecs.describeServices({ cluster: 'prod', services: [name], include: ['TAGS'] }).services[0];

/** What the API shows of a service that was just created. */
const shown = {
  serviceArn,
  serviceName: 'out',
  clusterArn: `${prefix}cluster/prod`,
  loadBalancers: [],
  serviceRegistries: [],
  status: 'ACTIVE',
  desiredCount: 2,
  runningCount: 0,
  pendingCount: 0,
  launchType: 'EC2',
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
  taskSets: [],
  deployments: [],
  roleArn: serviceRole,
  events: [],
  createdAt: at(0),
  createdBy: caller,
  placementConstraints: [],
  placementStrategy: [],
  healthCheckGracePeriodSeconds: 0,
  schedulingStrategy: 'REPLICA',
  deploymentController: { type: 'EXTERNAL' },
  enableECSManagedTags: false,
  propagateTags: 'NONE',
  enableExecuteCommand: false,
  availabilityZoneRebalancing: 'ENABLED',
  resourceManagementType: 'CUSTOMER',
};

describe('a service with the EXTERNAL controller [external-service-runs-nothing]', () => {
  test('has task sets and no deployments', () => {
    const sim = prodCluster();
    expect(sim.ecs.createService(external)).toEqual({ service: shown });
    expect(described(sim)).toEqual({ ...shown, tags: [] });
    expect(sim.ecs.listServices({ cluster: 'prod', launchType: 'EC2' })).toEqual({ serviceArns: [serviceArn] });
    expect(sim.ecs.listServices({ cluster: 'prod', launchType: 'FARGATE' })).toEqual({ serviceArns: [] });
    expect(sim.ecs.listTasks({ cluster: 'prod', serviceName: 'out' })).toEqual({ taskArns: [] });
    expect(sim.ecs.listServiceDeployments(service)).toEqual({ serviceDeployments: [] });
    expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]?.activeServicesCount).toBe(1);
  });

  test('runs nothing, whatever time passes, and says so', () => {
    const sim = withService();
    sim.ecs.createTaskSet(onFargate());
    sim.run('1h');
    expect(sim.ecs.listTasks({ cluster: 'prod' })).toEqual({ taskArns: [] });
    expect(described(sim)).toMatchObject({ runningCount: 0, pendingCount: 0, events: [], deployments: [] });
    expect(sim.isSteady()).toBe(true);
    const sentence =
      'Service out has the EXTERNAL controller: it has 1 task set and no deployments, and none of its tasks run here.';
    expect(sim.explain('out')).toBe(sentence);
    expect(() => sim.verdict('out')).toThrow(sentence);
    expect(() => sim.isSteady({ service: 'out', cluster: 'prod' })).toThrow(sentence);
  });

  test('is created once: the same token gives it again', () => {
    const sim = prodCluster();
    const request = { ...external, clientToken: 'token' };
    const created = sim.ecs.createService(request);
    expect(sim.ecs.createService({ ...request, tags: [{ key: 'a', value: '1' }] })).toEqual(created);
    const message = 'Creation of service was not idempotent.';
    for (const other of [{ ...request, desiredCount: 1 }, external, fargateService({ serviceName: 'out' })])
      expectRefused(sim, () => sim.ecs.createService(other), ipe, message);
    sim.ecs.createService(fargateService());
    expectRefused(sim, () => sim.ecs.createService({ ...external, serviceName: 'web' }), ipe, message);
  });

  test('that drains is not deleted a second time', () => {
    const sim = withService();
    sim.ecs.createService(fargateService());
    const seen = [1, 2].map(() => {
      sim.ecs.deleteService({ ...service, force: true });
      sim.run('40s');
      return [
        described(sim)?.status,
        sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]?.activeServicesCount,
      ];
    });
    expect(seen).toEqual([
      ['DRAINING', 1],
      ['INACTIVE', 1],
    ]);
  });

  test('is deleted like any other', () => {
    const sim = withService();
    expectRefused(
      sim,
      () => sim.ecs.deleteService(service),
      ipe,
      'The service cannot be stopped while it is scaled above 0.',
    );
    sim.ecs.updateService({ ...service, desiredCount: 0 });
    sim.ecs.createTaskSet(onFargate());
    expectRefused(
      sim,
      () => sim.ecs.deleteService(service),
      ipe,
      'The service cannot be stopped while deployments are active.',
    );
    expectRefused(
      sim,
      () => sim.ecs.deleteCluster({ cluster: 'prod' }),
      'ClusterContainsServicesException',
      'The Cluster cannot be deleted while Services are active.',
    );
    expect(sim.ecs.deleteService({ ...service, force: true }).service).toEqual({
      ...shown,
      desiredCount: 0,
      status: 'DRAINING',
    });
    expect(sim.ecs.listServices({ cluster: 'prod' })).toEqual({ serviceArns: [] });
    expectRefused(sim, () => sim.ecs.createService(external), ipe, 'Unable to Start a service that is still Draining.');
    sim.run('75s');
    expect(described(sim)?.status).toBe('INACTIVE');
    // Its name can be taken again, by one of either kind.
    sim.ecs.createService(fargateService({ serviceName: 'out' }));
    expect(described(sim)?.deploymentController).toEqual({ type: 'ECS' });
    expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]?.activeServicesCount).toBe(1);
  });
});

describe('task sets', () => {
  const taskSetShown = {
    id: expect.stringMatching(/^ecs-svc\/\d{19}$/),
    taskSetArn: expect.stringMatching(`^${prefix}task-set/prod/out/ecs-svc/[0-9]{19}$`),
    serviceArn,
    clusterArn: `${prefix}cluster/prod`,
    status: 'ACTIVE',
    taskDefinition: `${prefix}task-definition/web:1`,
    computedDesiredCount: 0,
    pendingCount: 0,
    runningCount: 0,
    createdAt: at(0),
    updatedAt: at(0),
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    networkConfiguration: networkInput(),
    loadBalancers: [],
    serviceRegistries: [],
    scale: { value: 0, unit: 'PERCENT' },
    stabilityStatus: 'STABILIZING',
    stabilityStatusAt: at(0),
  };

  test('start at 0 percent, and are steady from the first pass on [task-set-create] [task-set-shown]', () => {
    const sim = withService();
    const tags = [{ key: 'color', value: 'blue' }];
    const { taskSet } = sim.ecs.createTaskSet(onFargate({ externalId: 'build-7', tags }));
    expect(taskSet).toEqual({ ...taskSetShown, externalId: 'build-7', tags });
    sim.run('14.999s');
    expect(sim.ecs.describeTaskSets(service).taskSets).toEqual([{ ...taskSetShown, externalId: 'build-7' }]);
    sim.run('5.001s');
    const steady = {
      ...taskSetShown,
      externalId: 'build-7',
      updatedAt: at(15),
      stabilityStatus: 'STEADY_STATE',
      stabilityStatusAt: at(15),
    };
    expect(sim.ecs.describeTaskSets(service)).toEqual({ taskSets: [steady], failures: [] });
    const missing = 'ecs-svc/0000000000000000001';
    const taskSets = [taskSet.taskSetArn, missing, taskSet.id];
    expect(sim.ecs.describeTaskSets({ ...service, taskSets, include: ['TAGS'] })).toEqual({
      taskSets: [{ ...steady, tags }],
      failures: [{ arn: `${prefix}task-set/prod/out/${missing}`, reason: 'MISSING' }],
    });
    expect(described(sim)?.taskSets).toEqual([{ ...steady, tags }]);
  });

  test('the same token gives the same one [task-set-create]', () => {
    const sim = withService();
    const request = onFargate({ clientToken: 'token' });
    const first = sim.ecs.createTaskSet(request);
    expect(sim.ecs.createTaskSet(request)).toEqual(first);
    expectRefused(
      sim,
      () => sim.ecs.createTaskSet({ ...request, taskDefinition: 'web:2' }),
      ipe,
      'Creation of task set was not idempotent.',
    );
  });

  test('at most five [task-set-create]', () => {
    const sim = withService();
    for (let count = 0; count < 5; count += 1) sim.ecs.createTaskSet(onFargate());
    expectRefused(
      sim,
      () => sim.ecs.createTaskSet(onFargate()),
      ipe,
      '5 deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum limit.',
    );
  });

  test("the primary one's definition is the service's [task-set-primary]", () => {
    const sim = withService();
    const [first, second] = ['web:1', 'web:2'].map(
      (taskDefinition) => sim.ecs.createTaskSet(onFargate({ taskDefinition })).taskSet.id,
    );
    const choose = (primaryTaskSet: string | undefined) =>
      sim.ecs.updateServicePrimaryTaskSet({ ...service, primaryTaskSet }).taskSet.status;
    expect(choose(first)).toBe('PRIMARY');
    expect(described(sim)?.taskDefinition).toBe(`${prefix}task-definition/web:1`);
    expect(choose(second)).toBe('PRIMARY');
    expect(described(sim)?.taskDefinition).toBe(`${prefix}task-definition/web:2`);
    expect(described(sim)?.taskSets?.map(({ status }) => status)).toEqual(['ACTIVE', 'PRIMARY']);
  });

  test("the primary one's load balancers and registries are the service's [task-set-primary]", () => {
    const sim = withService();
    const portMappings = [{ containerPort: 80 }];
    sim.ecs.registerTaskDefinition(
      fargateDefinition('shop', { containerDefinitions: [{ name: 'app', image: 'shop:1', portMappings }] }),
    );
    const targetGroupArn =
      'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/my-targets/73e2d6bc24d8a067';
    sim.seedResources({ targetGroups: [targetGroupArn] });
    const loadBalancers = [{ targetGroupArn, containerName: 'app', containerPort: 80 }];
    const serviceRegistries = [{ registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1' }];
    const [bare, served] = [{}, { taskDefinition: 'shop', loadBalancers, serviceRegistries }].map(
      (about) => sim.ecs.createTaskSet(onFargate(about)).taskSet.id,
    );
    const seen = [bare, served, bare].map((primaryTaskSet) => {
      sim.ecs.updateServicePrimaryTaskSet({ ...service, primaryTaskSet });
      return [described(sim)?.loadBalancers, described(sim)?.serviceRegistries];
    });
    expect(seen).toEqual([
      [[], []],
      [loadBalancers, serviceRegistries],
      [[], []],
    ]);
  });

  test('are rescaled while no tasks are wanted, and refused by name otherwise [external-service-runs-nothing] [task-set-shown]', () => {
    const sim = withService();
    sim.ecs.updateService({ ...service, desiredCount: 0 });
    const { id } = sim.ecs.createTaskSet(onFargate()).taskSet;
    sim.run('1m');
    expect(sim.ecs.updateTaskSet({ ...service, taskSet: id, scale: { value: 50, unit: 'PERCENT' } }).taskSet).toEqual({
      ...taskSetShown,
      scale: { value: 50, unit: 'PERCENT' },
      updatedAt: at(60),
      stabilityStatusAt: at(60),
    });
    // It is steady again from the first pass on, and the choice of the primary one changes nothing of that.
    sim.run('20s');
    sim.ecs.updateServicePrimaryTaskSet({ ...service, primaryTaskSet: id });
    expect(sim.ecs.describeTaskSets(service).taskSets).toEqual([
      {
        ...taskSetShown,
        status: 'PRIMARY',
        scale: { value: 50, unit: 'PERCENT' },
        updatedAt: at(80),
        stabilityStatus: 'STEADY_STATE',
        stabilityStatusAt: at(75),
      },
    ]);
    expectRefused(
      sim,
      () => sim.ecs.updateService({ ...service, desiredCount: 3 }),
      'UnsupportedFeatureException',
      'steadystate does not simulate tasks of task sets (2 tasks) yet.',
    );
  });

  test('go at 0 percent, or with force [task-set-delete]', () => {
    const sim = withService();
    sim.ecs.updateService({ ...service, desiredCount: 0 });
    const { id: primary } = sim.ecs.createTaskSet(onFargate()).taskSet;
    const { id: scaled } = sim.ecs.createTaskSet(onFargate({ scale: { value: 100 } })).taskSet;
    sim.ecs.updateServicePrimaryTaskSet({ ...service, primaryTaskSet: primary });
    const remove = (taskSet: string, force?: true) => () =>
      sim.ecs.deleteTaskSet({ ...service, taskSet, ...(force && { force }) }).taskSet;
    expectRefused(sim, remove(scaled), ipe, 'The task set cannot be deleted while it is scaled above 0.');
    expectRefused(sim, remove(primary), ipe, 'The task set cannot be deleted while it is the primary task set.');
    expect(remove(scaled, true)()).toMatchObject({ id: scaled, status: 'DRAINING' });
    expect(remove(primary, true)()).toEqual({ ...taskSetShown, status: 'DRAINING' });
    expect(sim.ecs.describeTaskSets(service)).toEqual({ taskSets: [], failures: [] });
  });

  test('are ACTIVE but for the primary one, whichever that was before', () => {
    const sim = withService();
    sim.ecs.updateService({ ...service, desiredCount: 0 });
    const ids = [1, 2, 3].map(() => sim.ecs.createTaskSet(onFargate()).taskSet.id ?? '');
    const seen = [0, 2, 2, 1].map((place) => {
      sim.ecs.updateServicePrimaryTaskSet({ ...service, primaryTaskSet: ids[place] ?? '' });
      return sim.ecs.describeTaskSets({ ...service, taskSets: ids }).taskSets.map(({ status }) => status);
    });
    expect(seen).toEqual([
      ['PRIMARY', 'ACTIVE', 'ACTIVE'],
      ['ACTIVE', 'ACTIVE', 'PRIMARY'],
      ['ACTIVE', 'ACTIVE', 'PRIMARY'],
      ['ACTIVE', 'PRIMARY', 'ACTIVE'],
    ]);
  });

  test('have tags', () => {
    const { ecs } = withService();
    const { taskSetArn: resourceArn } = ecs.createTaskSet(onFargate({ tags: [{ key: 'b', value: '1' }] })).taskSet;
    ecs.tagResource({ resourceArn, tags: [{ key: 'a', value: '2' }] });
    ecs.untagResource({ resourceArn, tagKeys: ['b'] });
    expect(ecs.listTagsForResource({ resourceArn })).toEqual({ tags: [{ key: 'a', value: '2' }] });
    ecs.tagResource({ resourceArn: serviceArn, tags: [{ key: 'c', value: '3' }] });
    expect(ecs.listTagsForResource({ resourceArn: serviceArn })).toEqual({ tags: [{ key: 'c', value: '3' }] });
  });
});

test('task sets are part of snapshots and forks, each their own', () => {
  const sim = withService();
  const { id: taskSet } = sim.ecs.createTaskSet(onFargate({ externalId: 'build-7' })).taskSet;
  const copies = [restoreSimulator(JSON.parse(JSON.stringify(sim.snapshot()))), sim.fork()];
  for (const copy of copies) expect(stateOf(copy)).toEqual(stateOf(sim));
  const before = stateOf(sim);
  for (const copy of copies) {
    copy.ecs.updateServicePrimaryTaskSet({ ...service, primaryTaskSet: taskSet });
    copy.ecs.deleteTaskSet({ ...service, taskSet, force: true });
    copy.ecs.deleteService({ ...service, force: true });
  }
  expect(stateOf(sim)).toEqual(before);
});
