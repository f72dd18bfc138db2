import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from 'steadystate';
import { expect, test } from 'vitest';
import { formatVerdict } from '../../../src/model/verdict.js';

/** One task of web:1, up and steady, at 12:00:00. */
function settled(facts: FargateServiceFacts = {}) {
  const sim = createSimulator({ startAt: '2026-01-01T11:55:00Z', digestGate: 'none' });
  const web = fargateService(sim, facts);
  sim.runTo('2026-01-01T12:00:00Z');
  return { sim, web };
}
const crash = { exits: { code: 1, after: '4s' } } as const;
const noon = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds));

function stop(sim: Simulator, stopType: 'ABORT' | 'ROLLBACK') {
  const [current] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments ?? [];
  sim.ecs.stopServiceDeployment({ serviceDeploymentArn: current?.serviceDeploymentArn ?? '', stopType });
}

// The balancer goes on calling the dead task's target healthy until ECS deregisters it.
test('every member, of a deployment that goes below the minimum', () => {
  const { sim, web } = settled({ desiredCount: 2, loadBalancer: { deregistrationDelaySeconds: 10 } });
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.faults.add({ kind: 'killTask', service: 'web', at: '+20s' });
  sim.runUntilSteady();
  const verdict = sim.verdict('web');
  expect(verdict).toEqual({
    cluster: 'default',
    service: 'web',
    deploymentId: verdict.deploymentId,
    taskDefinition: 'web:2',
    outcome: 'completed',
    supersedes: true,
    why: 'web:2 has taken over',
    startedAt: noon(0),
    endedAt: noon(95),
    tookMs: 95_000,
    lowestHealthy: { count: 1, at: noon(20) },
    healthyMinimum: 2,
    lowestHealthyTargets: { count: 1, at: new Date(noon(44).getTime() + 500) },
    highestTasks: { count: 4, at: noon(15) },
    tasksStarted: 3,
    tasksStopped: 2,
    tasksFailed: 1,
    belowMinimumMs: 26_000,
  });
});

