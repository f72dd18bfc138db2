import { expect, test } from 'vitest';
import { expectSameLog, listNotMatched, logOf, type NotMatched } from './log.js';
import { settledService } from './service.js';

/**
 * "ECS Deployments Can Say 'Completed' With Nothing Running", Yoonsoo Park, 2026-09-27 (ypark9, public article and
 * https://github.com/ypark9/yopa-experiments 2026-09-27-ecs-deployment-observability). Fargate, no balancer, container
 * check `true`, desired 1, 0/100, breaker with rollback; times by the second.
 */
const facts = { minimumHealthyPercent: 0, maximumPercent: 100, circuitBreaker: true, healthCheck: true } as const;

test('forced deployment at desired count 0: a client is content 25 s before it is COMPLETED [deployment-completes-25-s-later]', () => {
  const { sim } = settledService({ facts: { ...facts, desiredCount: 0 } });
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
  sim.runUntil(() => sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.deployments?.length === 1);
  const [service] = sim.ecs.describeServices({ services: ['web'] }).services ?? [];
  expect(service?.deployments?.[0]).toMatchObject({ rolloutState: 'IN_PROGRESS', desiredCount: 0, runningCount: 0 });
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), { log: 'call +62 leaves@1 +25 C@2 K' });
});

test('a new revision with desired count 0: stopped, completed, steady [deployment-old-stays-at-zero]', () => {
  const { sim, web } = settledService({ facts });
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2'), desiredCount: 0 });
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), { log: 'call +6 T1@1 +79 C@2 K' });
});

test('no capacity: told once, and 46 minutes of nothing until the breaker trips [breaker-placement-failures-count] [placement-throttle] [event-repeats-are-left-out]', () => {
  const { sim, web } = settledService({ facts: { ...facts, desiredCount: 0 } });
  const fault = sim.faults.add({ kind: 'capacityUnavailable' });
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2'), desiredCount: 1 });
  const from = sim.now;
  sim.runUntil((each) => logOf(each, { from }).some((event) => event.code === 'FAIL'));
  expectSameLog(logOf(sim, { from }), {
    log: 'F +2761[trip] FAIL@2 (RB@1)',
    bands: {
      trip: {
        from: 2_700,
        to: 2_765,
        because: 'a pause of 900 s from the third attempt on (ruling 23); the attempts are not in the log',
      },
    },
  });
  sim.faults.remove(fault.id);
});

const notMatched: readonly NotMatched[] = [
  {
    what: 'no capacity: what follows the failure (started after 178 s, completed 190 s later)',
    because: 'a person deployed again, at a moment that is not given',
  },
];
listNotMatched(notMatched);
