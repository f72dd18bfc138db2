import { ecsOperation } from '../../operation.js';
import { pageOf } from '../page.js';

/** None can be made here. */
export const listDaemonDeployments = ecsOperation('listDaemonDeployments', {
  members: {
    daemonArn: 'simulated',
    status: 'ignored',
    createdAt: 'ignored',
    maxResults: 'simulated',
    nextToken: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    const { next } = pageOf<string>([], request, { name: 'ListDaemonDeployments', size: 20, keyOf: (each) => each });
    return { daemonDeployments: [], ...next };
  },
});
