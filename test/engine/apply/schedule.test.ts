import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

/** When a task that was killed is replaced, in seconds after its end began, if the service is updated so long after that. */
function replacedAfter(updatedAfterSeconds: number | undefined): number {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  const from = sim.now.getTime();
  sim.faults.add({ kind: 'killTask', service: 'web' });
  if (updatedAfterSeconds !== undefined) {
    sim.run(`${updatedAfterSeconds}s`);
    sim.ecs.updateService({ service: 'web', healthCheckGracePeriodSeconds: 60 });
  }
  sim.run('60s');
  const { events = [] } = sim.ecs.describeServices({ services: ['web'] }).services[0] ?? {};
  const started = events.find(({ message }) => message?.includes('has started 1 tasks'));
  return ((started?.createdAt?.getTime() ?? 0) - from) / 1_000;
}

test('a task that stops is replaced at once, though a call takes effect later [pass-extra-replaces-only]', () => {
  const alone = replacedAfter(undefined);
  expect(alone % 10).not.toBe(0);
  expect(replacedAfter(Math.floor(alone) - 1)).toBe(alone);
});
