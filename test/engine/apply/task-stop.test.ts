import { expect, test } from 'vitest';
import { type ContainerBehaviour, createSimulator, type Simulator, type SimulatorOptions } from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';
import { define } from './define.js';

/** A standalone task of these containers; `does` is said of them by name. */
function aTask(containers: readonly ContainerDefinition[], options: SimulatorOptions = {}) {
  const sim = createSimulator(options);
  sim.ecs.createCluster({});
  define(sim, 'task', containers);
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

/** Everything that was told of tasks and containers, in seconds from a moment. */
const toldOfAll = (sim: Simulator, from: Date) =>
  sim.facts().flatMap((fact) => {
    const at = (fact.atMs - from.getTime()) / 1_000;
    if (at < 0) return [];
    if (fact.kind === 'task') return [`${at} ${fact.taskDefinition} ${fact.change} ${fact.lastStatus}`];
    if (fact.kind !== 'container') return [];
    return [`${at} ${fact.container} ${fact.change}${fact.exitCode === undefined ? '' : ` with ${fact.exitCode}`}`];
  });

const containersOf = (sim: Simulator, task: string) =>
  sim.ecs
    .describeTasks({ tasks: [task] })
    .tasks.flatMap(({ containers }) => (containers ?? []).map(({ name, lastStatus }) => `${name} ${lastStatus}`))
    .sort();

test('what several containers depend on goes when the last of them is gone [task-reverse-order]', () => {
  const sim = aTask([
    { name: 'proxy' },
    { name: 'app', dependsOn: [{ containerName: 'proxy', condition: 'START' }] },
    { name: 'worker', dependsOn: [{ containerName: 'proxy', condition: 'START' }] },
  ]);
  sim.workloads.set({ family: 'task', container: 'worker' }, { onSigterm: { exitsIn: '5s' } });
  const task = runIt(sim);
  sim.run('1m');
  const from = sim.now;
  sim.ecs.stopTask({ task });
  sim.run('1m');
  expect(toldOfAll(sim, from)).toEqual([
    '0 task:1 stopRequested RUNNING',
    '0.4 app sigterm',
    '0.4 worker sigterm',
    '0.9 app exited with 0',
    '5.4 worker exited with 0',
    '5.4 proxy sigterm',
    '5.9 proxy exited with 0',
    '7 task:1 status DEPROVISIONING',
    '30 task:1 status STOPPED',
  ]);
});

test('whatever ends until its timeout is over, in its last millisecond too, is not killed [task-sigkill]', () => {
  const sim = aTask([
    { name: 'app' },
    ...['early', 'late', 'slow', 'stubborn'].map((name) => ({ name, essential: false })),
  ]);
  const does = (container: string, behaviour: ContainerBehaviour) =>
    sim.workloads.set({ family: 'task', container }, behaviour);
  does('early', { exits: { code: 3, after: '39.6s' } });
  does('late', { exits: { code: 4, after: '69.4s' }, onSigterm: 'ignored' });
  does('slow', { onSigterm: { exitsIn: '30s', code: 5 } });
  does('stubborn', { onSigterm: 'ignored' });
  const task = runIt(sim);
  sim.run('1m');
  const from = sim.now;
  sim.ecs.stopTask({ task });
  sim.run('2m');
  expect(toldOfAll(sim, from)).toEqual([
    '0 task:1 stopRequested RUNNING',
    '0.4 app sigterm',
    '0.4 early sigterm',
    '0.4 late sigterm',
    '0.4 slow sigterm',
    '0.4 stubborn sigterm',
    '0.6 early exited with 3',
    '0.9 app exited with 0',
    '30.4 late exited with 4',
    '30.4 slow exited with 5',
    '30.4 stubborn sigkill',
    '30.4 stubborn exited with 137',
    '41 task:1 status DEPROVISIONING',
    '64 task:1 status STOPPED',
  ]);
});

test('stopped while PENDING, what runs already is stopped like that of any task [task-stopped-while-pending]', () => {
  const sim = aTask(waiting());
  const task = runIt(sim);
  sim.run('1m');
  const from = sim.now;
  sim.ecs.stopTask({ task });
  sim.run('500ms');
  expect(containersOf(sim, task)).toEqual(['app PENDING', 'init RUNNING']);
  sim.run('1m');
  expect(toldOfAll(sim, from)).toEqual([
    '0 task:1 stopRequested PENDING',
    '0.4 init sigterm',
    '0.9 init exited with 0',
    '2 task:1 status DEPROVISIONING',
    '25 task:1 status STOPPED',
  ]);
});

test('stopped while PENDING, containers of another task do not matter [task-stopped-while-pending]', () => {
  const sim = aTask([{ name: 'app' }]);
  sim.faults.add({ kind: 'imagePullFails', image: 'app' });
  const task = runIt(sim);
  sim.ecs.registerTaskDefinition({
    family: 'other',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'other', image: 'other' }],
  });
  sim.ecs.runTask({
    taskDefinition: 'other',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
  });
  sim.run('1m');
  const from = sim.now;
  sim.ecs.stopTask({ task });
  sim.run('1m');
  expect(toldOfAll(sim, from)).toEqual([
    '0 task:1 stopRequested PENDING',
    '2.9 task:1 status DEPROVISIONING',
    '25.9 task:1 status STOPPED',
  ]);
});

