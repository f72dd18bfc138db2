import { deleteService as applyDeleteService } from '../../../engine/apply/services.js';
import { deleteExternalService } from '../../../engine/apply/task-sets.js';
import type { ClusterRecord, ServiceRecord } from '../../../engine/store/records.js';
import type { ExternalServiceRecord } from '../../../engine/store/task-set-records.js';
import type { World } from '../../../engine/world.js';
import type { Service } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { describeService } from '../describe-service.js';
import { describeExternalService, findExternalService, statusOfExternal } from '../external-services.js';
import { activeCluster, knownService, placeOf } from '../lookup.js';

/**
 * DRAINING at once, INACTIVE a while later (recorded-behaviour §7). Deleting a DRAINING service again just returns it.
 * @rule service-delete-drains
 * @rule service-delete-needs-force
 */
export const deleteService = ecsOperation('deleteService', {
  members: {
    cluster: 'simulated',
    service: 'simulated',
    force: 'simulated',
  },
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const force = request.force === true;
    const external = findExternalService(world, cluster, request.service);
    if (external !== undefined && statusOfExternal(world, external) !== 'INACTIVE') {
      return { service: deleteExternal(world, cluster, external, force) };
    }
    // Recorded with an empty message, unlike UpdateService's (services.json #28).
    const service = knownService(world, cluster, request.service, '');
    if (service.status === 'ACTIVE' && service.desiredCount > 0 && !force) {
      throw scaledAboveZero(cluster, service);
    }
    applyDeleteService(world, service, force);
    return { service: describeService(world, service, { tags: false, currentServiceDeployment: false, thin: true }) };
  },
  tells: (request) => ({ ...placeOf(request.cluster, request.service), about: request.force === true ? 'force' : '' }),
});

const scaledAboveZero = (
  cluster: ClusterRecord,
  { name, desiredCount }: Pick<ServiceRecord, 'name' | 'desiredCount'>,
): EcsApiError =>
  new EcsApiError('InvalidParameterException', 'The service cannot be stopped while it is scaled above 0.', {
    resource: `service ${name}, cluster ${cluster.name}`,
    value: `desiredCount ${desiredCount}`,
    help: 'Set desiredCount to 0 first, or delete it with force.',
  });

/** Task sets stand in the way as deployments do (text: users' logs; that it is this one: inferred). */
function deleteExternal(world: World, cluster: ClusterRecord, service: ExternalServiceRecord, force: boolean): Service {
  if (service.desiredCount > 0 && !force) throw scaledAboveZero(cluster, service);
  if (service.taskSets.length > 0 && !force) {
    throw new EcsApiError('InvalidParameterException', 'The service cannot be stopped while deployments are active.', {
      resource: `service ${service.name}, cluster ${cluster.name}`,
      value: service.taskSets.map(({ id }) => id).join(', '),
      help: 'Delete its task sets first, or delete it with force.',
    });
  }
  deleteExternalService(world, service);
  return describeExternalService(world, service, { tags: false });
}
