import { test } from 'vitest';
import { expectSameLog, listNotMatched, logOf, type NotMatched } from './log.js';
import { createdService, deployNext, runningAfter, settledService } from './service.js';

/**
 * A teaching project's service `wordpress-service`, created twice in 2024 and updated in 2025:
 * https://github.com/mxcheung/aws-ecs word_press_ecs/circleback/ecs_service.json, solution/wordpress-service.json,
 * hello_cb_rollingupdate/Readme.md
 *
 * Fargate by capacity provider, ALB with interval 30 s, thresholds 5 and 2, grace period 30 s, desired 1, 100/200. Set from
 * the log: when a task is RUNNING; that the target passes its first probe in 2024 and its second, 31 s
 * after R, in 2025.
 */
const balancer = { healthCheckIntervalSeconds: 30, healthyThresholdCount: 5, unhealthyThresholdCount: 2 } as const;
const facts = { loadBalancer: balancer, healthCheckGracePeriodSeconds: 30 } as const;

test.each([
  { at: '2024-09-15', log: 'call +19.8 S1 +38.9 R1 +9.6 C K' },
  { at: '2024-09-16', log: 'call +18.5 S1 +39.5 R1 +9.9 C K' },
])('creation, $at', ({ log }) => {
  const { sim } = createdService({ options: { latency: runningAfter(36_000) }, facts });
  sim.runUntilSteady();
  expectSameLog(logOf(sim), { log });
});

test('rollout, 2025-07-12 [health-counts-on-beats] [task-drains-before-it-stops]', () => {
  const { sim, web } = settledService({
    options: { latency: runningAfter(18_000) },
    facts,
    does: { startsIn: '20s' },
  });
  const from = sim.now;
  deployNext(sim, web);
  sim.run('100s');
  expectSameLog(logOf(sim, { from }), { log: 'S1 +19.9 R1 +50.0 T1 +10.3 X1 D1 …' });
});

const notMatched: readonly NotMatched[] = [
  {
    what: 'rollout of 2025: a second task is started 61 s after the old one began draining',
    because: 'why is not published; the listing ends there, before the deployment completed',
  },
];
listNotMatched(notMatched);
