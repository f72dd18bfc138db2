import { expect, test } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';

/** A standalone task of these containers; `does` is said of them by name. */
function aTask(containers: readonly ContainerDefinition[], options: SimulatorOptions = {}) {
  const sim = createSimulator(options);
  sim.ecs.createCluster({});
  sim.ecs.registerTaskDefinition({
    family: 'task',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: containers.map((container) => ({ image: 'app', ...container })),
  });
  return sim;
}

function runIt(sim: Simulator): string {
  const { tasks } = sim.ecs.runTask({
    taskDefinition: 'task',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
  });
  return tasks[0]?.taskArn ?? '';
}

/** What was told of containers, in seconds from a moment. */
const told = (sim: Simulator, from: Date) =>
  sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'container' && fact.atMs >= from.getTime()
        ? [`${(fact.atMs - from.getTime()) / 1_000} ${fact.container} ${fact.change}`]
        : [],
    );

test('dependants go before what they depend on [task-sigterm-after-request] [task-reverse-order]', () => {
  const sim = aTask([
    { name: 'app', dependsOn: [{ containerName: 'proxy', condition: 'START' }] },
    { name: 'proxy' },
    { name: 'logs' },
  ]);
  const task = runIt(sim);
  sim.run('1m');
  const from = sim.now;
  sim.ecs.stopTask({ task });
  sim.run('1m');
  expect(told(sim, from)).toEqual([
    '0.4 app sigterm',
    '0.4 logs sigterm',
    '0.9 app exited',
    '0.9 proxy sigterm',
    '0.9 logs exited',
    '1.4 proxy exited',
  ]);
});

/** How the task ended, and after how many seconds. */
function ended(sim: Simulator, task: string) {
  const [shown] = sim.ecs.describeTasks({ tasks: [task] }).tasks;
  const seconds = ((shown?.stoppingAt?.getTime() ?? 0) - (shown?.createdAt.getTime() ?? 0)) / 1_000;
  return `${shown?.stopCode}: ${shown?.stoppedReason}, asked to stop after ${seconds} s`;
}

const waiting = (about: Partial<ContainerDefinition> = {}): readonly ContainerDefinition[] => [
  { name: 'app', dependsOn: [{ containerName: 'init', condition: 'COMPLETE' }] },
  { name: 'init', essential: false, ...about },
];

test('a start timeout ends the wait [container-start-timeout]', () => {
  const sim = aTask(waiting({ startTimeout: 60 }));
  const task = runIt(sim);
  sim.run('5m');
  expect(ended(sim, task)).toBe('TaskFailedToStart: Task failed to start, asked to stop after 91 s');
});

test('a dependency that is never met ends the wait after three hours [task-pending-times-out]', () => {
  const sim = aTask(waiting());
  const task = runIt(sim);
  sim.run('3h');
  sim.run('5m');
  expect(ended(sim, task)).toBe('TaskFailedToStart: Task failed to start, asked to stop after 10800 s');
});
