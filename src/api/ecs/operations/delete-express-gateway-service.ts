import { ecsOperation } from '../../operation.js';
import { expressServiceNotFound } from '../unpublished-families.js';

/** No Express gateway service can be made here. */
export const deleteExpressGatewayService = ecsOperation('deleteExpressGatewayService', {
  members: {
    serviceArn: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    throw expressServiceNotFound('ServiceNotFoundException', request.serviceArn);
  },
});
