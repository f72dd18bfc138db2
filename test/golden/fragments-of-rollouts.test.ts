import { test } from 'vitest';
import { expectSameLog, listNotMatched, logOf, type NotMatched, startingAt } from './log.js';
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

/**
 * Five lines of a rollout, 2026-01-05, service `nasneh-staging-api` behind an ALB, desired 1 (observability evidence of a
 * staging system, public), whole seconds. A deregistration delay of 30 s is set from the log.
 */
test('a staging API', () => {
  const { sim, web } = settledService({ facts: { loadBalancer: { deregistrationDelaySeconds: 30 } } });
  const from = sim.now;
  deployNext(sim, web);
  sim.runUntilSteady();
  expectSameLog(startingAt(logOf(sim, { from }), 'T', 1), { log: 'T1 +11 X1 D1 +61 C K' });
});

/**
 * Two fragments of one service, 2023-08-22 and 24, `civictechjobs-fullstack-stage`:
 * https://github.com/hackforla/CivicTechJobs/issues/436. Fargate behind an ALB, desired 1; its task never passes.
 */
test('a task that never passes is stopped [deployment-old-are-repaired]', () => {
  const { sim, web } = settledService({ options: { behaviour: '2021-01' }, facts: { loadBalancer: true } });
  const from = sim.now;
  deployNext(sim, web, { http: 500 });
  sim.run('100s');
  expectSameLog(logOf(sim, { from }), {
    log: 'S1@2 +28.4 R1 +58.3[noticed] U T1@2 +9.1 X1 (D1) …',
    bands: {
      noticed: {
        from: 35,
        to: 85,
        because: 'two failed checks, 31 s after R; ECS notices it up to 45 s later, the simulator in the next pass',
      },
    },
  });
});

const notMatched: readonly NotMatched[] = [
  {
    what: 'proyecto-cicd-dev-service, 2025-11-27: two starts 0.94 s apart, 83 s after an unhealthy stop',
    because: 'the update that led to them is not in the log; a repair and a new start of one pass share a moment here',
  },
];
listNotMatched(notMatched);
