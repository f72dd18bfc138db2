import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';

/** Four tasks, all of them in two zones of three: the third was lost while they were started. */
function lopsided(availabilityZoneRebalancing: 'ENABLED' | 'DISABLED' = 'ENABLED') {
  const sim = createSimulator({ digestGate: 'none' });
  sim.faults.add({ kind: 'capacityUnavailable', zone: 'us-east-1c', until: '+1m' });
  const web = fargateService(sim, { desiredCount: 4 });
  sim.ecs.updateService({ service: 'web', availabilityZoneRebalancing });
  sim.runUntilSteady();
  return { sim, web, from: sim.now };
}

const events = (sim: Simulator, from: Date) =>
  sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'serviceEvent' && fact.event !== 'completed' && fact.atMs >= from.getTime()
        ? [
            `${Math.round((fact.atMs - from.getTime()) / 1_000)} ${fact.message.replace(/\(task \w+\)/g, '(task)').replace('(service web) ', '')}`,
          ]
        : [],
    );

describe('a service whose zones are out of balance', () => {
  test('starts where tasks are few, and stops where they are many [zones-looked-at-after-a-minute] [zones-start-before-stop] [zones-told-by-count]', () => {
    const { sim, from } = lopsided();
    sim.run('10m');
    expect(events(sim, from)).toEqual([
      '0 has reached a steady state.',
      '60 is not AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.',
      '60 has started 1 tasks in us-east-1c to AZ Rebalance: (task).',
      '130 has stopped 1 running tasks in us-east-1a due to AZ rebalancing: (task).',
      '140 has reached a steady state.',
      '140 is AZ balanced with 2 tasks in us-east-1b, 1 tasks in us-east-1a, 1 tasks in us-east-1c.',
    ]);
  });

  test('is left alone where rebalancing is off [zones-eligible]', () => {
    const { sim, from } = lopsided('DISABLED');
    sim.run('10m');
    expect(events(sim, from)).toEqual(['0 has reached a steady state.']);
  });

  test('a deployment interrupts it [zones-deployment-interrupts]', () => {
    const { sim, web, from } = lopsided();
    sim.run('70s');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    expect(events(sim, from).at(-1)).toBe('70 stopped AZ Rebalancing.');
  });
});
