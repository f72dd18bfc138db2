import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type SimulatorOptions } from '../../../src/index.js';

/** A rollout that may hold no more tasks than are desired, from the call on. */
function rolloutWithoutRoom(options: SimulatorOptions): string {
  const sim = createSimulator({ digestGate: 'none', ...options });
  const web = fargateService(sim, {
    desiredCount: 2,
    minimumHealthyPercent: 0,
    maximumPercent: 100,
  });
  sim.runUntilSteady();
  web.register('web:2');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.runUntilSteady();
  return String(sim.timeline({ service: 'web', from }));
}

describe('when a task on its way out gives up its slot', () => {
  test('when its containers have stopped [bounds-slot-until-containers-stop] [bounds-deprovisioning-has-no-slot]', () => {
    expect(rolloutWithoutRoom({})).toMatchInlineSnapshot(`
      "       time  desired/pending/running/healthy     what happened
            +0:00                                      UpdateService: taskDefinition web:2
            +0:00  web:2 0/0/0/0  web:1 2/0/2/0        deployment of web:2 begins (ecs-svc/3780834602174079726)
            +0:15  web:2 2/0/0/0  web:1 0/0/0/0        has stopped 2 running tasks: (task a7a466fd) (task d7174c06).
            +0:25  web:2 2/2/0/0  web:1 0/0/0/0        has started 2 tasks: (task 8399eefd) (task 9647c1fe).
            +0:40                                      2 tasks of web:1 STOPPED (a7a466fd d7174c06)
            +0:45  web:2 2/2/0/0                       deployment of web:1 leaves
            +0:46  web:2 2/0/2/0                       2 tasks of web:2 RUNNING (8399eefd 9647c1fe)
            +1:26  web:2 2/0/2/2
            +1:35                                      (deployment ecs-svc/3780834602174079726) deployment completed.
            +1:35                                      has reached a steady state."
    `);
  });

  test('when it is STOPPED, if so wished [bounds-deprovisioning-has-no-slot]', () => {
    expect(rolloutWithoutRoom({ slotFreed: 'onStopped' })).toMatchInlineSnapshot(`
      "       time  desired/pending/running/healthy     what happened
            +0:00                                      UpdateService: taskDefinition web:2
            +0:00  web:2 0/0/0/0  web:1 2/0/2/0        deployment of web:2 begins (ecs-svc/3780834602174079726)
            +0:15  web:2 2/0/0/0  web:1 0/0/0/0        has stopped 2 running tasks: (task a7a466fd) (task d7174c06).
            +0:40                                      2 tasks of web:1 STOPPED (a7a466fd d7174c06)
            +0:45                                      has started 2 tasks: (task 8399eefd) (task 9647c1fe).
            +0:45  web:2 2/2/0/0                       deployment of web:1 leaves
            +1:06  web:2 2/0/2/0                       2 tasks of web:2 RUNNING (8399eefd 9647c1fe)
            +1:46  web:2 2/0/2/2
            +1:55                                      (deployment ecs-svc/3780834602174079726) deployment completed.
            +1:55                                      has reached a steady state."
    `);
  });
});

