import { formatElapsed, type Moment } from '../model/time.js';
import type { CountsEntry } from '../timeline/at.js';
import type { ServiceReference } from './service-reference.js';
import type { Simulator } from './simulator.js';

export const countNames = ['healthy', 'running', 'healthyTargets'] as const;
/** What can stay at or above a number. */
export type CountName = (typeof countNames)[number];

/** A count of a service, in force from a moment on. */
export interface WatchedCount {
  readonly atMs: number;
  readonly value: number;
}

/** How a count of a service went, one entry per change. */
export const watchedCounts = (
  sim: Simulator,
  service: ServiceReference,
  pick: (entry: CountsEntry) => number,
): WatchedCount[] => sim.series(service).map((entry) => ({ atMs: entry.at.getTime(), value: pick(entry) }));

/** What was in force at a moment, and what came after it. `'+5m'` counts from the start of the simulator. */
export function countsSince(sim: Simulator, counts: readonly WatchedCount[], from: Moment): readonly WatchedCount[] {
  const fromMs = sim.at(from).at.getTime();
  const inForce = counts.findLastIndex(({ atMs }) => atMs <= fromMs);
  return counts.slice(Math.max(0, inForce));
}

/** When a simulator began. */
export const startOf = (sim: Simulator): Date => new Date(sim.now.getTime() - sim.elapsedMs);

/** `+1:04.500`, from the start of the simulator. */
export const elapsedAt = (sim: Simulator, at: Date | number): string =>
  `+${formatElapsed(Number(at) - startOf(sim).getTime())}`;
