import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

test('protection is told when it begins and when it ends, and leaves nothing else behind [task-protection-expires]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim);
  sim.ecs.updateService({ service: 'web', enableECSManagedTags: true, propagateTags: 'SERVICE' });
  sim.runUntilSteady();
  sim.run('1s');
  const from = sim.now;
  const { taskArns: tasks } = sim.ecs.listTasks({ serviceName: 'web' });
  const protect = () =>
    sim.ecs.updateTaskProtection({ cluster: 'default', tasks, protectionEnabled: true, expiresInMinutes: 10 });
  protect();
  sim.run('5m');
  sim.ecs.updateTaskProtection({ cluster: 'default', tasks, protectionEnabled: false });
  sim.run('1m');
  protect();
  sim.run('11m');
  const told = sim.timelineEntries({ from }).map(({ atMs, text }) => `+${(atMs - from.getTime()) / 1_000} ${text}`);
  expect(told.filter((line) => line.includes(' web:1 '))).toEqual([
    '+0 [web] 1 task of web:1 protected (a7a466fd)',
    '+300 [web] 1 task of web:1 unprotected (a7a466fd)',
    '+360 [web] 1 task of web:1 protected (a7a466fd)',
    '+960 [web] 1 task of web:1 unprotected (a7a466fd)',
  ]);
  expect(sim.ecs.describeTasks({ tasks, include: ['TAGS'] }).tasks.map(({ tags }) => tags)).toEqual([
    [
      { key: 'aws:ecs:serviceName', value: 'web' },
      { key: 'aws:ecs:clusterName', value: 'default' },
    ],
  ]);
});
