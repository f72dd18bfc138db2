import {
  ClusterNotFoundException,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  type ECSClientConfig,
  InvalidParameterException,
  ListClustersCommand,
  ListServicesCommand,
  paginateListTasks,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type ElasticLoadBalancingV2ClientConfig,
  ModifyTargetGroupAttributesCommand,
  paginateDescribeTargetGroups,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createSimulator, fargateService } from '../../src/index.js';
import { type ClientConfigOptions, clientConfig, type SimulatorClientConfig } from '../../src/sdk/index.js';

const clients = (options: ClientConfigOptions = {}) => {
  const sim = createSimulator({ region: 'eu-west-1' });
  const config = clientConfig(sim, options);
  return { sim, config, ecs: new ECSClient(config), elb: new ElasticLoadBalancingV2Client(config) };
};

test('is a configuration of every client, by its type', () => {
  expectTypeOf<SimulatorClientConfig>().toExtend<ECSClientConfig>();
  expectTypeOf<SimulatorClientConfig>().toExtend<ElasticLoadBalancingV2ClientConfig>();
});

describe('replies are what the SDK makes of them', () => {
  test('JSON: dates are dates, and the reply is the one of sim.ecs', async () => {
    const { sim, ecs } = clients({ onPoll: 'none' });
    fargateService(sim, { desiredCount: 2, loadBalancer: true });
    sim.runUntilSteady();
    const { $metadata, ...reply } = await ecs.send(new DescribeServicesCommand({ services: ['web'] }));
    expect(reply).toEqual(sim.ecs.describeServices({ services: ['web'] }));
    expect(reply.services?.[0]?.createdAt).toBeInstanceOf(Date);
    expect($metadata).toMatchObject({
      httpStatusCode: 200,
      requestId: '00000000-0000-4000-8000-000000000001',
      attempts: 1,
    });
  });

  test('XML: numbers, booleans, lists and structures, and the reply is the one of sim.elbv2', async () => {
    const { sim, elb } = clients({ onPoll: 'none' });
    fargateService(sim, { desiredCount: 2, loadBalancer: true });
    sim.runUntilSteady();
    const { $metadata, ...groups } = await elb.send(new DescribeTargetGroupsCommand({}));
    expect(groups).toEqual(sim.elbv2.describeTargetGroups());
    expect($metadata.requestId).toBe('00000000-0000-4000-8000-000000000001');
    const TargetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn ?? '';
    const { $metadata: _, ...health } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    expect(health).toEqual(sim.elbv2.describeTargetHealth({ TargetGroupArn }));
  });

  test('text with everything in it comes through in both protocols', async () => {
    const { ecs, elb } = clients();
    const value = ' <a href="x">&amp;\'é\u00a0😀 ';
    const containerDefinitions = [{ name: 'web', image: 'web', memory: 128, command: ['', value] }];
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }),
    );
    expect(taskDefinition?.containerDefinitions?.[0]?.command).toEqual(['', value]);
    const { TargetGroups } = await elb.send(
      new CreateTargetGroupCommand({
        Name: 'web',
        TargetType: 'ip',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-1',
        Tags: [{ Key: 'note', Value: 'a + b = c@d/e:f ' }],
      }),
    );
    const ResourceArns = [TargetGroups?.[0]?.TargetGroupArn ?? ''];
    const { TagDescriptions } = await elb.send(new DescribeTagsCommand({ ResourceArns }));
    expect(TagDescriptions?.[0]?.Tags).toEqual([{ Key: 'note', Value: 'a + b = c@d/e:f ' }]);
  });

  test('empty lists are empty lists both ways, and an operation without output has none', async () => {
    const { ecs, elb } = clients();
    expect(await ecs.send(new DescribeClustersCommand({ clusters: [] }))).toMatchObject({
      clusters: [],
      failures: [{ reason: 'MISSING' }],
    });
    expect((await elb.send(new DescribeTargetGroupsCommand({ Names: [] }))).TargetGroups).toEqual([]);
  });
});

describe('refusals are exceptions of the SDK', () => {
  test('of ECS', async () => {
    const { ecs } = clients();
    const error = await ecs.send(new ListServicesCommand({ cluster: 'nowhere' })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClusterNotFoundException);
    expect(error).toMatchObject({
      name: 'ClusterNotFoundException',
      message: 'Cluster not found.',
      $fault: 'client',
      $metadata: { httpStatusCode: 400, attempts: 1 },
      $response: { headers: { 'x-steadystate-help': expect.stringContaining('There are none.') } },
    });
  });

  test('of Elastic Load Balancing, by their query codes', async () => {
    const { elb } = clients();
    const error = await elb
      .send(
        new ModifyTargetGroupAttributesCommand({
          TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/0123456789abcdef',
          Attributes: [{ Key: 'stickiness.enabled', Value: 'false' }],
        }),
      )
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TargetGroupNotFoundException);
  });

  test('of what is not simulated, by the name that names it', async () => {
    const { ecs } = clients();
    const wrong = ecs.send(new DescribeTasksCommand({ tasks: [] }));
    await expect(wrong).rejects.toBeInstanceOf(InvalidParameterException);
  });
});

