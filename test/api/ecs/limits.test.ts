import { describe, expect, test } from 'vitest';
import { knownOperations } from '../../../src/api/call.js';
import { createShapeReader } from '../../../src/api/schemas/api-shapes.js';
import { ecsShapes } from '../../../src/api/schemas/ecs.generated.js';
import { expectRefused, fargateService, fargateTask, prefix, prodCluster, refusalOf } from './setup.js';

/** Limits and look-ups that many operations share, tried for each of them. */

const reader = createShapeReader(ecsShapes);
const membersOf = (operation: string) => reader.inputOf(operation)?.members.map(({ name }) => name) ?? [];

const sim = prodCluster();
sim.ecs.createCluster({ clusterName: 'gone' });
sim.ecs.deleteCluster({ cluster: 'gone' });

const call = (operation: string, request: object): unknown =>
  (sim.fork().ecs as unknown as Record<string, (input: object) => unknown>)[operation]?.(request);

const id = '0123456789abcdef0123456789abcdef';
const taskSet = 'ecs-svc/0000000000000000001';
const autoScalingGroupProvider = { autoScalingGroupArn: 'group' };

/** By operation, all that it needs besides its cluster to be looked at. */
const requests: Readonly<Record<string, object>> = {
  createService: fargateService(),
  createTaskSet: { service: 'web', taskDefinition: 'web' },
  deleteAttributes: { attributes: [{ name: 'a', targetId: 'one' }] },
  deleteCapacityProvider: { capacityProvider: 'one' },
  deleteService: { service: 'web' },
  deleteTaskSet: { service: 'web', taskSet },
  deregisterContainerInstance: { containerInstance: 'one' },
  describeCapacityProviders: {},
  describeContainerInstances: { containerInstances: ['one'] },
  describeServices: { services: ['web'] },
  describeTaskSets: { service: 'web' },
  describeTasks: { tasks: [id] },
  executeCommand: { command: 'ls', interactive: true, task: id },
  getTaskProtection: {},
  listAttributes: { targetType: 'container-instance' },
  listContainerInstances: {},
  listServiceDeployments: { service: 'web' },
  listServices: {},
  listTasks: {},
  putAttributes: { attributes: [{ name: 'a', targetId: 'one' }] },
  runTask: fargateTask(),
  startTask: { containerInstances: ['one'], taskDefinition: 'legacy' },
  stopTask: { task: id },
  updateCapacityProvider: { name: 'one', autoScalingGroupProvider },
  updateContainerAgent: { containerInstance: 'one' },
  updateContainerInstancesState: { containerInstances: ['one'], status: 'DRAINING' },
  updateService: { service: 'web' },
  updateServicePrimaryTaskSet: { service: 'web', primaryTaskSet: taskSet },
  updateTaskProtection: { tasks: [id], protectionEnabled: true },
  updateTaskSet: { service: 'web', taskSet, scale: { value: 0 } },
};

/** Operations whose cluster may be left out, but means none then. */
const withoutDefault = [
  'createCapacityProvider',
  'deleteCapacityProvider',
  'describeCapacityProviders',
  'updateCapacityProvider',
];

describe('the cluster of a request [missing-cluster]', () => {
  test.each(Object.keys(requests))('%s: by name or ARN, unknown, INACTIVE, misnamed', (operation) => {
    const request = requests[operation] as object;
    for (const cluster of [
      'nowhere',
      'gone',
      `${prefix}cluster/gone`,
      'arn:aws:ecs:eu-west-1:123456789012:cluster/prod',
    ]) {
      const error = refusalOf(() => call(operation, { ...request, cluster }));
      expect(`${error.code}: ${error.message}`).toBe('ClusterNotFoundException: Cluster not found.');
    }
    const outcome = (cluster: string | undefined) => {
      try {
        return JSON.stringify(call(operation, { ...request, cluster }));
      } catch (error) {
        return String(error);
      }
    };
    expect(outcome(`${prefix}cluster/prod`)).toBe(outcome('prod'));
    expect(outcome('a b')).toContain('Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was a b');
    if (withoutDefault.includes(operation)) return;
    const isRequired = reader.inputOf(operation)?.members.find(({ name }) => name === 'cluster')?.required;
    expect(outcome(undefined)).toContain(isRequired ? 'cluster can not be empty.' : 'Cluster not found.');
  });

  test('is tried for every operation that has one and looks it up', () => {
    const changing = ['deleteCluster', 'putClusterCapacityProviders', 'updateCluster', 'updateClusterSettings'];
    const refused = knownOperations('ecs').filter((name) =>
      /^(submit|register|discover|createExpress)|Gateway|^createCapacityProvider$/.test(name),
    );
    const others = knownOperations('ecs').filter((name) => membersOf(name).includes('cluster'));
    expect(others.filter((name) => ![...changing, ...refused].includes(name)).sort()).toEqual(
      Object.keys(requests).sort(),
    );
  });
});

