import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../src/index.js';

test('with ahead, a rule waits for what is registered later', () => {
  const sim = createSimulator();
  const web = fargateService(sim, { circuitBreaker: true });
  sim.runUntilSteady();
  sim.workloads.set('web:2', { exits: { code: 1, after: '4s' } }, { ahead: true });
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  expect(sim.runUntilSteady().outcome).toBe('rolled back');
});
