import { ecsOperation } from '../../operation.js';
import { lastPart } from '../lookup.js';
import { taggedResource, unsimulatedTags } from '../tagged-resource.js';
import { withoutTags } from '../tags.js';

/** Keys that aren't there are ignored. */
export const untagResource = ecsOperation('untagResource', {
  members: {
    resourceArn: 'simulated',
    tagKeys: 'simulated',
  },
  unsimulated: [unsimulatedTags],
  handle(world, { resourceArn, tagKeys }) {
    const resource = taggedResource(world, resourceArn);
    resource.replace(withoutTags(resource.tags, tagKeys));
    return {};
  },
  tells: ({ resourceArn, tagKeys }) => ({ about: `${lastPart(resourceArn)}, ${tagKeys.join(', ')}` }),
});
