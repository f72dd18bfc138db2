import { aFleet, type Fleet, forkOf, rollTo, settle } from '../fleet.js';
import { exponent, longEnough, median, perUnit, type Slice, timed, warmUpNs } from '../measure.js';
import { bound, millis, type Row, round } from '../row.js';
import { deploymentSlice } from './deployments.js';

const rounds = 7;

/** What the same work costs on fleets of several sizes, ns a unit. Growth is told by the minima: a neighbour only adds. */
interface Costs {
  readonly minima: readonly number[];
  readonly medians: readonly number[];
}

/** The fleets take turns, after a warm-up that doesn't count. */
function costs(fleets: readonly Fleet[], work: (fleet: Fleet) => Slice): Costs {
  const turn = () => fleets.map((fleet) => longEnough(() => work(fleet)));
  for (let spentNs = 0; spentNs < warmUpNs; ) for (const { ns } of turn()) spentNs += ns;
  const turns = Array.from({ length: rounds }, turn);
  const seen = fleets.map((_, index) => turns.map((slices) => perUnit(slices[index] as Slice)));
  return { minima: seen.map((each) => Math.min(...each)), medians: seen.map(median) };
}

const ratioOf = ([small, large]: readonly number[]): number => (large as number) / (small as number);

export const growth = (): Row[] => [allChanging(), sameChanges(), services()];

function allChanging(): Row {
  const fleets = [1_000, 10_000, 100_000].map((tasks) => aFleet(tasks / 1_000, 1_000));
  const { minima, medians } = costs(fleets, deploymentSlice);
  const exponentOf = ([small, , large]: readonly number[]) => 1 + exponent(small as number, large as number, 100);
  return bound('growth, tasks ×10, all changing (1e3 → 1e4 → 1e5): exponent', exponentOf(minima), {
    atMost: 1.15,
    aim: 1,
    unit: '',
    about: `${minima.map(round).join(', ')} ns a transition; of medians ${round(exponentOf(medians))}`,
  });
}

/** A hundred tasks are stopped by a user, and replaced: in fleets that differ in how many tasks do nothing. */
function sameChanges(): Row {
  const fleets = [1_000, 10_000].map((tasks) => aFleet(10, tasks / 10));
  const { minima, medians } = costs(fleets, (fleet) => {
    const fork = forkOf(fleet);
    const { sim, names } = fork;
    const victims = names.map((serviceName) => sim.ecs.listTasks({ serviceName, maxResults: 10 }).taskArns);
    return timed(() => {
      for (let stop = 0; stop < 10; stop += 1) {
        for (const tasks of victims) sim.ecs.stopTask({ task: tasks[stop] as string });
        sim.run('10s');
      }
      settle(fork);
      return 1;
    });
  });
  return bound('growth, tasks ×10 with the same changes', ratioOf(minima), {
    atMost: 1.2,
    aim: 1.05,
    unit: '×',
    about: `${minima.map(millis).join(' → ')} for 100 tasks stopped and replaced among 1,000 and 10,000; of medians ×${round(ratioOf(medians))}`,
  });
}

function services(): Row {
  const fleets = [10, 100].map((count) => aFleet(count, 10));
  const { minima, medians } = costs(fleets, (fleet) => {
    const fork = forkOf(fleet);
    return timed(() => {
      rollTo(fork, 2);
      settle(fork);
      return 1;
    });
  });
  return bound('growth, services ×10, all rolled', ratioOf(minima), {
    atMost: 11,
    aim: 10,
    unit: '×',
    about: `${minima.map(millis).join(' → ')} for 10 and 100 services of 10 tasks; of medians ×${round(ratioOf(medians))}`,
  });
}
