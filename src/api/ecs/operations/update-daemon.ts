import { ecsOperation } from '../../operation.js';
import { daemonNotFound } from '../unpublished-families.js';

/** No daemon can be made here. */
export const updateDaemon = ecsOperation('updateDaemon', {
  members: {
    daemonArn: 'simulated',
    daemonTaskDefinitionArn: 'simulated',
    capacityProviderArns: 'simulated',
    deploymentConfiguration: 'ignored',
    propagateTags: 'ignored',
    enableECSManagedTags: 'ignored',
    enableExecuteCommand: 'ignored',
    critical: 'ignored',
  },
  answers: 'none there',
  handle(_world, request) {
    throw daemonNotFound(request.daemonArn);
  },
});
