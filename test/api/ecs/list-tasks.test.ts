import { describe, expect, test } from 'vitest';
import {
  described,
  describedTask,
  expectRefused,
  fargateDefinition,
  fargateService,
  fargateTask,
  prefix,
  prodCluster,
  type Simulator,
} from './setup.js';

const listed = (sim: Simulator, request: object = {}) =>
  sim.ecs.listTasks({ cluster: 'prod', ...request }).taskArns ?? [];

describe('ListTasks', () => {
  test('goes by desired status: PENDING is listed with RUNNING, a stop moves at once (recorded: services.json #73, #74, #108, #113) [list-tasks-by-desired-status]', () => {
    const sim = prodCluster();
    const [first = '', second = ''] = sim.ecs
      .runTask(fargateTask({ count: 2 }))
      .tasks.map((task) => task.taskArn ?? '');
    expect(listed(sim)).toEqual([first, second].toSorted());
    expect(listed(sim, { desiredStatus: 'PENDING' })).toEqual([]);
    sim.runUntil((each) => describedTask(each, first).lastStatus === 'PENDING');
    expect(listed(sim, { desiredStatus: 'RUNNING' })).toEqual([first, second].toSorted());
    expect(listed(sim, { desiredStatus: 'PENDING' })).toEqual([]);
    sim.ecs.stopTask({ cluster: 'prod', task: first });
    expect(listed(sim)).toEqual([second]);
    expect(listed(sim, { desiredStatus: 'STOPPED' })).toEqual([first]);
    sim.runUntil((each) => describedTask(each, first).lastStatus === 'STOPPED');
    expect(listed(sim)).toEqual([second]);
    expect(listed(sim, { desiredStatus: 'STOPPED' })).toEqual([first]);
    sim.run('2h');
    expect(listed(sim, { desiredStatus: 'STOPPED' })).toEqual([]);
    expect(listed(sim)).toEqual([second]);
  });

  test('filters by family, starter and launch type', () => {
    const sim = prodCluster();
    sim.ecs.createCluster({ clusterName: 'other' });
    sim.ecs.runTask(fargateTask({ cluster: 'other' }));
    const [cron] = sim.ecs.runTask(fargateTask({ startedBy: 'cron' })).tasks.map((task) => task.taskArn);
    sim.ecs.createService(fargateService());
    sim.run('20s');
    const id = described(sim).deployments?.[0]?.id ?? '';
    const [ofService] = listed(sim, { serviceName: 'web' });
    expect(listed(sim)).toEqual([cron, ofService].toSorted());
    expect(listed(sim, { startedBy: 'cron' })).toEqual([cron]);
    expect(listed(sim, { startedBy: id })).toEqual([ofService]);
    expect(listed(sim, { family: 'web' })).toHaveLength(2);
    expect(listed(sim, { family: 'legacy' })).toEqual([]);
    expect(listed(sim, { launchType: 'FARGATE' })).toHaveLength(2);
    expect(listed(sim, { launchType: 'EC2' })).toEqual([]);
    expect(sim.ecs.listTasks({ cluster: 'other' }).taskArns).toHaveLength(1);
  });

  test('of a service covers the deployments that it still lists (recorded: services.json #74, #79, #80) [list-tasks-of-a-service]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    sim.runUntilSteady();
    const [old = ''] = listed(sim, { serviceName: 'web' });
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    sim.runUntil((each) => listed(each, { serviceName: 'web', desiredStatus: 'STOPPED' }).includes(old));
    sim.runUntilSteady();
    expect(listed(sim, { serviceName: 'web', desiredStatus: 'STOPPED' })).toEqual([]);
    expect(listed(sim, { desiredStatus: 'STOPPED' })).toEqual([old]);
    expect(sim.ecs.describeTasks({ cluster: 'prod', tasks: [old] }).tasks).toHaveLength(1);
  });

  test('of a service that is DRAINING, what runs but not what stops (recorded: services.json #158) [list-tasks-of-a-service]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 2 }));
    sim.runUntilSteady();
    const [first = '', second = ''] = listed(sim, { serviceName: 'web' });
    sim.ecs.stopTask({ cluster: 'prod', task: first });
    const ofService = () =>
      (['RUNNING', 'STOPPED'] as const).map((desiredStatus) => listed(sim, { serviceName: 'web', desiredStatus }));
    expect(ofService()).toEqual([[second], [first]]);
    sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true });
    expect(described(sim).status).toBe('DRAINING');
    expect(ofService()).toEqual([[second], []]);
    sim.runUntil((each) => listed(each).length === 0);
    expect(described(sim).status).toBe('DRAINING');
    expect(ofService()).toEqual([[], []]);
    expect(listed(sim, { desiredStatus: 'STOPPED' })).toEqual([first, second].toSorted());
  });

  test('goes through hundreds of tasks page by page, in the order of their ids', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 700 }));
    sim.runUntilSteady();
    const pages: string[][] = [];
    for (let nextToken: string | undefined; ; ) {
      const page = sim.ecs.listTasks({
        cluster: 'prod',
        maxResults: 90,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      pages.push(page.taskArns ?? []);
      nextToken = page.nextToken;
      if (nextToken === undefined) break;
    }
    expect(pages.map(({ length }) => length)).toEqual([90, 90, 90, 90, 90, 90, 90, 70]);
    const all = pages.flat();
    expect(all).toEqual([...new Set(all)].sort());
    expect(sim.ecs.describeTasks({ cluster: 'prod', tasks: all.slice(600) }).failures).toEqual([]);
  });

  test('of an unknown service, and of what is not simulated', () => {
    const sim = prodCluster();
    expectRefused(sim, () => listed(sim, { serviceName: 'nope' }), 'ServiceNotFoundException', 'Service not found.');
    expectRefused(
      sim,
      () => listed(sim, { containerInstance: '0123456789abcdef0123456789abcdef' }),
      'UnsupportedFeatureException',
      'steadystate does not simulate containerInstance (0123456789abcdef0123456789abcdef) yet.',
    );
  });
});