test.each<{
  name: string;
  facts?: FargateServiceFacts;
  story: (sim: Simulator, register: (image: string) => string) => void;
  says: string;
}>([
  {
    name: 'a first deployment',
    story: () => {},
    says: 'completed: web:1 is up; took 0:45',
  },
  {
    name: 'one that completes',
    story: (sim, register) => {
      sim.ecs.updateService({ service: 'web', taskDefinition: register('web:2') });
      sim.runUntilSteady();
    },
    says: 'completed: web:2 has taken over; never fewer than 1 healthy task; took 1:55',
  },
  {
    name: 'one that stops the old task first',
    facts: { minimumHealthyPercent: 0, maximumPercent: 100, desiredCount: 2 },
    story: (sim, register) => {
      sim.ecs.updateService({ service: 'web', taskDefinition: register('web:2') });
      sim.runUntilSteady();
    },
    says: 'completed: web:2 has taken over; never fewer than 0 healthy tasks; took 1:35',
  },
  {
    name: 'the breaker',
    facts: { circuitBreaker: true },
    story: (sim, register) => {
      sim.workloads.set(register('web:2'), crash);
      sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
      sim.runUntilSteady();
    },
    says: 'rolled back: the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1), back on web:1; never fewer than 1 healthy task; took 3:21.500',
  },
  {
    name: 'the breaker with a reason that is a sentence',
    facts: { circuitBreaker: true, desiredCount: 4 },
    story: (sim, register) => {
      register('web:2');
      sim.faults.add({ kind: 'logGroupMissing', taskDefinition: 'web:2', failsAfter: '20s' });
      sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
      sim.runUntilSteady();
    },
    says: 'rolled back: the breaker tripped (threshold 3): ResourceInitializationError: failed to validate logger args: The specified log group does not exist, back on web:1; never fewer than 4 healthy tasks; took 1:43',
  },
  {
    name: 'the breaker without rollback',
    story: (sim, register) => {
      sim.workloads.set(register('web:2'), crash);
      sim.ecs.updateService({
        service: 'web',
        taskDefinition: 'web:2',
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
      });
      sim.runUntilSteady();
    },
    says: 'failed: the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1); rollback is off; never fewer than 1 healthy task; took 2:46.500',
  },
  {
    name: 'a user who rolls back',
    story: (sim, register) => {
      sim.ecs.updateService({ service: 'web', taskDefinition: register('web:2') });
      sim.run('30s');
      stop(sim, 'ROLLBACK');
      sim.runUntilSteady();
    },
    says: 'rolled back: it was stopped by the user, back on web:1; never fewer than 1 healthy task; took 1:05',
  },
  {
    name: 'a user who aborts',
    story: (sim, register) => {
      sim.ecs.updateService({ service: 'web', taskDefinition: register('web:2') });
      sim.run('30s');
      stop(sim, 'ABORT');
      sim.run('1m');
    },
    says: 'failed: it was stopped by the user; never fewer than 1 healthy task; took 0:30',
  },
  {
    name: 'one that cannot move',
    facts: { maximumPercent: 150 },
    story: (sim, register) => {
      sim.ecs.updateService({ service: 'web', taskDefinition: register('web:2') });
      sim.runUntilSteady();
    },
    says: 'stuck: Nothing can move: 1 task must stay healthy and at most 1 may be there, so no old task may stop and no new one may start. Lower minimumHealthyPercent or raise maximumPercent; never fewer than 1 healthy task; after 0:15',
  },
  {
    name: 'one that is under way',
    story: (sim, register) => {
      sim.ecs.updateService({ service: 'web', taskDefinition: register('web:2') });
      sim.run('20s');
    },
    says: 'unfinished: 1 task must stay healthy and 1 is: 1 task may stop only when others are healthy; never fewer than 1 healthy task; after 0:20',
  },
])('$name: $says', ({ facts, story, says }) => {
  const { sim, web } = settled(facts);
  story(sim, web.register);
  expect(formatVerdict(sim.verdict('web'))).toBe(says);
});

test('a first deployment without a way back, and one that a newer one took the place of', () => {
  const { sim, web } = settled();
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('20s');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
  sim.runUntilSteady();
  expect(sim.verdicts('web').map(({ outcome, why }) => `${outcome}: ${why}`)).toEqual([
    'completed: web:1 is up',
    'superseded: a newer deployment took its place',
    'completed: web:3 has taken over',
  ]);

  const first = createSimulator();
  fargateService(first, { circuitBreaker: true });
  first.workloads.set('web', crash);
  first.runUntilSteady();
  expect(first.verdict('web')).toMatchObject({
    outcome: 'failed',
    why: 'the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1); there is no completed deployment to go back to',
  });
});

test('does not depend on which facts are kept', () => {
  const run = (keepFacts: 'all' | 'none') => {
    const sim = createSimulator({ keepFacts });
    const web = fargateService(sim, { desiredCount: 3, circuitBreaker: true });
    sim.runUntilSteady();
    sim.workloads.set(web.register('web:2'), crash);
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
    sim.runUntilSteady();
    return sim.verdicts('web');
  };
  expect(run('none')).toEqual(run('all'));
});

test.each([
  { change: { desiredCount: 0 }, below: '20 s below the minimum of 3 healthy tasks' },
  {
    change: { deploymentConfiguration: { minimumHealthyPercent: 0 } },
    below: '20 s below the minimum of 3 healthy tasks',
  },
])('the minimum that was missed is the one of that time: $change', ({ change, below }) => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 3 });
  sim.runUntilSteady();
  sim.run('5m');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.faults.add({ kind: 'killTask', service: 'web', count: 3, at: '+10s' });
  sim.run('30s');
  sim.ecs.updateService({ service: 'web', ...change });
  sim.runUntilSteady();
  expect(formatVerdict(sim.verdict('web'))).toContain(below);
});
