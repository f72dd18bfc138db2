import { elbV2Operation } from '../../operation.js';
import { describeAttributes } from '../attributes.js';
import { known } from '../lookup.js';

export const describeTargetGroupAttributes = elbV2Operation('describeTargetGroupAttributes', {
  members: {
    TargetGroupArn: 'simulated',
  },
  handle: (world, { TargetGroupArn: arn }) => ({
    Attributes: describeAttributes(known(world, 'targetGroup', arn).attributes),
  }),
});
