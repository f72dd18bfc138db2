import { ecsOperation } from '../../operation.js';
import { pageOf } from '../page.js';

/** None can be made here. */
export const listGatewayClusterAssociations = ecsOperation('listGatewayClusterAssociations', {
  members: {
    gateway: 'ignored',
    cluster: 'ignored',
    status: 'ignored',
    maxResults: 'simulated',
    nextToken: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    const { next } = pageOf<string>([], request, {
      name: 'ListGatewayClusterAssociations',
      size: 100,
      keyOf: (each) => each,
    });
    return { gatewayClusterAssociations: [], ...next };
  },
});
