import { expect, test } from 'vitest';
import type { SimulatorOptions } from '../../../src/index.js';
import { describedTask, fargateTask, prodCluster, secondsTo } from '../../api/ecs/setup.js';

/** One standalone task, and what DescribeTasks shows of its moments: `21 RUNNING: startedAt 21`. */
function running(latency: SimulatorOptions['latency'] = {}) {
  const sim = prodCluster({ latency });
  const task = sim.ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
  const shown = () => {
    const about = describedTask(sim, task);
    const moments = Object.entries(about).flatMap(([name, value]) =>
      value instanceof Date && name !== 'createdAt' ? [`${name} ${secondsTo(value)}`] : [],
    );
    return `${about.lastStatus}: ${moments.join(', ')}`;
  };
  /** At these moments, in seconds. */
  const shownAt = (...seconds: number[]) =>
    seconds.map((second) => {
      sim.runTo(Date.UTC(2026, 0, 1) + second * 1_000);
      return `${second} ${shown()}`;
    });
  return {
    sim,
    shownAt,
    stop: (reason?: string) => sim.ecs.stopTask({ cluster: 'prod', task, ...(reason === undefined ? {} : { reason }) }),
  };
}

test('of a task that runs, is stopped, and is looked at afterwards', () => {
  const { shownAt, stop } = running();
  expect(shownAt(0, 20.9, 21, 30)).toMatchInlineSnapshot(`
    [
      "0 PROVISIONING: ",
      "20.9 PENDING: ",
      "21 RUNNING: connectivityAt 4.5, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21",
      "30 RUNNING: connectivityAt 4.5, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21",
    ]
  `);
  stop();
  expect(shownAt(30, 31.9, 32, 54.9, 55, 600)).toMatchInlineSnapshot(`
    [
      "30 RUNNING: connectivityAt 4.5, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21, stoppingAt 30",
      "31.9 RUNNING: connectivityAt 4.5, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21, stoppingAt 30",
      "32 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 32, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21, stoppingAt 30",
      "54.9 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 32, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21, stoppingAt 30",
      "55 STOPPED: connectivityAt 4.5, executionStoppedAt 32, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21, stoppedAt 55, stoppingAt 30",
      "600 STOPPED: connectivityAt 4.5, executionStoppedAt 32, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21, stoppedAt 55, stoppingAt 30",
    ]
  `);
});

test('of one that is stopped while PROVISIONING: nothing is shown before it is STOPPED', () => {
  const { shownAt, stop } = running();
  shownAt(5);
  stop();
  expect(shownAt(5, 30.8, 31, 100)).toMatchInlineSnapshot(`
    [
      "5 PROVISIONING: stoppingAt 5",
      "30.8 PROVISIONING: stoppingAt 5",
      "31 STOPPED: connectivityAt 4.5, stoppedAt 30.9, stoppingAt 5",
      "100 STOPPED: connectivityAt 4.5, stoppedAt 30.9, stoppingAt 5",
    ]
  `);
});

test('of one that is stopped while PENDING: all of it from DEPROVISIONING on', () => {
  const { shownAt, stop } = running();
  shownAt(17);
  stop();
  expect(shownAt(17, 19.8, 19.9, 20.3, 20.4, 42.8, 42.9)).toMatchInlineSnapshot(`
    [
      "17 PENDING: stoppingAt 17",
      "19.8 PENDING: stoppingAt 17",
      "19.9 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 19.9, pullStartedAt 11.4, stoppingAt 17",
      "20.3 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 19.9, pullStartedAt 11.4, stoppingAt 17",
      "20.4 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 19.9, pullStartedAt 11.4, pullStoppedAt 20.4, stoppingAt 17",
      "42.8 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 19.9, pullStartedAt 11.4, pullStoppedAt 20.4, stoppingAt 17",
      "42.9 STOPPED: connectivityAt 4.5, executionStoppedAt 19.9, pullStartedAt 11.4, pullStoppedAt 20.4, stoppedAt 42.9, stoppingAt 17",
    ]
  `);
});

test('a connection counts from the moment it is there, and never after the end', () => {
  expect(running({ connectivityMs: 40_000 }).shownAt(21, 39.999, 40)).toMatchInlineSnapshot(`
    [
      "21 RUNNING: pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21",
      "39.999 RUNNING: pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21",
      "40 RUNNING: connectivityAt 40, pullStartedAt 11.4, pullStoppedAt 20.4, startedAt 21",
    ]
  `);
  const { shownAt, stop } = running({ connectivityMs: 20_000 });
  stop();
  expect(shownAt(7.6, 60)).toMatchInlineSnapshot(`
    [
      "7.6 STOPPED: stoppedAt 7.6, stoppingAt 0",
      "60 STOPPED: stoppedAt 7.6, stoppingAt 0",
    ]
  `);
});

test.each([
  { stopped: 19.999, pull: 'no' },
  { stopped: 20, pull: 'pullStartedAt 20' },
])('a pull that was to begin at 20 s, of a task stopped at $stopped s: $pull', ({ stopped, pull }) => {
  const { shownAt, stop } = running({ pullStartMs: 20_000 });
  shownAt(stopped);
  stop();
  const [shown] = shownAt(120);
  expect(/pullStartedAt \d+/.exec(shown ?? '')?.[0] ?? 'no').toBe(pull);
});

test('a pull goes on while its task is being stopped, and is never over after the end', () => {
  const { shownAt, stop } = running({ pullMs: 13_600 });
  shownAt(18);
  stop();
  expect(shownAt(20.9, 24.999, 25, 120)).toMatchInlineSnapshot(`
    [
      "20.9 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 20.9, pullStartedAt 11.4, stoppingAt 18",
      "24.999 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 20.9, pullStartedAt 11.4, stoppingAt 18",
      "25 DEPROVISIONING: connectivityAt 4.5, executionStoppedAt 20.9, pullStartedAt 11.4, pullStoppedAt 25, stoppingAt 18",
      "120 STOPPED: connectivityAt 4.5, executionStoppedAt 20.9, pullStartedAt 11.4, pullStoppedAt 25, stoppedAt 43.9, stoppingAt 18",
    ]
  `);
  const long = running({ pullMs: 100_000 });
  long.shownAt(18);
  long.stop();
  expect(long.shownAt(120)).toMatchInlineSnapshot(`
    [
      "120 STOPPED: connectivityAt 4.5, executionStoppedAt 20.9, pullStartedAt 11.4, stoppedAt 43.9, stoppingAt 18",
    ]
  `);
});

test('a resource that is missing fails the task before any pull; other reasons that tell of one do not', () => {
  const { sim, shownAt } = running();
  sim.faults.add({ kind: 'logGroupMissing', taskDefinition: 'web:2', failsAfter: '25s' });
  expect(shownAt(24, 25, 120)).toMatchInlineSnapshot(`
    [
      "24 PENDING: ",
      "25 PENDING: stoppingAt 25",
      "120 STOPPED: connectivityAt 4.5, stoppedAt 50.9, stoppingAt 25",
    ]
  `);
  const { shownAt: shownLater, stop } = running();
  shownLater(18);
  stop('We saw a ResourceInitializationError');
  expect(shownLater(120)).toMatchInlineSnapshot(`
    [
      "120 STOPPED: connectivityAt 4.5, executionStoppedAt 20.9, pullStartedAt 11.4, pullStoppedAt 20.4, stoppedAt 43.9, stoppingAt 18",
    ]
  `);
});
