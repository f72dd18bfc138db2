import { expect, test } from 'vitest';
import { createSimulator, type Duration, fargateService, type Simulator } from '../../../src/index.js';

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

test('tasks that die on their way bring no balance, nobody says so, and nobody tries for ever', () => {
  const sim = allInOneZone(3);
  sim.workloads.set({ taskDefinition: 'web:1', launches: { from: 6 } }, { exits: { code: 1, after: '4s' } });
  expect(toldIn(sim, '1h')).toEqual([
    '+60 has started 1 tasks in us-east-1a to AZ Rebalance:.',
    '+60 has started 1 tasks in us-east-1b to AZ Rebalance:.',
    '+110 has reached a steady state.',
    '+110 stopped AZ Rebalancing.',
  ]);
});
