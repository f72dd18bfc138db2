import { worldOf } from '../../src/simulator/simulator.js';
import { aFleet, anEmptyFleet, bytesOf, type Fleet, forkOf, rollTo, scaleTo, transitionsOf } from '../fleet.js';
import { cpuNs, Holds, median, perUnit } from '../measure.js';
import { bound, millis, type Row, round } from '../row.js';

const services = 1_000;
const tasksEach = 1_000;
const live = services * tasksEach;

/** Everything that needs a million live tasks: built once, by deploying it, which is the first of the rows. */
export function million(): Row[] {
  const holds = new Holds(live);
  const before = held();
  const fleet = anEmptyFleet(services);
  const timing = new Timing(fleet, holds);
  timing.during(() => scaleTo(fleet, tasksEach));
  const deployedBytes = held() - before;
  timing.during(() => rollTo(fleet, 2));
  // The stopped tasks of the roll are visible for an hour; then only the live ones are left, in twice the rows.
  fleet.sim.run('70m');
  const rolledBytes = held() - before;
  return [timing.row(), memory(fleet, deployedBytes, rolledBytes), quietHour(fleet), fork(fleet)];
}

/** Time moves two virtual seconds at a time, so that the reference can take its turns. */
class Timing {
  readonly #fleet: Fleet;
  readonly #holds: Holds;
  readonly #references: number[] = [];
  #engineNs = 0;
  #transitions: number;

  constructor(fleet: Fleet, holds: Holds) {
    this.#fleet = fleet;
    this.#holds = holds;
    this.#transitions = -transitionsOf(fleet);
  }

  during(act: () => void): void {
    this.#time(act);
    let sinceNs = 0;
    while (!this.#fleet.sim.isSteady()) {
      sinceNs += this.#time(() => this.#fleet.sim.run('2s'));
      if (sinceNs < 500e6) continue;
      this.#references.push(perUnit(this.#holds.run(500_000)));
      sinceNs = 0;
    }
  }

  #time(act: () => void): number {
    const startNs = cpuNs();
    act();
    const ns = cpuNs() - startNs;
    this.#engineNs += ns;
    return ns;
  }

  row(): Row {
    const count = this.#transitions + transitionsOf(this.#fleet);
    const ns = this.#engineNs / count;
    const referenceNs = median(this.#references);
    return bound('a transition, 1,000,000 live tasks: 1,000 services deployed, then rolled', ns / referenceNs, {
      atMost: 4,
      aim: 1,
      unit: 'F',
      about: `${count.toLocaleString('en-US')} transitions in ${round(this.#engineNs / 1e9)} s, ${round(ns)} ns each, F ${round(referenceNs)} ns`,
    });
  }
}

function memory(fleet: Fleet, deployedBytes: number, rolledBytes: number): Row {
  const tables = bytesOf(worldOf(fleet.sim)) / live;
  return bound('memory per live task at 1,000,000, undescribed, agenda included', deployedBytes / live, {
    atMost: 600,
    aim: 128,
    unit: 'B',
    about: `heap and array buffers after the deployment; after the roll, with room for twice the rows, ${round(
      rolledBytes / live,
    )} B, of which ${round(tables)} B are tables, agenda and index`,
  });
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** As many services with a task each. Hours with housekeeping, which comes every six, don't count. */
function quietHour(fleet: Fleet): Row {
  const small = aFleet(services, 1);
  small.sim.run('70m');
  const hour = ({ sim }: Fleet): { readonly ns: number; readonly due: number } => {
    const { effort } = worldOf(sim);
    const dueBefore = effort.due;
    const startNs = cpuNs();
    sim.run('1h');
    return { ns: cpuNs() - startNs, due: effort.due - dueBefore };
  };
  const large: number[] = [];
  const few: number[] = [];
  while (large.length < 40) {
    const [a, b] = [hour(fleet), hour(small)];
    if (a.due + b.due > 0) continue;
    large.push(a.ns);
    few.push(b.ns);
  }
  return bound('one hour with nothing due: 1,000,000 tasks against 1,000', median(large) / median(few), {
    atMost: 1.5,
    aim: 1.05,
    unit: '×',
    about: `${round(median(large) / 1e3)} µs against ${round(median(few) / 1e3)} µs, 1,000 services each`,
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
