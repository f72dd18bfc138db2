import { createSimulator, fargateService, type Simulator } from 'steadystate';
import { matchers } from 'steadystate/testing';
import { describe, expect, test } from 'vitest';

expect.extend(matchers);

/** One task, up and steady. */
function aSteadyService(): Simulator {
  const sim = createSimulator();
  fargateService(sim);
  sim.runUntilSteady();
  sim.run('1m');
  return sim;
}

/** One task that has just been started. */
function aNewService(): Simulator {
  const sim = createSimulator();
  fargateService(sim);
  sim.run('20s');
  return sim;
}

/** web:2 crashes at once, and one failure is enough for the breaker to go back to web:1. */
function aRollback(): Simulator {
  const sim = createSimulator();
  const web = fargateService(sim);
  sim.runUntilSteady();
  sim.run('1m');
  sim.workloads.set(web.register('web:2'), { exits: { code: 1, after: '1s' } });
  sim.ecs.updateService({
    service: 'web',
    taskDefinition: 'web:2',
    deploymentConfiguration: {
      deploymentCircuitBreaker: {
        enable: true,
        rollback: true,
        thresholdConfiguration: { type: 'COUNT', value: 1 },
      },
    },
  });
  sim.runUntilSteady();
  return sim;
}

/** web:2 takes the place of web:1, which is stopped first. */
function aReplacement(): Simulator {
  const sim = createSimulator();
  const web = fargateService(sim, { minimumHealthyPercent: 0, maximumPercent: 100 });
  sim.runUntilSteady();
  sim.run('1m');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.runUntilSteady();
  return sim;
}

/** A balanced service whose application stops answering after four minutes. */
function aServiceThatFallsIll(): Simulator {
  const sim = createSimulator();
  fargateService(sim, { loadBalancer: true });
  sim.workloads.set('web', {
    http: [
      { after: 0, is: 200 },
      { after: '4m', is: 500 },
    ],
  });
  sim.run('6m');
  return sim;
}

/** A service of the same name in each of two clusters: one is steady, the other has just begun. */
function twoServices(): Simulator {
  const sim = createSimulator();
  fargateService(sim, { cluster: 'production' });
  sim.runUntilSteady();
  sim.run('1m');
  fargateService(sim, { cluster: 'staging' });
  sim.run('20s');
  return sim;
}

/** What an expectation that does not hold says. */
function failureOf(expectation: () => unknown): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The expectation held.');
}

test('toHaveEvent is about one cluster where that is named', () => {
  expect(twoServices()).toHaveEvent('has reached a steady state', { cluster: 'production' });
  expect(twoServices()).not.toHaveEvent('has reached a steady state', { cluster: 'staging' });
});

describe('toBeSteady', () => {
  test('holds for a service that is steady', () => {
    expect(aSteadyService()).toBeSteady();
    expect(aSteadyService()).toBeSteady({ service: 'web' });
    expect(aNewService()).not.toBeSteady();
  });

  test('is about every service, or about the one that is named', () => {
    expect(twoServices()).not.toBeSteady();
    expect(twoServices()).toBeSteady({ service: 'web', cluster: 'production' });
    expect(twoServices()).not.toBeSteady({ service: 'web', cluster: 'staging' });
    expect(twoServices()).toBeSteady({ cluster: 'production' });
    expect(twoServices()).not.toBeSteady({ cluster: 'staging' });
  });

  test('does not ask for services that were deleted', () => {
    const sim = aNewService();
    sim.ecs.deleteService({ service: 'web', force: true });
    sim.run('5m');
    expect(sim).toBeSteady();
  });

  test('explains why a service is not steady', () => {
    expect(failureOf(() => expect(aNewService()).toBeSteady())).toMatchInlineSnapshot(`
      "expected web to be steady at +0:20, but:
      1 of 1 task of web:1 is starting.

             time  desired/pending/running/healthy     what happened
            +0:00                                      CreateService: taskDefinition web:1, desiredCount 1
            +0:00  web:1 0/0/0/0                       deployment of web:1 begins (ecs-svc/6804229292356310906)
            +0:15  web:1 1/1/0/0                       has started 1 tasks: (task a7a466fd)."
    `);
  });

  test('tells what was steady against the expectation', () => {
    expect(failureOf(() => expect(aSteadyService()).not.toBeSteady())).toMatchInlineSnapshot(
      `"expected web not to be steady at +1:45, but it is"`,
    );
  });
});

