import { describe, expect, test } from 'vitest';
import {
  type ContainerBehaviour,
  createSimulator,
  fargateService,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';

/** A standalone task of these containers, started at the very beginning; `does` is said of them by name. */
function aTask(
  containers: readonly ContainerDefinition[],
  { does = {}, ...options }: SimulatorOptions & { readonly does?: Readonly<Record<string, ContainerBehaviour>> } = {},
) {
  const sim = createSimulator(options);
  sim.ecs.createCluster({});
  sim.ecs.registerTaskDefinition({
    family: 'task',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: containers.map((container) => ({ image: container.name ?? '', ...container })),
  });
  for (const [container, behaviour] of Object.entries(does)) sim.workloads.set({ container }, behaviour);
  return sim;
}

function runIt(sim: Simulator): string {
  const { tasks } = sim.ecs.runTask({
    taskDefinition: 'task',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
  });
  return tasks[0]?.taskArn ?? '';
}

/** What was told of tasks and containers, in seconds from the start. */
const told = (sim: Simulator) =>
  sim.facts().flatMap((fact) => {
    const at = `+${(fact.atMs - Date.parse('2026-01-01T00:00:00Z')) / 1_000}`;
    if (fact.kind === 'container') return [`${at} ${fact.container} ${fact.health ?? fact.change}`];
    if (fact.kind !== 'task') return [];
    return [`${at} ${fact.change}: ${fact.lastStatus}${fact.why === undefined ? '' : `, ${fact.why}`}`];
  });

const needs = (containerName: string, condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY') => ({
  dependsOn: [{ containerName, condition }],
});
const checked = { healthCheck: { command: ['true'], interval: 5, timeout: 2, retries: 1 } };

describe('a container that waits for another one [container-depends-on]', () => {
  test('to START: it follows when that runs, not when its task does', () => {
    const sim = aTask(
      [
        { name: 'app', ...needs('proxy', 'START') },
        { name: 'proxy', ...needs('init', 'COMPLETE') },
        { name: 'init', essential: false },
      ],
      { does: { init: { exits: { code: 3, after: '7s' } } } },
    );
    runIt(sim);
    sim.run('1m');
    expect(told(sim)).toEqual([
      '+0 created: PROVISIONING',
      '+16.4 status: PENDING',
      '+21 init started',
      '+28 init exited',
      '+28.6 proxy started',
      '+29.2 app started',
      '+29.2 status: RUNNING',
    ]);
  });

  test('to be HEALTHY: it follows when its check passes', () => {
    const sim = aTask([
      { name: 'app', ...needs('proxy', 'HEALTHY') },
      { name: 'proxy', ...checked },
    ]);
    runIt(sim);
    sim.run('1m');
    expect(told(sim)).toEqual([
      '+0 created: PROVISIONING',
      '+16.4 status: PENDING',
      '+21 proxy started',
      '+26 proxy HEALTHY',
      '+26.6 app started',
      '+26.6 status: RUNNING',
    ]);
  });

  test('to be HEALTHY: never, when that is not', () => {
    const sim = aTask(
      [
        { name: 'app', ...needs('proxy', 'HEALTHY') },
        { name: 'proxy', ...checked },
      ],
      {
        does: { proxy: { healthCheck: 'failing' } },
      },
    );
    runIt(sim);
    sim.run('3h');
    expect(told(sim)).toEqual([
      '+0 created: PROVISIONING',
      '+16.4 status: PENDING',
      '+21 proxy started',
      '+26 proxy UNHEALTHY',
      '+10800 stopRequested: PENDING, Task failed to start',
    ]);
  });

  test('for its SUCCESS: it follows when that has ended well', () => {
    const sim = aTask(
      [
        { name: 'app', ...needs('init', 'SUCCESS') },
        { name: 'init', essential: false },
      ],
      {
        does: { init: { exits: { code: 0, after: '7s' } } },
      },
    );
    runIt(sim);
    sim.run('1m');
    expect(told(sim)).toEqual([
      '+0 created: PROVISIONING',
      '+16.4 status: PENDING',
      '+21 init started',
      '+28 init exited',
      '+28.6 app started',
      '+28.6 status: RUNNING',
    ]);
  });

  test('and for another one: it follows when both are as it needs them, whichever is first', () => {
    const sim = aTask(
      [
        { name: 'app', dependsOn: [...needs('init', 'COMPLETE').dependsOn, ...needs('proxy', 'START').dependsOn] },
        { name: 'proxy' },
        { name: 'init', essential: false },
      ],
      { does: { init: { exits: { code: 0, after: '7s' } } } },
    );
    runIt(sim);
    sim.run('1m');
    expect(told(sim)).toEqual([
      '+0 created: PROVISIONING',
      '+16.4 status: PENDING',
      '+21 proxy started',
      '+21 init started',
      '+28 init exited',
      '+28.6 app started',
      '+28.6 status: RUNNING',
    ]);
  });

  test('to be HEALTHY: not when its task has been asked to stop meanwhile', () => {
    const sim = aTask(
      [
        { name: 'app', ...needs('db', 'HEALTHY') },
        { name: 'db', ...checked },
      ],
      { does: { db: { onSigterm: 'ignored' } }, latency: { containerStartMs: 100 } },
    );
    const task = runIt(sim);
    sim.run('25.4s');
    sim.ecs.stopTask({ task });
    sim.run('1m');
    expect(told(sim)).toEqual([
      '+0 created: PROVISIONING',
      '+16.4 status: PENDING',
      '+20.5 db started',
      '+25.4 stopRequested: PENDING, Task stopped by user',
      '+25.5 db HEALTHY',
      '+25.8 db sigterm',
      '+55.8 db sigkill',
      '+55.8 db exited',
      '+66.4 status: DEPROVISIONING, Task stopped by user',
    ]);
  });
});

