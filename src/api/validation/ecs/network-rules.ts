import type {
  AwsVpcConfiguration,
  LaunchType,
  LoadBalancer,
  NetworkConfiguration,
} from '../../../model/aws/ecs.generated.js';
import type { Unchecked } from '../parsed.js';
import type { Refusal, Rule } from '../refusal.js';
import { atMostItems, refusedWhen, required } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';

/**
 * Only Fargate gives tasks public addresses. A request that names no launch type may still run on Fargate through the
 * cluster's strategy, so whoever resolves it asks again.
 *
 * @see recorded: execution.json #23
 */
export function refusePublicIp(
  networkConfiguration: Unchecked<NetworkConfiguration> | undefined,
  launchType: LaunchType | undefined,
): Refusal | undefined {
  if (networkConfiguration?.awsvpcConfiguration?.assignPublicIp !== 'ENABLED') return undefined;
  if (launchType !== 'EC2' && launchType !== 'EXTERNAL') return undefined;
  return {
    message: 'Assign public IP is not supported for this launch type.',
    member: 'networkConfiguration',
    help: 'Without launchType and strategy a task runs on EC2: set launchType FARGATE, or assignPublicIp DISABLED.',
  };
}

export const publicIpRule =
  <
    Structure extends { networkConfiguration?: Unchecked<NetworkConfiguration>; launchType?: LaunchType },
  >(): Rule<Structure> =>
  ({ networkConfiguration, launchType }) =>
    refusePublicIp(networkConfiguration, launchType);

export const networkRules: RuleTable = {
  /** Texts: users' logs; security groups follow them (inferred). */
  AwsVpcConfiguration: rulesOf<AwsVpcConfiguration>(
    required('subnets', 'subnets can not be empty.'),
    atMostItems('subnets', 16, 'subnets can have at most 16 items.'),
    atMostItems('securityGroups', 5, 'security groups can have at most 5 items.'),
  ),
  LoadBalancer: rulesOf<LoadBalancer>(
    refusedWhen(
      ({ loadBalancerName, targetGroupArn }) => loadBalancerName !== undefined && targetGroupArn !== undefined,
      'loadBalancerName and targetGroupArn cannot both be specified. You must specify either a loadBalancerName or a targetGroupArn in all loadBalancer entries',
      { member: 'targetGroupArn' },
    ),
    refusedWhen(
      ({ loadBalancerName, targetGroupArn }) => loadBalancerName === undefined && targetGroupArn === undefined,
      'You must specify either a loadBalancerName or a targetGroupArn in all loadBalancer entries',
      { member: 'targetGroupArn', help: 'Give targetGroupArn (inferred text).' },
    ),
    required('containerName'),
    required('containerPort'),
  ),
};