/** @see docs of each operation: the largest page. */
const pages: Readonly<Record<string, number>> = {
  describeCapacityProviders: 10,
  describeGatewayResources: 20,
  listAccountSettings: 10,
  listAttributes: 100,
  listClusters: 100,
  listContainerInstances: 100,
  listDaemonDeployments: 100,
  listDaemonTaskDefinitions: 100,
  listDaemons: 100,
  listGatewayClusterAssociations: 100,
  listGatewayRoutes: 100,
  listGateways: 100,
  listServiceDeployments: 100,
  listServices: 100,
  listServicesByNamespace: 100,
  listTaskDefinitionFamilies: 100,
  listTaskDefinitions: 100,
  listTasks: 100,
};

describe('the size of a page [pages-sizes]', () => {
  const needs: Readonly<Record<string, object>> = {
    ...requests,
    describeGatewayResources: { gateway: 'one' },
    listDaemonDeployments: { daemonArn: 'arn:d' },
    listServicesByNamespace: { namespace: 'shop' },
  };

  test.each(Object.entries(pages))('%s: at most %i', (operation, most) => {
    const cluster = membersOf(operation).includes('cluster') ? { cluster: 'prod' } : {};
    const ask = (maxResults: number) => () => call(operation, { ...needs[operation], ...cluster, maxResults });
    const refused = (maxResults: number, bound: string) =>
      expectRefused(sim, ask(maxResults), 'InvalidParameterException', `Max results can not be ${bound}`);
    refused(0, 'lesser than 1');
    refused(most + 1, `greater than ${most}`);
    for (const fine of [1, most]) {
      try {
        ask(fine)();
      } catch (error) {
        expect(String(error)).not.toContain('Max results');
      }
    }
  });

  test('is known of every operation that has one', () => {
    expect(knownOperations('ecs').filter((name) => membersOf(name).includes('maxResults'))).toEqual(Object.keys(pages));
  });
});

describe('how many at a time', () => {
  const attributes = { name: 'a', targetId: 'one' };
  test.each<[string, string, unknown, number, string, string]>([
    [
      'describeServices',
      'services',
      'web',
      10,
      'InvalidParameterException',
      'service names can have at most 10 items.',
    ],
    ['describeClusters', 'clusters', 'prod', 100, 'InvalidParameterException', 'clusters can have at most 100 items.'],
    ['describeTasks', 'tasks', id, 100, 'InvalidParameterException', 'taskIds can have at most 100 items.'],
    ['getTaskProtection', 'tasks', id, 100, 'InvalidParameterException', 'taskIds can have at most 100 items.'],
    ['updateTaskProtection', 'tasks', id, 10, 'InvalidParameterException', 'taskIds can have at most 10 items.'],
    [
      'describeContainerInstances',
      'containerInstances',
      'one',
      100,
      'InvalidParameterException',
      'instanceIds can have at most 100 items.',
    ],
    [
      'updateContainerInstancesState',
      'containerInstances',
      'one',
      10,
      'InvalidParameterException',
      'instanceIds can have at most 10 items.',
    ],
    [
      'startTask',
      'containerInstances',
      'one',
      10,
      'InvalidParameterException',
      'instanceIds can have at most 10 items.',
    ],
    [
      'describeCapacityProviders',
      'capacityProviders',
      'one',
      100,
      'InvalidParameterException',
      'capacityProviders can have at most 100 items.',
    ],
    [
      'deleteTaskDefinitions',
      'taskDefinitions',
      'web:1',
      10,
      'InvalidParameterException',
      'Size of TaskDefinition references list cannot exceed 10',
    ],
    [
      'putAttributes',
      'attributes',
      attributes,
      10,
      'InvalidParameterException',
      'attributes can have at most 10 items.',
    ],
    [
      'deleteAttributes',
      'attributes',
      attributes,
      10,
      'InvalidParameterException',
      'attributes can have at most 10 items.',
    ],
    [
      'describeDaemonDeployments',
      'daemonDeploymentArns',
      'arn:d',
      20,
      'InvalidParameterException',
      'daemonDeploymentArns can have at most 20 items.',
    ],
    [
      'describeDaemonRevisions',
      'daemonRevisionArns',
      'arn:d',
      20,
      'InvalidParameterException',
      'daemonRevisionArns can have at most 20 items.',
    ],
    ['createTaskSet', 'loadBalancers', {}, 5, 'InvalidParameterException', 'load balancers can have at most 5 items.'],
    [
      'createTaskSet',
      'serviceRegistries',
      {},
      1,
      'InvalidParameterException',
      'service registries can have at most 1 items.',
    ],
  ])('%s %s', (operation, member, item, most, code, message) => {
    const ask = (count: number) => () =>
      call(operation, {
        ...requests[operation],
        ...(membersOf(operation).includes('cluster') ? { cluster: 'prod' } : {}),
        [member]: Array.from({ length: count }, () => item),
      });
    expectRefused(sim, ask(most + 1), code, message);
    try {
      ask(most)();
    } catch (error) {
      expect(String(error)).not.toContain(message);
    }
  });
});
