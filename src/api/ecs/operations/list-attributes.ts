import type { AttributeReply } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { activeCluster } from '../lookup.js';
import { pageOf } from '../page.js';

/** Container instances have them, of which there are none. */
export const listAttributes = ecsOperation('listAttributes', {
  members: {
    cluster: 'simulated',
    targetType: 'simulated',
    attributeName: 'ignored',
    attributeValue: 'ignored',
    nextToken: 'simulated',
    maxResults: 'simulated',
  },
  answers: 'none there',
  handle(world, request) {
    activeCluster(world, request.cluster);
    const { items, next } = pageOf<AttributeReply>([], request, {
      name: 'ListAttributes',
      size: 100,
      keyOf: ({ name, targetId = '' }) => `${targetId} ${name}`,
    });
    return { attributes: [...items], ...next };
  },
});
