import { createSimulator, type EventBridgeEvent, fargateService, type Simulator } from 'steadystate';
import { describe, expect, test } from 'vitest';
import { eventTimestamp, serviceActionEvent } from '../../src/events/event-bridge.js';
import type { ServiceEventFact } from '../../src/model/facts.js';
import { worldOf } from '../../src/simulator/simulator.js';

/** ECS Task State Change is compared whole in test/api/ecs/task-events.test.ts. */

const prefix = 'arn:aws:ecs:us-east-1:123456789012:';
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

const envelope = {
  version: '0',
  id: uuid,
  source: 'aws.ecs',
  account: '123456789012',
  region: 'us-east-1',
  resources: [`${prefix}service/default/web`],
};

/** Two tasks, up and steady at 12:00:00. */
function settled(facts: { readonly circuitBreaker?: boolean; readonly maximumPercent?: number } = {}) {
  const sim = createSimulator({ startAt: '2026-01-01T11:58:00Z', digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 2, ...facts });
  sim.runTo('2026-01-01T12:00:00Z');
  return { sim, web };
}

function listen(sim: Simulator, ...kinds: EventBridgeEvent['detail-type'][]): EventBridgeEvent[] {
  const events: EventBridgeEvent[] = [];
  sim.on('eventBridge', (event) => {
    if (kinds.includes(event['detail-type'])) events.push(event);
  });
  return events;
}

const names = (events: readonly EventBridgeEvent[]) =>
  events.map(({ detail, time }) => `${time.slice(11, 19)} ${detail['eventType']} ${detail['eventName']}`);

