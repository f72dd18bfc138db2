import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

const blockedText = /was unable to stop or start tasks during a deployment/;

function aBlockedDeployment() {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 3, maximumPercent: 125 });
  sim.runUntilSteady();
  sim.run('1m');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  return sim;
}

test('a deployment that cannot move is stuck as soon as that is known [pass-waits-are-told]', () => {
  const sim = aBlockedDeployment();
  const end = sim.runUntilSteady();
  expect({ ended: end.ended, outcome: end.outcome, tookMs: end.tookMs }).toEqual({
    ended: 'quiescent',
    outcome: 'stuck',
    tookMs: 15_000,
  });
});

test('it is told once, and again every six hours while it lasts [bounds-deadlock-is-told] [event-repeats-are-left-out]', () => {
  const sim = aBlockedDeployment();
  sim.run('13h');
  const told = sim.timelineEntries({ service: 'web' }).filter(({ text }) => blockedText.test(text));
  expect(told.map(({ atMs }) => Math.floor((atMs - (told[0]?.atMs ?? 0)) / 3_600_000))).toEqual([0, 6, 12]);
});

test('other percentages set it going without a new deployment [bounds-of-the-whole-service]', () => {
  const sim = aBlockedDeployment();
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', deploymentConfiguration: { maximumPercent: 150 } });
  expect(sim.runUntilSteady().outcome).toBe('completed');
  expect(sim.verdicts('web')).toHaveLength(2);
});
