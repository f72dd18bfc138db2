import { Due } from '../agenda/due.js';
import type { ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';
import { tellScheduler, tellServiceEvent } from './tell.js';

/** Something happened after which the service has to reach its steady state anew. */
export function markUnsettled(world: World, service: ServiceRecord): void {
  world.unsettledServices.add(service.key);
  if (!service.steady) return;
  service.steady = false;
  tellScheduler(world, service, undefined, () => ({
    change: 'unsteady',
    why: 'something is to be done',
  }));
}

/**
 * After a pass: whether the service is steady now. It is told when it becomes so, and once every six hours from then on.
 * @returns whether it became so
 */
export function noteSteadiness(world: World, service: ServiceRecord, steady: boolean): boolean {
  if (!steady) {
    markUnsettled(world, service);
    return false;
  }
  world.unsettledServices.delete(service.key);
  if (service.steady) return false;
  service.steady = true;
  service.told.clear();
  tellServiceEvent(world, service, { kind: 'steady' });
  tellScheduler(world, service, undefined, () => ({
    change: 'steady',
    why: 'one deployment, completed, with all desired tasks healthy',
  }));
  world.cancelDue(service.steadyRepeat);
  repeatLater(world, service);
  return true;
}

/**
 * Steady state is told again every six hours while it lasts.
 * @rule deployment-steady-repeats
 */
export function steadyStateRepeats(world: World, service: ServiceRecord): void {
  service.steadyRepeat = 0;
  if (!service.steady || service.status !== 'ACTIVE') return;
  tellServiceEvent(world, service, { kind: 'steady' });
  repeatLater(world, service);
}

function repeatLater(world: World, service: ServiceRecord): void {
  const atMs = world.nowMs + world.settings.scheduler.steadyRepeatMs;
  service.steadyRepeat = world.due(atMs, Due.STEADY_STATE_REPEATS, service.key);
}
