import { expect, test } from 'vitest';
import { createSimulator } from '../../../src/index.js';
import type { RegisterTaskDefinitionRequest } from '../../../src/model/aws/ecs.generated.js';
import { worldOf } from '../../../src/simulator/simulator.js';

function registered(containerDefinitions: RegisterTaskDefinitionRequest['containerDefinitions']) {
  const sim = createSimulator();
  sim.ecs.registerTaskDefinition({
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions,
  });
  return worldOf(sim).taskDefinition(1);
}

test('what the lifecycle needs of a container: places instead of names, ms instead of seconds, defaults', () => {
  const { containers } = registered([
    { name: 'bare', image: 'app:1' },
    {
      name: 'full',
      image: 'app:2',
      essential: false,
      dependsOn: [
        { containerName: 'last', condition: 'HEALTHY' },
        { containerName: 'bare', condition: 'START' },
      ],
      startTimeout: 40,
      stopTimeout: 50,
      restartPolicy: { enabled: true, ignoredExitCodes: [3], restartAttemptPeriod: 60 },
      dockerLabels: { 'steadystate.workload': '{"exits":{"code":4,"after":"5s"}}' },
    },
    {
      name: 'last',
      image: 'app:3',
      dependsOn: [{ containerName: 'bare', condition: 'START' }],
      healthCheck: { command: ['CMD', 'true'], interval: 20, timeout: 3, retries: 4, startPeriod: 30 },
      restartPolicy: { enabled: true },
    },
  ]);
  expect(containers).toStrictEqual([
    {
      name: 'bare',
      image: 'app:1',
      essential: true,
      dependsOn: [],
      dependants: [1, 2],
      healthCheck: undefined,
      labelled: undefined,
      stopTimeoutMs: 30_000,
      startTimeoutMs: undefined,
      restartPolicy: undefined,
    },
    {
      name: 'full',
      image: 'app:2',
      essential: false,
      dependsOn: [
        { index: 2, condition: 'HEALTHY' },
        { index: 0, condition: 'START' },
      ],
      dependants: [],
      healthCheck: undefined,
      labelled: { exits: { code: 4, after: '5s' } },
      stopTimeoutMs: 50_000,
      startTimeoutMs: 40_000,
      restartPolicy: { ignoredExitCodes: [3], restartAttemptPeriodMs: 60_000 },
    },
    {
      name: 'last',
      image: 'app:3',
      essential: true,
      dependsOn: [{ index: 0, condition: 'START' }],
      dependants: [1],
      healthCheck: { intervalMs: 20_000, retries: 4, startPeriodMs: 30_000 },
      labelled: undefined,
      stopTimeoutMs: 30_000,
      startTimeoutMs: undefined,
      restartPolicy: { ignoredExitCodes: [], restartAttemptPeriodMs: 300_000 },
    },
  ]);
});

test('a definition stays deregistered since it was', () => {
  const sim = createSimulator();
  const taskDefinition = 'web:1';
  sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'app', image: 'app', memory: 128 }] });
  sim.run('1m');
  const shown = () => {
    const { status, deregisteredAt } = sim.ecs.describeTaskDefinition({ taskDefinition }).taskDefinition ?? {};
    return `${status} ${deregisteredAt?.toISOString()}`;
  };
  const calls = [
    () => undefined,
    () => sim.ecs.deregisterTaskDefinition({ taskDefinition }),
    () => sim.ecs.deregisterTaskDefinition({ taskDefinition }),
    () => sim.ecs.deleteTaskDefinitions({ taskDefinitions: [taskDefinition] }),
    () => sim.ecs.deleteTaskDefinitions({ taskDefinitions: [taskDefinition] }),
  ];
  const seen = calls.map((call) => {
    call();
    sim.run('1m');
    return shown();
  });
  expect(seen).toEqual([
    'ACTIVE undefined',
    'INACTIVE 2026-01-01T00:02:00.000Z',
    'INACTIVE 2026-01-01T00:02:00.000Z',
    'DELETE_IN_PROGRESS 2026-01-01T00:02:00.000Z',
    'DELETE_IN_PROGRESS 2026-01-01T00:02:00.000Z',
  ]);
});