describe('toHaveRolledBack', () => {
  test('holds when the newest deployment was rolled back, and to that revision', () => {
    expect(aRollback()).toHaveRolledBack();
    expect(aRollback()).toHaveRolledBack({ to: 'web:1' });
    expect(aRollback()).not.toHaveRolledBack({ to: 'web:2' });
    expect(aReplacement()).not.toHaveRolledBack();
  });

  test('tells what became of the deployment instead', () => {
    expect(failureOf(() => expect(aReplacement()).toHaveRolledBack())).toMatchInlineSnapshot(`
      "expected a rollback of web:2, but the verdict on web:2 is completed: web:2 has taken over

             time  desired/pending/running/healthy     what happened
            +1:25  web:1 1/0/1/1
            +1:45                                      UpdateService: taskDefinition web:2
            +1:45  web:2 0/0/0/0  web:1 1/0/1/1        deployment of web:2 begins (ecs-svc/3780834602174079726)
            +2:00  web:2 1/0/0/0  web:1 0/0/0/0        has stopped 1 running tasks: (task a7a466fd).
            +2:10  web:2 1/1/0/0  web:1 0/0/0/0        has started 1 tasks: (task d7174c06).
            +2:25                                      1 task of web:1 STOPPED (a7a466fd)
            +2:30  web:2 1/1/0/0                       deployment of web:1 leaves
            +2:31  web:2 1/0/1/0                       1 task of web:2 RUNNING (d7174c06)
            +3:11  web:2 1/0/1/1
            +3:20                                      (deployment ecs-svc/3780834602174079726) deployment completed.
            +3:20                                      has reached a steady state."
    `);
  });

  test('tells to which revision it went back', () => {
    expect(failureOf(() => expect(aRollback()).toHaveRolledBack({ to: 'web:7' }))).toMatchInlineSnapshot(`
      "expected a rollback of web:2 to web:7, but the verdict on web:2 is rolled back: the breaker tripped (threshold 1): Essential container in task exited (web: exit code 1), back on web:1

             time  desired/pending/running/healthy     what happened
            +1:25  web:1 1/0/1/1
            +1:45                                      UpdateService: taskDefinition web:2, deploymentConfiguration
            +1:45  web:2 0/0/0/0  web:1 1/0/1/1        deployment of web:2 begins (ecs-svc/3780834602174079726)
            +2:00  web:2 1/1/0/0  web:1 1/0/1/1        has started 1 tasks: (task d7174c06).
            +2:21  web:2 1/0/1/0  web:1 1/0/1/1        1 task of web:2 RUNNING (d7174c06)
            +2:22                                      container web exits with code 1 in 1 task (d7174c06)
            +2:22  web:2 1/0/0/0  web:1 1/0/1/1        1 task of web:2 to stop (d7174c06): Essential container in task exited
        +2:46.500                                      1 task of web:2 STOPPED (d7174c06)
        +2:46.500                                      the breaker counts 1 of 1 failures
        +2:46.500  web:2 1/1/0/0  web:1 1/0/1/1        has started 1 tasks: (task 8399eefd).
        +2:49.500                                      the breaker trips: 1 failure, threshold 1
        +2:49.500                                      (deployment ecs-svc/3780834602174079726) deployment failed: tasks failed to start.
        +2:49.500  web:1 1/0/1/1  web:2 0/1/0/0        rolling back to deployment ecs-svc/6804229292356310906.
        +2:52.500  web:1 1/0/1/1  web:2 0/0/0/0        stopped 1 pending tasks.
        +3:18.400                                      1 task of web:2 STOPPED (8399eefd)
        +3:24.500  web:1 1/0/1/1                       deployment of web:2 leaves
        +3:49.500                                      (deployment ecs-svc/6804229292356310906) deployment completed.
        +3:49.500                                      has reached a steady state."
    `);
  });

  test('tells that it was rolled back against the expectation', () => {
    const [firstLine] = failureOf(() => expect(aRollback()).not.toHaveRolledBack({ to: 'web:1' })).split('\n');
    expect(firstLine).toMatchInlineSnapshot(
      `"expected no rollback of web:2 to web:1, but the verdict on web:2 is rolled back: the breaker tripped (threshold 1): Essential container in task exited (web: exit code 1), back on web:1"`,
    );
  });
});

