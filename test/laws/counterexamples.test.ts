import { describe, expect, test } from 'vitest';
import type { SimulatorOptions } from '../../src/index.js';
import { type Action, perform, reference } from './actions.js';
import { recount } from './recount.js';
import { aStage } from './scenarios.js';

/** What the laws once found, shrunk and named. Everything is counted anew after every step. */
function plays(actions: readonly Action[], options: SimulatorOptions = { seed: 0 }) {
  const sim = aStage(options);
  for (const action of actions) {
    expect(perform(sim, action), JSON.stringify(action)).toBe('done');
    expect(recount(sim.world), `after ${JSON.stringify(action)}`).toEqual([]);
  }
  return sim;
}

const call = (operation: string, input: object, api: 'ecs' | 'elbv2' = 'ecs'): Action => ({
  does: 'call',
  api,
  operation,
  input,
});

/** A service of one `web:1` in one zone. */
const created = (about: object = {}): Action =>
  call('createService', {
    cluster: 'main',
    serviceName: 'one',
    taskDefinition: 'web:1',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    ...about,
  });

const updated = (about: object): Action => call('updateService', { cluster: 'main', service: 'one', ...about });
const deleted = (about: object = {}): Action => call('deleteService', { cluster: 'main', service: 'one', ...about });
const behind = (...groups: readonly number[]) => ({
  loadBalancers: groups.map((place) => ({
    targetGroupArn: reference('targetGroup', place),
    containerName: 'app',
    containerPort: 80,
  })),
});
const run = (seconds: number): Action => ({ does: 'run', ms: seconds * 1_000 });

describe('tasks', () => {
  test('a task with several target groups goes through ACTIVATING and is RUNNING', () => {
    plays([created(behind(0, 1)), run(180)]);
  });
});

describe('targets', () => {
  test('a target goes on draining when its container gets another behaviour', () => {
    const sim = plays([
      created(behind(0)),
      run(180),
      updated({ desiredCount: 0 }),
      run(25),
      { does: 'workload', selector: 'web', behaviour: { http: 503 } },
      run(60),
    ]);
    expect(sim.world.targets.liveCount).toBe(0);
  });

  test('a target goes on draining when its target group is blinded', () => {
    const sim = plays([
      created(behind(0)),
      run(180),
      updated({ desiredCount: 0 }),
      run(25),
      { does: 'fault', fault: { kind: 'targetsFail', targetGroup: 'tg-0' } },
      run(60),
    ]);
    expect(sim.world.targets.liveCount).toBe(0);
  });
});

describe('services', () => {
  test('an update before the first pass of the former deployment leaves no beat off the grid', () => {
    plays([created({ desiredCount: 0 }), run(10), updated({ forceNewDeployment: true }), run(60)]);
  });

  test('nothing is due any more for a service that is INACTIVE', () => {
    plays([created({ desiredCount: 0 }), deleted(), run(400)]);
  });
});
