import { restartTallies } from '../engine/apply/tally.js';
import { stepTo, type TickHost } from '../engine/tick.js';
import type { World } from '../engine/world.js';
import { SteadystateError } from '../model/errors.js';
import { isPromise } from '../model/promise.js';
import type { RunOutcome } from './report.js';

/** Moving virtual time, and knowing when there is no use in moving it further. */

/** How far to go. */
export interface Destination {
  readonly limitMs: number;
  /** Arrived before the limit; absent where the limit is the goal. */
  readonly isReached?: () => boolean;
}

/** Moves time until the goal is reached, the limit is, or nothing is due that could bring the goal nearer. */
export function moveTime(world: World, host: TickHost, { limitMs, isReached }: Destination): RunOutcome {
  restartTallies(world);
  for (;;) {
    if (isReached?.()) return 'reached';
    if (isReached !== undefined && isQuiescent(world)) return 'quiescent';
    const anythingDue = stepTo(world, host, limitMs);
    if (anythingDue || world.nowMs < limitMs) continue;
    return isReached === undefined || isReached() ? 'reached' : 'timedOut';
  }
}

/** Nothing is due but housekeeping. */
export const isQuiescent = (world: World): boolean => world.activeDueCount === 0;

/** Every service is steady or gone, and nothing that a user has planned is still to come. */
export function isSettled(world: World): boolean {
  if (world.unsettledServices.size > 0 || world.calls.size > 0) return false;
  for (const [key, fault] of world.faults) {
    if (fault.fromMs >= world.nowMs && !world.activeFaults.has(key)) return false;
  }
  return true;
}

/** @throws SteadystateError `InvalidInput` for a promise: it would always hold */
export function holds(answer: unknown): boolean {
  if (!isPromise(answer)) return answer as boolean;
  throw new SteadystateError('InvalidInput', 'The condition returns a promise, which would always hold.', {
    resource: 'condition',
    help: 'Give a function that answers at once: nothing can be waited for while virtual time moves.',
  });
}
