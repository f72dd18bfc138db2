import { expect, test } from 'vitest';
import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from '../../../src/index.js';

const crash = { exits: { code: 1, after: '4s' } } as const;

/** `12:01:35.5`; refuses what is no moment. */
const clock = (at: Date): string =>
  at
    .toISOString()
    .slice(11, -1)
    .replace(/\.?0+$/, '');

/** Every member, but for ids; moments as a clock shows them, extremes as `2 at 12:00:00`. */
function told(about: object): object {
  const members = Object.entries(about).filter(([name]) => name !== 'deploymentId' && name !== 'toString');
  return Object.fromEntries(members.map(([name, value]) => [name, spell(value)]));
}

function spell(value: unknown): unknown {
  if (value instanceof Date) return clock(value);
  if (Array.isArray(value)) return value.map(spell);
  if (typeof value !== 'object' || value === null) return value;
  return 'count' in value && 'at' in value ? `${value.count} at ${clock(value.at as Date)}` : told(value);
}

/** Up and steady at 12:00:00. */
function settled(...services: readonly FargateServiceFacts[]) {
  const sim = createSimulator({ startAt: '2026-01-01T11:55:00Z', digestGate: 'none' });
  const [web] = services.map((facts) => fargateService(sim, facts));
  sim.runTo('2026-01-01T12:00:00Z');
  const deploy = (image: string) => {
    const taskDefinition = web?.register(image) ?? '';
    sim.ecs.updateService({ service: 'web', taskDefinition });
  };
  return { sim, deploy };
}

const newest = (sim: Simulator) => sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments[0];

const rollBack = (sim: Simulator) =>
  sim.ecs.stopServiceDeployment({
    serviceDeploymentArn: newest(sim)?.serviceDeploymentArn ?? '',
    stopType: 'ROLLBACK',
  });

test('the report of two services: one rolls back, the other only loses a task', () => {
  const { sim, deploy } = settled(
    { desiredCount: 2, circuitBreaker: true },
    { name: 'api', desiredCount: 2, loadBalancer: { deregistrationDelaySeconds: 10 } },
  );
  sim.workloads.set('web:2', crash, { ahead: true });
  deploy('web:2');
  sim.faults.add({ kind: 'killTask', service: 'api', at: '+20s' });
  const report = sim.runUntilSteady();
  expect(told(report)).toMatchInlineSnapshot(`
    {
      "ended": "reached",
      "endedAt": "12:02:57",
      "outcome": "rolled back",
      "services": [
        {
          "belowMinimumMs": 0,
          "cluster": "default",
          "highestTasks": "4 at 12:00:15",
          "lowestHealthy": "2 at 12:00:00",
          "service": "web",
          "steady": true,
          "tasksFailed": 4,
          "tasksStarted": 6,
          "tasksStopped": 6,
        },
        {
          "belowMinimumMs": 56000,
          "cluster": "default",
          "highestTasks": "2 at 12:00:00",
          "lowestHealthy": "1 at 12:00:20",
          "lowestHealthyTargets": "1 at 12:00:44.5",
          "service": "api",
          "steady": true,
          "tasksFailed": 1,
          "tasksStarted": 1,
          "tasksStopped": 1,
        },
      ],
      "startedAt": "12:00:00",
      "tookMs": 177000,
      "verdicts": [
        {
          "belowMinimumMs": 0,
          "cluster": "default",
          "endedAt": "12:02:32",
          "healthyMinimum": 2,
          "highestTasks": "4 at 12:00:15",
          "lowestHealthy": "2 at 12:00:00",
          "outcome": "rolled back",
          "service": "web",
          "startedAt": "12:00:00",
          "supersedes": true,
          "taskDefinition": "web:2",
          "tasksFailed": 4,
          "tasksStarted": 6,
          "tasksStopped": 6,
          "tookMs": 152000,
          "why": "the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1), back on web:1",
        },
      ],
      "why": [],
    }
  `);
  expect(String(report)).toBe(
    'rolled back: the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1), back on web:1; never fewer than 2 healthy tasks; took 2:32',
  );
});

