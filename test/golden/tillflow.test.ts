import { expect, test } from 'vitest';
import { expectSameLog, listNotMatched, logOf, type NotMatched } from './log.js';
import { runningAfter, settledService } from './service.js';

/**
 * Drills of a service of `devops-g8-tillflow`, 2026-09-29 (G4 recovery drills, public): Fargate behind an ALB, desired 1,
 * 100/200, breaker off.
 */
test('an image that can not be pulled, for 45 minutes: "6 to 7 minutes" a cycle, ten events in 27.6 minutes [throttle-after-failed-starts]', () => {
  const { sim, web } = settledService({ facts: { loadBalancer: true } });
  const taskDefinition = web.register('web:missing');
  sim.faults.add({ kind: 'imagePullFails', image: 'web:missing' });
  sim.ecs.updateService({ service: 'web', taskDefinition });
  sim.run('48m');
  const events = logOf(sim)
    .filter(({ code }) => code === 'S' || code === 'F')
    .slice(-10);
  expect(events.map(({ code }) => code).join(' ')).toBe('S F S F S F S F S F');
  const minutesAt = (index: number) => (events[index] as (typeof events)[number]).atMs / 60_000;
  expect(minutesAt(9) - minutesAt(0)).toBeCloseTo(27.6, 0);
  for (const start of [0, 2, 4, 6]) {
    expect(minutesAt(start + 2) - minutesAt(start)).toBeGreaterThan(6);
    expect(minutesAt(start + 2) - minutesAt(start)).toBeLessThan(7);
  }
});

/** The application needs about 30 s to end after SIGTERM; whole seconds. */
test('StopTask [unhealthy-dead-are-replaced-when-stopped]', () => {
  const { sim } = settledService({
    options: { latency: runningAfter(18_000) },
    facts: { loadBalancer: true },
    does: { onSigterm: { exitsIn: '29s' } },
  });
  const from = sim.now;
  sim.ecs.stopTask({ task: sim.ecs.listTasks({ serviceName: 'web' }).taskArns[0] as string });
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), {
    log: 'call +38[stopped] X1 D1 +1 S1 +19 R1 +8 K',
    bands: {
      stopped: {
        from: 45,
        to: 60,
        because: 'STOPPED comes 24 s after the end of the process (ruling 7); here the target left 8 s after it',
        differs: true,
      },
    },
  });
});

const notMatched: readonly NotMatched[] = [
  {
    what: 'ten failures after 45 minutes',
    because: 'the simulator has nine by then: after 105, 225 and 345 s, then one every 392 s',
  },
];
listNotMatched(notMatched);
