import { elbV2Operation } from '../../operation.js';
import { describeAttributes } from '../attributes.js';
import { known } from '../lookup.js';

export const describeLoadBalancerAttributes = elbV2Operation('describeLoadBalancerAttributes', {
  members: {
    LoadBalancerArn: 'simulated',
  },
  handle: (world, { LoadBalancerArn: arn }) => ({
    Attributes: describeAttributes(known(world, 'loadBalancer', arn).attributes),
  }),
});
