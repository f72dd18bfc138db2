import { expect, test } from 'vitest';
import { createSimulator, fargateService, type LaunchFacts, type Simulator } from '../../../src/index.js';

const network = { awsvpcConfiguration: { subnets: ['subnet-1a'] } };

function define(sim: Simulator, family: string, names: readonly string[], dockerLabels?: Record<string, string>): void {
  sim.ecs.registerTaskDefinition({
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: names.map((name) => ({ name, image: 'app', ...(dockerLabels && { dockerLabels }) })),
  });
}

const exitsOf = (sim: Simulator): readonly string[] =>
  sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'container' && fact.change === 'exited' ? [`${fact.container} ${fact.exitCode}`] : [],
    );

test('a container does what its own label says, as long as no rule says otherwise', () => {
  const sim = createSimulator();
  sim.ecs.createCluster({});
  define(sim, 'job', ['app'], { 'steadystate.workload': '{"exits":{"code":4,"after":"5s"}}' });
  const run = () => {
    sim.ecs.runTask({ taskDefinition: 'job', launchType: 'FARGATE', networkConfiguration: network });
    sim.run('2m');
  };
  run();
  sim.workloads.set({ family: 'job' }, { exits: { code: 7, after: '5s' } });
  run();
  expect(exitsOf(sim)).toEqual(['app 4', 'app 7']);
});

test('a source learns of a launch by hand that it is of no service, and may draw as often as it likes', () => {
  const asked: { readonly service: string | undefined; readonly drawn: readonly number[] }[] = [];
  const mine = ({ service }: LaunchFacts, draw: () => number) => {
    asked.push({ service, drawn: [draw(), draw(), draw()].map((each) => Math.round(each * 1e6)) });
    return {};
  };
  const sim = createSimulator({ workloadSources: { mine }, seed: 3 });
  fargateService(sim);
  sim.workloads.set('web', { source: 'mine' });
  sim.ecs.runTask({ taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration: network });
  sim.run('1m');
  expect(asked).toEqual([
    { service: undefined, drawn: [63_331, 490_325, 893_668] },
    { service: 'web', drawn: [650_430, 841_521, 860_416] },
  ]);
});

test('every container of every definition has a behaviour of its own, however many there are', () => {
  const sim = createSimulator();
  sim.ecs.createCluster({});
  // The 16th definition has two containers, the 32nd one.
  for (let number = 1; number <= 32; number += 1) define(sim, `job-${number}`, ['app', 'side']);
  sim.workloads.set({ family: 'job-16', container: 'side' }, { exits: { code: 16, after: '5s' } });
  sim.workloads.set({ family: 'job-32', container: 'app' }, { exits: { code: 32, after: '5s' } });
  for (const taskDefinition of ['job-16', 'job-32']) {
    sim.ecs.runTask({ taskDefinition, launchType: 'FARGATE', networkConfiguration: network });
    sim.run('2m');
  }
  expect(exitsOf(sim).filter((exit) => / (?:16|32)$/.test(exit))).toEqual(['side 16', 'app 32']);
});
