import { expect, test } from 'vitest';
import { Due } from '../../../src/engine/agenda/due.js';
import { createSimulator, fargateService, restoreSimulator, type Simulator } from '../../../src/index.js';
import { aFullSimulator } from './full.js';

const again = (sim: Simulator): Simulator => restoreSimulator(JSON.parse(JSON.stringify(sim.snapshot())));

test('a task is its number and what is not 0, and is due by its number, wherever its row lies', () => {
  const sim = createSimulator({ seed: 5 });
  fargateService(sim, { desiredCount: 1 });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
  // The first task is forgotten an hour after it stopped: the third lies where it lay.
  sim.run('2h');
  sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
  sim.run('17s');
  const { tasks, agenda, nowMs } = sim.snapshot();
  expect(tasks[1]).toEqual({
    number: 3,
    fields: { createdAt: nowMs - 2_000, deployment: 3, launch: 3, taskDefinition: 1, version: 1 },
    containers: [{ behaviour: 1 }],
    targets: [],
  });
  expect(agenda.filter(([, kind]) => kind === Due.TASK_PENDING)).toEqual([[nowMs + 14_400, Due.TASK_PENDING, 3]]);
  expect(again(sim).snapshot()).toEqual(sim.snapshot());
});

test('what a client token started is known after a restore', () => {
  const sim = createSimulator();
  fargateService(sim);
  const run = ({ ecs }: Simulator) =>
    ecs.runTask({
      taskDefinition: 'web',
      launchType: 'FARGATE',
      clientToken: 'once',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    }).tasks;
  const started = run(sim);
  const restored = again(sim);
  expect(run(restored)).toEqual(started);
  expect(restored.ecs.listTasks()).toEqual(sim.ecs.listTasks());
});

test('services that are not settled are listed in their order, and waited for after a restore', () => {
  const sim = createSimulator();
  for (const name of ['a', 'b', 'c']) fargateService(sim, { name });
  sim.runUntilSteady();
  expect(sim.snapshot().unsettledServices).toEqual([]);
  for (const service of ['c', 'a', 'b']) sim.ecs.updateService({ service, desiredCount: 2 });
  expect(sim.snapshot().unsettledServices).toEqual([1, 2, 3]);
  const restored = again(sim);
  expect(String(restored.runUntilSteady())).toBe(String(sim.runUntilSteady()));
  expect(restored.now).toEqual(sim.now);
});

test('records have their members by name, in whatever order they came to be', () => {
  const snapshot = aFullSimulator(100).snapshot();
  const { taskDefinitions, families, services, deployments, loadBalancers, targetGroups } = snapshot;
  const records = [taskDefinitions, families, services, deployments, loadBalancers, targetGroups].flat();
  expect(records.length).toBeGreaterThan(8);
  for (const record of records) expect(Object.keys(record ?? {})).toEqual(Object.keys(record ?? {}).sort());
});
