import { expect, test } from 'vitest';
import { createSimulator, type Duration, fargateService, type Simulator } from '../../../src/index.js';
import { inTwoZones, toldFrom } from './zones.js';

/** All tasks lie in the third zone, because the two others were lost; in a minute they are back. */
function allInOneZone(desiredCount: number): Simulator {
  const sim = createSimulator({ seed: 3, digestGate: 'none' });
  fargateService(sim, { desiredCount, loadBalancer: true });
  sim.runUntilSteady();
  for (const zone of ['us-east-1a', 'us-east-1b']) {
    sim.faults.add({ kind: 'zoneLost', zone, from: '+1m', until: '+5m' });
  }
  sim.run('4m');
  sim.runUntilSteady();
  return sim;
}

function toldIn(sim: Simulator, duration: Duration): string[] {
  const from = sim.now;
  sim.run(duration);
  return sim
    .timelineEntries({ service: 'web', from })
    .flatMap(({ atMs, text }) =>
      /AZ|has started|has stopped|steady|pending/.test(text) ? [`+${(atMs - from.getTime()) / 1_000} ${text}`] : [],
    )
    .map((line) => line.replace(/ ?\(task \w+\)/g, ''));
}

test('tasks of a zone that is slower wait for each other no longer than for themselves', () => {
  const sim = allInOneZone(6);
  sim.faults.add({ kind: 'slowProvisioning', zone: 'us-east-1b', extra: '60s' });
  expect(toldIn(sim, '10m')).toEqual([
    '+60 has started 2 tasks in us-east-1a to AZ Rebalance:.',
    '+60 has started 2 tasks in us-east-1b to AZ Rebalance:.',
    '+100 has stopped 2 running tasks in us-east-1c due to AZ rebalancing:.',
    '+160 has stopped 2 running tasks in us-east-1c due to AZ rebalancing:.',
    '+180 has reached a steady state.',
    '+180 is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 2 tasks in us-east-1c.',
  ]);
});

test('tasks that die on their way bring no balance: a minute after the steady state others are tried [zones-looked-at-after-a-minute]', () => {
  const sim = allInOneZone(3);
  sim.workloads.set({ taskDefinition: 'web:1', launches: { from: 6 } }, { exits: { code: 1, after: '4s' } });
  expect(toldIn(sim, '4m')).toEqual([
    '+60 has started 1 tasks in us-east-1a to AZ Rebalance:.',
    '+60 has started 1 tasks in us-east-1b to AZ Rebalance:.',
    '+110 has reached a steady state.',
    '+170 has started 1 tasks in us-east-1a to AZ Rebalance:.',
    '+170 has started 1 tasks in us-east-1b to AZ Rebalance:.',
    '+220 has reached a steady state.',
  ]);
  // They repaired nothing: what is repaired next doesn't wait for the starts of a new deployment.
  expect(sim.snapshot().deployments.map(({ repairsWait }) => repairsWait)).toEqual([false]);
});

test('the facts of starts and stops name the zone where they rebalance, and none elsewhere', () => {
  const sim = allInOneZone(3);
  sim.run('3m');
  const events = sim.facts().flatMap((fact) => (fact.kind === 'serviceEvent' ? [fact] : []));
  const named = events.map((fact) => `${fact.event}${'zone' in fact ? ` in ${fact.zone}` : ''}`);
  expect(named.filter((each) => /^(started|stopped)/.test(each))).toEqual([
    'started',
    'started',
    'started in us-east-1a',
    'started in us-east-1b',
    'stopped in us-east-1c',
  ]);
});

const stopOldest = (sim: Simulator) =>
  sim.ecs.stopTask({ task: sim.ecs.listTasks({ serviceName: 'web' }).taskArns[0] ?? '' });

const zonesOfStarts = (sim: Simulator, from: Date) =>
  sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'task' && fact.change === 'created' && fact.atMs >= from.getTime()
        ? [`+${(fact.atMs - from.getTime()) / 1_000} ${fact.zone}`]
        : [],
    );

test('steady anew, the zones are looked at that much later; balanced once, that is not told again [zones-looked-at-after-a-minute]', () => {
  const { sim, from } = inTwoZones({}, { scheduler: { zoneCheckMs: 300_000 } });
  sim.run('1m');
  stopOldest(sim);
  sim.run('15m');
  stopOldest(sim);
  sim.run('3m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+85 has started 1 tasks:.',
    '+120 has reached a steady state.',
    '+420 is not AZ balanced with 3 tasks in us-east-1b, 2 tasks in us-east-1a, 1 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+420 has started 1 tasks in us-east-1c to AZ Rebalance:.',
    '+490 has stopped 1 running tasks in us-east-1b due to AZ rebalancing:.',
    '+500 has reached a steady state.',
    '+500 is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 2 tasks in us-east-1c.',
    '+985 has started 1 tasks:.',
    '+1020 has reached a steady state.',
  ]);
});

