import { describe, expect, test } from 'vitest';
import { campaign } from '../../src/campaign/index.js';
import {
  createSimulator,
  type Fact,
  fargateService,
  restoreSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/index.js';

/** `web` has four tasks and is scaled to five at +5:00; `api` has one, `old` had one and is gone. */
function aShop(options: SimulatorOptions = {}): Simulator {
  const sim = createSimulator({ seed: 7, ...options });
  fargateService(sim, { desiredCount: 4, loadBalancer: true });
  fargateService(sim, { name: 'api' });
  fargateService(sim, { name: 'old' });
  sim.ecs.deleteService({ service: 'old', force: true });
  sim.runTo('+5m');
  sim.ecs.updateService({ service: 'web', desiredCount: 5 });
  return sim;
}

/** Scaled once more, five minutes after what is kept began. */
function goOn(...sims: readonly Simulator[]): void {
  for (const sim of sims) {
    sim.run('5m');
    sim.ecs.updateService({ service: 'web', desiredCount: 3 });
    sim.run('3m');
  }
}

/** What a call is refused with, in one line. */
function refusalOf(call: () => unknown): string {
  try {
    return `not refused: ${JSON.stringify(call())}`;
  } catch (error) {
    const { code, resource, value, message } = error as {
      [name in 'code' | 'resource' | 'value' | 'message']?: string;
    };
    return [code, resource, value, message].filter((part) => part !== undefined).join(' | ');
  }
}

const moments = ['+5m', '+5m16s', '+5m40s', '+10m', '+10m10s', '+13m'] as const;
const pastOf = (sim: Simulator) => moments.map((moment) => sim.at(moment));
const since = (sim: Simulator, service: string, moment: string) =>
  sim.series(service).filter(({ at }) => at >= sim.at(moment as '+5m').at);

/** Kept from +5:00 on, in each way in which it can be. */
const begunThere: Readonly<Record<string, () => Simulator>> = {
  'a fork that keeps all facts, of a simulator that keeps none': () =>
    aShop({ keepFacts: 'none' }).fork({ keepFacts: 'all' }),
  'a fork that keeps all facts, of one that keeps counts': () =>
    aShop({ keepFacts: 'counts' }).fork({ keepFacts: 'all' }),
  'a fork that keeps all facts, of one that keeps the newest': () =>
    aShop({ keepFacts: { last: 10 } }).fork({ keepFacts: 'all' }),
  'a fork that keeps all facts, of one that keeps those of a service': () =>
    aShop({ keepFacts: { services: ['api'] } }).fork({ keepFacts: 'all' }),
  'a restored simulator, of a snapshot without facts': () => restoreSimulator(aShop().snapshot()),
  'a fork of one that was restored so': () => restoreSimulator(aShop().snapshot()).fork(),
  'one that was restored again, with facts': () =>
    restoreSimulator(restoreSimulator(aShop().snapshot()).snapshot({ facts: true })),
};

describe('where facts are kept from a moment on', () => {
  test.each(Object.entries(begunThere))('%s tells the true past from there on', (_name, begin) => {
    const [whole, begun] = [aShop(), begin()];
    expect(begun.at(begun.now)).toEqual(whole.at(whole.now));
    goOn(whole, begun);
    expect(pastOf(begun)).toEqual(pastOf(whole));
    expect(begun.at('+13m').services.map(({ service, running, tasks }) => [service, running, tasks.length])).toEqual([
      // Two are stopping.
      ['web', 3, 5],
      ['api', 1, 1],
    ]);
    expect(begun.series('web')).toEqual(since(whole, 'web', '+5m'));
    // It hasn't changed since: what was so at the beginning is its only entry.
    expect(begun.series('api')).toEqual([{ ...whole.series('api').at(-1), at: begun.at('+5m').at }]);
    expect(begun.timeline({ from: '+5m1s' })).toBe(whole.timeline({ from: '+5m1s' }));
  });

  test.each(Object.entries(begunThere))('%s refuses what was before', (_name, begin) => {
    const sim = begin();
    sim.run('1m');
    const said = (asked: string) =>
      `Facts are kept from 2026-01-01T00:05:00.000Z on: nothing is known of ${asked}. Ask about that moment or a later one. Before it, keepFacts was another one, or the simulator was restored from a snapshot without facts: keep them from the start, and take snapshots with { facts: true }.`;
    expect(refusalOf(() => sim.at('+4m59s'))).toBe(`FactsNotKept | +4m59s | ${said('2026-01-01T00:04:59.000Z')}`);
    expect(refusalOf(() => sim.timeline({ from: '+3m' }))).toBe(
      `FactsNotKept | +3m | ${said('2026-01-01T00:03:00.000Z')}`,
    );
    expect(refusalOf(() => sim.timelineEntries({ until: '+2m' }))).toBe(
      `FactsNotKept | +2m | ${said('2026-01-01T00:02:00.000Z')}`,
    );
    expect(refusalOf(() => sim.series('old'))).toBe(
      'FactsNotKept | service old | Facts are kept from 2026-01-01T00:05:00.000Z on: service old was gone by then. Before it, keepFacts was another one, or the simulator was restored from a snapshot without facts: keep them from the start, and take snapshots with { facts: true }.',
    );
    expect(refusalOf(() => sim.series('wbe'))).toContain('UnknownResource');
    // Without a moment it is what there is.
    expect(sim.timelineEntries()).toEqual(sim.timelineEntries({ from: '+5m' }));
  });

  test('a fork may keep less: the counts, or a service', () => {
    const [whole, base] = [aShop(), aShop({ keepFacts: 'none' })];
    const [counts, api] = [base.fork({ keepFacts: 'counts' }), base.fork({ keepFacts: { services: ['web'] } })];
    goOn(whole, counts, api);
    expect(pastOf(counts)).toEqual(
      pastOf(whole).map(({ at, services }) => ({ at, services: services.map((each) => ({ ...each, tasks: [] })) })),
    );
    expect(pastOf(api)).toEqual(
      pastOf(whole).map(({ at, services }) => ({ at, services: services.filter(({ service }) => service === 'web') })),
    );
    expect([counts, api].map((sim) => sim.series('web'))).toEqual(Array(2).fill(since(whole, 'web', '+5m')));
    expect(new Set(counts.facts().map(({ kind }) => kind))).toEqual(new Set(['counts']));
  });

  test('a fork that keeps the same shares what was kept, also where it says so', () => {
    for (const keepFacts of ['all', { services: ['web'] }] as const) {
      const sim = aShop({ keepFacts });
      for (const fork of [sim.fork(), sim.fork({ keepFacts: structuredClone(keepFacts) })]) {
        expect(fork.facts()).toEqual(sim.facts());
        expect(fork.at('+1m')).toEqual(sim.at('+1m'));
      }
    }
  });

  test('what says how things stood at the beginning is no fact', () => {
    const fork = aShop({ keepFacts: 'none' }).fork({ keepFacts: 'all' });
    expect(fork.facts()).toEqual([]);
    fork.runUntilSteady();
    expect(fork.facts()[0]?.seq).toBe(1);
    expect(fork.snapshot()).not.toHaveProperty('factsBegin');
  });

  test('a snapshot of an earlier release, with facts of a simulator that had begun in the middle, begins where it was taken', () => {
    const sim = restoreSimulator(aShop().snapshot());
    sim.run('1m');
    const { factsBegin: _factsBegin, ...earlier } = sim.snapshot({ facts: true });
    const restored = restoreSimulator(earlier);
    expect(restored.facts()).toEqual(sim.facts());
    expect(restored.at(restored.now)).toEqual(sim.at(sim.now));
    expect(refusalOf(() => restored.at('+5m30s'))).toContain(
      'FactsNotKept | +5m30s | Facts are kept from 2026-01-01T00:06:00.000Z on',
    );
  });

  test('a snapshot whose beginning of facts is damaged is refused', () => {
    const snapshot = restoreSimulator(aShop().snapshot()).snapshot({ facts: true });
    const refused = (factsBegin: unknown) => refusalOf(() => restoreSimulator({ ...snapshot, factsBegin } as never));
    expect([{}, 7, { atMs: 0, seq: 0, state: [{}] }].map(refused)).toEqual([
      expect.stringContaining('InvalidSnapshot | The snapshot is damaged: factsBegin.atMs is missing'),
      expect.stringContaining('InvalidSnapshot | The snapshot is damaged: factsBegin is 7'),
      expect.stringContaining('InvalidSnapshot | The snapshot is damaged: factsBegin.state.0.atMs is missing'),
    ]);
  });
});

test('replay: a run made once more tells the true past from the base on, whatever the base keeps', async () => {
  for (const keepFacts of ['none', 'counts', { last: 5 }] as const) {
    const result = await campaign(aShop({ keepFacts }), {
      runs: 2,
      measure: (run) => {
        run.run('5m');
        return { running: run.ecs.describeServices({ services: ['web'] }).services?.[0]?.runningCount ?? 0 };
      },
    });
    const again = await result.replay(0);
    const [whole] = [aShop().fork({ seed: result.runs[0]?.seed ?? 0 })];
    whole.run('5m');
    expect(again.at(again.now)).toEqual(whole.at(whole.now));
    expect(again.at(again.now).services[0]).toMatchObject({
      service: 'web',
      running: result.runs[0]?.measured.running,
    });
    expect(again.series('web')).toEqual(since(whole, 'web', '+5m'));
    expect(refusalOf(() => again.at('+1m'))).toContain(
      'FactsNotKept | +1m | Facts are kept from 2026-01-01T00:05:00.000Z on',
    );
  }
});

describe('where only the newest are kept', () => {
  test('the present is told, and the past while nothing was dropped', () => {
    const sim = createSimulator({ keepFacts: { last: 20 } });
    const whole = createSimulator();
    for (const each of [sim, whole]) fargateService(each);
    sim.run('16s');
    whole.run('16s');
    expect(sim.facts().length).toBeLessThan(20);
    expect([sim.at('+0s'), sim.at('+15s'), sim.series('web'), sim.timeline({ from: '+0s' })]).toEqual([
      whole.at('+0s'),
      whole.at('+15s'),
      whole.series('web'),
      whole.timeline({ from: '+0s' }),
    ]);
    for (const each of [sim, whole]) each.runUntilSteady();
    expect(sim.at(sim.now)).toEqual(whole.at(whole.now));
  });

  test.each<[string, (sim: Simulator) => Simulator]>([
    ['by itself', (sim) => sim],
    ['by a fork', (sim) => sim.fork()],
    ['after a restore', (sim) => restoreSimulator(sim.snapshot({ facts: true }))],
  ])('what was dropped is refused, %s', (_name, take) => {
    const [sim, whole] = [take(aShop({ keepFacts: { last: 10 } })), aShop()];
    expect(sim.at(sim.now)).toEqual(whole.at(whole.now));
    goOn(sim, whole);
    expect(sim.at(sim.now)).toEqual(whole.at(whole.now));
    expect(sim.at(sim.now).services[0]).toMatchObject({ service: 'web', running: 3 });
    expect(sim.facts()).toEqual(whole.facts().slice(-10));
    expect(refusalOf(() => sim.at('+3m'))).toBe(
      "FactsNotKept | +3m | Only the newest 10 facts are kept: nothing certain is known of 2026-01-01T00:03:00.000Z. Ask about the present moment, or set the option keepFacts to 'all'.",
    );
    expect(refusalOf(() => sim.series('web'))).toBe(
      "FactsNotKept | service web | Only the newest 10 facts are kept: how the counts of service web went is not known. Set the option keepFacts to 'all', or to 'counts'.",
    );
    // Facts of the first moment of which any is kept may be missing.
    const first = new Date((sim.facts()[0] as Fact).atMs);
    const next = new Date(Number(first) + 1);
    expect(refusalOf(() => sim.timeline({ from: first }))).toContain(
      `Only the newest 10 facts are kept: all that happened is known from ${next.toISOString()} on, not from ${first.toISOString()}.`,
    );
    expect(sim.timelineEntries({ from: next })).toEqual(whole.timelineEntries({ from: next }));
    expect(sim.timelineEntries().length).toBeGreaterThan(0);
    expect(refusalOf(() => sim.timeline({ service: 'api' }))).toBe(
      "FactsNotKept | service api | Only the newest 10 facts are kept, and none of them is about service api. Give keepFacts a larger { last }, or set it to 'all'.",
    );
  });

  test('the newest of a log that began in the middle', () => {
    const sim = aShop({ keepFacts: 'none' }).fork({ keepFacts: { last: 1_000 } });
    const whole = aShop();
    goOn(sim, whole);
    expect(pastOf(sim)).toEqual(pastOf(whole));
    expect(sim.series('web')).toEqual(since(whole, 'web', '+5m'));
  });
});

describe('where only some services are kept', () => {
  test('at tells of those, the rest is refused', () => {
    const [sim, whole] = [aShop({ keepFacts: { services: ['api', 'new'] } }), aShop()];
    const ofApi = (other: Simulator) => other.at('+3m').services.filter(({ service }) => service === 'api');
    expect(sim.at('+3m').services).toEqual(ofApi(whole));
    expect(sim.series('api')).toEqual(whole.series('api'));
    const said = `FactsNotKept | service web | Only the facts of services api, new are kept, not those of service web. Add "web" to the option keepFacts, or set it to 'all'.`;
    expect(refusalOf(() => sim.series('web'))).toBe(said);
    expect(refusalOf(() => sim.timeline({ service: 'web' }))).toBe(said);
    expect(refusalOf(() => sim.timelineEntries({ service: 'web', cluster: 'default' }))).toBe(said);
    expect(refusalOf(() => sim.timeline({ service: 'wbe' }))).toContain('UnknownResource');
    // It is kept once it is there.
    expect(refusalOf(() => sim.series('new'))).toContain('UnknownResource');
    expect(sim.timelineEntries()).toEqual(
      whole.timelineEntries({ service: 'api' }).map((entry) => ({
        ...entry,
        text: entry.text === '' ? '' : `[api] ${entry.text}`,
        ...(entry.counts === undefined ? {} : { counts: `api: ${entry.counts}` }),
      })),
    );
  });
});

test('where only counts are kept, a service that is gone is gone', () => {
  const [counts, whole] = [aShop({ keepFacts: 'counts' }), aShop()];
  const servicesAt = (sim: Simulator) =>
    (['+20s', '+5m'] as const).map((moment) => sim.at(moment).services.map(({ service }) => service));
  expect(servicesAt(counts)).toEqual([
    ['web', 'api', 'old'],
    ['web', 'api'],
  ]);
  expect(servicesAt(whole)).toEqual(servicesAt(counts));
  for (const sim of [counts, whole]) {
    sim.ecs.createService({
      serviceName: 'old',
      taskDefinition: 'old:1',
      desiredCount: 0,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    });
  }
  expect(counts.at(counts.now).services.map(({ service }) => service)).toEqual(['web', 'api', 'old']);
  expect(whole.at(whole.now).services.map(({ service }) => service)).toEqual(['web', 'api', 'old']);
});
