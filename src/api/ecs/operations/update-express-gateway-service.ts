import { ecsOperation } from '../../operation.js';
import { expressServiceNotFound } from '../unpublished-families.js';

/** No Express gateway service can be made here. */
export const updateExpressGatewayService = ecsOperation('updateExpressGatewayService', {
  members: {
    serviceArn: 'simulated',
    executionRoleArn: 'ignored',
    healthCheckPath: 'ignored',
    primaryContainer: 'ignored',
    taskRoleArn: 'ignored',
    networkConfiguration: 'ignored',
    cpu: 'ignored',
    memory: 'ignored',
    cpuArchitecture: 'ignored',
    scalingTarget: 'ignored',
    taskDefinitionArn: 'ignored',
  },
  answers: 'none there',
  handle(_world, request) {
    throw expressServiceNotFound('ServiceNotFoundException', request.serviceArn);
  },
});
