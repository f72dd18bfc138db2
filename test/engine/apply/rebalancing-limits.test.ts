import { expect, test } from 'vitest';
import type { Simulator } from '../../../src/index.js';
import { inTwoZones, toldFrom } from './zones.js';

const protect = (sim: Simulator, protectionEnabled = true) =>
  sim.ecs.updateTaskProtection({
    cluster: 'default',
    tasks: sim.ecs.listTasks({ serviceName: 'web' }).taskArns,
    protectionEnabled,
  });

const zonesOf = (sim: Simulator) =>
  sim
    .at(sim.now)
    .services[0]?.tasks.map(({ zone }) => zone.slice(-1))
    .sort()
    .join('');

test('switched on in the steady state, it begins a minute later [zones-eligible] [zones-looked-at-after-a-minute]', () => {
  const { sim } = inTwoZones();
  sim.ecs.updateService({ service: 'web', availabilityZoneRebalancing: 'DISABLED' });
  sim.run('10m');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', availabilityZoneRebalancing: 'ENABLED' });
  sim.run('80s');
  expect(toldFrom(sim, from)).toEqual([
    '+0 UpdateService: availabilityZoneRebalancing',
    '+60 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 2 tasks in us-east-1c to AZ Rebalance:.',
  ]);
  sim.run('5m');
  expect(zonesOf(sim)).toBe('aabbcc');
});

test('switched off on the way it stops, and what was started for it is too much [zones-deployment-interrupts]', () => {
  const { sim, from } = inTwoZones({ desiredCount: 4 });
  sim.run('80s');
  sim.ecs.updateService({ service: 'web', availabilityZoneRebalancing: 'DISABLED' });
  sim.run('5m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+60 is not AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 1 tasks in us-east-1c to AZ Rebalance:.',
    '+80 UpdateService: availabilityZoneRebalancing',
    '+80 stopped AZ Rebalancing.',
    '+90 has stopped 1 running tasks:.',
    '+100 has reached a steady state.',
  ]);
});

test('a maximum that leaves room sets it going [zones-eligible]', () => {
  const { sim, from } = inTwoZones({ minimumHealthyPercent: 50, maximumPercent: 110 });
  sim.run('10m');
  sim.ecs.updateService({ service: 'web', deploymentConfiguration: { maximumPercent: 200 } });
  sim.run('5m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+600 UpdateService: maximumPercent 200',
    '+660 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+660 has started 2 tasks in us-east-1c to AZ Rebalance:.',
    '+730 has stopped 1 running tasks in us-east-1a due to AZ rebalancing:.',
    '+730 has stopped 1 running tasks in us-east-1b due to AZ rebalancing:.',
    '+740 has reached a steady state.',
    '+740 is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 2 tasks in us-east-1c.',
  ]);
});

test('a scale-in on the way takes its tasks like any, and is told like any [zones-start-before-stop]', () => {
  const { sim, from } = inTwoZones();
  sim.run('75s');
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('10m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+60 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 2 tasks in us-east-1c to AZ Rebalance:.',
    '+75 UpdateService: desiredCount 2',
    '+80 stopped 2 pending tasks.',
    '+80 has stopped 4 running tasks:.',
    '+90 has reached a steady state.',
    '+90 is AZ balanced with 1 tasks in us-east-1a, 1 tasks in us-east-1b, 0 tasks in us-east-1c.',
  ]);
  expect(sim.ecs.describeServices({ services: ['web'] }).services[0]?.runningCount).toBe(2);
});

test('a scale-out on the way keeps what was started [zones-start-before-stop]', () => {
  const { sim, from } = inTwoZones();
  sim.run('75s');
  sim.ecs.updateService({ service: 'web', desiredCount: 8 });
  sim.run('10m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+60 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 2 tasks in us-east-1c to AZ Rebalance:.',
    '+75 UpdateService: desiredCount 8',
    '+90 has reached a steady state.',
    '+90 is AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 2 tasks in us-east-1c.',
  ]);
});

