import { nextEventBridgeNumber } from '../engine/apply/tell.js';
import type { ServiceRecord } from '../engine/store/records.js';
import { arnPrefix, clusterArn, serviceArn, taskArn } from '../engine/views/names.js';
import { taskEventDetail } from '../engine/views/task-description.js';
import type { World } from '../engine/world.js';
import type { DeploymentFact, ServiceEventFact } from '../model/facts.js';
import { IdKind, uuidOf } from '../model/scramble.js';

/** An event as EventBridge delivers it: ECS's shapes, once each and in order. */
export interface EventBridgeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'ECS Task State Change' | 'ECS Service Action' | 'ECS Deployment State Change';
  readonly source: 'aws.ecs';
  readonly account: string;
  /** ISO 8601, cut to the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** ISO 8601 with the zeros at the end of the fraction left out: `2026-09-16T10:25:41.94Z` (recorded: execution.json). */
export const eventTimestamp = (ms: number): string => new Date(ms).toISOString().replace(/\.?0*Z$/, 'Z');

function envelope(
  world: World,
  atMs: number,
  rest: Pick<EventBridgeEvent, 'detail-type' | 'resources' | 'detail'>,
): EventBridgeEvent {
  return {
    version: '0',
    id: uuidOf(world.settings.seed, IdKind.EVENT_BRIDGE, nextEventBridgeNumber(world)),
    'detail-type': rest['detail-type'],
    source: 'aws.ecs',
    account: world.settings.account,
    time: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
    region: world.settings.region,
    resources: rest.resources,
    detail: rest.detail,
  };
}

export function taskEvent(world: World, task: number): EventBridgeEvent {
  return envelope(world, world.nowMs, {
    'detail-type': 'ECS Task State Change',
    resources: [taskArn(world, task)],
    detail: taskEventDetail(world, task),
  });
}

/**
 * Service messages that have an event of their own.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 */
const serviceActions: Readonly<
  Partial<Record<ServiceEventFact['event'], readonly [type: 'INFO' | 'WARN' | 'ERROR', name: string]>>
> = {
  steady: ['INFO', 'SERVICE_STEADY_STATE'],
  stopped: ['INFO', 'TASKS_STOPPED'],
  startImpaired: ['WARN', 'SERVICE_TASK_START_IMPAIRED'],
  unableToPlace: ['ERROR', 'SERVICE_TASK_PLACEMENT_FAILURE'],
  noContainerInstances: ['ERROR', 'SERVICE_TASK_PLACEMENT_FAILURE'],
  throttled: ['ERROR', 'ECS_OPERATION_THROTTLED'],
  zonesUnbalanced: ['INFO', 'SERVICE_REBALANCING_STARTED'],
  zonesBalanced: ['INFO', 'SERVICE_REBALANCING_COMPLETED'],
  zoneUnavailable: ['ERROR', 'SERVICE_TASK_PLACEMENT_FAILURE'],
  rebalancingStopped: ['INFO', 'SERVICE_REBALANCING_STOPPED'],
};

/** Starts have an event of their own only where they rebalance zones (service-scheduler §8). */
const actionOf = ({ event, zone }: ServiceEventFact) =>
  event === 'started' && zone !== undefined ? (['INFO', 'TASKS_STARTED'] as const) : serviceActions[event];

/** @rule event-bridge-service-action */
export function serviceActionEvent(world: World, fact: ServiceEventFact): EventBridgeEvent | undefined {
  const action = actionOf(fact);
  const service = serviceNamed(world, fact);
  if (action === undefined || service === undefined) return undefined;
  const [eventType, eventName] = action;
  return envelope(world, fact.atMs, {
    'detail-type': 'ECS Service Action',
    resources: [serviceArn(world, service)],
    detail: {
      eventType,
      eventName,
      clusterArn: clusterArn(world, world.cluster(service.cluster)),
      createdAt: eventTimestamp(fact.atMs),
      ...(eventName === 'TASKS_STOPPED' || eventName === 'TASKS_STARTED' ? { taskArns: taskArnsIn(world, fact) } : {}),
      ...(eventName === 'SERVICE_TASK_PLACEMENT_FAILURE'
        ? { ...providersOf(world, service), reason: placementReason(fact) }
        : {}),
    },
  });
}

/** Proposed: AWS documents the event, not its members. */
const taskArnsIn = (world: World, { cluster, message }: ServiceEventFact): string[] =>
  Array.from(message.matchAll(/\(task ([0-9a-f]+)\)/g), ([, id]) => `${arnPrefix(world, 'ecs')}task/${cluster}/${id}`);

/** Capacity providers that a task could not be placed on; a service with a launch type has none. */
function providersOf(world: World, service: ServiceRecord): { readonly capacityProviderArns?: readonly string[] } {
  const strategy = world.primaryOf(service).revision.capacityProviderStrategy;
  if (strategy === undefined) return {};
  return {
    capacityProviderArns: strategy.map(
      ({ capacityProvider }) => `${arnPrefix(world, 'ecs')}capacity-provider/${capacityProvider}`,
    ),
  };
}

/** `RESOURCE:FARGATE` for missing capacity (documented example); otherwise the reason as it was told. */
const placementReason = (fact: ServiceEventFact): string =>
  fact.reason?.startsWith('Capacity is unavailable') === true || fact.event === 'zoneUnavailable'
    ? 'RESOURCE:FARGATE'
    : (fact.reason ?? 'RESOURCE:EC2');

/**
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 * @rule event-bridge-deployment
 */
export function deploymentEvent(world: World, fact: DeploymentFact): EventBridgeEvent | undefined {
  const service = serviceNamed(world, fact);
  if (service === undefined) return undefined;
  const about = deploymentEventName(fact);
  if (about === undefined) return undefined;
  const [eventType, eventName, reason] = about;
  return envelope(world, fact.atMs, {
    'detail-type': 'ECS Deployment State Change',
    resources: [serviceArn(world, service)],
    detail: { eventType, eventName, deploymentId: fact.deploymentId, updatedAt: eventTimestamp(fact.atMs), reason },
  });
}

function deploymentEventName(fact: DeploymentFact): readonly [type: string, name: string, reason: string] | undefined {
  switch (fact.change) {
    case 'created':
      return ['INFO', 'SERVICE_DEPLOYMENT_IN_PROGRESS', `ECS deployment ${fact.deploymentId} in progress.`];
    case 'rollingBack':
      return ['INFO', 'SERVICE_DEPLOYMENT_IN_PROGRESS', fact.why ?? ''];
    case 'completed':
      return ['INFO', 'SERVICE_DEPLOYMENT_COMPLETED', `ECS deployment ${fact.deploymentId} completed.`];
    case 'failed':
      // Documented for the circuit breaker alone: a deployment that a user stopped fails without an event.
      if (fact.why?.startsWith('ECS deployment circuit breaker') !== true) return undefined;
      return ['ERROR', 'SERVICE_DEPLOYMENT_FAILED', 'ECS deployment circuit breaker: task failed to start.'];
    default:
      return undefined;
  }
}

function serviceNamed(world: World, { cluster, service }: { readonly cluster: string; readonly service: string }) {
  const key = world.clusterByName.get(cluster);
  const serviceKey = key === undefined ? undefined : world.cluster(key).services.get(service);
  return serviceKey === undefined ? undefined : world.service(serviceKey);
}
