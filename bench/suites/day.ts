import { worldOf } from '../../src/simulator/simulator.js';
import { aFleet } from '../fleet.js';
import { timed } from '../measure.js';
import { type Row, round } from '../row.js';

/** Ten an hour. */
const failures = 240;

/** A day of 1,000 services of 100 tasks; every six minutes the process of a random task dies. */
export function day(): Row[] {
  const fleet = aFleet(1_000, 100);
  const { sim, names } = fleet;
  const world = worldOf(sim);
  const before = { ...world.effort };
  for (let failure = 0; failure < failures; failure += 1) {
    const service = names[(failure * 37) % names.length] as string;
    sim.faults.add({ kind: 'killTask', service, pick: 'random', at: `+${3 + 6 * failure}m` });
  }
  const { ns } = timed(() => {
    sim.run('1d');
    return 1;
  });
  const { due, passes, transitions, flips } = world.effort;
  // Every replacement is registered and passes its first check: one flip. The others die with their process: none.
  const simulated = world.effort.probes - before.probes;
  return [
    {
      work: 'one day of 1,000 services × 100 tasks, ten failures an hour: probes simulated',
      binds: `only flips: ${failures}`,
      aim: 'same',
      measured: `${simulated} probes, ${flips - before.flips} flips`,
      holds: simulated === flips - before.flips && flips - before.flips === failures,
      about: `${round(ns / 1e9)} s; ${(due - before.due).toLocaleString('en-US')} due, ${(passes - before.passes).toLocaleString('en-US')} passes, ${(transitions - before.transitions).toLocaleString('en-US')} transitions; checked one by one it would be ${round((100_000 * 2 * 60 * 24) / 1e6)} M probes`,
    },
  ];
}
