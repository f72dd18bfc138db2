import {
  type ContainerBehaviour,
  createSimulator,
  type FargateServiceFacts,
  fargateService,
  type LaunchFacts,
  restoreSimulator,
  type Simulator,
  type WorkloadSelector,
} from 'steadystate';
import { describe, expect, test } from 'vitest';

/** A service, up and steady, whose containers behave like this from now on. Checks come every 10 s. */
function behaving(
  behaviour: ContainerBehaviour,
  facts: FargateServiceFacts = {},
  selector: string | WorkloadSelector = 'web',
) {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, facts);
  sim.runUntilSteady();
  sim.run('1m');
  sim.workloads.set(selector, behaviour);
  return { sim, web, from: sim.now };
}
const balancer = { healthCheckIntervalSeconds: 10, deregistrationDelaySeconds: 10 } as const;

const storyOf = (sim: Simulator, from: Date, detail: 'normal' | 'full' = 'normal') =>
  sim
    .timelineEntries({ service: 'web', from, detail })
    .filter(({ text }) => text !== '')
    .map(({ atMs, text }) => `${(atMs - from.getTime()) / 1000} ${text}`);

describe('a container', () => {
  test('that exits: its task is replaced', () => {
    const { sim, from } = behaving(
      { exits: { code: 3, after: '5m' } },
      {},
      { taskDefinition: 'web', launches: { to: 1 } },
    );
    sim.run('5m');
    // It was started 69 s before the rule was set.
    expect(storyOf(sim, from)).toMatchInlineSnapshot(`
      [
        "231 container web exits with code 3 in 1 task (a7a466fd)",
        "231 1 task of web:1 to stop (a7a466fd): Essential container in task exited",
        "255.5 1 task of web:1 STOPPED (a7a466fd)",
        "255.5 has started 1 tasks: (task d7174c06).",
        "276.5 1 task of web:1 RUNNING (d7174c06)",
        "290 has reached a steady state.",
      ]
    `);
  });

  test('that runs out of memory is killed: code 137, and the reason that ECS gives', () => {
    const { sim } = behaving({ outOfMemory: { after: '5m' } });
    const [task] = sim.ecs.listTasks({ serviceName: 'web' }).taskArns ?? [];
    sim.run('5m');
    const [stopped] = sim.ecs.describeTasks({ tasks: [task ?? ''] }).tasks ?? [];
    expect(stopped).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
    });
  });

  test('that takes its time on SIGTERM', () => {
    const { sim, from } = behaving({ onSigterm: { exitsIn: '20s', code: 3 } });
    sim.ecs.updateService({ service: 'web', desiredCount: 0 });
    sim.run('2m');
    expect(storyOf(sim, from, 'full')).toMatchInlineSnapshot(`
      [
        "0 UpdateService: desiredCount 0",
        "10 1 task of web:1 to stop (a7a466fd): Scaling activity initiated by (deployment ecs-svc/6804229292356310906)",
        "10 has stopped 1 running tasks: (task a7a466fd).",
        "10.4 SIGTERM to container web of 1 task (a7a466fd)",
        "20 has reached a steady state.",
        "30.4 container web exits with code 3 in 1 task (a7a466fd)",
        "31.5 1 task of web:1 DEPROVISIONING (a7a466fd)",
        "54.5 1 task of web:1 STOPPED (a7a466fd)",
      ]
    `);
  });

  test('that ignores SIGTERM is killed after its stop timeout', () => {
    const { sim, from } = behaving({ onSigterm: 'ignored' }, { stopTimeout: 10 });
    sim.ecs.updateService({ service: 'web', desiredCount: 0 });
    sim.run('2m');
    expect(storyOf(sim, from, 'full')).toMatchInlineSnapshot(`
      [
        "0 UpdateService: desiredCount 0",
        "10 1 task of web:1 to stop (a7a466fd): Scaling activity initiated by (deployment ecs-svc/6804229292356310906)",
        "10 has stopped 1 running tasks: (task a7a466fd).",
        "10.4 SIGTERM to container web of 1 task (a7a466fd)",
        "20 has reached a steady state.",
        "20.4 SIGKILL to container web of 1 task (a7a466fd)",
        "20.4 container web exits with code 137 in 1 task (a7a466fd)",
        "31 1 task of web:1 DEPROVISIONING (a7a466fd)",
        "54 1 task of web:1 STOPPED (a7a466fd)",
      ]
    `);
  });

  test('whose health check starts to fail: UNHEALTHY after three, replaced', () => {
    const { sim, from } = behaving(
      {
        healthCheck: [
          { after: 0, is: 'passing' },
          { after: '3m', is: 'failing' },
        ],
      },
      { healthCheck: { interval: 10 } },
    );
    sim.run('3m');
    expect(storyOf(sim, from)).toMatchInlineSnapshot(`
      [
        "121 container web is UNHEALTHY in 1 task (a7a466fd)",
        "130 has started 1 tasks: (task d7174c06). Amazon ECS replaced 1 tasks due to an unhealthy status.",
        "151 1 task of web:1 RUNNING (d7174c06)",
        "161 container web is HEALTHY in 1 task (d7174c06)",
        "170 (task a7a466fd) failed container health checks.",
        "170 has stopped 1 running tasks: (task a7a466fd).",
        "180 has reached a steady state.",
      ]
    `);
  });
});

