import { worldOf } from '../../src/simulator/simulator.js';
import { aFleet, type Fleet, forkOf } from '../fleet.js';
import { compare, Holds, timed } from '../measure.js';
import { bound, type Row, round } from '../row.js';

const forks = 500;
const describes = 2_000;

export const smallWorlds = (): Row[] => [forkOfTen(), describeTask(), describeServices()];

function forkOfTen(): Row {
  const base = aFleet(1, 10);
  base.sim.run('2h');
  const holds = new Holds(1_000);
  const { ns, referenceNs, ratio, ratioOfMinima } = compare(
    () =>
      timed(() => {
        for (let count = 0; count < forks; count += 1) forkOf(base);
        return forks;
      }),
    () => holds.run(700_000),
  );
  return bound('fork of a 10-task world', ratio, {
    atMost: 1_000,
    aim: 100,
    unit: 'F',
    about: `${round(ns / 1e3)} µs, F ${round(referenceNs)} ns, of minima ${round(ratioOfMinima)} F`,
  });
}

/** Against turning the reply into JSON, which every door has to do anyway. */
function againstStringify(work: string, about: string, describe: () => unknown): Row {
  const reply = describe();
  const { ns, referenceNs, ratio } = compare(
    () =>
      timed(() => {
        for (let count = 0; count < describes; count += 1) describe();
        return describes;
      }),
    () =>
      timed(() => {
        for (let count = 0; count < describes; count += 1) JSON.stringify(reply);
        return describes;
      }),
  );
  return bound(work, ratio, {
    atMost: 2,
    aim: 0.5,
    unit: '×',
    about: `${round(ns / 1e3)} µs against ${round(referenceNs / 1e3)} µs for ${round(JSON.stringify(reply).length / 1e3)} kB; ${about}`,
  });
}

function describeTask(): Row {
  const { sim, names } = aFleet(1, 10);
  const [task] = sim.ecs.listTasks({ serviceName: names[0] as string }).taskArns;
  return againstStringify('describe one task, against JSON.stringify of the reply', 'DescribeTasks, validated', () =>
    sim.ecs.describeTasks({ tasks: [task as string] }),
  );
}

function describeServices(): Row {
  const fleet: Fleet = aFleet(10, 1);
  // Events are texts of their own cost: the row is about services without any.
  for (const service of worldOf(fleet.sim).services) service?.events.splice(0);
  const services = [...fleet.names];
  return againstStringify(
    'describe ten services without events, against JSON.stringify of the reply',
    'validated',
    () => fleet.sim.ecs.describeServices({ services }),
  );
}
