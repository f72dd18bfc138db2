import { describe, expect, test } from 'vitest';
import { restoreSimulator } from '../../src/simulator/simulator.js';
import { expectRefused, fargateDefinition, fargateTask, prodCluster, type Simulator } from '../api/ecs/setup.js';

const labelled = (behaviour: unknown, family = 'labelled') =>
  fargateDefinition(family, {
    containerDefinitions: [
      {
        name: 'app',
        image: 'app:1',
        dockerLabels: {
          team: 'shop',
          'steadystate.workload': typeof behaviour === 'string' ? behaviour : JSON.stringify(behaviour),
        },
      },
    ],
  });

/** Exit code of a task of the family, or nothing where it still runs after a minute. */
function exitCodeOf(sim: Simulator, taskDefinition = 'labelled') {
  const { taskArn = '' } = sim.ecs.runTask(fargateTask({ taskDefinition })).tasks[0] ?? {};
  sim.run('1m');
  return sim.ecs.describeTasks({ cluster: 'prod', tasks: [taskArn] }).tasks[0]?.containers[0]?.exitCode;
}

describe('a container does what its label says [workload-label]', () => {
  test('and the label is shown like any other', () => {
    const sim = prodCluster();
    const request = labelled({ exits: { code: 3, after: '4s' } });
    const { taskDefinition } = sim.ecs.registerTaskDefinition(request);
    expect(taskDefinition?.containerDefinitions[0]?.dockerLabels).toEqual(
      request.containerDefinitions?.[0]?.dockerLabels,
    );
    expect(exitCodeOf(sim)).toBe(3);
  });

  test('unless a rule of sim.workloads says otherwise, and again when there is none', () => {
    const sim = prodCluster();
    sim.ecs.registerTaskDefinition(labelled({ exits: { code: 3, after: '4s' } }));
    sim.workloads.set('labelled', { exits: { code: 7, after: '4s' } });
    expect(exitCodeOf(sim)).toBe(7);
    sim.workloads.set('labelled', {});
    expect(exitCodeOf(sim)).toBeUndefined();
    sim.workloads.clear();
    expect(exitCodeOf(sim)).toBe(3);
    sim.workloads.set({ family: 'labelled', launches: { from: 5 } }, {});
    expect([exitCodeOf(sim), exitCodeOf(sim)]).toEqual([3, undefined]);
  });

  test('in a restored snapshot and a fork, too', () => {
    const sim = prodCluster();
    sim.ecs.registerTaskDefinition(labelled({ exits: { code: 3, after: '4s' } }));
    for (const copy of [restoreSimulator(JSON.parse(JSON.stringify(sim.snapshot()))), sim.fork()])
      expect(exitCodeOf(copy)).toBe(3);
  });

  test('each container its own; others are healthy', () => {
    const sim = prodCluster();
    sim.ecs.registerTaskDefinition(
      fargateDefinition('two', {
        containerDefinitions: [
          { name: 'app', image: 'app' },
          {
            name: 'side',
            image: 'side',
            essential: false,
            dockerLabels: { 'steadystate.workload': '{"exits":{"code":0,"after":"1s"}}' },
          },
        ],
      }),
    );
    const { taskArn = '' } = sim.ecs.runTask(fargateTask({ taskDefinition: 'two' })).tasks[0] ?? {};
    sim.run('1m');
    const [task] = sim.ecs.describeTasks({ cluster: 'prod', tasks: [taskArn] }).tasks;
    expect(task?.lastStatus).toBe('RUNNING');
    const codes = Object.fromEntries(task?.containers.map(({ name, exitCode }) => [name, exitCode]) ?? []);
    expect(codes).toEqual({ app: undefined, side: 0 });
  });
});

describe('a label that says nothing a container can do is refused, with its place [workload-label]', () => {
  test.each<[string, unknown, string]>([
    [
      'not JSON',
      '{"exits": {"code": 1 "after": "4s"}}',
      "It is not JSON: expected ',' or '}' at position 21 (line 1, column 22).",
    ],
    [
      'not JSON, over several lines',
      '{\n  "exits": {\n    "code": 1,\n  }\n}',
      'It is not JSON: expected a name in double quotes at position 32 (line 4, column 3).',
    ],
    [
      'a wrong value',
      { exits: { code: 300, after: '4s' } },
      "The workload's exits.code is not valid: Too big: expected number to be <=255. See ContainerBehaviour for what a container can do.",
    ],
    [
      'an unknown member',
      { exit: 1 },
      'The workload\'s exit is not valid: Unrecognized key: "exit". See ContainerBehaviour for what a container can do.',
    ],
  ])('%s', (_, behaviour, problem) => {
    const sim = prodCluster();
    expectRefused(
      sim,
      () => sim.ecs.registerTaskDefinition(labelled(behaviour)),
      'ClientException',
      `Invalid docker label 'steadystate.workload' of container 'app'. ${problem}`,
    );
  });

  test("after AWS's own refusals", () => {
    const sim = prodCluster();
    expectRefused(
      sim,
      () => sim.ecs.registerTaskDefinition({ ...labelled('{'), cpu: undefined }),
      'ClientException',
      "Fargate requires that 'cpu' be defined at the task level.",
    );
  });
});
