import { describe, expect, test } from 'vitest';
import {
  described,
  expectRefused,
  fargateService,
  fargateTask,
  prefix,
  prodCluster,
  type Simulator,
  tasksOf,
} from './setup.js';

function steady(desiredCount: number, about: object = {}) {
  const sim = prodCluster();
  sim.ecs.createService(fargateService({ desiredCount, ...about }));
  sim.runUntilSteady();
  return { sim, arns: tasksOf(sim).map((task) => task.taskArn ?? '') };
}

const protect = (sim: Simulator, tasks: string[], about: object = {}) =>
  sim.ecs.updateTaskProtection({ cluster: 'prod', tasks, protectionEnabled: true, ...about });

const inMinutes = (sim: Simulator, minutes: number) => new Date(sim.now.getTime() + minutes * 60_000);

describe('UpdateTaskProtection', () => {
  test('protects for two hours, or as long as said, anew with each call [task-protection]', () => {
    const { sim, arns } = steady(1);
    const [taskArn = ''] = arns;
    const expected = (minutes: number) => ({
      protectedTasks: [{ taskArn, protectionEnabled: true, expirationDate: inMinutes(sim, minutes) }],
      failures: [],
    });
    expect(protect(sim, arns)).toStrictEqual(expected(120));
    sim.run('1m');
    expect(protect(sim, arns, { expiresInMinutes: 5 })).toStrictEqual(expected(5));
    expect(sim.ecs.getTaskProtection({ cluster: 'prod', tasks: arns })).toStrictEqual(expected(5));
    sim.run('5m');
    expect(sim.ecs.getTaskProtection({ cluster: 'prod', tasks: arns })).toStrictEqual({
      protectedTasks: [{ taskArn, protectionEnabled: false }],
      failures: [],
    });
    protect(sim, arns, { expiresInMinutes: 5 });
    expect(protect(sim, arns, { expiresInMinutes: 10 })).toStrictEqual(expected(10));
    sim.run('6m');
    expect(sim.ecs.getTaskProtection({ cluster: 'prod', tasks: arns })).toStrictEqual(expected(4));
  });

  test('and takes protection away', () => {
    const { sim, arns } = steady(1);
    protect(sim, arns);
    expect(protect(sim, arns, { protectionEnabled: false, expiresInMinutes: 5 })).toStrictEqual({
      protectedTasks: [{ taskArn: arns[0], protectionEnabled: false }],
      failures: [],
    });
    expect(sim.ecs.getTaskProtection({ cluster: 'prod' })).toStrictEqual({ protectedTasks: [], failures: [] });
  });

  test('fails for standalone, stopping and unknown tasks, and for those alone [task-protection]', () => {
    const { sim, arns } = steady(2);
    const [kept = '', stopping = ''] = arns;
    const alone = sim.ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
    sim.ecs.stopTask({ cluster: 'prod', task: stopping });
    const unknown = '0123456789abcdef0123456789abcdef';
    const reply = protect(sim, [unknown, alone, kept, stopping]);
    expect(reply.protectedTasks?.map((each) => each.taskArn)).toEqual([kept]);
    expect(reply.failures).toStrictEqual([
      { arn: `${prefix}task/prod/${unknown}`, reason: 'MISSING' },
      { arn: alone, reason: 'TASK_NOT_VALID' },
      { arn: stopping, reason: 'TASK_NOT_VALID' },
    ]);
  });
});

describe('a protected task', () => {
  test('is not stopped for a smaller desired count until it expires, and blocks others meanwhile [scale-in-passes-over-protected] [task-protection-expires]', () => {
    const { sim, arns } = steady(2);
    protect(sim, arns, { expiresInMinutes: 10 });
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 1 });
    sim.run('5m');
    expect(described(sim).runningCount).toBe(2);
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 });
    sim.run('2m');
    const fresh = tasksOf(sim).find((task) => !arns.includes(task.taskArn ?? ''))?.taskArn ?? '';
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 1 });
    sim.run('2m');
    expect(described(sim).runningCount).toBe(2);
    expect(tasksOf(sim).some((task) => task.taskArn === fresh)).toBe(false);
    sim.run('2m');
    expect(described(sim).runningCount).toBe(1);
  });

  test('that keeps a deployment from settling keeps others from being protected [task-protection-blocks-protection]', () => {
    const { sim, arns } = steady(1);
    protect(sim, arns);
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    sim.run('5m');
    expect(described(sim).events?.[0]?.message).toMatch(
      /unable to scale in due to \(reason 1 tasks under protection\)/,
    );
    const fresh = tasksOf(sim).find((task) => !arns.includes(task.taskArn ?? ''))?.taskArn ?? '';
    expect(protect(sim, [fresh]).failures).toStrictEqual([{ arn: fresh, reason: 'DEPLOYMENT_BLOCKED' }]);
    expect(protect(sim, arns).failures).toEqual([]);
    expect(protect(sim, [fresh], { protectionEnabled: false }).failures).toEqual([]);
    protect(sim, arns, { protectionEnabled: false });
    sim.runUntilSteady();
    expect(protect(sim, [fresh]).failures).toEqual([]);
  });

  test('may be stopped by its user', () => {
    const { sim, arns } = steady(1);
    protect(sim, arns);
    sim.ecs.stopTask({ cluster: 'prod', task: arns[0] ?? '' });
    sim.run('3h');
    expect(described(sim).runningCount).toBe(1);
  });
});

test('GetTaskProtection without tasks has the protected ones of the cluster [protection-of-a-cluster]', () => {
  const { sim, arns } = steady(2);
  protect(sim, [arns[1] ?? '']);
  sim.ecs.createCluster({ clusterName: 'other' });
  sim.ecs.createService(fargateService({ cluster: 'other' }));
  sim.runUntil((each) => each.ecs.listTasks({ cluster: 'other' }).taskArns.length === 1);
  const [elsewhere = ''] = sim.ecs.listTasks({ cluster: 'other' }).taskArns;
  sim.ecs.updateTaskProtection({ cluster: 'other', tasks: [elsewhere], protectionEnabled: true });
  const protectedOf = (cluster: string, about: object = {}) =>
    sim.ecs.getTaskProtection({ cluster, ...about }).protectedTasks?.map((each) => each.taskArn);
  expect([protectedOf('prod'), protectedOf('prod', { tasks: [] }), protectedOf('other')]).toEqual([
    [arns[1]],
    [arns[1]],
    [elsewhere],
  ]);
  expectRefused(
    sim,
    () => sim.ecs.getTaskProtection({ cluster: 'nope' }),
    'ClusterNotFoundException',
    'Cluster not found.',
  );
});
