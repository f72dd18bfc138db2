/**
 * The throttle for tasks that fail to start (ruling 21). Tasks that reached RUNNING never feed it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 * @rule throttle-grows-after-ten
 * @rule throttle-at-most-27-minutes
 */
export interface StartThrottle {
  /** Delay after the 1st, 2nd, … failed attempt, ms; the last one holds from there on. Fitted to logs of 2026: 0, 0, 5 min. */
  readonly delaysMs: readonly number[];
  /** After this many failures the delay grows. Not seen in 2026; 870 to 970 s in 2021. */
  readonly growAfter: number;
  readonly growFactor: number;
  /** AWS documents 27 minutes. */
  readonly delayMaxMs: number;
  /** More failures than this are told: "is unable to consistently start tasks successfully". Inferred. */
  readonly impairedAfter: number;
}

/**
 * @param failures - failed attempts in a row, 1 or more
 * @returns ms from the failure to the next attempt
 * @rule throttle-after-failed-starts
 */
export function startDelayMs(throttle: StartThrottle, failures: number): number {
  const step = throttle.delaysMs[Math.min(failures, throttle.delaysMs.length) - 1] ?? 0;
  if (failures <= throttle.growAfter) return step;
  return Math.min(throttle.delayMaxMs, Math.round(step * throttle.growFactor ** (failures - throttle.growAfter)));
}

/** What happens to attempts for which there is no capacity at all: two are retried on the next beat, then a pause. */
export interface PlacementThrottle {
  readonly delaysMs: readonly number[];
}

/** @rule placement-throttle */
export function placementDelayMs(throttle: PlacementThrottle, failures: number): number {
  return throttle.delaysMs[Math.min(failures, throttle.delaysMs.length) - 1] ?? 0;
}
