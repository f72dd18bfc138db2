import { describe, expect, test } from 'vitest';
import type { RunTaskRequest } from '../../../src/model/aws/ecs.generated.js';
import {
  arnOfTask,
  at,
  describedTask,
  expectRefused,
  fargateDefinition,
  fargateTask,
  networkInput,
  prefix,
  prodCluster,
  type Simulator,
  stateOf,
  uuid,
} from './setup.js';

const tags = [
  { key: 'z', value: '1' },
  { key: 'a', value: '2' },
];

const overrides = (about: object = {}) => ({
  containerOverrides: [{ name: 'app' }],
  inferenceAcceleratorOverrides: [],
  ...about,
});

/** The whole reply for a task (recorded: execution.json #29, task_tokens.json #9). */
const started = (about: object = {}) => ({
  attachments: [
    {
      id: uuid,
      type: 'ElasticNetworkInterface',
      status: 'PRECREATED',
      details: [{ name: 'subnetId', value: 'subnet-1a' }],
    },
  ],
  attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
  availabilityZone: 'us-east-1a',
  clusterArn: `${prefix}cluster/prod`,
  containers: [
    {
      containerArn: expect.stringMatching(`^${prefix}container/prod/[0-9a-f]{32}/[0-9a-f-]{36}$`),
      taskArn: arnOfTask(),
      name: 'app',
      image: 'public.ecr.aws/docker/library/busybox:1.36',
      lastStatus: 'PENDING',
      networkInterfaces: [],
      cpu: '0',
    },
  ],
  cpu: '256',
  createdAt: at(0),
  desiredStatus: 'RUNNING',
  enableExecuteCommand: false,
  group: 'family:web',
  lastStatus: 'PROVISIONING',
  launchType: 'FARGATE',
  memory: '512',
  overrides: overrides(),
  platformVersion: '1.4.0',
  platformFamily: 'Linux',
  tags: [],
  taskArn: arnOfTask(),
  taskDefinitionArn: `${prefix}task-definition/web:2`,
  version: 1,
  ephemeralStorage: { sizeInGiB: 20 },
  fargateEphemeralStorage: { sizeInGiB: 20 },
  ...about,
});