test('a service that is not steady just then is looked at when it is [zones-looked-at-after-a-minute]', () => {
  const { sim, from } = inTwoZones();
  sim.run('50s');
  stopOldest(sim);
  sim.run('3m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+75 has started 1 tasks:.',
    '+110 has reached a steady state.',
    '+170 is not AZ balanced with 3 tasks in us-east-1b, 2 tasks in us-east-1a, 1 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+170 has started 1 tasks in us-east-1c to AZ Rebalance:.',
  ]);
});

test('switched off before the look, nothing is done; nor is it where the maximum leaves no room [zones-eligible]', () => {
  const off = inTwoZones();
  off.sim.run('30s');
  off.sim.ecs.updateService({ service: 'web', availabilityZoneRebalancing: 'DISABLED' });
  off.sim.run('10m');
  const full = inTwoZones({ minimumHealthyPercent: 50, maximumPercent: 110 });
  full.sim.run('10m');
  expect({ off: toldFrom(off.sim, off.from), full: toldFrom(full.sim, full.from) }).toEqual({
    off: ['+0 has reached a steady state.', '+30 UpdateService: availabilityZoneRebalancing'],
    full: ['+0 has reached a steady state.'],
  });
});

test('no more are started than the maximum has room for, and the rest a minute after these [zones-start-before-stop]', () => {
  const { sim, from } = inTwoZones({ maximumPercent: 120 });
  sim.run('5m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+60 is not AZ balanced with 3 tasks in us-east-1a, 3 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 1 tasks in us-east-1c to AZ Rebalance:.',
    '+130 has stopped 1 running tasks in us-east-1a due to AZ rebalancing:.',
    '+140 has reached a steady state.',
    '+200 has started 1 tasks in us-east-1c to AZ Rebalance:.',
    '+270 has stopped 1 running tasks in us-east-1b due to AZ rebalancing:.',
    '+280 has reached a steady state.',
    '+280 is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 2 tasks in us-east-1c.',
  ]);
});

test('zones without capacity are told, each for itself, and filled when they have some [zones-told-by-count]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  for (const zone of ['us-east-1a', 'us-east-1b']) {
    sim.faults.add({ kind: 'capacityUnavailable', zone, until: '+200s' });
  }
  fargateService(sim, { desiredCount: 6, subnets: ['subnet-c', 'subnet-b', 'subnet-a'] });
  sim.run('100s');
  const from = sim.now;
  sim.run('10m');
  expect(toldFrom(sim, from)).toEqual([
    '+5 is not AZ balanced with 6 tasks in us-east-1c, 0 tasks in us-east-1a, 0 tasks in us-east-1b. AZ Rebalancing in progress.',
    '+5 is unable to place a task in us-east-1b.',
    '+5 is unable to place a task in us-east-1a.',
    '+125 has started 2 tasks in us-east-1b to AZ Rebalance:.',
    '+125 has started 2 tasks in us-east-1a to AZ Rebalance:.',
    '+195 has stopped 4 running tasks in us-east-1c due to AZ rebalancing:.',
    '+205 has reached a steady state.',
    '+205 is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 2 tasks in us-east-1c.',
  ]);
  expect(zonesOfStarts(sim, from)).toEqual([
    '+125 us-east-1b',
    '+125 us-east-1b',
    '+125 us-east-1a',
    '+125 us-east-1a',
  ]);
});

test('where the launch rate leaves nothing just then, nothing is told as started [launch-throttled-is-told]', () => {
  const { sim, from } = inTwoZones(
    { desiredCount: 4 },
    { quotas: { fargateLaunchBurst: 4, fargateLaunchesPerSecond: 1 } },
  );
  sim.run('59.9s');
  sim.ecs.runTask({
    taskDefinition: 'web',
    count: 4,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  });
  sim.run('2m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+60 is not AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 operations are being throttled. Will try again later.',
    '+120 has started 1 tasks in us-east-1c to AZ Rebalance:.',
  ]);
});

test('a stop after those for the zones is an ordinary one [zones-start-before-stop]', () => {
  const { sim, from } = inTwoZones({ desiredCount: 4 });
  sim.run('131s');
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  sim.run('10m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+60 is not AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 1 tasks in us-east-1c to AZ Rebalance:.',
    '+130 has stopped 1 running tasks in us-east-1a due to AZ rebalancing:.',
    '+131 UpdateService: desiredCount 3',
    '+140 has stopped 1 running tasks:.',
    '+150 has reached a steady state.',
    '+150 is AZ balanced with 1 tasks in us-east-1a, 1 tasks in us-east-1b, 1 tasks in us-east-1c.',
  ]);
});

test('a deployment interrupts it to the last, and is steady without a word about zones [zones-deployment-interrupts]', () => {
  const { sim, web, from } = inTwoZones({ desiredCount: 4 });
  sim.run('135s');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('5m');
  expect(toldFrom(sim, from)).toEqual([
    '+0 has reached a steady state.',
    '+60 is not AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
    '+60 has started 1 tasks in us-east-1c to AZ Rebalance:.',
    '+130 has stopped 1 running tasks in us-east-1a due to AZ rebalancing:.',
    '+135 UpdateService: taskDefinition web:2',
    '+135 stopped AZ Rebalancing.',
    '+150 has started 4 tasks:.',
    '+220 has stopped 4 running tasks:.',
    '+275 has reached a steady state.',
  ]);
});
