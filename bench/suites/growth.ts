import { aFleet, type Fleet, forkOf, rollTo, settle, transitionsOf } from '../fleet.js';
import { median, perUnit, type Slice, timed } from '../measure.js';
import { bound, type Row, round } from '../row.js';

const rounds = 7;

/** Median cost of the same work on fleets of several sizes that take turns. */
function costs(fleets: readonly Fleet[], work: (fleet: Fleet) => Slice): number[] {
  const seen = fleets.map((): number[] => []);
  for (let each = -1; each < rounds; each += 1) {
    fleets.forEach((fleet, index) => {
      const ns = perUnit(work(fleet));
      if (each >= 0) seen[index]?.push(ns);
    });
  }
  return seen.map(median);
}

export const growth = (): Row[] => [allChanging(), sameChanges(), services()];

function allChanging(): Row {
  const sizes = [1_000, 10_000, 100_000];
  const fleets = sizes.map((tasks) => aFleet(tasks / 1_000, 1_000));
  const ns = costs(fleets, (fleet) => {
    // Small sizes do the same again, so that all take about as long.
    let total = 0;
    let transitions = 0;
    for (let again = 0; again < 20 / fleet.names.length || again === 0; again += 1) {
      const fork = forkOf(fleet);
      const slice = timed(() => {
        rollTo(fork, 2);
        settle(fork);
        return transitionsOf(fork);
      });
      total += slice.ns;
      transitions += slice.units;
    }
    return { ns: total, units: transitions };
  });
  const exponent = 1 + Math.log((ns[2] as number) / (ns[0] as number)) / Math.log(100);
  return {
    ...bound('growth, tasks ×10, all changing (1e3 → 1e4 → 1e5): exponent', exponent, {
      atMost: 1.15,
      aim: 1,
      unit: '',
      about: `${ns.map(round).join(', ')} ns a transition`,
    }),
  };
}

/** A hundred tasks are stopped by a user, and replaced: in fleets that differ in how many tasks do nothing. */
function sameChanges(): Row {
  const fleets = [1_000, 10_000].map((tasks) => aFleet(10, tasks / 10));
  const ns = costs(fleets, (fleet) => {
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
  return bound('growth, tasks ×10 with the same changes', (ns[1] as number) / (ns[0] as number), {
    atMost: 1.2,
    aim: 1.05,
    unit: '×',
    about: `${ns.map((each) => `${round(each / 1e6)} ms`).join(' → ')} for 100 tasks stopped and replaced among 1,000 and 10,000`,
  });
}

function services(): Row {
  const fleets = [10, 100].map((count) => aFleet(count, 10));
  const ns = costs(fleets, (fleet) => {
    // The small one does the same again, so that both take about as long, and as much of it is collecting garbage.
    let total = 0;
    let rolled = 0;
    for (; rolled < 100 / fleet.names.length; rolled += 1) {
      const fork = forkOf(fleet);
      total += timed(() => {
        rollTo(fork, 2);
        settle(fork);
        return 1;
      }).ns;
    }
    return { ns: total, units: rolled };
  });
  return bound('growth, services ×10, all rolled', (ns[1] as number) / (ns[0] as number), {
    atMost: 11,
    aim: 10,
    unit: '×',
    about: `${ns.map((each) => `${round(each / 1e6)} ms`).join(' → ')} for 10 and 100 services of 10 tasks`,
  });
}