describe('DescribeTasks', () => {
  test('goes by the request, shows a task once, and names what is missing [describe-tasks]', () => {
    const sim = prodCluster();
    const [first = '', second = ''] = sim.ecs
      .runTask(fargateTask({ count: 2 }))
      .tasks.map((task) => task.taskArn ?? '');
    const id = '0123456789abcdef0123456789abcdef';
    const reply = sim.ecs.describeTasks({
      cluster: 'prod',
      tasks: [second, id, first, second.split('/').at(-1) ?? '', second, id],
    });
    expect(reply.tasks.map((task) => task.taskArn)).toEqual([second, first]);
    expect(reply.failures).toStrictEqual([{ arn: `${prefix}task/prod/${id}`, reason: 'MISSING' }]);
  });

  test('does not show tasks of other clusters', () => {
    const sim = prodCluster();
    sim.ecs.createCluster({ clusterName: 'other' });
    const arn = sim.ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
    const id = arn.split('/').at(-1) ?? '';
    expect(sim.ecs.describeTasks({ cluster: 'other', tasks: [id] }).failures).toStrictEqual([
      { arn: `${prefix}task/other/${id}`, reason: 'MISSING' },
    ]);
    expectRefused(
      sim,
      () => sim.ecs.describeTasks({ cluster: 'other', tasks: [arn] }),
      'InvalidParameterException',
      'Invalid identifier: Identifier is for cluster prod. Your cluster is other',
    );
  });

  test('has tags when they are included, also those of a stopped task', () => {
    const sim = prodCluster();
    const tags = [{ key: 'a', value: '1' }];
    const task = sim.ecs.runTask(fargateTask({ tags })).tasks[0]?.taskArn ?? '';
    const shown = (include?: ['TAGS']) =>
      sim.ecs.describeTasks({ cluster: 'prod', tasks: [task], ...(include && { include }) }).tasks[0]?.tags;
    expect(shown()).toEqual([]);
    expect(shown(['TAGS'])).toEqual(tags);
    sim.ecs.stopTask({ cluster: 'prod', task });
    sim.run('1m');
    expect(shown(['TAGS'])).toEqual(tags);
  });
});

