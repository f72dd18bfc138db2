import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from 'steadystate';
import { describe, expect, test } from 'vitest';

/** Each kind of sentence, in a service that gives rise to it. */

const balancer = { healthCheckIntervalSeconds: 30, deregistrationDelaySeconds: 30 } as const;

function settled(facts: FargateServiceFacts = {}) {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, facts);
  sim.runUntilSteady();
  sim.run('2m');
  return { sim, web };
}

/** web:2 is being deployed. */
function deploying(facts: FargateServiceFacts, prepare: (sim: Simulator) => void = () => {}) {
  const { sim, web } = settled(facts);
  web.register('web:2');
  prepare(sim);
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  return sim;
}

const sentences = (sim: Simulator, service = 'web') => sim.explain(service).split('\n');

test('the whole of a deployment behind a balancer, as the issue wants it told', () => {
  const sim = deploying(
    { desiredCount: 4, minimumHealthyPercent: 75, circuitBreaker: true, loadBalancer: balancer },
    ({ workloads }) => {
      workloads.set('web:2', { startsIn: '40s' });
      workloads.set({ taskDefinition: 'web:2', launches: { to: 2 } }, { exits: { code: 1, after: '4s' } });
    },
  );
  sim.run('79s');
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "3 tasks must stay healthy and 3 are: 3 tasks may stop only when others are healthy.",
      "2 of 4 tasks of web:2 run but do not count as healthy yet: the first counts on the next beat.",
      "2 of 4 tasks of web:2 are starting.",
      "3 tasks of the superseded web:1 have not stopped yet.",
      "1 task is stopping.",
      "The breaker has counted 2 of 3 failures (the last: Essential container in task exited (web: exit code 1)).",
    ]
  `);
  sim.run('15s');
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "3 tasks must stay healthy and 3 are: 1 task may stop only when others are healthy.",
      "2 of 4 tasks of web:2 run but do not count as healthy yet: the first is registered in the target group on the next beat.",
      "3 tasks of the superseded web:1 have not stopped yet.",
      "2 tasks are stopping.",
    ]
  `);
});

test('steady', () => {
  const { sim } = settled({ desiredCount: 3 });
  expect(sim.explain('web')).toBe('Service web is steady: 3 tasks of web:1 as desired.');
});

test('the first pass, the first task, starting, and one that runs', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 3 });
  const told = ['0s', '16s', '21s', '9s', '22s'].map((after) => {
    sim.run(after);
    return sim.explain('web');
  });
  expect(told).toMatchInlineSnapshot(`
    [
      "The deployment of web:1 gets its first pass in 15 s.",
      "2 tasks of web:1 wait until the first one is RUNNING and the image digests are known.
    1 of 1 task of web:1 is starting.",
      "1 of 1 task of web:1 runs but does not count as healthy yet: it has to run for 4 s more.",
      "2 of 3 tasks of web:1 are starting.",
      "2 of 3 tasks of web:1 run but do not count as healthy yet: the first has to run for 3 s more.",
    ]
  `);
});

test('a deadlock', () => {
  const sim = deploying({ desiredCount: 3, maximumPercent: 125 });
  sim.runUntilSteady();
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "Nothing can move: 3 tasks must stay healthy and at most 3 may be there, so no old task may stop and no new one may start. Lower minimumHealthyPercent or raise maximumPercent.",
      "3 tasks must stay healthy and 3 are: 3 tasks may stop only when others are healthy.",
      "The maximum of 3 tasks is reached: 3 more of web:2 are wanted.",
      "3 tasks of the superseded web:1 have not stopped yet.",
    ]
  `);
});

test('stops of pending tasks come first', () => {
  const { sim, web } = settled({ desiredCount: 2 });
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('20s');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
  sim.run('6s');
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "2 of 2 tasks of web:2 are starting.",
      "The deployment of web:3 gets its first pass in 9 s.",
    ]
  `);
});

