import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';
import { worldOf } from '../../../src/simulator/simulator.js';
import { told } from './told.js';

/**
 * Of the second of three revisions one task is unhealthy, and so would be whatever replaces it; draining tasks hold the
 * other slots. Its replacement was stopped for the newest revision's sake, and started again in the room that this made,
 * for ever: once it has not helped, it waits behind new starts (ruling 10).
 */
test('a superseded revision that goes on failing its checks does not starve the newest one [deployment-vain-repairs-wait]', () => {
  const sim = createSimulator({ seed: 3, digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 2, loadBalancer: true });
  sim.runUntilSteady();
  web.register('web:2');
  sim.workloads.set({ taskDefinition: 'web:2', launches: { from: 2 } }, { http: 500 });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('3m');

  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
  expect(String(sim.runUntilSteady())).toBe(
    'completed: web:3 has taken over; never fewer than 2 healthy targets; took 15:55',
  );
  const starts = sim.timelineEntries({ service: 'web', from }).filter(({ text }) => text.startsWith('has started'));
  expect(starts.map(({ atMs, text }) => [(atMs - from.getTime()) / 1_000, /Amazon ECS .*/.exec(text)?.[0]])).toEqual([
    [205, 'Amazon ECS replaced 1 tasks due to an unhealthy status.'],
    [245, undefined],
    [585, undefined],
  ]);
});

/**
 * All tasks of the second revision pass their checks for two minutes. Each of its repairs counted healthy for a while, and
 * took the slots that draining tasks had freed before the newest revision could: once one has failed, new starts come first.
 */
test('a superseded revision whose repairs fail after a while does not starve the newest one [deployment-vain-repairs-wait]', () => {
  const sim = createSimulator({ seed: 1, digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 4, loadBalancer: true });
  sim.runUntilSteady();
  web.register('web:2');
  sim.workloads.set('web:2', {
    http: [
      { after: 0, is: 200 },
      { after: '2m', is: 500 },
    ],
  });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('3m');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3'), desiredCount: 3 });
  expect(String(sim.runUntilSteady({ timeout: '2h' }))).toBe(
    'completed: web:3 has taken over; never fewer than 0 healthy targets; 15 m 40 s below the minimum of 3 healthy tasks; took 21:55',
  );
});

test('a repair that its user stops has not been in vain: it is made up for before new tasks start [deployment-repairs-precede-starts]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 4, minimumHealthyPercent: 50, maximumPercent: 100 });
  sim.runUntilSteady();
  sim.workloads.set(web.register('web:2'), { startsIn: '5m' });
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.faults.add({ kind: 'killTask', service: 'web', at: '+60s' });
  sim.run('90s');
  const { tasks } = sim.ecs.describeTasks({ tasks: sim.ecs.listTasks({ serviceName: 'web' }).taskArns });
  const repair = tasks.find(({ lastStatus }) => lastStatus === 'PROVISIONING');
  sim.ecs.stopTask({ task: repair?.taskArn ?? '' });
  sim.run('40s');
  expect(told(sim, from, /^(StopTask|has started|1 task of web:)/)).toEqual([
    '+25 has started 2 tasks: (task f3aab5e5) (task ca0c8c78).',
    '+60 1 task of web:1 to stop (d7174c06): Essential container in task exited',
    '+84.5 1 task of web:1 STOPPED (d7174c06)',
    '+84.5 has started 1 tasks: (task 67cd6dc4).',
    '+90 StopTask: task 67cd6dc4901db8c8c7c52718ca9c0236',
    '+90 1 task of web:1 to stop (67cd6dc4): Task stopped by user',
    '+105 has started 1 tasks: (task e35ee993).',
    '+115.9 1 task of web:1 STOPPED (67cd6dc4)',
    '+115.9 has started 1 tasks: (task 875e261d).',
    '+120 1 task of web:1 STOPPED (8399eefd)',
    '+126 1 task of web:2 RUNNING (e35ee993)',
  ]);
});

test('a repair that a scale-in takes back has not been in vain either [deployment-repairs-precede-starts]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 4, maximumPercent: 150 });
  sim.runUntilSteady();
  const taskDefinition = web.register('web:2');
  sim.workloads.set(taskDefinition, { exits: { code: 1, after: '30s' } });
  sim.ecs.updateService({ service: 'web', taskDefinition });
  sim.run('60s');
  for (const desiredCount of [6, 4]) {
    sim.ecs.updateService({ service: 'web', desiredCount });
    sim.run('12s');
  }
  sim.run('36s');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 8 });
  sim.run('5s');
  expect(String(sim.timeline({ service: 'web', from }))).toMatchInlineSnapshot(`
    "       time  desired/pending/running/healthy     what happened
          +0:00  web:2 4/0/1/0  web:1 4/0/4/4        UpdateService: desiredCount 8
          +0:04                                      has started 4 tasks: (task dd6680cc) (task 7a58b61a) (task 18b2583e) (task 3be457e4).
          +0:04  web:2 8/3/1/0  web:1 8/4/4/4        has started 3 tasks: (task 21bccfd7) (task 4416118f) (task 635e03c3)."
  `);
});

test('that a repair was in vain is forgotten when one counts healthy, not when another task does [deployment-vain-repairs-wait]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.workloads.set({ taskDefinition: 'web:1', launches: { from: 4, to: 4 } }, { exits: { code: 1, after: '1s' } });
  // A third task of web:1 begins to run just before the first pass of web:2, whose image is not there.
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  sim.run('14s');
  web.register('web:2');
  sim.faults.add({ kind: 'imagePullFails', image: 'web:2' });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.faults.add({ kind: 'killTask', service: 'web', at: '+1s' });
  const seen: string[] = [];
  for (let second = 0; second <= 180; second += 1) {
    const waits = worldOf(sim).deployments.some((each) => each?.repairsWait);
    const { healthy } = sim.series('web').at(-1) ?? {};
    const now = `${healthy} healthy, ${waits ? 'repairs wait' : 'none waits'}`;
    if (!seen.at(-1)?.endsWith(now)) seen.push(`+${second} ${now}`);
    sim.run('1s');
  }
  expect(seen).toEqual([
    '+0 0 healthy, none waits',
    '+17 1 healthy, none waits',
    '+48 1 healthy, repairs wait',
    '+51 2 healthy, repairs wait',
    '+133 3 healthy, repairs wait',
    '+135 3 healthy, none waits',
  ]);
});

test.each([
  { percents: { minimumHealthyPercent: 50, maximumPercent: 100 }, lowest: 0, below: 56_000 },
  { percents: { minimumHealthyPercent: 75, maximumPercent: 125 }, lowest: 1, below: 56_000 },
])(
  'the slots of old tasks that died are kept for their repairs, not given to new ones that never get healthy: $percents [deployment-repairs-precede-starts]',
  ({ percents, lowest, below }) => {
    const sim = createSimulator({ digestGate: 'none' });
    const web = fargateService(sim, {
      desiredCount: 4,
      ...percents,
      healthCheckGracePeriodSeconds: 900,
      loadBalancer: { deregistrationDelaySeconds: 10 },
    });
    sim.runUntilSteady();
    sim.run('5m');
    sim.workloads.set(web.register('web:2'), { http: 503 });
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
    sim.faults.add({ kind: 'killTask', service: 'web', pick: 'oldest', count: 2, at: '+40s' });
    sim.run('20m');
    const { lowestHealthy, belowMinimumMs } = sim.verdict('web');
    expect([lowestHealthy.count, belowMinimumMs]).toEqual([lowest, below]);
  },
);
