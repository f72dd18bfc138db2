import { describe, expect, test } from 'vitest';
import { Due } from '../../../src/engine/agenda/due.js';
import {
  createSimulator,
  fargateService,
  restoreSimulator,
  type Simulator,
  type SimulatorOptions,
  type Snapshot,
} from '../../../src/index.js';
import { define } from '../apply/define.js';
import { aFullSimulator, workloadSources } from './full.js';

/** Seconds after the rollout began. Together they show everything that can be due, and every queue with somebody in it. */
const moments = {
  stoppedFirst: [0, 20, 24, 47, 50, 79, 108, 145, 283, 286, 350, 420, 1_320, 2_162],
  deregisteredFirst: [42, 79, 86, 94],
};

const scenes = Object.entries(moments).flatMap(([order, seconds]) =>
  seconds.map((each) => ({
    order,
    seconds: each,
    sim: aFullSimulator(each, { stopEventOrder: order as keyof typeof moments }),
  })),
);

test('the moments show all that can be due, and all that can wait for a pass', () => {
  const snapshots = scenes.map(({ sim }) => sim.snapshot());
  const due = new Set(snapshots.flatMap(({ agenda }) => agenda.map(([, kind]) => kind)));
  expect(Object.entries(Due).filter(([, kind]) => !due.has(kind))).toEqual([]);
  const waiting = [0, 1, 2, 3].map((queue) =>
    snapshots.some(({ services }) => services.some(({ queues }) => queues[queue]?.length)),
  );
  expect(waiting).toEqual([true, true, true, true]);
});

/** What somebody does to everything at once: whatever was to come is cancelled, put off or done early. */
const changes: Readonly<Record<string, (sim: Simulator) => void>> = {
  nothing: () => {},
  'every task is stopped': ({ ecs }) => {
    for (const task of ecs.listTasks().taskArns) ecs.stopTask({ task });
  },
  'every service is deleted': ({ ecs }) => {
    for (const service of ['web', 'api', 'pair']) ecs.deleteService({ service, force: true });
  },
  'every service is deployed anew, without rebalancing': ({ ecs }) => {
    for (const service of ['web', 'api', 'pair']) {
      ecs.updateService({ service, forceNewDeployment: true, availabilityZoneRebalancing: 'DISABLED' });
    }
  },
  'every service is scaled to 0': ({ ecs }) => {
    for (const service of ['web', 'api', 'pair']) ecs.updateService({ service, desiredCount: 0 });
  },
  'every container does something else, tasks are protected, faults are over': ({ ecs, workloads, faults }) => {
    workloads.set({ container: 'web' }, { http: 503, healthCheck: 'failing' });
    workloads.set({ container: 'side' }, { healthCheck: 'failing' });
    const tasks = ecs.listTasks({ serviceName: 'api' }).taskArns;
    if (tasks.length > 0) ecs.updateTaskProtection({ cluster: 'default', tasks, protectionEnabled: false });
    for (const { id } of faults.list()) faults.remove(id);
  },
};

function futureOf(sim: Simulator, change: string) {
  const told = sim.facts().length;
  changes[change]?.(sim);
  const changed = sim.snapshot();
  const { toString: _toString, ...report } = sim.run(change === 'nothing' ? '7h' : '2h');
  return { changed, report, facts: sim.facts().slice(told), snapshot: sim.snapshot() };
}

describe.each(scenes)('$seconds s into a rollout, $order', ({ sim }) => {
  const text = JSON.stringify(sim.snapshot());
  const restored = () => restoreSimulator(JSON.parse(text) as Snapshot, { workloadSources });

  test('what is restored is the same, byte for byte', () => {
    expect(JSON.stringify(restored().snapshot())).toBe(text);
    expect(JSON.stringify(restored().fork().snapshot())).toBe(text);
  });

  test.each(Object.keys(changes))('and has the same future: %s', (change) => {
    expect(futureOf(restored(), change)).toEqual(futureOf(sim.fork(), change));
  });
});

test('what is restored in the middle of a deployment ends with the same text', () => {
  const sim = createSimulator();
  fargateService(sim);
  sim.run('1s');
  const restored = restoreSimulator(JSON.parse(JSON.stringify(sim.snapshot())));
  for (const each of [sim, restored]) each.runUntilSteady();
  expect(JSON.stringify(restored.snapshot())).toBe(JSON.stringify(sim.snapshot()));
});

describe('facts that come with a snapshot', () => {
  const settled = (options: SimulatorOptions) => {
    const sim = createSimulator(options);
    const web = fargateService(sim, { desiredCount: 2 });
    sim.run('2m');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('2m');
    return sim;
  };
  const restored = (snapshot: object) => restoreSimulator(JSON.parse(JSON.stringify(snapshot)) as Snapshot);

  test.each<SimulatorOptions>([
    { keepFacts: 'all' },
    { keepFacts: { last: 30 } },
    { keepFacts: { services: ['web'] } },
  ])('tell what they told: $keepFacts', (options) => {
    const sim = settled(options);
    const again = restored(sim.snapshot({ facts: true }));
    expect(again.timeline()).toBe(sim.timeline());
    expect(again.at(again.now)).toEqual(sim.at(sim.now));
    expect(again.snapshot({ facts: true })).toEqual(sim.snapshot({ facts: true }));
  });

  test('those of a log that began on the way know from where on', () => {
    const sim = settled({ keepFacts: 'none' }).fork({ keepFacts: 'all' });
    const beganAt = sim.now;
    sim.run('3m');
    expect(sim.snapshot()).not.toHaveProperty('factsBegin');
    const again = restored(sim.snapshot({ facts: true }));
    expect(again.at(beganAt)).toEqual(sim.at(beganAt));
    expect(() => again.at('+10s')).toThrow('Facts are kept from 2026-01-01T00:04:00.000Z on');
    expect(again.snapshot({ facts: true })).toEqual(sim.snapshot({ facts: true }));
  });
});

test('a start timeout is cancelled with its task after a restore, too', () => {
  const sim = createSimulator({ digestGate: 'none' });
  sim.ecs.createCluster({});
  define(sim, 'job', [
    { name: 'main', dependsOn: [{ containerName: 'side', condition: 'HEALTHY' }] },
    { name: 'side', startTimeout: 100, healthCheck: { command: ['CMD', 'true'], interval: 30 } },
  ]);
  sim.ecs.runTask({
    taskDefinition: 'job',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  });
  const waits = () => sim.snapshot().agenda.some(([, kind]) => kind === Due.CONTAINER_START_TIMES_OUT);
  while (!waits()) sim.run('1s');
  const again = restoreSimulator(JSON.parse(JSON.stringify(sim.snapshot())) as Snapshot);
  for (const each of [sim, again]) {
    each.ecs.stopTask({ task: each.ecs.listTasks({}).taskArns[0] ?? '' });
    each.run('50s');
  }
  expect(JSON.stringify(again.snapshot())).toBe(JSON.stringify(sim.snapshot()));
});
