import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

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
