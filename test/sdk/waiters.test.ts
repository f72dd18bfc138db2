import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  UpdateServiceCommand,
  waitUntilServicesInactive,
  waitUntilServicesStable,
  waitUntilTasksRunning,
  waitUntilTasksStopped,
} from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  waitUntilTargetDeregistered,
  waitUntilTargetInService,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../src/index.js';
import { clientConfig } from '../../src/sdk/index.js';

/** Unmodified waiters, with their own delays of 6 and 15 s. */
const within = { maxWaitTime: 600 };
/** A waiter that was content with its first poll, and so didn't sleep. */
const firstPoll = { state: 'SUCCESS', observedResponses: { '200: OK': 1 } };

const steadyWeb = () => {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 3, loadBalancer: true, circuitBreaker: true });
  sim.runUntilSteady();
  const client = new ECSClient(clientConfig(sim));
  const elb = new ElasticLoadBalancingV2Client(clientConfig(sim));
  return { sim, web, client, elb };
};
const services = { services: ['web'] };
const network = { awsvpcConfiguration: { subnets: ['subnet-a'] } };

describe('waiters of the SDK, unmodified, end with their first poll', () => {
  test('services stable after CreateService and after UpdateService', async () => {
    const { sim, client, web } = steadyWeb();
    const api = { serviceName: 'api', taskDefinition: 'web', desiredCount: 2, networkConfiguration: network };
    await client.send(new CreateServiceCommand({ ...api, launchType: 'FARGATE' }));
    const created = await waitUntilServicesStable({ client, ...within }, { services: ['api'] });
    expect([created.state, sim.isSteady('api')]).toEqual(['SUCCESS', true]);

    await client.send(new UpdateServiceCommand({ service: 'web', taskDefinition: web.register('web:2') }));
    const updated = await waitUntilServicesStable({ client, ...within }, services);
    expect([updated.state, sim.verdict('web').outcome]).toEqual(['SUCCESS', 'completed']);
  });

  test('services stable after a rollback, and the deployment is no longer there', async () => {
    const { sim, client, web } = steadyWeb();
    sim.workloads.set(web.register('web:2'), { exits: { code: 1, after: '4s' } });
    const { service } = await client.send(new UpdateServiceCommand({ service: 'web', taskDefinition: 'web:2' }));
    const deploymentId = service?.deployments?.find(({ status }) => status === 'PRIMARY')?.id;
    expect(await waitUntilServicesStable({ client, ...within }, services)).toMatchObject(firstPoll);

    const found = await client.send(new DescribeServicesCommand(services));
    expect(found.services?.[0]).toMatchObject({
      taskDefinition: expect.stringMatching(/web:1$/),
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
    });
    expect(found.services?.[0]?.deployments?.map(({ id }) => id)).not.toContain(deploymentId);
    const { serviceDeployments } = await client.send(new ListServiceDeploymentsCommand({ service: 'web' }));
    expect(serviceDeployments?.[0]?.status).toBe('ROLLBACK_SUCCESSFUL');
  });

  test('service deployments, by polling for their end', async () => {
    const { client, web } = steadyWeb();
    await client.send(new UpdateServiceCommand({ service: 'web', taskDefinition: web.register('web:2') }));
    const { serviceDeployments: [listed] = [] } = await client.send(
      new ListServiceDeploymentsCommand({ service: 'web' }),
    );
    const serviceDeploymentArns = [listed?.serviceDeploymentArn ?? ''];
    const { serviceDeployments } = await client.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
    expect(serviceDeployments?.[0]?.status).toBe('SUCCESSFUL');
  });

  test('services inactive after DeleteService', async () => {
    const { client } = steadyWeb();
    await client.send(new DeleteServiceCommand({ service: 'web', force: true }));
    expect(await waitUntilServicesInactive({ client, ...within }, services)).toMatchObject(firstPoll);
  });

  test('tasks running after RunTask, tasks stopped after StopTask', async () => {
    const { sim, client } = steadyWeb();
    const { tasks: [task] = [] } = await client.send(
      new RunTaskCommand({ taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration: network }),
    );
    const tasks = { tasks: [task?.taskArn ?? ''] };
    expect(await waitUntilTasksRunning({ client, ...within }, tasks)).toMatchObject(firstPoll);
    const runningMs = sim.elapsedMs;
    await client.send(new StopTaskCommand({ task: tasks.tasks[0] }));
    expect(await waitUntilTasksStopped({ client, ...within }, tasks)).toMatchObject(firstPoll);
    expect(sim.elapsedMs).toBeGreaterThan(runningMs);
  });

  test('tasks stopped after a task that ran has done its work', async () => {
    const { sim, client } = steadyWeb();
    sim.workloads.set('web:1', { exits: { code: 0, after: '5m' } });
    const { tasks: [task] = [] } = await client.send(
      new RunTaskCommand({ taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration: network }),
    );
    const tasks = { tasks: [task?.taskArn ?? ''] };
    expect(await waitUntilTasksRunning({ client, ...within }, tasks)).toMatchObject(firstPoll);
    expect(await waitUntilTasksStopped({ client, ...within }, tasks)).toMatchObject(firstPoll);
  });

  const runJob = async (client: ECSClient) => {
    const { tasks: [task] = [] } = await client.send(
      new RunTaskCommand({ taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration: network }),
    );
    return { tasks: [task?.taskArn ?? ''] };
  };

  test('tasks stopped right after RunTask, and the exit code is there', async () => {
    const { sim, client } = steadyWeb();
    sim.workloads.set('web:1', { exits: { code: 3, after: '20s' } });
    const job = await runJob(client);
    expect(await waitUntilTasksStopped({ client, ...within }, job)).toMatchObject(firstPoll);
    const { tasks: [task] = [] } = await client.send(new DescribeTasksCommand(job));
    expect(task?.containers?.[0]?.exitCode).toBe(3);
  });

  test('tasks stopped, of jobs that run side by side', async () => {
    const { sim, client } = steadyWeb();
    sim.workloads.set('web:1', { exits: { code: 0, after: '20s' } });
    const work = async () => {
      const job = await runJob(client);
      await waitUntilTasksRunning({ client, ...within }, job);
      return waitUntilTasksStopped({ client, ...within }, job);
    };
    expect(await Promise.all([work(), work(), work()])).toMatchObject([firstPoll, firstPoll, firstPoll]);
  });

  test('tasks running, however often it is waited for', async () => {
    const { sim, client } = steadyWeb();
    sim.workloads.set('web:1', { exits: { code: 0, after: '20s' } });
    const job = await runJob(client);
    await waitUntilTasksRunning({ client, ...within }, job);
    const runningMs = sim.elapsedMs;
    expect(await waitUntilTasksRunning({ client, ...within }, job)).toMatchObject(firstPoll);
    expect(sim.elapsedMs).toBe(runningMs);
  });

  test('targets in service, and out of it', async () => {
    const { sim, client, elb, web } = steadyWeb();
    const { TargetGroups: [group] = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
    const TargetGroupArn = group?.TargetGroupArn ?? '';
    await client.send(new UpdateServiceCommand({ service: 'web', taskDefinition: web.register('web:2') }));
    sim.run('1m');
    expect(await waitUntilTargetInService({ client: elb, ...within }, { TargetGroupArn })).toMatchObject(firstPoll);

    await waitUntilServicesStable({ client, ...within }, services);
    const { taskArns: [task = ''] = [] } = await client.send(new ListTasksCommand({ serviceName: 'web' }));
    const before = sim.elbv2.describeTargetHealth({ TargetGroupArn }).TargetHealthDescriptions ?? [];
    await client.send(new StopTaskCommand({ task }));
    const draining = () =>
      (sim.elbv2.describeTargetHealth({ TargetGroupArn }).TargetHealthDescriptions ?? []).flatMap(
        ({ Target, TargetHealth }) => (TargetHealth?.State === 'draining' && Target !== undefined ? [Target] : []),
      );
    expect(sim.runUntil(() => draining().length > 0).ended).toBe('reached');
    const Targets = draining();
    expect(before.map(({ Target }) => Target)).toEqual(expect.arrayContaining(Targets));
    expect((await waitUntilTargetDeregistered({ client: elb, ...within }, { TargetGroupArn, Targets })).state).toBe(
      'SUCCESS',
    );
  });

  test('a service that is not there fails the wait, as on AWS', async () => {
    const { client } = steadyWeb();
    await expect(waitUntilServicesStable({ client, ...within }, { services: ['nowhere'] })).rejects.toThrow('FAILURE');
  });
});

describe('virtual time', () => {
  test('is moved by the calls of these clients only', async () => {
    const { sim, client, web } = steadyWeb();
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    const before = sim.elapsedMs;
    sim.ecs.describeServices(services);
    expect(sim.elapsedMs).toBe(before);
    await client.send(new DescribeServicesCommand(services));
    expect(sim.elapsedMs).toBeGreaterThan(before);
  });

  test.each([
    ['15s', 15_000],
    ['none', 0],
  ])('onPoll %s moves it by %i ms a poll', async (onPoll, movedMs) => {
    const { sim, web } = steadyWeb();
    const client = new ECSClient(clientConfig(sim, { onPoll }));
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    const before = sim.elapsedMs;
    await client.send(new DescribeServicesCommand(services));
    expect(sim.elapsedMs - before).toBe(movedMs);
  });
});
