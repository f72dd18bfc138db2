import { expect, test } from 'vitest';
import { createSimulator, type LaunchFacts, type Simulator } from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';

function withDefinitions(
  families: Readonly<Record<string, readonly ContainerDefinition[]>>,
  options: Parameters<typeof createSimulator>[0] = {},
): Simulator {
  const sim = createSimulator(options);
  sim.ecs.createCluster({});
  for (const [family, containerDefinitions] of Object.entries(families)) {
    sim.ecs.registerTaskDefinition({
      family,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: containerDefinitions.map((container) => ({ image: 'app', ...container })),
    });
  }
  return sim;
}

const run = (sim: Simulator, taskDefinition: string): string =>
  sim.ecs.runTask({
    taskDefinition,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
  }).tasks[0]?.taskArn ?? '';

/** `+21 app started`, `+26 app exited 3`. */
const containersOf = (sim: Simulator): string[] =>
  sim.facts().flatMap((fact) => {
    if (fact.kind !== 'container' || !['started', 'exited'].includes(fact.change)) return [];
    const exitCode = fact.change === 'exited' ? ` ${fact.exitCode}` : '';
    return [`+${(fact.atMs - Date.UTC(2026, 0, 1)) / 1_000} ${fact.container} ${fact.change}${exitCode}`];
  });

test('a new rule asks its source about containers it concerns, of tasks that are not over, and no other', () => {
  const asked: string[] = [];
  const mine = ({ family, container, launch }: LaunchFacts) => {
    asked.push(`${family} ${container} ${launch}`);
    return {};
  };
  const sim = withDefinitions(
    { job: [{ name: 'app' }, { name: 'side' }], other: [{ name: 'app' }] },
    { workloadSources: { mine } },
  );
  const over = run(sim, 'job');
  sim.run('1m');
  sim.ecs.stopTask({ task: over });
  sim.run('5m');
  run(sim, 'job');
  run(sim, 'other');
  sim.run('1m');
  sim.workloads.set({ family: 'job', container: 'app' }, { source: 'mine' });
  const first = asked.splice(0);
  sim.workloads.set({ family: 'other' }, { flaky: 0.5 });
  const second = asked.splice(0);
  sim.workloads.set({ family: 'job', container: 'side' }, { source: 'mine' });
  expect([first, second, asked]).toEqual([['job app 2'], [], ['job side 2']]);
});

test('a container that is about to start finds the new behaviour when it does', () => {
  const sim = withDefinitions({ job: [{ name: 'app' }] });
  run(sim, 'job');
  sim.run('15s');
  sim.workloads.set({ family: 'job' }, { exits: { code: 3, after: '5s' } });
  sim.run('5m');
  expect(containersOf(sim)).toEqual(['+21 app started', '+26 app exited 3']);
});

test('a container that has exited does not exit again', () => {
  const sim = withDefinitions({ job: [{ name: 'app' }, { name: 'side', essential: false }] });
  sim.workloads.set({ family: 'job', container: 'side' }, { exits: { code: 3, after: '5s' } });
  run(sim, 'job');
  sim.run('1m');
  sim.workloads.set({ family: 'job', container: 'side' }, { exits: { code: 4, after: '5m' } });
  sim.run('10m');
  expect(containersOf(sim)).toEqual(['+21 app started', '+21 side started', '+26 side exited 3']);
});

test('checks that ended with SIGTERM are not begun again: not by a rule, and not by a fork with another seed', () => {
  const healthCheck = { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 1 };
  const sim = withDefinitions({ job: [{ name: 'app', healthCheck, stopTimeout: 120 }] });
  const behaviour = { flaky: 0.1, onSigterm: { exitsIn: '90s' } } as const;
  sim.workloads.set({ family: 'job' }, behaviour);
  const task = run(sim, 'job');
  sim.run('30s');
  sim.ecs.stopTask({ task });
  sim.run('1s');
  const forks = [sim.fork(), sim.fork(), sim.fork(), sim.fork({ seed: 9 })];
  forks[1]?.workloads.set({ family: 'job' }, behaviour);
  forks[2]?.workloads.set({ family: 'job' }, { ...behaviour, healthCheck: 'failing' });
  const seen = forks.map((fork) => {
    fork.run('70s');
    const [{ lastStatus, healthStatus } = {}] = fork.ecs.describeTasks({ tasks: [task] }).tasks;
    return `${lastStatus} ${healthStatus}`;
  });
  expect(seen).toEqual(Array.from({ length: 4 }, () => 'RUNNING UNKNOWN'));
});
