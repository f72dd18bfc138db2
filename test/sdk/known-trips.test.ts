import {
  CreateServiceCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../src/index.js';
import { clientConfig } from '../../src/sdk/index.js';

/** What real clients are known to trip over, one test each. */

const setup = (options: Parameters<typeof clientConfig>[1] = {}) => {
  const sim = createSimulator();
  const config = clientConfig(sim, options);
  /** Every body that went out to the client, as it was. */
  const bodies: string[] = [];
  const seen: { readonly body: unknown; readonly headers: Readonly<Record<string, string>> }[] = [];
  const { requestHandler } = config;
  const spied: typeof requestHandler = {
    ...requestHandler,
    async handle(request, options) {
      const reply = await requestHandler.handle(request, options);
      bodies.push(new TextDecoder().decode(reply.response.body));
      seen.push({ body: request.body, headers: reply.response.headers });
      return reply;
    },
  };
  return { sim, client: new ECSClient({ ...config, requestHandler: spied }), bodies, seen };
};

test('a service without a network configuration has none: not even an empty object', async () => {
  const { client, sim, bodies } = setup();
  sim.ecs.createCluster();
  await client.send(
    new RegisterTaskDefinitionCommand({
      family: 'app',
      containerDefinitions: [{ name: 'app', image: 'app', memory: 128 }],
    }),
  );
  const { service } = await client.send(
    new CreateServiceCommand({ serviceName: 'app', taskDefinition: 'app', desiredCount: 1 }),
  );
  expect(service).not.toHaveProperty('networkConfiguration');
  await client.send(new DescribeServicesCommand({ services: ['app'] }));
  expect(bodies.filter((body) => body.includes('networkConfiguration'))).toEqual([]);
});

test('a cluster without capacity providers has empty lists of them', async () => {
  const { client, sim, bodies } = setup();
  sim.ecs.createCluster({ clusterName: 'prod' });
  const { clusters } = await client.send(new DescribeClustersCommand({ clusters: ['prod'] }));
  expect(clusters?.[0]).toMatchObject({ capacityProviders: [], defaultCapacityProviderStrategy: [] });
  expect(bodies[0]).toContain('"capacityProviders":[],"defaultCapacityProviderStrategy":[]');
});

test('a missing service is a failure of the reply, not an exception', async () => {
  const { client, sim } = setup();
  fargateService(sim);
  const reply = await client.send(new DescribeServicesCommand({ services: ['web', 'nowhere'] }));
  expect(reply.services?.map(({ serviceName }) => serviceName)).toEqual(['web']);
  expect(reply.failures).toEqual([
    { arn: 'arn:aws:ecs:us-east-1:123456789012:service/default/nowhere', reason: 'MISSING' },
  ]);
});

describe('the id of a deployment that UpdateService answered with, looked for later', () => {
  const deployment = async (circuitBreaker: boolean) => {
    const { client, sim } = setup();
    const web = fargateService(sim, { desiredCount: 2, circuitBreaker });
    sim.runUntilSteady();
    if (circuitBreaker) sim.workloads.set(web.register('web:2'), { exits: { code: 1, after: '4s' } });
    else web.register('web:2');
    const { service } = await client.send(new UpdateServiceCommand({ service: 'web', taskDefinition: 'web:2' }));
    const wanted = service?.deployments?.find(({ status }) => status === 'PRIMARY')?.id;
    const look = async () => {
      const { services: [found] = [] } = await client.send(new DescribeServicesCommand({ services: ['web'] }));
      const ours = found?.deployments?.find(({ id }) => id === wanted);
      return ours === undefined ? 'gone' : `${ours.status} ${ours.rolloutState}`;
    };
    return { sim, client, look };
  };

  test('is COMPLETED after a success', async () => {
    const { client, look } = await deployment(false);
    await waitUntilServicesStable({ client, maxWaitTime: 600 }, { services: ['web'] });
    expect(await look()).toBe('PRIMARY COMPLETED');
  });

  test('is FAILED while it is rolled back, and gone afterwards', async () => {
    const { sim, client } = await deployment(true);
    const ours = () => sim.ecs.describeServices({ services: ['web'] }).services[0]?.deployments ?? [];
    sim.runUntil(() => ours().some(({ rolloutState }) => rolloutState === 'FAILED'));
    expect(ours().map(({ status, rolloutState }) => `${status} ${rolloutState}`)).toEqual([
      'PRIMARY IN_PROGRESS',
      'ACTIVE FAILED',
    ]);
    await waitUntilServicesStable({ client, maxWaitTime: 600 }, { services: ['web'] });
    expect(ours()).toHaveLength(1);
  });

  test('is gone once the wait is over', async () => {
    const { client, look } = await deployment(true);
    await waitUntilServicesStable({ client, maxWaitTime: 600 }, { services: ['web'] });
    expect(await look()).toBe('gone');
  });
});

test('service events have the texts that monitors read', async () => {
  const { client, sim } = setup();
  fargateService(sim, { desiredCount: 1, loadBalancer: true });
  const { services } = await client.send(new DescribeServicesCommand({ services: ['web'] }));
  const texts = services?.[0]?.events?.map(({ message }) => message?.replace(/\((task|deployment) [^)]+\)/, '($1 …)'));
  expect(texts).toEqual([
    '(service web) has reached a steady state.',
    '(service web) (deployment …) deployment completed.',
    '(service web) registered 1 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/b45cab6e83467914)',
    '(service web) has started 1 tasks: (task …).',
  ]);
  expect(services?.[0]?.events?.[0]?.createdAt).toBeInstanceOf(Date);
});

test('a client of 2023 sends no clientToken, and is not missed one', async () => {
  const { client, sim, seen } = setup();
  const web = fargateService(sim);
  const network = { awsvpcConfiguration: { subnets: ['subnet-a'] } };
  const input = {
    serviceName: 'api',
    taskDefinition: `${web.service}:1`,
    desiredCount: 1,
    networkConfiguration: network,
  };
  await client.send(new CreateServiceCommand({ ...input, launchType: 'FARGATE' }));
  expect(new TextDecoder().decode(seen[0]?.body as Uint8Array)).not.toContain('clientToken');
  // Nor is a token that the JavaScript SDK draws by chance part of any id.
  const { tasks: [first] = [] } = sim
    .fork()
    .ecs.runTask({ taskDefinition: 'web:1', launchType: 'FARGATE', networkConfiguration: network });
  const { tasks: [second] = [] } = sim
    .fork()
    .ecs.runTask({ taskDefinition: 'web:1', launchType: 'FARGATE', networkConfiguration: network, clientToken: 'x' });
  expect(first?.taskArn).toBe(second?.taskArn);
});

test('JSON bodies reach the handler as bytes', async () => {
  const { client, seen } = setup();
  await client.send(new DescribeClustersCommand({}));
  expect(seen[0]?.body).toBeInstanceOf(Uint8Array);
});

test('no reply has a date: a client would set its clock by virtual time', async () => {
  const { client, sim, seen } = setup();
  sim.run('30d');
  await client.send(new DescribeClustersCommand({}));
  await client.send(new DescribeServicesCommand({ services: [] })).catch(() => undefined);
  expect(seen.map(({ headers }) => Object.keys(headers).filter((name) => /date/i.test(name)))).toEqual([[], []]);
  expect(client.config.systemClockOffset).toBe(0);
});
