/** State of a target as DescribeTargetHealth shows it. Numbers are stored: never renumber. */
export const TargetState = { INITIAL: 0, HEALTHY: 1, UNHEALTHY: 2, DRAINING: 3, UNUSED: 4 } as const;
export type TargetState = (typeof TargetState)[keyof typeof TargetState];
export const targetStateNames = ['initial', 'healthy', 'unhealthy', 'draining', 'unused'] as const;

/** What one health check of a target found. */
export const ProbeOutcome = {
  PASSED: 0,
  /** An answer outside the matcher. */
  CODE_MISMATCH: 1,
  /** No answer within the timeout. */
  TIMED_OUT: 2,
  /** Connection refused, or not an answer. */
  REFUSED: 3,
} as const;
export type ProbeOutcome = (typeof ProbeOutcome)[keyof typeof ProbeOutcome];