test('a container that was about to start again does not [container-restart-policy]', () => {
  const sim = aTask([
    { name: 'app', restartPolicy: { enabled: true, restartAttemptPeriod: 60 } },
    { name: 'logs', essential: false },
  ]);
  sim.workloads.set({ family: 'task', container: 'app' }, { exits: { code: 1, after: '70s' } });
  const task = runIt(sim);
  sim.run('91.1s');
  const from = sim.now;
  sim.ecs.stopTask({ task });
  sim.run('450ms');
  expect(containersOf(sim, task)).toEqual(['app STOPPED', 'logs RUNNING']);
  sim.run('1m');
  expect(toldOfAll(sim, from)).toEqual([
    '0 task:1 stopRequested RUNNING',
    '0.4 logs sigterm',
    '0.9 logs exited with 0',
    '2 task:1 status DEPROVISIONING',
    '25 task:1 status STOPPED',
  ]);
});

test('an exit just after the request does not hurry the signals [task-sigterm-after-request]', () => {
  const sim = aTask([{ name: 'app' }, { name: 'logs', essential: false }]);
  sim.workloads.set({ family: 'task', container: 'logs' }, { exits: { code: 0, after: '39.2s' } });
  const task = runIt(sim);
  sim.run('1m');
  const from = sim.now;
  sim.ecs.stopTask({ task });
  sim.run('1m');
  expect(toldOfAll(sim, from)).toEqual([
    '0 task:1 stopRequested RUNNING',
    '0.2 logs exited with 0',
    '0.4 app sigterm',
    '0.9 app exited with 0',
    '2 task:1 status DEPROVISIONING',
    '25 task:1 status STOPPED',
  ]);
});

test('stopped while a container is about to start, that one never does [task-stopped-while-pending]', () => {
  const sim = aTask([{ name: 'app', dependsOn: [{ containerName: 'init', condition: 'START' }] }, { name: 'init' }], {
    latency: { containerStartMs: 5_000 },
  });
  const task = runIt(sim);
  sim.runUntil(() => containersOf(sim, task).includes('init RUNNING'));
  const from = sim.now;
  sim.run('4800ms');
  sim.ecs.stopTask({ task });
  sim.run('1m');
  expect(toldOfAll(sim, from)).toEqual([
    '0 init started',
    '4.8 task:1 stopRequested PENDING',
    '5.2 init sigterm',
    '5.7 init exited with 0',
    '6.8 task:1 status DEPROVISIONING',
    '29.8 task:1 status STOPPED',
  ]);
});
