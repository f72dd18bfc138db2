import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';

import { told } from './told.js';

const crash = { exits: { code: 1, after: '4s' } } as const;

function shown(sim: Simulator) {
  const [deployment] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments;
  return `${deployment?.status}: ${deployment?.statusReason}`;
}

/** A rollout of `web:2` that crashes. */
function aBadRollout() {
  const sim = createSimulator();
  const web = fargateService(sim, { circuitBreaker: true });
  sim.runUntilSteady();
  sim.run('1m');
  sim.workloads.set(web.register('web:2'), crash);
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  return sim;
}

describe('a rollback', () => {
  test('with no completed deployment there is nowhere to go back to [rollback-without-a-candidate]', () => {
    const sim = createSimulator();
    fargateService(sim, { circuitBreaker: true });
    sim.workloads.set('web', crash);
    sim.runUntilSteady();
    expect(shown(sim)).toBe('ROLLBACK_FAILED: No rollback candidate was found to run the rollback.');
    expect(sim.verdict('web').outcome).toBe('failed');
  });

  test('a rollback that fails as well counts its own failures from 0, and ends there [rollback-counts-anew] [rollback-that-fails-ends-there]', () => {
    const sim = aBadRollout();
    sim.workloads.set('web:1', crash);
    sim.faults.add({ kind: 'killTask', service: 'web', pick: 'oldest', at: '+10s' });
    sim.runUntilSteady({ timeout: '1h' });
    const counts = sim
      .facts()
      .flatMap((fact) => (fact.kind === 'scheduler' && fact.change === 'failuresCounted' ? [fact.failureCount] : []));
    expect(counts).toEqual([1, 2, 3, 1, 2, 3]);
    expect(shown(sim)).toBe(
      'ROLLBACK_FAILED: Service deployment rolled back because the circuit breaker threshold was exceeded.',
    );
    expect(sim.verdict('web').why).toMatch(/; the rollback failed too$/);
  });

  test('ABORT leaves everything where it is [rollback-abort-stays]', () => {
    const sim = aBadRollout();
    sim.run('1m');
    const [deployment] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments;
    sim.ecs.stopServiceDeployment({
      serviceDeploymentArn: deployment?.serviceDeploymentArn ?? '',
      stopType: 'ABORT',
    });
    sim.run('10m');
    expect(shown(sim)).toBe('STOPPED: Service deployment was stopped by the user.');
    const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
    expect(
      service?.deployments.map(({ status, rolloutState, taskDefinition, runningCount }) =>
        [status, rolloutState, taskDefinition.split('/').at(-1), runningCount].join(' '),
      ),
    ).toEqual(['PRIMARY FAILED web:2 0', 'ACTIVE COMPLETED web:1 1']);
  });
});

test('nothing counts once a deployment has completed [breaker-watches-the-newest]', () => {
  const sim = createSimulator();
  fargateService(sim, { circuitBreaker: true });
  sim.runUntilSteady();
  for (let kill = 0; kill < 4; kill += 1) {
    sim.faults.add({ kind: 'killTask', service: 'web' });
    sim.run('2m');
  }
  const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
  expect([service?.deployments[0]?.rolloutState, service?.deployments[0]?.failedTasks]).toEqual(['COMPLETED', 0]);
});

test('nothing counts for a deployment that was superseded [breaker-watches-the-newest]', () => {
  const sim = createSimulator();
  const web = fargateService(sim, { circuitBreaker: true, desiredCount: 2, healthCheck: { startPeriod: 300 } });
  // It runs, and is not healthy before it crashes: its deployment never completes.
  sim.workloads.set('web:1', { healthCheck: 'failing', exits: { code: 1, after: '100s' } });
  sim.run('1m');
  sim.workloads.set(web.register('web:2'), { healthCheck: 'failing' });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('3m');
  const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
  expect(
    service?.deployments.map(({ status, rolloutState, failedTasks }) => [status, rolloutState, failedTasks]),
  ).toEqual([
    ['PRIMARY', 'IN_PROGRESS', 0],
    ['ACTIVE', 'IN_PROGRESS', 0],
  ]);
  const exits = sim.facts().filter((fact) => fact.kind === 'container' && fact.change === 'exited');
  expect(exits.length).toBeGreaterThanOrEqual(2);
});

test('a task of the old deployment that counts healthy sets nothing back [breaker-healthy-task-resets]', () => {
  const sim = aBadRollout();
  sim.faults.add({ kind: 'killTask', service: 'web', pick: 'oldest' });
  sim.run('3m');
  let healthy = 0;
  const told = sim.facts().flatMap((fact) => {
    if (fact.kind === 'scheduler' && /^(failures|breaker)/.test(fact.change)) return [fact.why];
    if (fact.kind !== 'counts') return [];
    const before = healthy;
    healthy = fact.deployments.reduce((sum, each) => sum + each.healthy, 0);
    return healthy === before ? [] : [`${healthy} healthy`];
  });
  expect(told).toEqual([
    '1 healthy',
    '0 healthy',
    '1 of 3 failures',
    '1 healthy',
    '2 of 3 failures',
    '3 of 3 failures',
    '3 failures, threshold 3',
  ]);
});

test('nor does one of the failed deployment, when it is too late: the count it failed with stays [breaker-healthy-task-resets]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 6, circuitBreaker: true });
  sim.runUntilSteady();
  sim.workloads.set({ taskDefinition: web.register('web:2'), launches: { to: 3 } }, crash);
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.runUntilSteady();
  const [newest] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments;
  const { serviceDeployments } = sim.ecs.describeServiceDeployments({
    serviceDeploymentArns: [newest?.serviceDeploymentArn ?? ''],
  });
  expect(
    serviceDeployments.map(({ status, deploymentCircuitBreaker }) => ({ status, ...deploymentCircuitBreaker })),
  ).toEqual([{ status: 'TRIGGERED', failureCount: 3, threshold: 3 }]);
});

test('the failed deployment stays until its last task is STOPPED that was stopped while PENDING [deployment-old-leaves-after-its-processes]', () => {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 2, circuitBreaker: true, loadBalancer: true });
  sim.runUntilSteady();
  sim.run('2m');
  sim.workloads.set(web.register('web:2'), crash);
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  const from = sim.now;
  sim.runUntilSteady();
  expect(told(sim, from, /breaker trips|rolling back|leaves|completed|steady|stopped|STOPPED/)).toEqual([
    '+64.5 1 task of web:2 STOPPED (8399eefd)',
    '+94.5 1 task of web:2 STOPPED (9647c1fe)',
    '+114 1 task of web:2 STOPPED (f3aab5e5)',
    '+117 the breaker trips: 3 failures, threshold 3',
    '+117 rolling back to deployment ecs-svc/6804229292356310906.',
    '+120 stopped 1 pending tasks.',
    '+144 1 task of web:2 STOPPED (ca0c8c78)',
    '+145.9 1 task of web:2 STOPPED (67cd6dc4)',
    '+152 deployment of web:2 leaves',
    '+177 (deployment ecs-svc/6804229292356310906) deployment completed.',
    '+177 has reached a steady state.',
  ]);
});
