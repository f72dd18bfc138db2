import { test } from 'vitest';
import { expectSameLog, logOf } from './log.js';
import { deployNext, runningAfter, settledService } from './service.js';

/**
 * A report on a rollout without downtime, one task at a time: service `service-tasks-alb`, 2026-06-16, "Zero Downtime
 * Report - Tasks 2026 - High Availability" (public; the repository isn't known), times in whole seconds.
 *
 * Behind an ALB, desired 2. A stop comes first, then a start, one at a time: 50/100. Tasks are registered 9 to 10 s after
 * their start, so they ran on container instances: set as a task that is RUNNING after 5 s. Set from the log: the first
 * new task's target passes between R + 40 and R + 50, the second's before R + 40; a deregistration delay of 30 s.
 */
test('two tasks at 50/100, one after the other [deployment-stops-old-as-minimum-allows]', () => {
  const { sim, web } = settledService({
    options: { latency: runningAfter(5_000) },
    facts: {
      desiredCount: 2,
      minimumHealthyPercent: 50,
      maximumPercent: 100,
      loadBalancer: { healthCheckIntervalSeconds: 15, unhealthyThresholdCount: 5, deregistrationDelaySeconds: 30 },
    },
    does: { onSigterm: { exitsIn: '100ms' } },
  });
  const from = sim.now;
  deployNext(sim, web, { startsIn: '25s' });
  sim.workloads.set({ taskDefinition: 'web:2', launches: { from: 1, to: 1 } }, { startsIn: '40s' });
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), {
    log: `T1@1 +10 X1 D1@1 +40 S1@2 +9 R1 +51
          T1@1 +10 X1 D1@1 +50 S1@2 +10 R1 +40 C@2 K`,
  });
});
