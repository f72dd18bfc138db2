import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from 'steadystate';
import { describe, expect, test } from 'vitest';

/** What a RUNNING task waits for before it counts as healthy, to the ms and container by container. */

const balancer = { healthCheckIntervalSeconds: 30, deregistrationDelaySeconds: 30 } as const;
const check = { command: ['CMD', 'ok'], interval: 30 };

const sentences = (sim: Simulator) => sim.explain('web').split('\n');

const toldAfter = (sim: Simulator, ...spans: readonly string[]) =>
  spans.map((span) => {
    sim.run(span);
    return sentences(sim);
  });

/** A service of tasks with these two containers. */
function twoContainers(first: object, second: object, facts: FargateServiceFacts = {}) {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { healthCheckGracePeriodSeconds: 600, ...facts });
  sim.ecs.registerTaskDefinition({
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      { name: 'proxy', image: 'proxy:1', ...first },
      { name: 'web', image: 'web:2', portMappings: [{ containerPort: 8080 }], ...second },
    ],
  });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  return { sim, web };
}

describe('a task that nothing checks', () => {
  test('of a first deployment: a few seconds, and the next beat', () => {
    const sim = createSimulator({ digestGate: 'none' });
    fargateService(sim);
    sim.runUntil(() => /runs/.test(sim.explain('web')));
    expect(toldAfter(sim, '0s', '4999ms', '1ms')).toMatchInlineSnapshot(`
      [
        [
          "1 of 1 task of web:1 runs but does not count as healthy yet: it has to run for 5 s more.",
        ],
        [
          "1 of 1 task of web:1 runs but does not count as healthy yet: it has to run for 1 ms more.",
        ],
        [
          "1 of 1 task of web:1 runs but does not count as healthy yet: it counts on the next beat.",
        ],
      ]
    `);
  });

  test('of a deployment that has to replace another one: all of 40 s, from the first moment', () => {
    const sim = createSimulator();
    const web = fargateService(sim, { desiredCount: 3 });
    sim.runUntilSteady();
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.runUntil(() => /runs/.test(sim.explain('web')));
    const first = toldAfter(sim, '0s');
    sim.runUntil(() => /are starting/.test(sim.explain('web')));
    const others = toldAfter(sim, '5s');
    sim.runUntil(() => /3 of 3 tasks of web:2 run /.test(sim.explain('web')));
    expect([...first, ...others, ...toldAfter(sim, '0s', '10s')]).toMatchInlineSnapshot(`
      [
        [
          "3 tasks must stay healthy and 3 are: 3 tasks may stop only when others are healthy.",
          "1 of 1 task of web:2 runs but does not count as healthy yet: it has to run for 40 s more.",
          "3 tasks of the superseded web:1 have not stopped yet.",
        ],
        [
          "3 tasks must stay healthy and 3 are: 3 tasks may stop only when others are healthy.",
          "1 of 3 tasks of web:2 runs but does not count as healthy yet: it has to run for 26 s more.",
          "2 of 3 tasks of web:2 are starting.",
          "3 tasks of the superseded web:1 have not stopped yet.",
        ],
        [
          "3 tasks must stay healthy and 3 are: 3 tasks may stop only when others are healthy.",
          "3 of 3 tasks of web:2 run but do not count as healthy yet: the first has to run for 40 s more.",
          "3 tasks of the superseded web:1 have not stopped yet.",
        ],
        [
          "3 tasks must stay healthy and 3 are: 3 tasks may stop only when others are healthy.",
          "3 of 3 tasks of web:2 run but do not count as healthy yet: the first counts on the next beat.",
          "3 tasks of the superseded web:1 have not stopped yet.",
        ],
      ]
    `);
  });

  test('of a deployment that has replaced another one already', () => {
    const sim = createSimulator({ digestGate: 'none' });
    const web = fargateService(sim, { desiredCount: 2, minimumHealthyPercent: 0 });
    sim.runUntilSteady();
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    expect(toldAfter(sim, '75s', '10s', '20s')).toMatchInlineSnapshot(`
      [
        [
          "2 of 2 tasks of web:2 run but do not count as healthy yet: the first has to run for 1 s more.",
        ],
        [
          "The deployment of web:2 completes in 5 s.",
        ],
        [
          "Service web is steady: 2 tasks of web:2 as desired.",
        ],
      ]
    `);
    // What is COMPLETED is steady with tasks that have run for a few seconds.
    sim.ecs.updateService({ service: 'web', desiredCount: 3 });
    sim.runUntil(() => /runs/.test(sim.explain('web')));
    expect(sentences(sim)).toMatchInlineSnapshot(`
      [
        "1 of 3 tasks of web:2 runs but does not count as healthy yet: it has to run for 5 s more.",
      ]
    `);
  });

  test('of both deployments: an old one that is repaired, and the new one', () => {
    const sim = createSimulator({ digestGate: 'none' });
    const web = fargateService(sim, { desiredCount: 2 });
    sim.runUntilSteady();
    const [task = ''] = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('5s');
    sim.ecs.stopTask({ task });
    expect(toldAfter(sim, '46s')).toMatchInlineSnapshot(`
      [
        [
          "2 tasks must stay healthy and 1 is: 1 task may stop only when others are healthy.",
          "1 of 2 tasks of web:1 runs but does not count as healthy yet: it has to run for 5 s more.",
          "2 of 2 tasks of web:2 run but do not count as healthy yet: the first has to run for 25 s more.",
          "2 tasks of the superseded web:1 have not stopped yet.",
        ],
      ]
    `);
  });
});

