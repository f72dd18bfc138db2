import { ecsOperation } from '../../operation.js';
import { daemonTaskDefinitionNotFound } from '../unpublished-families.js';

/** No definition of a daemon can be registered here. */
export const describeDaemonTaskDefinition = ecsOperation('describeDaemonTaskDefinition', {
  members: {
    daemonTaskDefinition: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    throw daemonTaskDefinitionNotFound(request.daemonTaskDefinition);
  },
});
