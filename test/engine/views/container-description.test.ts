import { expect, test } from 'vitest';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';
import {
  describedTask,
  fargateDefinition,
  fargateService,
  fargateTask,
  prodCluster,
  tasksOf,
} from '../../api/ecs/setup.js';

const image = 'busybox:1';
const start = Date.UTC(2026, 0, 1);

/** One standalone task of these containers, and what DescribeTasks shows of them, by name. */
function running(containerDefinitions: readonly ContainerDefinition[]) {
  const sim = prodCluster();
  sim.ecs.registerTaskDefinition(fargateDefinition('many', { containerDefinitions: [...containerDefinitions] }));
  sim.ecs.runTask(fargateTask({ taskDefinition: 'many' }));
  const task = sim.ecs.runTask(fargateTask({ taskDefinition: 'many' })).tasks[0]?.taskArn ?? '';
  const runTo = (seconds: number) => sim.runTo(start + seconds * 1_000);
  const containers = () =>
    (describedTask(sim, task).containers ?? []).toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  /** `STOPPED app: RUNNING pulled; init: STOPPED pulled, exit code 0`. */
  const shown = () =>
    `${describedTask(sim, task).lastStatus} ${containers()
      .map(({ name, lastStatus, imageDigest, runtimeId, exitCode, reason }) => {
        const about = [
          ...(imageDigest === undefined ? [] : ['pulled']),
          ...(imageDigest === undefined && runtimeId !== undefined ? ['not pulled'] : []),
          ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
          ...(reason === undefined ? [] : [reason]),
        ];
        return `${name}: ${[lastStatus, ...about].join(', ')}`;
      })
      .join('; ')}`;
  const shownAt = (...seconds: number[]) =>
    seconds.map((second) => {
      runTo(second);
      return `${second} ${shown()}`;
    });
  const stop = (reason?: string) =>
    sim.ecs.stopTask({ cluster: 'prod', task, ...(reason === undefined ? {} : { reason }) });
  return { sim, task, containers, runTo, shownAt, stop };
}

