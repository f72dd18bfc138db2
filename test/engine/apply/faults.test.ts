import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';
import { define } from './define.js';

/** What is told since then. */
const told = (sim: Simulator, from: Date, what: RegExp = /./) =>
  sim
    .timelineEntries({ from })
    .map(({ atMs, text }) => `+${(atMs - from.getTime()) / 1_000} ${text}`)
    .filter((line) => what.test(line));

const killed = / exits | to stop /;

/** Two tasks of these containers, started by hand. */
function twoJobs(containers: readonly ContainerDefinition[]) {
  const sim = createSimulator();
  sim.ecs.createCluster({});
  define(sim, 'job', containers);
  const { tasks } = sim.ecs.runTask({
    taskDefinition: 'job',
    count: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
  });
  const [first = '', second = ''] = tasks.map(({ taskArn = '' }) => taskArn);
  return { sim, first, second };
}

describe('killTask, of one task', () => {
  test('kills the first essential container that runs', () => {
    const { sim, first, second } = twoJobs([
      { name: 'sidecar', essential: false },
      { name: 'app', dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
      { name: 'db', healthCheck: { command: ['CMD', 'true'], interval: 300 } },
      { name: 'worker' },
    ]);
    sim.run('60s');
    const from = sim.now;
    sim.faults.add({ kind: 'killTask', task: first });
    sim.run('10s');
    sim.faults.add({ kind: 'killTask', task: second, exitCode: 9 });
    sim.run('1s');
    expect(told(sim, from, killed)).toEqual([
      '+0 container db exits with code 137 in 1 task (a7a466fd)',
      '+0 1 task of job:1 to stop (a7a466fd): Essential container in task exited',
      '+10 container db exits with code 9 in 1 task (d7174c06)',
      '+10 1 task of job:1 to stop (d7174c06): Essential container in task exited',
    ]);
  });

  test('of which none runs yet: its host is gone', () => {
    const { sim, first } = twoJobs([{ name: 'app' }]);
    sim.run('5s');
    sim.faults.add({ kind: 'killTask', task: first });
    sim.run('1m');
    expect(
      sim.ecs.describeTasks({ tasks: [first] }).tasks.map((each) => [each.lastStatus, each.stoppedReason]),
    ).toEqual([['STOPPED', 'Task stopped due to underlying infrastructure health.']]);
  });

  test('that stops, has stopped or is not there any more, kills nobody', () => {
    const { sim, first, second } = twoJobs([{ name: 'app' }]);
    sim.run('60s');
    sim.ecs.stopTask({ task: first });
    const from = sim.now;
    for (const at of ['+0.1s', '+10m', '+2h'] as const) sim.faults.add({ kind: 'killTask', task: first, at });
    sim.run('3h');
    expect(told(sim, from)).toEqual([
      '+0 StopTask: task a7a466fd27e70edd33c32949708f835d',
      '+0 1 task of job:1 to stop (a7a466fd): Task stopped by user',
      `+0.1 fault started: killTask ${first}`,
      '+25 1 task of job:1 STOPPED (a7a466fd)',
      `+600 fault started: killTask ${first}`,
      `+7200 fault started: killTask ${first}`,
    ]);
    expect(sim.ecs.describeTasks({ tasks: [second] }).tasks.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING']);
  });
});

describe('killTask, of a service', () => {
  test.each([
    { pick: 'oldest', victims: ['4 tasks of web:1 to stop (a7a466fd d7174c06 8399eefd and 1 more)'] },
    { pick: 'newest', victims: ['4 tasks of web:2 to stop (e35ee993 67cd6dc4 ca0c8c78 and 1 more)'] },
    {
      pick: 'random',
      victims: ['1 task of web:1 to stop (8399eefd)', '3 tasks of web:2 to stop (67cd6dc4 e35ee993 ca0c8c78)'],
    },
  ] as const)('picks the $pick of all its revisions', ({ pick, victims }) => {
    const sim = createSimulator({ digestGate: 'none' });
    const web = fargateService(sim, { desiredCount: 4 });
    web.register('web:2');
    sim.runUntilSteady();
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
    sim.run('40s');
    const from = sim.now;
    sim.faults.add({ kind: 'killTask', service: 'web', pick, count: 4 });
    sim.run('1ms');
    expect(told(sim, from, / to stop /)).toEqual(
      victims.map((victim) => `+0 [web] ${victim}: Essential container in task exited`),
    );
  });

  test('that is being deleted, kills nobody', () => {
    const sim = createSimulator();
    fargateService(sim);
    sim.runUntilSteady();
    sim.ecs.deleteService({ service: 'web', force: true });
    const from = sim.now;
    sim.faults.add({ kind: 'killTask', service: 'web' });
    sim.run('10s');
    expect(told(sim, from, killed)).toEqual([]);
  });
});

test('want of capacity in a zone, or slow provisioning there, kills nobody', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 3 });
  sim.runUntilSteady();
  const from = sim.now;
  sim.faults.add({ kind: 'capacityUnavailable', zone: 'us-east-1a', until: '+1m' });
  sim.faults.add({ kind: 'slowProvisioning', zone: 'us-east-1b', times: 2, until: '+1m' });
  sim.run('2m');
  expect(told(sim, from, /task|fault/)).toEqual([
    '+0 fault started: capacityUnavailable us-east-1a',
    '+0 fault started: slowProvisioning us-east-1b, times 2',
    '+60 fault ended: capacityUnavailable us-east-1a',
    '+60 fault ended: slowProvisioning us-east-1b, times 2',
  ]);
});

