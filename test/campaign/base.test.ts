import { createSimulator, fargateService, type Simulator } from 'steadystate';
import { campaign } from 'steadystate/campaign';
import { expect, test } from 'vitest';

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
