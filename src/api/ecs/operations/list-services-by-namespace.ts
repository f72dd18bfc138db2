import { serviceArn } from '../../../engine/views/names.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { knownNamespaces, namespaceArnOf, namespaceOfService } from '../namespace.js';
import { pageOf } from '../page.js';

/**
 * ACTIVE services of any cluster that use Service Connect in a namespace, by cluster and name. Cloud Map isn't simulated:
 * a namespace is there once a cluster or a service has named it.
 * @rule service-list-by-namespace
 */
export const listServicesByNamespace = ecsOperation('listServicesByNamespace', {
  members: {
    namespace: 'simulated',
    nextToken: 'simulated',
    maxResults: 'simulated',
  },
  handle(world, request) {
    const arn = namespaceArnOf(world, request.namespace);
    const services = world.services
      .slice(1)
      .filter((service) => service.status === 'ACTIVE' && namespaceOfService(world, service) === arn)
      .map((service) => serviceArn(world, service))
      .sort();
    if (services.length === 0 && !knownNamespaces(world).has(arn)) {
      throw new EcsApiError('NamespaceNotFoundException', 'Namespace not found.', {
        resource: `namespace ${request.namespace}`,
        value: request.namespace,
        help: 'A namespace is there once a cluster or a service names it.',
      });
    }
    const { items, next } = pageOf(services, request, {
      name: 'ListServicesByNamespace',
      size: 10,
      keyOf: (each) => each,
    });
    return { serviceArns: [...items], ...next };
  },
});