describe("a balancer's health check", () => {
  test.each<{ http: ContainerBehaviour['http'] & {}; reason: string }>([
    { http: 503, reason: 'Health checks failed with these codes: [503]' },
    { http: { status: 500, latency: '1s' }, reason: 'Health checks failed with these codes: [500]' },
    { http: { status: 200, latency: '5s' }, reason: 'Request timed out' },
    { http: 'silent', reason: 'Request timed out' },
    { http: 'refused', reason: 'Health checks failed' },
  ])('finds $http: $reason', ({ http, reason }) => {
    const { sim } = behaving({ http }, { loadBalancer: balancer });
    sim.run('30s');
    const unhealthy = sim.facts().find((fact) => fact.kind === 'target' && fact.state === 'unhealthy');
    expect(unhealthy).toMatchObject({ why: reason });
  });

  test('does not mind an answer within its time', () => {
    const { sim } = behaving({ http: { status: 200, latency: '4s' } }, { loadBalancer: balancer });
    sim.run('5m');
    expect(sim.facts().filter((fact) => fact.kind === 'target' && fact.state === 'unhealthy')).toEqual([]);
  });

  test('finds answers that change over time', () => {
    const { sim, from } = behaving(
      {
        http: [
          { after: 0, is: 200 },
          { after: '2m', is: 503 },
          { after: '150s', is: 200 },
        ],
      },
      { loadBalancer: balancer, healthCheckGracePeriodSeconds: 600 },
    );
    sim.run('5m');
    expect(storyOf(sim, from)).toMatchInlineSnapshot(`
      [
        "51 1 target unhealthy in web (a7a466fd): Health checks failed with these codes: [503]",
        "111 1 target healthy in web (a7a466fd)",
        "120 has reached a steady state.",
      ]
    `);
  });
});

describe('flaky', () => {
  const failures = (seed: number, flaky: number) => {
    const sim = createSimulator({ seed, digestGate: 'none' });
    fargateService(sim, { desiredCount: 4, healthCheck: { interval: 5, retries: 1 } });
    sim.workloads.set('web', { flaky });
    sim.run('30m');
    return sim
      .facts()
      .filter((fact) => fact.kind === 'container' && fact.health === 'UNHEALTHY')
      .map(({ atMs }) => atMs);
  };

  test('is drawn from the seed: the same again, another seed otherwise', () => {
    expect(failures(1, 0.05)).toEqual(failures(1, 0.05));
    expect(failures(1, 0.05)).not.toEqual(failures(2, 0.05));
  });

  test('fails about its share of the checks', () => {
    expect(failures(1, 0)).toEqual([]);
    // 4 tasks are checked 350 times each; a task that failed is checked on while it is replaced.
    expect(failures(1, 0.05).length).toBeGreaterThan(45);
    expect(failures(1, 0.05).length).toBeLessThan(95);
  });
});

