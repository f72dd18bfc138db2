import { describe, expect, test } from 'vitest';
import {
  at,
  describedTask,
  fargateDefinition,
  fargateTask,
  prefix,
  prodCluster,
  type Simulator,
  uuid,
} from './setup.js';

const image = 'public.ecr.aws/docker/library/busybox:1.36';
const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);

/** One standalone task, as DescribeTasks shows it. */
function running() {
  const sim = prodCluster();
  const task = sim.ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
  return { sim, task, shown: () => describedTask(sim, task) };
}

/** Members that never change. */
const always = (task: string) => ({
  attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
  availabilityZone: 'us-east-1a',
  clusterArn: `${prefix}cluster/prod`,
  cpu: '256',
  createdAt: at(0),
  desiredStatus: 'RUNNING',
  enableExecuteCommand: false,
  group: 'family:web',
  healthStatus: 'UNKNOWN',
  launchType: 'FARGATE',
  memory: '512',
  overrides: { containerOverrides: [{ name: 'app' }], inferenceAcceleratorOverrides: [] },
  platformVersion: '1.4.0',
  platformFamily: 'Linux',
  tags: [],
  taskArn: task,
  taskDefinitionArn: `${prefix}task-definition/web:2`,
  ephemeralStorage: { sizeInGiB: 20 },
  fargateEphemeralStorage: { sizeInGiB: 20 },
});

const container = (task: string, about: object = {}) => ({
  containerArn: expect.stringMatching(`^${prefix}container/prod/${task.split('/').at(-1)}/[0-9a-f-]{36}$`),
  taskArn: task,
  name: 'app',
  image,
  networkInterfaces: [{ attachmentId: uuid, privateIpv4Address: '10.0.0.4' }],
  healthStatus: 'UNKNOWN',
  cpu: '0',
  ...about,
});

const subnet = { name: 'subnetId', value: 'subnet-1a' };

const connected = [
  subnet,
  { name: 'networkInterfaceId', value: expect.stringMatching(/^eni-[0-9a-f]{17}$/) },
  { name: 'macAddress', value: expect.stringMatching(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/) },
  { name: 'privateIPv4Address', value: '10.0.0.4' },
];

const attachments = (status: string, details: object[] = connected) => [
  { id: uuid, type: 'ElasticNetworkInterface', status, details },
];

const pulled = { imageDigest: digest, runtimeId: expect.stringMatching(/^[0-9a-f]{32}-\d{10}$/) };

const visibleFromRunning = {
  connectivity: 'CONNECTED',
  connectivityAt: at(4.5),
  pullStartedAt: at(11.4),
  pullStoppedAt: at(20.4),
  startedAt: at(21),
};

