import { ecsOperation } from '../../operation.js';
import { pageOf } from '../page.js';
import { gatewayNotFound } from '../unpublished-families.js';

/** None can be made here. */
export const listGatewayRoutes = ecsOperation('listGatewayRoutes', {
  members: {
    gateway: 'simulated',
    cluster: 'ignored',
    service: 'ignored',
    serviceContainerPortName: 'ignored',
    status: 'ignored',
    maxResults: 'simulated',
    nextToken: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    if (request.gateway !== undefined) throw gatewayNotFound(request.gateway);
    const { next } = pageOf<string>([], request, { name: 'ListGatewayRoutes', size: 100, keyOf: (each) => each });
    return { gatewayRoutes: [], ...next };
  },
});