const initAndApp: readonly ContainerDefinition[] = [
  { name: 'init', image, essential: false },
  { name: 'app', image: 'busybox:2', dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
];

test('one that waits for another has no digest while its task is PENDING, and an exit code only if it ran', () => {
  const { sim, shownAt, stop } = running(initAndApp);
  sim.workloads.set({ family: 'many', container: 'init' }, { exits: { code: 0, after: '9s' } });
  expect(shownAt(16, 20.9, 21, 29.9, 30, 31)).toMatchInlineSnapshot(`
    [
      "16 PROVISIONING app: PENDING; init: PENDING",
      "20.9 PENDING app: PENDING; init: PENDING",
      "21 PENDING app: PENDING; init: RUNNING, pulled",
      "29.9 PENDING app: PENDING; init: RUNNING, pulled",
      "30 PENDING app: PENDING; init: STOPPED, pulled, exit code 0",
      "31 RUNNING app: RUNNING, pulled; init: STOPPED, pulled, exit code 0",
    ]
  `);
  stop();
  expect(shownAt(31, 60)).toMatchInlineSnapshot(`
    [
      "31 RUNNING app: RUNNING, pulled; init: STOPPED, pulled, exit code 0",
      "60 STOPPED app: STOPPED, pulled, exit code 0; init: STOPPED, pulled, exit code 0",
    ]
  `);
});

test('one that never ran is told STOPPED with DEPROVISIONING, not before, and pulled if it was', () => {
  const { sim, shownAt, stop } = running(initAndApp);
  sim.workloads.set({ family: 'many', container: 'init' }, { exits: { code: 3, after: '60s' } });
  shownAt(25);
  stop();
  expect(shownAt(25, 26, 27, 60)).toMatchInlineSnapshot(`
    [
      "25 PENDING app: PENDING; init: RUNNING, pulled",
      "26 PENDING app: PENDING; init: STOPPED, pulled, exit code 0",
      "27 DEPROVISIONING app: STOPPED, pulled; init: STOPPED, pulled, exit code 0",
      "60 STOPPED app: STOPPED, pulled; init: STOPPED, pulled, exit code 0",
    ]
  `);
});

test('of a task stopped between its pull and its start, they are pulled and never ran', () => {
  const { shownAt, stop } = running(initAndApp);
  shownAt(20.5);
  stop();
  expect(shownAt(20.5, 23.3, 23.4, 60)).toMatchInlineSnapshot(`
    [
      "20.5 PENDING app: PENDING; init: PENDING",
      "23.3 PENDING app: PENDING; init: PENDING",
      "23.4 DEPROVISIONING app: STOPPED, pulled; init: STOPPED, pulled",
      "60 STOPPED app: STOPPED, pulled; init: STOPPED, pulled",
    ]
  `);
});

test('of a task stopped while PROVISIONING, they are PENDING until it is STOPPED', () => {
  const { shownAt, stop } = running(initAndApp);
  shownAt(2);
  stop();
  expect(shownAt(2, 9.5, 9.6)).toMatchInlineSnapshot(`
    [
      "2 PROVISIONING app: PENDING; init: PENDING",
      "9.5 PROVISIONING app: PENDING; init: PENDING",
      "9.6 STOPPED app: STOPPED; init: STOPPED",
    ]
  `);
});

test('the one whose image cannot be pulled has the reason, once its task is asked to stop', () => {
  const { sim, shownAt } = running(initAndApp);
  sim.faults.add({ kind: 'imagePullFails', image: 'busybox:2', failsAfter: '20s' });
  expect(shownAt(31.3, 31.4, 35, 60)).toMatchInlineSnapshot(`
    [
      "31.3 PENDING app: PENDING; init: PENDING",
      "31.4 PENDING app: PENDING, CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference busybox:2; init: PENDING",
      "35 DEPROVISIONING app: STOPPED, not pulled, CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference busybox:2; init: STOPPED, pulled",
      "60 STOPPED app: STOPPED, not pulled, CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference busybox:2; init: STOPPED, pulled",
    ]
  `);
});

test('a task of a service that failed to start without a word: no container has a reason', () => {
  const sim = prodCluster();
  sim.ecs.registerTaskDefinition(fargateDefinition('many', { containerDefinitions: [...initAndApp] }));
  sim.workloads.set({ family: 'many', container: 'init' }, { exits: { code: 3, after: '5s' } });
  sim.ecs.createService(fargateService({ taskDefinition: 'many' }));
  sim.run('55s');
  const [task] = tasksOf(sim, 'web', 'STOPPED');
  expect(task).toMatchObject({ stopCode: 'TaskFailedToStart', stoppedReason: 'Task failed to start' });
  expect(
    task?.containers
      ?.map(({ name, exitCode, reason }) => ({ name, exitCode, reason }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  ).toEqual([
    { name: 'app', exitCode: undefined, reason: undefined },
    { name: 'init', exitCode: 3, reason: undefined },
  ]);
});

test('an image that is named in the reason of another failure is not to blame', () => {
  const { sim, shownAt } = running(initAndApp);
  const reason = 'unable to read the credentials for busybox:2';
  sim.faults.add({ kind: 'secretMissing', taskDefinition: 'many', reason, failsAfter: '30s' });
  expect(shownAt(60)).toEqual(['60 STOPPED app: STOPPED; init: STOPPED']);
});

test.each(['We saw a CannotPullContainerError of busybox:1', 'CannotPullContainerError: busybox:1'])(
  'what a user gives as the reason of a stop is not that of a container: %s',
  (reason) => {
    const { shownAt, stop } = running(initAndApp);
    shownAt(18);
    stop(reason);
    expect(shownAt(120)).toEqual(['120 STOPPED app: STOPPED, pulled; init: STOPPED, pulled']);
  },
);

test('one that ran out of memory says so, and the others do not', () => {
  const { sim, shownAt } = running([
    { name: 'app', image },
    { name: 'aside', image, essential: false },
  ]);
  sim.workloads.set({ family: 'many', container: 'aside' }, { outOfMemory: { after: '5s' } });
  expect(shownAt(25, 27)).toMatchInlineSnapshot(`
    [
      "25 RUNNING app: RUNNING, pulled; aside: RUNNING, pulled",
      "27 RUNNING app: RUNNING, pulled; aside: STOPPED, pulled, exit code 137, OutOfMemoryError: Container killed due to memory usage",
    ]
  `);
});

test.each([
  { app: 'passing', other: 'passing', essential: true, shown: 'HEALTHY: HEALTHY, HEALTHY' },
  { app: 'passing', other: 'failing', essential: true, shown: 'UNHEALTHY: HEALTHY, UNHEALTHY' },
  { app: 'failing', other: 'passing', essential: true, shown: 'UNHEALTHY: UNHEALTHY, HEALTHY' },
  { app: 'passing', other: 'late', essential: true, shown: 'UNKNOWN: HEALTHY, UNKNOWN' },
  { app: 'late', other: 'passing', essential: true, shown: 'UNKNOWN: UNKNOWN, HEALTHY' },
  { app: 'passing', other: 'failing', essential: false, shown: 'HEALTHY: HEALTHY, UNHEALTHY' },
  { app: 'late', other: 'passing', essential: false, shown: 'UNKNOWN: UNKNOWN, HEALTHY' },
] as const)(
  'health of a task is that of its essential containers: $shown (other essential: $essential) [task-health-status]',
  ({ app, other, essential, shown }) => {
    const checked = (name: string, how: string) => ({
      name,
      image,
      healthCheck: { command: ['CMD', 'true'], interval: how === 'late' ? 300 : 5, retries: 1 },
    });
    const { sim, task, containers, runTo } = running([checked('app', app), { ...checked('other', other), essential }]);
    for (const [container, how] of [
      ['app', app],
      ['other', other],
    ] as const) {
      // Of the task that is looked at alone: the one beside it is well.
      if (how === 'failing')
        sim.workloads.set({ family: 'many', container, launches: { from: 2 } }, { healthCheck: 'failing' });
    }
    runTo(60);
    const health = containers().map(({ healthStatus }) => healthStatus);
    expect(`${describedTask(sim, task).healthStatus}: ${health.join(', ')}`).toBe(shown);
  },
);

test('cpu, memory and its reservation, where the definition has them', () => {
  const { containers } = running([
    { name: 'bare', image },
    { name: 'sized', image, cpu: 64, memory: 256, memoryReservation: 128 },
  ]);
  expect(containers().map(({ containerArn: _arn, taskArn: _task, ...about }) => about)).toStrictEqual([
    { name: 'bare', image, lastStatus: 'PENDING', networkInterfaces: [], healthStatus: 'UNKNOWN', cpu: '0' },
    {
      name: 'sized',
      image,
      lastStatus: 'PENDING',
      networkInterfaces: [],
      healthStatus: 'UNKNOWN',
      cpu: '64',
      memory: '256',
      memoryReservation: '128',
    },
  ]);
});
