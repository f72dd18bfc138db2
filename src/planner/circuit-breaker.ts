/** How many failures fail a deployment. Values as in the API. */
export interface BreakerThreshold {
  readonly type: 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT';
  readonly value: number;
}

/** Before July 2026 there was no choice: 50 percent, bounded. Before 2023 or 2024 (AWS gave no date) the lower bound was 10. */
export const breakerBounds = { min: 3, max: 200 } as const;

/**
 * Failures that trip the circuit breaker.
 *
 * @param desiredCount - the service's latest desired count: the threshold follows it all the time
 * @param min - lower bound of a bounded threshold
 * @returns tasks, 1 or more: bounded 50 % is 3 of 1, 4 of 7, 13 of 25, 200 of 800
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ThresholdConfiguration.html
 * @rule breaker-threshold-bounded
 * @rule breaker-threshold-unbounded
 * @rule breaker-threshold-count
 */
export function breakerThreshold(
  threshold: BreakerThreshold,
  desiredCount: number,
  min: number = breakerBounds.min,
): number {
  if (threshold.type === 'COUNT') return threshold.value;
  const share = Math.ceil((threshold.value * desiredCount) / 100);
  if (threshold.type === 'UNBOUNDED_PERCENT') return Math.max(1, share);
  return Math.min(breakerBounds.max, Math.max(min, share));
}

/** Options of the breaker's timing (ruling 22). All ms. */
export interface BreakerTiming {
  /** From a counted start failure or crash to the comparison with the threshold. Observed 2.9 to 5 s. */
  readonly afterStartMs: number;
  /** From a counted health failure. Observed 37 to 64 s; a task that counts healthy meanwhile cancels. */
  readonly afterHealthFailureMs: number;
}

/**
 * When to compare again after failures were counted: undefined while the count is below the threshold.
 * @rule breaker-fails-3-s-after-a-start
 * @rule breaker-health-failures-45-s
 */
export function breakerEvaluationMs(
  counted: { readonly failureCount: number; readonly threshold: number; readonly kind: 'start' | 'health' },
  timing: BreakerTiming,
  nowMs: number,
): number | undefined {
  if (counted.failureCount < counted.threshold) return undefined;
  return nowMs + (counted.kind === 'start' ? timing.afterStartMs : timing.afterHealthFailureMs);
}

/**
 * The comparison with the threshold. A task that counted healthy since has reset the failures (ruling 22); and where all
 * desired tasks count healthy, the failures were those of tasks that healthy ones have replaced, in the very beat in
 * which these counted: nothing fails any more (inferred: otherwise a deployment with nothing left to do would fail).
 * Failures that healthy tasks do not reset count all the same.
 */
export function breakerTrips(deployment: {
  readonly failureCount: number;
  readonly threshold: number;
  readonly desiredCount: number;
  readonly healthyCount: number;
  readonly resetsOnHealthyTask: boolean;
}): boolean {
  const { failureCount, threshold, desiredCount, healthyCount, resetsOnHealthyTask } = deployment;
  if (failureCount < threshold) return false;
  const isRestored = desiredCount > 0 && healthyCount >= desiredCount;
  return !(resetsOnHealthyTask && isRestored);
}
