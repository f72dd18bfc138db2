import type { ServiceEventText } from '../../model/service-event.js';
import { takeLaunches } from '../../planner/launch-rate.js';
import { placementDelayMs } from '../../planner/start-throttle.js';
import { pickZone, type ZoneChoice } from '../../planner/zone-spread.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import { accountLaunchRate, launchesAllowed, serviceLaunchRate } from '../views/launch-rate.js';
import { runsOnFargate } from '../views/runs-on-fargate.js';
import { zoneHasCapacity } from '../views/zone-capacity.js';
import type { World } from '../world.js';
import { providerSpreadOf } from './provider-spread.js';
import { requestBeat, requestNextBeat } from './schedule.js';
import { serviceTaskExtras } from './service-task-extras.js';
import { launchTask } from './task-start.js';
import { tellScheduler, tellServiceEventOnce } from './tell.js';

/** Starting tasks of a service: launch rates, zones, capacity. */

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
const noCapacityText =
  'Capacity is unavailable at this time. Please try again later or in a different availability zone.';

/**
 * Starts up to `count` tasks: as many as the launch rates and the zones' capacity allow.
 * @param zone - only there, for zone rebalancing
 * @returns numbers of the started tasks
 */
export function startTasks(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  count: number,
  about: { readonly repair: boolean; readonly zone?: number },
): number[] {
  if (!runsOnFargate(deployment)) {
    notePlacementFailure(world, service, deployment, { kind: 'noContainerInstances' });
    return [];
  }
  const allowed = Math.min(count, launchesAllowed(world, service));
  const started: number[] = [];
  const spread = providerSpreadOf(world, service, deployment);
  const zones = zonesOf(world, deployment, about.zone);
  let placed = true;
  while (started.length < allowed) {
    const provider = spread?.next();
    const zoneCounts = spread === undefined ? service.zoneCounts : spread.zoneCountsOf(provider);
    for (const each of zones) each.taskCount = zoneCounts[each.zone] ?? 0;
    const choice = pickZone(zones);
    if (choice === undefined) {
      placed = false;
      break;
    }
    const extras = serviceTaskExtras(world, service, deployment, provider);
    const task = launchTask(world, {
      taskDefinition: deployment.revision.taskDefinition,
      deployment: deployment.key,
      zone: choice.zone,
      subnet: deployment.revision.subnets[choice.firstSubnet] as number,
      repair: about.repair,
      ...(extras === undefined ? {} : { extras }),
    });
    if (provider !== undefined) spread?.add(provider, choice.zone);
    started.push(world.tasks.number.get(task));
  }
  takeFromBuckets(world, service, started.length);
  if (started.length > 0) {
    deployment.throttle.placementFailures = 0;
    service.told.delete('unableToPlace');
    service.told.delete('throttled');
  }
  if (!placed) notePlacementFailure(world, service, deployment, { kind: 'unableToPlace', reason: noCapacityText });
  else if (allowed < count) {
    // @rule launch-throttled-is-told
    if (allowed === 0) tellServiceEventOnce(world, service, { kind: 'throttled' }, 'throttled');
    requestNextBeat(world, service);
  }
  return started;
}

/** Zones of the deployment's subnets; how many tasks are there is filled in before each choice. */
function zonesOf(world: World, deployment: DeploymentRecord, only?: number): Counted<ZoneChoice>[] {
  const choices: Counted<ZoneChoice>[] = [];
  deployment.revision.subnets.forEach((subnet, index) => {
    const zone = world.subnets[subnet]?.zone ?? 0;
    if (choices.some((each) => each.zone === zone) || (only !== undefined && zone !== only)) return;
    choices.push({ zone, taskCount: 0, firstSubnet: index, available: zoneHasCapacity(world, zone) });
  });
  return choices;
}

type Counted<T extends { readonly taskCount: number }> = Omit<T, 'taskCount'> & { taskCount: number };

/** Nothing could be placed: told once, retried on the next beat twice, then after a pause (ruling 23). */
function notePlacementFailure(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  text: ServiceEventText,
): void {
  const { throttle } = deployment;
  throttle.placementFailures += 1;
  const delayMs = placementDelayMs(world.settings.placementThrottle, throttle.placementFailures);
  tellServiceEventOnce(world, service, text, 'unableToPlace');
  if (delayMs === 0) {
    requestNextBeat(world, service);
    return;
  }
  throttle.nextStartMs = world.nowMs + delayMs;
  // Throttled placement failures count for the circuit breaker, like tasks that could not be launched.
  // @rule breaker-placement-failures-count
  deployment.breaker.uncounted += 1;
  tellScheduler(world, service, deployment, () => ({
    change: 'startThrottled',
    why: `nothing could be placed; the next attempt comes in ${delayMs / 1_000} s`,
  }));
  requestBeat(world, service, throttle.nextStartMs);
}

function takeFromBuckets(world: World, service: ServiceRecord, count: number): void {
  if (count === 0) return;
  const { quotas } = world.settings;
  if (Number.isFinite(quotas.serviceLaunchesPerMinute)) {
    service.launches = takeLaunches(service.launches, serviceLaunchRate(world), world.nowMs, count);
  }
  takeFargateLaunches(world, count);
}

/** Standalone tasks take from the account's bucket alone. */
export function takeFargateLaunches(world: World, count: number): void {
  if (!Number.isFinite(world.settings.quotas.fargateLaunchesPerSecond)) return;
  world.fargateLaunches = takeLaunches(world.fargateLaunches, accountLaunchRate(world), world.nowMs, count);
}
