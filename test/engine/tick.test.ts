import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../src/index.js';

function aSteadyService(options: Parameters<typeof createSimulator>[0] = {}): Simulator {
  const sim = createSimulator(options);
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.run('1m');
  return sim;
}

describe('at one moment', () => {
  test('faults and scheduled calls come first, in the order in which they were made, then tasks, then passes', () => {
    const sim = aSteadyService();
    const beat = sim.facts().findLast((fact) => fact.kind === 'scheduler' && fact.change === 'steady');
    // A moment on the grid of the service's beats.
    const atMs = (beat?.atMs ?? 0) + 120_000;
    sim.schedule(new Date(atMs), 'ecs.updateService', { service: 'web', desiredCount: 3 });
    sim.faults.add({ kind: 'capacityUnavailable', from: new Date(atMs), until: new Date(atMs + 60_000) });
    sim.schedule(new Date(atMs), 'ecs.updateService', { service: 'web', desiredCount: 4 });
    const told = sim.facts().length;
    sim.runTo(new Date(atMs));
    const order = sim
      .facts()
      .slice(told)
      .map((fact) => (fact.kind === 'call' ? `call ${fact.about}` : fact.kind));
    expect(order.filter((each) => each.startsWith('call') || each === 'fault')).toEqual([
      'call desiredCount 3',
      'fault',
      'call desiredCount 4',
    ]);
    // Counts are told once, when everything of the moment has happened.
    expect(order.filter((each) => each === 'counts')).toHaveLength(1);
    expect(order.at(-1)).toBe('counts');
    expect(sim.facts().at(-1)).toMatchObject({ desiredCount: 4, atMs });
  });

  test('what becomes due at it is handled in it', () => {
    const sim = createSimulator({ latency: 'zero', digestGate: 'none' });
    fargateService(sim, { desiredCount: 3 });
    sim.run(0);
    expect(sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.runningCount).toBe(3);
  });
});

describe('an endless moment', () => {
  /** Crashes at once and is restarted at once, for ever. */
  function anEndlessLoop(): Simulator {
    const sim = createSimulator({ latency: 'zero' });
    sim.ecs.createCluster({ clusterName: 'default' });
    sim.ecs.registerTaskDefinition({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'web', image: 'web:1', restartPolicy: { enabled: true, restartAttemptPeriod: 60 } },
      ],
    });
    sim.workloads.set('web', { exits: { code: 1, after: 0 } });
    sim.ecs.runTask({
      taskDefinition: 'web',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    });
    return sim;
  }

  test('a task that restarts in place has to have run for a minute: no loop', () => {
    const sim = anEndlessLoop();
    expect(sim.run('10m').ended).toBe('reached');
  });
});
