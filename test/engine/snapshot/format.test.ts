import { expect, test } from 'vitest';
import { createSimulator, fargateService, restoreSimulator, type Simulator } from '../../../src/index.js';

/** The same state, come to in different ways. */
function aRollout(move: (sim: Simulator, seconds: number) => void): Simulator {
  const sim = createSimulator({ seed: 5 });
  const web = fargateService(sim, { desiredCount: 3, loadBalancer: true });
  move(sim, 200);
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  move(sim, 100);
  return sim;
}

test('the same state is the same text, however it came about', () => {
  const text = JSON.stringify(aRollout((sim, seconds) => sim.run(`${seconds}s`)).snapshot());
  const byTicks = aRollout((sim, seconds) => {
    for (let tick = 0; tick < seconds; tick += 1) sim.tick();
  });
  expect(JSON.stringify(byTicks.snapshot())).toBe(text);
  // Rows of memory lie elsewhere after restoring: tasks that are gone leave no holes.
  expect(JSON.stringify(restoreSimulator(JSON.parse(text)).snapshot())).toBe(text);
  expect(JSON.stringify(byTicks.fork().snapshot())).toBe(text);
  const unheard = aRollout((sim, seconds) => sim.on('fact', () => {}).run(`${seconds}s`));
  expect(JSON.stringify(unheard.snapshot())).toBe(text);
});

test('a snapshot is plain data, its own, and says what it is', () => {
  const sim = aRollout((each, seconds) => each.run(`${seconds}s`));
  const snapshot = sim.snapshot();
  expect(snapshot).toMatchObject({ format: 'steadystate', version: 2, nowMs: sim.now.getTime() });
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  const text = JSON.stringify(snapshot);
  sim.run('10m');
  expect(JSON.stringify(snapshot)).toBe(text);
});

test('facts come along when they are asked for', () => {
  const sim = aRollout((each, seconds) => each.run(`${seconds}s`));
  expect('facts' in sim.snapshot()).toBe(false);
  const restored = restoreSimulator(sim.snapshot({ facts: true }));
  expect(restored.facts()).toEqual(sim.facts());
  expect(restored.timeline()).toBe(sim.timeline());
});
