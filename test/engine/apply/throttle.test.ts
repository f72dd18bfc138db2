import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator, type SimulatorOptions } from '../../../src/index.js';
import { define } from './define.js';
import { told } from './told.js';

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

test('two failures are made up for at once, more after 300 s; from the eleventh on it takes half as long again each time, 27 minutes at most [throttle-after-failed-starts] [throttle-grows-after-ten] [throttle-at-most-27-minutes]', () => {
  const { sim } = unpullable();
  sim.run('4h');
  expect(gaps(starts(sim)), 'the failure after 90 s, the pause, and up to a beat').toEqual([
    120, 120, 390, 390, 390, 390, 390, 390, 390, 390, 540, 770, 1110, 1610, 1710, 1710, 1710, 1710,
  ]);
});

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

/** The first task waits for its sidecar for minutes; three others have failed by then, and the pause has begun. */
test('a task that runs ends the pause as well [throttle-ends-with-running]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  sim.ecs.createCluster({});
  define(sim, 'web', [
    { name: 'app', dependsOn: [{ containerName: 'sidecar', condition: 'HEALTHY' }] },
    { name: 'sidecar', healthCheck: { command: ['true'], interval: 5, retries: 10, startPeriod: 300 } },
  ]);
  sim.workloads.set(
    { family: 'web', container: 'sidecar', launches: { to: 1 } },
    {
      healthCheck: [
        { after: 0, is: 'failing' },
        { after: '4m', is: 'passing' },
      ],
    },
  );
  sim.workloads.set(
    { family: 'web', container: 'sidecar', launches: { from: 2 } },
    { exits: { code: 1, after: '2s' } },
  );
  sim.ecs.createService({
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
  });
  const from = sim.now;
  sim.run('6m');
  expect(told(sim, from, /has started|RUNNING|to stop/)).toEqual([
    '+15 has started 2 tasks: (task a7a466fd) (task d7174c06).',
    '+38 1 task of web:1 to stop (d7174c06): Essential container in task exited',
    '+65 has started 1 tasks: (task 8399eefd).',
    '+88 1 task of web:1 to stop (8399eefd): Essential container in task exited',
    '+115 has started 1 tasks: (task 9647c1fe).',
    '+138 1 task of web:1 to stop (9647c1fe): Essential container in task exited',
    '+276.6 1 task of web:1 RUNNING (a7a466fd)',
    '+285 has started 1 tasks: (task f3aab5e5).',
    '+308 1 task of web:1 to stop (f3aab5e5): Essential container in task exited',
    '+335 has started 1 tasks: (task ca0c8c78).',
    '+358 1 task of web:1 to stop (ca0c8c78): Essential container in task exited',
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

describe('without capacity', () => {
  const attempts = (sim: Simulator, from: Date) => told(sim, from, /has started|nothing could be placed|UpdateService/);

  test.each([
    { until: '+20s', lines: ['+25 has started 1 tasks: (task a7a466fd).'] },
    { until: '+30s', lines: ['+35 has started 1 tasks: (task a7a466fd).'] },
    {
      until: '+40s',
      lines: [
        '+35 starts are throttled: nothing could be placed; the next attempt comes in 900 s',
        '+935 has started 1 tasks: (task a7a466fd).',
      ],
    },
  ])(
    'until $until: two attempts are repeated at the next beat, the third after 900 s [placement-throttle]',
    ({ until, lines }) => {
      const sim = createSimulator();
      sim.faults.add({ kind: 'capacityUnavailable', until });
      fargateService(sim);
      const from = sim.now;
      sim.run('20m');
      expect(attempts(sim, from)).toEqual(lines);
    },
  );

  test('an update ends the pause, and the next two attempts are repeated at once again [throttle-ends-with-an-update]', () => {
    const sim = createSimulator();
    sim.faults.add({ kind: 'capacityUnavailable' });
    fargateService(sim);
    const from = sim.now;
    sim.run('1m');
    sim.ecs.updateService({ service: 'web', enableECSManagedTags: true });
    sim.run('1m');
    expect(attempts(sim, from)).toEqual([
      '+35 starts are throttled: nothing could be placed; the next attempt comes in 900 s',
      '+60 UpdateService: enableECSManagedTags',
      '+75 starts are throttled: nothing could be placed; the next attempt comes in 900 s',
    ]);
  });
});

test('told once per attempt, from the eleventh failure on [throttle-is-told]', () => {
  const { sim } = unpullable({ startThrottle: { delaysMs: [0] } });
  sim.run('25m');
  const told = sim.timelineEntries({ service: 'web' }).map(({ text }) => text);
  const failures = told.filter((text) => /was unable to place a task/.test(text)).length;
  const impaired = told.filter((text) => /is unable to consistently start tasks successfully/.test(text)).length;
  expect([failures, impaired]).toEqual([12, 2]);
});
