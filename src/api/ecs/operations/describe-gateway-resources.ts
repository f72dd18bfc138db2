import { ecsOperation } from '../../operation.js';
import { gatewayNotFound } from '../unpublished-families.js';

/** No gateway can be made here. */
export const describeGatewayResources = ecsOperation('describeGatewayResources', {
  members: {
    gateway: 'simulated',
    maxResults: 'simulated',
    nextToken: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    throw gatewayNotFound(request.gateway);
  },
});
