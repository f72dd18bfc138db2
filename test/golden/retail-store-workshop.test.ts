import { expect, test } from 'vitest';
import { expectSameLog, listNotMatched, logOf, type NotMatched } from './log.js';
import { createdService, settledService } from './service.js';

/**
 * The creation of a service and a forced deployment of it, 2026-04-30: a participant's log of the public ECS workshop
 * (service `ui` of cluster `retail-store-ecs-cluster`, a Java application); the repository isn't known.
 *
 * Fargate behind an ALB, desired 2, 100/200, grace period 30 s. Set from the log: the application misses the first probe
 * and answers the second, with the ALB's interval of 30 s; a deregistration delay of 30 s (C comes 62 s after X). Both
 * tasks start at once, in the creation too: the digest gate was not seen here.
 */
const ui = {
  options: { digestGate: 'none' },
  facts: { desiredCount: 2, healthCheckGracePeriodSeconds: 30, loadBalancer: { deregistrationDelaySeconds: 30 } },
  does: { startsIn: '20s' },
} as const;

test('creation', () => {
  const { sim } = createdService(ui);
  sim.runUntilSteady();
  // Only one "registered 1 targets" was kept: its count is left open.
  expectSameLog(logOf(sim), { log: 'call +17.1 S2 +30.1 R +40.6 C K' });
});

test('forced deployment [event-order-of-a-stop]', () => {
  const { sim } = settledService(ui);
  const from = sim.now;
  const { service } = sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
  expect(service.deployments?.map(({ status, desiredCount }) => [status, desiredCount])).toEqual([
    ['PRIMARY', 0],
    ['ACTIVE', 2],
  ]);
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), {
    log: 'call +14.4 S2@2 +29.9 R2 +41.0 T2@1 +1.6 X2 D2@1 +62.1 C@2 K',
  });
});

const notMatched: readonly NotMatched[] = [
  {
    what: 'creation: one of the two targets is registered without an event',
    because: 'the listing kept one "registered 1 targets" only (ruling 24)',
  },
];
listNotMatched(notMatched);
