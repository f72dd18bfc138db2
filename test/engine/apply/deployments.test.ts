import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';
import { define } from './define.js';
import { deploymentsOf, serviceDeploymentsOf, told } from './told.js';

test('a deployment that never had tasks leaves like one whose processes have exited: the newer one completes at once', () => {
  const sim = createSimulator({ digestGate: 'none', latency: 'zero' });
  const { id } = sim.faults.add({ kind: 'capacityUnavailable' });
  const web = fargateService(sim, { loadBalancer: true });
  sim.run('5s');
  sim.faults.remove(id);
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.runUntilSteady();
  expect(told(sim, from)).toEqual([
    '+0 UpdateService: taskDefinition web:2',
    '+0 deployment of web:2 begins (ecs-svc/3780834602174079726)',
    '+0 has started 1 tasks: (task a7a466fd).',
    '+0 1 task of web:2 RUNNING (a7a466fd)',
    '+0 deployment of web:1 leaves',
    '+0 registered 1 targets in (target-group web)',
    '+0 1 target healthy in web (a7a466fd)',
    '+10 (deployment ecs-svc/3780834602174079726) deployment completed.',
    '+10 has reached a steady state.',
  ]);
});

test('the service deployment is over when the last superseded deployment has left, not the first', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { maximumPercent: 300, stopTimeout: 120 });
  sim.workloads.set('web:1', { onSigterm: 'ignored' });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('1m');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
  sim.runUntil(() => deploymentsOf(sim).length === 2 && sim.now.getTime() > from.getTime());
  expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
    'PRIMARY web:3 IN_PROGRESS: 1 running and 0 pending of 1, 0 failed',
    'ACTIVE web:1 COMPLETED: 0 running and 0 pending of 0, 0 failed',
    'IN_PROGRESS',
    'STOPPED: Service deployment was stopped because a new service deployment was started.',
    'SUCCESSFUL',
  ]);
  sim.runUntil(() => deploymentsOf(sim).length === 1);
  expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
    'PRIMARY web:3 IN_PROGRESS: 1 running and 0 pending of 1, 0 failed',
    'SUCCESSFUL',
    'STOPPED: Service deployment was stopped because a new service deployment was started.',
    'SUCCESSFUL',
  ]);
  expect(told(sim, from)).toEqual([
    '+0 UpdateService: taskDefinition web:3',
    '+0 deployment of web:3 begins (ecs-svc/4223893139545782265)',
    '+15 has started 1 tasks: (task 8399eefd).',
    '+25 has stopped 1 running tasks: (task a7a466fd).',
    '+36 1 task of web:3 RUNNING (8399eefd)',
    '+85 has stopped 1 running tasks: (task d7174c06).',
    '+110 1 task of web:2 STOPPED (d7174c06)',
    '+115 deployment of web:2 leaves',
    '+179 1 task of web:1 STOPPED (a7a466fd)',
    '+185 deployment of web:1 leaves',
  ]);
});

