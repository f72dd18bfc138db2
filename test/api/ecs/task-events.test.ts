import { describe, expect, test } from 'vitest';
import type { EventBridgeEvent } from '../../../src/events/event-bridge.js';
import { arnOfTask, fargateDefinition, fargateTask, prefix, prodCluster, type Simulator, uuid } from './setup.js';

const image = 'public.ecr.aws/docker/library/busybox:1.36';

function taskEvents(sim: Simulator): EventBridgeEvent[] {
  const events: EventBridgeEvent[] = [];
  sim.on('eventBridge', (event) => {
    if (event['detail-type'] === 'ECS Task State Change') events.push(event);
  });
  return events;
}

const summary = (events: readonly EventBridgeEvent[]) =>
  events.map(({ detail }) => [detail['version'], detail['lastStatus'], detail['desiredStatus']]);

/** Three containers, of which one ends by itself: as in the recording. */
function recorded() {
  const sim = prodCluster();
  sim.ecs.registerTaskDefinition(
    fargateDefinition('many', {
      containerDefinitions: ['web', 'aside'].map((name) => ({ name, image, essential: name === 'web' })),
    }),
  );
  sim.workloads.set({ family: 'many', container: 'aside' }, { exits: { code: 0, after: '5s' } });
  const events = taskEvents(sim);
  const command = ['sleep', '1'];
  const task = sim.ecs.runTask(
    fargateTask({ taskDefinition: 'many', overrides: { containerOverrides: [{ name: 'aside', command }] } }),
  ).tasks[0]?.taskArn;
  return { sim, events, task: task ?? '' };
}

