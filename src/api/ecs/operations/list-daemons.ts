import { ecsOperation } from '../../operation.js';
import { activeCluster } from '../lookup.js';
import { pageOf } from '../page.js';

/** None can be made here. */
export const listDaemons = ecsOperation('listDaemons', {
  members: {
    clusterArn: 'simulated',
    capacityProviderArns: 'ignored',
    maxResults: 'simulated',
    nextToken: 'simulated',
  },
  answers: 'none there',
  handle(world, request) {
    if (request.clusterArn !== undefined) activeCluster(world, request.clusterArn);
    const { next } = pageOf<string>([], request, { name: 'ListDaemons', size: 100, keyOf: (each) => each });
    return { daemonSummariesList: [], ...next };
  },
});
