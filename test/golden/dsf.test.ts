import { test } from 'vitest';
import { expectSameLog, listNotMatched, logOf, type NotMatched } from './log.js';
import { deployNext, runningAfter, settledService } from './service.js';

/**
 * Service `dsf-ai-service-lb`, 2026-07-02 18:09:43, in a public report ("GL-RPT-GROUND-TRUTH-C1-20260702-93"): service
 * events, the deployment's createdAt and updatedAt, the task's startedAt.
 *
 * Fargate behind an ALB, container check every 10 s, desired 1; the old task is stopped before the new one starts, and
 * both in one pass, so the minimum is below 100 and the maximum above: 0/200. Set from the log: RUNNING 48 s after the
 * start; deregistration delay 30 s and a process that has to be killed (it still stopped 30 s after R).
 */
test('0/200: stop and start in one pass', () => {
  const { sim, web } = settledService({
    options: { latency: runningAfter(48_000) },
    facts: {
      minimumHealthyPercent: 0,
      loadBalancer: { deregistrationDelaySeconds: 30 },
      healthCheck: { interval: 10 },
    },
    does: { onSigterm: 'ignored' },
  });
  const from = sim.now;
  deployNext(sim, web);
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), {
    log: 'call +15.1 T1@1 +0.8 S1@2 +8.8 X1 D1@1 +42.6 R1 +50.6 C@2 K',
  });
});

const notMatched: readonly NotMatched[] = [
  {
    what: 'the target is registered 8.4 s before the startedAt of its task',
    because: 'the simulator registers tasks that are RUNNING, and only then (ruling 5); one log',
  },
];
listNotMatched(notMatched);
