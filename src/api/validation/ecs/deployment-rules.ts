import type {
  CanaryConfiguration,
  DeploymentConfiguration,
  DeploymentEarlySuccessCriteria,
  DeploymentLifecycleHookTimeoutConfiguration,
  DescribeServiceDeploymentsRequest,
  DescribeServiceRevisionsRequest,
  LinearConfiguration,
  ListServiceDeploymentsRequest,
  MetricConfiguration,
  ThresholdConfiguration,
} from '../../../model/aws/ecs.generated.js';
import type { Refusal } from '../refusal.js';
import { atLeast, atMost, atMostItems, between, oneOf, pageSize, refusedWhen, required } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';

/**
 * With both at 100 nothing could ever be replaced. CreateService is refused with what it gives and the defaults;
 * UpdateService with what is in force afterwards, which only the service knows.
 *
 * @see seen when deployed, September 2026
 * @rule bounds-100-100-is-refused
 */
export function refuseBlockedDeployment(percents: {
  readonly maximumPercent: number;
  readonly minimumHealthyPercent: number;
}): Refusal | undefined {
  if (percents.maximumPercent !== 100 || percents.minimumHealthyPercent !== 100) return undefined;
  return {
    message: 'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    member: 'deploymentConfiguration',
    help: 'Raise maximumPercent (200 is the default) or lower minimumHealthyPercent.',
  };
}

/**
 * Zone rebalancing starts a task before it stops one, which needs room above 100 percent. CreateService without
 * `availabilityZoneRebalancing` is taken at 100 (seen when deployed): the member is then DISABLED.
 *
 * @param settings - those in force after the call
 * @see recorded: services.json #57; `created` follows it (inferred)
 */
export function refuseCrampedRebalancing(
  settings: { readonly availabilityZoneRebalancing?: string; readonly maximumPercent: number },
  done: 'created' | 'updated',
): Refusal | undefined {
  if (settings.availabilityZoneRebalancing !== 'ENABLED' || settings.maximumPercent > 100) return undefined;
  return {
    message: `The service couldn't be ${done} because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again.`,
    member: 'availabilityZoneRebalancing',
    help: 'Raise maximumPercent, or set availabilityZoneRebalancing to DISABLED.',
  };
}

const serviceRevisionArn = /^arn:[\w-]+:ecs:[\w-]*:\d*:service-revision\/([^/]+\/[^/]+)\/[^/]+$/;

/** @rule service-deployment-rejections */
export const deploymentRules: RuleTable = {
  DeploymentConfiguration: rulesOf<DeploymentConfiguration>(
    atLeast('maximumPercent', 100),
    atMost('minimumHealthyPercent', 100),
    atLeast('minimumHealthyPercent', 0),
    between('bakeTimeInMinutes', 0, 1_440),
  ),
  /** COUNT 1 and BOUNDED_PERCENT 1 are taken. @see recorded: services.json #128, #131, #133; above 100 percent: inferred. */
  ThresholdConfiguration: rulesOf<ThresholdConfiguration>(
    oneOf(
      'type',
      ['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT', 'COUNT'],
      'Invalid deployment circuit breaker threshold type.',
    ),
    refusedWhen(
      ({ type, value = 1 }) => value < 1 || (type !== 'COUNT' && value > 100),
      'Invalid deployment circuit breaker threshold value.',
      { member: 'value', help: 'A COUNT is 1 or more, a percentage 1 to 100.' },
    ),
  ),
  LinearConfiguration: rulesOf<LinearConfiguration>(
    between('stepPercent', 3, 100),
    between('stepBakeTimeInMinutes', 0, 1_440),
  ),
  CanaryConfiguration: rulesOf<CanaryConfiguration>(
    between('canaryPercent', 0.1, 100),
    between('canaryBakeTimeInMinutes', 0, 1_440),
  ),
  DeploymentLifecycleHookTimeoutConfiguration: rulesOf<DeploymentLifecycleHookTimeoutConfiguration>(
    between('timeoutInMinutes', 1, 20_160),
  ),
  DeploymentEarlySuccessCriteria: rulesOf<DeploymentEarlySuccessCriteria>(between('healthyPercent', 0, 100)),
  MetricConfiguration: rulesOf<MetricConfiguration>(
    refusedWhen(
      ({ resolutionSeconds }) =>
        resolutionSeconds !== undefined && resolutionSeconds !== 20 && resolutionSeconds !== 60,
      'resolutionSeconds should be one of [20,60]',
      { member: 'resolutionSeconds' },
    ),
  ),

  ListServiceDeploymentsRequest: rulesOf<ListServiceDeploymentsRequest>(pageSize(100)),
  /** By analogy with DescribeServiceRevisions (inferred). */
  DescribeServiceDeploymentsRequest: rulesOf<DescribeServiceDeploymentsRequest>(
    required('serviceDeploymentArns', 'The Service ARN provided is invalid.'),
    atMostItems('serviceDeploymentArns', 20, 'Service Deployment ARN count cannot exceed 20'),
  ),
  /** @see recorded: service_revisions.json #2, #3, #5, #20 */
  DescribeServiceRevisionsRequest: rulesOf<DescribeServiceRevisionsRequest>(
    required('serviceRevisionArns', 'The Service ARN provided is invalid.'),
    atMostItems('serviceRevisionArns', 20, 'Service Revision ARN count cannot exceed 20'),
    refusedWhen(
      ({ serviceRevisionArns: arns = [] }) => arns.some((arn) => !serviceRevisionArn.test(arn)),
      'The Service ARN provided is invalid.',
      { member: 'serviceRevisionArns', help: 'Give ARNs of service revisions.' },
    ),
    refusedWhen(
      ({ serviceRevisionArns: arns = [] }) => new Set(arns.map((arn) => serviceRevisionArn.exec(arn)?.[1])).size > 1,
      'Cross service requests are not allowed. All requested service revisions must be for a single service',
      { member: 'serviceRevisionArns', help: 'Ask service by service.' },
    ),
  ),
};
