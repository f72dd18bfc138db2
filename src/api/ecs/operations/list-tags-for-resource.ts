import { copyOf } from '../../../model/copy.js';
import { ecsOperation } from '../../operation.js';
import { taggedResource, unsimulatedTags } from '../tagged-resource.js';

/** The whole list: there are no pages. */
export const listTagsForResource = ecsOperation('listTagsForResource', {
  members: {
    resourceArn: 'simulated',
  },
  unsimulated: [unsimulatedTags],
  handle: (world, { resourceArn }) => ({ tags: copyOf([...taggedResource(world, resourceArn).tags]) }),
});
