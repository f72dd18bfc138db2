import { copyOf } from '../../../model/copy.js';
import { ecsOperation } from '../../operation.js';
import { taggedResource } from '../tagged-resource.js';

/** The whole list: there are no pages. */
export const listTagsForResource = ecsOperation('listTagsForResource', {
  handle: (world, { resourceArn }) => ({ tags: copyOf([...taggedResource(world, resourceArn).tags]) }),
});
