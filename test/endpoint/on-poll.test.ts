import { describe, expect, test } from 'vitest';
import { createEndpoint } from '../../src/endpoint/endpoint.js';
import type { EndpointOptions } from '../../src/endpoint/endpoint-options.js';
import { createSimulator, fargateService } from '../../src/index.js';
import { ask, elbRequest, json } from './ask.js';

/** A service of three tasks that has just been created. */
const beginning = (options: EndpointOptions = {}) => {
  const sim = createSimulator();
  fargateService(sim, { name: 'web', desiredCount: 3, loadBalancer: true });
  return { sim, endpoint: createEndpoint(sim, options) };
};

const counts = (reply: Record<string, unknown>) => {
  const [service] = reply['services'] as { status: string; runningCount: number; deployments: unknown[] }[];
  return `${service?.status} ${service?.runningCount} running, ${service?.deployments.length} deployments`;
};
const web = { services: ['web'] };
const groupOf = (sim: ReturnType<typeof beginning>['sim']) =>
  sim.elbv2.describeTargetGroups().TargetGroups?.[0]?.TargetGroupArn ?? '';

const lastStatusOf = (reply: Record<string, unknown>) => (reply['tasks'] as { lastStatus: string }[])[0]?.lastStatus;

/** A standalone task that takes five minutes. */
const job = (options: EndpointOptions = {}) => {
  const { sim, endpoint } = beginning(options);
  sim.runUntilSteady();
  sim.workloads.set('web:1', { exits: { code: 0, after: '5m' } });
  const { tasks = [] } = sim.ecs.runTask({
    taskDefinition: 'web:1',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  });
  const input = { tasks: tasks.map((task) => task.taskArn) };
  const status = (headers = {}) => lastStatusOf(ask(endpoint, 'DescribeTasks', input, headers));
  return { sim, endpoint, status };
};

