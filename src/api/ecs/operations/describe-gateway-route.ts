import { ecsOperation } from '../../operation.js';
import { gatewayRouteNotFound } from '../unpublished-families.js';

/** No gateway can be made here, so none has a route. */
export const describeGatewayRoute = ecsOperation('describeGatewayRoute', {
  members: {
    gatewayRouteArn: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    throw gatewayRouteNotFound(request.gatewayRouteArn);
  },
});
