import { createSimulator, fargateService, type Simulator } from 'steadystate';
import { type Base, campaign, sweep } from 'steadystate/campaign';
import { describe, expect, test } from 'vitest';

/** Two tasks of web:1 that crash again and again, as a function says. */
function crashing(keepFacts: 'all' | 'none' | 'counts'): Simulator {
  const workloadSources = { crashing: () => ({ exits: { code: 1, after: '30s' } }) } as const;
  const sim = createSimulator({ seed: 7, keepFacts, workloadSources });
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.run('5s');
  sim.workloads.set('web:1', { source: 'crashing' });
  return sim;
}

test.each(['none', 'counts'] as const)(
  'a run of a simulator with workload sources is made once more where %s of its facts are kept',
  async (keepFacts) => {
    const measure = (sim: Simulator) => {
      sim.faults.add({ kind: 'killTask', service: 'web', count: 2 });
      sim.run('20m');
      return { lowest: sim.verdict('web').lowestHealthy.count };
    };
    const again = await (await campaign(crashing(keepFacts), { runs: 2, measure })).replay(1);
    const known = await (await campaign(crashing('all'), { runs: 2, measure })).replay(1);
    const from = crashing('all').now;
    expect(again.timeline({ from })).toBe(known.timeline({ from }));
    expect(again.timeline()).toMatch(/container web exits with code 1 /);
  },
);

describe('a base is held as it was given', () => {
  const desiredCount = (sim: Simulator) => ({
    desiredCount: sim.ecs.describeServices({ services: ['web'] }).services[0]?.desiredCount ?? 0,
  });
  const scenario = () => {
    const facts = { desiredCount: 2 };
    return {
      base: { steps: [{ do: 'fargateService', facts } as const, { do: 'runUntilSteady' } as const] } satisfies Base,
      change: () => {
        facts.desiredCount = 5;
      },
    };
  };
  const snapshot = () => {
    const sim = createSimulator();
    fargateService(sim, { desiredCount: 2 });
    const base = sim.snapshot() as { -readonly [Name in keyof ReturnType<Simulator['snapshot']>]: unknown };
    return {
      base: base as unknown as Base,
      change: () => {
        base.services = [];
      },
    };
  };

  test.each([
    { kind: 'scenario', given: scenario },
    { kind: 'snapshot', given: snapshot },
  ])('a $kind that is changed meanwhile, or later', async ({ given }) => {
    const { base, change } = given();
    const underWay = campaign(base, { runs: 2, measure: desiredCount });
    change();
    const result = await underWay;
    expect(result.runs.map(({ measured }) => measured)).toEqual([{ desiredCount: 2 }, { desiredCount: 2 }]);
    expect(desiredCount(await result.replay(1))).toEqual({ desiredCount: 2 });
  });

  test('by a sweep as well', async () => {
    const { base, change } = scenario();
    const underWay = sweep(base, { over: [{ any: 1 }], measure: desiredCount });
    change();
    expect(String(await underWay)).toBe(['any  desiredCount', '  1             2'].join('\n'));
  });
});

test('a measure that moves a date of its parameters moves its own', async () => {
  const result = await campaign(createSimulator(), {
    runs: 2,
    vary: () => ({ when: new Date(0) }),
    measure: (_, { when }) => ({ atMs: when.setTime(when.getTime() + 5) }),
  });
  await result.replay(0);
  expect(result.runs.map(({ parameters, measured }) => ({ parameters, measured }))).toEqual(
    Array.from({ length: 2 }, () => ({ parameters: { when: new Date(0) }, measured: { atMs: 5 } })),
  );
});