describe('ECS Task State Change', () => {
  test('comes once per version: 1 to 7 of a task with a container that ends on its own (recorded: execution.json events) [task-pull-time] [task-version]', () => {
    const { sim, events, task } = recorded();
    sim.run('40s');
    sim.ecs.stopTask({ cluster: 'prod', task });
    sim.run('2m');
    expect(summary(events)).toEqual([
      [1, 'PROVISIONING', 'RUNNING'],
      [2, 'PENDING', 'RUNNING'],
      [3, 'RUNNING', 'RUNNING'],
      [4, 'RUNNING', 'RUNNING'],
      [5, 'RUNNING', 'STOPPED'],
      [6, 'DEPROVISIONING', 'STOPPED'],
      [7, 'STOPPED', 'STOPPED'],
    ]);
    expect(events.map((event) => (event.detail['attachments'] as { status: string }[])[0]?.status)).toEqual([
      'PRECREATED',
      'ATTACHED',
      'ATTACHED',
      'ATTACHED',
      'ATTACHED',
      'ATTACHED',
      'DELETED',
    ]);
  });

  test('tells the task in its own shape [event-bridge-task]', () => {
    const { sim, events, task } = recorded();
    sim.run('30s');
    const event = events[3];
    const container = (name: string, about: object) => ({
      containerArn: expect.stringMatching(`^${prefix}container/prod/`),
      ...about,
      name,
      image,
      imageDigest: expect.stringMatching(/^sha256:/),
      runtimeId: expect.stringMatching(/^[0-9a-f]{32}-\d{10}$/),
      taskArn: task,
      networkInterfaces: [{ attachmentId: uuid, privateIpv4Address: '10.0.0.4' }],
      cpu: '0',
    });
    const containers = event?.detail['containers'] as { name: string; containerArn: string }[];
    expect(containers.map((each) => each.containerArn)).toEqual(containers.map((each) => each.containerArn).toSorted());
    expect(containers.toSorted((a, b) => (a.name < b.name ? 1 : -1))).toStrictEqual([
      container('web', { lastStatus: 'RUNNING' }),
      container('aside', { exitCode: 0, lastStatus: 'STOPPED' }),
    ]);
    const { containers: _containers, ...detail } = event?.detail ?? {};
    expect({ ...event, detail }).toStrictEqual({
      version: '0',
      id: uuid,
      'detail-type': 'ECS Task State Change',
      source: 'aws.ecs',
      account: '123456789012',
      time: '2026-01-01T00:00:26Z',
      region: 'us-east-1',
      resources: [task],
      detail: {
        attachments: [
          {
            id: uuid,
            type: 'eni',
            status: 'ATTACHED',
            details: [
              { name: 'subnetId', value: 'subnet-1a' },
              { name: 'networkInterfaceId', value: expect.stringMatching(/^eni-/) },
              { name: 'macAddress', value: expect.any(String) },
              { name: 'privateIPv4Address', value: '10.0.0.4' },
            ],
          },
        ],
        attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
        availabilityZone: 'us-east-1a',
        clusterArn: `${prefix}cluster/prod`,
        connectivity: 'CONNECTED',
        connectivityAt: '2026-01-01T00:00:04.5Z',
        cpu: '256',
        createdAt: '2026-01-01T00:00:00Z',
        desiredStatus: 'RUNNING',
        enableExecuteCommand: false,
        ephemeralStorage: { sizeInGiB: 20 },
        group: 'family:many',
        launchType: 'FARGATE',
        lastStatus: 'RUNNING',
        memory: '512',
        overrides: { containerOverrides: [{ name: 'aside', command: ['sleep', '1'] }, { name: 'web' }] },
        platformVersion: '1.4.0',
        pullStartedAt: '2026-01-01T00:00:11.4Z',
        pullStoppedAt: '2026-01-01T00:00:20.4Z',
        startedAt: '2026-01-01T00:00:21Z',
        taskArn: arnOfTask(),
        taskDefinitionArn: `${prefix}task-definition/many:1`,
        updatedAt: '2026-01-01T00:00:26Z',
        version: 4,
      },
    });
  });

  test('of an essential container that ends: no version for its exit or the stop (recorded: execution.json events) [task-version] [task-essential-exit]', () => {
    const sim = prodCluster();
    sim.workloads.set('web:2', { exits: { code: 1, after: '5s' } });
    const events = taskEvents(sim);
    sim.ecs.runTask(fargateTask());
    sim.run('2m');
    expect(summary(events)).toEqual([
      [1, 'PROVISIONING', 'RUNNING'],
      [2, 'PENDING', 'RUNNING'],
      [3, 'RUNNING', 'RUNNING'],
      [4, 'DEPROVISIONING', 'STOPPED'],
      [5, 'STOPPED', 'STOPPED'],
    ]);
    expect(events.at(-1)?.detail).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 1 }],
    });
  });

  test('of containers that end by themselves, two of them at once: one version, and the task goes on, whatever their exit codes [event-bridge-task] [task-version] [task-essential-exit]', () => {
    const sim = prodCluster();
    const names = ['web', 'first', 'second', 'third'];
    sim.ecs.registerTaskDefinition(
      fargateDefinition('many', {
        containerDefinitions: names.map((name) => ({ name, image, essential: name === 'web' })),
      }),
    );
    for (const [container, after] of [
      ['first', '5s'],
      ['second', '5s'],
      ['third', '6s'],
    ] as const) {
      sim.workloads.set({ family: 'many', container }, { exits: { code: 3, after } });
    }
    const events = taskEvents(sim);
    sim.ecs.runTask(fargateTask({ taskDefinition: 'many' }));
    sim.run('5m');
    expect(events.map(({ detail }) => `${detail['version']} ${detail['updatedAt']} ${detail['lastStatus']}`)).toEqual([
      '1 2026-01-01T00:00:00Z PROVISIONING',
      '2 2026-01-01T00:00:16.4Z PENDING',
      '3 2026-01-01T00:00:21Z RUNNING',
      '4 2026-01-01T00:00:26Z RUNNING',
      '5 2026-01-01T00:00:27Z RUNNING',
    ]);
  });

  test('of a dependency that fails: 1, 2, 3, 4, and no start (recorded: task_dependency_transitions.json #20 to #31) [container-dependency-failure] [task-stop-code] [task-stopped-reason]', () => {
    const sim = prodCluster();
    sim.ecs.registerTaskDefinition(
      fargateDefinition('migrating', {
        containerDefinitions: [
          { name: 'app', image, dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
          { name: 'init', image, essential: false },
        ],
      }),
    );
    sim.workloads.set({ family: 'migrating', container: 'init' }, { exits: { code: 7, after: '8s' } });
    const events = taskEvents(sim);
    const task = sim.ecs.runTask(fargateTask({ taskDefinition: 'migrating' })).tasks[0]?.taskArn ?? '';
    sim.run('2m');
    expect(summary(events)).toEqual([
      [1, 'PROVISIONING', 'RUNNING'],
      [2, 'PENDING', 'RUNNING'],
      [3, 'DEPROVISIONING', 'STOPPED'],
      [4, 'STOPPED', 'STOPPED'],
    ]);
    const shown = sim.ecs.describeTasks({ cluster: 'prod', tasks: [task] }).tasks[0];
    expect(shown).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'Task failed to start',
    });
    expect(shown).not.toHaveProperty('startedAt');
    const [app, init] = shown?.containers?.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1)) ?? [];
    expect(init).toMatchObject({ lastStatus: 'STOPPED', exitCode: 7 });
    expect(app?.lastStatus).toBe('STOPPED');
    expect(app).not.toHaveProperty('exitCode');
    expect(app).not.toHaveProperty('reason');
  });
});
