import { expect, test } from 'vitest';
import { expectSameLog, logOf } from './log.js';
import { createdService, deployNext, runningAfter, settledService } from './service.js';

/**
 * Sequences recorded from a real account in September 2026: https://github.com/radkawar/stackd testdata/aws/ecs/services.json
 * (#46 to #193), Fargate, no balancer, no checks. The API's side of them is tested with the operations; here it is the gaps.
 */

test('A: scale up while a deployment without tasks is being replaced', () => {
  // createdAt to startedAt took the second task 22.1 s.
  const { sim, web } = createdService({ options: { latency: runningAfter(22_100) }, facts: { desiredCount: 0 } });
  const second = web.register('web:2');
  sim.run('8083ms');
  sim.ecs.updateService({ service: 'web', taskDefinition: second });
  sim.run('2581ms');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('20300ms');
  const { service } = sim.ecs.updateService({
    service: 'web',
    availabilityZoneRebalancing: 'DISABLED',
    deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
  });
  expect(service.pendingCount).toBe(2);
  sim.run('2m');
  expectSameLog(logOf(sim, { from }), {
    log: 'call +4.3 S1@1 +9.6 S1@2 +6.4 call +2.2 P1@1 +13.5 running1@2 +12.4 stopped1@1 …',
  });
});

test('B: scale 1 to 2 on a completed deployment, 0/100', () => {
  const { sim } = settledService({ facts: { minimumHealthyPercent: 0, maximumPercent: 100 } });
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.runUntilSteady();
  // No "deployment completed": rolloutState never left COMPLETED.
  expectSameLog(logOf(sim, { from }), { log: 'call +3.7 S1 +20.7 running1 +8.5 K' });
});

test('E: force deletion of a service with one running task [service-forced-out-later]', () => {
  const { sim, web } = settledService({});
  deployNext(sim, web);
  // PRIMARY is IN_PROGRESS, beside an older deployment whose task is STOPPED.
  sim.runUntil((each) => logOf(each).some(({ code, deployment }) => code === 'stopped' && deployment === 1));
  sim.run('1s');
  const from = sim.now;
  sim.ecs.deleteService({ service: 'web', force: true });
  sim.run('5m');
  expectSameLog(logOf(sim, { from }), {
    log: 'call +22.3 T1 +9.9 C@2 K +15.6 stopped1 …',
  });
});