describe('toHaveCompleted', () => {
  test('holds when the newest deployment completed, and was of that revision', () => {
    expect(aReplacement()).toHaveCompleted();
    expect(aReplacement()).toHaveCompleted({ taskDefinition: 'web:2' });
    expect(aReplacement()).not.toHaveCompleted({ taskDefinition: 'web:1' });
    expect(aRollback()).not.toHaveCompleted();
    expect(aNewService()).not.toHaveCompleted();
  });

  test('tells what became of the deployment instead', () => {
    expect(failureOf(() => expect(aNewService()).toHaveCompleted())).toMatchInlineSnapshot(`
      "expected a completed deployment of web:1, but the verdict on web:1 is unfinished: 1 of 1 task of web:1 is starting

             time  desired/pending/running/healthy     what happened
            +0:00                                      CreateService: taskDefinition web:1, desiredCount 1
            +0:00  web:1 0/0/0/0                       deployment of web:1 begins (ecs-svc/6804229292356310906)
            +0:15  web:1 1/1/0/0                       has started 1 tasks: (task a7a466fd)."
    `);
  });

  test.each([
    {
      name: 'another revision was deployed',
      expectation: () => expect(aReplacement()).toHaveCompleted({ taskDefinition: 'web:3' }),
      says: 'expected a completed deployment of web:3, but the verdict on web:2 is completed: web:2 has taken over',
    },
    {
      name: 'it was rolled back',
      expectation: () => expect(aRollback()).toHaveCompleted(),
      says: 'expected a completed deployment of web:2, but the verdict on web:2 is rolled back: the breaker tripped (threshold 1): Essential container in task exited (web: exit code 1), back on web:1',
    },
    {
      name: 'it completed against the expectation',
      expectation: () => expect(aReplacement()).not.toHaveCompleted(),
      says: 'expected no completed deployment of web:2, but the verdict on web:2 is completed: web:2 has taken over',
    },
  ])('$name', ({ expectation, says }) => {
    expect(failureOf(expectation).split('\n')[0]).toBe(says);
  });
});

