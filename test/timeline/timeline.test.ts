import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../src/index.js';
import type { CountsFact, Fact } from '../../src/model/facts.js';
import { formatCounts, formatTimeline, timelineEntries } from '../../src/timeline/index.js';

const counts = (running: number, more: Partial<CountsFact> = {}): Fact => ({
  kind: 'counts',
  atMs: 0,
  seq: 0,
  cluster: 'default',
  service: 'web',
  desiredCount: 2,
  occupied: running,
  deployments: [
    {
      deploymentId: 'ecs-svc/1',
      taskDefinition: 'web:1',
      status: 'PRIMARY',
      desired: 2,
      pending: 0,
      running,
      healthy: 0,
      stopping: 0,
    },
  ],
  ...more,
});
const event = (message: string, service = 'web'): Fact => ({
  kind: 'serviceEvent',
  atMs: 0,
  seq: 0,
  cluster: 'default',
  service,
  event: 'steady',
  message: `(service ${service}) ${message}`,
});
/** Facts at these seconds, numbered. */
const history = (...facts: readonly (readonly [seconds: number, fact: Fact])[]): Fact[] =>
  facts.map(([seconds, fact], index) => ({ ...fact, atMs: seconds * 1000, seq: index + 1 }));

describe('columns', () => {
  const facts = history(
    [0, event('a')],
    [0, event('b')],
    [0, counts(1)],
    [7.25, counts(2)],
    [65, event('c')],
    [65, counts(2)],
    [3_725, event('d')],
  );

  test('counts stand on the last line of their moment, and only when they changed', () => {
    expect(timelineEntries(facts, { service: 'web' })).toEqual([
      { atMs: 0, text: 'a' },
      { atMs: 0, text: 'b', counts: 'web:1 2/0/1/0' },
      { atMs: 7_250, text: '', counts: 'web:1 2/0/2/0' },
      { atMs: 65_000, text: 'c' },
      { atMs: 3_725_000, text: 'd' },
    ]);
  });

  test('of fixed width, so that a changed line changes nothing else', () => {
    expect(formatTimeline(timelineEntries(facts, { service: 'web' }), 5_000)).toBe(
      [
        '       time  desired/pending/running/healthy     what happened',
        '     +-0:05                                      a',
        '     +-0:05  web:1 2/0/1/0                       b',
        '  +0:02.250  web:1 2/0/2/0',
        '      +1:00                                      c',
        '   +1:02:00                                      d',
      ].join('\n'),
    );
  });

  test('a moment with nothing but counts is left out of events and of full detail', () => {
    for (const detail of ['events', 'full'] as const) {
      expect(timelineEntries(facts, { service: 'web', detail }).map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
    }
  });

  test('counts are told again after a service was left out', () => {
    expect(formatCounts(counts(1) as CountsFact)).toBe('web:1 2/0/1/0');
  });

  test('without facts there is only the head', () => {
    expect(formatTimeline(timelineEntries([]), 0)).toBe(
      '       time  desired/pending/running/healthy     what happened',
    );
  });
});

describe('filters', () => {
  const api = { service: 'api' };
  const facts = history(
    [0, event('a')],
    [0, event('a', 'api')],
    [0, counts(1)],
    [0, counts(1, api)],
    [1, { kind: 'fault', atMs: 0, seq: 0, change: 'started', about: 'capacityUnavailable' }],
    [2, { ...event('b'), cluster: 'other' } as Fact],
    [3, event('c')],
  );
  const texts = (filter: Parameters<typeof timelineEntries>[1]) =>
    timelineEntries(facts, filter).map(({ text, counts: shown }) =>
      shown === undefined ? text : `${text} | ${shown}`,
    );

  test('without one, every line names its service', () => {
    expect(texts({})).toEqual([
      '[web] a',
      '[api] a | web: web:1 2/0/1/0 | api: web:1 2/0/1/0',
      'fault started: capacityUnavailable',
      '[web] b',
      '[web] c',
    ]);
  });

  test('a service, with the faults, which are about all', () => {
    expect(texts({ service: 'api' })).toEqual(['a | web:1 2/0/1/0', 'fault started: capacityUnavailable']);
  });

  test('a cluster', () => {
    expect(texts({ service: 'web', cluster: 'other' })).toEqual(['fault started: capacityUnavailable', 'b']);
  });

  test('from a moment until another, both included', () => {
    expect(texts({ service: 'web', fromMs: 1_000, untilMs: 2_000 })).toEqual([
      'fault started: capacityUnavailable',
      'b',
    ]);
    expect(texts({ service: 'web', fromMs: 3_001 })).toEqual([]);
  });

  test('a story that begins with a call does not begin with the end of another', () => {
    const call: Fact = {
      kind: 'call',
      atMs: 0,
      seq: 0,
      api: 'ecs',
      operation: 'updateService',
      about: '',
      service: 'web',
    };
    const told = timelineEntries(history([5, event('old')], [5, call], [5, event('new')]), {
      service: 'web',
      fromMs: 5_000,
    });
    expect(told.map(({ text }) => text)).toEqual(['UpdateService', 'new']);
  });
});

describe('of a simulator', () => {
  function settled(): Simulator {
    const sim = createSimulator({ digestGate: 'none' });
    fargateService(sim);
    sim.runUntilSteady();
    sim.run('1m');
    return sim;
  }
  const head = '       time  desired/pending/running/healthy     what happened\n';

  test('offsets count from the start: only the past can be told', () => {
    const sim = settled();
    expect(sim.timeline({ service: 'web', from: '+30s', until: '+45s' })).toBe(
      `${head}      +0:06  web:1 1/0/1/0                       1 task of web:1 RUNNING (a7a466fd)\n` +
        '      +0:15                                      (deployment ecs-svc/6804229292356310906) deployment completed.\n' +
        '      +0:15                                      has reached a steady state.',
    );
    expect(sim.timeline({ service: 'web', from: '+30s', until: '+40s', origin: '+0s' })).toBe(
      `${head}      +0:36  web:1 1/0/1/0                       1 task of web:1 RUNNING (a7a466fd)`,
    );
    expect(sim.timelineEntries({ service: 'web', from: '+45s', until: new Date('2026-01-01T00:00:45Z') })).toHaveLength(
      2,
    );
  });

  test('a service that never was is refused; one that was deleted is not', () => {
    const sim = settled();
    const refusal = 'There is no service wbe. Services are web (cluster default).';
    expect(() => sim.timeline({ service: 'wbe' })).toThrow(refusal);
    expect(() => sim.timelineEntries({ service: 'wbe' })).toThrow(refusal);
    expect(() => sim.series('wbe')).toThrow(refusal);
    sim.ecs.deleteService({ service: 'web', force: true });
    sim.run('1h');
    expect(sim.timeline({ service: 'web' })).toContain('the service is INACTIVE');
  });

  test('a service that only a refused call named can be asked about', () => {
    const sim = settled();
    sim.schedule('+1s', 'ecs.updateService', { service: 'wbe', desiredCount: 2 });
    sim.run('1s');
    expect(sim.timelineEntries({ service: 'wbe' }).map(({ text }) => text)).toEqual([
      'UpdateService: desiredCount 2: refused with ServiceNotFoundException: Service not found.',
    ]);
  });

  test('needs facts', () => {
    const sim = createSimulator({ keepFacts: 'none' });
    expect(() => sim.timeline()).toThrow('No facts are kept, so there is no timeline.');
    expect(() => sim.at(sim.now)).toThrow('No facts are kept');
  });
});
