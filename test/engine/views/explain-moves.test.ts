import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from 'steadystate';
import { describe, expect, test } from 'vitest';
import { prodCluster } from '../../api/ecs/setup.js';

/** What a service waits for, told whole, where it is about one task and where it is about several. */

const balancer = { healthCheckIntervalSeconds: 30, deregistrationDelaySeconds: 30 } as const;

function settled(facts: FargateServiceFacts = {}) {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, facts);
  sim.runUntilSteady();
  sim.run('2m');
  return { sim, web };
}

const sentences = (sim: Simulator) => sim.explain('web').split('\n');

/** What is told after each of these spans. */
const toldAfter = (sim: Simulator, ...spans: readonly string[]) =>
  spans.map((span) => {
    sim.run(span);
    return sentences(sim);
  });

const protect = (sim: Simulator) => {
  const { taskArns = [] } = sim.ecs.listTasks({ serviceName: 'web' });
  sim.ecs.updateTaskProtection({ cluster: 'default', tasks: taskArns, protectionEnabled: true });
};

test('one task that waits for the first', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2 });
  expect(toldAfter(sim, '16s')).toMatchInlineSnapshot(`
    [
      [
        "1 task of web:1 waits until the first one is RUNNING and the image digests are known.",
        "1 of 1 task of web:1 is starting.",
      ],
    ]
  `);
});

test('a service that wants no tasks needs no instances', () => {
  const sim = prodCluster();
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'legacy', desiredCount: 0 });
  expect(toldAfter(sim, '0s', '20s', '1m')).toMatchInlineSnapshot(`
    [
      [
        "The deployment of legacy:1 gets its first pass in 15 s.",
      ],
      [
        "Service web is steady: 0 tasks of legacy:1 as desired.",
      ],
      [
        "Service web is steady: 0 tasks of legacy:1 as desired.",
      ],
    ]
  `);
});

test('what the next pass does is not waited for', () => {
  const { sim } = settled({ desiredCount: 2 });
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  expect(toldAfter(sim, '0s', '10s')).toMatchInlineSnapshot(`
    [
      [
        "Service web is not steady yet; its next pass will see to it.",
      ],
      [
        "1 task is stopping.",
      ],
    ]
  `);
});

test('pending tasks that stop before new ones start: one and several', () => {
  const told = [1, 2].map((desiredCount) => {
    const sim = createSimulator({ digestGate: 'none', scheduler: { firstPassMs: 0 } });
    const web = fargateService(sim, { desiredCount });
    sim.run('1s');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    return [sentences(sim), ...toldAfter(sim, '1s')];
  });
  expect(told).toMatchInlineSnapshot(`
    [
      [
        [
          "Pending tasks of the superseded deployment are stopped first; 1 task of web:2 follows one pass later.",
          "1 of 1 task of web:1 is starting.",
          "1 task of the superseded web:1 has not stopped yet.",
        ],
        [
          "1 task of the superseded web:1 has not stopped yet.",
          "1 task is stopping.",
        ],
      ],
      [
        [
          "Pending tasks of the superseded deployment are stopped first; 2 tasks of web:2 follow one pass later.",
          "2 of 2 tasks of web:1 are starting.",
          "2 tasks of the superseded web:1 have not stopped yet.",
        ],
        [
          "2 tasks of the superseded web:1 have not stopped yet.",
          "2 tasks are stopping.",
        ],
      ],
    ]
  `);
});

test('what the healthy ones wait for comes before pending tasks that stop', () => {
  const sim = createSimulator({ digestGate: 'none', scheduler: { firstPassMs: 0 } });
  const web = fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  const [task = ''] = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
  web.register('web:2');
  sim.faults.add({ kind: 'imagePullFails', image: 'web:2', failsAfter: '1h' });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('1s');
  sim.faults.add({ kind: 'capacityUnavailable' });
  sim.ecs.stopTask({ task });
  sim.runUntil(() => /throttled/.test(sim.explain('web')));
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "No Availability Zone of web:1 has capacity: 1 task cannot be placed, which is tried again on the next beat.",
      "2 tasks must stay healthy and 1 is: 1 task may stop only when others are healthy.",
      "Pending tasks of the superseded deployment are stopped first; 2 tasks of web:3 follow one pass later.",
      "2 of 2 tasks of web:2 are starting.",
      "2 tasks of the superseded web:2 have not stopped yet.",
      "1 task of the superseded web:1 has not stopped yet.",
    ]
  `);
});

test('an unhealthy task that nothing can replace', () => {
  const { sim } = settled({ desiredCount: 1, loadBalancer: balancer });
  sim.workloads.set('web', { http: 500 });
  sim.faults.add({ kind: 'capacityUnavailable' });
  sim.runUntil(() => /throttled/.test(sim.explain('web')), { timeout: '10m' });
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "Starts of web:1 are throttled after 3 failed attempts (no capacity): the next start attempt is in 15 m.",
      "1 task of web:1 is unhealthy and waits for a replacement.",
    ]
  `);
});

