import { describe, expect, test } from 'vitest';
import { Due } from '../../src/engine/agenda/due.js';
import { stepTo } from '../../src/engine/tick.js';
import { World } from '../../src/engine/world.js';
import { createSimulator, fargateService, type Simulator } from '../../src/index.js';
import { resolveOptions } from '../../src/simulator/options.js';
import { worldOf } from '../../src/simulator/simulator.js';

function aSteadyService(options: Parameters<typeof createSimulator>[0] = {}): Simulator {
  const sim = createSimulator(options);
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.run('1m');
  return sim;
}

describe('at one moment', () => {
  test('faults and scheduled calls come first, in the order in which they were made, then tasks, then passes', () => {
    const sim = aSteadyService();
    const beat = sim.facts().findLast((fact) => fact.kind === 'scheduler' && fact.change === 'steady');
    // A moment on the grid of the service's beats.
    const atMs = (beat?.atMs ?? 0) + 120_000;
    sim.schedule(new Date(atMs), 'ecs.updateService', { service: 'web', desiredCount: 3 });
    sim.faults.add({ kind: 'capacityUnavailable', from: new Date(atMs), until: new Date(atMs + 60_000) });
    sim.schedule(new Date(atMs), 'ecs.updateService', { service: 'web', desiredCount: 4 });
    const told = sim.facts().length;
    sim.runTo(new Date(atMs));
    const order = sim
      .facts()
      .slice(told)
      .map((fact) => (fact.kind === 'call' ? `call ${fact.about}` : fact.kind));
    expect(order.filter((each) => each.startsWith('call') || each === 'fault')).toEqual([
      'call desiredCount 3',
      'fault',
      'call desiredCount 4',
    ]);
    // Counts are told once, when everything of the moment has happened.
    expect(order.filter((each) => each === 'counts')).toHaveLength(1);
    expect(order.at(-1)).toBe('counts');
    expect(sim.facts().at(-1)).toMatchObject({ desiredCount: 4, atMs });
  });

  test('what becomes due at it is handled in it', () => {
    const sim = createSimulator({ latency: 'zero', digestGate: 'none' });
    fargateService(sim, { desiredCount: 3 });
    sim.run(0);
    expect(sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.runningCount).toBe(3);
  });
});

describe('counts', () => {
  test('tasks that leave and tasks that die are stopping', () => {
    const sim = aSteadyService();
    sim.ecs.updateService({ service: 'web', desiredCount: 1 });
    sim.runUntil(({ ecs }) => ecs.listTasks().taskArns.length === 1);
    for (const task of sim.ecs.listTasks().taskArns) sim.ecs.stopTask({ task });
    expect(sim.facts().at(-1)).toMatchObject({
      kind: 'counts',
      occupied: 2,
      deployments: [{ desired: 1, pending: 0, running: 0, healthy: 0, stopping: 2 }],
    });
  });
});

/** A world in which nothing happens but calls at its first moment; `call` says what each does. */
function aWorldOfCalls(call: (world: World, number: number) => void, world = new World(resolveOptions({}))) {
  const host = { calls: 0, published: [] as string[], onPublish: () => {} };
  world.due(world.nowMs, Due.SCHEDULED_CALL, 7);
  const step = () =>
    stepTo(
      world,
      {
        call(key) {
          host.calls += 1;
          host.published.push(`call ${key}${world.passesToCome ? ', passes to come' : ''}`);
          call(world, host.calls);
        },
        publish: () => {
          host.published.push(`published${world.passesToCome ? ', passes to come' : ''}`);
          host.onPublish();
        },
      },
      world.nowMs + 1_000,
    );
  return { world, host, step };
}

/** What is called makes another call at the same moment, `times` times. */
const again = (times: number) => (world: World, number: number) => {
  if (number < times) world.due(world.nowMs, Due.SCHEDULED_CALL, 7);
};

