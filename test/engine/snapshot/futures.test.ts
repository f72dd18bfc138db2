import { expect, test } from 'vitest';
import { createSimulator, fargateService, restoreSimulator, type Simulator } from '../../../src/index.js';

/** The ids of five tasks that chance picks to be killed. */
function victimsOf(sim: Simulator): string[] {
  const told = sim.facts().length;
  for (let count = 0; count < 5; count += 1) sim.faults.add({ kind: 'killTask', service: 'web', pick: 'random' });
  sim.run('1s');
  return sim
    .facts()
    .slice(told)
    .flatMap((fact) => (fact.kind === 'task' ? [fact.taskId] : []));
}

test('chance that was drawn from goes on where it was, after a restore as after a fork', () => {
  const sim = createSimulator({ seed: 7 });
  fargateService(sim, { desiredCount: 20 });
  sim.runUntilSteady();
  victimsOf(sim);
  sim.runUntilSteady();

  const restored = restoreSimulator(JSON.parse(JSON.stringify(sim.snapshot())));
  const fork = sim.fork();
  const victims = victimsOf(sim);
  expect(new Set(victims).size).toBe(5);
  expect([restored, fork].map(victimsOf)).toEqual([victims, victims]);
});
