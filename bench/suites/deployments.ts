import { aFleet, type Fleet, forkOf, rollTo, settle, transitionsOf } from '../fleet.js';
import { compare, Holds, longEnough, type Slice, sliceNs, timed } from '../measure.js';
import { bound, millis, type Row, round } from '../row.js';

/** One rolling deployment of every service, from a fork: only the deployment is timed. */
export function deploymentSlice(fleet: Fleet): Slice {
  const fork = forkOf(fleet);
  return timed(() => {
    rollTo(fork, 2);
    settle(fork);
    return transitionsOf(fork);
  });
}

const holdsIn = (sliceSize: number) => Math.ceil(sliceNs / (sliceSize > 50_000 ? 150 : 70));

function transition(services: number, tasks: number): Row {
  const live = services * tasks;
  const holds = new Holds(live);
  const fleet = aFleet(services, tasks);
  const { ns, referenceNs, ratio, ratioOfMinima } = compare(
    () => longEnough(() => deploymentSlice(fleet)),
    () => holds.run(holdsIn(live)),
  );
  return bound(
    `a transition, whole engine, ${live.toLocaleString('en-US')} live tasks in ${services} services`,
    ratio,
    {
      atMost: 16,
      aim: 4,
      unit: 'F',
      about: `${round(ns)} ns, F ${round(referenceNs)} ns, of minima ${round(ratioOfMinima)} F; ${round(1e3 / ns)} M/s`,
    },
  );
}

function wholeDeployment(tasks: number): Row {
  const fleet = aFleet(1, tasks);
  const holds = new Holds(Math.max(1_000, tasks));
  const once = deploymentSlice(fleet).units;
  const { ns, referenceNs, ratioOfMinima } = compare(
    () => longEnough(() => deploymentSlice(fleet)),
    () => holds.run(holdsIn(tasks)),
  );
  // At most row 1 plus 0.1 ms for a deployment, whatever its size.
  const allowedNs = 16 * referenceNs * once + 100_000;
  return {
    work: `one rolling deployment of ${tasks.toLocaleString('en-US')} tasks, whole`,
    binds: `16 F a transition plus 0.1 ms: ${millis(allowedNs)}`,
    aim: `4 F a transition: ${millis(4 * referenceNs * once)}`,
    measured: millis(ns * once),
    holds: ns * once <= allowedNs,
    missesAim: ns > 4 * referenceNs,
    about: `${once.toLocaleString('en-US')} transitions, ${round(ns / referenceNs)} F each, of minima ${round(ratioOfMinima)} F`,
  };
}

export const deployments = (): Row[] => [
  transition(1, 1_000),
  transition(10, 1_000),
  ...[3, 300, 5_000].map(wholeDeployment),
];