describe('a superseded deployment', () => {
  test('that stays for a while at desired count 0', () => {
    const { sim, web } = settled();
    sim.ecs.updateService({ service: 'web', desiredCount: 0 });
    sim.runUntilSteady();
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    expect(toldAfter(sim, '1s', '20s', '38999ms', '1ms', '10s', '20s')).toMatchInlineSnapshot(`
      [
        [
          "The deployment of web:2 gets its first pass in 14 s.",
          "1 task is stopping.",
        ],
        [
          "The superseded deployment of web:1 leaves in 39 s.",
        ],
        [
          "The superseded deployment of web:1 leaves in 1 ms.",
        ],
        [
          "Service web is not steady yet; its next pass will see to it.",
        ],
        [
          "The deployment of web:2 completes in 20 s.",
        ],
        [
          "Service web is steady: 0 tasks of web:2 as desired.",
        ],
      ]
    `);
  });

  test('that leaves in the next pass: there is no time to tell', () => {
    const sim = createSimulator({ digestGate: 'none', scheduler: { leaveAtZeroMs: 0 } });
    const web = fargateService(sim);
    sim.runUntilSteady();
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('20s');
    sim.faults.add({ kind: 'capacityUnavailable' });
    const [task = ''] = sim.ecs.listTasks({ desiredStatus: 'RUNNING' }).taskArns;
    sim.ecs.stopTask({ task });
    sim.run('1m');
    sim.ecs.updateService({ service: 'web', desiredCount: 0 });
    expect(toldAfter(sim, '0s', '10s')).toMatchInlineSnapshot(`
      [
        [
          "1 of 1 task of web:2 runs but does not count as healthy yet: it counts on the next beat.",
        ],
        [
          "The deployment of web:2 completes in 20 s.",
          "1 task is stopping.",
        ],
      ]
    `);
  });

  test('none of whose tasks is there, and that cannot be repaired', () => {
    const { sim, web } = settled();
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('20s');
    sim.faults.add({ kind: 'capacityUnavailable' });
    const [task = ''] = sim.ecs.listTasks({ serviceName: 'web', desiredStatus: 'RUNNING' }).taskArns ?? [];
    sim.ecs.stopTask({ task });
    expect(toldAfter(sim, '1m', '1m')).toMatchInlineSnapshot(`
      [
        [
          "Starts of web:1 are throttled after 3 failed attempts (no capacity): the next start attempt is in 14 m 35 s.",
          "1 of 1 task of web:2 runs but does not count as healthy yet: it counts on the next beat.",
        ],
        [
          "Service web is steady: 1 task of web:2 as desired.",
        ],
      ]
    `);
  });
});

test('a failed deployment comes before protected tasks', () => {
  const { sim, web } = settled({ desiredCount: 4, maximumPercent: 400 });
  protect(sim);
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('20s');
  sim.faults.add({ kind: 'imagePullFails', image: 'web:2' });
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  sim.runUntil(() => /throttled/.test(sim.explain('web')), { timeout: '20m' });
  const throttled = sentences(sim);
  sim.ecs.updateService({
    service: 'web',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
  });
  sim.runUntil(() => /FAILED/.test(sim.explain('web')), { timeout: '20m' });
  sim.run('1m');
  expect([throttled, sentences(sim)]).toMatchInlineSnapshot(`
    [
      [
        "Starts of web:2 are throttled after 3 failed attempts (the last: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2): the next start attempt is in 4 m 34 s.",
        "4 tasks of the superseded web:1 have not stopped yet.",
        "The deployment circuit breaker is off: after 6 failures (the last: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2) it goes on trying.",
      ],
      [
        "The deployment of web:2 has FAILED and starts no tasks: 3 of 3 are missing. Only a new deployment helps.",
        "Scale-in protection keeps 1 task of web:1 that would have to stop.",
        "4 tasks of the superseded web:1 have not stopped yet.",
      ],
    ]
  `);
});

test('protected tasks come before throttled starts', () => {
  const { sim, web } = settled({
    desiredCount: 2,
    maximumPercent: 400,
    loadBalancer: balancer,
    healthCheckGracePeriodSeconds: 600,
  });
  const { taskArns: old = [] } = sim.ecs.listTasks({ serviceName: 'web' });
  sim.workloads.set(web.register('web:2'), { http: 500 });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('70s');
  protect(sim);
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.faults.add({ kind: 'capacityUnavailable' });
  for (const task of old) sim.ecs.stopTask({ task });
  sim.runUntil(() => /throttled/.test(sim.explain('web')), { timeout: '5m' });
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "Scale-in protection keeps 1 task of web:2 that would have to stop.",
      "Starts of web:1 are throttled after 3 failed attempts (no capacity): the next start attempt is in 15 m.",
      "2 of 2 tasks of web:2 run but do not count as healthy yet: the target of the first is unhealthy.",
    ]
  `);
});
