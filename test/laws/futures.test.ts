import * as fc from 'fast-check';
import { expect } from 'vitest';
import { restoreSimulator, type Simulator, type Snapshot } from '../../src/index.js';
import { worldOf } from '../../src/simulator/simulator.js';
import { perform } from './actions.js';
import { law } from './law.js';
import { scenariosOf } from './scenarios.js';
import { aStage } from './stage.js';

const factsSince = (sim: Simulator, seq: number) =>
  sim
    .facts()
    .filter((fact) => fact.seq > seq)
    .map((fact) => JSON.stringify(fact));

/** As it would come from a file. */
const throughText = (snapshot: Snapshot): Snapshot => JSON.parse(JSON.stringify(snapshot)) as Snapshot;

const somewhere = fc.record({ scenario: scenariosOf(), at: fc.nat(25), withFacts: fc.boolean() });

law('law 3: a restored simulator and a fork have the same future as the original', {
  file: import.meta.url,
  runs: 140,
  of: somewhere,
  holds: ({ scenario: { options, actions }, at, withFacts }) => {
    const undisturbed = aStage(options);
    const original = aStage(options);
    for (const action of actions.slice(0, at)) {
      perform(undisturbed, action);
      perform(original, action);
    }
    const snapshot = throughText(original.snapshot({ facts: withFacts }));
    const restored = restoreSimulator(snapshot);
    const fork = original.fork();
    expect(restored.snapshot({ facts: withFacts })).toEqual(snapshot);
    expect(fork.snapshot({ facts: withFacts })).toEqual(snapshot);
    // What becomes of a fork of a fork concerns nobody else.
    const stray = fork.fork();
    stray.run('10m');

    for (const action of actions.slice(at)) {
      const outcomes = [undisturbed, original, restored, fork].map((sim) => perform(sim, action));
      expect(new Set(outcomes).size, JSON.stringify(action)).toBe(1);
    }
    const seq = snapshot.factSeq;
    for (const sim of [original, restored, fork]) {
      expect(factsSince(sim, seq)).toEqual(factsSince(undisturbed, seq));
      expect(sim.snapshot()).toEqual(undisturbed.snapshot());
      expect(JSON.stringify(sim.snapshot())).toBe(JSON.stringify(undisturbed.snapshot()));
      expect(worldOf(sim).chance.draw('faults')).toBe(worldOf(undisturbed.fork()).chance.draw('faults'));
    }
  },
});

law('law 3: a fork with a seed differs in chance, and in nothing else', {
  file: import.meta.url,
  runs: 60,
  of: fc.record({ scenario: scenariosOf({ chance: false }), at: fc.nat(25), seed: fc.nat(1_000) }),
  holds: ({ scenario: { options, actions }, at, seed }) => {
    const original = aStage({ ...options, jitter: 0 });
    for (const action of actions.slice(0, at)) perform(original, action);
    const fork = original.fork({ seed });
    for (const action of actions.slice(at)) expect(perform(fork, action)).toBe(perform(original, action));
    expect(fork.facts().map((fact) => JSON.stringify(fact))).toEqual(
      original.facts().map((fact) => JSON.stringify(fact)),
    );
    const { chance: _ofFork, ...state } = fork.snapshot();
    const { chance: _ofOriginal, ...expected } = original.snapshot();
    expect(state).toEqual(expected);
  },
});
