import { expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';
import { define } from './define.js';

/** Tasks of a service that stop: what it learns of it, and when another takes their place. */

/** A service of one task of these containers. */
function aService(containers: readonly ContainerDefinition[]): Simulator {
  const sim = createSimulator();
  sim.ecs.createCluster({});
  define(sim, 'web', containers);
  sim.ecs.createService({
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
  });
  return sim;
}

const told = (sim: Simulator, from: Date, detail: 'normal' | 'full' = 'normal') =>
  sim
    .timelineEntries({ service: 'web', from, detail })
    .flatMap(({ atMs, text }) => (text === '' ? [] : [`+${(atMs - from.getTime()) / 1_000} ${text}`]));

test('a crash is told with the exit code of the essential container that ended, and counts as a failure', () => {
  const sim = aService([{ name: 'sidecar', essential: false }, { name: 'app' }, { name: 'worker' }]);
  sim.workloads.set({ family: 'web', container: 'sidecar' }, { exits: { code: 5, after: '1s' } });
  sim.workloads.set({ family: 'web', container: 'worker' }, { exits: { code: 3, after: '4s' } });
  const report = sim.run('75s');
  expect(report.services.map(({ tasksFailed }) => tasksFailed)).toEqual([1]);
  expect(sim.explain('web').split('\n')).toEqual([
    '1 of 1 task of web:1 is starting.',
    'The deployment circuit breaker is off: after 1 failure (the last: Essential container in task exited (worker: exit code 3)) it goes on trying.',
  ]);
});

test('of a task that failed to start no exit code is told, though an essential container of it has just exited', () => {
  const sim = aService([
    { name: 'proxy', restartPolicy: { enabled: true, restartAttemptPeriod: 60 } },
    { name: 'app', dependsOn: [{ containerName: 'init', condition: 'COMPLETE' }] },
    { name: 'init', essential: false, startTimeout: 60 },
  ]);
  // It is about to start again when its task gives up.
  sim.workloads.set({ family: 'web', container: 'proxy' }, { exits: { code: 1, after: '69.7s' } });
  sim.run('150s');
  expect(sim.explain('web').split('\n')).toEqual([
    '1 of 1 task of web:1 is starting.',
    'The deployment circuit breaker is off: after 1 failure (the last: Task failed to start) it goes on trying.',
  ]);
});

test('SIGTERM comes 9.5 s after the deregistration delay [task-drains-before-it-stops] [task-sigterm-after-draining] [event-draining-names-a-task-set]', () => {
  const sim = createSimulator();
  fargateService(sim, { loadBalancer: { deregistrationDelaySeconds: 30 } });
  sim.runUntilSteady();
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 0 });
  sim.run('2m');
  expect(told(sim, from, 'full')).toEqual([
    '+0 UpdateService: desiredCount 0',
    '+10 1 task of web:1 to stop (a7a466fd): Scaling activity initiated by (deployment ecs-svc/6804229292356310906)',
    '+10 has stopped 1 running tasks: (task a7a466fd).',
    '+20 1 target draining in web (a7a466fd)',
    '+20 deregistered 1 targets in (target-group web)',
    '+20 (taskSet ecs-svc/6804229292356310906) has begun draining connections on 1 tasks.',
    '+30 has reached a steady state.',
    '+50 1 target gone in web (a7a466fd)',
    '+59.5 SIGTERM to container web of 1 task (a7a466fd)',
    '+60 container web exits with code 0 in 1 task (a7a466fd)',
    '+61.1 1 task of web:1 DEPROVISIONING (a7a466fd)',
    '+84.1 1 task of web:1 STOPPED (a7a466fd)',
  ]);
});

test('a failed start is told with its reason, word for word [start-failure-is-told]', () => {
  const sim = aService([{ name: 'app' }]);
  const from = sim.now;
  sim.faults.add({ kind: 'imagePullFails', image: 'app' });
  sim.run('2m');
  expect(told(sim, from)).toEqual([
    '+0 CreateService: taskDefinition web, desiredCount 1',
    '+0 deployment of web:1 begins (ecs-svc/6804229292356310906)',
    '+0 fault started: imagePullFails app',
    '+15 has started 1 tasks: (task a7a466fd).',
    '+105 was unable to place a task. Reason: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference app.',
  ]);
});

