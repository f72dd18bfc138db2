import { deleteService as applyDeleteService } from '../../../engine/apply/services.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { describeService } from '../describe-service.js';
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
    // Recorded with an empty message, unlike UpdateService's (services.json #28).
    const service = knownService(world, cluster, request.service, '');
    const force = request.force === true;
    if (service.status === 'ACTIVE' && service.desiredCount > 0 && !force) {
      throw new EcsApiError('InvalidParameterException', 'The service cannot be stopped while it is scaled above 0.', {
        resource: `service ${service.name}, cluster ${cluster.name}`,
        value: `desiredCount ${service.desiredCount}`,
        help: 'Set desiredCount to 0 first, or delete it with force.',
      });
    }
    applyDeleteService(world, service, force);
    return { service: describeService(world, service, { tags: false, currentServiceDeployment: false, thin: true }) };
  },
  tells: (request) => ({ ...placeOf(request.cluster, request.service), about: request.force === true ? 'force' : '' }),
});