describe('a newer deployment', () => {
  test('that comes at the first pass of the one before it finds its grid already [pass-grid-of-newest-deployment]', () => {
    const sim = createSimulator({ digestGate: 'none' });
    const web = fargateService(sim, { desiredCount: 2, healthCheck: { interval: 5, retries: 1, timeout: 2 } });
    sim.workloads.set(
      { taskDefinition: 'web:1', launches: { to: 1 } },
      {
        healthCheck: [
          { after: 0, is: 'passing' },
          { after: '34s', is: 'failing' },
        ],
      },
    );
    sim.runUntilSteady();
    sim.run('7s');
    const from = sim.now;
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('15s');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
    sim.run('20s');
    expect(told(sim, from)).toEqual([
      '+0 UpdateService: taskDefinition web:2',
      '+0 deployment of web:2 begins (ecs-svc/3780834602174079726)',
      '+15 has started 2 tasks: (task 8399eefd) (task 9647c1fe).',
      '+15 UpdateService: taskDefinition web:3',
      '+15 deployment of web:3 begins (ecs-svc/4223893139545782265)',
      '+19 container web is UNHEALTHY in 1 task (a7a466fd)',
      '+25 (task a7a466fd) failed container health checks.',
      '+25 has stopped 1 running tasks: (task a7a466fd).',
      '+30 stopped 2 pending tasks.',
      '+30 has started 1 tasks: (task f3aab5e5).',
    ]);
  });

  test('wants nothing of one that failed, though tasks of it run', () => {
    const sim = createSimulator({ digestGate: 'none' });
    const web = fargateService(sim, { desiredCount: 3 });
    sim.runUntilSteady();
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('40s');
    const [newest] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments ?? [];
    sim.ecs.stopServiceDeployment({
      serviceDeploymentArn: newest?.serviceDeploymentArn ?? '',
      stopType: 'ABORT',
    });
    const before = deploymentsOf(sim);
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
    expect(before).toEqual([
      'PRIMARY web:2 FAILED: 3 running and 0 pending of 3, 0 failed',
      'ACTIVE web:1 COMPLETED: 3 running and 0 pending of 3, 0 failed',
    ]);
    expect(deploymentsOf(sim)).toEqual([
      'PRIMARY web:3 IN_PROGRESS: 0 running and 0 pending of 0, 0 failed',
      'ACTIVE web:2 FAILED: 3 running and 0 pending of 0, 0 failed',
      'ACTIVE web:1 COMPLETED: 3 running and 0 pending of 3, 0 failed',
    ]);
  });

  test('stops each pending task of a former one once, however often that was superseded', () => {
    const sim = createSimulator({ digestGate: 'none', replaceExternallyStopped: 'onStopRequested' });
    const web = fargateService(sim, { desiredCount: 3 });
    sim.runUntilSteady();
    sim.ecs.updateService({ service: 'web', desiredCount: 5 });
    sim.run('5s');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('1s');
    const [newest] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments ?? [];
    sim.ecs.stopServiceDeployment({ serviceDeploymentArn: newest?.serviceDeploymentArn ?? '' });
    const from = sim.now;
    sim.run('1s');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
    sim.run('1s');
    sim.faults.add({ kind: 'killTask', service: 'web', count: 2 });
    sim.run('15s');
    expect(told(sim, from)).toEqual([
      '+0 StopServiceDeployment: ROLLBACK',
      '+0 rolling back to deployment ecs-svc/6804229292356310906.',
      '+1 UpdateService: taskDefinition web:3',
      '+1 deployment of web:3 begins (ecs-svc/4223893139545782265)',
      '+2 fault started: killTask web, count 2',
      '+2 container web exits with code 137 in 2 tasks (a7a466fd d7174c06)',
      '+2 2 tasks of web:1 to stop (a7a466fd d7174c06): Essential container in task exited',
      '+3 has started 2 tasks: (task ca0c8c78) (task 67cd6dc4).',
      '+16 deployment of web:2 leaves',
      '+16 stopped 2 pending tasks.',
    ]);
  });
});

test('that it is steady no more is told once, until it is steady again', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim);
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  const changes = sim.facts().flatMap((fact) => (fact.kind === 'scheduler' ? [`${fact.change}: ${fact.why}`] : []));
  expect(changes).toEqual([
    'steady: one deployment, completed, with all desired tasks healthy',
    'unsteady: something is to be done',
    'steady: one deployment, completed, with all desired tasks healthy',
    'unsteady: something is to be done',
  ]);
});

test('a first deployment is complete in the first pass that sees its tasks RUNNING for 5 s [deployment-first-needs-settled]', () => {
  const completedAfter = (pullMs: number) => {
    const sim = createSimulator({ latency: { pullMs } });
    const from = sim.now;
    fargateService(sim);
    sim.run('5m');
    const of = (change: string) =>
      sim
        .facts()
        .flatMap((fact) =>
          (fact.kind === 'deployment' && fact.change === change) || (fact.kind === 'task' && fact.lastStatus === change)
            ? [(fact.atMs - from.getTime()) / 1_000]
            : [],
        );
    return [of('RUNNING')[0], of('completed')];
  };
  expect(completedAfter(13_000)).toEqual([40, [45]]);
  expect(completedAfter(13_100)).toEqual([40.1, [55]]);
});

test('behind a target group a deployment is COMPLETED in the pass after the one in which the last old one left [deployment-completes-at-the-next-beat]', () => {
  const sim = createSimulator();
  const web = fargateService(sim, { loadBalancer: true });
  sim.runUntilSteady();
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.runUntilSteady();
  const told = sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'deployment' && fact.atMs > from.getTime()
        ? [`+${(fact.atMs - from.getTime()) / 1_000} ${fact.taskDefinition} ${fact.change}`]
        : [],
    );
  expect(told).toEqual(['+5 web:2 pickedUp', '+385 web:1 left', '+395 web:2 completed']);
});

