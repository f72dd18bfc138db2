import { describe, expect, test } from 'vitest';
import { described, expectRefused, fargateService, prodCluster, tasksOf } from './setup.js';

function settled(desiredCount: number) {
  const sim = prodCluster();
  sim.ecs.createService(fargateService({ desiredCount, tags: [{ key: 'a', value: '1' }] }));
  sim.runUntilSteady();
  return sim;
}

const remove = (sim: ReturnType<typeof settled>, about: object = {}) =>
  sim.ecs.deleteService({ cluster: 'prod', service: 'web', ...about }).service;

describe('DeleteService', () => {
  test('answers with a thinner shape (recorded: services.json #91, #156, service_revisions.json #22) [service-delete-drains]', () => {
    const sim = settled(0);
    const { currentServiceRevisions: _revisions, deploymentConfiguration: _configuration, ...before } = described(sim);
    expect(remove(sim)).toStrictEqual({
      ...before,
      status: 'DRAINING',
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: false, rollback: false },
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        strategy: 'ROLLING',
      },
    });
  });

  test('again while it drains succeeds alike (recorded: services.json #92, #95) [service-delete-drains]', () => {
    const sim = settled(0);
    const first = remove(sim);
    expect(described(sim)).toMatchObject({ status: 'DRAINING' });
    expect(described(sim).events).toHaveLength(2);
    expect(remove(sim)).toStrictEqual(first);
  });

  test('needs force while it is scaled above 0 (recorded: services.json #64) [service-delete-needs-force]', () => {
    const sim = settled(1);
    expectRefused(
      sim,
      () => remove(sim),
      'InvalidParameterException',
      'The service cannot be stopped while it is scaled above 0.',
    );
    expect(remove(sim.fork(), { force: true })?.status).toBe('DRAINING');
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 });
    expect(remove(sim)?.status).toBe('DRAINING');
  });

  test('ends INACTIVE: describable, without events and counts (recorded: services.json #165 to #167, #193) [service-becomes-inactive]', () => {
    const sim = settled(0);
    const { deployments } = described(sim);
    remove(sim);
    sim.run('59s');
    expect(described(sim).status).toBe('DRAINING');
    sim.run('31s');
    const service = described(sim, 'web', ['TAGS']);
    expect(service).toMatchObject({
      status: 'INACTIVE',
      events: [],
      desiredCount: 0,
      runningCount: 0,
      pendingCount: 0,
      tags: [{ key: 'a', value: '1' }],
    });
    expect(service.deployments?.map((each) => each.id)).toEqual(deployments?.map((each) => each.id));
    expectRefused(sim, () => remove(sim), 'ServiceNotFoundException', '');
  });
});

/** Sequence E: t0 is the call; a running task of PRIMARY, and an older deployment without tasks. */
test('force deletion with one running task goes as recorded (services.json #156 to #177, #193) [service-forced-out-later]', () => {
  const sim = prodCluster();
  sim.ecs.createService(fargateService({ desiredCount: 0 }));
  sim.run('30s');
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
  sim.run('20s');
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 1 });
  // The older deployment starts a task too (sequence A); it is gone when the newer one's runs.
  sim.runUntil((each) => tasksOf(each, 'web', 'STOPPED')[0]?.lastStatus === 'STOPPED');
  expect(described(sim)).toMatchObject({ runningCount: 1, pendingCount: 0, deployments: [{}, {}] });
  const t0 = sim.now.getTime();
  const seconds = (date: Date | undefined) => ((date?.getTime() ?? Number.NaN) - t0) / 1_000;
  const after = (until: number) => sim.runTo(new Date(t0 + until * 1_000));
  const tasksBefore = tasksOf(sim);
  const [task] = tasksBefore;

  const reply = remove(sim, { force: true });
  expect(reply).toMatchObject({ status: 'DRAINING', desiredCount: 0, runningCount: 1 });
  expect(
    reply?.deployments?.map(({ status, desiredCount, runningCount }) => [status, desiredCount, runningCount]),
  ).toEqual([
    ['PRIMARY', 0, 1],
    ['DRAINING', 0, 0],
  ]);

  after(1);
  expect(tasksOf(sim, 'web', 'STOPPED')).toEqual([]);
  expect(tasksOf(sim)).toHaveLength(1);
  after(4);
  expect(sim.ecs.listServices({ cluster: 'prod' }).serviceArns).toEqual([]);
  expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]).toMatchObject({
    activeServicesCount: 0,
    runningTasksCount: 1,
  });
  after(6);
  expectRefused(
    sim,
    () => sim.ecs.createService(fargateService()),
    'InvalidParameterException',
    'Unable to Start a service that is still Draining.',
  );

  after(25);
  const stopped = sim.ecs.describeTasks({ cluster: 'prod', tasks: [task?.taskArn ?? ''] }).tasks[0];
  expect(seconds(stopped?.stoppingAt)).toBeCloseTo(22.3, 1);
  const shown = described(sim);
  expect(shown.deployments).toHaveLength(1);
  expect(shown.deployments?.[0]).toMatchObject({ status: 'PRIMARY', runningCount: 0, rolloutState: 'IN_PROGRESS' });
  expect(shown.events?.[0]?.message).toBe(
    `(service web) has stopped 1 running tasks: (task ${task?.taskArn?.split('/').at(-1)}).`,
  );

  after(44);
  const completed = described(sim);
  expect(completed.deployments?.[0]?.rolloutState).toBe('COMPLETED');
  expect(completed.events?.slice(0, 2).map((event) => event.message)).toEqual([
    '(service web) has reached a steady state.',
    `(service web) (deployment ${completed.deployments?.[0]?.id}) deployment completed.`,
  ]);
  // Seen at 32.2; a pass is 1 to 11 s away.
  expect(seconds(completed.events?.[1]?.createdAt)).toBeGreaterThan(24);
  expect(seconds(completed.events?.[1]?.createdAt)).toBeLessThan(44);

  after(60);
  const gone = sim.ecs.describeTasks({ cluster: 'prod', tasks: [task?.taskArn ?? ''] }).tasks[0];
  expect(gone?.lastStatus).toBe('STOPPED');
  expect(Math.abs(seconds(gone?.stoppedAt) - 47.8)).toBeLessThan(2);
  after(90);
  expect(described(sim).status).toBe('DRAINING');
  after(140);
  expect(described(sim).status).toBe('INACTIVE');
});
