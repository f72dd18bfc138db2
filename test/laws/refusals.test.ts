import { expect } from 'vitest';
import { perform } from './actions.js';
import { law } from './law.js';
import { scenariosOf } from './scenarios.js';
import { aStage } from './stage.js';

law('law 7: what is refused leaves everything as it was', {
  file: import.meta.url,
  runs: 200,
  of: scenariosOf({ refusals: true }),
  holds: ({ options, actions }) => {
    const sim = aStage(options);
    for (const action of actions) {
      if (action.does === 'run') {
        perform(sim, action);
        continue;
      }
      const before = sim.snapshot();
      const told = sim.facts().length;
      if (perform(sim, action) === 'done') continue;
      expect(sim.snapshot(), JSON.stringify(action)).toEqual(before);
      expect(sim.facts().length, JSON.stringify(action)).toBe(told);
    }
  },
});
