import { ecsOperation } from '../../operation.js';
import { lastPart } from '../lookup.js';
import { taggedResource, unsimulatedTags } from '../tagged-resource.js';
import { refuseTooManyTags, withTags } from '../tags.js';

/** Known keys are updated in place, new ones follow (recorded: controls.json #15, #16, task_tags.json #13 to #15). */
export const tagResource = ecsOperation('tagResource', {
  members: {
    resourceArn: 'simulated',
    tags: 'simulated',
  },
  unsimulated: [unsimulatedTags],
  handle(world, { resourceArn, tags: given }) {
    const resource = taggedResource(world, resourceArn);
    const tags = withTags(resource.tags, given);
    refuseTooManyTags(tags, resourceArn);
    resource.replace(tags);
    return {};
  },
  tells: ({ resourceArn, tags }) => ({ about: `${lastPart(resourceArn)}, ${tags.map(({ key }) => key).join(', ')}` }),
});
