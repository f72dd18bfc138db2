import { callUntold } from '../../api/call.js';
import { createCluster } from '../../api/ecs/operations/create-cluster.js';
import { arnPrefix } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { CreateClusterResponse } from '../../model/aws/ecs.generated.js';
import { invalidSeed, requestMembers, seeding } from './refusals.js';
import type { ClusterSeed } from './seeds.js';

/** As CreateCluster makes it: a cluster that is there already may be named again. @returns its ARN */
export function seedCluster(world: World, what: string, given: string | ClusterSeed): string {
  const { clusterName: reference, ...rest } = typeof given === 'string' ? { clusterName: given } : given;
  const clusterName = nameOf(world, what, reference);
  const members = requestMembers(what, createCluster, { clusterName, ...rest });
  const reply = seeding(what, reference, () => callUntold(world, 'ecs', 'createCluster', members));
  return (reply as CreateClusterResponse).cluster?.clusterArn as string;
}

/** Accounts and Regions of ECS are the simulator's own: an ARN of another one would be found by nobody. */
function nameOf(world: World, what: string, reference: string): string {
  if (!reference.startsWith('arn:')) return reference;
  const start = `${arnPrefix(world, 'ecs')}cluster/`;
  if (reference.startsWith(start)) return reference.slice(start.length);
  throw invalidSeed(
    what,
    `${reference} is no cluster of this account and Region.`,
    reference,
    `Clusters' ARNs begin with ${start}: give the options account and region, or the name alone.`,
  );
}
