import { ecsOperation } from '../../operation.js';
import { missingEach } from '../unpublished-families.js';

/** Whatever is named is MISSING. */
export const describeDaemonRevisions = ecsOperation('describeDaemonRevisions', {
  members: {
    daemonRevisionArns: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    return { daemonRevisions: [], failures: missingEach(request.daemonRevisionArns) };
  },
});