describe('a task on its way up and down (recorded: services.json #73 to #80, task_tags.json #11, #15) [task-last-status] [task-interface-shown]', () => {
  test('PROVISIONING, before and after its interface is made [task-interface-time]', () => {
    const { sim, task, shown } = running();
    expect(shown()).toStrictEqual({
      ...always(task),
      attachments: attachments('PRECREATED', [subnet]),
      containers: [container(task, { lastStatus: 'PENDING', networkInterfaces: [] })],
      lastStatus: 'PROVISIONING',
      version: 1,
    });
    sim.run('3999ms');
    expect(shown().attachments).toStrictEqual(attachments('PRECREATED', [subnet]));
    sim.run('1ms');
    expect(shown()).toStrictEqual({
      ...always(task),
      attachments: attachments('CREATED'),
      containers: [container(task, { lastStatus: 'PENDING' })],
      lastStatus: 'PROVISIONING',
      version: 1,
    });
  });

  test('PENDING: nothing of the pull and the connection yet [task-provisioning-time] [task-moments-visible-together]', () => {
    const { sim, task, shown } = running();
    sim.run('16399ms');
    expect(shown().lastStatus).toBe('PROVISIONING');
    sim.run('1ms');
    expect(shown().lastStatus).toBe('PENDING');
    sim.run('4500ms');
    expect(shown()).toStrictEqual({
      ...always(task),
      attachments: attachments('ATTACHED'),
      containers: [container(task, { lastStatus: 'PENDING' })],
      lastStatus: 'PENDING',
      version: 2,
    });
  });

  test('RUNNING [task-interface-time] [task-pull-time] [task-moments-visible-together]', () => {
    const { sim, task, shown } = running();
    sim.run('21s');
    expect(shown()).toStrictEqual({
      ...always(task),
      ...visibleFromRunning,
      attachments: attachments('ATTACHED'),
      containers: [container(task, { lastStatus: 'RUNNING', networkBindings: [], ...pulled })],
      lastStatus: 'RUNNING',
      version: 3,
    });
  });

  test('asked to stop, DEPROVISIONING, STOPPED [task-exit-report-time] [task-deprovisioning-time] [task-stopped-reason]', () => {
    const { sim, task, shown } = running();
    sim.run('30s');
    sim.ecs.stopTask({ cluster: 'prod', task, reason: 'enough' });
    const stopping = {
      ...always(task),
      ...visibleFromRunning,
      desiredStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      stoppingAt: at(30),
    };
    expect(shown()).toStrictEqual({
      ...stopping,
      attachments: attachments('ATTACHED'),
      containers: [container(task, { lastStatus: 'RUNNING', networkBindings: [], ...pulled })],
      lastStatus: 'RUNNING',
      version: 4,
    });

    sim.run('3s');
    const stopped = container(task, { lastStatus: 'STOPPED', networkBindings: [], exitCode: 0, ...pulled });
    expect(shown()).toStrictEqual({
      ...stopping,
      attachments: attachments('DETACHING'),
      containers: [stopped],
      executionStoppedAt: at(32),
      lastStatus: 'DEPROVISIONING',
      version: 5,
    });

    sim.run('30s');
    expect(shown()).toStrictEqual({
      ...stopping,
      attachments: attachments('DELETED'),
      containers: [stopped],
      executionStoppedAt: at(32),
      stoppedAt: at(55),
      lastStatus: 'STOPPED',
      version: 6,
    });
  });

  test('is MISSING an hour after it stopped [task-stopped-stays-visible]', () => {
    const { sim, task } = running();
    sim.ecs.stopTask({ cluster: 'prod', task });
    sim.run('60m');
    expect(describedTask(sim, task).lastStatus).toBe('STOPPED');
    sim.run('1m');
    expect(sim.ecs.describeTasks({ cluster: 'prod', tasks: [task] })).toStrictEqual({
      tasks: [],
      failures: [{ arn: task, reason: 'MISSING' }],
    });
  });
});

describe('stopped early', () => {
  test('in PROVISIONING: connected, but with an interface that never was (recorded: task_tokens.json #14, #15) [task-stopped-while-provisioning] [task-interface-shown]', () => {
    const { sim, task, shown } = running();
    sim.run('2s');
    sim.ecs.stopTask({ cluster: 'prod', task });
    const stopping = {
      ...always(task),
      desiredStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'Task stopped by user',
      stoppingAt: at(2),
    };
    expect(shown()).toMatchObject({
      ...stopping,
      attachments: attachments('PRECREATED', [subnet]),
      lastStatus: 'PROVISIONING',
      version: 2,
    });
    expect(sim.ecs.listTasks({ cluster: 'prod', desiredStatus: 'STOPPED' }).taskArns).toEqual([task]);
    sim.run('8s');
    expect(shown()).toStrictEqual({
      ...stopping,
      attachments: attachments('DELETED', [
        subnet,
        { name: 'networkInterfaceId', value: 'unset' },
        { name: 'macAddress' },
      ]),
      containers: [container(task, { lastStatus: 'STOPPED', networkInterfaces: [{ attachmentId: uuid }] })],
      connectivity: 'CONNECTED',
      connectivityAt: at(4.5),
      stoppedAt: at(9.6),
      lastStatus: 'STOPPED',
      version: 4,
    });
  });

  test('in PROVISIONING, with an interface: it takes as long as from PENDING [task-stopped-while-provisioning]', () => {
    const { sim, task, shown } = running();
    sim.run('4s');
    sim.ecs.stopTask({ cluster: 'prod', task });
    sim.run('25899ms');
    expect(shown()).toMatchObject({ attachments: attachments('DETACHING'), lastStatus: 'PROVISIONING', version: 2 });
    sim.run('1ms');
    expect(shown()).toMatchObject({ lastStatus: 'STOPPED', stoppedAt: at(29.9), version: 4 });
  });

  test('in PENDING: never started, and versions 2, 3, 5 (recorded: services.json #80) [task-moments-visible-together] [task-stopped-while-pending]', () => {
    const { sim, task, shown } = running();
    sim.run('18s');
    expect(shown().version).toBe(2);
    sim.ecs.stopTask({ cluster: 'prod', task });
    expect(shown()).toMatchObject({ lastStatus: 'PENDING', desiredStatus: 'STOPPED', version: 3 });
    sim.run('1m');
    const stopped = shown();
    expect(stopped).toMatchObject({ lastStatus: 'STOPPED', version: 5 });
    expect(stopped).not.toHaveProperty('startedAt');
    expect(stopped).toMatchObject({ pullStartedAt: at(11.4), connectivityAt: at(4.5) });
    expect(stopped.containers?.[0]).toMatchObject({ lastStatus: 'STOPPED' });
    expect(stopped.containers?.[0]).not.toHaveProperty('exitCode');
    // Seen: 25.9 s.
    expect(Math.abs((stopped.stoppedAt?.getTime() ?? 0) - at(18 + 25.9).getTime())).toBeLessThan(1_500);
  });
});

