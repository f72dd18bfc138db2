import { registerForeignTarget } from '../../../engine/apply/target-groups.js';
import { startOver } from '../../../engine/apply/targets.js';
import { TaskFlag } from '../../../engine/store/task-table.js';
import type { World } from '../../../engine/world.js';
import { ElbV2ApiError } from '../../../model/errors.js';
import { TargetState } from '../../../model/target.js';
import { elbV2Operation } from '../../operation.js';
import { known } from '../lookup.js';
import { refuseInstance, unsimulatedTaskAddress, zoneOfAddress } from '../target-address.js';
import { portOf, targetFinder } from '../targets.js';

/**
 * Addresses outside the simulation: nothing listens there (recorded: alb_native_success.json). A target that is there stays
 * as it is; one that drains starts over, unless its task is being stopped: then it drains on (inferred).
 * @rule quota-targets
 */
export const registerTargets = elbV2Operation('registerTargets', {
  members: {
    TargetGroupArn: 'simulated',
    Targets: 'simulated',
  },
  unsimulated: [unsimulatedTaskAddress],
  handle(world, request) {
    const group = known(world, 'targetGroup', request.TargetGroupArn);
    const findTarget = targetFinder(world, group);
    const fresh = new Map<string, { id: string; port: number; availabilityZone: string }>();
    const draining: number[] = [];
    for (const given of request.Targets) {
      const present = findTarget(given);
      if (present !== undefined) {
        if (isToStartOver(world, present)) draining.push(present);
        continue;
      }
      if (group.targetType === 'instance') refuseInstance(given.Id);
      const availabilityZone = zoneOfAddress(world, given.Id, given.AvailabilityZone);
      const port = portOf(group, given);
      fresh.set(`${given.Id}:${port}`, { id: given.Id, port, availabilityZone });
    }
    const most = world.settings.quotas.targetsPerTargetGroup;
    if (group.targetCount + fresh.size > most) {
      throw new ElbV2ApiError('TooManyTargetsException', `You've reached the limit on the number of targets`, {
        resource: `target group ${group.name}`,
        value: String(group.targetCount + fresh.size),
        help: `A target group takes ${most} targets. Set the option quotas: 'off', or targetsPerTargetGroup.`,
      });
    }
    for (const target of draining) startOver(world, target);
    for (const target of fresh.values()) registerForeignTarget(world, group, target);
    return {};
  },
  tells: (request) => ({ about: request.Targets.map(({ Id }) => Id).join(', ') }),
});

function isToStartOver(world: World, target: number): boolean {
  if (world.targets.state.get(target) !== TargetState.DRAINING) return false;
  const task = world.targets.task.get(target);
  return task === 0 || !world.tasks.has(task, TaskFlag.STOP_REQUESTED);
}
