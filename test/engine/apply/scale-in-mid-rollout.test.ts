import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

test('a scale-in during a rollout takes old tasks that do not count before one that does [deployment-scale-in-reaches-the-old]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 3 });
  sim.runUntilSteady();
  web.register('web:2');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('40s');
  sim.ecs.updateService({ service: 'web', desiredCount: 6 });
  sim.run('30s');
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.runUntilSteady();
  expect(String(sim.timeline({ service: 'web', from }))).toMatchInlineSnapshot(`
    "       time  desired/pending/running/healthy     what happened
          +0:00                                      UpdateService: taskDefinition web:2
          +0:00  web:2 0/0/0/0  web:1 3/0/3/0        deployment of web:2 begins (ecs-svc/3780834602174079726)
          +0:15  web:2 3/3/0/0  web:1 3/0/3/0        has started 3 tasks: (task 9647c1fe) (task f3aab5e5) (task ca0c8c78).
          +0:31  web:2 3/3/0/0  web:1 3/0/3/3
          +0:36  web:2 3/0/3/0  web:1 3/0/3/3        3 tasks of web:2 RUNNING (9647c1fe f3aab5e5 ca0c8c78)
          +0:40                                      UpdateService: desiredCount 6
          +0:44                                      has started 3 tasks: (task 67cd6dc4) (task e35ee993) (task 875e261d).
          +0:44  web:2 6/3/3/0  web:1 6/3/3/3        has started 3 tasks: (task a1d432e0) (task dd6680cc) (task 7a58b61a).
          +1:05                                      3 tasks of web:1 RUNNING (67cd6dc4 e35ee993 875e261d)
          +1:05  web:2 6/0/6/0  web:1 6/0/6/3        3 tasks of web:2 RUNNING (a1d432e0 dd6680cc 7a58b61a)
          +1:10                                      UpdateService: desiredCount 2
          +1:14  web:2 2/0/6/0  web:1 2/0/6/3
          +1:15  web:2 2/0/2/0  web:1 2/0/2/2        has stopped 8 running tasks: (task 67cd6dc4) (task e35ee993) (task 875e261d) (task a7a466fd) (task f3aab5e5) (task ca0c8c78) (task 9647c1fe) (task dd6680cc).
          +1:40                                      4 tasks of web:1 STOPPED (67cd6dc4 e35ee993 875e261d and 1 more)
          +1:40                                      4 tasks of web:2 STOPPED (f3aab5e5 ca0c8c78 9647c1fe and 1 more)
          +1:45  web:2 2/0/2/2  web:1 0/0/0/0        has stopped 2 running tasks: (task 8399eefd) (task d7174c06).
          +2:10                                      2 tasks of web:1 STOPPED (8399eefd d7174c06)
          +2:15  web:2 2/0/2/2                       deployment of web:1 leaves
          +2:40                                      (deployment ecs-svc/3780834602174079726) deployment completed.
          +2:40                                      has reached a steady state."
  `);
});

test('a release that needs fewer tasks gets rid of those that fail at once', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 6, loadBalancer: true });
  sim.workloads.set('web', { http: 503 });
  sim.ecs.updateService({ service: 'web', healthCheckGracePeriodSeconds: 7_200 });
  sim.run('90s');
  web.register('web:2');
  sim.workloads.set('web:2', { http: 200 });
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2', desiredCount: 1 });
  const report = sim.runUntilSteady();
  expect(`${sim.timeline({ service: 'web', from })}\n${report}`).toMatchInlineSnapshot(`
    "       time  desired/pending/running/healthy     what happened
          +0:00                                      UpdateService: taskDefinition web:2, desiredCount 1
          +0:00  web:2 0/0/0/0  web:1 6/0/6/0        deployment of web:2 begins (ecs-svc/3780834602174079726)
          +0:15  web:2 1/0/0/0  web:1 1/0/1/0        has stopped 5 running tasks: (task a7a466fd) (task d7174c06) (task 8399eefd) (task 9647c1fe) (task f3aab5e5).
          +0:25                                      deregistered 5 targets in (target-group web)
          +0:25                                      (taskSet ecs-svc/6804229292356310906) has begun draining connections on 5 tasks.
          +5:25                                      5 targets gone in web (a7a466fd d7174c06 8399eefd and 2 more)
          +5:45  web:2 1/1/0/0  web:1 1/0/1/0        has started 1 tasks: (task 67cd6dc4).
      +5:59.100                                      5 tasks of web:1 STOPPED (a7a466fd d7174c06 8399eefd and 2 more)
          +6:06  web:2 1/0/1/0  web:1 1/0/1/0        1 task of web:2 RUNNING (67cd6dc4)
          +6:15                                      registered 1 targets in (target-group web)
          +6:16  web:2 1/0/1/1  web:1 1/0/1/0        1 target healthy in web (67cd6dc4)
          +6:25  web:2 1/0/1/1  web:1 0/0/0/0        has stopped 1 running tasks: (task ca0c8c78).
          +6:35                                      deregistered 1 targets in (target-group web)
          +6:35                                      (taskSet ecs-svc/6804229292356310906) has begun draining connections on 1 tasks.
         +11:35                                      1 target gone in web (ca0c8c78)
         +11:55  web:2 1/0/1/1                       deployment of web:1 leaves
         +12:05                                      (deployment ecs-svc/3780834602174079726) deployment completed.
         +12:05                                      has reached a steady state.
    completed: web:2 has taken over; never fewer than 0 healthy targets; 6 m 16 s below the minimum of 1 healthy task; took 11:55"
  `);
});