const twoInits = [
  { name: 'app', ...needs('first', 'SUCCESS') },
  { name: 'first', essential: false },
  { name: 'second', essential: false },
  { name: 'other', essential: false, ...needs('second', 'SUCCESS') },
] as const;

describe('a task whose start fails [container-dependency-failure]', () => {
  test('ends 10 s after the first dependency that failed, whatever fails later', () => {
    const sim = aTask(twoInits, {
      does: { first: { exits: { code: 1, after: '2s' } }, second: { exits: { code: 1, after: '7s' } } },
    });
    runIt(sim);
    sim.run('1m');
    expect(told(sim)).toEqual([
      '+0 created: PROVISIONING',
      '+16.4 status: PENDING',
      '+21 first started',
      '+21 second started',
      '+23 first exited',
      '+28 second exited',
      '+33 stopRequested: PENDING, Task failed to start',
      '+35.9 status: DEPROVISIONING, Task failed to start',
      '+58.9 status: STOPPED, Task failed to start',
    ]);
  });

  test('ends though another container still waits', () => {
    const sim = aTask(twoInits, { does: { first: { exits: { code: 1, after: '2s' } } } });
    runIt(sim);
    sim.run('1m');
    expect(told(sim)).toEqual([
      '+0 created: PROVISIONING',
      '+16.4 status: PENDING',
      '+21 first started',
      '+21 second started',
      '+23 first exited',
      '+33 stopRequested: PENDING, Task failed to start',
      '+33.4 second sigterm',
      '+33.9 second exited',
      '+35 status: DEPROVISIONING, Task failed to start',
      '+58 status: STOPPED, Task failed to start',
    ]);
  });
});

test('a task that runs is not taken for one that waits, whenever a check of what others depend on changes', () => {
  const sim = aTask(
    [
      { name: 'app', ...needs('proxy', 'START') },
      { name: 'proxy', essential: false, ...checked },
    ],
    {
      does: {
        proxy: {
          healthCheck: [
            { after: 0, is: 'passing' },
            { after: '1h', is: 'failing' },
          ],
        },
      },
    },
  );
  runIt(sim);
  sim.run('5h');
  expect(told(sim)).toEqual([
    '+0 created: PROVISIONING',
    '+16.4 status: PENDING',
    '+21 proxy started',
    '+21.6 app started',
    '+21.6 status: RUNNING',
    '+26 proxy HEALTHY',
    '+3621 proxy UNHEALTHY',
  ]);
});

test('without provisioning a task is PENDING from its creation on, and is told so once', () => {
  const sim = aTask([{ name: 'app' }], { latency: 'ec2-bridge' });
  const [task] = [runIt(sim)];
  const { version, lastStatus } = sim.ecs.describeTasks({ tasks: [task] }).tasks?.[0] ?? {};
  sim.run('1m');
  expect([version, lastStatus]).toEqual([1, 'PENDING']);
  expect(told(sim)).toEqual(['+0 created: PENDING', '+6.5 app started', '+6.5 status: RUNNING']);
});

describe('a task in two target groups [task-activating]', () => {
  const inTwoGroups = (activatingMs: number) => {
    const sim = createSimulator({ digestGate: 'none', latency: { activatingMs } });
    const { loadBalancerArn = '', targetGroupArn } = fargateService(sim, { desiredCount: 0, loadBalancer: true });
    const { TargetGroups } = sim.elbv2.createTargetGroup({
      Name: 'second',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-1',
      TargetType: 'ip',
    });
    const second = TargetGroups[0]?.TargetGroupArn ?? '';
    sim.elbv2.createListener({
      LoadBalancerArn: loadBalancerArn,
      Protocol: 'HTTP',
      Port: 81,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: second }],
    });
    const loadBalancers = [targetGroupArn, second].map((each) => ({
      targetGroupArn: each,
      containerName: 'web',
      containerPort: 8080,
    }));
    sim.ecs.updateService({ service: 'web', desiredCount: 1, loadBalancers });
    sim.run('1m');
    return told(sim);
  };

  test('is ACTIVATING for a while', () => {
    expect(inTwoGroups(2_000)).toEqual([
      '+15 created: PROVISIONING',
      '+31.4 status: PENDING',
      '+36 web started',
      '+36 status: ACTIVATING',
      '+38 status: RUNNING',
    ]);
  });

  test('is not where that takes no time', () => {
    expect(inTwoGroups(0)).toEqual([
      '+15 created: PROVISIONING',
      '+31.4 status: PENDING',
      '+36 web started',
      '+36 status: RUNNING',
    ]);
  });
});

test('one image of several that cannot be pulled is enough, and is named [start-pull-failure]', () => {
  const sim = aTask([{ name: 'app' }, { name: 'proxy' }]);
  sim.faults.add({ kind: 'imagePullFails', image: 'proxy', failsAfter: '5s' });
  runIt(sim);
  sim.run('1m');
  expect(told(sim)).toEqual([
    '+0 created: PROVISIONING',
    '+16.4 status: PENDING',
    '+16.4 stopRequested: PENDING, CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference proxy',
    '+19.3 status: DEPROVISIONING, CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference proxy',
    '+42.3 status: STOPPED, CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference proxy',
  ]);
});
