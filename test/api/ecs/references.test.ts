import { describe, expect, test } from 'vitest';
import { described, expectRefused, fargateService, prefix, prodCluster, type Simulator } from './setup.js';

/** Whatever names nothing here finds nothing, and above all not something else. */

const elsewhere = 'arn:aws:ecs:eu-west-1:123456789012:';
const someoneElses = 'arn:aws:ecs:us-east-1:999999999999:';

const withService = (): Simulator => {
  const sim = prodCluster();
  sim.ecs.createService(fargateService());
  return sim;
};

describe('a task definition', () => {
  test.each([
    ['a word for a revision', 'web:latest'],
    ['revision 0', 'web:0'],
    ['no revision after the colon', 'web:'],
    ['a second colon', 'web:2:1'],
    ['an ARN of another region', `${elsewhere}task-definition/web:1`],
    ['an ARN of another account', `${someoneElses}task-definition/web:1`],
    ['an ARN of another partition', 'arn:aws-cn:ecs:us-east-1:123456789012:task-definition/web:1'],
    ['an ARN of something else', `${prefix}service/web:1`],
  ])('%s is none [missing-definition]', (_, taskDefinition) => {
    const sim = withService();
    const unknown = ['ClientException', 'TaskDefinition not found.'] as const;
    expectRefused(sim, () => sim.ecs.createService(fargateService({ serviceName: 'new', taskDefinition })), ...unknown);
    expectRefused(sim, () => sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition }), ...unknown);
    expectRefused(
      sim,
      () => sim.ecs.describeTaskDefinition({ taskDefinition }),
      'ClientException',
      'Unable to describe task definition.',
    );
  });

  test('revision 0 deregisters nothing', () => {
    const sim = prodCluster();
    expectRefused(
      sim,
      () => sim.ecs.deregisterTaskDefinition({ taskDefinition: 'web:0' }),
      'ClientException',
      'Unable to describe task definition.',
    );
  });

  test.each(['web:1', `${prefix}task-definition/web:1`])('%s is its revision', (taskDefinition) => {
    const sim = prodCluster();
    expect(sim.ecs.describeTaskDefinition({ taskDefinition }).taskDefinition?.revision).toBe(1);
  });
});

describe('a cluster', () => {
  test.each([
    ['an ARN of another region', `${elsewhere}cluster/prod`],
    ['an ARN of another account', `${someoneElses}cluster/prod`],
    ['an ARN of something else', `${prefix}service/prod`],
  ])('%s is none', (_, cluster) => {
    const sim = withService();
    expectRefused(
      sim,
      () => sim.ecs.updateService({ cluster, service: 'web', desiredCount: 5 }),
      'ClusterNotFoundException',
      'Cluster not found.',
    );
  });

  test('an ARN of another region is missing, its own is found, once', () => {
    const sim = prodCluster();
    const { clusters, failures } = sim.ecs.describeClusters({
      clusters: [`${elsewhere}cluster/prod`, 'prod', `${prefix}cluster/prod`],
    });
    expect(clusters.map(({ clusterArn }) => clusterArn)).toEqual([`${prefix}cluster/prod`]);
    expect(failures).toEqual([{ arn: `${elsewhere}cluster/prod`, reason: 'MISSING' }]);
  });

  test('the help says where the simulator is', () => {
    const sim = prodCluster();
    const error = expectRefused(
      sim,
      () => sim.ecs.listServices({ cluster: `${elsewhere}cluster/prod` }),
      'ClusterNotFoundException',
      'Cluster not found.',
    );
    expect(error.help).toBe('This is account 123456789012 in us-east-1. Clusters are prod.');
  });
});

