import { ecsOperation } from '../../operation.js';
import { gatewayNotFound } from '../unpublished-families.js';

/** No gateway can be made here. */
export const updateGateway = ecsOperation('updateGateway', {
  members: {
    gateway: 'simulated',
    infrastructureRoleArn: 'ignored',
    deletionProtection: 'ignored',
    configuration: 'ignored',
    propagateTags: 'ignored',
  },
  answers: 'none there',
  handle(_world, request) {
    throw gatewayNotFound(request.gateway);
  },
});
