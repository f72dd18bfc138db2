import { expect, test } from 'vitest';
import {
  at,
  describedTask,
  expectRefused,
  fargateService,
  fargateTask,
  prefix,
  prodCluster,
  tasksOf,
} from './setup.js';

const tags = [{ key: 'a', value: '1' }];

test('shows the task as it was, with the stop, and without tags (recorded: task_tokens.json #11) [stop-task]', () => {
  const sim = prodCluster();
  const started = sim.ecs.runTask(fargateTask({ tags })).tasks[0];
  sim.run('2s');
  expect(sim.ecs.stopTask({ cluster: 'prod', task: started?.taskArn ?? '', reason: 'enough' })).toStrictEqual({
    task: {
      ...started,
      desiredStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      stoppingAt: at(2),
      tags: [],
      version: 2,
    },
  });
});

test('takes an id as well as an ARN, and has a reason of its own', () => {
  const sim = prodCluster();
  const arn = sim.ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
  const task = sim.ecs.stopTask({ cluster: `${prefix}cluster/prod`, task: arn.split('/').at(-1) ?? '' }).task;
  expect(task).toMatchObject({ taskArn: arn, stoppedReason: 'Task stopped by user' });
});

test('of a STOPPED task answers with less; the first reason stays (recorded: task_tokens.json #17) [task-first-cause-stays] [stop-task]', () => {
  const sim = prodCluster();
  const task = sim.ecs.runTask(fargateTask({ tags })).tasks[0]?.taskArn ?? '';
  sim.run('30s');
  sim.ecs.stopTask({ cluster: 'prod', task, reason: 'first' });
  sim.ecs.stopTask({ cluster: 'prod', task, reason: 'second' });
  sim.run('1m');
  const { attributes: _attributes, healthStatus: _health, ...shown } = describedTask(sim, task);
  expect(shown).toMatchObject({ lastStatus: 'STOPPED', stoppedReason: 'first', version: 6 });
  expect(sim.ecs.stopTask({ cluster: 'prod', task, reason: 'third' })).toStrictEqual({
    task: {
      ...shown,
      attachments: [],
      containers: [],
      overrides: { containerOverrides: [], inferenceAcceleratorOverrides: [] },
    },
  });
});

test('of a task that stops by itself changes nothing; nor does the loss of its zone later on [task-first-cause-stays]', () => {
  const sim = prodCluster();
  sim.workloads.set('web:2', { exits: { code: 1, after: '5s' } });
  const task = sim.ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
  sim.run('26.5s');
  sim.ecs.stopTask({ cluster: 'prod', task, reason: 'too late' });
  sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1a', from: '+100ms' });
  sim.run('1m');
  expect(describedTask(sim, task)).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    stoppingAt: at(26),
  });
});

test('of a task of a service: it is replaced when it is STOPPED [unhealthy-dead-are-replaced-when-stopped]', () => {
  const sim = prodCluster();
  sim.ecs.createService(fargateService());
  sim.runUntilSteady();
  const task = tasksOf(sim)[0]?.taskArn ?? '';
  sim.ecs.stopTask({ cluster: 'prod', task, reason: 'drill' });
  sim.run('1m');
  expect(describedTask(sim, task)).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'UserInitiated',
    stoppedReason: 'drill',
    group: 'service:web',
  });
  expect(tasksOf(sim)).toHaveLength(1);
});

test('of an unknown task, and one of another cluster [task-reference-of-another-cluster]', () => {
  const sim = prodCluster();
  const other = `${prefix}task/other/0123456789abcdef0123456789abcdef`;
  expectRefused(
    sim,
    () => sim.ecs.stopTask({ cluster: 'prod', task: '0123456789abcdef0123456789abcdef' }),
    'InvalidParameterException',
    'The referenced task was not found.',
  );
  expectRefused(
    sim,
    () => sim.ecs.stopTask({ cluster: 'prod', task: other }),
    'InvalidParameterException',
    'Invalid identifier: Identifier is for cluster other. Your cluster is prod',
  );
});
