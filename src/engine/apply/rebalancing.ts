import { occupiedCountMax } from '../../planner/bounds.js';
import { isBalanced, zoneMoves } from '../../planner/zone-balance.js';
import { Due } from '../agenda/due.js';
import type { ServiceRecord } from '../store/records.js';
import { zoneNameOf } from '../views/names.js';
import type { World } from '../world.js';
import { startTasks, zoneHasCapacity } from './launches.js';
import { requestNextBeat } from './schedule.js';
import { markUnsettled } from './steadiness.js';
import { tellServiceEvent, tellServiceEventOnce } from './tell.js';

/** Availability Zone rebalancing: start where tasks are few, wait until they are healthy, stop where they are many. */

/**
 * The service is steady: its zones are looked at a while later, if they are out of balance.
 * @rule zones-looked-at-after-a-minute
 */
export function reviewZones(world: World, service: ServiceRecord): void {
  const balanced = isBalanced(countsOf(world, service).map(({ count }) => count));
  if (service.rebalancing >= 0) {
    service.rebalancing = -1;
    if (!balanced) {
      // The tasks that were to bring the balance died or never got healthy. Trying again at once would go on for ever:
      // the zones are looked at when something else has changed and the service is steady again (inferred).
      tellServiceEvent(world, service, { kind: 'rebalancingStopped' });
      return;
    }
    tellServiceEvent(world, service, { kind: 'zonesBalanced', zones: spellZones(world, service) });
  }
  if (balanced || !isEligible(world, service)) return;
  if (service.zoneCheck !== 0) world.cancelDue(service.zoneCheck);
  service.zoneCheck = world.due(world.nowMs + world.settings.scheduler.zoneCheckMs, Due.ZONES_REBALANCE, service.key);
}

/**
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 * @rule zones-eligible
 */
function isEligible(world: World, service: ServiceRecord): boolean {
  const { configuration } = service;
  return (
    service.status === 'ACTIVE' &&
    configuration.availabilityZoneRebalancing === 'ENABLED' &&
    configuration.deploymentConfiguration.maximumPercent > 100 &&
    service.schedulingStrategy === 'REPLICA' &&
    world.primaryOf(service).revision.subnets.length > 0
  );
}

/** @rule zones-start-before-stop */
export function rebalanceZones(world: World, service: ServiceRecord): void {
  service.zoneCheck = 0;
  if (!service.steady || !isEligible(world, service)) return;
  const zones = countsOf(world, service);
  const moves = zoneMoves(zones.map(({ count }) => count));
  const room =
    occupiedCountMax(service.desiredCount, service.configuration.deploymentConfiguration.maximumPercent) -
    service.occupiedCount;
  const possible = moves.slice(0, Math.max(0, room));
  if (possible.length === 0) return;
  const byZone = new Map<number, number>();
  for (const { to } of possible) {
    const zone = zones[to]?.zone ?? 0;
    byZone.set(zone, (byZone.get(zone) ?? 0) + 1);
  }
  tellServiceEventOnce(
    world,
    service,
    { kind: 'zonesUnbalanced', zones: spellZones(world, service) },
    'zonesUnbalanced',
  );
  const deployment = world.primaryOf(service);
  let startedCount = 0;
  for (const [zone, count] of byZone) {
    if (!zoneHasCapacity(world, zone)) {
      tellServiceEventOnce(world, service, { kind: 'zoneUnavailable', zone: zoneNameOf(world, zone) }, `zone ${zone}`);
      continue;
    }
    const tasks = startTasks(world, service, deployment, count, { repair: false, zone });
    if (tasks.length === 0) continue;
    startedCount += tasks.length;
    tellServiceEvent(world, service, { kind: 'started', tasks, replacesUnhealthy: 0, zone: zoneNameOf(world, zone) });
  }
  if (startedCount === 0) {
    // The zone has no capacity: look again later.
    service.zoneCheck = world.due(world.nowMs + world.settings.scheduler.zoneCheckMs, Due.ZONES_REBALANCE, service.key);
    return;
  }
  service.rebalancing = startedCount;
  markUnsettled(world, service);
  requestNextBeat(world, service);
}

/** Surplus tasks that go because of rebalancing are told by zone. @returns whether they were */
export function tellRebalancingStops(world: World, service: ServiceRecord, tasks: readonly number[]): boolean {
  if (service.rebalancing <= 0 || service.deployments.length > 1) return false;
  service.rebalancing = Math.max(0, service.rebalancing - tasks.length);
  const byZone = new Map<number, number[]>();
  for (const task of tasks) {
    const zone = world.tasks.zone.get(task);
    byZone.set(zone, [...(byZone.get(zone) ?? []), world.tasks.number.get(task)]);
  }
  for (const [zone, numbers] of byZone) {
    tellServiceEvent(world, service, { kind: 'stopped', tasks: numbers, zone: zoneNameOf(world, zone) });
  }
  return true;
}

/**
 * A deployment interrupts rebalancing.
 * @rule zones-deployment-interrupts
 */
export function stopRebalancing(world: World, service: ServiceRecord): void {
  world.cancelDue(service.zoneCheck);
  service.zoneCheck = 0;
  if (service.rebalancing < 0) return;
  service.rebalancing = -1;
  tellServiceEvent(world, service, { kind: 'rebalancingStopped' });
}

function countsOf(world: World, service: ServiceRecord): { readonly zone: number; readonly count: number }[] {
  const zones = new Set(world.primaryOf(service).revision.subnets.map((subnet) => world.subnets[subnet]?.zone ?? 0));
  return [...zones].map((zone) => ({ zone, count: service.zoneCounts[zone] ?? 0 }));
}

/**
 * `3 tasks in eu-central-1a, 1 tasks in eu-central-1c`: by descending count (observed).
 * @rule zones-told-by-count
 */
function spellZones(world: World, service: ServiceRecord): string {
  return countsOf(world, service)
    .sort((a, b) => b.count - a.count || a.zone - b.zone)
    .map(({ zone, count }) => `${count} tasks in ${zoneNameOf(world, zone)}`)
    .join(', ');
}
