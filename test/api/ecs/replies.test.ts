import { expect, test } from 'vitest';
import {
  at,
  described,
  fargateDefinition,
  fargateService,
  fargateTask,
  prodCluster,
  stateOf,
  tasksOf,
} from './setup.js';

/** Everything that can be described, with every optional member somewhere. */
function populated() {
  const sim = prodCluster();
  const { ecs } = sim;
  const tags = [{ key: 'a', value: '1' }];
  ecs.updateCluster({
    cluster: 'prod',
    configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
    serviceConnectDefaults: { namespace: 'internal' },
  });
  ecs.putClusterCapacityProviders({
    cluster: 'prod',
    capacityProviders: ['FARGATE'],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
  });
  const { launchType: _launchType, ...request } = fargateService({ tags });
  ecs.createService(request);
  ecs.registerTaskDefinition(fargateDefinition('tagged', { tags }));
  ecs.runTask(fargateTask({ tags, overrides: { containerOverrides: [{ name: 'app', command: ['true'] }] } }));
  sim.run('1m');
  return sim;
}

const sim = populated();
const { ecs } = sim;
const include = ['TAGS' as const];
const cluster = 'prod';
const tasks = ecs.listTasks({ cluster }).taskArns ?? [];
const serviceDeploymentArns = ecs
  .listServiceDeployments({ cluster, service: 'web' })
  .serviceDeployments.map((each) => each.serviceDeploymentArn ?? '');
const serviceRevisionArns = (described(sim).currentServiceRevisions ?? []).map((each) => each.arn ?? '');
const resourceArn = described(sim).serviceArn ?? '';

function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const member of Object.values(value)) spoil(member);
  if (value instanceof Date) value.setTime(0);
  else if (Array.isArray(value)) value.push('spoilt');
  else Object.assign(value, { spoilt: true });
}

test.each<[string, () => unknown]>([
  [
    'describeClusters',
    () =>
      ecs.describeClusters({
        clusters: [cluster],
        include: ['TAGS', 'SETTINGS', 'CONFIGURATIONS', 'STATISTICS', 'ATTACHMENTS'],
      }),
  ],
  ['describeServices', () => ecs.describeServices({ cluster, services: ['web'], include })],
  ['describeServiceDeployments', () => ecs.describeServiceDeployments({ serviceDeploymentArns })],
  ['describeServiceRevisions', () => ecs.describeServiceRevisions({ serviceRevisionArns })],
  ['describeTaskDefinition', () => ecs.describeTaskDefinition({ taskDefinition: 'tagged', include })],
  ['describeTasks', () => ecs.describeTasks({ cluster, tasks, include })],
  ['listTagsForResource', () => ecs.listTagsForResource({ resourceArn })],
  ['getTaskProtection', () => ecs.getTaskProtection({ cluster, tasks })],
  ['updateCluster', () => ecs.updateCluster({ cluster })],
  ['updateService', () => ecs.updateService({ cluster, service: 'web' })],
])('%s shares nothing with the state', (_, call) => {
  const pristine = structuredClone(call());
  const before = stateOf(sim);
  spoil(call());
  expect(call()).toStrictEqual(pristine);
  expect(stateOf(sim)).toEqual(before);
});

test('requests are not kept: what the caller changes afterwards changes nothing', () => {
  const request = fargateService({ serviceName: 'other', tags: [{ key: 'a', value: '1' }] });
  ecs.createService(request);
  const before = stateOf(sim);
  spoil(request.tags);
  expect(stateOf(sim)).toEqual(before);
  expect(tasksOf(sim)).toHaveLength(1);
});

test('calls act at the moment they are made, and see all that happened before [call-acts-at-once]', () => {
  const fresh = prodCluster();
  const shown = () => {
    const service = described(fresh);
    return service && [service.createdAt, service.desiredCount, service.pendingCount, service.runningCount];
  };
  fresh.run('7s');
  expect(shown()).toBeUndefined();
  fresh.ecs.createService(fargateService({ desiredCount: 1 }));
  expect(shown()).toEqual([at(7), 1, 0, 0]);
  fresh.runUntil((each) => described(each).pendingCount === 1);
  fresh.ecs.updateService({ cluster, service: 'web', desiredCount: 3 });
  expect(shown()).toEqual([at(7), 3, 1, 0]);
  const [task = ''] = fresh.ecs.listTasks({ cluster }).taskArns;
  fresh.ecs.stopTask({ cluster, task });
  expect(fresh.ecs.listTasks({ cluster }).taskArns).toEqual([]);
  expect(fresh.ecs.listTasks({ cluster, desiredStatus: 'STOPPED' }).taskArns).toEqual([task]);
});
