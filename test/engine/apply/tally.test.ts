import { expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';

const belowMinimumMs = (sim: Simulator, time: string) => sim.run(time).services[0]?.belowMinimumMs ?? Number.NaN;

test('a stretch that begins below the minimum is below it from its start: in steps it adds up to the same', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2 });
  sim.run('5m');
  sim.faults.add({ kind: 'killTask', service: 'web' });
  const inOne = belowMinimumMs(sim.fork(), '10m');
  const steps = ['4s', '6s', '1s', '10m'].map((time) => belowMinimumMs(sim, time));
  expect([inOne, ...steps]).toEqual([85_500, 4_000, 6_000, 1_000, 74_500]);
});

test('a service that a call leaves below its minimum is below it from the start of the next stretch', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2, minimumHealthyPercent: 50 });
  sim.run('5m');
  sim.ecs.updateService({ service: 'web', desiredCount: 4 });
  expect(belowMinimumMs(sim, '10s')).toBe(0);
  sim.ecs.updateService({ service: 'web', desiredCount: 5 });
  expect(belowMinimumMs(sim, '10s')).toBe(10_000);
});
