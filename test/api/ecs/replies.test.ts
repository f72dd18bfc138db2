import { expect, test } from 'vitest';
import { described, fargateDefinition, fargateService, fargateTask, prodCluster, stateOf, tasksOf } from './setup.js';

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

test('requests are not kept: what the caller changes afterwards changes nothing [call-acts-at-once]', () => {
  const request = fargateService({ serviceName: 'other', tags: [{ key: 'a', value: '1' }] });
  ecs.createService(request);
  const before = stateOf(sim);
  spoil(request.tags);
  expect(stateOf(sim)).toEqual(before);
  expect(tasksOf(sim)).toHaveLength(1);
});
