import { copyOf } from '../../../model/copy.js';
import { elbV2Operation } from '../../operation.js';
import { taggable, unsimulatedDefaultRule } from '../taggable.js';

/** In the order in which the resources are asked for. */
export const describeTags = elbV2Operation('describeTags', {
  members: {
    ResourceArns: 'simulated',
  },
  unsimulated: [unsimulatedDefaultRule],
  handle: (world, { ResourceArns: arns }) => ({
    TagDescriptions: arns.map((arn) => ({ ResourceArn: arn, Tags: copyOf([...taggable(world, arn).tags]) })),
  }),
});