test('the report of a deployment and of a first one, behind a balancer', () => {
  const { sim, deploy } = settled({});
  deploy('web:2');
  fargateService(sim, { name: 'api', loadBalancer: true });
  const report = sim.runUntilSteady();
  expect(told(report)).toMatchInlineSnapshot(`
    {
      "ended": "reached",
      "endedAt": "12:02:20",
      "outcome": "completed",
      "services": [
        {
          "belowMinimumMs": 0,
          "cluster": "default",
          "highestTasks": "2 at 12:00:15",
          "lowestHealthy": "1 at 12:00:00",
          "service": "web",
          "steady": true,
          "tasksFailed": 0,
          "tasksStarted": 1,
          "tasksStopped": 1,
        },
        {
          "belowMinimumMs": 46000,
          "cluster": "default",
          "highestTasks": "1 at 12:00:15",
          "lowestHealthy": "0 at 12:00:00",
          "lowestHealthyTargets": "0 at 12:00:00",
          "service": "api",
          "steady": true,
          "tasksFailed": 0,
          "tasksStarted": 1,
          "tasksStopped": 0,
        },
      ],
      "startedAt": "12:00:00",
      "tookMs": 140000,
      "verdicts": [
        {
          "belowMinimumMs": 0,
          "cluster": "default",
          "endedAt": "12:01:55",
          "healthyMinimum": 1,
          "highestTasks": "2 at 12:00:15",
          "lowestHealthy": "1 at 12:00:00",
          "outcome": "completed",
          "service": "web",
          "startedAt": "12:00:00",
          "supersedes": true,
          "taskDefinition": "web:2",
          "tasksFailed": 0,
          "tasksStarted": 1,
          "tasksStopped": 1,
          "tookMs": 115000,
          "why": "web:2 has taken over",
        },
        {
          "belowMinimumMs": 46000,
          "cluster": "default",
          "endedAt": "12:00:55",
          "healthyMinimum": 1,
          "highestTasks": "1 at 12:00:15",
          "lowestHealthy": "0 at 12:00:00",
          "lowestHealthyTargets": "0 at 12:00:00",
          "outcome": "completed",
          "service": "api",
          "startedAt": "12:00:00",
          "supersedes": false,
          "taskDefinition": "api:1",
          "tasksFailed": 0,
          "tasksStarted": 1,
          "tasksStopped": 0,
          "tookMs": 55000,
          "why": "api:1 is up",
        },
      ],
      "why": [],
    }
  `);
  expect(String(report).split('\n')).toEqual([
    'web: completed: web:2 has taken over; never fewer than 1 healthy task; took 1:55',
    'api: completed: api:1 is up; took 0:55',
  ]);
});

test('of a deployment under way: no end, and the stretch below the minimum goes on', () => {
  const { sim, deploy } = settled({ desiredCount: 2 });
  deploy('web:2');
  sim.faults.add({ kind: 'killTask', service: 'web', at: '+20s' });
  sim.run('31s');
  expect(sim.verdict('web')).not.toHaveProperty('endedAt');
  expect(told(sim.verdict('web'))).toMatchInlineSnapshot(`
    {
      "belowMinimumMs": 11000,
      "cluster": "default",
      "healthyMinimum": 2,
      "highestTasks": "4 at 12:00:15",
      "lowestHealthy": "1 at 12:00:20",
      "outcome": "unfinished",
      "service": "web",
      "startedAt": "12:00:00",
      "supersedes": true,
      "taskDefinition": "web:2",
      "tasksFailed": 1,
      "tasksStarted": 2,
      "tasksStopped": 0,
      "tookMs": 31000,
      "why": "2 tasks must stay healthy and 1 is: 1 task may stop only when others are healthy",
    }
  `);
});

