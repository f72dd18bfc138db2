import { expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../../src/index.js';
import type { RunTaskRequest } from '../../../src/model/aws/ecs.generated.js';

const inZones = (...subnets: string[]) => ({ networkConfiguration: { awsvpcConfiguration: { subnets } } });

/** Two clusters with both providers, and the definition `job`. */
function clusters(): Simulator {
  const sim = createSimulator();
  for (const clusterName of ['default', 'other']) {
    sim.ecs.createCluster({ clusterName, capacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
  }
  sim.ecs.registerTaskDefinition({
    family: 'job',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'app' }],
  });
  return sim;
}

/** Tasks by launch type, unless providers are named: of equal weight. */
function run(sim: Simulator, about: Partial<RunTaskRequest> = {}, ...providers: string[]) {
  const launching =
    providers.length === 0
      ? ({ launchType: 'FARGATE' } as const)
      : { capacityProviderStrategy: providers.map((capacityProvider) => ({ capacityProvider, weight: 1 })) };
  return sim.ecs.runTask({
    taskDefinition: 'job',
    ...inZones('subnet-1a', 'subnet-1b'),
    ...launching,
    ...about,
  }).tasks;
}

/** `FARGATE 1a`, or `1a` of a task without a provider. */
const placesOf = (tasks: ReturnType<typeof run>) =>
  tasks.map(({ capacityProviderName, availabilityZone = '' }) =>
    [capacityProviderName, availabilityZone.slice(-2)].filter((each) => each !== undefined).join(' '),
  );

test('tasks are spread over the zones with those of their group, in their cluster [launch-run-task-spreads-with-its-group]', () => {
  const sim = clusters();
  const runs: Partial<RunTaskRequest>[] = [
    { group: 'batch' },
    { group: 'batch' },
    { group: 'batch' },
    { group: 'nightly' },
    { group: 'batch', cluster: 'other' },
    { group: 'nightly' },
    { group: 'batch', cluster: 'other' },
    { group: 'batch' },
    {},
    { group: 'family:job' },
  ];
  expect(runs.map((about) => `${about.cluster} ${about.group}: ${placesOf(run(sim, about))}`)).toEqual([
    'undefined batch: 1a',
    'undefined batch: 1b',
    'undefined batch: 1a',
    'undefined nightly: 1a',
    'other batch: 1a',
    'undefined nightly: 1b',
    'other batch: 1b',
    'undefined batch: 1b',
    'undefined undefined: 1a',
    'undefined family:job: 1b',
  ]);
});

test('tasks that were asked to stop are not counted any more', () => {
  const sim = clusters();
  const [, second] = run(sim, { count: 3 });
  sim.run('1m');
  sim.ecs.stopTask({ task: second?.taskArn ?? '' });
  expect(placesOf(run(sim, { count: 3 }))).toEqual(['1b', '1b', '1a']);
});

test('tasks of a service are of another group', () => {
  const sim = clusters();
  sim.ecs.createService({
    serviceName: 'job',
    taskDefinition: 'job',
    desiredCount: 1,
    launchType: 'FARGATE',
    propagateTags: 'SERVICE',
    tags: [{ key: 'a', value: 'b' }],
    ...inZones('subnet-1a'),
  });
  sim.run('1m');
  expect(placesOf(run(sim))).toEqual(['1a']);
});

test('the zones are counted for each provider, with tasks of former calls; the shares are those of the call [launch-run-task-spreads-with-its-group]', () => {
  const sim = clusters();
  const seen = [
    run(sim, {}, 'FARGATE'),
    run(sim, { count: 4 }, 'FARGATE', 'FARGATE_SPOT'),
    run(sim),
    run(sim, {}, 'FARGATE_SPOT'),
  ].map(placesOf);
  expect(seen).toEqual([
    ['FARGATE 1a'],
    ['FARGATE 1b', 'FARGATE_SPOT 1a', 'FARGATE 1a', 'FARGATE_SPOT 1b'],
    ['1a'],
    ['FARGATE_SPOT 1a'],
  ]);
});

test('a zone is taken at its first subnet', () => {
  const subnetsOf = (...subnets: string[]) =>
    run(clusters(), { count: 3, ...inZones(...subnets) }).map(
      ({ attachments }) => attachments?.[0]?.details?.find(({ name }) => name === 'subnetId')?.value,
    );
  expect([subnetsOf('subnet-1a', 'subnet-1b', 'subnet-more-1a'), subnetsOf('subnet-1a', 'subnet-more-1a')]).toEqual([
    ['subnet-1a', 'subnet-1b', 'subnet-1a'],
    ['subnet-1a', 'subnet-1a', 'subnet-1a'],
  ]);
});