describe('toHaveStayedAtOrAbove', () => {
  test('holds from when the number was first reached', () => {
    expect(aRollback()).toHaveStayedAtOrAbove(1, 'healthy');
    expect(aRollback()).toHaveStayedAtOrAbove(1, 'running');
    expect(aReplacement()).not.toHaveStayedAtOrAbove(1, 'healthy');
    expect(aSteadyService()).not.toHaveStayedAtOrAbove(2, 'running');
  });

  test('holds from a moment on, with what was in force then', () => {
    const sim = aReplacement();
    expect(sim).not.toHaveStayedAtOrAbove(1, 'running', { from: '+2m' });
    expect(sim).toHaveStayedAtOrAbove(1, 'running', { from: '+3m' });
    expect(sim).not.toHaveStayedAtOrAbove(1, 'running', { from: '+0s' });
  });

  test('counts targets as the balancer sees them', () => {
    expect(aServiceThatFallsIll()).toHaveStayedAtOrAbove(1, 'running');
    expect(aServiceThatFallsIll()).not.toHaveStayedAtOrAbove(1, 'healthyTargets');
  });

  test('shows the timeline around the moment at which it fell', () => {
    expect(
      failureOf(() => expect(aServiceThatFallsIll()).toHaveStayedAtOrAbove(1, 'healthyTargets')),
    ).toMatchInlineSnapshot(`
      "expected healthyTargets of web to have stayed at or above 1, but it was 0 at +5:16

             time  desired/pending/running/healthy     what happened
            +5:16  web:1 1/0/1/0                       1 target unhealthy in web (a7a466fd): Health checks failed with these codes: [500]
            +5:25  web:1 1/1/1/0                       has started 1 tasks: (task d7174c06). Amazon ECS replaced 1 tasks due to an unhealthy status.
            +5:46  web:1 1/0/2/0                       1 task of web:1 RUNNING (d7174c06)
            +5:55                                      registered 1 targets in (target-group web)
            +5:56  web:1 1/0/2/1                       1 target healthy in web (d7174c06)"
    `);
  });

  test('says so when the number was never reached', () => {
    expect(failureOf(() => expect(aNewService()).toHaveStayedAtOrAbove(2, 'running'))).toMatchInlineSnapshot(`
      "expected running of web to have stayed at or above 2, but it was 0 at +0:15 and never more than 0

             time  desired/pending/running/healthy     what happened
            +0:00                                      CreateService: taskDefinition web:1, desiredCount 1
            +0:00  web:1 0/0/0/0                       deployment of web:1 begins (ecs-svc/6804229292356310906)
            +0:15  web:1 1/1/0/0                       has started 1 tasks: (task a7a466fd)."
    `);
  });

  test('tells the lowest number against the expectation', () => {
    expect(failureOf(() => expect(aRollback()).not.toHaveStayedAtOrAbove(1, 'healthy'))).toMatchInlineSnapshot(
      `"expected healthy of web to have fallen below 1, but the lowest was 1"`,
    );
  });

  test('refuses to count targets where there are none', () => {
    expect(() =>
      expect(aSteadyService()).toHaveStayedAtOrAbove(1, 'healthyTargets'),
    ).toThrowErrorMatchingInlineSnapshot(`[Error: Service web has no target group, and so no healthyTargets.]`);
  });
});

describe('toHaveStayedAtOrBelow', () => {
  test('counts all tasks, those on their way out until their containers have stopped', () => {
    expect(aRollback()).toHaveStayedAtOrBelow(2);
    expect(aRollback()).not.toHaveStayedAtOrBelow(1);
    expect(aReplacement()).toHaveStayedAtOrBelow(1);
  });

  test('holds from a moment on, with what was in force then', () => {
    const sim = aRollback();
    expect(sim).not.toHaveStayedAtOrBelow(1, { from: '+2m5s' });
    expect(sim).toHaveStayedAtOrBelow(1, { from: '+3m' });
  });

  test('shows the timeline around the moment at which it was exceeded', () => {
    expect(failureOf(() => expect(aRollback()).toHaveStayedAtOrBelow(1))).toMatchInlineSnapshot(`
      "expected tasks of web to have stayed at or below 1, but there were 2 at +2:00

             time  desired/pending/running/healthy     what happened
            +0:00                                      CreateService: taskDefinition web:1, desiredCount 1
            +0:00  web:1 0/0/0/0                       deployment of web:1 begins (ecs-svc/6804229292356310906)
            +0:15  web:1 1/1/0/0                       has started 1 tasks: (task a7a466fd).
            +0:36  web:1 1/0/1/0                       1 task of web:1 RUNNING (a7a466fd)
            +0:45                                      (deployment ecs-svc/6804229292356310906) deployment completed.
            +0:45                                      has reached a steady state.
            +1:16  web:1 1/0/1/1
            +1:45                                      UpdateService: taskDefinition web:2, deploymentConfiguration
            +1:45  web:2 0/0/0/0  web:1 1/0/1/1        deployment of web:2 begins (ecs-svc/3780834602174079726)
            +2:00  web:2 1/1/0/0  web:1 1/0/1/1        has started 1 tasks: (task d7174c06).
            +2:21  web:2 1/0/1/0  web:1 1/0/1/1        1 task of web:2 RUNNING (d7174c06)
            +2:22                                      container web exits with code 1 in 1 task (d7174c06)
            +2:22  web:2 1/0/0/0  web:1 1/0/1/1        1 task of web:2 to stop (d7174c06): Essential container in task exited
        +2:46.500                                      1 task of web:2 STOPPED (d7174c06)
        +2:46.500                                      the breaker counts 1 of 1 failures
        +2:46.500  web:2 1/1/0/0  web:1 1/0/1/1        has started 1 tasks: (task 8399eefd).
        +2:49.500                                      the breaker trips: 1 failure, threshold 1
        +2:49.500                                      (deployment ecs-svc/3780834602174079726) deployment failed: tasks failed to start.
        +2:49.500  web:1 1/0/1/1  web:2 0/1/0/0        rolling back to deployment ecs-svc/6804229292356310906.
        +2:52.500  web:1 1/0/1/1  web:2 0/0/0/0        stopped 1 pending tasks."
    `);
  });

  test('tells the highest number against the expectation', () => {
    expect(failureOf(() => expect(aReplacement()).not.toHaveStayedAtOrBelow(5))).toMatchInlineSnapshot(
      `"expected tasks of web to have exceeded 5, but there were never more than 1"`,
    );
  });
});

