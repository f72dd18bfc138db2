import type { TargetGroupRecord } from '../store/elb-records.js';
import type { World } from '../world.js';

/** A user has deleted it; its record stays for the deployments that name it. */
export const isDeleted = (world: World, { arn, key }: Pick<TargetGroupRecord, 'arn' | 'key'>): boolean =>
  world.elbByArn.get(arn) !== key;
