import { expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';
import { worldOf } from '../../../src/simulator/simulator.js';
import { define } from './define.js';
import { deploymentsOf, told } from './told.js';

const tasksOf = (sim: Simulator) => sim.ecs.listTasks({ serviceName: 'web' }).taskArns;

test('logs up to 2021: each stop is told when its own target has drained [event-order-of-a-stop] [event-draining-names-a-task-set]', () => {
  const sim = createSimulator({
    digestGate: 'none',
    stopEventOrder: 'deregisteredFirst',
    drainingText: 'plain',
  });
  fargateService(sim, { desiredCount: 3, loadBalancer: { deregistrationDelaySeconds: 30 } });
  sim.runUntilSteady();
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('11s');
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('1m');
  expect(told(sim, from)).toEqual([
    '+0 UpdateService: desiredCount 2',
    '+10 1 task of web:1 to stop (a7a466fd): Scaling activity initiated by (deployment ecs-svc/6804229292356310906)',
    '+10 deregistered 1 targets in (target-group web)',
    '+10 has begun draining connections on 1 tasks.',
    '+11 UpdateService: desiredCount 1',
    '+20 1 task of web:1 to stop (d7174c06): Scaling activity initiated by (deployment ecs-svc/6804229292356310906)',
    '+20 deregistered 1 targets in (target-group web)',
    '+20 has begun draining connections on 1 tasks.',
    '+40 1 target gone in web (a7a466fd)',
    '+40 has stopped 1 running tasks: (task a7a466fd).',
    '+50 1 target gone in web (d7174c06)',
    '+50 has stopped 1 running tasks: (task d7174c06).',
    '+60 has reached a steady state.',
  ]);
});

test('a target that a user has deregistered is not deregistered again when its task has stopped [target-outlives-the-process]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const { targetGroupArn: TargetGroupArn = '' } = fargateService(sim, { loadBalancer: true });
  sim.runUntilSteady();
  sim.run('1s');
  const from = sim.now;
  const { TargetHealthDescriptions } = sim.elbv2.describeTargetHealth({ TargetGroupArn });
  sim.elbv2.deregisterTargets({
    TargetGroupArn,
    Targets: TargetHealthDescriptions.map(({ Target }) => ({ Id: Target?.Id ?? '' })),
  });
  sim.run('10s');
  sim.ecs.stopTask({ task: tasksOf(sim)[0] ?? '' });
  sim.run('40s');
  expect(told(sim, from)).toEqual([
    '+10 StopTask: task a7a466fd27e70edd33c32949708f835d',
    '+10 1 task of web:1 to stop (a7a466fd): Task stopped by user',
    '+35 1 task of web:1 STOPPED (a7a466fd)',
    '+35 has started 1 tasks: (task d7174c06).',
  ]);
});

test('failures of health checks are compared 45 s later', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const loadBalancer = { healthCheckIntervalSeconds: 10, unhealthyThresholdCount: 2 };
  fargateService(sim, { desiredCount: 3, circuitBreaker: true, loadBalancer });
  sim.workloads.set('web', { http: 500 });
  const from = sim.now;
  sim.run('2m');
  expect(told(sim, from).filter((line) => / the breaker /.test(line))).toEqual([
    '+65 the breaker counts 3 of 3 failures',
    '+110 the breaker trips: 3 failures, threshold 3',
  ]);
});

test('steady state is told again while it lasts, not in between, nor of a deleted service [deployment-steady-repeats]', () => {
  const sim = createSimulator({ digestGate: 'none', scheduler: { steadyRepeatMs: 60_000 } });
  fargateService(sim);
  sim.runUntilSteady();
  const from = sim.now;
  sim.run('50s');
  sim.ecs.stopTask({ task: tasksOf(sim)[0] ?? '' });
  sim.run('2m');
  sim.ecs.deleteService({ service: 'web', force: true });
  sim.run('5m');
  expect(told(sim, from).filter((line) => / steady |Service|Task|INACTIVE/.test(line))).toEqual([
    '+0 has reached a steady state.',
    '+50 StopTask: task a7a466fd27e70edd33c32949708f835d',
    '+50 1 task of web:1 to stop (a7a466fd): Task stopped by user',
    '+110 has reached a steady state.',
    '+170 has reached a steady state.',
    '+170 DeleteService: force',
    '+192.3 has reached a steady state.',
    '+292.3 the service is INACTIVE',
  ]);
  const whys = sim.facts().flatMap((fact) => (fact.kind === 'scheduler' ? [`${fact.change}: ${fact.why}`] : []));
  // Between two of the one lies one of the other, also where a task ended that the scheduler didn't stop.
  expect(whys).toEqual([
    'steady: one deployment, completed, with all desired tasks healthy',
    'unsteady: something is to be done',
    'steady: one deployment, completed, with all desired tasks healthy',
    'unsteady: something is to be done',
    'steady: one deployment, completed, with all desired tasks healthy',
  ]);
});

test('a call at the moment of a beat, made when the moment is over, waits for the next one [pass-every-10-s]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.run('100s');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('11s');
  expect(told(sim, from)).toEqual([
    '+0 UpdateService: desiredCount 1',
    '+10 has stopped 1 running tasks: (task a7a466fd).',
  ]);
});

test('a completion that comes due between a call and its beat leaves the work to the beat [deployment-completes-in-a-quiet-pass]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  define(sim, 'web', [{ name: 'web' }]);
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.runUntil(() => deploymentsOf(sim).length === 1);
  const from = sim.now;
  sim.run('20500ms');
  // In effect 4 s later, half a second before the deployment would complete.
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('1m');
  expect(told(sim, from)).toEqual([
    '+0 deployment of web:1 leaves',
    '+20.5 UpdateService: desiredCount 1',
    '+30 has stopped 1 running tasks: (task 9647c1fe).',
    '+40 (deployment ecs-svc/3780834602174079726) deployment completed.',
    '+40 has reached a steady state.',
    '+55 1 task of web:2 STOPPED (9647c1fe)',
  ]);
});

