import { describe, expect, test } from 'vitest';
import { restarts } from '../../src/lifecycle/restart-policy.js';

describe('a container that exits is restarted in place [container-restart-policy]', () => {
  const policy = { ignoredExitCodes: [0, 42], restartAttemptPeriodMs: 60_000 };
  for (const { name, given, exitCode, ranMs, restarted } of [
    { name: 'after the attempt period', given: policy, exitCode: 1, ranMs: 60_001, restarted: true },
    { name: 'at its very end', given: policy, exitCode: 1, ranMs: 60_000, restarted: true },
    { name: 'not before', given: policy, exitCode: 1, ranMs: 59_999, restarted: false },
    { name: 'not with an ignored exit code', given: policy, exitCode: 0, ranMs: 600_000, restarted: false },
    { name: 'not with another ignored exit code', given: policy, exitCode: 42, ranMs: 600_000, restarted: false },
    {
      name: 'with exit code 0 where it is not ignored',
      given: { ...policy, ignoredExitCodes: [] },
      exitCode: 0,
      ranMs: 60_000,
      restarted: true,
    },
    { name: 'not without a policy', given: undefined, exitCode: 1, ranMs: 600_000, restarted: false },
  ]) {
    test(name, () => {
      expect(restarts(given, exitCode, ranMs)).toBe(restarted);
    });
  }
});