describe('settle: time runs until what is asked about has settled', () => {
  test('services', () => {
    const { sim, endpoint } = beginning();
    expect(counts(ask(endpoint, 'DescribeServices', web))).toBe('ACTIVE 3 running, 1 deployments');
    expect(sim.isSteady('web')).toBe(true);
    const before = sim.elapsedMs;
    ask(endpoint, 'DescribeServices', web);
    expect(sim.elapsedMs).toBe(before);
  });

  test('only the services asked about', () => {
    const { sim, endpoint } = beginning();
    sim.runUntilSteady();
    fargateService(sim, { name: 'api' });
    const before = sim.elapsedMs;
    ask(endpoint, 'DescribeServices', web);
    expect(sim.elapsedMs).toBe(before);
    ask(endpoint, 'DescribeServices', { services: ['web', 'api'] });
    expect(sim.isSteady('api')).toBe(true);
  });

  test('a service that is being deleted, until it is INACTIVE', () => {
    const { sim, endpoint } = beginning();
    sim.runUntilSteady();
    sim.ecs.deleteService({ service: 'web', force: true });
    expect(counts(ask(endpoint, 'DescribeServices', web))).toBe('INACTIVE 0 running, 1 deployments');
  });

  test('what nothing due can change, as it is', () => {
    const { sim, endpoint } = beginning();
    sim.faults.add({ kind: 'capacityUnavailable' });
    ask(endpoint, 'DescribeServices', web);
    expect(sim.isSteady('web')).toBe(false);
    expect(sim.elapsedMs).toBeLessThanOrEqual(30 * 60_000);
  });

  test('what never settles, for 30 minutes', () => {
    const { sim, endpoint } = beginning();
    sim.workloads.set('web:1', { exits: { code: 1, after: '4s' } });
    ask(endpoint, 'DescribeServices', web);
    expect(sim.elapsedMs).toBe(30 * 60_000);
  });

  test('tasks on their way up, and on their way down', () => {
    const { sim, endpoint } = beginning();
    sim.runUntil(() => sim.ecs.listTasks({ serviceName: 'web' }).taskArns?.length === 3);
    const { taskArns: tasks = [] } = sim.ecs.listTasks({ serviceName: 'web' });
    const statuses = () =>
      (ask(endpoint, 'DescribeTasks', { tasks })['tasks'] as { lastStatus: string }[]).map((task) => task.lastStatus);
    expect(statuses()).toEqual(['RUNNING', 'RUNNING', 'RUNNING']);
    const runningMs = sim.elapsedMs;
    expect(statuses()).toEqual(['RUNNING', 'RUNNING', 'RUNNING']);
    expect(sim.elapsedMs).toBe(runningMs);
    sim.ecs.stopTask({ task: tasks[1] ?? '' });
    expect(statuses()).toEqual(['RUNNING', 'STOPPED', 'RUNNING']);
  });

  test('service deployments, until they have finished', () => {
    const { sim, endpoint } = beginning();
    const { serviceDeployments = [] } = sim.ecs.listServiceDeployments({ service: 'web' });
    const serviceDeploymentArns = serviceDeployments.map((each) => each.serviceDeploymentArn);
    const reply = ask(endpoint, 'DescribeServiceDeployments', { serviceDeploymentArns });
    expect(reply).toMatchObject({ serviceDeployments: [{ status: 'SUCCESSFUL' }], failures: [] });
  });

  test('targets, also of a group that will have some', () => {
    const { sim, endpoint } = beginning();
    const fields = { TargetGroupArn: groupOf(sim) };
    const states = () =>
      [...endpoint.answer(elbRequest('DescribeTargetHealth', fields)).body.matchAll(/<State>(\w+)<\/State>/g)]
        .map(([, state]) => state)
        .filter((state) => state !== 'no_override');
    // One task starts first; its target is healthy before the others are there.
    expect(states()).toEqual(['healthy']);
    sim.ecs.updateService({ service: 'web', desiredCount: 0 });
    const isDraining = () =>
      sim.elbv2
        .describeTargetHealth(fields)
        .TargetHealthDescriptions?.some(({ TargetHealth }) => TargetHealth?.State === 'draining') === true;
    expect(sim.runUntil(isDraining).ended).toBe('reached');
    expect(states()).toEqual([]);
    const drainedMs = sim.elapsedMs;
    expect(states()).toEqual([]);
    expect(sim.elapsedMs).toBe(drainedMs);
  });

  test('but a read that nobody polls with moves nothing', () => {
    const { sim, endpoint } = beginning();
    for (const action of ['ListTasks', 'ListServices', 'DescribeClusters']) ask(endpoint, action, {});
    expect(sim.elapsedMs).toBe(0);
  });

  test.each([
    ['a service that is not there', 'DescribeServices', { services: ['nowhere'] }],
    ['a cluster that is not there', 'DescribeServices', { cluster: 'nowhere', services: ['web'] }],
    ['a request that is refused', 'DescribeServices', { services: 'web' }],
    ['a task that is not there', 'DescribeTasks', { tasks: ['0'.repeat(32)] }],
    ['a service deployment that is not there', 'DescribeServiceDeployments', { serviceDeploymentArns: ['x'] }],
  ])('nor does one about %s', (_, action, input) => {
    const { sim, endpoint } = beginning();
    ask(endpoint, action, input);
    expect(sim.elapsedMs).toBe(0);
  });

  test('nor one from inside a listener', () => {
    const { sim, endpoint } = beginning();
    const replies: string[] = [];
    sim.on('call', () => replies.push(counts(ask(endpoint, 'DescribeServices', web))));
    sim.ecs.updateService({ service: 'web', desiredCount: 2 });
    expect(replies).toEqual(['ACTIVE 0 running, 1 deployments']);
    expect(sim.elapsedMs).toBe(0);
  });
});

describe('a task that does its work and exits', () => {
  test('has settled when it runs; asked about again at once, when it has stopped', () => {
    const { status } = job();
    expect([status(), status(), status()]).toEqual(['RUNNING', 'STOPPED', 'STOPPED']);
  });

  test('asked about again after another call, it still runs', () => {
    const { status, endpoint } = job();
    expect(status()).toBe('RUNNING');
    ask(endpoint, 'ListTasks', {});
    expect(status()).toBe('RUNNING');
  });

  test('asked about in turn with another, each has stopped in the end', () => {
    const { sim, endpoint, status } = job();
    const [other] =
      sim.ecs.runTask({
        taskDefinition: 'web:1',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
      }).tasks ?? [];
    const ofOther = () => lastStatusOf(ask(endpoint, 'DescribeTasks', { tasks: [other?.taskArn] }));
    expect([status(), ofOther()]).toEqual(['RUNNING', 'RUNNING']);
    expect([status(), ofOther()]).toEqual(['STOPPED', 'STOPPED']);
  });

  test('for a waiter that says so, it has settled when it has stopped', () => {
    const { status } = job();
    expect(status({ 'user-agent': 'aws-cli/2.9.19 command/ecs.wait.tasks-stopped' })).toBe('STOPPED');
  });
});

