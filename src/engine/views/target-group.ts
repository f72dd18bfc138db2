import type { TargetGroupRecord } from '../store/elb-records.js';
import type { DeploymentRecord } from '../store/records.js';
import type { World } from '../world.js';

/** A user has deleted it; its record stays for the deployments that name it. */
export const isDeleted = (world: World, { arn, key }: Pick<TargetGroupRecord, 'arn' | 'key'>): boolean =>
  world.elbByArn.get(arn) !== key;

/**
 * The first target group of a deployment that takes no more targets.
 * @rule quota-targets
 */
export function fullGroupOf(world: World, { revision }: DeploymentRecord): TargetGroupRecord | undefined {
  const most = world.settings.quotas.targetsPerTargetGroup;
  for (const { group } of revision.targetGroups) {
    const found = world.targetGroup(group);
    if (found.targetCount >= most) return found;
  }
  return undefined;
}