describe('runningCount of a deployment and of its service', () => {
  const countsOf = (sim: Simulator) => {
    const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
    return [service?.runningCount, service?.deployments[0]?.runningCount];
  };

  test('counts tasks that are RUNNING and wanted so: one that is asked to stop no more [deployment-running-count]', () => {
    const sim = createSimulator();
    fargateService(sim, { desiredCount: 3 });
    sim.runUntilSteady();
    const counts = () => {
      const { taskArns } = sim.ecs.listTasks({ serviceName: 'web', desiredStatus: 'STOPPED' });
      const stopping = taskArns.length === 0 ? [] : sim.ecs.describeTasks({ tasks: taskArns }).tasks;
      return [...countsOf(sim), stopping.map((task) => task.lastStatus)];
    };
    expect(counts()).toEqual([3, 3, []]);
    const [byHand = ''] = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
    sim.ecs.stopTask({ task: byHand });
    expect(counts()).toEqual([2, 2, ['RUNNING']]);
    sim.ecs.updateService({ service: 'web', desiredCount: 1 });
    sim.runUntil((each) => each.ecs.listTasks({ serviceName: 'web', desiredStatus: 'STOPPED' }).taskArns.length === 2);
    expect(counts()).toEqual([1, 1, expect.arrayContaining(['RUNNING'])]);
  });

  test('counts no task before it is RUNNING, and one that is unhealthy until it is to go [deployment-running-count]', () => {
    const sim = createSimulator({ digestGate: 'none' });
    fargateService(sim, { desiredCount: 2, healthCheck: { interval: 5, retries: 1, timeout: 2 } });
    sim.workloads.set(
      { taskDefinition: 'web:1', launches: { to: 1 } },
      {
        healthCheck: [
          { after: 0, is: 'passing' },
          { after: '2m', is: 'failing' },
        ],
      },
    );
    const counts: string[] = [];
    sim.runUntil(() => {
      const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
      const text = `${countsOf(sim).join(' and ')} running, ${service?.pendingCount} pending`;
      if (text !== counts.at(-1)) counts.push(text);
      return sim.elapsedMs >= 300_000;
    });
    expect(counts).toEqual([
      '0 and 0 running, 0 pending',
      '0 and 0 running, 2 pending',
      '2 and 2 running, 0 pending',
      '2 and 2 running, 1 pending',
      '3 and 3 running, 0 pending',
      '2 and 2 running, 0 pending',
    ]);
  });
});

test('a scale-out reaches a superseded deployment less what the newest one has healthy, and none that has failed [deployment-scale-out-reaches-the-old]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 4 });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('37s');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
  const [newest] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments;
  sim.ecs.stopServiceDeployment({ serviceDeploymentArn: newest?.serviceDeploymentArn ?? '', stopType: 'ROLLBACK' });
  sim.ecs.updateService({ service: 'web', desiredCount: 6 });
  sim.run('5s');
  expect(deploymentsOf(sim)).toEqual([
    'PRIMARY web:1 IN_PROGRESS: 4 running and 0 pending of 4, 0 failed',
    'ACTIVE web:3 FAILED: 0 running and 0 pending of 0, 0 failed',
    'ACTIVE web:2 IN_PROGRESS: 4 running and 0 pending of 4, 0 failed',
  ]);
});

test('a definition of which one image alone is given by digest has its first task first [deployment-first-task-first]', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 3 });
  sim.runUntilSteady();
  define(sim, 'web', [{ name: 'web', image: `app@sha256:${'a'.repeat(64)}` }, { name: 'logs' }]);
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('1m');
  expect(told(sim, from, /started/)).toEqual([
    '+15 has started 1 tasks: (task 9647c1fe).',
    '+45 has started 2 tasks: (task f3aab5e5) (task ca0c8c78).',
  ]);
});

test.each([
  { updates: 1, started: ['(task f3aab5e5) (task ca0c8c78)'] },
  { updates: 2, started: ['(task f3aab5e5) (task ca0c8c78)'] },
])(
  'until the first pass the old grid goes on, for what a call asks for as well: after $updates updates [pass-grid-of-newest-deployment]',
  ({ updates, started }) => {
    const sim = createSimulator({ digestGate: 'none' });
    const web = fargateService(sim, { desiredCount: 4 });
    sim.runUntilSteady();
    web.register('web:2');
    sim.run('200s');
    const from = sim.now;
    // What calls do takes effect 4 s later, after the beat.
    sim.run('7s');
    for (let update = 0; update < updates; update += 1) {
      sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2', forceNewDeployment: true });
      sim.run('500ms');
    }
    sim.ecs.updateService({ service: 'web', desiredCount: 6 });
    sim.run('12s');
    expect(told(sim, from, /started/)).toEqual(started.map((tasks) => `+10 has started 2 tasks: ${tasks}.`));
  },
);