test.each<{
  name: string;
  facts?: FargateServiceFacts;
  story: (sim: Simulator, deploy: (image: string) => void) => void;
  says: string;
}>([
  {
    name: 'a rollback that a user asked for fails too',
    facts: { circuitBreaker: true },
    story: (sim, deploy) => {
      deploy('web:2');
      sim.run('70s');
      sim.workloads.set('web:1', crash);
      sim.faults.add({ kind: 'killTask', service: 'web', pick: 'oldest', at: '+10s' });
      rollBack(sim);
    },
    says: 'failed: it was stopped by the user; the rollback failed too',
  },
  {
    name: 'a rollback by the breaker fails too',
    facts: { circuitBreaker: true },
    story: (sim, deploy) => {
      sim.workloads.set('web:2', crash, { ahead: true });
      deploy('web:2');
      sim.run('1m');
      sim.workloads.set('web:1', crash);
      sim.faults.add({ kind: 'killTask', service: 'web', pick: 'oldest', at: '+10s' });
    },
    says: 'failed: the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1); the rollback failed too',
  },
  {
    name: 'a newer deployment ends a rollback by the breaker',
    facts: { circuitBreaker: true },
    story: (sim, deploy) => {
      sim.workloads.set('web:2', crash, { ahead: true });
      deploy('web:2');
      sim.runUntil(() => newest(sim)?.status === 'ROLLBACK_IN_PROGRESS');
      deploy('web:3');
    },
    says: 'superseded: the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1); a newer deployment took its place',
  },
  {
    name: 'a newer deployment ends a rollback by the user',
    story: (sim, deploy) => {
      deploy('web:2');
      sim.run('30s');
      rollBack(sim);
      sim.run('5s');
      deploy('web:3');
    },
    says: 'superseded: it was stopped by the user; a newer deployment took its place',
  },
  {
    name: 'a reason with dots, and a threshold that is higher by now',
    facts: { circuitBreaker: true },
    story: (sim, deploy) => {
      deploy('web:2.0.1');
      sim.faults.add({ kind: 'imagePullFails', image: 'web:2.0.1', failsAfter: '10s' });
      sim.runUntilSteady();
      sim.ecs.updateService({ service: 'web', desiredCount: 40 });
    },
    says: 'rolled back: the breaker tripped (threshold 3): CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2.0.1, back on web:1',
  },
  {
    name: 'nothing failed: there was no place',
    facts: { circuitBreaker: true },
    story: (sim, deploy) => {
      sim.faults.add({ kind: 'capacityUnavailable' });
      deploy('web:2');
    },
    says: 'rolled back: the breaker tripped (threshold 3), back on web:1',
  },
])('$name', ({ facts, story, says }) => {
  const { sim, deploy } = settled(facts ?? {});
  story(sim, deploy);
  sim.run('3h');
  const [, { outcome, why } = { outcome: '', why: '' }] = sim.verdicts('web');
  expect(`${outcome}: ${why}`).toBe(says);
});

const reasons = (sim: Simulator) => sim.verdicts('web').map(({ outcome, why }) => `${outcome}: ${why}`);

test('a first deployment that a user stops has nowhere to go back to', () => {
  const sim = createSimulator();
  fargateService(sim);
  sim.run('30s');
  rollBack(sim);
  sim.run('5m');
  expect(reasons(sim)).toEqual(['failed: it was stopped by the user; there is no completed deployment to go back to']);
});

test('what was superseded stays that, though it is gone back to and fails then', () => {
  const sim = createSimulator();
  const web = fargateService(sim, { circuitBreaker: true });
  sim.workloads.set('web', crash);
  sim.run('20s');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('20s');
  rollBack(sim);
  sim.run('1h');
  expect(reasons(sim)).toEqual([
    'superseded: a newer deployment took its place',
    'failed: it was stopped by the user; the rollback failed too',
  ]);
});
