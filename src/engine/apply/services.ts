import type { ServiceFact } from '../../model/facts.js';
import { Standing, StopCause } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import type { ServiceConfiguration, ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';
import { createDeployment, type RevisionDraft } from './deployments.js';
import { reviewReadiness } from './readiness.js';
import { forgetZoneExtras, reconsiderZones, stopRebalancing } from './rebalancing.js';
import { rescaleSuperseded } from './rescaling.js';
import { reviewBreaker } from './rollback.js';
import { requestBeat, requestBeatAfterCall, requestExtraPass } from './schedule.js';
import { remainingCountOf } from './service-learns.js';
import { markUnsettled } from './steadiness.js';
import { newTally, noteCounts } from './tally.js';
import { requestStop } from './task-stop.js';
import { tell, tellServiceEvent } from './tell.js';

/** Commands of the API about services. Input has been checked: nothing here refuses. */

export interface ServiceDraft {
  readonly cluster: number;
  readonly name: string;
  readonly desiredCount: number;
  readonly configuration: ServiceConfiguration;
  readonly revision: RevisionDraft;
  readonly tags: ServiceRecord['tags'];
  readonly launchType: string | undefined;
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON';
  readonly idempotency: ServiceRecord['idempotency'];
}

export function createService(world: World, draft: ServiceDraft): ServiceRecord {
  const { quotas, scheduler } = world.settings;
  const service: ServiceRecord = {
    key: world.services.length,
    cluster: draft.cluster,
    name: draft.name,
    status: 'ACTIVE',
    desiredCount: draft.desiredCount,
    rescaledTo: draft.desiredCount,
    desiredCountSinceMs: world.nowMs,
    configuration: draft.configuration,
    tags: draft.tags,
    createdAtMs: world.nowMs,
    launchType: draft.launchType,
    schedulingStrategy: draft.schedulingStrategy,
    idempotency: draft.idempotency,
    deployments: [],
    lastCompleted: 0,
    serviceDeployments: [],
    allDeployments: [],
    events: [],
    told: new Map(),
    gridAnchorMs: world.nowMs,
    firstPassMs: world.nowMs + scheduler.firstPassMs,
    forcedOutMs: 0,
    lastBeatMs: 0,
    beat: 0,
    extraPass: 0,
    completion: 0,
    steadyRepeat: 0,
    zoneCheck: 0,
    completesNotBeforeMs: 0,
    steady: false,
    toCount: [],
    toRegister: [],
    toDeregister: [],
    toTellStopped: [],
    zoneCounts: world.settings.zones.map(() => 0),
    occupiedCount: 0,
    rebalancing: -1,
    launches: { tokens: quotas.serviceLaunchesPerMinute, atMs: world.nowMs },
    readyCount: 0,
    healthyTargets: 0,
    tally: newTally({ readyCount: 0, healthyTargets: 0, occupiedCount: 0 }, world.nowMs),
  };
  world.services.push(service);
  const cluster = world.cluster(draft.cluster);
  cluster.services.set(draft.name, service.key);
  cluster.activeServicesCount += 1;
  tellService(world, service, 'created');
  createDeployment(world, service, draft.revision);
  noteCounts(world, service);
  return service;
}

export interface ServiceChanges {
  readonly desiredCount?: number;
  readonly configuration: ServiceConfiguration;
  /** A new deployment of this. */
  readonly revision?: RevisionDraft;
}

/** @rule pass-after-a-call */
export function updateService(world: World, service: ServiceRecord, changes: ServiceChanges): void {
  const { scheduler } = world.settings;
  // Any update ends the throttling of starts (service-scheduler §6).
  for (const key of service.deployments) {
    const { throttle } = world.deployment(key);
    // @rule throttle-ends-with-an-update
    throttle.failures = 0;
    throttle.placementFailures = 0;
    throttle.nextStartMs = 0;
  }
  configure(world, service, changes.configuration);
  if (changes.desiredCount !== undefined && changes.desiredCount !== service.desiredCount) {
    changeDesiredCount(world, service, changes.desiredCount);
    forgetZoneExtras(service);
  }
  if (changes.revision !== undefined) {
    stopRebalancing(world, service);
    rescaleSuperseded(world, service);
    createDeployment(world, service, changes.revision);
  }
  reconsiderZones(world, service);
  reviewBreaker(world, service);
  requestExtraPass(world, service, world.nowMs + scheduler.callEffectMs);
  requestBeatAfterCall(world, service);
  noteCounts(world, service);
}

/**
 * A new grace period judges running tasks at once; other settings hold from the next pass on.
 * @rule health-new-grace-period-holds-at-once
 */
function configure(world: World, service: ServiceRecord, configuration: ServiceConfiguration): void {
  const graceChanges =
    configuration.healthCheckGracePeriodSeconds !== service.configuration.healthCheckGracePeriodSeconds;
  service.configuration = configuration;
  if (!graceChanges) return;
  for (const key of service.deployments) {
    const deployment = world.deployment(key);
    for (const standing of [Standing.STARTED, Standing.SETTLED, Standing.HEALTHY, Standing.UNHEALTHY]) {
      for (let task = deployment.heads[standing] as number; task !== 0; task = world.tasks.next.get(task)) {
        reviewReadiness(world, task);
      }
    }
  }
}

/**
 * Never a new deployment; deployments' own targets follow when the scheduler acts (recorded: services.json #58, #101).
 * @rule deployment-desired-count-needs-none
 */
function changeDesiredCount(world: World, service: ServiceRecord, desiredCount: number): void {
  service.desiredCount = desiredCount;
  service.desiredCountSinceMs = world.nowMs;
  world.primaryOf(service).updatedAtMs = world.nowMs;
  markUnsettled(world, service);
  tellService(world, service, 'desiredCount');
}

/**
 * DRAINING at once; with `force`, tasks are stopped some seconds later (recorded: services.json #156).
 * @rule service-forced-out-later
 */
export function deleteService(world: World, service: ServiceRecord, force: boolean): void {
  if (service.status !== 'ACTIVE') return;
  stopRebalancing(world, service);
  service.status = 'DRAINING';
  service.desiredCount = 0;
  world.cluster(service.cluster).activeServicesCount -= 1;
  world.cancelDue(service.steadyRepeat);
  service.steadyRepeat = 0;
  markUnsettled(world, service);
  tellService(world, service, 'draining');
  noteCounts(world, service);
  if (force) forceOutLater(world, service);
  else requestBeatAfterCall(world, service);
  scheduleEnd(world, service);
}

/** The scheduler leaves the tasks alone until then, and its passes go on from there (recorded: services.json #156 to #177). */
function forceOutLater(world: World, service: ServiceRecord): void {
  for (const key of service.deployments) world.deployment(key).desiredCount = 0;
  service.forcedOutMs = world.nowMs + world.settings.scheduler.forceDeleteMs;
  service.gridAnchorMs = service.forcedOutMs;
  service.firstPassMs = service.forcedOutMs;
  world.cancelDue(service.beat);
  service.beat = 0;
  world.due(service.forcedOutMs, Due.SERVICE_TASKS_FORCED_OUT, service.key);
}

/** INACTIVE comes a while after the later of the call and the last STOPPED (ruling 2). */
function scheduleEnd(world: World, service: ServiceRecord): void {
  world.due(world.nowMs + world.settings.scheduler.inactiveMs, Due.SERVICE_BECOMES_INACTIVE, service.key);
}

/** Force deletion: every task of every deployment goes, protected ones too. */
export function forceTasksOut(world: World, service: ServiceRecord): void {
  const running: number[] = [];
  let pending = 0;
  for (const key of service.deployments) {
    const deployment = world.deployment(key);
    deployment.desiredCount = 0;
    for (const standing of [
      Standing.PENDING,
      Standing.STARTED,
      Standing.SETTLED,
      Standing.HEALTHY,
      Standing.UNHEALTHY,
    ]) {
      for (let task = deployment.heads[standing] as number; task !== 0; ) {
        const next = world.tasks.next.get(task);
        if (standing === Standing.PENDING) pending += 1;
        else running.push(world.tasks.number.get(task));
        requestStop(world, task, StopCause.SERVICE_DELETED);
        task = next;
      }
    }
  }
  if (pending > 0) tellServiceEvent(world, service, { kind: 'stoppedPending', count: pending });
  if (running.length > 0) tellServiceEvent(world, service, { kind: 'stopped', tasks: running });
  requestBeat(world, service);
}

/** @rule service-becomes-inactive */
export function serviceBecomesInactive(world: World, service: ServiceRecord): void {
  if (service.status !== 'DRAINING') return;
  // Tasks are still on their way out: the last one to stop asks again.
  if (remainingCountOf(world, service) > 0) return;
  const endsMs = lastStopped(world, service) + world.settings.scheduler.inactiveMs;
  if (world.nowMs < endsMs) {
    world.due(endsMs, Due.SERVICE_BECOMES_INACTIVE, service.key);
    return;
  }
  service.status = 'INACTIVE';
  service.events.length = 0;
  for (const handle of ['beat', 'extraPass', 'completion', 'steadyRepeat', 'zoneCheck'] as const) {
    world.cancelDue(service[handle]);
    service[handle] = 0;
  }
  world.unsettledServices.delete(service.key);
  tellService(world, service, 'inactive');
  noteCounts(world, service);
}

function lastStopped(world: World, service: ServiceRecord): number {
  let lastMs = 0;
  for (const key of service.allDeployments) {
    const deployment = world.deployment(key);
    for (let task = deployment.heads[Standing.GONE] as number; task !== 0; task = world.tasks.next.get(task)) {
      lastMs = Math.max(lastMs, world.tasks.stoppedAt.get(task));
    }
  }
  return lastMs;
}

function tellService(world: World, service: ServiceRecord, change: ServiceFact['change']): void {
  tell(world, () => ({
    kind: 'service',
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    change,
    desiredCount: service.desiredCount,
  }));
}
