import { deleteLoadBalancer as applyDeleteLoadBalancer } from '../../../engine/apply/load-balancers.js';
import { ElbV2ApiError } from '../../../model/errors.js';
import { elbV2Operation } from '../../operation.js';
import { find } from '../lookup.js';

/** Its listeners and rules go with it. One that isn't there is deleted with success (load-balancing §8, proposed there). */
export const deleteLoadBalancer = elbV2Operation('deleteLoadBalancer', {
  members: {
    LoadBalancerArn: 'simulated',
  },
  handle(world, { LoadBalancerArn: arn }) {
    const loadBalancer = find(world, 'loadBalancer', arn);
    if (loadBalancer === undefined) return {};
    if (loadBalancer.attributes['deletion_protection.enabled'] === 'true') {
      throw new ElbV2ApiError(
        'OperationNotPermittedException',
        `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
        {
          resource: `load balancer ${loadBalancer.name}`,
          value: 'deletion_protection.enabled',
          help: 'Set the attribute to false with ModifyLoadBalancerAttributes first.',
        },
      );
    }
    applyDeleteLoadBalancer(world, loadBalancer);
    return {};
  },
  tells: (request) => ({ about: nameOf(request.LoadBalancerArn) }),
});

const nameOf = (arn: string): string => arn.split('/')[2] ?? arn;
