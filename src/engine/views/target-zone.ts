import { TargetState } from '../../model/target.js';
import type { TargetGroupRecord } from '../store/elb-records.js';
import type { World } from '../world.js';
import { deploymentOf, zoneNameOf } from './names.js';
import { isZoneKnown } from './subnet-zone.js';

/**
 * Whether a target gets requests and checks: a listener or rule forwards to its group, and the balancer is enabled in its
 * zone.
 *
 * Zones that only we settled, in turn, are no reason to leave a target out: of such subnets nobody said where they are.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html
 */
export const isServed = (world: World, group: TargetGroupRecord, target: number): boolean =>
  group.listenerCount > 0 && isZoneEnabled(world, group, target);

function isZoneEnabled(world: World, group: TargetGroupRecord, target: number): boolean {
  const enabled = world.loadBalancers.get(group.loadBalancer)?.description.AvailabilityZones;
  if (enabled === undefined || enabled.length === 0) return true;
  const zone = zoneOfTarget(world, target);
  if (zone === undefined) return true;
  return enabled.some(({ ZoneName, SubnetId = '' }) => ZoneName === zone || !isZoneKnown(world.settings, SubnetId));
}

/** Nothing when it is a target of all zones, or in a zone that nobody named. */
function zoneOfTarget(world: World, target: number): string | undefined {
  const task = world.targets.task.get(target);
  if (task === 0) {
    const zone = world.foreignTargets.get(target)?.availabilityZone;
    return zone === 'all' ? undefined : zone;
  }
  const zone = world.tasks.zone.get(task);
  for (const index of deploymentOf(world, task)?.revision.subnets ?? []) {
    const subnet = world.subnets[index];
    if (subnet?.zone === zone && isZoneKnown(world.settings, subnet.id)) return zoneNameOf(world, zone);
  }
  return undefined;
}

/**
 * A group that no listener uses is nothing a task could help; a zone that the balancer isn't enabled in makes it unhealthy
 * (load-balancing §3.3, users' logs).
 */
export const isInDisabledZone = (world: World, target: number): boolean =>
  world.targets.state.get(target) === TargetState.UNUSED &&
  world.targetGroup(world.targets.group.get(target)).listenerCount > 0;
