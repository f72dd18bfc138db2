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

test('protected tasks that stand in the way are told, and named, until their protection is over [scale-in-blocked-is-told]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 4, minimumHealthyPercent: 50, maximumPercent: 100 });
  sim.runUntilSteady();
  const tasks = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
  sim.ecs.updateTaskProtection({ cluster: 'default', protectionEnabled: true, expiresInMinutes: 60, tasks });
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  const from = sim.now;
  sim.run('30m');
  const told = () =>
    sim
      .timelineEntries({ service: 'web', from })
      .flatMap(({ atMs, text }) =>
        /unable|stopped|completed/.test(text)
          ? [`+${(atMs - from.getTime()) / 1_000} ${text.replaceAll(/ ?\(task \w+\)|ecs-svc\/\d+/g, '')}`]
          : [],
      );
  const blocked =
    '+15 was unable to reach steady state because (taskSet ) was unable to scale in due to (reason 2 tasks under protection)';
  expect({ told: told(), why: sim.explain('web') }).toEqual({
    told: [blocked],
    why: [
      'Scale-in protection keeps 2 tasks of web:1 that would have to stop.',
      'The maximum of 4 tasks is reached: 4 more of web:2 are wanted.',
      '4 tasks of the superseded web:1 have not stopped yet.',
    ].join('\n'),
  });
  sim.run('1h');
  expect(told()).toEqual([
    blocked,
    '+3605 has stopped 2 running tasks:.',
    '+3685 has stopped 2 running tasks:.',
    '+3765 (deployment ) deployment completed.',
  ]);
});
