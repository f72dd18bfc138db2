import { healthyCountMin } from '../../planner/bounds.js';
import type { ServiceRecord, Tally } from '../store/records.js';
import { currentServiceDeployment } from '../views/current-deployment.js';
import type { World } from '../world.js';

/** Extremes and sums that verdicts are made of, kept as things change: they don't depend on which facts are kept. */
export function newTally(
  service: Pick<ServiceRecord, 'readyCount' | 'healthyTargets' | 'occupiedCount'>,
  nowMs: number,
): Tally {
  return {
    sinceMs: nowMs,
    healthyMin: service.readyCount,
    healthyMinAtMs: nowMs,
    healthyTargetsMin: service.healthyTargets,
    healthyTargetsMinAtMs: nowMs,
    tasksMax: service.occupiedCount,
    tasksMaxAtMs: nowMs,
    started: 0,
    stopped: 0,
    failed: 0,
    belowMinimumMs: 0,
    belowSinceMs: 0,
    minimumMissed: 0,
  };
}

/** A stretch of time begins: what happens from now on is counted for its report. */
export function restartTallies(world: World): void {
  for (const service of world.services) {
    if (service === undefined) continue;
    service.tally = newTally(service, world.nowMs);
    noteMinimum(service.tally, service, minimumOf(service), world.nowMs);
  }
}

const minimumOf = ({ desiredCount, configuration }: ServiceRecord): number =>
  healthyCountMin(desiredCount, configuration.deploymentConfiguration.minimumHealthyPercent);

/** Adds one to what the service's tally counts, and that of the service deployment in progress. */
export function countInTallies(service: ServiceRecord, what: 'started' | 'stopped' | 'failed'): void {
  service.tally[what] += 1;
  const current = currentServiceDeployment(service);
  if (current !== undefined) current.tally[what] += 1;
}

/** To be called whenever healthy tasks, healthy targets, occupied slots, the desired count or the percents changed. */
export function noteCounts(world: World, service: ServiceRecord): void {
  world.changedServices.add(service.key);
}

/** Brings the same tallies up to date with the counts as they stand at the end of a millisecond. */
export function settleTallies(world: World, service: ServiceRecord): void {
  const minimum = minimumOf(service);
  settleTally(service.tally, service, minimum, world.nowMs);
  const current = currentServiceDeployment(service);
  if (current !== undefined) settleTally(current.tally, service, minimum, world.nowMs);
}

function settleTally(tally: Tally, service: ServiceRecord, minimum: number, nowMs: number): void {
  if (service.readyCount < tally.healthyMin) {
    tally.healthyMin = service.readyCount;
    tally.healthyMinAtMs = nowMs;
  }
  if (service.healthyTargets < tally.healthyTargetsMin) {
    tally.healthyTargetsMin = service.healthyTargets;
    tally.healthyTargetsMinAtMs = nowMs;
  }
  if (service.occupiedCount > tally.tasksMax) {
    tally.tasksMax = service.occupiedCount;
    tally.tasksMaxAtMs = nowMs;
  }
  noteMinimum(tally, service, minimum, nowMs);
}

function noteMinimum(tally: Tally, { readyCount }: ServiceRecord, minimum: number, nowMs: number): void {
  if (readyCount < minimum) {
    if (tally.belowSinceMs === 0) tally.belowSinceMs = nowMs;
    tally.minimumMissed = Math.max(tally.minimumMissed, minimum);
  } else if (tally.belowSinceMs !== 0) {
    tally.belowMinimumMs += nowMs - tally.belowSinceMs;
    tally.belowSinceMs = 0;
  }
}
