import type { ServiceRecord } from '../../../engine/store/records.js';
import type { Failure, Service } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { describeService } from '../describe-service.js';
import { describeExternalService, findExternalService } from '../external-services.js';
import { activeCluster, arnOf, findService, refuseOtherCluster } from '../lookup.js';

/**
 * In the order of the request; what isn't there is a failure, not an exception (recorded: services.json #17, #18, #193). A
 * service named twice is shown once (inferred from clusters).
 * @rule service-describe
 */
export const describeServices = ecsOperation('describeServices', {
  members: {
    cluster: 'simulated',
    services: 'simulated',
    include: 'simulated',
  },
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const tags = request.include?.includes('TAGS') === true;
    const services: Service[] = [];
    const failures: Failure[] = [];
    const seen = new Set<ServiceRecord>();
    for (const reference of new Set(request.services)) {
      refuseOtherCluster(reference, cluster);
      const external = findExternalService(world, cluster, reference);
      if (external !== undefined) {
        if (!services.some(({ serviceName }) => serviceName === external.name))
          services.push(describeExternalService(world, external, { tags }));
        continue;
      }
      const service = findService(world, cluster, reference);
      if (service === undefined) failures.push({ arn: arnOf(world, 'service', reference, cluster), reason: 'MISSING' });
      else if (!seen.has(service))
        services.push(describeService(world, service, { tags, currentServiceDeployment: true }));
      if (service !== undefined) seen.add(service);
    }
    return { services, failures };
  },
});
