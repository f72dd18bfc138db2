import { expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator, type SimulatorOptions } from '../../../src/index.js';

const pullFails = { kind: 'imagePullFails', image: 'web:1' } as const;

/** A service whose image can't be pulled. */
function unpullable(options: SimulatorOptions = {}) {
  const sim = createSimulator(options);
  const web = fargateService(sim);
  const fault = sim.faults.add(pullFails);
  return { sim, web, fault };
}

/** Seconds at which tasks were created. */
const starts = (sim: Simulator) =>
  sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'task' && fact.change === 'created' ? [(fact.atMs - sim.facts()[0]!.atMs) / 1_000] : [],
    );

const gaps = (seconds: readonly number[]) => seconds.slice(1).map((each, index) => Math.round(each - seconds[index]!));

test('an update ends the throttling [throttle-ends-with-an-update]', () => {
  const { sim } = unpullable();
  sim.run('7m');
  const before = starts(sim).length;
  sim.ecs.updateService({ service: 'web', enableECSManagedTags: true });
  sim.run('10s');
  expect([before, starts(sim).length]).toEqual([3, 4]);
  sim.run('15m');
  expect(gaps(starts(sim).slice(3)), 'a row of its own: two failed starts are replaced at once').toEqual([
    121, 120, 390,
  ]);
});

/** The beat that the pause has asked for is minutes away: an earlier one takes its place. */
test('scaled to 0 while the next start is throttled: the next beat sees it [pass-every-10-s]', () => {
  const { sim } = unpullable();
  sim.run('7m');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 0 });
  sim.run('10m');
  const told = sim.timelineEntries({ service: 'web', from }).filter(({ text }) => text !== '');
  expect(told.map(({ atMs, text }) => `+${(atMs - from.getTime()) / 1_000} s: ${text}`)).toEqual([
    '+0 s: UpdateService: desiredCount 0',
    '+5 s: (deployment ecs-svc/6804229292356310906) deployment completed.',
    '+5 s: has reached a steady state.',
  ]);
});

test('a task that runs ends the row [throttle-ends-with-running]', () => {
  const { sim, fault } = unpullable();
  sim.run('7m');
  sim.faults.remove(fault.id);
  sim.run('10m');
  const from = starts(sim).length;
  sim.faults.add(pullFails);
  sim.faults.add({ kind: 'killTask', service: 'web' });
  sim.run('7m');
  expect(gaps(starts(sim).slice(from - 1)).slice(1), 'three failed starts, two of them replaced at once').toEqual([
    121, 120,
  ]);
});

test('a crash after RUNNING is replaced at once however often, and is no part of a row [breaker-crashes-are-not-throttled]', () => {
  const sim = createSimulator();
  fargateService(sim);
  sim.workloads.set('web:1', { exits: { code: 1, after: '10s' } });
  sim.run('10m');
  expect(gaps(starts(sim))).toEqual(Array(10).fill(56));
  sim.faults.add(pullFails);
  const from = starts(sim).length;
  sim.run('15m');
  expect(gaps(starts(sim).slice(from)), 'as if nothing had failed before').toEqual([120, 120, 390]);
});

test('told once per attempt, from the eleventh failure on [throttle-is-told]', () => {
  const { sim } = unpullable({ startThrottle: { delaysMs: [0] } });
  sim.run('25m');
  const told = sim.timelineEntries({ service: 'web' }).map(({ text }) => text);
  const failures = told.filter((text) => /was unable to place a task/.test(text)).length;
  const impaired = told.filter((text) => /is unable to consistently start tasks successfully/.test(text)).length;
  expect([failures, impaired]).toEqual([12, 2]);
});
