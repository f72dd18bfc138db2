import type { Simulator } from '../simulator/simulator.js';

/** Ms of real time from one step to the next. */
const turnMs = 50;

/** Real time that one step makes up for at most, ms: the machine slept, or the simulator couldn't keep up. */
const lagMsMax = 1_000;

/** A clock that drives virtual time. */
export interface Clock {
  /** What stopped it, if something did. */
  readonly failure: unknown;
  stop(): void;
}

/**
 * Moves virtual time as real time goes by. Between two steps requests have their turn. A step makes up for the real time
 * since the last one, for a second of it at most: what is beyond that is let go, so that a machine that slept doesn't
 * find itself in next week, and a simulator that can't keep up falls behind instead of answering no more.
 *
 * @param sim - the simulator at the moment: it may be another one after a reset
 * @param speed - virtual seconds per real second, more than 0
 */
export function startClock(sim: () => Simulator, speed: number): Clock {
  let lastMs = performance.now();
  // Less than a virtual ms, kept for the next step.
  let rest = 0;
  let failure: unknown;
  let timer = setTimeout(step, turnMs);

  function step(): void {
    const nowMs = performance.now();
    const owed = Math.min(nowMs - lastMs, lagMsMax) * speed + rest;
    const wholeMs = Math.floor(owed);
    lastMs = nowMs;
    rest = owed - wholeMs;
    try {
      if (wholeMs > 0) sim().run(wholeMs);
    } catch (error) {
      failure = error;
      return;
    }
    timer = setTimeout(step, turnMs);
  }

  return {
    get failure() {
      return failure;
    },
    stop: () => clearTimeout(timer),
  };
}
