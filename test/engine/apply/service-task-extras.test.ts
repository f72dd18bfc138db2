import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../../src/index.js';
import type { CreateServiceRequest } from '../../../src/model/aws/ecs.generated.js';

/** A service whose tags and whose definition's tags say whose they are. */
function serviceOf(about: Partial<CreateServiceRequest>) {
  const sim = createSimulator({ digestGate: 'none' });
  sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
  for (const revision of ['1', '2']) {
    sim.ecs.registerTaskDefinition({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      taskRoleArn: 'arn:aws:iam::123456789012:role/app',
      containerDefinitions: [{ name: 'web', image: 'web' }],
      tags: [{ key: 'definition', value: revision }],
    });
  }
  sim.ecs.createService({
    serviceName: 'web',
    taskDefinition: 'web:1',
    desiredCount: 1,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
    tags: [{ key: 'service', value: 'web' }],
    ...(about.capacityProviderStrategy ? {} : { launchType: 'FARGATE' }),
    ...about,
  });
  sim.runUntilSteady();
  return sim;
}

type Simulator = ReturnType<typeof serviceOf>;

const tasksOf = (sim: Simulator) =>
  sim.ecs.describeTasks({ tasks: sim.ecs.listTasks({ serviceName: 'web' }).taskArns, include: ['TAGS'] }).tasks;

const tagsOf = (sim: Simulator) =>
  tasksOf(sim).map(({ tags = [] }) => tags.map(({ key, value }) => `${key}=${value}`).join(' '));

describe('tags of a task', () => {
  test.each<[CreateServiceRequest['propagateTags'], string]>([
    [undefined, ''],
    ['NONE', ''],
    ['SERVICE', 'service=web'],
    ['TASK_DEFINITION', 'definition=1'],
  ])('propagated from %s, then the managed ones', (propagateTags, propagated) => {
    const about = propagateTags === undefined ? {} : { propagateTags };
    const managed = ['aws:ecs:serviceName=web', 'aws:ecs:clusterName=default'];
    expect([tagsOf(serviceOf(about)), tagsOf(serviceOf({ ...about, enableECSManagedTags: true }))]).toEqual([
      [propagated],
      [[propagated, ...managed].filter((each) => each !== '').join(' ')],
    ]);
  });

  test('are those of its own revision, as they were when it was launched [task-keeps-its-settings]', () => {
    const sim = serviceOf({ propagateTags: 'TASK_DEFINITION' });
    const { taskDefinitionArn = '' } = sim.ecs.describeTaskDefinition({ taskDefinition: 'web:1' }).taskDefinition ?? {};
    sim.ecs.tagResource({ resourceArn: taskDefinitionArn, tags: [{ key: 'late', value: 'yes' }] });
    sim.ecs.updateService({ service: 'web', desiredCount: 2 });
    sim.runUntilSteady();
    const seen = [tagsOf(sim).sort()];
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2', propagateTags: 'SERVICE' });
    sim.run('20s');
    seen.push(tagsOf(sim).sort());
    sim.ecs.updateService({ service: 'web', propagateTags: 'TASK_DEFINITION', desiredCount: 3 });
    sim.runUntilSteady();
    expect([...seen, tagsOf(sim).sort()]).toEqual([
      ['definition=1', 'definition=1 late=yes'],
      ['definition=1', 'definition=1 late=yes', 'service=web', 'service=web'],
      ['definition=2', 'service=web', 'service=web'],
    ]);
  });
});

test('a task launched with ECS Exec has it, also without anything else of its own', () => {
  const seen = [true, false].map((enableExecuteCommand) => {
    const sim = serviceOf({ enableExecuteCommand });
    sim.ecs.updateService({ service: 'web', enableExecuteCommand: !enableExecuteCommand, desiredCount: 2 });
    sim.runUntilSteady();
    return tasksOf(sim)
      .sort((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0))
      .map((task) => task.enableExecuteCommand);
  });
  expect(seen).toEqual([
    [true, false],
    [false, true],
  ]);
});

test('a task keeps what it has, and nothing else', () => {
  const keptOf = (about: Partial<CreateServiceRequest>) =>
    JSON.parse(JSON.stringify(serviceOf(about).snapshot())).tasks.map(({ extras }: { extras?: object }) => extras);
  expect([
    keptOf({}),
    keptOf({ enableExecuteCommand: true }),
    keptOf({ propagateTags: 'SERVICE' }),
    keptOf({
      capacityProviderStrategy: [
        { capacityProvider: 'FARGATE', weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 1 },
      ],
    }),
  ]).toEqual([
    [undefined],
    [{ enableExecuteCommand: true }],
    [{ tags: [{ key: 'service', value: 'web' }] }],
    [{ capacityProviderName: 'FARGATE' }],
  ]);
});