test('where a task keeps its slot until it is STOPPED, no other is kept for its repair [bounds-deprovisioning-has-no-slot]', () => {
  const sim = createSimulator({ digestGate: 'none', slotFreed: 'onStopped' });
  const web = fargateService(sim, { desiredCount: 4, minimumHealthyPercent: 50, maximumPercent: 125 });
  sim.runUntilSteady();
  const [task = ''] = sim.ecs.listTasks({}).taskArns;
  sim.run('7s');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('27s');
  sim.ecs.stopTask({ task });
  sim.run('28s');
  expect(String(sim.timeline({ service: 'web', from }))).toMatchInlineSnapshot(`
    "       time  desired/pending/running/healthy     what happened
          +0:00                                      UpdateService: taskDefinition web:2
          +0:00  web:2 0/0/0/0  web:1 4/0/4/0        deployment of web:2 begins (ecs-svc/3780834602174079726)
          +0:15                                      has stopped 2 running tasks: (task a7a466fd) (task 9647c1fe).
          +0:15  web:2 4/1/0/0  web:1 2/0/2/0        has started 1 tasks: (task f3aab5e5).
          +0:24  web:2 4/1/0/0  web:1 2/0/2/2
          +0:27                                      StopTask: task 8399eefd82df6adcae3a3648d9d1b99a
          +0:27  web:2 4/1/0/0  web:1 2/0/1/1        1 task of web:1 to stop (8399eefd): Task stopped by user
          +0:36  web:2 4/0/1/0  web:1 2/0/1/1        1 task of web:2 RUNNING (f3aab5e5)
          +0:40                                      2 tasks of web:1 STOPPED (a7a466fd 9647c1fe)
          +0:45  web:2 4/2/1/0  web:1 2/0/1/1        has started 2 tasks: (task ca0c8c78) (task 67cd6dc4).
          +0:52                                      1 task of web:1 STOPPED (8399eefd)
          +0:52  web:2 4/2/1/0  web:1 2/1/1/1        has started 1 tasks: (task e35ee993)."
  `);
});

test('of two old deployments the newest gives way first, if so wished [deployment-oldest-goes-first]', () => {
  const leavingOf = (supersededStopOrder: 'oldestFirst' | 'newestFirst') => {
    const sim = createSimulator({ digestGate: 'none', supersededStopOrder });
    const web = fargateService(sim, { desiredCount: 4 });
    sim.runUntilSteady();
    for (const revision of ['web:2', 'web:3']) {
      web.register(revision);
      sim.ecs.updateService({ service: 'web', taskDefinition: revision });
      sim.run('65s');
    }
    return sim.ecs
      .describeServices({ services: ['web'] })
      .services?.[0]?.deployments?.map(
        ({ taskDefinition, runningCount }) => `${taskDefinition?.slice(-5)} ${runningCount}`,
      );
  };
  expect(leavingOf('oldestFirst')).toMatchInlineSnapshot(`
    [
      "web:3 4",
      "web:2 4",
    ]
  `);
  expect(leavingOf('newestFirst')).toMatchInlineSnapshot(`
    [
      "web:3 4",
      "web:1 4",
    ]
  `);
});

test('draining is told of the oldest deployment first, whichever was stopped first', () => {
  const sim = createSimulator({ digestGate: 'none', supersededStopOrder: 'newestFirst' });
  const web = fargateService(sim, {
    desiredCount: 4,
    minimumHealthyPercent: 25,
    maximumPercent: 400,
    loadBalancer: true,
  });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('40s');
  const from = sim.now;
  sim.ecs.updateService({
    service: 'web',
    taskDefinition: web.register('web:3'),
    deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 400 },
  });
  sim.run('30s');
  expect(String(sim.timeline({ service: 'web', from }))).toMatchInlineSnapshot(`
    "       time  desired/pending/running/healthy     what happened
          +0:00                                      UpdateService: taskDefinition web:3, minimumHealthyPercent 0, maximumPercent 400
          +0:00  web:3 0/0/0/0  web:2 4/0/4/0  web:1 1/0/1/1  deployment of web:3 begins (ecs-svc/4223893139545782265)
          +0:05                                      registered 4 targets in (target-group web)
          +0:06  web:3 0/0/0/0  web:2 4/0/4/4  web:1 1/0/1/1  4 targets healthy in web (f3aab5e5 ca0c8c78 67cd6dc4 and 1 more)
          +0:15                                      has stopped 5 running tasks: (task f3aab5e5) (task ca0c8c78) (task 67cd6dc4) (task e35ee993) (task 8399eefd).
          +0:15  web:3 4/4/0/0  web:2 0/0/0/0  web:1 0/0/0/0  has started 4 tasks: (task 875e261d) (task a1d432e0) (task dd6680cc) (task 7a58b61a).
          +0:25                                      deregistered 5 targets in (target-group web)
          +0:25                                      (taskSet ecs-svc/6804229292356310906) has begun draining connections on 1 tasks.
          +0:25                                      (taskSet ecs-svc/3780834602174079726) has begun draining connections on 4 tasks."
  `);
});
