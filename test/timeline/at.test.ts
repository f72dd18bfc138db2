import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../src/index.js';
import { countsSeries } from '../../src/timeline/index.js';

/** web:1 is replaced by web:2 at +2:00, behind a balancer. */
function aReplacement() {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { loadBalancer: { deregistrationDelaySeconds: 10 } });
  sim.runTo('2026-01-01T00:02:00Z');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.runUntilSteady();
  return sim;
}

describe('at', () => {
  test('nothing at the start, whole before and in the middle of a deployment', () => {
    const sim = aReplacement();
    expect(sim.at('+0s')).toEqual({
      at: new Date('2026-01-01T00:00:00Z'),
      services: [expect.objectContaining({ service: 'web', desiredCount: 1, running: 0, tasks: [] })],
    });
    expect(sim.at('+2m37s')).toEqual({
      at: new Date('2026-01-01T00:02:37Z'),
      services: [
        {
          cluster: 'default',
          service: 'web',
          desiredCount: 1,
          deployments: [
            {
              deploymentId: 'ecs-svc/3780834602174079726',
              taskDefinition: 'web:2',
              status: 'PRIMARY',
              desired: 1,
              pending: 0,
              running: 1,
              healthy: 0,
              stopping: 0,
            },
            {
              deploymentId: 'ecs-svc/6804229292356310906',
              taskDefinition: 'web:1',
              status: 'ACTIVE',
              desired: 1,
              pending: 0,
              running: 1,
              healthy: 1,
              stopping: 0,
            },
          ],
          pending: 0,
          running: 2,
          healthy: 1,
          stopping: 0,
          occupied: 2,
          healthyTargets: 1,
          tasks: [
            {
              taskId: 'a7a466fd27e70edd33c32949708f835d',
              taskDefinition: 'web:1',
              zone: 'us-east-1a',
              lastStatus: 'RUNNING',
              desiredStatus: 'RUNNING',
            },
            {
              taskId: expect.stringMatching(/^d7174c06/),
              taskDefinition: 'web:2',
              zone: 'us-east-1b',
              lastStatus: 'RUNNING',
              desiredStatus: 'RUNNING',
            },
          ],
        },
      ],
    });
  });

  test('what happened at the moment itself counts', () => {
    const sim = aReplacement();
    const running = (moment: string) => sim.at(moment).services[0]?.running;
    expect([running('+35999ms'), running('+36s')]).toEqual([0, 1]);
  });

  test('a service that is gone is not shown, one that was made again is', () => {
    const sim = aReplacement();
    sim.ecs.deleteService({ service: 'web', force: true });
    sim.run('10m');
    const gone = sim.now;
    expect(sim.at(gone).services).toEqual([]);
    sim.ecs.createService({
      serviceName: 'web',
      taskDefinition: 'web:2',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    });
    expect(sim.at(sim.now).services.map(({ desiredCount }) => desiredCount)).toEqual([2]);
  });

  test('before the start there was nothing', () => {
    expect(aReplacement().at('2025-12-31T23:59:59Z').services).toEqual([]);
  });

  test('a moment that is still to come is refused', () => {
    const sim = createSimulator();
    expect(() => sim.at('+1s')).toThrow(
      '2026-01-01T00:00:01.000Z is still to come: it is 2026-01-01T00:00:00.000Z. Move time there first, with run or runTo.',
    );
    expect(() => sim.at('soon')).toThrow("'soon' is not a moment of virtual time.");
  });
});

describe('series', () => {
  const inShort = (sim: ReturnType<typeof aReplacement>) =>
    sim
      .series('web')
      .map(({ at, pending, running, healthy, healthyTargets, occupied, stopping }) =>
        [
          (at.getTime() - Date.UTC(2026, 0, 1)) / 1000,
          `${pending}/${running}/${healthy}`,
          `${healthyTargets} targets`,
          `${occupied} slots`,
          `${stopping} stopping`,
        ].join(' '),
      );

  test('one entry per moment at which the counts changed, summed over deployments', () => {
    expect(inShort(aReplacement())).toMatchInlineSnapshot(`
      [
        "0 0/0/0 0 targets 0 slots 0 stopping",
        "15 1/0/0 0 targets 1 slots 0 stopping",
        "36 0/1/0 0 targets 1 slots 0 stopping",
        "46 0/1/1 1 targets 1 slots 0 stopping",
        "55 0/1/1 1 targets 1 slots 0 stopping",
        "120 0/1/1 1 targets 1 slots 0 stopping",
        "135 1/1/1 1 targets 2 slots 0 stopping",
        "156 0/2/1 1 targets 2 slots 0 stopping",
        "166 0/2/2 2 targets 2 slots 0 stopping",
        "175 0/1/1 2 targets 2 slots 1 stopping",
        "185 0/1/1 1 targets 2 slots 1 stopping",
        "206.1 0/1/1 1 targets 1 slots 1 stopping",
        "215 0/1/1 1 targets 1 slots 0 stopping",
      ]
    `);
  });

  test('calls between two moments tell counts once: the last one holds', () => {
    const sim = createSimulator();
    fargateService(sim);
    sim.ecs.updateService({ service: 'web', desiredCount: 2 });
    sim.ecs.updateService({ service: 'web', desiredCount: 3 });
    expect(sim.series('web').map(({ at, desiredCount }) => [at, desiredCount])).toEqual([[sim.now, 3]]);
  });

  test('without a target group there are no healthyTargets', () => {
    const sim = createSimulator();
    fargateService(sim);
    sim.runUntilSteady();
    expect(sim.series('web').some((entry) => 'healthyTargets' in entry)).toBe(false);
  });

  test('services of one name are told apart by their cluster', () => {
    const sim = createSimulator();
    fargateService(sim, { desiredCount: 1 });
    fargateService(sim, { desiredCount: 2, cluster: 'other' });
    expect(sim.series({ service: 'web', cluster: 'other' }).map(({ desiredCount }) => desiredCount)).toEqual([2]);
    expect(sim.series({ service: 'web', cluster: 'default' }).map(({ desiredCount }) => desiredCount)).toEqual([1]);
    // By name alone it is the newest one, as everywhere.
    expect(sim.series('web').map(({ cluster }) => cluster)).toEqual(['other']);
    expect(countsSeries(sim.facts(), { service: 'web' }).map(({ desiredCount }) => desiredCount)).toEqual([1, 2]);
  });
});
