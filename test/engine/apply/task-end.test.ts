import { expect, test } from 'vitest';
import { createSimulator, fargateService, restoreSimulator } from '../../../src/index.js';
import { worldOf } from '../../../src/simulator/simulator.js';

test('a client token means something as long as one of its tasks is visible [run-task-token-is-forgotten]', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 0 });
  const run = () =>
    sim.ecs
      .runTask({
        taskDefinition: 'web',
        count: 2,
        clientToken: 'once',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
      })
      .tasks.map(({ taskArn }) => taskArn);
  const first = run();
  const stopped: (string | undefined)[] = [];
  const stopOne = () => {
    const [task] = sim.ecs.listTasks({}).taskArns;
    stopped.push(task);
    sim.ecs.stopTask({ task: task ?? '' });
    sim.run('2h');
  };
  sim.run('1m');
  stopOne();
  expect(run()).toEqual(first.filter((each) => !stopped.includes(each)));
  stopOne();
  expect(run().filter((each) => first.includes(each))).toEqual([]);
});

test('tasks that vanish before the next beat leave their rows to others: every second can be restored, and goes on alike [task-stopped-stays-visible]', () => {
  const sim = createSimulator({ latency: 'zero', scheduler: { stoppedTaskVisibleMs: 0 }, seed: 1 });
  const web = fargateService(sim, { desiredCount: 3, loadBalancer: { healthCheckIntervalSeconds: 10 } });
  web.register('web:2');
  sim.runUntilSteady();
  sim.workloads.set({ taskDefinition: 'web:2' }, { exits: { code: 1, after: '3s' } });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  const service = () => worldOf(sim).service(1);
  const [TargetGroupArn = ''] = sim.elbv2.describeTargetGroups({}).TargetGroups.map((each) => each.TargetGroupArn);
  for (let second = 0; second < 20; second += 1) {
    sim.run('1s');
    const { toCount, toRegister, toDeregister } = service();
    for (const waiting of [toCount, toRegister, toDeregister]) expect(new Set(waiting).size).toBe(waiting.length);
    const restored = restoreSimulator(sim.snapshot());
    const fork = sim.fork();
    const futures = [restored, fork].map((each) => {
      each.run('12s');
      const { services } = each.ecs.describeServices({ services: ['web'] });
      return { services, health: each.elbv2.describeTargetHealth({ TargetGroupArn }) };
    });
    expect(futures[0]).toEqual(futures[1]);
  }
});
