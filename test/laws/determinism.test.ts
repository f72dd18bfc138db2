import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { worldOf } from '../../src/simulator/simulator.js';
import { perform } from './actions.js';
import { law } from './law.js';
import { type Scenario, scenariosOf } from './scenarios.js';
import { aStage } from './stage.js';

/** Everything there is to compare: what was told, the whole state, and one last draw. */
const endOf = (sim: Simulator) => ({
  facts: sim.facts().map((fact) => JSON.stringify(fact)),
  state: JSON.stringify(sim.snapshot()),
  lastDraw: worldOf(sim).chance.draw('faults'),
});

function play({ options, actions }: Scenario) {
  const sim = aStage(options);
  const outcomes = actions.map((action) => perform(sim, action));
  return { outcomes, ...endOf(sim) };
}

law('law 1: same seed, same calls: the same facts, the same state, the same last draw', {
  file: import.meta.url,
  runs: 100,
  of: scenariosOf(),
  holds: (scenario) => {
    expect(play(scenario)).toEqual(play(scenario));
  },
});

law('law 1: two simulators in one process never affect each other', {
  file: import.meta.url,
  runs: 50,
  of: fc.record({ one: scenariosOf(), other: scenariosOf() }),
  holds: ({ one, other }) => {
    const sims = [one, other].map((scenario) => ({
      scenario,
      sim: aStage(scenario.options),
      outcomes: [] as string[],
    }));
    for (let step = 0; step < Math.max(one.actions.length, other.actions.length); step += 1) {
      for (const { scenario, sim, outcomes } of sims) {
        const action = scenario.actions[step];
        if (action !== undefined) outcomes.push(perform(sim, action));
      }
    }
    expect(sims.map(({ sim, outcomes }) => ({ outcomes, ...endOf(sim) }))).toEqual([play(one), play(other)]);
  },
});

law('law 1: whoever listens, and whatever is kept, changes nothing', {
  file: import.meta.url,
  runs: 50,
  of: fc.record({ scenario: scenariosOf(), last: fc.integer({ min: 1, max: 50 }) }),
  holds: ({ scenario: { options, actions }, last }) => {
    const heard: string[] = [];
    const plain = aStage(options);
    const listened = aStage(options).on('fact', (fact) => heard.push(JSON.stringify(fact)));
    const told = listened.facts().length;
    const forgetful = aStage({ ...options, keepFacts: { last } });
    const silent = aStage({ ...options, keepFacts: 'none' });
    const counting = aStage({ ...options, keepFacts: 'counts' });
    for (const action of actions) {
      const outcomes = [plain, listened, forgetful, silent, counting].map((sim) => perform(sim, action));
      expect(new Set(outcomes).size, JSON.stringify(action)).toBe(1);
    }
    const stateOf = (sim: Simulator) => {
      const { settings, factSeq: _seq, ...state } = sim.snapshot();
      return { ...state, settings: { ...settings, keepFacts: undefined } };
    };
    for (const sim of [listened, forgetful, silent, counting]) expect(stateOf(sim)).toEqual(stateOf(plain));
    const facts = plain.facts().map((fact) => JSON.stringify(fact));
    expect(heard).toEqual(facts.slice(told));
    expect(forgetful.facts().map((fact) => JSON.stringify(fact))).toEqual(facts.slice(-last));
    const countsOf = (sim: Simulator) =>
      sim.facts().flatMap((fact) => (fact.kind === 'counts' ? [JSON.stringify({ ...fact, seq: 0 })] : []));
    expect(countsOf(counting)).toEqual(countsOf(plain));
  },
});
