import { expect, test } from 'vitest';
import { createSimulator, fargateService, type SimulatorOptions } from '../../../src/index.js';

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
