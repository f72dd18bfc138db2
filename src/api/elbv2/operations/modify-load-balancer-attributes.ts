import { setLoadBalancerAttributes } from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { describeAttributes } from '../attributes.js';
import { checkLoadBalancerAttributes } from '../load-balancer-attributes.js';
import { known } from '../lookup.js';

/** Answers with all attributes, not only those that changed. */
export const modifyLoadBalancerAttributes = elbV2Operation('modifyLoadBalancerAttributes', {
  members: {
    LoadBalancerArn: 'simulated',
    Attributes: 'kept',
  },
  parts: {
    Attributes: { 'deletion_protection.enabled': 'simulated' },
  },
  handle(world, request) {
    const loadBalancer = known(world, 'loadBalancer', request.LoadBalancerArn);
    setLoadBalancerAttributes(loadBalancer, checkLoadBalancerAttributes(loadBalancer, request.Attributes));
    return { Attributes: describeAttributes(loadBalancer.attributes) };
  },
  tells: (request) => ({ about: request.Attributes.map(({ Key, Value }) => `${Key} ${Value}`).join(', ') }),
});