describe('of several rules the last one that matches decides', () => {
  /** Exit codes of the first two launches of web:1 and of web:2, of the containers of each. */
  function exitCodes(rules: readonly (readonly [string | WorkloadSelector, number])[]) {
    const sim = createSimulator({ digestGate: 'none' });
    const containers = (version: number) => [
      { name: 'app', image: `app:${version}`, essential: false },
      { name: 'proxy', image: 'proxy:1', essential: false },
      { name: 'rest', image: 'rest:1' },
    ];
    for (const version of [1, 2]) {
      sim.ecs.registerTaskDefinition({
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: containers(version),
      });
    }
    sim.ecs.createCluster({});
    for (const [selector, code] of rules) sim.workloads.set(selector, { exits: { code, after: '1s' } });
    const codesOf = (taskDefinition: string) => {
      const { tasks } = sim.ecs.runTask({
        taskDefinition,
        count: 2,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
      });
      sim.run('1m');
      const described = sim.ecs.describeTasks({ tasks: tasks.map(({ taskArn }) => taskArn ?? '') }).tasks;
      return described.map(({ containers: shown = [] }) =>
        ['app', 'proxy', 'rest'].map((name) => shown.find((each) => each.name === name)?.exitCode ?? '-').join(' '),
      );
    };
    return { 'web:1': codesOf('web:1'), 'web:2': codesOf('web:2') };
  }

  test.each<{
    name: string;
    rules: readonly (readonly [string | WorkloadSelector, number])[];
    codes: { 'web:1': string[]; 'web:2': string[] };
  }>([
    {
      name: 'by image',
      rules: [[{ image: 'app:2' }, 7]],
      codes: { 'web:1': ['- - -', '- - -'], 'web:2': ['7 - -', '7 - -'] },
    },
    {
      name: 'by container',
      rules: [[{ container: 'proxy' }, 7]],
      codes: { 'web:1': ['- 7 -', '- 7 -'], 'web:2': ['- 7 -', '- 7 -'] },
    },
    {
      name: 'a revision over its family',
      rules: [
        [{ family: 'web', container: 'app' }, 1],
        [{ taskDefinition: 'web:2', container: 'app' }, 2],
      ],
      codes: { 'web:1': ['1 - -', '1 - -'], 'web:2': ['2 - -', '2 - -'] },
    },
    {
      name: 'the later over the narrower',
      rules: [
        [{ taskDefinition: 'web:2', container: 'app' }, 2],
        [{ family: 'web', container: 'app' }, 1],
      ],
      codes: { 'web:1': ['1 - -', '1 - -'], 'web:2': ['1 - -', '1 - -'] },
    },
    {
      name: 'launches are counted per revision, the others keep the rule before',
      rules: [
        [{ container: 'app' }, 1],
        [{ container: 'app', launches: { to: 1 } }, 2],
      ],
      codes: { 'web:1': ['2 - -', '1 - -'], 'web:2': ['2 - -', '1 - -'] },
    },
  ])('$name', ({ rules, codes }) => {
    expect(exitCodes(rules)).toEqual(codes);
  });
});

describe('rules and containers that are there', () => {
  test('an exit that would lie in their past does not come', () => {
    const { sim, from } = behaving({ exits: { code: 1, after: '10s' } });
    sim.run('5m');
    expect(storyOf(sim, from)).toEqual([]);
    sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
    sim.run('1m');
    expect(storyOf(sim, from).filter((line) => line.includes('exits with code 1'))).not.toEqual([]);
  });

  test('clear forgets every rule: everything is fine again', () => {
    const { sim, from } = behaving({ http: 503 }, { loadBalancer: balancer, healthCheckGracePeriodSeconds: 600 });
    sim.run('1m');
    sim.workloads.clear();
    sim.run('2m');
    const told = sim
      .facts()
      .flatMap((fact) => (fact.kind === 'target' && fact.atMs > from.getTime() ? [fact.state] : []));
    expect(told).toEqual(['unhealthy', 'healthy']);
  });
});

