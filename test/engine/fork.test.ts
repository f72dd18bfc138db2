import { expect, test } from 'vitest';
import { aFullSimulator } from './snapshot/full.js';

test('a fork takes a seed that is one, and nothing else', () => {
  const sim = aFullSimulator(79);
  for (const seed of [-1, 1.5, Number.NaN, '7']) {
    expect(() => sim.fork({ seed: seed as number })).toThrow(
      `Option seed is ${seed}. Give a whole number, 0 to 9007199254740991.`,
    );
  }
  expect(sim.fork({ seed: 0 }).snapshot().chance.seed).toBe(0);
  expect(sim.fork().snapshot()).toEqual(sim.snapshot());
});
