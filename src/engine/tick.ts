import { SteadystateError } from '../model/errors.js';
import { Due } from './agenda/due.js';
import { settleTallies } from './apply/tally.js';
import { tellCounts } from './apply/tell.js';
import { handleDue } from './handle-due.js';
import { countsFact } from './views/state-as-facts.js';
import type { World } from './world.js';

/** What the engine asks of its owner: calls that were scheduled, and telling listeners what happened. */
export interface TickHost {
  /** A scheduled call's moment has come. */
  call(key: number): void;
  /** Facts and task changes of this moment are complete. May make calls; may not move time. */
  publish(): void;
}

/** More than this at one moment, beyond what the number of tasks explains, is an endless loop. */
const dueAtOnceMax = 100_000;
const duePerTaskMax = 100;

/**
 * Moves to the next moment at which something is due, at most to `limitMs`, and handles all of it: phase by phase, until
 * nothing is due at that moment any more.
 * @returns whether anything was due; otherwise time stands at `limitMs`
 */
export function stepTo(world: World, host: TickHost, limitMs: number): boolean {
  const atMs = world.agenda.advance(limitMs);
  if (atMs === undefined) {
    world.nowMs = limitMs;
    return false;
  }
  world.nowMs = atMs;
  let handled = 0;
  do {
    world.passesToCome = true;
    while (world.takeDue()) {
      const { takenSubject } = world.agenda;
      const takenKind = world.agenda.takenKind as Due;
      handled += 1;
      if (handled > dueAtOnceMax && handled > dueAtOnceMax + duePerTaskMax * world.tasks.liveCount) {
        throw runaway(world, handled);
      }
      if (takenKind === Due.SCHEDULED_CALL) host.call(takenSubject);
      else handleDue(world, takenKind, takenSubject);
    }
    world.passesToCome = false;
    settleMoment(world);
    host.publish();
    // Listeners may have made calls that act at this very moment.
  } while (world.agenda.isPresentDue || world.changedServices.size > 0);
  world.effort.due += handled;
  return true;
}

/** Ends a moment, or a call: counts of what changed are told, extremes are noted. */
export function settleMoment(world: World): void {
  if (world.changedServices.size === 0) return;
  for (const key of world.changedServices) {
    const service = world.service(key);
    settleTallies(world, service);
    tellCounts(world, () => countsFact(world, service));
  }
  world.changedServices.clear();
}

function runaway(world: World, handled: number): SteadystateError {
  return new SteadystateError(
    'RunawaySimulation',
    `${handled} things were due at one moment (${new Date(world.nowMs).toISOString()}), which looks endless.`,
    { help: 'With zero latencies, a workload that exits at once restarts without end: give one of them some time.' },
  );
}
