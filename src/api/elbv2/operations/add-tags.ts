import { setElbTags } from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { taggable, unsimulatedDefaultRule } from '../taggable.js';
import { mergeTags } from '../tags.js';

/** A key that is there gets the new value (recorded: management_audit.json). */
export const addTags = elbV2Operation('addTags', {
  members: {
    ResourceArns: 'simulated',
    Tags: 'simulated',
  },
  unsimulated: [unsimulatedDefaultRule],
  handle(world, request) {
    const changes = request.ResourceArns.map((arn) => {
      const resource = taggable(world, arn);
      return { resource, tags: mergeTags(resource.tags, request.Tags) };
    });
    for (const { resource, tags } of changes) setElbTags(resource, tags);
    return {};
  },
  tells: (request) => ({ about: request.Tags.map(({ Key }) => Key).join(', ') }),
});
