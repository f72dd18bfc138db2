import { listenersOf } from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { describeListener } from '../describe-listener.js';
import { known, knownOnes } from '../lookup.js';
import { pageOf } from '../page.js';
import { validationError } from '../refusals.js';

/** In the order in which they were created. */
export const describeListeners = elbV2Operation('describeListeners', {
  members: {
    LoadBalancerArn: 'simulated',
    ListenerArns: 'simulated',
    Marker: 'simulated',
    PageSize: 'simulated',
  },
  handle(world, request) {
    const { LoadBalancerArn: balancerArn, ListenerArns: arns = [] } = request;
    if (balancerArn === undefined && arns.length === 0) {
      throw validationError('You must specify either listener ARNs or a load balancer ARN');
    }
    if (balancerArn !== undefined && arns.length > 0) {
      // Text inferred from the one for rules.
      throw validationError('Listener ARNs and a load balancer ARN cannot be specified at the same time');
    }
    const found =
      balancerArn === undefined
        ? knownOnes(world, 'listener', arns)
        : listenersOf(world, known(world, 'loadBalancer', balancerArn));
    const { items, next } = pageOf(found, ({ key }) => key, request);
    return { Listeners: items.map(describeListener), ...next };
  },
});
