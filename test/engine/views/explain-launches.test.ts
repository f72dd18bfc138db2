import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from 'steadystate';
import { expect, test } from 'vitest';

/** What `explain` says of starts that find no place, or are not let. */

function settled(facts: FargateServiceFacts = {}): Simulator {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, facts);
  sim.runUntilSteady();
  return sim;
}

const sentences = (sim: Simulator) => sim.explain('web').split('\n');

test('no capacity, while that is tried again on the next beat', () => {
  const sim = settled();
  sim.faults.add({ kind: 'capacityUnavailable' });
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  sim.run('5s');
  expect(sim.explain('web')).toBe(
    'No Availability Zone of web:1 has capacity: 2 tasks cannot be placed, which is tried again on the next beat.',
  );
});

test('no capacity in one of the zones is no reason', () => {
  const sim = settled({ subnets: ['subnet-1a', 'subnet-1b'] });
  sim.faults.add({ kind: 'capacityUnavailable', zone: 'us-east-1a' });
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  expect(sim.explain('web')).toBe('Service web is not steady yet; its next pass will see to it.');
});

test('the launch rate, which old and new tasks share', () => {
  const sim = createSimulator({
    digestGate: 'none',
    quotas: { fargateLaunchBurst: 2, fargateLaunchesPerSecond: 1 },
  });
  const web = fargateService(sim, { desiredCount: 5, maximumPercent: 400 });
  sim.run('21s');
  expect(sentences(sim)).toEqual([
    'The launch rate lets 2 of 3 tasks of web:1 start now: the rest waits for a later pass (quotas).',
    '2 of 2 tasks of web:1 are starting.',
  ]);
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2'), desiredCount: 8 });
  sim.run('12s');
  for (const task of sim.ecs.listTasks({ serviceName: 'web' }).taskArns.slice(0, 4)) sim.ecs.stopTask({ task });
  sim.run('26s');
  expect(sentences(sim).slice(0, 3)).toEqual([
    'The launch rate lets 1 of 2 tasks of web:1 start now: the rest waits for a later pass (quotas).',
    'The launch rate lets 0 of 2 tasks of web:2 start now: the rest waits for a later pass (quotas).',
    '8 tasks must stay healthy and 1 is: 1 task may stop only when others are healthy.',
  ]);
});

test('the launch rate is no reason where it lets all start', () => {
  const sim = createSimulator({ digestGate: 'none', quotas: { fargateLaunchBurst: 2, fargateLaunchesPerSecond: 1 } });
  fargateService(sim, { desiredCount: 4 });
  sim.run('21s');
  expect(sim.explain('web')).toBe('2 of 2 tasks of web:1 are starting.');
});

test('a slot that is kept for a repair', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 4, minimumHealthyPercent: 50, maximumPercent: 125 });
  sim.runUntilSteady();
  const [task = ''] = sim.ecs.listTasks({}).taskArns;
  sim.run('7s');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('27s');
  sim.ecs.stopTask({ task });
  sim.run('19s');
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "2 tasks must stay healthy and 1 is: 1 task may stop only when others are healthy.",
      "The maximum of 5 tasks is reached: 1 more of web:2 is wanted, 1 is on the way out, 1 slot is kept for the repair of superseded tasks.",
      "3 of 3 tasks of web:2 run but do not count as healthy yet: the first has to run for 40 s more.",
      "2 tasks of the superseded web:1 have not stopped yet.",
      "1 task is stopping.",
    ]
  `);
});
