import type { ClusterRecord } from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type { Failure } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import { arnOf, lastPart, refuseOtherCluster } from './lookup.js';

/**
 * Container instances: none can be registered here yet, so whatever names one names none.
 * @rule container-instances-none
 */

/** One failure for each that was named, in that order, the same one once (by analogy with tasks). */
export function missingContainerInstances(
  world: World,
  cluster: ClusterRecord,
  references: readonly string[],
): Failure[] {
  for (const reference of references) refuseOtherCluster(reference, cluster);
  return [...new Set(references)].map((reference) => ({
    arn: arnOf(world, 'container-instance', reference, cluster),
    reason: 'MISSING',
  }));
}

/** What a call about one container instance is refused with (text: an emulator's). */
export function containerInstanceNotFound(cluster: ClusterRecord, reference: string): EcsApiError {
  refuseOtherCluster(reference, cluster);
  return new EcsApiError('ClientException', `Referenced container instance ${lastPart(reference)} not found.`, {
    resource: `container instance ${lastPart(reference)}, cluster ${cluster.name}`,
    value: reference,
    help: 'steadystate has no container instances: tasks run on Fargate.',
  });
}
