import { launchesPossible } from '../../planner/launch-rate.js';
import type { ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';

/** What the launch rates leave at the present moment: of the account on Fargate, and of each service. */

/**
 * How many tasks a service may start now; infinite where the quotas are off.
 * @rule launch-rate-of-a-service
 */
export function launchesAllowed(world: World, service: ServiceRecord): number {
  const { quotas } = world.settings;
  const perService = Number.isFinite(quotas.serviceLaunchesPerMinute)
    ? launchesPossible(service.launches, serviceLaunchRate(world), world.nowMs)
    : Number.POSITIVE_INFINITY;
  return Math.max(0, Math.min(perService, fargateLaunchesAllowed(world)));
}

/** Launches that the account's bucket has left; infinite where the quota is off. */
export const fargateLaunchesAllowed = (world: World): number =>
  Number.isFinite(world.settings.quotas.fargateLaunchesPerSecond)
    ? launchesPossible(world.fargateLaunches, accountLaunchRate(world), world.nowMs)
    : Number.POSITIVE_INFINITY;

export const serviceLaunchRate = ({ settings }: World) => ({
  burst: settings.quotas.serviceLaunchesPerMinute,
  perSecond: settings.quotas.serviceLaunchesPerMinute / 60,
});

export const accountLaunchRate = ({ settings }: World) => ({
  burst: settings.quotas.fargateLaunchBurst,
  perSecond: settings.quotas.fargateLaunchesPerSecond,
});
