import { expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator, type SimulatorOptions } from '../../../src/index.js';
import { told } from './told.js';

test('a service launches so many tasks a minute, and says so [launch-rate-of-a-service] [launch-throttled-is-told]', () => {
  const sim = createSimulator({ digestGate: 'none', quotas: { serviceLaunchesPerMinute: 3 } });
  fargateService(sim, { desiredCount: 5 });
  sim.run('70s');
  const entries = sim.timelineEntries({ service: 'web' }).filter(({ text }) => /has started|throttled/.test(text));
  expect(entries.map(({ text }) => text.replace(/:.*/, ''))).toEqual([
    'has started 3 tasks',
    'operations are being throttled. Will try again later.',
    'has started 1 tasks',
    'operations are being throttled. Will try again later.',
    'has started 1 tasks',
  ]);
});

const startsOf = (sim: Simulator, from: Date) => told(sim, from, /has started/).map((line) => line.replace(/:.*/, ''));

test('by default 500 at once, and 500 more a minute [launch-rate-of-a-service]', () => {
  const sim = createSimulator({ digestGate: 'none', quotas: { fargateLaunchesPerSecond: Number.POSITIVE_INFINITY } });
  fargateService(sim, { desiredCount: 700 });
  const from = sim.now;
  sim.run('1m');
  expect(startsOf(sim, from)).toEqual([
    '+15 has started 500 tasks',
    '+25 has started 83 tasks',
    '+35 has started 83 tasks',
    '+45 has started 34 tasks',
  ]);
});

test('services and RunTask launch out of one bucket: 100 at once, and 20 more a second [launch-rate-of-fargate]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 150 });
  const from = sim.now;
  const run = (count: number) =>
    sim.ecs.runTask({
      taskDefinition: 'web',
      count,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
    }).tasks.length;
  sim.run('14.5s');
  expect([run(10), run(10), run(10), run(10), run(10)]).toEqual([10, 10, 10, 10, 10]);
  sim.run('0.9s');
  expect(() => run(9)).toThrow('Rate exceeded');
  expect(run(8)).toBe(8);
  sim.run('20s');
  expect(startsOf(sim, from)).toEqual(['+15 has started 60 tasks', '+25 has started 90 tasks']);
});

test('a service of EC2 finds no container instances [launch-nothing-without-instances]', () => {
  const sim = createSimulator();
  sim.ecs.createCluster({});
  sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'app', image: 'app', memory: 128 }] });
  sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 1 });
  sim.run('1h');
  const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
  expect(service?.events.map(({ message }) => message)).toEqual([
    '(service web) was unable to place a task because no container instance met all of its requirements. The reason for failure is No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  ]);
});

test('the zone of a subnet: declared, by a letter at its end, else in turn [subnet-zone]', () => {
  const zoneOf = (subnet: string, subnets?: SimulatorOptions['subnets']) => {
    const sim = createSimulator(subnets === undefined ? {} : { subnets });
    fargateService(sim, { subnets: [subnet] });
    sim.run('20s');
    const { taskArns: tasks } = sim.ecs.listTasks({ serviceName: 'web' });
    return sim.ecs.describeTasks({ tasks }).tasks[0]?.availabilityZone;
  };
  expect([
    zoneOf('subnet-private-1b'),
    zoneOf('subnet-private-1b', { 'subnet-private-1b': 'us-east-1c' }),
    zoneOf('subnet-0123456789abcdef0'),
    zoneOf('subnet-0123456789abcdefb'),
  ]).toEqual(['us-east-1b', 'us-east-1c', 'us-east-1a', 'us-east-1a']);
});

test('a task of a service goes where it has the fewest, to the first of its subnets where there are as many [launch-zone-with-fewest]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 4, subnets: ['subnet-1c', 'subnet-1a', 'subnet-1b'] });
  const started = (after: Date) =>
    sim
      .facts()
      .flatMap((fact) =>
        fact.kind === 'task' && fact.change === 'created' && fact.atMs > after.getTime() ? [fact.zone] : [],
      );
  const from = sim.now;
  sim.runUntilSteady();
  const zones = started(from);
  const { tasks } = sim.ecs.describeTasks({ tasks: sim.ecs.listTasks({ serviceName: 'web' }).taskArns });
  const inB = tasks.find(({ availabilityZone }) => availabilityZone === 'us-east-1b')?.taskArn ?? '';
  const stopped = sim.now;
  sim.ecs.stopTask({ task: inB });
  sim.run('2m');
  expect([zones, started(stopped)]).toEqual([['us-east-1c', 'us-east-1a', 'us-east-1b', 'us-east-1c'], ['us-east-1b']]);
});

test('a service passes over zones without capacity and lost ones [launch-not-where-capacity-lacks]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  sim.faults.add({ kind: 'capacityUnavailable', zone: 'us-east-1a' });
  sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1b' });
  fargateService(sim, { desiredCount: 2 });
  sim.run('1m');
  const { tasks } = sim.ecs.describeTasks({ tasks: sim.ecs.listTasks({ serviceName: 'web' }).taskArns });
  expect(tasks.map(({ availabilityZone }) => availabilityZone)).toEqual(['us-east-1c', 'us-east-1c']);
});

test('tasks of each capacity provider are spread over the zones by themselves', () => {
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
    desiredCount: 4,
    capacityProviderStrategy: [
      { capacityProvider: 'FARGATE', weight: 1 },
      { capacityProvider: 'FARGATE_SPOT', weight: 1 },
    ],
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a', 'subnet-1b'] } },
  });
  sim.run('1m');
  const { tasks } = sim.ecs.describeTasks({ tasks: sim.ecs.listTasks({ serviceName: 'web' }).taskArns });
  expect(
    tasks.map(({ capacityProviderName, availabilityZone }) => `${capacityProviderName} in ${availabilityZone}`).sort(),
  ).toEqual([
    'FARGATE in us-east-1a',
    'FARGATE in us-east-1b',
    'FARGATE_SPOT in us-east-1a',
    'FARGATE_SPOT in us-east-1b',
  ]);
});

test('a want of capacity that comes back is told again', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim);
  const from = sim.now;
  sim.run('1m');
  for (const desiredCount of [2, 3]) {
    const { id } = sim.faults.add({ kind: 'capacityUnavailable' });
    sim.ecs.updateService({ service: 'web', desiredCount });
    sim.run('6s');
    sim.faults.remove(id);
    sim.run('20s');
  }
  expect(told(sim, from, /unable to place|has started/)).toEqual([
    '+15 has started 1 tasks: (task a7a466fd).',
    '+64 was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    '+75 has started 1 tasks: (task d7174c06).',
    '+90 was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    '+95 has started 1 tasks: (task 8399eefd).',
  ]);
});
