import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

test.each([
  { circuitBreaker: true, told: ['the breaker counts 1 of 3 failures', 'the breaker counts 2 of 3 failures'] },
  {
    circuitBreaker: false,
    told: ['failedTasks is 1: the circuit breaker is off', 'failedTasks is 2: the circuit breaker is off'],
  },
])(
  'failures are counted with the circuit breaker $circuitBreaker [breaker-failures-are-counted-without-it]',
  ({ circuitBreaker, told }) => {
    const sim = createSimulator();
    fargateService(sim, { circuitBreaker });
    sim.workloads.set('web', { exits: { code: 1, after: 0 } });
    sim.run('2m');
    const lines = sim.timelineEntries({ service: 'web' }).filter(({ text }) => /^(the breaker|failedTasks)/.test(text));
    expect(lines.map(({ text }) => text)).toEqual(told);
  },
);

test('failures of health checks are counted with the circuit breaker off, and shown as failedTasks [breaker-failures-are-counted-without-it]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { circuitBreaker: false, desiredCount: 2, healthCheck: true });
  sim.workloads.set('web', { healthCheck: 'failing' });
  sim.runUntil(() => failedTasks() !== 0, { timeout: '10m' });
  function failedTasks() {
    return sim.ecs.describeServices({ services: ['web'] }).services[0]?.deployments[0]?.failedTasks;
  }
  expect(failedTasks()).toBe(2);
});

test('a verdict on what goes on is a part of a sentence', () => {
  const sim = createSimulator();
  fargateService(sim);
  sim.run('20s');
  expect(sim.verdict('web').why).toBe('1 of 1 task of web:1 is starting');
});
