import { worldOf } from '../../src/simulator/simulator.js';
import { aFleet, anEmptyFleet, bytesOf, type Fleet, forkOf, rollTo, scaleTo, settle, transitionsOf } from '../fleet.js';
import { cpuNs, Holds, median, perUnit, timed } from '../measure.js';
import { bound, millis, type Row, round } from '../row.js';

const services = 1_000;
const tasksEach = 1_000;
const live = services * tasksEach;

/** Everything that needs a million live tasks: built once, by deploying it, which is the first of the rows. */
export function million(): Row[] {
  const holds = new Holds(live);
  const before = held();
  const fleet = anEmptyFleet(services);
  const { transitions: transitionRow } = deployAndRoll(fleet, holds);
  const memoryRow = memory(fleet, before);
  return [transitionRow, memoryRow, quietHour(fleet), fork(fleet)];
}

/** Time moves a few virtual seconds at a time, so that the reference can take its turns. */
function deployAndRoll(fleet: Fleet, holds: Holds): { readonly transitions: Row } {
  const references: number[] = [];
  let engineNs = 0;
  const startTransitions = transitionsOf(fleet);
  const during = (act: () => void) => {
    engineNs += timed(() => {
      act();
      return 1;
    }).ns;
    let sinceNs = 0;
    while (!fleet.sim.isSteady()) {
      const slice = timed(() => {
        fleet.sim.run('2s');
        return 1;
      });
      engineNs += slice.ns;
      sinceNs += slice.ns;
      if (sinceNs < 500e6) continue;
      references.push(perUnit(holds.run(500_000)));
      sinceNs = 0;
    }
  };
  during(() => scaleTo(fleet, tasksEach));
  during(() => rollTo(fleet, 2));
  const count = transitionsOf(fleet) - startTransitions;
  const ns = engineNs / count;
  const referenceNs = median(references);
  return {
    transitions: bound('a transition, 1,000,000 live tasks: 1,000 services deployed, then rolled', ns / referenceNs, {
      atMost: 4,
      aim: 1,
      unit: 'F',
      about: `${count.toLocaleString('en-US')} transitions in ${round(engineNs / 1e9)} s, ${round(ns)} ns each, F ${round(referenceNs)} ns`,
    }),
  };
}

function memory(fleet: Fleet, before: number): Row {
  // The stopped tasks of the roll are visible for an hour; then only the live ones are left.
  fleet.sim.run('70m');
  const bytes = held() - before;
  const world = worldOf(fleet.sim);
  return bound('memory per live task at 1,000,000, undescribed, agenda included', bytes / live, {
    atMost: 600,
    aim: 128,
    unit: 'B',
    about: `heap and array buffers; tables, agenda and index alone ${round(bytesOf(world) / live)} B (room for the ${round(
      2 * live,
    )} rows of the roll included)`,
  });
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Housekeeping is pushed away first, so that really nothing is due. */
function quietHour(fleet: Fleet): Row {
  const small = aFleet(1, 1_000);
  small.sim.run('70m');
  const hours = (of: Fleet) => {
    const fork = of;
    return timed(() => {
      for (let hour = 0; hour < 4; hour += 1) fork.sim.run('1h');
      return 4;
    });
  };
  const dueBefore = worldOf(fleet.sim).effort.due;
  const ratios: number[] = [];
  const times: number[] = [];
  for (let pair = 0; pair < 5; pair += 1) {
    const [a, b] = [hours(fleet), hours(small)];
    ratios.push(perUnit(a) / perUnit(b));
    times.push(perUnit(a), perUnit(b));
  }
  return bound('one hour with nothing due: 1,000,000 tasks against 1,000', median(ratios), {
    atMost: 1.5,
    aim: 1.05,
    unit: '×',
    about: `${times.map((ns) => `${round(ns / 1e3)} µs`).join(' ')}; ${worldOf(fleet.sim).effort.due - dueBefore} due`,
  });
}

function fork(fleet: Fleet): Row {
  const bytes = bytesOf(worldOf(fleet.sim));
  const source = new Uint8Array(bytes).fill(1);
  const copyNs: number[] = [];
  const forkNs: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    let start = cpuNs();
    const copy = source.slice();
    copyNs.push(cpuNs() - start);
    if (copy[0] !== 1) throw new Error('not copied');
    start = cpuNs();
    forkOf(fleet);
    forkNs.push(cpuNs() - start);
    globalThis.gc?.();
  }
  return bound('fork of 1,000,000 tasks against copying the same bytes', median(forkNs) / median(copyNs), {
    atMost: 40,
    aim: 4,
    unit: '×',
    about: `${millis(median(forkNs))} against ${millis(median(copyNs))} for ${round(bytes / 1e6)} MB`,
  });
}