describe('the reply', () => {
  test('has every member of a new task, and none of a later one [run-task-reply]', () => {
    const { ecs } = prodCluster();
    expect(ecs.runTask(fargateTask())).toStrictEqual({ tasks: [started()], failures: [] });
  });

  test('shows what was given: group, starter, tags in their order', () => {
    const { ecs } = prodCluster();
    const reply = ecs.runTask(fargateTask({ count: 2, group: 'batch', startedBy: 'cron', tags }));
    const expected = started({ group: 'batch', startedBy: 'cron', tags });
    expect(reply).toStrictEqual({ tasks: [expected, expected], failures: [] });
    expect(reply.tasks[0]?.taskArn).not.toBe(reply.tasks[1]?.taskArn);
  });

  test('has containers in the order of the definition, and lists each of them as overridden (recorded: dep #20) [container-order] [run-task-overrides]', () => {
    const { ecs } = prodCluster();
    const image = 'public.ecr.aws/docker/library/busybox:1.36';
    ecs.registerTaskDefinition(
      fargateDefinition('many', {
        containerDefinitions: ['c', 'a', 'b'].map((name) => ({ name, image })),
      }),
    );
    const command = ['true'];
    const reply = ecs.runTask(
      fargateTask({ taskDefinition: 'many', overrides: { containerOverrides: [{ name: 'b', command }] } }),
    );
    const [task] = reply.tasks;
    expect(task?.containers?.map((each) => each.name)).toEqual(['c', 'a', 'b']);
    expect(task?.overrides).toStrictEqual(
      overrides({ containerOverrides: [{ name: 'c' }, { name: 'a' }, { name: 'b', command }] }),
    );
  });

  test('takes the size of the overrides, in units [run-task-overrides]', () => {
    const { ecs } = prodCluster();
    const { tasks } = ecs.runTask(
      fargateTask({ overrides: { cpu: '.5 vCPU', memory: '1 GB', ephemeralStorage: { sizeInGiB: 30 } } }),
    );
    expect(tasks).toStrictEqual([
      started({
        cpu: '512',
        memory: '1024',
        overrides: overrides({ cpu: '512', memory: '1024', ephemeralStorage: { sizeInGiB: 30 } }),
        ephemeralStorage: { sizeInGiB: 30 },
        fargateEphemeralStorage: { sizeInGiB: 30 },
      }),
    ]);
  });

  test('through a capacity provider has its name, and the launch type FARGATE (recorded: execution.json events)', () => {
    const { ecs } = prodCluster();
    ecs.putClusterCapacityProviders({
      cluster: 'prod',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [],
    });
    const { launchType: _launchType, ...request } = fargateTask({
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    expect(ecs.runTask(request).tasks).toStrictEqual([started({ capacityProviderName: 'FARGATE_SPOT' })]);
  });
});

describe('tags', () => {
  const definitionTags = [
    { key: 'team', value: 'definition' },
    { key: 'a', value: 'definition' },
  ];
  const shown = (about: Partial<RunTaskRequest>) => {
    const { ecs } = prodCluster();
    ecs.registerTaskDefinition(fargateDefinition('web', { tags: definitionTags }));
    return ecs.runTask(fargateTask({ taskDefinition: 'web', ...about })).tasks[0]?.tags;
  };

  test('of the request come first and win over the definition (recorded: task_tags.json #11 to #15) [task-tags-in-order]', () => {
    expect(shown({ tags, propagateTags: 'TASK_DEFINITION' })).toEqual([...tags, { key: 'team', value: 'definition' }]);
    expect(shown({ propagateTags: 'TASK_DEFINITION' })).toEqual(definitionTags);
    expect(shown({})).toEqual([]);
  });

  test('of ECS come last [task-tags-in-order]', () => {
    expect(shown({ tags, enableECSManagedTags: true })).toEqual([
      ...tags,
      { key: 'aws:ecs:clusterName', value: 'prod' },
    ]);
  });
});

describe('clientToken', () => {
  const request = () => fargateTask({ clientToken: 'token', startedBy: 'cron', count: 1, tags });
  const conflict =
    'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different request.';

  test('the same request again answers with the same tasks as they are now (recorded: execution.json #30, task_tokens.json #10, #12, #28) [run-task-token]', () => {
    const sim = prodCluster();
    const first = sim.ecs.runTask(request());
    const arn = first.tasks[0]?.taskArn ?? '';
    const before = stateOf(sim);
    expect(sim.ecs.runTask(request())).toStrictEqual(first);
    expect(stateOf(sim)).toEqual(before);

    sim.run('1m');
    const [running] = sim.ecs.runTask(request()).tasks;
    expect(running).toMatchObject({ taskArn: arn, lastStatus: 'RUNNING', tags });
    expect(running).not.toHaveProperty('healthStatus');

    sim.ecs.stopTask({ cluster: 'prod', task: arn });
    sim.run('1m');
    expect(sim.ecs.runTask(request()).tasks).toMatchObject([{ taskArn: arn, lastStatus: 'STOPPED', tags }]);
    expect(sim.ecs.listTasks({ cluster: 'prod' }).taskArns).toEqual([]);
  });

  test.each<[string, Partial<RunTaskRequest>]>([
    ['count omitted', { count: undefined }],
    ['another count', { count: 2 }],
    ['the ARN of the definition', { taskDefinition: `${prefix}task-definition/web:2` }],
    ['tags in another order', { tags: tags.toReversed() }],
    ['empty overrides', { overrides: {} }],
    ['an empty startedBy', { startedBy: '' }],
    [
      'security groups left out',
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'], assignPublicIp: 'ENABLED' } } },
    ],
  ])('%s is another request (recorded: task_tokens.json #19 to #27) [run-task-token]', (_, about) => {
    const sim = prodCluster();
    const arn = sim.ecs.runTask(request()).tasks[0]?.taskArn;
    const error = expectRefused(sim, () => sim.ecs.runTask({ ...request(), ...about }), 'ConflictException', conflict);
    expect(error.resourceIds).toEqual([arn]);
  });

  test('the order in which an object was written is none', () => {
    const sim = prodCluster();
    const first = sim.ecs.runTask(request());
    const turned = Object.fromEntries(Object.entries(request()).reverse()) as unknown as RunTaskRequest;
    expect(sim.ecs.runTask(turned)).toStrictEqual(first);
  });

  test('means something else in another cluster, and nothing when its tasks have vanished [run-task-token-is-forgotten]', () => {
    const sim = prodCluster();
    sim.ecs.createCluster({ clusterName: 'other' });
    const first = sim.ecs.runTask(request()).tasks[0]?.taskArn ?? '';
    sim.ecs.runTask({ ...request(), cluster: 'other' });
    sim.ecs.stopTask({ cluster: 'prod', task: first });
    sim.run('2h');
    expect(sim.ecs.runTask({ ...request(), count: 2 }).tasks).toHaveLength(2);
  });

  test('is taken for a new one after a day, however long its task runs [run-task-token-is-forgotten]', () => {
    const sim = prodCluster();
    const first = sim.ecs.runTask(request()).tasks[0]?.taskArn;
    sim.runTo(sim.now.getTime() + 24 * 3_600_000 - 1);
    expect(sim.ecs.runTask(request()).tasks[0]?.taskArn).toBe(first);
    sim.run('1ms');
    const second = sim.ecs.runTask(request()).tasks[0]?.taskArn;
    expect(second).not.toBe(first);
    sim.ecs.stopTask({ cluster: 'prod', task: first ?? '' });
    sim.run('2h');
    expect(sim.ecs.runTask(request()).tasks[0]?.taskArn).toBe(second);
  });

  test('survives a snapshot and a fork', () => {
    const sim = prodCluster();
    const first = sim.ecs.runTask(request());
    expect(sim.fork().ecs.runTask(request())).toStrictEqual(first);
  });
});

describe('capacity', () => {
  const reason = 'Capacity is unavailable at this time. Please try again later or in a different availability zone';
  const failures = (count: number) => Array.from({ length: count }, () => ({ reason }));
  const inTwoZones = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a', 'subnet-1b'] } } };
  const zonesOf = (sim: Simulator, about: Partial<RunTaskRequest>) =>
    sim.ecs.runTask(fargateTask({ ...inTwoZones, ...about })).tasks.map((task) => task.availabilityZone);

  test('is spread over the zones of the subnets [launch-run-task-spreads-with-its-group]', () => {
    expect(zonesOf(prodCluster(), { count: 4 })).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1a', 'us-east-1b']);
  });

  test('is looked for in the order of the subnets [launch-zone-with-fewest]', () => {
    const turned = { awsvpcConfiguration: { subnets: ['subnet-1b', 'subnet-1a'] } };
    expect(zonesOf(prodCluster(), { count: 3, networkConfiguration: turned })).toEqual([
      'us-east-1b',
      'us-east-1a',
      'us-east-1b',
    ]);
  });

  test('is spread together with the live tasks of its group in its cluster, no others [launch-run-task-spreads-with-its-group]', () => {
    const sim = prodCluster();
    sim.ecs.createCluster({ clusterName: 'other' });
    const next = (about: Partial<RunTaskRequest> = {}) => zonesOf(sim, about)[0];
    expect([next(), next({ group: 'nightly' }), next({ cluster: 'other' })]).toEqual(Array(3).fill('us-east-1a'));
    const second = sim.ecs.runTask(fargateTask(inTwoZones)).tasks[0];
    expect(second?.availabilityZone).toBe('us-east-1b');
    // One that is on its way out has given up its place.
    sim.ecs.stopTask({ cluster: 'prod', task: second?.taskArn ?? '' });
    expect([next(), next(), next({ group: 'nightly' })]).toEqual(['us-east-1b', 'us-east-1a', 'us-east-1b']);
  });

  test('is looked for in the zones that have it [launch-not-where-capacity-lacks]', () => {
    const sim = prodCluster();
    sim.faults.add({ kind: 'capacityUnavailable', zone: 'us-east-1a' });
    expect(zonesOf(sim, { count: 2 })).toEqual(['us-east-1b', 'us-east-1b']);
    sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1b' });
    expect(zonesOf(sim, { count: 2 })).toEqual([]);
  });

  test('that is nowhere is a failure per task [run-task-no-capacity]', () => {
    const sim = prodCluster();
    sim.faults.add({ kind: 'capacityUnavailable' });
    expect(sim.ecs.runTask(fargateTask({ count: 3 }))).toStrictEqual({ tasks: [], failures: failures(3) });
  });

  test('a token that started nothing is free', () => {
    const sim = prodCluster();
    const { id } = sim.faults.add({ kind: 'capacityUnavailable' });
    sim.ecs.runTask(fargateTask({ clientToken: 'token' }));
    sim.faults.remove(id);
    expect(sim.ecs.runTask(fargateTask({ clientToken: 'token', count: 2 })).tasks).toHaveLength(2);
  });

  test('of the account is launched at a rate [launch-rate-of-fargate]', () => {
    const sim = prodCluster({ quotas: { fargateLaunchBurst: 5, fargateLaunchesPerSecond: 1 } });
    sim.ecs.runTask(fargateTask({ count: 4 }));
    expectRefused(sim, () => sim.ecs.runTask(fargateTask({ count: 2 })), 'ThrottlingException', 'Rate exceeded');
    sim.run('1s');
    expect(sim.ecs.runTask(fargateTask({ count: 2 })).tasks).toHaveLength(2);
  });
});

describe('refusals that are not recorded [run-task-rejections]', () => {
  const ipe = 'InvalidParameterException';
  test.each<[string, Partial<RunTaskRequest>, string, string]>([
    [
      'no instances',
      { launchType: undefined, taskDefinition: 'legacy', networkConfiguration: undefined },
      ipe,
      'No Container Instances were found in your cluster.',
    ],
    [
      'an override of no container',
      { overrides: { containerOverrides: [{ name: 'nope' }] } },
      ipe,
      'Override for container named nope is not a container in the TaskDefinition.',
    ],
    [
      'a size that Fargate has not',
      { overrides: { memory: '4096' } },
      'ClientException',
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
    ],
    [
      'a platform that is none',
      { platformVersion: '2.0.0' },
      'PlatformUnknownException',
      'The specified platform version does not exist.',
    ],
    [
      'a definition for EC2 on Fargate',
      { taskDefinition: 'legacy', networkConfiguration: undefined },
      ipe,
      'Task definition does not support launch_type FARGATE.',
    ],
    [
      'a network for bridge',
      {
        taskDefinition: 'legacy',
        launchType: 'EC2',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
      },
      ipe,
      'Network Configuration is not valid for the given networkMode of this task definition.',
    ],
    [
      'a strategy of another cluster',
      { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] },
      ipe,
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.',
    ],
    [
      'ECS Exec without a task role',
      { enableExecuteCommand: true },
      ipe,
      'The execute command failed because a valid task role is not being used. Specify a valid task role in your task definition or as a task override and try again.',
    ],
  ])('%s', (_, about, code, message) => {
    const sim = prodCluster();
    expectRefused(sim, () => sim.ecs.runTask(fargateTask(about)), code, message);
  });

  test('a definition that is no longer ACTIVE [missing-definition]', () => {
    const sim = prodCluster();
    sim.ecs.deregisterTaskDefinition({ taskDefinition: 'web:2' });
    expectRefused(sim, () => sim.ecs.runTask(fargateTask()), ipe, 'TaskDefinition is inactive');
  });

  test('a task role in the overrides allows ECS Exec [run-task-exec-needs-a-role]', () => {
    const sim = prodCluster();
    const taskRoleArn = 'arn:aws:iam::123456789012:role/app';
    const { tasks } = sim.ecs.runTask(fargateTask({ enableExecuteCommand: true, overrides: { taskRoleArn } }));
    expect(tasks[0]).toMatchObject({ enableExecuteCommand: true, overrides: { taskRoleArn } });
    expect(describedTask(sim, tasks[0]?.taskArn ?? '').enableExecuteCommand).toBe(true);
  });

  test('in the strict network, subnets and security groups that were not declared (recorded: execution.json #26) [subnet-strict-network]', () => {
    const sim = prodCluster({ network: 'strict', subnets: { 'subnet-1a': 'us-east-1a' }, securityGroups: ['sg-1'] });
    const { awsvpcConfiguration } = networkInput();
    const run = (about: Partial<typeof awsvpcConfiguration>) => () =>
      sim.ecs.runTask(
        fargateTask({ networkConfiguration: { awsvpcConfiguration: { ...awsvpcConfiguration, ...about } } }),
      );
    expectRefused(
      sim,
      run({ subnets: ['subnet-1a', 'subnet-00000000000000000'] }),
      ipe,
      "Error retrieving subnet information for [subnet-00000000000000000]: The subnet ID 'subnet-00000000000000000' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
    );
    expectRefused(
      sim,
      run({ securityGroups: ['sg-1', 'sg-2'] }),
      ipe,
      "Error retrieving security group information for [sg-2]: The security group 'sg-2' does not exist (ErrorCode: InvalidGroup.NotFound)",
    );
    expect(sim.ecs.runTask(fargateTask()).tasks).toHaveLength(1);
  });
});
