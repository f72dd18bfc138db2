import { elbV2Operation } from '../../operation.js';
import { describeLoadBalancer } from '../describe-load-balancer.js';
import { all, knownOnes, loadBalancersNamed } from '../lookup.js';
import { pageOf } from '../page.js';
import { validationError } from '../refusals.js';

/** In the order in which they were created. */
export const describeLoadBalancers = elbV2Operation('describeLoadBalancers', {
  members: {
    LoadBalancerArns: 'simulated',
    Names: 'simulated',
    Marker: 'simulated',
    PageSize: 'simulated',
  },
  handle(world, request) {
    const { LoadBalancerArns: arns = [], Names: names = [] } = request;
    if (arns.length > 0 && names.length > 0) {
      // Text inferred from the one for rules.
      throw validationError('Load balancer names and load balancer ARNs cannot be specified at the same time');
    }
    const found =
      arns.length > 0
        ? knownOnes(world, 'loadBalancer', arns)
        : names.length > 0
          ? loadBalancersNamed(world, names)
          : all(world, 'loadBalancer');
    const { items, next } = pageOf(found, ({ key }) => key, request);
    return { LoadBalancers: items.map((record) => describeLoadBalancer(record)), ...next };
  },
});
