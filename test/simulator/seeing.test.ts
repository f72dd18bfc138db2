import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator, type SimulatorOptions } from '../../src/index.js';

/** Two tasks, up after 75 s, scaled to one a minute later. */
function aScaledService(options: SimulatorOptions = {}): Simulator {
  const sim = createSimulator(options);
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.run('1m');
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.runUntilSteady();
  return sim;
}

describe('verdicts', () => {
  test('one per service deployment, oldest first; the newest is the verdict', () => {
    const sim = createSimulator();
    const web = fargateService(sim, { circuitBreaker: true });
    sim.runUntilSteady();
    sim.run('1m');
    sim.workloads.set(web.register('web:2'), { exits: { code: 1, after: '1s' } });
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
    sim.run('30s');
    expect(sim.verdict('web').outcome).toBe('unfinished');
    sim.runUntilSteady();
    expect(sim.verdicts('web').map(({ taskDefinition, outcome }) => `${taskDefinition} ${outcome}`)).toEqual([
      'web:1 completed',
      'web:2 rolled back',
    ]);
    expect(sim.verdict({ service: 'web', cluster: 'default' })).toEqual(sim.verdicts('web').at(-1));
  });
});

describe('isSteady', () => {
  test('of one service, from its making on', () => {
    const sim = createSimulator();
    expect(sim.isSteady()).toBe(true);
    fargateService(sim);
    expect([sim.isSteady(), sim.isSteady('web')]).toEqual([false, false]);
    sim.runUntilSteady();
    expect([sim.isSteady(), sim.isSteady('web')]).toEqual([true, true]);
  });

  test('without a name: all that have not been deleted', () => {
    const sim = createSimulator();
    fargateService(sim);
    sim.runUntilSteady();
    fargateService(sim, { name: 'api' });
    expect([sim.isSteady(), sim.isSteady('web'), sim.isSteady('api')]).toEqual([false, true, false]);
    sim.ecs.deleteService({ service: 'api', force: true });
    sim.runUntilSteady();
    expect(sim.isSteady()).toBe(true);
  });
});

describe('a service that is not there', () => {
  test.each<[string, (sim: Simulator) => unknown]>([
    ['verdict', (sim) => sim.verdict('api')],
    ['verdicts', (sim) => sim.verdicts('api')],
    ['isSteady', (sim) => sim.isSteady('api')],
    ['explain', (sim) => sim.explain('api')],
  ])('%s says which ones are', (_name, ask) => {
    const sim = createSimulator();
    fargateService(sim, { cluster: 'prod' });
    expect(() => ask(sim)).toThrow(
      expect.objectContaining({
        code: 'UnknownResource',
        resource: 'service api',
        message: 'There is no service api. Services are web (cluster prod).',
      }),
    );
  });

  test('nor in that cluster', () => {
    const sim = createSimulator();
    fargateService(sim, { cluster: 'prod' });
    expect(() => sim.explain({ service: 'web', cluster: 'test' })).toThrow(
      'There is no service web in cluster test. Services are web (cluster prod).',
    );
  });
});

describe('what is kept', () => {
  test('nothing: no timeline, no series, no past; verdicts and reports are the same', () => {
    const [kept, unkept] = [aScaledService(), aScaledService({ keepFacts: 'none' })];
    expect(unkept.verdicts('web')).toEqual(kept.verdicts('web'));
    for (const look of [() => unkept.timeline(), () => unkept.at('+1m'), () => unkept.series('web')]) {
      expect(look).toThrow(
        "No facts are kept, so there is no timeline. Leave out the option keepFacts, or set it to 'all'.",
      );
    }
  });
});