test('a container that crashes before its task is RUNNING is no lack of a place [start-failure-is-told]', () => {
  const sim = aService([
    { name: 'proxy' },
    { name: 'app', dependsOn: [{ containerName: 'init', condition: 'COMPLETE' }] },
    { name: 'init', essential: false },
  ]);
  sim.workloads.set({ family: 'web', container: 'proxy' }, { exits: { code: 1, after: '10s' } });
  const from = sim.now;
  sim.run('80s');
  expect(told(sim, from)).toEqual([
    '+0 CreateService: taskDefinition web, desiredCount 1',
    '+0 deployment of web:1 begins (ecs-svc/6804229292356310906)',
    '+15 has started 1 tasks: (task a7a466fd).',
    '+46 container proxy exits with code 1 in 1 task (a7a466fd)',
    '+46 1 task of web:1 to stop (a7a466fd): Essential container in task exited',
    '+71 1 task of web:1 STOPPED (a7a466fd)',
    '+75 failedTasks is 1: the circuit breaker is off',
    '+75 has started 1 tasks: (task d7174c06).',
  ]);
});

/**
 * A user stops the only task, which takes a minute to go; the first that is started in its place can't be. Just then another
 * one is asked for.
 */
test('replaced when its stop begins, if so wished; one that failed to start only when it is STOPPED [unhealthy-dead-are-replaced-when-stopped]', () => {
  const sim = createSimulator({ replaceExternallyStopped: 'onStopRequested' });
  fargateService(sim, { stopTimeout: 60 });
  sim.runUntilSteady();
  sim.workloads.set('web', { onSigterm: 'ignored' });
  sim.faults.add({ kind: 'imagePullFails', image: 'web:1', failsAfter: '30s', until: '+1m' });
  const from = sim.now;
  sim.ecs.stopTask({ task: sim.ecs.listTasks({ serviceName: 'web' }).taskArns[0] ?? '' });
  expect(sim.run('46s').services.map(({ tasksFailed }) => tasksFailed)).toEqual([1]);
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('74s');
  expect(told(sim, from)).toEqual([
    '+0 StopTask: task a7a466fd27e70edd33c32949708f835d',
    '+0 1 task of web:1 to stop (a7a466fd): Task stopped by user',
    '+4 has started 1 tasks: (task d7174c06).',
    '+45.4 was unable to place a task. Reason: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:1.',
    '+46 UpdateService: desiredCount 2',
    '+50 has started 1 tasks: (task 8399eefd).',
    '+60 fault ended: imagePullFails web:1, failsAfter 30s',
    '+71 1 task of web:1 RUNNING (8399eefd)',
    '+71.3 1 task of web:1 STOPPED (d7174c06)',
    '+80 has started 1 tasks: (task 9647c1fe).',
    '+94 1 task of web:1 STOPPED (a7a466fd)',
    '+101 1 task of web:1 RUNNING (9647c1fe)',
    '+110 has reached a steady state.',
  ]);
});

test('what the scheduler stops is never replaced sooner [unhealthy-dead-are-replaced-when-stopped]', () => {
  const sim = createSimulator({ replaceExternallyStopped: 'onStopRequested', digestGate: 'none' });
  fargateService(sim, { desiredCount: 3 });
  sim.runUntilSteady();
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('11s');
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  sim.run('10s');
  expect(told(sim, from)).toEqual([
    '+0 UpdateService: desiredCount 2',
    '+10 has stopped 1 running tasks: (task a7a466fd).',
    '+11 UpdateService: desiredCount 3',
    '+15 has started 1 tasks: (task 9647c1fe).',
  ]);
});