test('paginators go from page to page', async () => {
  const { sim, ecs, elb } = clients();
  fargateService(sim, { desiredCount: 5 });
  sim.runUntilSteady();
  for (const Name of ['a', 'b', 'c'])
    sim.elbv2.createTargetGroup({ Name, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' });
  const tasks: number[] = [];
  for await (const page of paginateListTasks({ client: ecs, pageSize: 2 }, {})) tasks.push(page.taskArns?.length ?? 0);
  expect(tasks).toEqual([2, 2, 1]);
  const groups: number[] = [];
  for await (const page of paginateDescribeTargetGroups({ client: elb }, { PageSize: 2 }))
    groups.push(page.TargetGroups?.length ?? 0);
  expect(groups).toEqual([2, 1]);
});

test('a call that is aborted does not act', async () => {
  const { sim, ecs } = clients();
  const abortSignal = AbortSignal.abort();
  fargateService(sim);
  const before = sim.facts().length;
  const run = ecs.send(new RunTaskCommand({ taskDefinition: 'web' }), { abortSignal });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(sim.facts()).toHaveLength(before);
});

describe('border faults', () => {
  test('are retried as the SDK retries, without a pause', async () => {
    const { ecs } = clients({ faults: [{ kind: 'throttling', calls: 2 }] });
    expect((await ecs.send(new ListClustersCommand({}))).$metadata).toMatchObject({ attempts: 3, totalRetryDelay: 0 });
  });

  test('as often as maxAttempts says', async () => {
    const { sim } = clients();
    const config = clientConfig(sim, { faults: [{ kind: 'serverError' }] });
    for (const maxAttempts of [1, 5]) {
      const ecs = new ECSClient({ ...config, maxAttempts });
      await expect(ecs.send(new ListClustersCommand({}))).rejects.toMatchObject({
        name: 'ServerException',
        $metadata: { httpStatusCode: 500, attempts: maxAttempts },
      });
    }
  });

  test('as often as each says of clients that share a configuration, also side by side', async () => {
    const { sim } = clients();
    const config = clientConfig(sim, { faults: [{ kind: 'throttling' }] });
    const attempts = [1, 5, 2].map(async (maxAttempts) => {
      const ecs = new ECSClient({ ...config, maxAttempts });
      return ecs.send(new ListClustersCommand({})).catch((error) => error.$metadata.attempts);
    });
    expect(await Promise.all(attempts)).toEqual([1, 5, 2]);
  });

  test('as often as the client says, where an older SDK does not show the response to the strategy', async () => {
    const { requestHandler, retryStrategy } = clientConfig(createSimulator());
    const headers = { 'amz-sdk-request': 'attempt=1; max=2' };
    await requestHandler.handle({ method: 'POST', path: '/', headers });
    const first = await retryStrategy.acquireInitialRetryToken('');
    const second = await retryStrategy.refreshRetryTokenForRetry(first, { errorType: 'THROTTLING' });
    expect(second.getRetryCount()).toBe(1);
    await expect(retryStrategy.refreshRetryTokenForRetry(second, { errorType: 'THROTTLING' })).rejects.toThrow();
  });

  test('that do not pass by themselves are not retried', async () => {
    const { ecs } = clients({ faults: [{ kind: 'expiredCredentials' }] });
    await expect(ecs.send(new ListClustersCommand({}))).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
      $metadata: { attempts: 1 },
    });
  });

  test('come and go by the configuration they were given with', async () => {
    const { config, ecs, elb } = clients();
    config.requestHandler.faults.add({ kind: 'throttling', operations: ['DescribeTargetGroups'] });
    await expect(elb.send(new DescribeTargetGroupsCommand({}))).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
      $metadata: { attempts: 3 },
    });
    expect((await ecs.send(new ListClustersCommand({}))).$metadata.attempts).toBe(1);
    config.requestHandler.faults.clear();
    expect((await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups).toEqual([]);
  });
});

test('clients of a simulator know its Region', async () => {
  const { ecs } = clients();
  expect(await ecs.config.region()).toBe('eu-west-1');
});

test.each([
  [
    { onpoll: 'none' },
    'Option onpoll is "none": Unrecognized key: "onpoll". Known are onPoll, clock, faults and seed.',
  ],
  [{ clock: 3 }, 'Option clock is 3: Invalid input: expected a function. Known are onPoll, clock, faults and seed.'],
  [
    { seed: 'x' },
    'Option seed is "x": Invalid input: expected number, received string. Known are onPoll, clock, faults and seed.',
  ],
  [
    { faults: {} },
    'Option faults is {}: Invalid input: expected array, received object. Known are onPoll, clock, faults and seed.',
  ],
  [
    null,
    'Option object is null: Invalid input: expected object, received null. Known are onPoll, clock, faults and seed.',
  ],
])('options %j are refused by name', (options, message) => {
  expect(() => clientConfig(createSimulator(), options as never)).toThrow(
    expect.objectContaining({ code: 'InvalidOption', message }),
  );
});

test('options that are none are refused', () => {
  expect(() => clients({ onPoll: 'often' })).toThrow(expect.objectContaining({ code: 'InvalidOption' }));
  expect(() => clients({ faults: [{ kind: 'throttling', calls: -1 }] })).toThrow(
    expect.objectContaining({ code: 'InvalidFault' }),
  );
});