test('while nothing changes there are no passes, and the next one is where it would have been [pass-without-effect-is-skipped]', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.run('1m');
  const { effort } = worldOf(sim);
  const before = effort.passes;
  sim.run('1h3s');
  expect(effort.passes).toBe(before);
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('20s');
  const passedAt = (event: 'started' | 'stopped') =>
    sim.facts().find((fact) => fact.kind === 'serviceEvent' && fact.event === event)?.atMs ?? Number.NaN;
  expect((passedAt('stopped') - passedAt('started')) % 10_000).toBe(0);
});

test('services whose passes fall on one moment have them in the order of their creation: what one takes, the next lacks [pass-in-order-of-creation]', () => {
  const sim = createSimulator({ quotas: { fargateLaunchBurst: 1, fargateLaunchesPerSecond: 1 } });
  for (const name of ['first', 'second']) fargateService(sim, { name, desiredCount: 0 });
  sim.run('1m');
  const from = sim.now;
  for (const service of ['second', 'first']) sim.ecs.updateService({ service, desiredCount: 1 });
  sim.run('15s');
  expect(
    ['first', 'second'].map((service) =>
      sim.timelineEntries({ service, from }).flatMap(({ text }) => (/started|throttled/.test(text) ? [text] : [])),
    ),
  ).toEqual([
    ['has started 1 tasks: (task a7a466fd).'],
    ['operations are being throttled. Will try again later.', 'has started 1 tasks: (task d7174c06).'],
  ]);
});

test('a deleted service has no passes: what it waited for in vain is not told again', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2, minimumHealthyPercent: 100, maximumPercent: 200 });
  sim.runUntilSteady();
  const from = sim.now;
  sim.ecs.updateTaskProtection({ cluster: 'default', tasks: tasksOf(sim), protectionEnabled: true });
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('1m');
  sim.ecs.deleteService({ service: 'web', force: true });
  sim.run('10m');
  const { passes } = worldOf(sim).effort;
  sim.run('13h');
  expect(told(sim, from, /steady|INACTIVE/)).toEqual([
    '+10 was unable to reach steady state because (taskSet ecs-svc/6804229292356310906) was unable to scale in due to (reason 1 tasks under protection)',
    '+82.3 has reached a steady state.',
    '+182.3 the service is INACTIVE',
  ]);
  expect(worldOf(sim).effort.passes).toBe(passes);
});

test('a pass tells pending stops, running ones, deregistration, draining and starts, in this order [event-order-of-a-pass]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 4, loadBalancer: true });
  sim.runUntilSteady();
  sim.run('1s');
  const from = sim.now;
  const want = (desiredCount: number) => sim.ecs.updateService({ service: 'web', desiredCount });
  want(3);
  sim.run('10s');
  want(5);
  sim.run('5s');
  want(2);
  sim.run('10s');
  sim.ecs.stopTask({ task: tasksOf(sim)[0] ?? '' });
  sim.run('30s');
  expect(told(sim, from)).toEqual([
    '+0 UpdateService: desiredCount 3',
    '+9 has stopped 1 running tasks: (task a7a466fd).',
    '+10 UpdateService: desiredCount 5',
    '+14 has started 2 tasks: (task f3aab5e5) (task ca0c8c78).',
    '+15 UpdateService: desiredCount 2',
    '+19 stopped 2 pending tasks.',
    '+19 has stopped 1 running tasks: (task 9647c1fe).',
    '+19 deregistered 1 targets in (target-group web)',
    '+19 (taskSet ecs-svc/6804229292356310906) has begun draining connections on 1 tasks.',
    '+25 StopTask: task 8399eefd82df6adcae3a3648d9d1b99a',
    '+25 1 task of web:1 to stop (8399eefd): Task stopped by user',
    '+29 deregistered 1 targets in (target-group web)',
    '+29 (taskSet ecs-svc/6804229292356310906) has begun draining connections on 1 tasks.',
    '+44.9 2 tasks of web:1 STOPPED (f3aab5e5 ca0c8c78)',
    '+50 1 task of web:1 STOPPED (8399eefd)',
    '+50 deregistered 1 targets in (target-group web)',
    '+50 (taskSet ecs-svc/6804229292356310906) has begun draining connections on 1 tasks.',
    '+50 has started 1 tasks: (task 67cd6dc4).',
  ]);
});

test('an extra pass registers nothing: what has begun to run waits for the beat [target-registered-by-a-beat] [pass-extra-replaces-only]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2, loadBalancer: true });
  sim.runUntilSteady();
  sim.run('1m');
  const from = sim.now;
  for (const at of ['+3s', '+24.5s']) sim.faults.add({ kind: 'killTask', service: 'web', at });
  sim.run('55s');
  expect(told(sim, from, /^(registered|deregistered|has started|1 task of web:1 (RUNNING|STOPPED))/)).toEqual([
    '+27.5 1 task of web:1 STOPPED (a7a466fd)',
    '+27.5 deregistered 1 targets in (target-group web)',
    '+27.5 has started 1 tasks: (task 8399eefd).',
    '+48.5 1 task of web:1 RUNNING (8399eefd)',
    '+49 1 task of web:1 STOPPED (d7174c06)',
    '+49 deregistered 1 targets in (target-group web)',
    '+49 has started 1 tasks: (task 9647c1fe).',
    '+50 registered 1 targets in (target-group web)',
  ]);
});
