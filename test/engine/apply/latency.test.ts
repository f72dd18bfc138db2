import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

/** Seconds from creation to RUNNING of twenty tasks. */
function runningAfter(jitter: number): number[] {
  const sim = createSimulator({ jitter, digestGate: 'none' });
  fargateService(sim, { desiredCount: 20 });
  sim.run('2m');
  const { taskArns: tasks } = sim.ecs.listTasks({ serviceName: 'web' });
  return sim.ecs
    .describeTasks({ tasks })
    .tasks.map(({ createdAt, startedAt }) => ((startedAt?.getTime() ?? Number.NaN) - createdAt.getTime()) / 1_000);
}

test('latencies vary within the jitter, and not without [task-jitter]', () => {
  expect(new Set(runningAfter(0))).toEqual(new Set([21]));
  const varied = runningAfter(0.1);
  expect(new Set(varied).size).toBe(20);
  expect([Math.min(...varied) >= 21 * 0.9, Math.max(...varied) <= 21 * 1.1]).toEqual([true, true]);
});

test('by how much is drawn for each task and each of its latencies [task-jitter]', () => {
  const sim = createSimulator({ jitter: 0.5, digestGate: 'none', seed: 2 });
  fargateService(sim, { desiredCount: 2 });
  sim.run('90s');
  const { taskArns: tasks } = sim.ecs.listTasks({ serviceName: 'web' });
  sim.ecs.stopTask({ task: tasks[0] ?? '' });
  sim.run('50s');
  const moments = sim.ecs
    .describeTasks({ tasks })
    .tasks.map(({ createdAt, pullStartedAt, pullStoppedAt, startedAt, executionStoppedAt, stoppedAt }) =>
      [pullStartedAt, pullStoppedAt, startedAt, executionStoppedAt, stoppedAt].map(
        (at) => at && at.getTime() - createdAt.getTime(),
      ),
    );
  expect(moments).toEqual([
    [16_179, 23_742, 24_117, 77_383, 92_982],
    [11_339, 18_156, 18_632, undefined, undefined],
  ]);
});
