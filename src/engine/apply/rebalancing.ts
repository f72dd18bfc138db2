import { Standing } from '../../model/task.js';
import { occupiedCountMax } from '../../planner/bounds.js';
import { isBalanced, type ZoneMove, zoneMoves } from '../../planner/zone-balance.js';
import { Due } from '../agenda/due.js';
import type { ServiceRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { zoneNameOf } from '../views/names.js';
import { zoneHasCapacity } from '../views/zone-capacity.js';
import type { World } from '../world.js';
import { startTasks } from './launches.js';
import { requestNextBeat } from './schedule.js';
import { markUnsettled } from './steadiness.js';
import { tellServiceEvent, tellServiceEventOnce } from './tell.js';

/** Availability Zone rebalancing: start where tasks are few, wait until they are healthy, stop where they are many. */

/**
 * The service is steady: its zones are looked at a while later, if they are out of balance. What was moved so far may have
 * been a part, or have died: then it goes on.
 * @rule zones-looked-at-after-a-minute
 */
export function reviewZones(world: World, service: ServiceRecord): void {
  const balanced = isBalanced(countsOf(world, service).map(({ count }) => count));
  if (service.rebalancing >= 0) {
    service.rebalancing = balanced ? -1 : 0;
    if (balanced) tellServiceEvent(world, service, { kind: 'zonesBalanced', zones: spellZones(world, service) });
  }
  if (!balanced && isEligible(world, service)) lookLater(world, service);
}

/** After an update: what made the service eligible may have come or gone. A look that is due stays. */
export function reconsiderZones(world: World, service: ServiceRecord): void {
  if (!isEligible(world, service)) stopRebalancing(world, service);
  else if (service.steady && service.zoneCheck === 0) reviewZones(world, service);
}

/** Another number of tasks is wanted: those started for the zones are some of them, or too many like any other. */
export function forgetZoneExtras(service: ServiceRecord): void {
  service.rebalancing = Math.min(service.rebalancing, 0);
}

function lookLater(world: World, service: ServiceRecord): void {
  world.cancelDue(service.zoneCheck);
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

/**
 * As many as there is room for are started where tasks are few; for each, one goes later where they are many.
 * @rule zones-start-before-stop
 */
export function rebalanceZones(world: World, service: ServiceRecord): void {
  service.zoneCheck = 0;
  if (!service.steady || !isEligible(world, service)) return;
  const { desiredCount, configuration } = service;
  const occupiedMax = occupiedCountMax(desiredCount, configuration.deploymentConfiguration.maximumPercent);
  const zones = countsOf(world, service);
  // An update that gives it room sets it going.
  if (occupiedMax <= desiredCount || isBalanced(zones.map(({ count }) => count))) return;
  if (service.rebalancing < 0) {
    service.rebalancing = 0;
    tellServiceEvent(world, service, { kind: 'zonesUnbalanced', zones: spellZones(world, service) });
  }
  const moves = possibleMoves(world, service, zones).slice(0, Math.max(0, occupiedMax - service.occupiedCount));
  const byZone = new Map<number, number>();
  for (const { to } of moves) {
    const zone = zones[to]?.zone ?? 0;
    byZone.set(zone, (byZone.get(zone) ?? 0) + 1);
  }
  let startedCount = 0;
  for (const [zone, count] of byZone) {
    const tasks = startTasks(world, service, world.primaryOf(service), count, { repair: false, zone });
    if (tasks.length === 0) continue;
    startedCount += tasks.length;
    tellServiceEvent(world, service, { kind: 'started', tasks, replacesUnhealthy: 0, zone: zoneNameOf(world, zone) });
  }
  if (startedCount === 0) {
    lookLater(world, service);
    return;
  }
  service.rebalancing = startedCount;
  markUnsettled(world, service);
  requestNextBeat(world, service);
}

/**
 * Moves to zones that have capacity, from zones with tasks that may go; what stands in the way is told.
 * @rule zones-without-capacity-are-left-out
 * @rule zones-protected-tasks-stay
 */
function possibleMoves(world: World, service: ServiceRecord, zones: readonly CountedZone[]): ZoneMove[] {
  const all = zones.map(({ count }) => ({ count, takes: true, gives: count }));
  const wanted = new Set(zoneMoves(all).map(({ to }) => to));
  zones.forEach(({ zone }, place) => {
    if (!wanted.has(place) || zoneHasCapacity(world, zone)) return;
    tellServiceEventOnce(world, service, { kind: 'zoneUnavailable', zone: zoneNameOf(world, zone) }, `zone ${zone}`);
  });
  const taking = zones.map(({ zone, count }) => ({ zone, count, takes: zoneHasCapacity(world, zone), gives: count }));
  const free = unprotectedByZone(world, service);
  const moves = zoneMoves(taking.map((zone) => ({ ...zone, gives: free.get(zone.zone) ?? 0 })));
  const count = zoneMoves(taking).length;
  if (moves.length === 0 && count > 0) {
    const { id: deploymentId } = world.primaryOf(service);
    tellServiceEventOnce(world, service, { kind: 'rebalancingBlocked', deploymentId, count }, 'rebalancing blocked');
  }
  return moves;
}

/** Live tasks that nothing protects. */
function unprotectedByZone(world: World, service: ServiceRecord): ReadonlyMap<number, number> {
  const { tasks } = world;
  const { heads } = world.primaryOf(service);
  const free = new Map<number, number>();
  for (const standing of [Standing.SETTLED, Standing.HEALTHY]) {
    for (let task = heads[standing] as number; task !== 0; task = tasks.next.get(task)) {
      if (tasks.has(task, TaskFlag.PROTECTED)) continue;
      const zone = tasks.zone.get(task);
      free.set(zone, (free.get(zone) ?? 0) + 1);
    }
  }
  return free;
}

/**
 * Surplus tasks that go because of rebalancing are told by zone.
 * @returns those that go for another reason: their zone was not the fuller one, as when all others are protected
 */
export function tellRebalancingStops(
  world: World,
  service: ServiceRecord,
  tasks: readonly number[],
): readonly number[] {
  if (service.rebalancing <= 0 || service.deployments.length > 1) return tasks;
  service.rebalancing = Math.max(0, service.rebalancing - tasks.length);
  const byZone = new Map<number, number[]>();
  for (const task of tasks) {
    const zone = world.tasks.zone.get(task);
    byZone.set(zone, [...(byZone.get(zone) ?? []), task]);
  }
  const before = (zone: number, count: number) => count + (byZone.get(zone)?.length ?? 0);
  const fewest = Math.min(...countsOf(world, service).map(({ zone, count }) => before(zone, count)));
  const others: number[] = [];
  for (const [zone, stopped] of byZone) {
    if (before(zone, service.zoneCounts[zone] ?? 0) <= fewest) {
      others.push(...stopped);
      continue;
    }
    const numbers = stopped.map((task) => world.tasks.number.get(task));
    tellServiceEvent(world, service, { kind: 'stopped', tasks: numbers, zone: zoneNameOf(world, zone) });
  }
  return others;
}

/**
 * A deployment interrupts rebalancing, as does a user who switches it off.
 * @rule zones-deployment-interrupts
 */
export function stopRebalancing(world: World, service: ServiceRecord): void {
  world.cancelDue(service.zoneCheck);
  service.zoneCheck = 0;
  if (service.rebalancing < 0) return;
  service.rebalancing = -1;
  tellServiceEvent(world, service, { kind: 'rebalancingStopped' });
}

interface CountedZone {
  readonly zone: number;
  readonly count: number;
}

function countsOf(world: World, service: ServiceRecord): CountedZone[] {
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