describe('ECS Service Action [event-bridge-service-action]', () => {
  const clusterArn = `${prefix}cluster/default`;

  test('whole: tasks stopped and steady state', () => {
    const { sim } = settled();
    const events = listen(sim, 'ECS Service Action');
    const [oldest] = sim.at(sim.now).services[0]?.tasks ?? [];
    sim.ecs.updateService({ service: 'web', desiredCount: 1 });
    sim.run('1m');
    expect(events).toStrictEqual([
      {
        ...envelope,
        'detail-type': 'ECS Service Action',
        time: '2026-01-01T12:00:05Z',
        detail: {
          eventType: 'INFO',
          eventName: 'TASKS_STOPPED',
          clusterArn,
          createdAt: '2026-01-01T12:00:05Z',
          taskArns: [`${prefix}task/default/${oldest?.taskId}`],
        },
      },
      {
        ...envelope,
        'detail-type': 'ECS Service Action',
        time: '2026-01-01T12:00:15Z',
        detail: {
          eventType: 'INFO',
          eventName: 'SERVICE_STEADY_STATE',
          clusterArn,
          createdAt: '2026-01-01T12:00:15Z',
        },
      },
    ]);
  });

  test('whole: no Fargate capacity (documented example: RESOURCE:FARGATE)', () => {
    const { sim } = settled();
    const events = listen(sim, 'ECS Service Action');
    sim.faults.add({ kind: 'capacityUnavailable' });
    sim.ecs.updateService({ service: 'web', desiredCount: 3 });
    sim.run('20m');
    expect(events).toStrictEqual([
      {
        ...envelope,
        'detail-type': 'ECS Service Action',
        time: '2026-01-01T12:00:04Z',
        detail: {
          eventType: 'ERROR',
          eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
          clusterArn,
          createdAt: '2026-01-01T12:00:04Z',
          reason: 'RESOURCE:FARGATE',
        },
      },
    ]);
  });

  test('names the capacity providers of a service that has a strategy', () => {
    const { sim } = settled();
    const events = listen(sim, 'ECS Service Action');
    sim.faults.add({ kind: 'capacityUnavailable' });
    sim.ecs.putClusterCapacityProviders({
      cluster: 'default',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [],
    });
    sim.ecs.createService({
      serviceName: 'spot',
      taskDefinition: 'web:1',
      desiredCount: 1,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    });
    sim.run('1m');
    expect(events.map(({ detail }) => detail)).toStrictEqual([
      {
        eventType: 'ERROR',
        eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
        clusterArn,
        createdAt: '2026-01-01T12:00:15Z',
        capacityProviderArns: [`${prefix}capacity-provider/FARGATE_SPOT`],
        reason: 'RESOURCE:FARGATE',
      },
    ]);
  });

  test('tells why a task could not start, each time, and after more than ten that starts are impaired', () => {
    const { sim, web } = settled();
    const events = listen(sim, 'ECS Service Action');
    web.register('web:2');
    sim.faults.add({ kind: 'imagePullFails', image: 'web:2', reason: 'not found', failsAfter: '1s' });
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2', desiredCount: 1 });
    sim.run('50m');
    const placement = events.filter(({ detail }) => detail['eventName'] === 'SERVICE_TASK_PLACEMENT_FAILURE');
    expect(placement.map(({ detail }) => detail['reason'])).toEqual(
      Array.from({ length: 11 }, () => 'CannotPullContainerError: not found'),
    );
    expect(names(events).slice(-2)).toEqual([
      '12:45:01 ERROR SERVICE_TASK_PLACEMENT_FAILURE',
      '12:45:01 WARN SERVICE_TASK_START_IMPAIRED',
    ]);
  });

  test.each<[event: ServiceEventFact['event'], about: Partial<ServiceEventFact>, told: object | undefined]>([
    ['started', {}, undefined],
    [
      'stopped',
      { message: '(task 0a) (task 0b)' },
      {
        eventType: 'INFO',
        eventName: 'TASKS_STOPPED',
        taskArns: [`${prefix}task/default/0a`, `${prefix}task/default/0b`],
      },
    ],
    [
      'started',
      { message: '(service web) has started 1 tasks in us-east-1a to AZ Rebalance: (task 0a).', zone: 'us-east-1a' },
      { eventType: 'INFO', eventName: 'TASKS_STARTED', taskArns: [`${prefix}task/default/0a`] },
    ],
    ['stoppedPending', {}, undefined],
    ['registered', {}, undefined],
    ['deregistered', {}, undefined],
    ['draining', {}, undefined],
    ['targetUnhealthy', {}, undefined],
    ['containerUnhealthy', {}, undefined],
    ['targetGroupMissing', {}, undefined],
    ['targetGroupFull', {}, undefined],
    ['completed', {}, undefined],
    ['failed', {}, undefined],
    ['rollingBack', {}, undefined],
    ['steady', {}, { eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE' }],
    ['startImpaired', {}, { eventType: 'WARN', eventName: 'SERVICE_TASK_START_IMPAIRED' }],
    [
      'unableToPlace',
      { reason: 'CannotPullContainerError: x' },
      { eventType: 'ERROR', eventName: 'SERVICE_TASK_PLACEMENT_FAILURE', reason: 'CannotPullContainerError: x' },
    ],
    [
      'noContainerInstances',
      {},
      { eventType: 'ERROR', eventName: 'SERVICE_TASK_PLACEMENT_FAILURE', reason: 'RESOURCE:EC2' },
    ],
    ['deadlock', {}, undefined],
    ['protected', {}, undefined],
    ['throttled', {}, { eventType: 'ERROR', eventName: 'ECS_OPERATION_THROTTLED' }],
    ['zonesUnbalanced', {}, { eventType: 'INFO', eventName: 'SERVICE_REBALANCING_STARTED' }],
    ['zonesBalanced', {}, { eventType: 'INFO', eventName: 'SERVICE_REBALANCING_COMPLETED' }],
    [
      'zoneUnavailable',
      {},
      { eventType: 'ERROR', eventName: 'SERVICE_TASK_PLACEMENT_FAILURE', reason: 'RESOURCE:FARGATE' },
    ],
    ['rebalancingBlocked', {}, undefined],
    ['rebalancingStopped', {}, { eventType: 'INFO', eventName: 'SERVICE_REBALANCING_STOPPED' }],
  ])('of each message: %s', (event, about, told) => {
    const { sim } = settled();
    const fact: ServiceEventFact = {
      kind: 'serviceEvent',
      seq: 1,
      atMs: sim.now.getTime(),
      cluster: 'default',
      service: 'web',
      event,
      message: '',
      ...about,
    };
    const createdAt = '2026-01-01T12:00:00Z';
    expect(serviceActionEvent(worldOf(sim), fact)?.detail).toEqual(told && { clusterArn, createdAt, ...told });
  });

  test('tells zone rebalancing', () => {
    const { sim } = settled();
    sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1b', until: '+1m' });
    sim.faults.add({ kind: 'capacityUnavailable', zone: 'us-east-1c', until: '+1m' });
    sim.run('90s');
    const events = listen(sim, 'ECS Service Action');
    sim.run('10m');
    expect(names(events).filter((name) => name.includes('REBALANCING'))).toEqual([
      '12:01:55 INFO SERVICE_REBALANCING_STARTED',
      '12:03:15 INFO SERVICE_REBALANCING_COMPLETED',
    ]);
  });
});

describe('ECS Deployment State Change [event-bridge-deployment]', () => {
  const whole = (time: string, detail: object) => ({
    ...envelope,
    'detail-type': 'ECS Deployment State Change',
    time: `2026-01-01T${time.slice(0, 8)}Z`,
    detail: { ...detail, updatedAt: `2026-01-01T${time}Z` },
  });
  const idOf = (sim: Simulator, taskDefinition: string) =>
    sim.verdicts('web').find((verdict) => verdict.taskDefinition === taskDefinition)?.deploymentId;

  test('whole: in progress and completed', () => {
    const { sim, web } = settled();
    const events = listen(sim, 'ECS Deployment State Change');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.runUntilSteady();
    const deploymentId = idOf(sim, 'web:2');
    expect(events).toStrictEqual([
      whole('12:00:00', {
        eventType: 'INFO',
        eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS',
        deploymentId,
        reason: `ECS deployment ${deploymentId} in progress.`,
      }),
      whole('12:02:20', {
        eventType: 'INFO',
        eventName: 'SERVICE_DEPLOYMENT_COMPLETED',
        deploymentId,
        reason: `ECS deployment ${deploymentId} completed.`,
      }),
    ]);
  });

  test('whole: failed, rolling back, and the old one completed again', () => {
    const { sim, web } = settled({ circuitBreaker: true });
    sim.workloads.set(web.register('web:2'), { exits: { code: 1, after: 0 } });
    sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
    const events = listen(sim, 'ECS Deployment State Change');
    sim.runUntilSteady();
    const [failed, old] = [idOf(sim, 'web:2'), idOf(sim, 'web:1')];
    expect(events).toStrictEqual([
      whole('12:01:49', {
        eventType: 'ERROR',
        eventName: 'SERVICE_DEPLOYMENT_FAILED',
        deploymentId: failed,
        reason: 'ECS deployment circuit breaker: task failed to start.',
      }),
      whole('12:01:49', {
        eventType: 'INFO',
        eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS',
        deploymentId: old,
        reason: `ECS deployment circuit breaker: rolling back to deploymentId ${old}.`,
      }),
      whole('12:02:49', {
        eventType: 'INFO',
        eventName: 'SERVICE_DEPLOYMENT_COMPLETED',
        deploymentId: old,
        reason: `ECS deployment ${old} completed.`,
      }),
    ]);
  });

  test('a deployment that a user stops fails without an event: it is documented for the circuit breaker alone', () => {
    const { sim, web } = settled();
    const events = listen(sim, 'ECS Deployment State Change');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('20s');
    const [current] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments ?? [];
    sim.ecs.stopServiceDeployment({
      serviceDeploymentArn: current?.serviceDeploymentArn ?? '',
      stopType: 'ROLLBACK',
    });
    sim.runUntilSteady();
    const old = idOf(sim, 'web:1');
    expect(events.map(({ detail }) => [detail['eventName'], detail['reason']])).toEqual([
      ['SERVICE_DEPLOYMENT_IN_PROGRESS', `ECS deployment ${idOf(sim, 'web:2')} in progress.`],
      ['SERVICE_DEPLOYMENT_IN_PROGRESS', `ECS deployment stopped by the user: rolling back to deploymentId ${old}.`],
      ['SERVICE_DEPLOYMENT_COMPLETED', `ECS deployment ${old} completed.`],
    ]);
  });
});

test('every event has an id of its own, and a service message comes before its event', () => {
  const { sim, web } = settled();
  const ids = new Set<string>();
  const order: string[] = [];
  sim.on('serviceEvent', ({ event }) => order.push(`message: ${event}`));
  let count = 0;
  sim.on('eventBridge', ({ id, detail, 'detail-type': kind }) => {
    ids.add(id);
    count += 1;
    if (kind !== 'ECS Task State Change') order.push(`event: ${detail['eventName']}`);
  });
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.runUntilSteady();
  expect(ids.size).toBe(count);
  expect(order).toEqual([
    'event: SERVICE_DEPLOYMENT_IN_PROGRESS',
    'message: started',
    'message: stopped',
    'event: TASKS_STOPPED',
    'message: completed',
    'event: SERVICE_DEPLOYMENT_COMPLETED',
    'message: steady',
    'event: SERVICE_STEADY_STATE',
  ]);
});

test('the same seed gives the same events, listened to or not before', () => {
  const run = () => {
    const { sim, web } = settled();
    const events = listen(sim, 'ECS Task State Change', 'ECS Service Action', 'ECS Deployment State Change');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.runUntilSteady();
    return events;
  };
  expect(run()).toEqual(run());
});

test.each([
  { ms: 0, stamp: '1970-01-01T00:00:00Z' },
  { ms: 940, stamp: '1970-01-01T00:00:00.94Z' },
  { ms: 10_000, stamp: '1970-01-01T00:00:10Z' },
  { ms: 1, stamp: '1970-01-01T00:00:00.001Z' },
])('a timestamp leaves out the zeros at the end of its fraction: $stamp', ({ ms, stamp }) => {
  expect(eventTimestamp(ms)).toBe(stamp);
});