describe('a step: time moves by that much at each poll', () => {
  test('as long as what is asked about has not settled', () => {
    const { sim, endpoint } = beginning({ onPoll: '15s' });
    const times: number[] = [];
    for (let poll = 0; poll < 12; poll += 1) {
      ask(endpoint, 'DescribeServices', web);
      times.push(sim.elapsedMs / 1_000);
    }
    expect(times.slice(0, 3)).toEqual([15, 30, 45]);
    expect(times.at(-1)).toBe(times.at(-2));
    expect(sim.isSteady('web')).toBe(true);
  });

  test('as long as a standalone task runs: whoever asks may wait for it to stop', () => {
    const { status, endpoint } = job({ onPoll: '15s' });
    const seen: (string | undefined)[] = [];
    for (let poll = 0; poll < 30 && seen.at(-1) !== 'STOPPED'; poll += 1) {
      seen.push(status());
      ask(endpoint, 'ListTasks', {});
    }
    expect(seen).toContain('RUNNING');
    expect(seen.at(-1)).toBe('STOPPED');
  });

  test('not for a task that runs, where a waiter says it waits for just that', () => {
    const { status, sim } = job({ onPoll: '15s' });
    const waiting = () => status({ 'user-agent': 'aws-cli/2.9.19 command/ecs.wait.tasks-running' });
    while (waiting() !== 'RUNNING');
    const runningMs = sim.elapsedMs;
    expect([waiting(), sim.elapsedMs]).toEqual(['RUNNING', runningMs]);
  });
});

test('none: no poll moves time', () => {
  const { sim, endpoint } = beginning({ onPoll: 'none', pollers: 'recognised' });
  ask(endpoint, 'DescribeServices', web, { 'user-agent': 'aws-cli/2.9.19 command/ecs.wait.services-stable' });
  expect(sim.elapsedMs).toBe(0);
});

describe('where callers say whether they wait', () => {
  test.each([
    [
      'AWS CLI v2',
      'aws-cli/2.9.19 Python/3.11.2 Linux/6 exe/x86_64.debian.12 prompt/off command/ecs.wait.services-stable',
    ],
    ['botocore', 'aws-cli/1.45.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python#3.11 m/Z,B,b cfg/retry-mode#legacy'],
  ])('a waiter of %s settles', (_, agent) => {
    const { sim, endpoint } = beginning({ pollers: 'recognised' });
    ask(endpoint, 'DescribeServices', web, { 'user-agent': agent });
    expect(sim.isSteady('web')).toBe(true);
  });

  test.each([
    ['AWS CLI v2', 'aws-cli/2.9.19 Python/3.11.2 command/ecs.describe-services'],
    ['botocore', 'Boto3/1.43.11 md/Botocore#1.43.11 m/Z,b lang/python#3.11'],
    ['the JavaScript SDK', 'aws-sdk-js/3.1161.0 ua/2.1 os/linux lang/js md/nodejs#20 api/ecs#3.1161.0 m/E,e'],
    ['nobody', ''],
  ])('a plain read of %s moves time by 15 s', (_, agent) => {
    const { sim, endpoint } = beginning({ pollers: 'recognised' });
    ask(endpoint, 'DescribeServices', web, { 'user-agent': agent });
    expect(sim.elapsedMs).toBe(15_000);
  });
});

test.each(['sometimes', '0s', -1, '', Number.NaN])('onPoll %j is refused', (onPoll) => {
  expect(() => createEndpoint(createSimulator(), { onPoll })).toThrow(
    expect.objectContaining({ name: 'SteadystateError', code: 'InvalidOption', resource: 'onPoll' }),
  );
});

test('a poll is a call like any other', () => {
  const { endpoint } = beginning();
  expect(endpoint.answer(json('DescribeServices', {})).body).toContain('InvalidParameterException');
});

describe('a poll that AWS refuses moves no time', () => {
  const agent = { 'user-agent': 'aws-cli/2.9.19 command/ecs.wait.services-stable' };
  test.each([
    ['settle', {}, {}],
    ['a step', { onPoll: '15s' }, {}],
    ['a waiter', { pollers: 'recognised' }, agent],
  ] as const)('with %s', (_, options, headers) => {
    const { sim, endpoint } = beginning(options);
    const before = sim.snapshot();
    expect(ask(endpoint, 'DescribeServices', { services: ['web'], include: ['ALL'] }, headers)).toEqual({
      __type: 'InvalidParameterException',
      message: 'include should be one of [TAGS]',
    });
    expect(ask(endpoint, 'DescribeServices', { services: ['web', 7] }, headers)).toMatchObject({
      __type: 'SerializationException',
    });
    expect(sim.snapshot()).toEqual(before);
  });
});
