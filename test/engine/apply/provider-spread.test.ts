import { expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../../src/index.js';
import type { CapacityProviderStrategyItem, CreateServiceRequest } from '../../../src/model/aws/ecs.generated.js';

const both: CapacityProviderStrategyItem[] = [
  { capacityProvider: 'FARGATE', weight: 1 },
  { capacityProvider: 'FARGATE_SPOT', weight: 1 },
];

/** A service of two zones that runs. */
function running(about: Partial<CreateServiceRequest>): Simulator {
  const sim = createSimulator({ digestGate: 'none' });
  sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
  sim.ecs.registerTaskDefinition({
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image: 'web:1' }],
  });
  sim.ecs.createService({
    serviceName: 'web',
    taskDefinition: 'web',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a', 'subnet-1b'] } },
    ...about,
  });
  sim.runUntilSteady();
  return sim;
}

/** Its tasks that came after a moment: `FARGATE 1a`, or `1a` without a provider. */
function placesOf(sim: Simulator, after = new Date(0)): string[] {
  const { tasks } = sim.ecs.describeTasks({ tasks: sim.ecs.listTasks({ serviceName: 'web' }).taskArns });
  return tasks
    .filter(({ createdAt = after }) => createdAt > after)
    .map(({ capacityProviderName, availabilityZone = '' }) =>
      [capacityProviderName, availabilityZone.slice(-2)].filter((each) => each !== undefined).join(' '),
    )
    .sort();
}

test('a new deployment has a base and shares of its own, and spreads over the zones with the tasks that are there', () => {
  const sim = running({
    desiredCount: 3,
    capacityProviderStrategy: [
      { capacityProvider: 'FARGATE', base: 1 },
      { capacityProvider: 'FARGATE_SPOT', weight: 1 },
    ],
  });
  const before = placesOf(sim);
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
  sim.run('30s');
  expect([before, placesOf(sim, from)]).toEqual([
    ['FARGATE 1a', 'FARGATE_SPOT 1a', 'FARGATE_SPOT 1b'],
    ['FARGATE 1b', 'FARGATE_SPOT 1a', 'FARGATE_SPOT 1b'],
  ]);
});

test('tasks on their way out count neither for the shares nor for the zones', () => {
  const sim = running({ desiredCount: 4, capacityProviderStrategy: both });
  const before = placesOf(sim);
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('11s');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 4 });
  sim.run('11s');
  const { taskArns: leaving } = sim.ecs.listTasks({ serviceName: 'web', desiredStatus: 'STOPPED' });
  const states = sim.ecs.describeTasks({ tasks: leaving }).tasks.map(({ lastStatus }) => lastStatus);
  expect([before, states, placesOf(sim, from)]).toEqual([
    ['FARGATE 1a', 'FARGATE 1b', 'FARGATE_SPOT 1a', 'FARGATE_SPOT 1b'],
    ['DEPROVISIONING', 'DEPROVISIONING'],
    ['FARGATE 1b', 'FARGATE_SPOT 1a'],
  ]);
});

test.each<[string, Partial<CreateServiceRequest>, string[]]>([
  ['one provider', { capacityProviderStrategy: both.slice(0, 1) }, ['FARGATE 1b', 'FARGATE_SPOT 1a']],
  ['a launch type', { launchType: 'FARGATE' }, ['FARGATE 1a', 'FARGATE_SPOT 1a']],
])('tasks of an older deployment with %s count for the zones of that one alone', (_, launching, expected) => {
  const sim = running({ desiredCount: 1, ...launching });
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 2, capacityProviderStrategy: both, forceNewDeployment: true });
  sim.run('30s');
  expect(placesOf(sim, from)).toEqual(expected);
});

test.each([{ between: '2m' }, { between: '15s' }])(
  'a scale-in leaves the base, and the shares of the rest, $between after the other [scale-in-keeps-the-base]',
  ({ between }) => {
    const sim = running({
      desiredCount: 10,
      availabilityZoneRebalancing: 'DISABLED',
      capacityProviderStrategy: [
        { capacityProvider: 'FARGATE', base: 2, weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 3 },
      ],
    });
    const shares = [10, 8, 6, 4, 3, 2, 1].map((desiredCount) => {
      sim.ecs.updateService({ service: 'web', desiredCount });
      // Those that are still on their way out are none of the rest.
      sim.run(between);
      const names = placesOf(sim).map((place) => place.split(' ')[0]);
      return ['FARGATE', 'FARGATE_SPOT'].map((name) => names.filter((each) => each === name).length).join('+');
    });
    expect(shares).toEqual(['4+6', '3+5', '3+3', '2+2', '2+1', '2+0', '1+0']);
  },
);
