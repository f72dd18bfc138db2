import { ecsOperation } from '../../operation.js';
import { daemonNotFound } from '../unpublished-families.js';

/** No daemon can be made here. */
export const deleteDaemon = ecsOperation('deleteDaemon', {
  members: {
    daemonArn: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    throw daemonNotFound(request.daemonArn);
  },
});
