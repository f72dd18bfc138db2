import {
  createLoadBalancer as applyCreateLoadBalancer,
  type LoadBalancerDraft,
} from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { describeLoadBalancer } from '../describe-load-balancer.js';
import { standardLoadBalancerAttributes } from '../load-balancer-attributes.js';
import { checkLoadBalancer, describeZones, replayedLoadBalancer } from '../load-balancer-settings.js';
import { mergeTags } from '../tags.js';

/**
 * Idempotent by name. The balancer works at once, only this first reply says `provisioning` (recorded: alb_native_success.json).
 * @rule elb-create-is-idempotent
 */
export const createLoadBalancer = elbV2Operation('createLoadBalancer', {
  members: {
    Name: 'simulated',
    Subnets: 'kept',
    SubnetMappings: 'kept',
    SecurityGroups: 'kept',
    Scheme: 'kept',
    Tags: 'simulated',
    Type: 'simulated',
    IpAddressType: 'kept',
    CustomerOwnedIpv4Pool: 'kept',
    EnablePrefixForIpv6SourceNat: 'kept',
    IpamPools: 'kept',
  },
  handle(world, request) {
    const settings = checkLoadBalancer(world, request);
    const tags = mergeTags([], request.Tags);
    const known = replayedLoadBalancer(world, request.Name, settings);
    if (known !== undefined) return { LoadBalancers: [describeLoadBalancer(known)] };

    const { type, subnets, description } = settings;
    const draft: LoadBalancerDraft = {
      name: request.Name,
      type,
      description: { AvailabilityZones: describeZones(world, subnets), ...description },
      attributes: standardLoadBalancerAttributes(type),
      tags,
    };
    return { LoadBalancers: [describeLoadBalancer(applyCreateLoadBalancer(world, draft), 'provisioning')] };
  },
  tells: (request) => ({ about: request.Name }),
});