test('starts throttled after failures, with the breaker', () => {
  const sim = deploying({ circuitBreaker: true }, ({ faults }) => {
    faults.add({ kind: 'imagePullFails', image: 'web:2' });
  });
  sim.run('7m');
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "Starts of web:2 are throttled after 3 failed attempts (the last: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2): the next start attempt is in 3 m 45 s.",
      "1 task must stay healthy and 1 is: 1 task may stop only when others are healthy.",
      "1 task of the superseded web:1 has not stopped yet.",
      "The breaker has counted 2 of 3 failures, 1 more is counted at the next start (the last: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2).",
    ]
  `);
});

test('no capacity', () => {
  const { sim } = settled();
  sim.faults.add({ kind: 'capacityUnavailable' });
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('1m');
  expect(sim.explain('web')).toBe(
    'Starts of web:1 are throttled after 3 failed attempts (no capacity): the next start attempt is in 14 m 20 s.',
  );
});

test('EC2, for which there are no container instances yet (ruling 30)', () => {
  const sim = createSimulator();
  sim.ecs.createCluster({});
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'web', image: 'web:1', memory: 128 }],
  });
  sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 1 });
  sim.run('5m');
  expect(sentences(sim)[0]).toBe(
    'web:1 runs on EC2, and no container instances are registered in cluster default. Set launchType FARGATE.',
  );
});

test('the breaker that is off', () => {
  const sim = deploying({}, ({ workloads }) => workloads.set('web:2', { exits: { code: 1, after: '4s' } }));
  sim.run('3m');
  expect(sentences(sim).at(-1)).toBe(
    'The deployment circuit breaker is off: after 3 failures (the last: Essential container in task exited (web: exit code 1)) it goes on trying.',
  );
});

test('failures that are counted at the next start, and the time of the next comparison', () => {
  const sim = deploying({ circuitBreaker: true, loadBalancer: balancer, desiredCount: 3 }, ({ workloads }) =>
    workloads.set('web:2', { http: 500 }),
  );
  sim.runUntil(() => /It compares again/.test(sim.explain('web')));
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "3 tasks must stay healthy and 3 are: 3 tasks may stop only when others are healthy.",
      "The maximum of 6 tasks is reached: 3 more of web:2 are wanted, 3 are on the way out.",
      "3 tasks of the superseded web:1 have not stopped yet.",
      "3 tasks are stopping.",
      "The breaker has counted 3 of 3 failures (the last: Task failed ELB health checks in (target-group web)).",
      "It compares again in 45 s.",
    ]
  `);
});

test('a deployment that has failed, without a way back', () => {
  const sim = createSimulator();
  fargateService(sim, { circuitBreaker: true });
  sim.workloads.set('web', { exits: { code: 1, after: '4s' } });
  sim.runUntilSteady();
  expect(sim.explain('web')).toBe(
    'The deployment of web:1 has FAILED and starts no tasks: 1 of 1 is missing. Only a new deployment helps.',
  );
});

