import { aDeploymentUnderFire, forkOf, rollTo, transitionsOf } from '../fleet.js';
import { compare, Holds, longEnough, timed } from '../measure.js';
import { bound, type Row, round } from '../row.js';

const runsAtOnce = 100;

/** A deployment of 10 tasks again and again, each forked from one base with a seed of its own. */
export function monteCarlo(): Row[] {
  const base = aDeploymentUnderFire();
  const holds = new Holds(1_000);
  let seed = 0;
  const outcomes = new Map<string, number>();
  let transitions = 0;
  const { ns, referenceNs, ratio, ratioOfMinima } = compare(
    () =>
      longEnough(() =>
        timed(() => {
          let changes = 0;
          for (let run = 0; run < runsAtOnce; run += 1) {
            seed += 1;
            const fork = forkOf(base, seed);
            rollTo(fork, 2);
            const { outcome } = fork.sim.runUntilSteady();
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
            changes += transitionsOf(fork);
          }
          transitions += changes;
          return changes;
        }),
      ),
    () => holds.run(700_000),
  );
  const seen = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  return [
    bound('Monte-Carlo: a 10-task deployment with seeded random faults, fork included, a transition', ratio, {
      atMost: 24,
      aim: 6,
      unit: 'F',
      about: `${round(ns)} ns, F ${round(referenceNs)} ns, of minima ${round(ratioOfMinima)} F; about ${Math.round(
        1e9 / (ns * (transitions / seed)),
      ).toLocaleString('en-US')} runs/s; ${seen}`,
    }),
  ];
}
