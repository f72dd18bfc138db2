import type { LoadBalancerRecord } from '../../engine/store/elb-records.js';
import type { LoadBalancer } from '../../model/aws/elbv2.generated.js';
import { copyOf } from '../../model/copy.js';

/** A balancer as the API shows it. It works at once; the reply that makes it still says `provisioning`. */
export function describeLoadBalancer(
  record: LoadBalancerRecord,
  code: 'active' | 'provisioning' = 'active',
): LoadBalancer {
  return {
    ...copyOf(record.description),
    CreatedTime: new Date(record.createdAtMs),
    State: { Code: code },
  };
}
