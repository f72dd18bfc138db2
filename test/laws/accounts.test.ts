import { expect } from 'vitest';
import { worldOf } from '../../src/simulator/simulator.js';
import { type Move, perform } from './actions.js';
import { law } from './law.js';
import { recount } from './recount.js';
import { scenariosOf } from './scenarios.js';
import { aStage } from './stage.js';

/** Time moves moment by moment, and everything is counted anew after each. */
const recounting: Move = (sim, ms) => {
  const endsMs = sim.now.getTime() + ms;
  const look = () => {
    expect(recount(worldOf(sim)), `at ${sim.now.toISOString()}`).toEqual([]);
    return false;
  };
  sim.runUntil(look, { timeout: ms });
  sim.runTo(endsMs);
};

law('law 5: what the engine keeps is what counting anew finds', {
  file: import.meta.url,
  runs: 200,
  of: scenariosOf(),
  holds: ({ options, actions }) => {
    const sim = aStage(options);
    for (const action of actions) {
      perform(sim, action, recounting);
      expect(recount(worldOf(sim)), `after ${JSON.stringify(action)}`).toEqual([]);
    }
  },
});
