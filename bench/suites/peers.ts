import { Entity, Sim } from 'simjs';
import { aFleet } from '../fleet.js';
import { compare, Holds, timed } from '../measure.js';
import { type Row, round } from '../row.js';
import { deploymentSlices } from './deployments.js';

const entities = 1_000;
const eventsEach = 100;

/** The peers run a bare event: a timer goes off and is set again. Ours is a full transition of a task. */
export function peers(): Row[] {
  const holds = new Holds(entities);
  const reference = () => holds.run(700_000);
  const ours = compare(deploymentSlices(aFleet(1, entities), 50e6), reference);
  const simjs = compare(() => timed(simjsEvents), reference);
  return [
    peer(`steadystate, a full transition, ${entities.toLocaleString('en-US')} tasks`, ours),
    peer(`simjs 2.0.3, a bare event, ${entities.toLocaleString('en-US')} entities`, simjs),
  ];
}

function peer(work: string, { ns, ratio }: { readonly ns: number; readonly ratio: number }): Row {
  return { work, binds: '—', aim: '—', measured: `${round(ratio)} F`, holds: true, about: `${round(ns)} ns` };
}

function simjsEvents(): number {
  let count = 0;
  class Timer extends Entity {
    start(): void {
      this.again();
    }
    again(): void {
      count += 1;
      if (count < entities * eventsEach) this.setTimer(1 + ((count * 7_919) % 1_000)).done(this.again);
    }
  }
  const sim = new Sim();
  for (let each = 0; each < entities; each += 1) sim.addEntity(Timer, `timer-${each}`);
  sim.simulate(1e9);
  return count;
}
