import { targetsOf } from '../../engine/apply/probing.js';
import type { TargetGroupRecord } from '../../engine/store/elb-records.js';
import { addressOf, zoneNameOf } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { TargetDescription, TargetDescriptionReply } from '../../model/aws/elbv2.generated.js';
import type { Parsed } from '../validation/parsed.js';

/** Targets of a group, as requests and replies name them: by address and port. */

type Given = Parsed<TargetDescription>;

/** Of a task its address, whoever registered it. */
export function idOf(world: World, target: number): string {
  const task = world.targets.task.get(target);
  return task === 0 ? (world.foreignTargets.get(target)?.id ?? '') : addressOf(world, task);
}

const zoneOf = (world: World, target: number): string | undefined => {
  const task = world.targets.task.get(target);
  return task === 0
    ? world.foreignTargets.get(target)?.availabilityZone
    : zoneNameOf(world, world.tasks.zone.get(task));
};

export function describeTarget(world: World, target: number): TargetDescriptionReply {
  const zone = zoneOf(world, target);
  return {
    Id: idOf(world, target),
    Port: world.targets.port.get(target),
    ...(zone === undefined ? {} : { AvailabilityZone: zone }),
  };
}

/** Without a port, the group's own is meant. */
export const portOf = (group: TargetGroupRecord, given: Given): number => given.Port ?? group.port;

/** Finds the targets of a group by what requests call them. */
export function targetFinder(world: World, group: TargetGroupRecord): (given: Given) => number | undefined {
  const byName = new Map<string, number>();
  for (const target of targetsOf(world, group)) {
    byName.set(`${idOf(world, target)}:${world.targets.port.get(target)}`, target);
  }
  return (given) => byName.get(`${given.Id}:${portOf(group, given)}`);
}
