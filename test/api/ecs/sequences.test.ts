import { expect, test } from 'vitest';
import type { Service } from '../../../src/model/aws/ecs.generated.js';
import {
  described,
  describedTask,
  fargateDefinition,
  fargateService,
  prefix,
  prodCluster,
  type Simulator,
  tasksOf,
} from './setup.js';

/**
 * Recorded sequences, replayed in virtual time. Where AWS's passes lie is chance: "next pass" may take 1 to 11 s (ruling 1),
 * so moments are compared within that band. Sequence E is beside DeleteService.
 */

/** A clock that starts now: moments and stretches in seconds. */
function clockOf(sim: Simulator) {
  const t0 = sim.now.getTime();
  return {
    to: (seconds: number) => sim.runTo(new Date(t0 + seconds * 1_000)),
    of: (date: Date | undefined) => ((date?.getTime() ?? Number.NaN) - t0) / 1_000,
  };
}

const pass = 11;
const within = (actual: number, seen: number, band = pass) => {
  expect(Math.abs(actual - seen), `${actual} s is not ${seen} s give or take ${band}`).toBeLessThanOrEqual(band);
};

const counts = (service: Service) =>
  service.deployments?.map(({ desiredCount, pendingCount, runningCount }) => [
    desiredCount,
    pendingCount,
    runningCount,
  ]);

const messages = (sim: Simulator) => (described(sim).events ?? []).map((event) => event.message ?? '');
const idOf = (arn: string | undefined) => arn?.split('/').at(-1) ?? '';

test('A: scaling up while a deployment without tasks is replaced (services.json #46, #55 to #80) [deployment-pending-go-over-the-maximum] [deployment-scale-out-reaches-the-old] [task-scaling-reason-names-a-deployment] [service-deployment-ends-before-completed]', () => {
  // Pulls took 6.9 to 10.2 s: with this one the first task is still PENDING at the pass that stops it.
  const sim = prodCluster({ latency: { pullMs: 10_000 } });
  // Images by digest, as in the recording: nothing waits for the first task.
  const containerDefinitions = [{ name: 'sleeper', image: `busybox@sha256:${'ab'.repeat(32)}` }];
  for (let revision = 1; revision <= 2; revision += 1)
    sim.ecs.registerTaskDefinition(fargateDefinition('seq', { containerDefinitions }));
  sim.ecs.createService(fargateService({ taskDefinition: 'seq:2', desiredCount: 0 }));
  sim.run('8.083s');
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'seq:1' });
  sim.run('2.581s');
  const clock = clockOf(sim);
  const [d2, d1] = (described(sim).deployments ?? []).map((deployment) => deployment.id ?? '');

  const scaled = sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 1 }).service;
  expect(scaled?.desiredCount).toBe(1);
  expect(counts(scaled as Service)).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);

  // Seen at 4.3 s: the superseded deployment starts a task of its own definition.
  clock.to(10);
  const [first] = tasksOf(sim);
  expect(first).toMatchObject({ startedBy: d1, taskDefinitionArn: `${prefix}task-definition/seq:2` });
  within(clock.of(first?.createdAt), 4.3, 4);
  expect(messages(sim)[0]).toBe(`(service web) has started 1 tasks: (task ${idOf(first?.taskArn)}).`);

  // Seen at 13.9 s: the newer one starts its own.
  clock.to(20.3);
  const second = tasksOf(sim).find((task) => task.startedBy === d2);
  within(clock.of(second?.createdAt), 13.9);
  expect(second?.taskDefinitionArn).toBe(`${prefix}task-definition/seq:1`);

  const cramped = sim.ecs.updateService({
    cluster: 'prod',
    service: 'web',
    deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
    availabilityZoneRebalancing: 'DISABLED',
  }).service;
  expect(cramped?.deployments).toHaveLength(2);

  // Seen at 22.5 s: the pending task of the superseded deployment is stopped, the other one stays.
  clock.to(34);
  const stopped = describedTask(sim, first?.taskArn ?? '');
  expect(stopped).toMatchObject({
    desiredStatus: 'STOPPED',
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: `Scaling activity initiated by (deployment ${d1})`,
  });
  within(clock.of(stopped.stoppingAt), 22.5);
  expect(messages(sim)).toContain('(service web) stopped 1 pending tasks.');
  expect(tasksOf(sim, 'web', 'STOPPED').map((task) => task.taskArn)).toEqual([first?.taskArn]);

  // Seen: started at 36.0, the other one stopped at 48.4 without ever running.
  clock.to(60);
  const running = describedTask(sim, second?.taskArn ?? '');
  expect(clock.of(running.startedAt) - clock.of(running.createdAt)).toBeGreaterThan(20);
  expect(clock.of(running.startedAt) - clock.of(running.createdAt)).toBeLessThan(23);
  const gone = describedTask(sim, first?.taskArn ?? '');
  expect(gone.lastStatus).toBe('STOPPED');
  expect(gone).not.toHaveProperty('startedAt');
  within(clock.of(gone.stoppedAt) - clock.of(gone.stoppingAt), 25.9, 1);

  // Seen at 75.5 s: one deployment is left, 40 s after its start still IN_PROGRESS, and its service deployment is over.
  clock.to(75.5);
  const late = described(sim);
  expect(late.deployments).toMatchObject([{ id: d2, rolloutState: 'IN_PROGRESS', runningCount: 1 }]);
  expect(late).not.toHaveProperty('currentServiceDeployment');
  expect(messages(sim)).not.toContain('(service web) has reached a steady state.');
  expect(tasksOf(sim, 'web', 'STOPPED')).toEqual([]);
  expect(describedTask(sim, first?.taskArn ?? '').lastStatus).toBe('STOPPED');
});

test('B: from one task to two, on a completed deployment (services.json #101 to #121) [pass-after-a-call] [health-unchecked-settles-after-5-s]', () => {
  const sim = prodCluster();
  sim.ecs.createService(
    fargateService({
      deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
      availabilityZoneRebalancing: 'DISABLED',
    }),
  );
  sim.runUntilSteady();
  sim.run('33s');
  const eventsBefore = messages(sim).length;
  const clock = clockOf(sim);

  const scaled = sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 2 }).service as Service;
  expect(scaled).toMatchObject({ desiredCount: 2, runningCount: 1, pendingCount: 0 });
  expect(scaled.deployments?.[0]).toMatchObject({ desiredCount: 1, rolloutState: 'COMPLETED' });
  expect(scaled.currentServiceRevisions?.[0]?.requestedTaskCount).toBe(1);

  // Seen at 3.7 s.
  clock.to(6);
  const [task] = tasksOf(sim).filter((each) => each.lastStatus === 'PROVISIONING');
  expect(task).toBeDefined();
  within(clock.of(task?.createdAt), 3.7, 1);
  expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]).toMatchObject({
    pendingTasksCount: 1,
    runningTasksCount: 1,
  });

  // Seen: started at 24.4 s, steady at 32.9 s, and no deployment completed.
  clock.to(45);
  within(clock.of(describedTask(sim, task?.taskArn ?? '').startedAt), 24.4, 2);
  const { events = [], deployments } = described(sim);
  const added = events.slice(0, events.length - eventsBefore);
  expect(added.map((event) => event.message)).toEqual([
    '(service web) has reached a steady state.',
    `(service web) has started 1 tasks: (task ${idOf(task?.taskArn)}).`,
  ]);
  within(clock.of(added[0]?.createdAt), 32.9);
  expect(deployments).toMatchObject([{ rolloutState: 'COMPLETED', desiredCount: 2, runningCount: 2 }]);
});
