import { expect } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src/index.js';
import { worldOf } from '../../src/simulator/simulator.js';
import { type Action, call, perform, reference } from './actions.js';
import { recount } from './recount.js';
import { aStage } from './stage.js';

/** Plays a counterexample: what the laws once found, shrunk and named. Everything is counted anew after every step. */
export function plays(actions: readonly Action[], options: SimulatorOptions = { seed: 0 }): Simulator {
  const sim = aStage(options);
  for (const action of actions) {
    expect(perform(sim, action), JSON.stringify(action)).toBe('done');
    expect(recount(worldOf(sim)), `after ${JSON.stringify(action)}`).toEqual([]);
  }
  return sim;
}

/** A service of one `web:1` in one zone. */
export const created = (about: object = {}): Action =>
  call('createService', {
    cluster: 'main',
    serviceName: 'one',
    taskDefinition: 'web:1',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    ...about,
  });

export const updated = (about: object): Action => call('updateService', { cluster: 'main', service: 'one', ...about });
export const deleted = (about: object = {}): Action =>
  call('deleteService', { cluster: 'main', service: 'one', ...about });
export const behind = (...groups: readonly number[]) => ({
  loadBalancers: groups.map((place) => ({
    targetGroupArn: reference('targetGroup', place),
    containerName: 'app',
    containerPort: 80,
  })),
});
export const run = (seconds: number): Action => ({ does: 'run', ms: seconds * 1_000 });