test('the next check of a target, at the moment of one and right before', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { loadBalancer: balancer });
  sim.workloads.set('web', { startsIn: '10m' });
  sim.runUntil(() => /first passing check/.test(sim.explain('web')));
  expect(toldAfter(sim, '0s', '999ms', '1ms', '29999ms', '1ms')).toMatchInlineSnapshot(`
    [
      [
        "1 of 1 task of web:1 runs but does not count as healthy yet: its target waits for its first passing check, the next one is in 1 s.",
      ],
      [
        "1 of 1 task of web:1 runs but does not count as healthy yet: its target waits for its first passing check, the next one is in 1 ms.",
      ],
      [
        "1 of 1 task of web:1 runs but does not count as healthy yet: its target waits for its first passing check, the next one is in 30 s.",
      ],
      [
        "1 of 1 task of web:1 runs but does not count as healthy yet: its target waits for its first passing check, the next one is in 1 ms.",
      ],
      [
        "1 of 1 task of web:1 runs but does not count as healthy yet: its target is unhealthy.",
      ],
    ]
  `);
});

describe('of two containers', () => {
  test('the one whose check has not passed', () => {
    const { sim } = twoContainers({}, { healthCheck: check });
    sim.run('55s');
    expect(sentences(sim)).toMatchInlineSnapshot(`
      [
        "1 of 1 task of web:2 runs but does not count as healthy yet: container web has not passed its health check, the next one is in 11 s.",
      ]
    `);
  });

  test('the one that is UNHEALTHY, the other is HEALTHY', () => {
    const { sim } = twoContainers(
      { healthCheck: { ...check, interval: 5 } },
      { healthCheck: { ...check, interval: 10 } },
    );
    sim.workloads.set({ taskDefinition: 'web:2', container: 'web' }, { healthCheck: 'failing' });
    sim.run('2m');
    expect(sentences(sim)).toMatchInlineSnapshot(`
      [
        "1 of 1 task of web:2 runs but does not count as healthy yet: container web is UNHEALTHY.",
      ]
    `);
  });

  test('not the one that is not essential', () => {
    const { sim } = twoContainers({ essential: false, healthCheck: check }, {});
    sim.workloads.set({ taskDefinition: 'web:2', container: 'proxy' }, { healthCheck: 'failing' });
    expect(toldAfter(sim, '45s', '10s')).toMatchInlineSnapshot(`
      [
        [
          "1 of 1 task of web:2 runs but does not count as healthy yet: it has to run for 31 s more.",
        ],
        [
          "1 of 1 task of web:2 runs but does not count as healthy yet: it has to run for 21 s more.",
        ],
      ]
    `);
  });
});

test('a task whose check has passed counts on the next beat, however short it has run', () => {
  const { sim } = twoContainers({}, { healthCheck: { ...check, interval: 5 } });
  expect(toldAfter(sim, '42s')).toEqual([
    ['1 of 1 task of web:2 runs but does not count as healthy yet: it counts on the next beat.'],
  ]);
});