test('protected tasks', () => {
  const { sim } = settled({ desiredCount: 2 });
  const { taskArns = [] } = sim.ecs.listTasks({ serviceName: 'web' });
  sim.ecs.updateTaskProtection({ cluster: 'default', tasks: taskArns, protectionEnabled: true });
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('1m');
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "Scale-in protection keeps 1 task of web:1 that would have to stop.",
    ]
  `);
});

describe('tasks that do not count as healthy yet, and what the first of them waits for', () => {
  test.each<{
    name: string;
    facts: FargateServiceFacts;
    prepare?: (sim: Simulator) => void;
    after: string;
    says: string;
  }>([
    {
      name: 'time',
      facts: {},
      after: '50s',
      says: '1 of 1 task of web:2 runs but does not count as healthy yet: it has to run for 26 s more.',
    },
    {
      name: 'several of them',
      facts: { desiredCount: 2 },
      after: '50s',
      says: '2 of 2 tasks of web:2 run but do not count as healthy yet: the first has to run for 26 s more.',
    },
    {
      name: 'the next beat',
      facts: {},
      after: '80s',
      says: '1 of 1 task of web:2 runs but does not count as healthy yet: it counts on the next beat.',
    },
    {
      name: 'registration',
      facts: { loadBalancer: balancer },
      after: '40s',
      says: '1 of 1 task of web:2 runs but does not count as healthy yet: it is registered in the target group on the next beat.',
    },
    {
      name: 'the first passing check of a target',
      facts: { loadBalancer: balancer },
      prepare: ({ workloads }) => workloads.set('web:2', { startsIn: '50s' }),
      after: '50s',
      says: '1 of 1 task of web:2 runs but does not count as healthy yet: its target waits for its first passing check, the next one is in 26 s.',
    },
    {
      name: 'the first passing checks of several targets',
      facts: { loadBalancer: balancer, desiredCount: 3 },
      prepare: ({ workloads }) => workloads.set('web:2', { startsIn: '50s' }),
      after: '50s',
      says: '3 of 3 tasks of web:2 run but do not count as healthy yet: the target of the first waits for its first passing check, the next one is in 26 s.',
    },
    {
      name: 'a target to be healthy again',
      facts: { loadBalancer: balancer, healthCheckGracePeriodSeconds: 600 },
      prepare: ({ workloads }) => workloads.set('web:2', { http: 500 }),
      after: '2m',
      says: '1 of 1 task of web:2 runs but does not count as healthy yet: its target is unhealthy.',
    },
    {
      name: 'a container check',
      facts: { healthCheck: { interval: 30 } },
      after: '50s',
      says: '1 of 1 task of web:2 runs but does not count as healthy yet: container web has not passed its health check, the next one is in 16 s.',
    },
    {
      name: 'the container checks of several tasks',
      facts: { healthCheck: { interval: 30 }, desiredCount: 2 },
      after: '50s',
      says: '2 of 2 tasks of web:2 run but do not count as healthy yet: container web of the first has not passed its health check, the next one is in 16 s.',
    },
    {
      name: 'an UNHEALTHY container',
      facts: { healthCheck: { interval: 10 }, healthCheckGracePeriodSeconds: 600 },
      prepare: ({ workloads }) => workloads.set('web:2', { healthCheck: 'failing' }),
      after: '3m',
      says: '1 of 1 task of web:2 runs but does not count as healthy yet: container web is UNHEALTHY.',
    },
  ])('$name', ({ facts, prepare, after, says }) => {
    const sim = deploying(facts, prepare);
    sim.run(after);
    expect(sentences(sim)).toContain(says);
  });

  test('a target group that no listener uses', () => {
    const sim = createSimulator({ digestGate: 'none' });
    const web = fargateService(sim, { loadBalancer: balancer });
    const [listener] = sim.elbv2.describeListeners({ LoadBalancerArn: web.loadBalancerArn ?? '' }).Listeners ?? [];
    sim.elbv2.deleteListener({ ListenerArn: listener?.ListenerArn ?? '' });
    sim.run('1m');
    expect(sentences(sim)).toContain(
      '1 of 1 task of web:1 runs but does not count as healthy yet: the target group is used by no listener.',
    );
  });
});

test('old tasks that leave, and completion', () => {
  const sim = deploying({ desiredCount: 2 });
  const told = ['90s', '32s', '5s'].map((after) => {
    sim.run(after);
    return sentences(sim);
  });
  expect(told).toMatchInlineSnapshot(`
    [
      [
        "2 tasks of the superseded web:1 have not stopped yet.",
        "2 tasks are stopping.",
      ],
      [
        "The deployment of web:2 completes in 18 s.",
      ],
      [
        "The deployment of web:2 completes in 13 s.",
      ],
    ]
  `);
});

test('unhealthy tasks that wait for a replacement', () => {
  const { sim } = settled({ desiredCount: 2, loadBalancer: balancer });
  sim.workloads.set('web', { http: 500 });
  sim.runUntil(() => /unhealthy and wait/.test(sim.explain('web')), { timeout: '5m' });
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "2 tasks of web:1 are unhealthy and wait for a replacement.",
      "2 of 4 tasks of web:1 are starting.",
    ]
  `);
});

test('a service that was deleted', () => {
  const { sim } = settled();
  sim.ecs.deleteService({ service: 'web', force: true });
  sim.run('30s');
  expect(sentences(sim)).toEqual([
    '1 task is stopping.',
    'Service web is DRAINING: it was deleted and becomes INACTIVE when its tasks have stopped.',
  ]);
  sim.run('5m');
  expect(sim.explain('web')).toBe('Service web is INACTIVE: it was deleted.');
});

test('a service that nobody knows is refused', () => {
  const { sim } = settled();
  expect(() => sim.explain('wbe')).toThrow('There is no service wbe. Services are web (cluster default).');
});
