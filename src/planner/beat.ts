/**
 * The grid of a service's passes: every `beatMs`, anchored at the first start of its newest deployment (ruling 1).
 * Beats before the anchor belong to the grid as well: until a new deployment's first start, passes stay on it.
 * @rule pass-every-10-s
 */
export interface BeatGrid {
  /** Ms since the epoch. */
  readonly anchorMs: number;
  /** Ms, above 0. Fitted to event logs: 10 s. */
  readonly beatMs: number;
}

/** The first beat at or after `notBeforeMs`. */
export function beatAtOrAfter(grid: BeatGrid, notBeforeMs: number): number {
  return grid.anchorMs + Math.ceil((notBeforeMs - grid.anchorMs) / grid.beatMs) * grid.beatMs;
}

/** The first beat after `ms`. */
export function beatAfter(grid: BeatGrid, ms: number): number {
  return grid.anchorMs + (Math.floor((ms - grid.anchorMs) / grid.beatMs) + 1) * grid.beatMs;
}
