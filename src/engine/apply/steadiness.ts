import { Due } from '../agenda/due.js';
import type { ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';
import { reviewZones } from './rebalancing.js';
import { tell, tellServiceEvent } from './tell.js';

/**
 * After a pass: whether the service is steady now. It is told when it becomes so, and once every six hours from then on.
 */
export function noteSteadiness(world: World, service: ServiceRecord, steady: boolean): void {
  if (!steady) {
    service.steady = false;
    world.unsettledServices.add(service.key);
    return;
  }
  world.unsettledServices.delete(service.key);
  if (service.steady) return;
  service.steady = true;
  service.told.clear();
  tellServiceEvent(world, service, { kind: 'steady' });
  tell(world, () => ({
    kind: 'scheduler',
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    change: 'steady',
    why: 'one deployment, completed, with all desired tasks healthy',
  }));
  world.cancelDue(service.steadyRepeat);
  service.steadyRepeat = world.due(
    world.nowMs + world.settings.scheduler.steadyRepeatMs,
    Due.STEADY_STATE_REPEATS,
    service.key,
  );
  reviewZones(world, service);
}

/**
 * Steady state is told again every six hours while it lasts.
 * @rule deployment-steady-repeats
 */
export function steadyStateRepeats(world: World, service: ServiceRecord): void {
  service.steadyRepeat = 0;
  if (!service.steady || service.status !== 'ACTIVE') return;
  tellServiceEvent(world, service, { kind: 'steady' });
  service.steadyRepeat = world.due(
    world.nowMs + world.settings.scheduler.steadyRepeatMs,
    Due.STEADY_STATE_REPEATS,
    service.key,
  );
}
