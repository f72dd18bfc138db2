import { test } from 'vitest';
import { expectSameLog, logOf } from './log.js';
import { deployNext, runningAfter, settledService } from './service.js';

/**
 * Service `cerebrumdev-backend`, 2026-10-09, service events beside the application's own log:
 * https://github.com/bopoadz-del/CerebrumDev.ai
 *
 * Fargate behind an ALB, desired 1. Set from the log: when the process is up, when migrations are done (the target passes
 * between R + 40 and R + 50: checks every 15 s), that the process ends 0.1 s after SIGTERM, and a deregistration delay of 30 s (SIGTERM comes
 * 39.6 s after X).
 */
const balancer = {
  healthCheckIntervalSeconds: 15,
  unhealthyThresholdCount: 5,
  deregistrationDelaySeconds: 30,
} as const;
const obeys = { exitsIn: '100ms' } as const;

test('rollout at 22:03, with the process [task-drains-before-it-stops] [task-sigterm-after-draining]', () => {
  const { sim, web } = settledService({
    options: { latency: runningAfter(36_000) },
    facts: { loadBalancer: balancer },
    does: { startsIn: '45s', onSigterm: obeys },
  });
  const from = sim.now;
  deployNext(sim, web);
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), {
    log: '(call) S1 +40.4 R1 +50.1 T1 +10.1 X1 D1 +39.6 sigterm1 +0.1 exits1 +12.1 C K',
  });
});

test('rollout at 18:13', () => {
  const { sim, web } = settledService({
    options: { latency: runningAfter(56_000) },
    facts: { loadBalancer: balancer },
    does: { startsIn: '45s', onSigterm: obeys },
  });
  const from = sim.now;
  deployNext(sim, web);
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), { log: 'S1 +59.9 R1 +51.4 T1 +9.7 X1 D1 +52.2 C K' });
});

test('the process ends by itself at 18:57 [task-stop-and-crash-do-not-drain] [task-essential-exit]', () => {
  const { sim } = settledService({
    options: { latency: runningAfter(62_000) },
    facts: { loadBalancer: balancer },
    does: { onSigterm: obeys },
  });
  const from = sim.now;
  sim.faults.add({ kind: 'killTask', service: 'web', exitCode: 0 });
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), { log: 'exits1 +30.8 X1 D1 +0.7 S1 +65.0 R1 +8.4 K' });
});
