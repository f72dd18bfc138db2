import { ecsOperation } from '../../operation.js';
import { expressServiceNotFound } from '../unpublished-families.js';

/** No Express gateway service can be made here. */
export const describeExpressGatewayService = ecsOperation('describeExpressGatewayService', {
  members: {
    serviceArn: 'simulated',
    include: 'ignored',
  },
  answers: 'none there',
  handle(_world, request) {
    throw expressServiceNotFound('ResourceNotFoundException', request.serviceArn);
  },
});