describe('a step', () => {
  test('goes to the next moment at which something is due, and says whether anything was', () => {
    const { world, host, step } = aWorldOfCalls(again(2));
    const startMs = world.nowMs;
    expect([step(), world.nowMs - startMs, step(), world.nowMs - startMs]).toEqual([true, 0, false, 1_000]);
    expect(host.published).toEqual(['call 7, passes to come', 'call 7, passes to come', 'published']);
    expect(world.effort).toEqual({ due: 2, passes: 0, transitions: 0, probes: 0, flips: 0 });
    step();
    expect(host.published).toHaveLength(3);
  });

  test('goes on when listeners make something due at its moment', () => {
    const { host, step, world } = aWorldOfCalls(() => {});
    host.onPublish = () => again(2)(world, host.calls);
    step();
    expect(host.published.map((each) => each.split(',')[0])).toEqual(['call 7', 'published', 'call 7', 'published']);
  });

  test('ends when listeners, too, have nothing more to do at its moment', () => {
    const sim = aSteadyService();
    const told: string[] = [];
    sim.on('counts', ({ desiredCount, atMs }) => {
      told.push(`${desiredCount} at ${atMs - sim.now.getTime()}`);
      if (desiredCount > 2 && desiredCount < 5) {
        sim.ecs.updateService({ service: 'web', desiredCount: desiredCount + 1 });
      }
    });
    sim.schedule('+1m', 'ecs.updateService', { service: 'web', desiredCount: 3 });
    sim.run('1m');
    expect(told).toEqual(['3 at 0', '4 at 0', '5 at 0']);
  });
});

test('what is due of services at one moment goes by service, of one by kind, however it came', () => {
  const dues = [
    [2, Due.SERVICE_BEAT],
    [10, Due.SERVICE_EXTRA_PASS],
    [1, Due.SERVICE_BEAT],
    [2, Due.SERVICE_EXTRA_PASS],
    [1, Due.DEPLOYMENT_PICKED_UP],
    [1, Due.SERVICE_EXTRA_PASS],
  ] as const;
  for (const given of [dues, [...dues].reverse()]) {
    const world = new World(resolveOptions({}));
    expect(world.passesToCome).toBe(false);
    for (const [service, kind] of given) world.due(world.nowMs, kind, service);
    world.agenda.advance(world.nowMs);
    const taken: number[][] = [];
    while (world.takeDue()) taken.push([world.agenda.takenSubject, world.agenda.takenKind]);
    expect(taken).toEqual([...dues].sort(([a, kindA], [b, kindB]) => a - b || kindA - kindB));
  }
});

describe('an endless moment', () => {
  /** Crashes at once and is restarted at once, for ever. */
  function anEndlessLoop(): Simulator {
    const sim = createSimulator({ latency: 'zero' });
    sim.ecs.createCluster({ clusterName: 'default' });
    sim.ecs.registerTaskDefinition({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'web', image: 'web:1', restartPolicy: { enabled: true, restartAttemptPeriod: 60 } },
      ],
    });
    sim.workloads.set('web', { exits: { code: 1, after: 0 } });
    sim.ecs.runTask({
      taskDefinition: 'web',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    });
    return sim;
  }

  test('a task that restarts in place has to have run for a minute: no loop', () => {
    const sim = anEndlessLoop();
    expect(sim.run('10m').ended).toBe('reached');
  });

  const endless = Number.POSITIVE_INFINITY;

  test('a hundred thousand things at one moment are many, one more is endless', () => {
    const { world, host, step } = aWorldOfCalls(again(100_000));
    expect([step(), host.calls, world.effort.due]).toEqual([true, 100_000, 100_000]);
    const looping = aWorldOfCalls(again(endless));
    expect(looping.step).toThrow(
      expect.objectContaining({
        code: 'RunawaySimulation',
        message:
          '100001 things were due at one moment (2026-01-01T00:00:00.000Z), which looks endless. With zero latencies, ' +
          'a workload that exits at once restarts without end: give one of them some time.',
      }),
    );
    expect(looping.host.calls).toBe(100_000);
  });

  test('every live task explains a hundred more', () => {
    const looping = aWorldOfCalls(again(endless), worldOf(aSteadyService()));
    expect(looping.step).toThrow('100201 things were due at one moment');
    expect(looping.host.calls).toBe(100_200);
  });
});
