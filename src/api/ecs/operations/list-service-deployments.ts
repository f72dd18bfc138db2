import { ecsOperation } from '../../operation.js';
import { describeServiceDeploymentBriefly } from '../describe-service-deployment.js';
import { findExternalService } from '../external-services.js';
import { activeCluster, knownService } from '../lookup.js';
import { pageOf } from '../page.js';

/**
 * Newest first (proposed); `createdAt` has those after the one moment and before the other, neither of them included
 * (API_CreatedAt). They go with their service.
 * @rule service-deployment-list
 * @rule service-deployment-list-created-at
 */
export const listServiceDeployments = ecsOperation('listServiceDeployments', {
  members: {
    service: 'simulated',
    cluster: 'simulated',
    status: 'simulated',
    createdAt: 'simulated',
    nextToken: 'simulated',
    maxResults: 'simulated',
  },
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    // One with task sets has no service deployments.
    if (findExternalService(world, cluster, request.service)?.status === 'ACTIVE') return { serviceDeployments: [] };
    const service = knownService(world, cluster, request.service);
    const { status = [], createdAt = {} } = request;
    const listed = service.serviceDeployments
      .map((record, index) => ({ record, number: index + 1 }))
      .filter(({ record }) => status.length === 0 || status.includes(record.status))
      .filter(({ record }) => createdAt.after === undefined || record.createdAtMs > createdAt.after.getTime())
      .filter(({ record }) => createdAt.before === undefined || record.createdAtMs < createdAt.before.getTime())
      .reverse();
    const { items, next } = pageOf(listed, request, {
      name: 'ListServiceDeployments',
      size: 20,
      keyOf: ({ number }) => String(number),
      isAfter: ({ number }, key) => number < Number(key),
    });
    return {
      serviceDeployments: items.map(({ record }) => describeServiceDeploymentBriefly(world, service, record)),
      ...next,
    };
  },
});
