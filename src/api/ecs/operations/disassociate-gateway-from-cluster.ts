import { ecsOperation } from '../../operation.js';
import { gatewayNotFound } from '../unpublished-families.js';

/** No gateway can be made here. */
export const disassociateGatewayFromCluster = ecsOperation('disassociateGatewayFromCluster', {
  members: {
    gateway: 'simulated',
    cluster: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    throw gatewayNotFound(request.gateway);
  },
});