test('what a scale-in takes of an old deployment, after the newest one failed, names the old one [task-scaling-reason-names-a-deployment]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 3 });
  sim.ecs.updateService({
    service: 'web',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
  });
  sim.runUntilSteady();
  const [{ id } = {}] = sim.ecs.describeServices({ services: ['web'] }).services[0]?.deployments ?? [];
  const taskDefinition = web.register('web:2');
  sim.workloads.set(taskDefinition, { exits: { code: 1, after: '4s' } });
  sim.ecs.updateService({ service: 'web', taskDefinition });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('1m');
  const { taskArns } = sim.ecs.listTasks({ desiredStatus: 'STOPPED', family: 'web' });
  const reasons = sim.ecs
    .describeTasks({ tasks: taskArns })
    .tasks.flatMap((task) => (task.taskDefinitionArn.endsWith('web:1') ? [task.stoppedReason] : []));
  expect(reasons).toEqual([`Scaling activity initiated by (deployment ${id})`]);
});

test('a scale-out brings nothing of a revision back that has been replaced [deployment-scale-out-reaches-the-old]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 2, loadBalancer: true });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('2m');
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 4 });
  sim.run('1m');
  expect(String(sim.timeline({ service: 'web', from }))).toMatchInlineSnapshot(`
    "       time  desired/pending/running/healthy     what happened
          +0:00  web:2 2/0/2/2  web:1 0/0/0/0        UpdateService: desiredCount 4
          +0:04  web:2 4/2/2/2  web:1 0/0/0/0        has started 2 tasks: (task f3aab5e5) (task ca0c8c78).
          +0:25                                      2 tasks of web:2 RUNNING (f3aab5e5 ca0c8c78)
          +0:25  web:2 4/0/4/2  web:1 0/0/0/0        registered 2 targets in (target-group web)
          +0:26  web:2 4/0/4/4  web:1 0/0/0/0        2 targets healthy in web (f3aab5e5 ca0c8c78)"
  `);
});

test('a failed deployment shows as its target what it has left, from the next beat on, though nothing else would change then [deployment-failed-starts-nothing]', () => {
  const sim = createSimulator({ digestGate: 'none', latency: { exitReportMs: 20_000 } });
  const web = fargateService(sim, { desiredCount: 3, loadBalancer: true });
  sim.ecs.updateService({
    service: 'web',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
  });
  sim.runUntilSteady();
  const taskDefinition = web.register('web:2');
  sim.workloads.set({ taskDefinition, launches: { from: 3 } }, { exits: { code: 1, after: '4s' } });
  sim.ecs.updateService({ service: 'web', taskDefinition });
  sim.runUntil(() => /FAILED/.test(deploymentsOf(sim)[0] ?? ''));
  sim.run('1m');
  const before = deploymentsOf(sim);
  sim.faults.add({ kind: 'killTask', service: 'web', pick: 'newest' });
  sim.run('10s');
  expect([before, deploymentsOf(sim)]).toEqual([
    [
      'PRIMARY web:2 FAILED: 2 running and 0 pending of 2, 3 failed',
      'ACTIVE web:1 COMPLETED: 1 running and 0 pending of 1, 0 failed',
    ],
    [
      'PRIMARY web:2 FAILED: 1 running and 0 pending of 1, 3 failed',
      'ACTIVE web:1 COMPLETED: 1 running and 0 pending of 1, 0 failed',
    ],
  ]);
});

test('a deployment that a user stops shows as its target what it has from the next beat on [deployment-failed-starts-nothing]', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2 });
  sim.run('33s');
  const { serviceDeploymentArn } = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments[0] ?? {};
  sim.ecs.stopServiceDeployment({ serviceDeploymentArn: serviceDeploymentArn ?? '', stopType: 'ROLLBACK' });
  const before = deploymentsOf(sim);
  sim.run('2s');
  expect([before, deploymentsOf(sim)]).toEqual([
    ['PRIMARY web:1 FAILED: 0 running and 1 pending of 2, 0 failed'],
    ['PRIMARY web:1 FAILED: 0 running and 1 pending of 1, 0 failed'],
  ]);
});
