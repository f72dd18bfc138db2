import { Writable } from 'node:stream';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { createSimulator, type Fact, fargateService, type Simulator, SteadystateError } from '../../src/index.js';

/** A rollout behind a balancer, a fault, a crash: facts of every kind. */
function play(sim: Simulator): void {
  const web = fargateService(sim, { desiredCount: 2, loadBalancer: { deregistrationDelaySeconds: 5 } });
  sim.runUntilSteady();
  sim.faults.add({ kind: 'killTask', service: 'web' });
  sim.ecs.updateService({ service: 'web', desiredCount: 3, taskDefinition: web.register('web:2') });
  sim.runUntilSteady();
}

const text = (fact: Fact): string => JSON.stringify(fact);

describe('on', () => {
  test('fact hears every fact, in order', () => {
    const sim = createSimulator();
    const heard: Fact[] = [];
    expect(sim.on('fact', (fact) => heard.push(fact))).toBe(sim);
    play(sim);
    expect(heard.map(text)).toEqual(sim.facts().map(text));
  });

  test('a kind hears that kind, and there is one listener for each', () => {
    const sim = createSimulator();
    const kinds = [
      'call',
      'deployment',
      'task',
      'container',
      'target',
      'scheduler',
      'serviceEvent',
      'service',
      'fault',
      'counts',
    ] as const;
    const heard: Fact[] = [];
    for (const kind of kinds) sim.on(kind, (fact: Fact) => heard.push(fact));
    play(sim);
    expect(heard.map(text)).toEqual(sim.facts().map(text));
    expect(new Set(heard.map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  test('hears though nothing is kept', () => {
    const kept = createSimulator();
    play(kept);
    const sim = createSimulator({ keepFacts: 'none' });
    const heard: Fact[] = [];
    sim.on('fact', (fact) => heard.push(fact));
    play(sim);
    expect(heard.map(text)).toEqual(kept.facts().map(text));
    expect(sim.facts()).toEqual([]);
  });

  test('off hears no more', () => {
    const sim = createSimulator();
    const heard: Fact[] = [];
    const listener = (fact: Fact) => heard.push(fact);
    sim.on('fact', listener).on('serviceEvent', listener);
    expect(sim.off('fact', listener)).toBe(sim);
    play(sim);
    expect(new Set(heard.map(({ kind }) => kind))).toEqual(new Set(['serviceEvent']));
  });

  test('eventBridge hears tasks, service actions and deployments, once each', () => {
    const sim = createSimulator();
    const types: string[] = [];
    const ids: string[] = [];
    sim.on('eventBridge', (event) => {
      types.push(event['detail-type']);
      ids.push(event.id);
    });
    play(sim);
    expect(new Set(types)).toEqual(
      new Set(['ECS Task State Change', 'ECS Service Action', 'ECS Deployment State Change']),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('hears when the moment is complete', () => {
    const sim = createSimulator();
    const seen: string[] = [];
    sim.on('deployment', ({ change }) => {
      const { deployments } = sim.ecs.describeServices({ services: ['web'] }).services?.[0] ?? {};
      seen.push(`${change} ${deployments?.[0]?.rolloutState}`);
    });
    fargateService(sim);
    sim.runUntilSteady();
    expect(seen).toEqual(['created IN_PROGRESS', 'pickedUp IN_PROGRESS', 'completed COMPLETED']);
  });
});

describe('a listener', () => {
  test('may make calls, which act at that very moment', () => {
    const sim = createSimulator();
    let madeAt = 0;
    sim.on('deployment', ({ change }) => {
      if (change !== 'completed' || madeAt > 0) return;
      madeAt = sim.elapsedMs;
      sim.ecs.updateService({ service: 'web', desiredCount: 2 });
    });
    fargateService(sim);
    sim.runUntilSteady();
    const call = sim.facts().find((fact) => fact.kind === 'call' && fact.operation === 'updateService');
    expect(call?.atMs).toBe(Date.UTC(2026, 0, 1) + madeAt);
    expect(sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.runningCount).toBe(2);
  });

  test.each<[string, (sim: Simulator) => unknown]>([
    ['move time', (sim) => sim.tick()],
    ['move time', (sim) => sim.run('1s')],
    ['move time', (sim) => sim.runUntilSteady()],
    ['take a snapshot', (sim) => sim.snapshot()],
    ['fork', (sim) => sim.fork()],
  ])("can't %s: %s", (what, act) => {
    // In the middle of a moment that time brought, and in one that a call made.
    for (const kind of ['task', 'call'] as const) {
      const sim = createSimulator();
      const refusals: unknown[] = [];
      sim.on(kind, () => {
        try {
          act(sim);
        } catch (error) {
          refusals.push(error);
        }
      });
      fargateService(sim);
      const calls = refusals.length;
      sim.runUntilSteady();
      if (kind === 'task') expect(calls).toBe(0);
      expect(refusals.length).toBeGreaterThan(0);
      for (const refusal of refusals) {
        expect(refusal).toBeInstanceOf(SteadystateError);
        expect(refusal).toMatchObject({
          code: 'TimeMovedByListener',
          message: `A listener can't ${what}: it is called in the middle of a moment. Make calls from listeners if you like; move time outside.`,
        });
      }
    }
  });

  test('stays behind when its simulator is forked', () => {
    const sim = createSimulator();
    fargateService(sim);
    const heard: Fact[] = [];
    sim.on('fact', (fact) => heard.push(fact));
    sim.fork().runUntilSteady();
    expect(heard).toEqual([]);
  });
});

describe('a logger', () => {
  /** What a real pino writes, line by line. */
  function aLogger(level: string) {
    const lines: Record<string, unknown>[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
        done();
      },
    });
    return { lines, logger: pino({ level, base: null, timestamp: false }, stream) };
  }

  test('is told of service events, of refused calls, and of all else in detail', () => {
    const { lines, logger } = aLogger('debug');
    const sim = createSimulator({ logger });
    play(sim);
    sim.schedule('+1m', 'ecs.updateService', { service: 'nobody' });
    sim.run('1m');
    const facts = sim.facts();
    expect(lines).toHaveLength(facts.length);
    const [debug, info, warn] = [20, 30, 40];
    for (const [index, fact] of facts.entries()) {
      const { kind, ...about } = fact;
      const [level, msg] =
        fact.kind === 'serviceEvent'
          ? [info, fact.message]
          : fact.kind === 'call' && fact.error !== undefined
            ? [warn, 'updateService was refused']
            : [debug, kind];
      expect(lines[index]).toEqual({ level, ...about, msg });
    }
    expect(new Set(lines.map(({ level }) => level))).toEqual(new Set([debug, info, warn]));
  });

  test('at its own level: service events alone', () => {
    const { lines, logger } = aLogger('info');
    play(createSimulator({ logger }));
    expect(lines[0]?.['msg']).toMatch(/^\(service web\) has started 1 tasks: \(task [0-9a-f]{32}\)\.$/);
    expect(lines.every(({ event }) => typeof event === 'string')).toBe(true);
  });

  test('hears nothing of a fork', () => {
    const { lines, logger } = aLogger('debug');
    const sim = createSimulator({ logger });
    fargateService(sim);
    const told = lines.length;
    sim.fork().runUntilSteady();
    expect(lines).toHaveLength(told);
  });

  test('without one nothing is written anywhere', () => {
    const written: unknown[] = [];
    const { stdout, stderr } = process;
    const [toStdout, toStderr] = [stdout.write, stderr.write];
    stdout.write = stderr.write = ((chunk: unknown) => written.push(chunk) > 0) as typeof toStdout;
    try {
      play(createSimulator());
    } finally {
      stdout.write = toStdout;
      stderr.write = toStderr;
    }
    expect(written).toEqual([]);
  });
});

test('a name that no event has is refused: its listener would never be called', () => {
  const sim = createSimulator();
  expect(() => sim.on('fcat' as 'fact', () => {})).toThrow(
    'No event is called fcat. Events are fact, eventBridge, call, deployment, task, container, target, scheduler, serviceEvent, service, fault, counts.',
  );
});
