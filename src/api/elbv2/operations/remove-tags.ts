import { setElbTags } from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { taggable, unsimulatedDefaultRule } from '../taggable.js';

/** Keys that aren't there are removed with success (recorded: management_audit.json). */
export const removeTags = elbV2Operation('removeTags', {
  members: {
    ResourceArns: 'simulated',
    TagKeys: 'simulated',
  },
  unsimulated: [unsimulatedDefaultRule],
  handle(world, request) {
    for (const resource of request.ResourceArns.map((arn) => taggable(world, arn))) {
      setElbTags(
        resource,
        resource.tags.filter(({ Key }) => !request.TagKeys.includes(Key)),
      );
    }
    return {};
  },
  tells: (request) => ({ about: request.TagKeys.join(', ') }),
});