test('a zone without capacity is told once, and filled when it has some [zones-without-capacity-are-left-out]', () => {
  const { sim, from } = inTwoZones();
  sim.run('30s');
  sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1b', until: '+10m' });
  sim.run('20m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+54.1 has started 3 tasks:.',
    '+90 has reached a steady state.',
    '+150 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1c, 0 tasks in us-east-1b. AZ Rebalancing in progress.',
    '+150 is unable to place a task in us-east-1b.',
    '+630 has started 2 tasks in us-east-1b to AZ Rebalance:.',
    '+700 has stopped 1 running tasks in us-east-1a due to AZ rebalancing:.',
    '+700 has stopped 1 running tasks in us-east-1c due to AZ rebalancing:.',
    '+710 has reached a steady state.',
    '+710 is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 2 tasks in us-east-1c.',
  ]);
  expect(zonesOf(sim)).toBe('aabbcc');
});

test('nothing is started in place of protected tasks, which is told; when they may go, they do [zones-protected-tasks-stay]', () => {
  const { sim, from } = inTwoZones();
  protect(sim);
  sim.run('10m');
  protect(sim, false);
  sim.run('5m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 UpdateTaskProtection: 6 tasks protected',
    '+60 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 was unable to AZ Rebalance because (taskSet ecs-svc/6804229292356310906) was unable to scale in due to (reason 2 tasks under protection)',
    '+600 UpdateTaskProtection: 6 tasks unprotected',
    '+660 has started 2 tasks in us-east-1c to AZ Rebalance:.',
    '+730 has stopped 1 running tasks in us-east-1a due to AZ rebalancing:.',
    '+730 has stopped 1 running tasks in us-east-1b due to AZ rebalancing:.',
    '+740 has reached a steady state.',
    '+740 is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 2 tasks in us-east-1c.',
  ]);
});

test('protected on the way, they stay: what was started goes, for no zone’s sake [zones-protected-tasks-stay]', () => {
  const { sim, from } = inTwoZones();
  const tasks = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
  sim.run('70s');
  sim.ecs.updateTaskProtection({ cluster: 'default', tasks, protectionEnabled: true });
  sim.run('10m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+60 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 2 tasks in us-east-1c to AZ Rebalance:.',
    '+70 UpdateTaskProtection: 6 tasks protected',
    '+130 has stopped 2 running tasks:.',
    '+140 has reached a steady state.',
    '+200 was unable to AZ Rebalance because (taskSet ecs-svc/6804229292356310906) was unable to scale in due to (reason 2 tasks under protection)',
  ]);
});

test('an update of something else leaves the look when it is due [zones-looked-at-after-a-minute]', () => {
  const { sim, from } = inTwoZones({ desiredCount: 4 });
  sim.run('30s');
  sim.ecs.updateService({ service: 'web', enableECSManagedTags: true });
  sim.run('40s');
  expect(toldFrom(sim, from).filter((line) => / AZ /.test(line))).toEqual([
    '+60 is not AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 1 tasks in us-east-1c to AZ Rebalance:.',
  ]);
});

test('balanced by chance before the look, nothing is told of it', () => {
  const { sim, from } = inTwoZones({ desiredCount: 4 }, { scheduler: { zoneCheckMs: 300_000 } });
  sim.run('61s');
  sim.ecs.stopTask({ task: sim.ecs.listTasks({ serviceName: 'web' }).taskArns[0] ?? '' });
  sim.run('20m');
  expect(zonesOf(sim)).toBe('abbc');
  expect(toldFrom(sim, from).filter((line) => / AZ /.test(line))).toEqual([]);
});

test('where some may go, nothing is said of those that are protected [zones-protected-tasks-stay]', () => {
  const { sim, from } = inTwoZones();
  const tasks = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
  sim.ecs.updateTaskProtection({ cluster: 'default', tasks: tasks.slice(0, 5), protectionEnabled: true });
  sim.run('150s');
  expect(toldFrom(sim, from).filter((line) => / AZ /.test(line))).toEqual([
    '+60 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 1 tasks in us-east-1c to AZ Rebalance:.',
    '+130 has stopped 1 running tasks in us-east-1a due to AZ rebalancing:.',
  ]);
});