describe('toHaveEvent', () => {
  test('holds for a part of the text, or a pattern', () => {
    expect(aRollback()).toHaveEvent('rolling back to deployment');
    expect(aRollback()).toHaveEvent(/^\(service web\) rolling back to deployment ecs-svc\/\d{19}\.$/);
    expect(aReplacement()).not.toHaveEvent('rolling back');
  });

  test('is about every service, or about the one that is named', () => {
    expect(twoServices()).toHaveEvent('has reached a steady state');
    expect(twoServices()).toHaveEvent('has reached a steady state', { service: 'web', cluster: 'production' });
    expect(twoServices()).not.toHaveEvent('has reached a steady state', { service: 'web', cluster: 'staging' });
  });

  test('a pattern with a memory is asked anew each time', () => {
    const pattern = /steady state/g;
    expect(aSteadyService()).toHaveEvent(pattern);
    expect(aSteadyService()).toHaveEvent(pattern);
  });

  test('lists the events that are there instead', () => {
    expect(failureOf(() => expect(aSteadyService()).toHaveEvent('rolling back'))).toMatchInlineSnapshot(`
      "expected an event with 'rolling back', but there are only:
      +0:15 (service web) has started 1 tasks: (task a7a466fd).
      +0:45 (service web) (deployment ecs-svc/6804229292356310906) deployment completed.
      +0:45 (service web) has reached a steady state."
    `);
  });

  test('lists the newest twenty', () => {
    const sim = aSteadyService();
    sim.workloads.set('web', { exits: { code: 1, after: 0 } });
    sim.faults.add({ kind: 'killTask', service: 'web' });
    sim.run('1h');
    const lines = failureOf(() => expect(sim).toHaveEvent('rolling back')).split('\n');
    expect([lines.length, lines[1]]).toMatchInlineSnapshot(`
      [
        22,
        "(62 earlier)",
      ]
    `);
  });

  test('says so when there is none', () => {
    expect(failureOf(() => expect(createSimulator()).toHaveEvent(/steady/))).toMatchInlineSnapshot(`
      "expected an event with /steady/, but there are only:
      (none)"
    `);
  });

  test('shows the event and what was around it against the expectation', () => {
    expect(failureOf(() => expect(aSteadyService()).not.toHaveEvent(/steady/))).toMatchInlineSnapshot(`
      "expected no event with /steady/, but at +0:45 there was: (service web) has reached a steady state.

             time  desired/pending/running/healthy     what happened
            +0:00                                      CreateService: taskDefinition web:1, desiredCount 1
            +0:00  web:1 0/0/0/0                       deployment of web:1 begins (ecs-svc/6804229292356310906)
            +0:15  web:1 1/1/0/0                       has started 1 tasks: (task a7a466fd).
            +0:36  web:1 1/0/1/0                       1 task of web:1 RUNNING (a7a466fd)
            +0:45                                      (deployment ecs-svc/6804229292356310906) deployment completed.
            +0:45                                      has reached a steady state.
            +1:16  web:1 1/0/1/1"
    `);
  });
});