test('a task whose zone is lost before it is PENDING has nothing to report [task-host-lost] [task-stopped-while-provisioning]', () => {
  const sim = createSimulator();
  fargateService(sim, { subnets: ['subnet-a'] });
  sim.run('17s');
  const from = sim.now;
  sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1a' });
  sim.run('15s');
  expect(told(sim, from, 'full')).toEqual([
    '+0 fault started: zoneLost us-east-1a',
    '+0 1 task of web:1 to stop (a7a466fd): Task stopped due to underlying infrastructure health.',
    '+7.6 1 task of web:1 STOPPED (a7a466fd)',
    '+8 was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
  ]);
});

/**
 * While its target drains, first a container of it ends that isn't essential, then one that is. Its end leaves nothing to
 * be replaced, and no pass looks for it: what is asked for just before waits as long as it would anyway.
 */
test('a task that ends while it drains stops at once, and hurries nothing else [task-drains-before-it-stops]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2, loadBalancer: true });
  define(sim, 'pair', [
    { name: 'web', portMappings: [{ containerPort: 8080 }] },
    { name: 'logs', essential: false },
  ]);
  sim.ecs.updateService({ service: 'web', taskDefinition: 'pair' });
  const first = { family: 'pair', launches: { to: 1 } };
  sim.workloads.set({ ...first, container: 'logs' }, { exits: { code: 0, after: '87s' } });
  sim.workloads.set({ ...first, container: 'web' }, { exits: { code: 0, after: '127s' } });
  sim.runUntilSteady();
  sim.run('43s');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('88.5s');
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('10s');
  expect(told(sim, from, 'full')).toEqual([
    '+0 UpdateService: desiredCount 1',
    '+7 1 task of pair:1 to stop (a7a466fd): Scaling activity initiated by (deployment ecs-svc/3780834602174079726)',
    '+7 has stopped 1 running tasks: (task a7a466fd).',
    '+17 1 target draining in web (a7a466fd)',
    '+17 deregistered 1 targets in (target-group web)',
    '+17 (taskSet ecs-svc/3780834602174079726) has begun draining connections on 1 tasks.',
    '+25 container logs exits with code 0 in 1 task (a7a466fd)',
    '+27 has reached a steady state.',
    '+65 container web exits with code 0 in 1 task (a7a466fd)',
    '+66.5 1 task of pair:1 DEPROVISIONING (a7a466fd)',
    '+88.5 UpdateService: desiredCount 2',
    '+89.5 1 task of pair:1 STOPPED (a7a466fd)',
    '+92.5 1 task of pair:1 created (8399eefd)',
    '+92.5 has started 1 tasks: (task 8399eefd).',
  ]);
});

test('when the last task of a failed deployment has stopped, one more beat and nothing is due any more', () => {
  const sim = createSimulator();
  fargateService(sim);
  sim.ecs.updateService({
    service: 'web',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
  });
  sim.workloads.set('web', { exits: { code: 1, after: '4s' } });
  const { ended, endedAt, verdicts } = sim.runUntilSteady();
  expect(verdicts.map(({ why }) => why)).toEqual([
    'the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1); rollback is off',
  ]);
  const stopped = sim.facts().findLast((fact) => fact.kind === 'task' && fact.lastStatus === 'STOPPED');
  expect({ ended, afterMs: endedAt.getTime() - (stopped?.atMs ?? 0) }).toEqual({ ended: 'quiescent', afterMs: 9_600 });
});

test('a task that is STOPPED while a call waits to take effect is replaced at once, and the call takes effect with it', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.run('1s');
  const from = sim.now;
  sim.faults.add({ kind: 'killTask', service: 'web' });
  sim.run('22s');
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  sim.run('6s');
  expect(told(sim, from)).toEqual([
    '+0 fault started: killTask web',
    '+0 container web exits with code 137 in 1 task (a7a466fd)',
    '+0 1 task of web:1 to stop (a7a466fd): Essential container in task exited',
    '+22 UpdateService: desiredCount 3',
    '+24.5 1 task of web:1 STOPPED (a7a466fd)',
    '+24.5 has started 2 tasks: (task 8399eefd) (task 9647c1fe).',
  ]);
});
