import { aFleet } from '../fleet.js';
import { compare, cpuNs, Holds, longEnough, median, perUnit, type Slice } from '../measure.js';
import { type Row, round } from '../row.js';
import { deploymentSlice } from './deployments.js';

const entities = 1_000;
const eventsInAll = 100_000;
const rounds = 9;

/** The peers run a bare event: a timer goes off and is set again. Ours is a full transition of a task. */
export async function peers(): Promise<Row[]> {
  const holds = new Holds(entities);
  const fleet = aFleet(1, entities);
  const ours = compare(
    () => longEnough(() => deploymentSlice(fleet)),
    () => holds.run(700_000),
  );
  const shown = entities.toLocaleString('en-US');
  return [
    peer(`steadystate, a full transition, ${shown} tasks`, ours),
    peer(`simjs 2.0.3, a bare event, ${shown} entities`, await inTurns(await simjsEvents(), holds)),
    peer(`simscript 1.0.37, a bare event, ${shown} entities`, await inTurns(await simscriptEvents(), holds)),
  ];
}

function peer(work: string, { ns, ratio }: { readonly ns: number; readonly ratio: number }): Row {
  return { work, binds: '—', aim: '—', measured: `${round(ratio)} F`, holds: true, about: `${round(ns)} ns` };
}

/** Like `compare`, for work that may not end at once. */
async function inTurns(
  work: () => number | Promise<number>,
  holds: Holds,
): Promise<{ readonly ns: number; readonly ratio: number }> {
  const slices: Slice[] = [];
  const ratios: number[] = [];
  for (let turn = -1; turn < rounds; turn += 1) {
    const reference = holds.run(700_000);
    const startNs = cpuNs();
    const units = await work();
    const slice = { ns: cpuNs() - startNs, units };
    if (turn < 0) continue;
    slices.push(slice);
    ratios.push(perUnit(slice) / perUnit(reference));
  }
  return { ns: median(slices.map(perUnit)), ratio: median(ratios) };
}

/** simjs hands out its classes by the browser's `window` alone. */
async function simjsEvents(): Promise<() => number> {
  const window: { Sim?: typeof import('simjs') } = {};
  Object.assign(globalThis, { window });
  await import('simjs');
  const { Entity, Sim } = window.Sim as typeof import('simjs');
  return () => {
    let count = 0;
    class Timer extends Entity {
      start(): void {
        this.again();
      }
      again(): void {
        count += 1;
        if (count < eventsInAll) this.setTimer(1 + ((count * 7_919) % 1_000)).done(this.again);
      }
    }
    const sim = new Sim();
    for (let each = 0; each < entities; each += 1) sim.addEntity(Timer, `timer-${each}`);
    sim.simulate(1e9);
    return count;
  };
}

/** simscript lets a browser paint now and then; here it goes on at once. */
async function simscriptEvents(): Promise<() => Promise<number>> {
  Object.assign(globalThis, { requestAnimationFrame: (goOn: () => void) => setImmediate(goOn) });
  const { Entity, Simulation } = await import('simscript');
  return async () => {
    let count = 0;
    class Timer extends Entity {
      override async script(): Promise<void> {
        while (count < eventsInAll) {
          count += 1;
          await this.delay(1 + ((count * 7_919) % 1_000));
        }
      }
    }
    class Timers extends Simulation {
      override onStarting(): void {
        super.onStarting();
        for (let each = 0; each < entities; each += 1) this.activate(new Timer());
      }
    }
    const sim = new Timers();
    await new Promise<void>((resolve) => {
      sim.finished.addEventListener(() => resolve());
      void sim.start();
    });
    return count;
  };
}