describe('a fraction', () => {
  test('is a seeded share of the launches', () => {
    const crashed = (seed: number) => {
      const sim = createSimulator({ seed, digestGate: 'none' });
      fargateService(sim, { desiredCount: 100 });
      sim.workloads.set({ family: 'web', fraction: 0.3 }, { exits: { code: 1, after: '1s' } });
      sim.run('50s');
      return sim
        .facts()
        .flatMap((fact) => (fact.kind === 'container' && fact.change === 'exited' ? [fact.taskId] : []));
    };
    expect(crashed(1)).toEqual(crashed(1));
    expect(crashed(1).length).toBeGreaterThan(15);
    expect(crashed(1).length).toBeLessThan(45);
  });
});

describe('a source', () => {
  const mine = (facts: LaunchFacts, draw: () => number): ContainerBehaviour => {
    asked.push({ ...facts, drawn: draw() });
    return { exits: { code: facts.launch, after: '10s' } };
  };
  const asked: (LaunchFacts & { readonly drawn: number })[] = [];

  test('is asked once per container, with the facts of the launch and a seeded draw', () => {
    asked.length = 0;
    const sim = createSimulator({ digestGate: 'none', workloadSources: { mine } });
    fargateService(sim, { desiredCount: 2 });
    sim.workloads.set('web', { source: 'mine' });
    sim.run('1m');
    expect(asked).toEqual([
      {
        image: 'web:1',
        family: 'web',
        revision: 1,
        container: 'web',
        launch: 1,
        service: 'web',
        zone: 'us-east-1a',
        drawn: expect.any(Number),
      },
      expect.objectContaining({ launch: 2, zone: 'us-east-1b' }),
    ]);
    expect(
      sim.facts().flatMap((fact) => (fact.kind === 'container' && fact.change === 'exited' ? [fact.exitCode] : [])),
    ).toEqual([1, 2]);
    const first = asked.map(({ drawn }) => drawn);
    asked.length = 0;
    const again = createSimulator({ digestGate: 'none', workloadSources: { mine } });
    fargateService(again, { desiredCount: 2 });
    again.workloads.set('web', { source: 'mine' });
    again.run('1m');
    expect(asked.map(({ drawn }) => drawn)).toEqual(first);
    expect(first.every((drawn) => drawn >= 0 && drawn < 1)).toBe(true);
    expect(first[0]).not.toBe(first[1]);
  });

  test('that nobody registered is refused, and so is a snapshot that needs it', () => {
    const refusal = expect.objectContaining({ code: 'UnknownWorkloadSource', value: 'mine' });
    const without = createSimulator();
    fargateService(without);
    expect(() => without.workloads.set('web', { source: 'mine' })).toThrow(refusal);
    const sim = createSimulator({ workloadSources: { mine } });
    fargateService(sim);
    sim.workloads.set('web', { source: 'mine' });
    expect(() => restoreSimulator(sim.snapshot())).toThrow(refusal);
    expect(restoreSimulator(sim.snapshot(), { workloadSources: { mine } }).now).toEqual(sim.now);
  });

  test('that answers with nonsense is refused when it is asked', () => {
    const sim = createSimulator({ workloadSources: { mine: () => ({ flaky: 2 }) } });
    fargateService(sim);
    sim.workloads.set('web', { source: 'mine' });
    expect(() => sim.run('1m')).toThrow(
      "The workload's flaky is not valid: Too big: expected number to be <=1. See ContainerBehaviour for what a container can do.",
    );
  });
});

test.each<{ selector: string | WorkloadSelector }>([
  { selector: 'nobody' },
  { selector: 'web:2' },
  { selector: { image: 'web:9' } },
  { selector: { container: 'sidecar' } },
])('a rule that no registered container could match is refused: $selector', ({ selector }) => {
  const sim = createSimulator();
  fargateService(sim);
  expect(() => sim.workloads.set(selector, {})).toThrow(
    expect.objectContaining({
      code: 'WorkloadForNothing',
      help: 'Register the task definition first, or give { ahead: true }. Registered are web:1 (container web, image web:1).',
    }),
  );
});