test('a task whose checks have passed, beside one whose checks have not', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2, healthCheck: { interval: 10 } });
  sim.workloads.set({ taskDefinition: 'web:1', launches: { from: 2 } }, { healthCheck: 'failing' });
  expect(toldAfter(sim, '46s', '10s')).toMatchInlineSnapshot(`
    [
      [
        "2 of 2 tasks of web:1 run but do not count as healthy yet: the first counts on the next beat.",
      ],
      [
        "1 of 2 tasks of web:1 runs but does not count as healthy yet: container web has not passed its health check, the next one is in 10 s.",
      ],
    ]
  `);
});

describe('targets that a user deregistered', () => {
  const deregister = (sim: Simulator, ...groups: readonly string[]) => {
    for (const TargetGroupArn of groups) {
      const targets = sim.elbv2.describeTargetHealth({ TargetGroupArn }).TargetHealthDescriptions ?? [];
      sim.elbv2.deregisterTargets({ TargetGroupArn, Targets: targets.map(({ Target }) => ({ Id: Target?.Id ?? '' })) });
    }
  };

  test('while they drain and afterwards, of one task and of several', () => {
    const told = [1, 2].map((desiredCount) => {
      const sim = createSimulator({ digestGate: 'none' });
      const web = fargateService(sim, { desiredCount, loadBalancer: balancer });
      sim.runUntilSteady();
      deregister(sim, web.targetGroupArn ?? '');
      return toldAfter(sim, '12s', '1m');
    });
    expect(told).toMatchInlineSnapshot(`
      [
        [
          [
            "1 of 1 task of web:1 runs but does not count as healthy yet: its target was deregistered by a user, and the service registers a task once: register it, or stop the task.",
          ],
          [
            "1 of 1 task of web:1 runs but does not count as healthy yet: its target was deregistered by a user, and the service registers a task once: register it, or stop the task.",
          ],
        ],
        [
          [
            "2 of 2 tasks of web:1 run but do not count as healthy yet: the target of the first was deregistered by a user, and the service registers a task once: register it, or stop the task.",
          ],
          [
            "2 of 2 tasks of web:1 run but do not count as healthy yet: the target of the first was deregistered by a user, and the service registers a task once: register it, or stop the task.",
          ],
        ],
      ]
    `);
  });

  test('from two groups, one of them without a listener', () => {
    const sim = createSimulator({ digestGate: 'none' });
    const { targetGroupArn = '', loadBalancerArn: LoadBalancerArn = '' } = fargateService(sim, {
      loadBalancer: balancer,
    });
    const spare = sim.elbv2.createTargetGroup({
      Name: 'spare',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-1',
      TargetType: 'ip',
    });
    const TargetGroupArn = spare.TargetGroups?.[0]?.TargetGroupArn ?? '';
    const listener = sim.elbv2.createListener({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 81,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    });
    sim.ecs.updateService({
      service: 'web',
      loadBalancers: [targetGroupArn, TargetGroupArn].map((each) => ({
        targetGroupArn: each,
        containerName: 'web',
        containerPort: 8080,
      })),
    });
    sim.runUntilSteady();
    sim.elbv2.deleteListener({ ListenerArn: listener.Listeners?.[0]?.ListenerArn ?? '' });
    deregister(sim, targetGroupArn);
    sim.run('12s');
    const told = sentences(sim);
    deregister(sim, TargetGroupArn);
    expect([told, ...toldAfter(sim, '12s')]).toMatchInlineSnapshot(`
      [
        [
          "1 of 1 task of web:1 runs but does not count as healthy yet: the target group is used by no listener.",
        ],
        [
          "1 of 1 task of web:1 runs but does not count as healthy yet: its target was deregistered by a user, and the service registers a task once: register it, or stop the task; a target group is used by no listener either.",
        ],
      ]
    `);
  });
});

test('tasks that have to pass for a while', () => {
  const sim = createSimulator({ digestGate: 'none', scheduler: { settleBehindTargetGroupMs: 60_000 } });
  fargateService(sim, { loadBalancer: balancer });
  sim.runUntil(() => /has to run/.test(sim.explain('web')));
  expect(toldAfter(sim, '0s', '20s')).toMatchInlineSnapshot(`
    [
      [
        "1 of 1 task of web:1 runs but does not count as healthy yet: it has to run for 1 m more.",
      ],
      [
        "1 of 1 task of web:1 runs but does not count as healthy yet: it has to run for 40 s more.",
      ],
    ]
  `);
});
