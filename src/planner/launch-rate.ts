/**
 * A token bucket: `tokens` at `atMs`, refilled at `perSecond` up to `burst`.
 * @see https://docs.aws.amazon.com/general/latest/gr/ecs-service.html
 * @rule launch-rate-of-fargate
 */
export interface LaunchBucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** How fast launches may follow each other. */
export interface LaunchRate {
  /** Launches at once, integer. */
  readonly burst: number;
  /** Launches a second that become possible again. */
  readonly perSecond: number;
}

/** Whole launches that are possible now. */
export function launchesPossible(bucket: LaunchBucket, rate: LaunchRate, nowMs: number): number {
  return Math.floor(refilled(bucket, rate, nowMs));
}

/** What is left after so many launches; fewer than 0 when more were taken than possible. */
export function takeLaunches(bucket: LaunchBucket, rate: LaunchRate, nowMs: number, count: number): LaunchBucket {
  return { tokens: refilled(bucket, rate, nowMs) - count, atMs: nowMs };
}

function refilled(bucket: LaunchBucket, rate: LaunchRate, nowMs: number): number {
  return Math.min(rate.burst, bucket.tokens + ((nowMs - bucket.atMs) / 1_000) * rate.perSecond);
}
