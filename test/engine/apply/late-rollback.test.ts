import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';
import { deploymentsOf, serviceDeploymentsOf, told } from './told.js';

const crash = { exits: { code: 1, after: '4s' } } as const;

/**
 * `web:2` has replaced `web:1`: its service deployment is over, but it isn't COMPLETED yet. Then its three tasks die at once.
 * @param firstRuns - how long `web:1` has run before
 */
function lateFailure({ rollback, firstRuns }: { readonly rollback: boolean; readonly firstRuns: string }) {
  const sim = createSimulator({ seed: 3, digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 3 });
  sim.ecs.updateService({
    service: 'web',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
  });
  sim.run(firstRuns);
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.runUntil(() => deploymentsOf(sim).length === 1);
  const before = [...deploymentsOf(sim), ...serviceDeploymentsOf(sim)];
  const from = sim.now;
  sim.faults.add({ kind: 'killTask', service: 'web', count: 3 });
  sim.run('3m');
  return { sim, from, before };
}

const decisions = /breaker|deployment|rolling|rollback/;

describe('a deployment that fails when its service deployment is over', () => {
  test('goes back to the completed one, which has left', () => {
    const { sim, from, before } = lateFailure({ rollback: true, firstRuns: '5m' });
    expect(before).toEqual([
      'PRIMARY web:2 IN_PROGRESS: 3 running and 0 pending of 3, 0 failed',
      'SUCCESSFUL',
      'SUCCESSFUL',
    ]);
    expect(told(sim, from, decisions)).toEqual([
      '+0 deployment of web:1 leaves',
      '+24.5 the breaker counts 3 of 3 failures',
      '+27.5 the breaker trips: 3 failures, threshold 3',
      '+27.5 (deployment ecs-svc/2114586142298415390) deployment failed: tasks failed to start.',
      '+27.5 rolling back to deployment ecs-svc/3995121884145367384.',
      '+62.5 deployment of web:2 leaves',
      '+112.5 (deployment ecs-svc/3995121884145367384) deployment completed.',
    ]);
    expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
      'PRIMARY web:1 COMPLETED: 3 running and 0 pending of 3, 0 failed',
      'SUCCESSFUL',
      'SUCCESSFUL',
    ]);
  });

  test('has nowhere to go back to when none completed', () => {
    const { sim, from, before } = lateFailure({ rollback: true, firstRuns: '38s' });
    expect(before).toEqual([
      'PRIMARY web:2 IN_PROGRESS: 3 running and 0 pending of 3, 0 failed',
      'SUCCESSFUL',
      'STOPPED: Service deployment was stopped because a new service deployment was started.',
    ]);
    expect(told(sim, from, decisions)).toEqual([
      '+0 deployment of web:1 leaves',
      '+24.5 the breaker counts 3 of 3 failures',
      '+27.5 the breaker trips: 3 failures, threshold 3',
      '+27.5 (deployment ecs-svc/2114586142298415390) deployment failed: tasks failed to start.',
      '+27.5 no rollback: No rollback candidate was found to run the rollback.',
    ]);
    expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
      'PRIMARY web:2 FAILED: 0 running and 0 pending of 0, 3 failed',
      'SUCCESSFUL',
      'STOPPED: Service deployment was stopped because a new service deployment was started.',
    ]);
  });

  test('stays where it is without rollback', () => {
    const { sim, from } = lateFailure({ rollback: false, firstRuns: '5m' });
    expect(told(sim, from, decisions)).toEqual([
      '+0 deployment of web:1 leaves',
      '+24.5 the breaker counts 3 of 3 failures',
      '+27.5 the breaker trips: 3 failures, threshold 3',
      '+27.5 (deployment ecs-svc/2114586142298415390) deployment failed: tasks failed to start.',
    ]);
    expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
      'PRIMARY web:2 FAILED: 0 running and 0 pending of 0, 3 failed',
      'SUCCESSFUL',
      'SUCCESSFUL',
    ]);
  });
});

/** `web:2` crashes, and the service goes back to `web:1`, of which nothing was left. */
function backFromNothing() {
  const sim = createSimulator({ seed: 3, digestGate: 'none' });
  const web = fargateService(sim, {
    desiredCount: 3,
    circuitBreaker: true,
    minimumHealthyPercent: 0,
    maximumPercent: 100,
  });
  sim.runUntilSteady();
  sim.workloads.set(web.register('web:2'), crash);
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.runUntil(() => deploymentsOf(sim)[0]?.startsWith('PRIMARY web:1') === true);
  return { sim, web };
}

describe('what is gone back to', () => {
  test('completes when its new tasks count healthy, though it was the first deployment [deployment-replacement-needs-healthy]', () => {
    const { sim } = backFromNothing();
    const from = sim.now;
    sim.runUntilSteady();
    expect(told(sim, from)).toEqual([
      '+0 the breaker trips: 3 failures, threshold 3',
      '+0 (deployment ecs-svc/2114586142298415390) deployment failed: tasks failed to start.',
      '+0 rolling back to deployment ecs-svc/3995121884145367384.',
      '+3 stopped 3 pending tasks.',
      '+15 has started 3 tasks: (task 0ae8b21c) (task b6316ded) (task 224577f9).',
      '+28.9 3 tasks of web:2 STOPPED (b7dcad32 7972e281 312cacbe)',
      '+35 deployment of web:2 leaves',
      '+36 3 tasks of web:1 RUNNING (0ae8b21c b6316ded 224577f9)',
      '+85 (deployment ecs-svc/3995121884145367384) deployment completed.',
      '+85 has reached a steady state.',
    ]);
  });

  test('is no candidate for another rollback until it has completed again [rollback-to-the-last-completed]', () => {
    const { sim, web } = backFromNothing();
    sim.workloads.set(web.register('web:3'), crash);
    const from = sim.now;
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:3' });
    sim.run('3m');
    expect(told(sim, from, decisions)).toEqual([
      '+0 deployment of web:3 begins (ecs-svc/0790688342237028707)',
      '+15 deployment of web:1 leaves',
      '+35 deployment of web:2 leaves',
      '+64.5 the breaker counts 3 of 3 failures',
      '+67.5 the breaker trips: 3 failures, threshold 3',
      '+67.5 (deployment ecs-svc/0790688342237028707) deployment failed: tasks failed to start.',
      '+67.5 no rollback: No rollback candidate was found to run the rollback.',
    ]);
    expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
      'PRIMARY web:3 FAILED: 0 running and 0 pending of 0, 3 failed',
      'ROLLBACK_FAILED: No rollback candidate was found to run the rollback.',
      'STOPPED: Service deployment was stopped because a new service deployment was started.',
      'SUCCESSFUL',
    ]);
    expect(noCandidate(sim)).toEqual([
      {
        kind: 'scheduler',
        cluster: 'default',
        service: 'web',
        deploymentId: 'ecs-svc/0790688342237028707',
        change: 'noRollbackCandidate',
        why: 'No rollback candidate was found to run the rollback.',
        atMs: from.getTime() + 67_500,
        seq: expect.any(Number),
      },
    ]);
  });
});

const noCandidate = (sim: Simulator) =>
  sim.facts().filter((fact) => fact.kind === 'scheduler' && fact.change === 'noRollbackCandidate');
