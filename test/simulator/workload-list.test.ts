import { createSimulator, fargateService } from 'steadystate';
import { expect, test } from 'vitest';

test('rules are listed as they were set', () => {
  const sim = createSimulator();
  fargateService(sim);
  sim.workloads.set('web:1', { startsIn: '3s' });
  sim.workloads.set({ image: 'web:1', launches: { to: 2 } }, { http: 503 });
  expect(sim.workloads.list()).toEqual([
    { selector: { taskDefinition: 'web:1' }, behaviour: { startsIn: '3s' } },
    { selector: { image: 'web:1', launches: { to: 2 } }, behaviour: { http: 503 } },
  ]);
  sim.workloads.clear();
  expect(sim.workloads.list()).toEqual([]);
});
