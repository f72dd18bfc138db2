import { test } from 'vitest';
import { expectSameLog, logOf } from './log.js';
import { deployNext, runningAfter, settledService } from './service.js';

/**
 * Four lines of a rollout, 2026-08-23 14:36:43, in whole seconds: a design note "72. Control Plane" (in Japanese, public;
 * service of a deployment called lazmix), section 72.7.2.
 *
 * Fargate behind an ALB, Service Connect client, desired 1, 100/200, breaker off. Set from the log: RUNNING before 40 s, a
 * target that passes its first probe. The note lists `draining` alone for the pass that deregisters.
 */
test('a rollout overlaps for 51 s', () => {
  const { sim, web } = settledService({ options: { latency: runningAfter(36_000) }, facts: { loadBalancer: true } });
  const from = sim.now;
  deployNext(sim, web);
  sim.run('100s');
  expectSameLog(logOf(sim, { from }), { log: 'S1 +41 R1 +10 T1 +10 (X1) D1 …' });
});
