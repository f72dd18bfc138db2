import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LaunchBucket, launchesPossible, takeLaunches } from '../../src/planner/launch-rate.js';

const account = { burst: 100, perSecond: 20 };

describe('a bucket of 100, refilled at 20 per second [launch-rate-of-fargate]', () => {
  for (const { name, bucket, nowMs, possible } of [
    { name: 'is full at first', bucket: { tokens: 100, atMs: 0 }, nowMs: 0, possible: 100 },
    { name: 'does not overflow', bucket: { tokens: 100, atMs: 0 }, nowMs: 60_000, possible: 100 },
    { name: 'gives one every 50 ms', bucket: { tokens: 0, atMs: 0 }, nowMs: 50, possible: 1 },
    { name: 'counts from the moment of the last look', bucket: { tokens: 0, atMs: 900 }, nowMs: 1_000, possible: 2 },
    { name: 'gives whole ones only', bucket: { tokens: 0, atMs: 0 }, nowMs: 99, possible: 1 },
    { name: 'gives 200 in 10 s, if it holds so many', bucket: { tokens: 0, atMs: 0 }, nowMs: 10_000, possible: 100 },
  ]) {
    test(name, () => {
      expect(launchesPossible(bucket, account, nowMs)).toBe(possible);
    });
  }

  test('taking leaves the rest, fractions included', () => {
    expect(takeLaunches({ tokens: 100, atMs: 0 }, account, 0, 30)).toEqual({ tokens: 70, atMs: 0 });
    expect(takeLaunches({ tokens: 0, atMs: 0 }, account, 125, 2)).toEqual({ tokens: 0.5, atMs: 125 });
  });
});

test('never more than the burst and what was refilled since', () => {
  const steps = fc.array(fc.record({ waitMs: fc.nat(20_000), wanted: fc.nat(300) }), { maxLength: 30 });
  fc.assert(
    fc.property(steps, (all) => {
      let bucket: LaunchBucket = { tokens: account.burst, atMs: 0 };
      let nowMs = 0;
      let taken = 0;
      for (const { waitMs, wanted } of all) {
        nowMs += waitMs;
        const count = Math.min(wanted, launchesPossible(bucket, account, nowMs));
        bucket = takeLaunches(bucket, account, nowMs, count);
        taken += count;
        expect(bucket.tokens).toBeGreaterThanOrEqual(-1e-6);
        expect(taken).toBeLessThanOrEqual(account.burst + (nowMs / 1_000) * account.perSecond + 1e-6);
      }
    }),
  );
});
