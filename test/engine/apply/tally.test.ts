import { expect, test } from 'vitest';
import {
  createSimulator,
  fargateService,
  type RunReport,
  type ServiceSummary,
  type Simulator,
  type Verdict,
} from '../../../src/index.js';

type Counted = Omit<ServiceSummary, 'cluster' | 'service' | 'steady'>;

/** What was counted, in seconds from a moment on. */
function counted(it: Counted, from: Date) {
  const lowest = (each: Counted['lowestHealthy'] | undefined) =>
    each === undefined ? '' : `${each.count} at +${(each.at.getTime() - from.getTime()) / 1_000}`;
  return {
    healthy: lowest(it.lowestHealthy),
    targets: lowest(it.lowestHealthyTargets),
    tasks: lowest(it.highestTasks),
    started: it.tasksStarted,
    stopped: it.tasksStopped,
    failed: it.tasksFailed,
    tooFewForSeconds: it.belowMinimumMs / 1_000,
  };
}

const ofReport = ({ services, startedAt }: RunReport) => services.map((each) => counted(each, startedAt));

const ofVerdict = (each: Verdict) => counted(each, each.startedAt);

/**
 * An old task is killed while the deployment goes on, and one of the new ones crashes; the first stretch of time ends while
 * fewer are healthy than must be.
 */
function aTroubledDeployment() {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, {
    desiredCount: 2,
    loadBalancer: { healthCheckIntervalSeconds: 10, unhealthyThresholdCount: 2, deregistrationDelaySeconds: 30 },
  });
  sim.runUntilSteady();
  const before = sim.run('1m');
  web.register('web:2');
  sim.workloads.set({ taskDefinition: 'web:2', launches: { to: 1 } }, { exits: { code: 1, after: '4s' } });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.faults.add({ kind: 'killTask', service: 'web', at: '+20s' });
  const during = sim.run('25s');
  const unfinished = sim.verdict('web');
  const end = sim.runUntilSteady();
  return { sim, before, during, unfinished, end };
}

test('of each stretch of time: least healthy, most tasks, starts, stops, failures, and how long too few were healthy', () => {
  const { before, during, end } = aTroubledDeployment();
  expect([before, during, end].flatMap(ofReport)).toEqual([
    {
      healthy: '2 at +0',
      targets: '2 at +0',
      tasks: '2 at +0',
      started: 0,
      stopped: 0,
      failed: 0,
      tooFewForSeconds: 0,
    },
    {
      healthy: '1 at +20',
      targets: '2 at +0',
      tasks: '4 at +15',
      started: 2,
      stopped: 0,
      failed: 1,
      tooFewForSeconds: 5,
    },
    {
      healthy: '1 at +0',
      targets: '1 at +6',
      tasks: '3 at +0',
      started: 2,
      stopped: 3,
      failed: 1,
      tooFewForSeconds: 21,
    },
  ]);
});

test('of a deployment the same, from its start to its end', () => {
  const { sim, unfinished } = aTroubledDeployment();
  expect([unfinished, ...sim.verdicts('web')].map(ofVerdict)).toEqual([
    {
      healthy: '1 at +20',
      targets: '2 at +0',
      tasks: '4 at +15',
      started: 2,
      stopped: 0,
      failed: 1,
      tooFewForSeconds: 5,
    },
    {
      healthy: '0 at +0',
      targets: '0 at +0',
      tasks: '2 at +15',
      started: 2,
      stopped: 0,
      failed: 0,
      tooFewForSeconds: 46,
    },
    {
      healthy: '1 at +20',
      targets: '1 at +31',
      tasks: '4 at +15',
      started: 4,
      stopped: 3,
      failed: 2,
      tooFewForSeconds: 26,
    },
  ]);
});

const belowMinimumMs = (sim: Simulator, time: string) => sim.run(time).services[0]?.belowMinimumMs ?? Number.NaN;

test('a stretch that begins below the minimum is below it from its start: in steps it adds up to the same', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2 });
  sim.run('5m');
  sim.faults.add({ kind: 'killTask', service: 'web' });
  const inOne = belowMinimumMs(sim.fork(), '10m');
  const steps = ['4s', '6s', '1s', '10m'].map((time) => belowMinimumMs(sim, time));
  expect([inOne, ...steps]).toEqual([85_500, 4_000, 6_000, 1_000, 74_500]);
});

test('a service that a call leaves below its minimum is below it from the start of the next stretch', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2, minimumHealthyPercent: 50 });
  sim.run('5m');
  sim.ecs.updateService({ service: 'web', desiredCount: 4 });
  expect(belowMinimumMs(sim, '10s')).toBe(0);
  sim.ecs.updateService({ service: 'web', desiredCount: 5 });
  expect(belowMinimumMs(sim, '10s')).toBe(10_000);
});

test('a task that fails its container health check has failed', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 1, healthCheck: true });
  sim.runUntilSteady();
  sim.workloads.set({ taskDefinition: 'web:1', launches: { to: 1 } }, { healthCheck: 'failing' });
  expect(ofReport(sim.run('10m'))).toEqual([
    { healthy: '0 at +81', targets: '', tasks: '2 at +90', started: 1, stopped: 1, failed: 1, tooFewForSeconds: 60 },
  ]);
});
