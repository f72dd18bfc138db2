import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../src/index.js';

function aSteadyService(): Simulator {
  const sim = createSimulator();
  fargateService(sim);
  sim.runUntilSteady();
  return sim;
}

const desiredCount = (sim: Simulator) => sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.desiredCount;

describe('a scheduled call', () => {
  test('is made at its moment, not before', () => {
    const sim = aSteadyService();
    sim.schedule('+5m', 'ecs.updateService', { service: 'web', desiredCount: 2 });
    sim.run(5 * 60_000 - 1);
    expect(desiredCount(sim)).toBe(1);
    sim.run(1);
    expect(desiredCount(sim)).toBe(2);
  });

  test('of one moment are made in the order in which they were scheduled', () => {
    const sim = aSteadyService();
    for (const count of [3, 5, 4]) sim.schedule('+5m', 'ecs.updateService', { service: 'web', desiredCount: count });
    sim.run('5m');
    expect(desiredCount(sim)).toBe(4);
  });

  test('at the present moment is made as soon as time is moved, if only by nothing', () => {
    const sim = aSteadyService();
    sim.schedule(sim.now, 'ecs.updateService', { service: 'web', desiredCount: 2 });
    expect(desiredCount(sim)).toBe(1);
    sim.run(0);
    expect(desiredCount(sim)).toBe(2);
  });

  test('is what it was when it was scheduled, whatever becomes of its input', () => {
    const sim = aSteadyService();
    const input = { service: 'web', desiredCount: 2 };
    sim.schedule('+1m', 'ecs.updateService', input);
    input.desiredCount = 9;
    sim.run('1m');
    expect(desiredCount(sim)).toBe(2);
  });

  test('that AWS refuses is a fact, not an exception', () => {
    const sim = aSteadyService();
    sim.schedule('+1m', 'ecs.updateService', { service: 'nobody', desiredCount: 2 });
    sim.run('1m');
    expect(sim.facts().at(-1)).toEqual({
      atMs: sim.now.getTime(),
      seq: expect.any(Number),
      kind: 'call',
      api: 'ecs',
      operation: 'updateService',
      cluster: 'default',
      service: 'nobody',
      about: 'desiredCount 2',
      error: 'ServiceNotFoundException',
      why: 'Service not found.',
    });
    expect(sim.timeline({ from: '+0s' })).toContain(
      '[nobody] UpdateService: desiredCount 2: refused with ServiceNotFoundException: Service not found.',
    );
  });

  test('that cannot even be read is a fact as well', () => {
    const sim = aSteadyService();
    sim.schedule('+1m', 'ecs.updateService', { service: 'web', desiredCount: 'many' });
    sim.run('1m');
    expect(sim.facts().at(-1)).toMatchObject({
      kind: 'call',
      operation: 'updateService',
      about: '',
      error: expect.any(String),
    });
    expect(desiredCount(sim)).toBe(1);
  });

  test('to the other service', () => {
    const sim = aSteadyService();
    sim.schedule('+1m', 'elbv2.createLoadBalancer', { Name: 'late', Subnets: ['subnet-a', 'subnet-b'] });
    sim.run('1m');
    expect(sim.elbv2.describeLoadBalancers().LoadBalancers.map(({ LoadBalancerName }) => LoadBalancerName)).toEqual([
      'late',
    ]);
  });
});

describe('is refused at once', () => {
  test.each<[string, string, string]>([
    [
      '2025-12-31',
      'ecs.updateService',
      '2025-12-31T00:00:00.000Z has passed: it is 2026-01-01T00:00:00.000Z. Schedule calls for later, or call now.',
    ],
    [
      '+1m',
      'ecs.updateServices',
      "There is no operation ecs.updateServices. Write 'ecs.updateService' or 'elbv2.registerTargets'.",
    ],
    [
      '+1m',
      's3.putObject',
      "There is no operation s3.putObject. Write 'ecs.updateService' or 'elbv2.registerTargets'.",
    ],
    [
      '+1m',
      'updateService',
      "There is no operation updateService. Write 'ecs.updateService' or 'elbv2.registerTargets'.",
    ],
    ['later', 'ecs.updateService', "'later' is not a moment of virtual time."],
  ])('%s %s', (moment, operation, message) => {
    const sim = createSimulator();
    const before = sim.snapshot();
    expect(() => sim.schedule(moment, operation as 'ecs.updateService')).toThrow(message);
    expect(sim.snapshot()).toEqual(before);
  });
});