describe('tasks of a service', () => {
  const shown = (about: object) => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ tags: [{ key: 'a', value: 'service' }], ...about }));
    sim.run('20s');
    const [task = ''] = listed(sim, { serviceName: 'web' });
    return sim.ecs.describeTasks({ cluster: 'prod', tasks: [task], include: ['TAGS'] }).tasks[0];
  };

  test('name their deployment and their service (recorded: services.json #75) [task-group-and-starter]', () => {
    expect(shown({})).toMatchObject({
      group: 'service:web',
      startedBy: expect.stringMatching(/^ecs-svc\/\d{19}$/),
      launchType: 'FARGATE',
      tags: [],
    });
  });

  test('others name their family and nobody, or what they were told [task-group-and-starter]', () => {
    const sim = prodCluster();
    const ran = (about: object) => {
      const [task] = sim.ecs.runTask(fargateTask(about)).tasks;
      return [task, describedTask(sim, task?.taskArn ?? '')].map((each) => [each?.group, each?.startedBy]);
    };
    expect(ran({})).toEqual(Array(2).fill(['family:web', undefined]));
    expect(ran({ group: 'nightly', startedBy: 'cron' })).toEqual(Array(2).fill(['nightly', 'cron']));
  });

  test('have the tags of their service, and those of ECS', () => {
    expect(shown({ propagateTags: 'SERVICE', enableECSManagedTags: true })?.tags).toEqual([
      { key: 'a', value: 'service' },
      { key: 'aws:ecs:serviceName', value: 'web' },
      { key: 'aws:ecs:clusterName', value: 'prod' },
    ]);
    expect(shown({ propagateTags: 'TASK_DEFINITION' })?.tags).toEqual([]);
  });

  test('keep what they were launched with when it is changed for those to come [task-keeps-its-settings]', () => {
    const sim = prodCluster();
    const taskRoleArn = 'arn:aws:iam::123456789012:role/app';
    sim.ecs.registerTaskDefinition(fargateDefinition('reachable', { taskRoleArn }));
    const request = fargateService({
      taskDefinition: 'reachable',
      tags: [{ key: 'a', value: 'service' }],
      propagateTags: 'SERVICE',
      enableECSManagedTags: true,
      enableExecuteCommand: true,
    });
    const serviceArn = sim.ecs.createService(request).service?.serviceArn ?? '';
    sim.runUntilSteady();
    const settingsOf = (task: string) => {
      const found = sim.ecs.describeTasks({ cluster: 'prod', tasks: [task], include: ['TAGS'] }).tasks[0];
      return [found?.tags.map(({ key }) => key), found?.enableExecuteCommand];
    };
    const [old = ''] = listed(sim, { serviceName: 'web' });
    const launchedWith = [['a', 'aws:ecs:serviceName', 'aws:ecs:clusterName'], true];
    expect(settingsOf(old)).toEqual(launchedWith);

    sim.ecs.tagResource({ resourceArn: serviceArn, tags: [{ key: 'b', value: 'later' }] });
    sim.ecs.updateService({
      cluster: 'prod',
      service: 'web',
      desiredCount: 2,
      enableECSManagedTags: false,
      enableExecuteCommand: false,
    });
    sim.runUntil((each) => listed(each, { serviceName: 'web' }).length > 1);
    const [young = ''] = listed(sim, { serviceName: 'web' }).filter((task) => task !== old);
    expect(settingsOf(young)).toEqual([['a', 'b'], false]);
    expect(settingsOf(old)).toEqual(launchedWith);
  });
});
