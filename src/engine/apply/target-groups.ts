import { hexOf, IdKind } from '../../model/scramble.js';
import { TargetState } from '../../model/target.js';
import type { ForeignTarget, TargetGroupRecord, TargetHealthCheck } from '../store/elb-records.js';
import { arnPrefix } from '../views/names.js';
import type { World } from '../world.js';
import { nextElbKey } from './load-balancers.js';
import { changeHealthCheck, targetsOf } from './probing.js';
import { addTarget, cutDrainingShort, deregisterTarget } from './targets.js';

/** Commands of the API about target groups. Input has been checked: nothing here refuses. */

export type TargetGroupDraft = Omit<
  TargetGroupRecord,
  'key' | 'arn' | 'listenerCount' | 'isNetwork' | 'loadBalancer' | 'head' | 'tail' | 'targetCount'
>;

export function createTargetGroup(world: World, draft: TargetGroupDraft): TargetGroupRecord {
  const key = nextElbKey(world);
  const id = hexOf(world.settings.seed, IdKind.TARGET_GROUP, key, 16);
  const record: TargetGroupRecord = {
    key,
    arn: `${arnPrefix(world, 'elasticloadbalancing')}targetgroup/${draft.name}/${id}`,
    ...draft,
    listenerCount: 0,
    isNetwork: false,
    loadBalancer: 0,
    head: 0,
    tail: 0,
    targetCount: 0,
  };
  world.targetGroups.set(key, record);
  world.elbByArn.set(record.arn, key);
  return record;
}

export function modifyTargetGroup(world: World, group: TargetGroupRecord, healthCheck: TargetHealthCheck): void {
  changeHealthCheck(world, group, healthCheck);
}

/** A new deregistration delay holds for targets that start to drain from now on. */
export function setTargetGroupAttributes(group: TargetGroupRecord, attributes: TargetGroupRecord['attributes']): void {
  group.attributes = attributes;
}

/**
 * The group of a service can be deleted once nothing forwards to it. Its record stays as long as deployments name it,
 * found by no ARN any more: their tasks register there in vain.
 * @rule target-group-of-a-service-deleted
 */
export function deleteTargetGroup(world: World, group: TargetGroupRecord): void {
  for (const target of targetsOf(world, group)) {
    if (world.targets.state.get(target) === TargetState.DRAINING) cutDrainingShort(world, target);
    else deregisterTarget(world, target);
  }
  world.elbByArn.delete(group.arn);
  const isNamed = world.deployments.some((deployment) =>
    deployment?.revision.targetGroups.some((each) => each.group === group.key),
  );
  if (!isNamed) world.targetGroups.delete(group.key);
}

/** An address that nobody simulates: nothing listens there. */
export function registerForeignTarget(
  world: World,
  group: TargetGroupRecord,
  target: ForeignTarget & { readonly port: number },
): void {
  const { id, availabilityZone, port } = target;
  addTarget(world, group, { task: 0, container: 0, port, foreign: { id, availabilityZone } });
}
