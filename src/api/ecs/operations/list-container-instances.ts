import { ecsOperation } from '../../operation.js';
import { activeCluster } from '../lookup.js';
import { pageOf } from '../page.js';

/** None can be registered here yet. */
export const listContainerInstances = ecsOperation('listContainerInstances', {
  members: {
    cluster: 'simulated',
    filter: 'ignored',
    nextToken: 'simulated',
    maxResults: 'simulated',
    status: 'ignored',
  },
  answers: 'none there',
  handle(world, request) {
    activeCluster(world, request.cluster);
    const { items, next } = pageOf<string>([], request, {
      name: 'ListContainerInstances',
      size: 100,
      keyOf: (arn) => arn,
    });
    return { containerInstanceArns: [...items], ...next };
  },
});