describe('which service is meant', () => {
  test('one has to be named where there are several', () => {
    expect(() => expect(twoServices()).toHaveCompleted()).toThrowErrorMatchingInlineSnapshot(
      `[SteadystateError: There are 2 services: which one is meant? Name one of web in cluster production, web in cluster staging.]`,
    );
  });

  test('a cluster is enough where it has one', () => {
    expect(twoServices()).toHaveCompleted({ cluster: 'production' });
  });

  test('there has to be one', () => {
    expect(() => expect(createSimulator()).toHaveCompleted()).toThrowErrorMatchingInlineSnapshot(
      `[SteadystateError: There is no service. Make one first.]`,
    );
  });

  test.each([
    { matcher: 'toBeSteady', expectation: (sim: Simulator) => expect(sim).toBeSteady({ service: 'api' }) },
    { matcher: 'toHaveEvent', expectation: (sim: Simulator) => expect(sim).not.toHaveEvent('x', { service: 'api' }) },
    {
      matcher: 'toHaveStayedAtOrBelow',
      expectation: (sim: Simulator) => expect(sim).toHaveStayedAtOrBelow(9, { service: 'api' }),
    },
  ])('$matcher refuses one that is not there', ({ expectation }) => {
    expect(() => expectation(aSteadyService())).toThrow('There is no service api. Services are web (cluster default).');
  });

  test('a cluster tells services of one name apart', () => {
    expect(
      failureOf(() => expect(twoServices()).toHaveCompleted({ service: 'web', cluster: 'staging' })),
    ).toMatchInlineSnapshot(`
      "expected a completed deployment of web:2, but the verdict on web:2 is unfinished: 1 of 1 task of web:2 is starting

             time  desired/pending/running/healthy     what happened
            +1:45                                      CreateService: taskDefinition web:2, desiredCount 1
            +1:45  web:2 0/0/0/0                       deployment of web:2 begins (ecs-svc/3780834602174079726)
            +2:00  web:2 1/1/0/0                       has started 1 tasks: (task d7174c06)."
    `);
  });
});

test('the types know the matchers and what they take', () => {
  const sim = aSteadyService();
  expect(sim).toEqual(expect.toBeSteady());
  const misuses = [
    // @ts-expect-error a count that there is not
    () => expect(sim).toHaveStayedAtOrAbove(1, 'unhealthy'),
    // @ts-expect-error the number is missing
    () => expect(sim).toHaveStayedAtOrBelow(),
    // @ts-expect-error a member that there is not
    () => expect(sim).toHaveRolledBack({ from: 'web:2' }),
    // @ts-expect-error neither text nor pattern
    () => expect(sim).toHaveEvent(7),
  ];
  expect(misuses).toHaveLength(4);
});

test('where facts begin in the middle, a failure message shows the timeline from there on', () => {
  const sim = createSimulator({ keepFacts: 'none' });
  fargateService(sim, { desiredCount: 2 });
  sim.runTo('+5m');
  const fork = sim.fork({ keepFacts: 'all' });
  fork.ecs.updateService({ service: 'web', desiredCount: 1 });
  fork.run('1m');
  const { pass, message } = matchers.toHaveStayedAtOrAbove(fork, 2, 'healthy');
  expect(pass).toBe(false);
  expect(message()).toBe(
    `expected healthy of web to have stayed at or above 2, but it was 1 at +5:05\n\n${fork.timeline({ service: 'web', origin: '+0s' })}`,
  );
  // What holds isn't known of what was before.
  expect(() => matchers.toHaveStayedAtOrAbove(fork, 1, 'healthy', { from: '+4m' })).toThrow(
    expect.objectContaining({ code: 'FactsNotKept' }),
  );
});
