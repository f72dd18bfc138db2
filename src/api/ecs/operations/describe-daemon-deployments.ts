import { ecsOperation } from '../../operation.js';
import { missingEach } from '../unpublished-families.js';

/** Whatever is named is MISSING. */
export const describeDaemonDeployments = ecsOperation('describeDaemonDeployments', {
  members: {
    daemonDeploymentArns: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    return { daemonDeployments: [], failures: missingEach(request.daemonDeploymentArns) };
  },
});
