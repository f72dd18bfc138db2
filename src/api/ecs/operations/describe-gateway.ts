import { ecsOperation } from '../../operation.js';
import { gatewayNotFound } from '../unpublished-families.js';

/** No gateway can be made here. */
export const describeGateway = ecsOperation('describeGateway', {
  members: {
    gateway: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    throw gatewayNotFound(request.gateway);
  },
});
