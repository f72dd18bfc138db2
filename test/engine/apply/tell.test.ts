import { expect, test } from 'vitest';
import { nextEventBridgeNumber } from '../../../src/engine/apply/tell.js';
import { World } from '../../../src/engine/world.js';
import { createSimulator, fargateService } from '../../../src/index.js';
import { resolveOptions } from '../../../src/simulator/options.js';
import { worldOf } from '../../../src/simulator/simulator.js';
import { define } from './define.js';

test('a service shows its newest hundred events, however many there were', () => {
  const sim = createSimulator({ latency: 'zero', keepFacts: 'none' });
  fargateService(sim, { desiredCount: 1 });
  // Memory: they are cut back to a hundred when there are twice as many.
  const held: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    for (const desiredCount of [1, 2]) {
      sim.ecs.updateService({ service: 'web', desiredCount });
      sim.run('1m');
      held.push(worldOf(sim).services.at(-1)?.events.length ?? 0);
    }
  }
  const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
  const stamps = service?.events.map(({ createdAt }) => createdAt.getTime()) ?? [];
  expect(stamps.length).toBe(100);
  expect(stamps).toEqual(stamps.toSorted((a, b) => b - a));
  expect([worldOf(sim).counters.serviceEvent, Math.max(...held), held.at(-1)]).toEqual([241, 199, 140]);
});

test('protection is no transition, a stop is one', () => {
  const sim = createSimulator();
  fargateService(sim);
  sim.runUntilSteady();
  const { taskArns: tasks } = sim.ecs.listTasks({});
  const made = (does: () => void) => {
    const before = worldOf(sim).effort.transitions;
    does();
    return worldOf(sim).effort.transitions - before;
  };
  const protect = (protectionEnabled: boolean) => () =>
    sim.ecs.updateTaskProtection({ cluster: 'default', tasks, protectionEnabled });
  const stop = () => sim.ecs.stopTask({ task: tasks[0] ?? '' });
  // One deployment is superseded, one begins.
  const update = () => sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
  expect([made(protect(true)), made(protect(false)), made(stop), made(update)]).toEqual([0, 0, 1, 2]);
});

test('a task goes through all its states in a millisecond, wanted RUNNING and then STOPPED: its version grows by one', () => {
  const sim = createSimulator({ latency: 'zero' });
  sim.ecs.createCluster({});
  define(sim, 'task', [{ name: 'app' }]);
  const { tasks } = sim.ecs.runTask({
    taskDefinition: 'task',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
  });
  const task = tasks[0]?.taskArn ?? '';
  const shown = () =>
    sim.ecs
      .describeTasks({ tasks: [task] })
      .tasks.map(({ lastStatus, version }) => `${lastStatus}, version ${version}`);
  const seen = [shown()];
  sim.run('1s');
  seen.push(shown());
  sim.ecs.stopTask({ task });
  seen.push(shown());
  sim.run('1s');
  seen.push(shown());
  expect(seen).toEqual([
    ['PENDING, version 1'],
    ['RUNNING, version 2'],
    ['RUNNING, version 3'],
    ['STOPPED, version 4'],
  ]);
  expect(
    sim.facts().flatMap((fact) => (fact.kind === 'task' ? [`${fact.lastStatus}, wanted ${fact.desiredStatus}`] : [])),
  ).toEqual([
    'PENDING, wanted RUNNING',
    'RUNNING, wanted RUNNING',
    'RUNNING, wanted STOPPED',
    'DEPROVISIONING, wanted STOPPED',
    'STOPPED, wanted STOPPED',
  ]);
});

test('facts that nobody wants are not counted: the first that somebody hears of is number one', () => {
  const sim = createSimulator({ keepFacts: 'none' });
  fargateService(sim);
  sim.runUntilSteady();
  const heard: number[] = [];
  sim.on('fact', ({ seq }) => heard.push(seq));
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('20s');
  expect(heard.slice(0, 3)).toEqual([1, 2, 3]);
});

test('what a service waits for in vain is told once in six hours, and asked for no oftener', () => {
  const sim = createSimulator({ keepFacts: 'none' });
  fargateService(sim, { desiredCount: 2, minimumHealthyPercent: 100, maximumPercent: 200 });
  sim.runUntilSteady();
  const { taskArns: tasks } = sim.ecs.listTasks({});
  sim.ecs.updateTaskProtection({ cluster: 'default', tasks, protectionEnabled: true, expiresInMinutes: 2_880 });
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  const before = { ...worldOf(sim).effort };
  sim.run('13h');
  const { passes, due } = worldOf(sim).effort;
  expect({ passes: passes - before.passes, due: due - before.due }).toEqual({ passes: 5, due: 10 });
});

test('events for EventBridge are numbered from one', () => {
  const world = new World(resolveOptions({}));
  expect([nextEventBridgeNumber(world), nextEventBridgeNumber(world)]).toEqual([1, 2]);
});
