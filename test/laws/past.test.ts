import * as fc from 'fast-check';
import { expect } from 'vitest';
import { restoreSimulator, type Simulator } from '../../src/index.js';
import { perform } from './actions.js';
import { law } from './law.js';
import { scenariosOf } from './scenarios.js';
import { aStage } from './stage.js';

/** Services as they are at each moment since one at which something was told. */
function pastOf(sim: Simulator, told: Simulator, sinceMs: number): unknown[] {
  const moments = new Set([sinceMs, ...told.facts().map(({ atMs }) => atMs), Number(told.now)]);
  return [...moments].filter((atMs) => atMs >= sinceMs).map((atMs) => sim.at(atMs));
}

law('law 3: a restored simulator and a fork tell the past as the original does, from where their facts begin', {
  file: import.meta.url,
  runs: 60,
  of: fc.record({ scenario: scenariosOf(), at: fc.nat(25) }),
  holds: ({ scenario: { options, actions }, at }) => {
    const whole = aStage(options);
    const silent = aStage({ ...options, keepFacts: 'none' });
    const newest = aStage({ ...options, keepFacts: { last: 5 } });
    for (const action of actions.slice(0, at)) for (const sim of [whole, silent, newest]) perform(sim, action);
    const sinceMs = Number(whole.now);
    const begun = [silent.fork({ keepFacts: 'all' }), restoreSimulator(whole.snapshot())];
    expect([newest, ...begun].map((sim) => sim.at(sim.now))).toEqual(Array(3).fill(whole.at(whole.now)));
    for (const action of actions.slice(at)) for (const sim of [whole, newest, ...begun]) perform(sim, action);
    expect(newest.at(newest.now)).toEqual(whole.at(whole.now));
    for (const sim of begun) expect(pastOf(sim, whole, sinceMs)).toEqual(pastOf(whole, whole, sinceMs));
  },
});
