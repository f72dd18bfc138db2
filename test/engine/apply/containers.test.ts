import { describe, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';
import { worldOf } from '../../../src/simulator/simulator.js';
import { define } from './define.js';

/** Containers that wait for each other, and what the engine counts of their checks. */

function aJob(containers: readonly ContainerDefinition[], options = {}): Simulator {
  const sim = createSimulator(options);
  sim.ecs.createCluster({});
  define(sim, 'job', containers);
  return sim;
}

const start = (sim: Simulator, count = 1): readonly string[] =>
  sim.ecs
    .runTask({
      taskDefinition: 'job',
      count,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
    })
    .tasks.map(({ taskArn }) => taskArn ?? '');

/** Status and reasons of these tasks, and of their containers the status. */
const seen = (sim: Simulator, tasks: readonly string[]) =>
  sim.ecs.describeTasks({ tasks: [...tasks] }).tasks.map(
    ({ lastStatus, stoppedReason = '', containers = [] }) =>
      `${lastStatus}${stoppedReason && ` (${stoppedReason})`}: ${containers
        .map((each) => `${each.name} ${each.lastStatus}`)
        .sort()
        .join(', ')}`,
  );

const healthy = { command: ['CMD', 'true'], interval: 5, timeout: 2, retries: 3 };

describe('a container that others wait for has a start timeout [container-start-timeout]', () => {
  test('it is kept: whoever waits for something else goes on waiting', () => {
    const sim = aJob([
      { name: 'app', dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
      { name: 'late', dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
      { name: 'db', healthCheck: healthy },
      { name: 'init', essential: false, startTimeout: 10 },
    ]);
    sim.workloads.set({ family: 'job', container: 'init' }, { exits: { code: 0, after: '5s' } });
    sim.workloads.set({ family: 'job', container: 'db' }, { startsIn: '60s' });
    const tasks = start(sim);
    sim.run('80s');
    expect(seen(sim, tasks)).toEqual(['PENDING: app RUNNING, db RUNNING, init STOPPED, late PENDING']);
    sim.run('60s');
    expect(seen(sim, tasks)).toEqual(['RUNNING: app RUNNING, db RUNNING, init STOPPED, late RUNNING']);
  });

  test('it ends just before: what is about to start is not given up', () => {
    const sim = aJob([
      { name: 'app', dependsOn: [{ containerName: 'init', condition: 'COMPLETE' }] },
      { name: 'init', essential: false, startTimeout: 10 },
      { name: 'db', healthCheck: healthy },
      { name: 'late', dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
    ]);
    sim.workloads.set({ family: 'job', container: 'init' }, { exits: { code: 0, after: '9.8s' } });
    sim.workloads.set({ family: 'job', container: 'db' }, { startsIn: '40s' });
    const tasks = start(sim);
    sim.run('2m');
    expect(seen(sim, tasks)).toEqual(['RUNNING: app RUNNING, db RUNNING, init STOPPED, late RUNNING']);
  });

  test('START is fulfilled by a start: who waits for another container only is not given up', () => {
    const sim = aJob([
      {
        name: 'app',
        dependsOn: [
          { containerName: 'proxy', condition: 'START' },
          { containerName: 'db', condition: 'HEALTHY' },
        ],
      },
      { name: 'proxy', startTimeout: 10 },
      { name: 'db', healthCheck: healthy },
    ]);
    sim.workloads.set({ family: 'job', container: 'db' }, { startsIn: '60s' });
    const tasks = start(sim);
    sim.run('3m');
    expect(seen(sim, tasks)).toEqual(['RUNNING: app RUNNING, db RUNNING, proxy RUNNING']);
  });

  test('it is over for every task that waits, whatever else a container waits for', () => {
    const sim = aJob([
      { name: 'proxy' },
      {
        name: 'app',
        dependsOn: [
          { containerName: 'proxy', condition: 'START' },
          { containerName: 'init', condition: 'COMPLETE' },
        ],
      },
      { name: 'init', essential: false, startTimeout: 30 },
    ]);
    sim.workloads.set({ family: 'job', container: 'init' }, { exits: { code: 0, after: '10m' } });
    const tasks = start(sim, 2);
    sim.run('3m');
    const failed = 'STOPPED (Task failed to start): app STOPPED, init STOPPED, proxy STOPPED';
    expect(seen(sim, tasks)).toEqual([failed, failed]);
  });

  test('of a task on its way out it is nobody’s business any more', () => {
    const sim = aJob([
      { name: 'app', dependsOn: [{ containerName: 'init', condition: 'COMPLETE' }] },
      { name: 'init', essential: false, startTimeout: 10, stopTimeout: 10 },
    ]);
    sim.workloads.set({ family: 'job', container: 'init' }, { onSigterm: 'ignored' });
    const tasks = start(sim);
    sim.run('25s');
    sim.ecs.stopTask({ task: tasks[0] ?? '', reason: 'enough' });
    const from = sim.now;
    sim.run('4m');
    expect(seen(sim, tasks)).toEqual(['STOPPED (enough): app STOPPED, init STOPPED']);
    const lines = sim.timelineEntries({ from, detail: 'full' }).map(({ atMs, text }) => [atMs - from.getTime(), text]);
    expect(lines.filter(([, text]) => /STOPPED|SIGKILL/.test(String(text)))).toEqual([
      [10_400, 'SIGKILL to container init of 1 task (a7a466fd)'],
      [44_000, '1 task of job:1 STOPPED (a7a466fd)'],
    ]);
  });

  test('without anybody who waits, or without a timeout, nothing is due once all of it runs', () => {
    const sim = aJob([
      { name: 'app' },
      { name: 'side', essential: false, startTimeout: 120, dependsOn: [{ containerName: 'app', condition: 'START' }] },
    ]);
    start(sim);
    const report = sim.runUntil(() => false, { timeout: '1h' });
    expect([report.outcome, report.tookMs]).toEqual(['steady', 21_600]);
  });
});

test('a container that the kernel killed for memory is told as that [container-out-of-memory]', () => {
  const sim = aJob([{ name: 'app' }]);
  sim.workloads.set({ family: 'job' }, { outOfMemory: { after: '10s' } });
  start(sim);
  sim.run('2m');
  const exits = sim.facts().flatMap((fact) => (fact.kind === 'container' && fact.change === 'exited' ? [fact] : []));
  expect(exits.map(({ container, exitCode, why }) => ({ container, exitCode, why }))).toEqual([
    { container: 'app', exitCode: 137, why: 'OutOfMemoryError: Container killed due to memory usage' },
  ]);
  const { tasks } = sim.ecs.describeTasks({ tasks: sim.ecs.listTasks({ desiredStatus: 'STOPPED' }).taskArns });
  expect(
    tasks.flatMap(({ containers }) => containers ?? []).map(({ exitCode, reason }) => ({ exitCode, reason })),
  ).toEqual([{ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }]);
});

test('of flaky checks only changes of health are counted as flips, and each look ahead as a probe', () => {
  const sim = aJob([{ name: 'app', healthCheck: { ...healthy, retries: 10 } }], { keepFacts: 'none' });
  sim.workloads.set({ family: 'job' }, { flaky: 0.01 });
  start(sim);
  sim.run('12h');
  const { probes, flips } = worldOf(sim).effort;
  expect({ probes, flips }).toEqual({ probes: 3, flips: 1 });
});