test('what a task needs before its pull fails it after 288 s, unless told otherwise [start-resource-failure]', () => {
  const failed = (kind: 'secretMissing' | 'logGroupMissing') => {
    const sim = createSimulator();
    fargateService(sim);
    sim.faults.add({ kind, taskDefinition: 'web:1' });
    sim.run('6m');
    const { taskArns } = sim.ecs.listTasks({ serviceName: 'web', desiredStatus: 'STOPPED' });
    const [task] = sim.ecs.describeTasks({ tasks: taskArns }).tasks;
    const after = ((task?.stoppingAt?.getTime() ?? 0) - (task?.createdAt?.getTime() ?? 0)) / 1_000;
    return [after, task?.pullStartedAt, task?.stopCode, task?.stoppedReason];
  };
  const code = 'TaskFailedToStart';
  expect(failed('secretMissing')).toEqual([
    288,
    undefined,
    code,
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm',
  ]);
  expect(failed('logGroupMissing')).toEqual([
    288,
    undefined,
    code,
    'ResourceInitializationError: failed to validate logger args: The specified log group does not exist.',
  ]);
});

describe('of several faults at once', () => {
  test('the one that began last makes tasks fail to start, and the one before it when that has ended', () => {
    const sim = createSimulator();
    sim.ecs.createCluster({});
    define(sim, 'job', [{ name: 'app', image: 'job', essential: true }]);
    const about = { taskDefinition: 'job', failsAfter: '10s' } as const;
    sim.faults.add({ kind: 'secretMissing', ...about, reason: 'first' });
    sim.faults.add({ kind: 'logGroupMissing', ...about, reason: 'second', until: '+1m' });
    const whyOneFails = () => {
      const { tasks } = sim.ecs.runTask({
        taskDefinition: 'job',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
      });
      sim.run('2m');
      return sim.ecs.describeTasks({ tasks: tasks.map(({ taskArn = '' }) => taskArn) }).tasks[0]?.stoppedReason;
    };
    expect([whyOneFails(), whyOneFails()]).toEqual([
      'ResourceInitializationError: second',
      'ResourceInitializationError: first',
    ]);
  });

  test('slow provisionings add up in the order in which they began', () => {
    const startsAfter = (...slow: { times?: number; extra?: string }[]) => {
      const sim = createSimulator({ digestGate: 'none' });
      fargateService(sim, { desiredCount: 0 });
      for (const each of slow) sim.faults.add({ kind: 'slowProvisioning', ...each });
      sim.ecs.updateService({ service: 'web', desiredCount: 1 });
      sim.run('5m');
      const { taskArns } = sim.ecs.listTasks({ serviceName: 'web' });
      const [task] = sim.ecs.describeTasks({ tasks: taskArns }).tasks;
      return ((task?.pullStartedAt?.getTime() ?? 0) - (task?.createdAt?.getTime() ?? 0)) / 1_000;
    };
    const plain = startsAfter();
    expect(startsAfter({ times: 2 }, { extra: '10s' })).toBe(2 * plain + 10);
    expect(startsAfter({ extra: '10s' }, { times: 2 })).toBe(2 * (plain + 10));
  });
});