describe('containers', () => {
  test('are sorted by their ARN, not as in the definition (recorded: dep #20, #22) [container-order]', () => {
    const sim = prodCluster();
    sim.ecs.registerTaskDefinition(
      fargateDefinition('many', { containerDefinitions: ['a', 'b', 'c', 'd'].map((name) => ({ name, image })) }),
    );
    const task = sim.ecs.runTask(fargateTask({ taskDefinition: 'many' })).tasks[0]?.taskArn ?? '';
    const arns = describedTask(sim, task).containers?.map((each) => each.containerArn);
    expect(arns).toEqual(arns?.toSorted());
  });

  test('have a runtime id that ends in ten digits of their name (recorded: services.json #80) [container-runtime-id]', () => {
    const digitsOf = (sim: Simulator, taskDefinition = 'sleeper') => {
      const task = sim.ecs.runTask(fargateTask({ taskDefinition })).tasks[0]?.taskArn ?? '';
      sim.run('30s');
      return describedTask(sim, task).containers?.[0]?.runtimeId?.split('-')[1];
    };
    const sim = prodCluster();
    sim.ecs.registerTaskDefinition(
      fargateDefinition('sleeper', { containerDefinitions: [{ name: 'sleeper', image }] }),
    );
    expect(digitsOf(sim)).toBe('1634946175');
    expect(digitsOf(sim)).toBe('1634946175');
    expect(digitsOf(sim, 'web')).toBe('0527074092');
  });

  test('that ignore SIGTERM are killed (recorded: execution.json events) [task-sigkill] [task-kill-time]', () => {
    const sim = prodCluster();
    sim.ecs.registerTaskDefinition(
      fargateDefinition('stubborn', { containerDefinitions: [{ name: 'app', image, stopTimeout: 10 }] }),
    );
    sim.workloads.set('stubborn', { onSigterm: 'ignored' });
    const task = sim.ecs.runTask(fargateTask({ taskDefinition: 'stubborn' })).tasks[0]?.taskArn ?? '';
    sim.run('30s');
    sim.ecs.stopTask({ cluster: 'prod', task });
    sim.run('2m');
    const shown = describedTask(sim, task);
    expect(shown.containers?.[0]?.exitCode).toBe(137);
    // 0.4 s to SIGTERM, 10 s to SIGKILL, and 10.6 s; seen: 21.3 s after the request.
    expect(shown.executionStoppedAt).toEqual(at(30 + 21));
  });

  test('with a health check make the task HEALTHY, unchecked ones do not spoil it (recorded: dep #21 to #33) [task-health-status]', () => {
    const sim = prodCluster();
    const healthCheck = { command: ['CMD-SHELL', 'true'], interval: 5 };
    sim.ecs.registerTaskDefinition(
      fargateDefinition('checked', {
        containerDefinitions: [
          { name: 'app', image, healthCheck },
          { name: 'aside', image },
        ],
      }),
    );
    const [started] = sim.ecs.runTask(fargateTask({ taskDefinition: 'checked' })).tasks;
    const task = started?.taskArn ?? '';
    sim.run('22s');
    expect(describedTask(sim, task).healthStatus).toBe('UNKNOWN');
    sim.run('1m');
    const shown = describedTask(sim, task);
    expect(shown.healthStatus).toBe('HEALTHY');
    expect(Object.fromEntries(shown.containers?.map((each) => [each.name, each.healthStatus]) ?? [])).toEqual({
      app: 'HEALTHY',
      aside: 'UNKNOWN',
    });
    // RunTask and StopTask don't show it.
    for (const reply of [started, sim.ecs.stopTask({ cluster: 'prod', task }).task]) {
      for (const each of [reply, ...(reply?.containers ?? [])]) expect(each).not.toHaveProperty('healthStatus');
    }
  });
});