describe('a service', () => {
  test.each([
    ['an ARN of another region', `${elsewhere}service/prod/web`],
    ['an ARN of another account', `${someoneElses}service/prod/web`],
    ['an ARN of something else', `${prefix}task/prod/web`],
    ['an ARN without its cluster', `${prefix}service/web`],
    ['a path', 'prod/web'],
  ])('%s is none', (_, service) => {
    const sim = withService();
    expectRefused(
      sim,
      () => sim.ecs.updateService({ cluster: 'prod', service, desiredCount: 5 }),
      'ServiceNotFoundException',
      'Service not found.',
    );
    const { services, failures } = sim.ecs.describeServices({ cluster: 'prod', services: [service] });
    expect({ services, reasons: failures.map(({ reason }) => reason) }).toEqual({ services: [], reasons: ['MISSING'] });
  });

  test('its name and its ARN are one service', () => {
    const sim = withService();
    const arn = described(sim).serviceArn;
    const { services } = sim.ecs.describeServices({ cluster: 'prod', services: ['web', arn] });
    expect(services.map(({ serviceArn }) => serviceArn)).toEqual([`${prefix}service/prod/web`]);
  });
});

test('a task is found by its id and its own ARN only', () => {
  const sim = withService();
  sim.run('20s');
  const [arn = ''] = sim.ecs.listTasks({ cluster: 'prod' }).taskArns;
  const id = arn.slice(-32);
  const foreign = [`${elsewhere}task/prod/${id}`, `${someoneElses}task/prod/${id}`, `${prefix}task/${id}`];
  const { tasks, failures } = sim.ecs.describeTasks({ cluster: 'prod', tasks: [...foreign, id, arn] });
  expect(tasks.map(({ taskArn }) => taskArn)).toEqual([arn]);
  expect(failures).toEqual(foreign.map((each) => ({ arn: each, reason: 'MISSING' })));
});

test('an ARN that names another cluster than the one addressed is refused [task-reference-of-another-cluster]', () => {
  const sim = withService();
  const { ecs } = sim;
  ecs.createCluster({ clusterName: 'other' });
  ecs.createCluster({ clusterName: 'default' });
  const [cluster, task, service] = ['prod', `${prefix}task/other/${'0'.repeat(32)}`, `${prefix}service/other/web`];
  const containerInstance = `${prefix}container-instance/other/one`;
  const containerInstances = [containerInstance];
  const calls: Record<string, () => unknown> = {
    describeServices: () => ecs.describeServices({ cluster, services: ['web', service] }),
    updateService: () => ecs.updateService({ cluster, service, desiredCount: 2 }),
    deleteService: () => ecs.deleteService({ cluster, service, force: true }),
    listServiceDeployments: () => ecs.listServiceDeployments({ cluster, service }),
    listTasks: () => ecs.listTasks({ cluster, serviceName: service }),
    createTaskSet: () => ecs.createTaskSet({ cluster, service, taskDefinition: 'web' }),
    describeTaskSets: () => ecs.describeTaskSets({ cluster, service }),
    describeTasks: () => ecs.describeTasks({ cluster, tasks: ['1'.repeat(32), task] }),
    stopTask: () => ecs.stopTask({ cluster, task }),
    getTaskProtection: () => ecs.getTaskProtection({ cluster, tasks: [task] }),
    updateTaskProtection: () => ecs.updateTaskProtection({ cluster, tasks: [task], protectionEnabled: true }),
    executeCommand: () => ecs.executeCommand({ cluster, task, command: 'sh', interactive: true }),
    describeContainerInstances: () => ecs.describeContainerInstances({ cluster, containerInstances }),
    startTask: () => ecs.startTask({ cluster, taskDefinition: 'legacy', containerInstances }),
    deregisterContainerInstance: () => ecs.deregisterContainerInstance({ cluster, containerInstance }),
  };
  for (const call of Object.values(calls)) {
    expectRefused(
      sim,
      call,
      'InvalidParameterException',
      'Invalid identifier: Identifier is for cluster other. Your cluster is prod',
    );
  }
  expectRefused(
    sim,
    () => ecs.describeTasks({ tasks: [task] }),
    'InvalidParameterException',
    'Invalid identifier: Identifier is for cluster other. Your cluster is default',
  );
});
