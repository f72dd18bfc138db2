import { expect, test } from 'vitest';
import {
  refuseBlockedDeployment,
  refuseCrampedRebalancing,
} from '../../../../src/api/validation/ecs/deployment-rules.js';
import { aService, ipe, many, type Rejection, refused } from '../builders.js';

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'maximum 0 percent',
    call: 'createService',
    with: aService({ deploymentConfiguration: { maximumPercent: 0 } }),
    answer: ipe('maximumPercent must be at least 100'),
  },
  {
    wrong: 'threshold COUNT 0',
    call: 'updateService',
    with: { service: 'web', ...withThreshold('COUNT', 0) },
    answer: ipe('Invalid deployment circuit breaker threshold value.'),
  },
  {
    wrong: 'unknown threshold type',
    call: 'updateService',
    with: { service: 'web', ...withThreshold('BOGUS', 1) },
    answer: ipe('Invalid deployment circuit breaker threshold type.'),
  },
  {
    wrong: 'no revision ARNs',
    call: 'describeServiceRevisions',
    with: { serviceRevisionArns: [] },
    answer: ipe('The Service ARN provided is invalid.'),
  },
  {
    wrong: 'no ARN of a revision',
    call: 'describeServiceRevisions',
    with: { serviceRevisionArns: ['web'] },
    answer: ipe('The Service ARN provided is invalid.'),
  },
  {
    wrong: '21 revisions',
    call: 'describeServiceRevisions',
    with: { serviceRevisionArns: many(21).map((id) => revisionArn('web', id)) },
    answer: ipe('Service Revision ARN count cannot exceed 20'),
  },
  {
    wrong: 'revisions of two services',
    call: 'describeServiceRevisions',
    with: { serviceRevisionArns: [revisionArn('web'), revisionArn('api')] },
    answer: ipe('Cross service requests are not allowed. All requested service revisions must be for a single service'),
  },
])('recorded: $call, $wrong [service-deployment-rejections]', refused);

test.each<Rejection>([
  {
    wrong: 'minimum 101 percent',
    call: 'createService',
    with: aService({ deploymentConfiguration: { minimumHealthyPercent: 101 } }),
    answer: ipe('minimumHealthyPercent must be at most 100'),
  },
  {
    wrong: 'percents that block [bounds-100-100-is-refused]',
    call: 'createService',
    with: aService({ deploymentConfiguration: { maximumPercent: 100 } }),
    answer: ipe('Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.'),
  },
  {
    wrong: 'rebalancing without room [zones-eligible]',
    call: 'createService',
    with: aService({
      availabilityZoneRebalancing: 'ENABLED',
      deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 50 },
    }),
    answer: ipe(
      "The service couldn't be created because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again.",
    ),
  },
  {
    wrong: 'a breaker without rollback',
    call: 'createService',
    with: aService({ deploymentConfiguration: { deploymentCircuitBreaker: { enable: true } } }),
    answer: ipe('rollback can not be empty.'),
  },
  {
    wrong: 'minimum -1 percent',
    call: 'updateService',
    with: { service: 'web', deploymentConfiguration: { minimumHealthyPercent: -1 } },
    answer: ipe('minimumHealthyPercent must be at least 0'),
  },
  ...(['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT'] as const).map(
    (type): Rejection => ({
      wrong: `threshold ${type} 101`,
      call: 'updateService',
      with: { service: 'web', ...withThreshold(type, 101) },
      answer: ipe('Invalid deployment circuit breaker threshold value.'),
    }),
  ),
  {
    wrong: 'a day and a minute to bake',
    call: 'updateService',
    with: { service: 'web', deploymentConfiguration: { bakeTimeInMinutes: 1_441 } },
    answer: ipe('bakeTimeInMinutes must be at most 1440'),
  },
  {
    wrong: 'steps of 2 percent',
    call: 'updateService',
    with: { service: 'web', deploymentConfiguration: { linearConfiguration: { stepPercent: 2 } } },
    answer: ipe('stepPercent must be at least 3'),
  },
  {
    wrong: 'a canary of 101 percent',
    call: 'updateService',
    with: { service: 'web', deploymentConfiguration: { canaryConfiguration: { canaryPercent: 101 } } },
    answer: ipe('canaryPercent must be at most 100'),
  },
  {
    wrong: 'success at 101 percent',
    call: 'updateService',
    with: { service: 'web', deploymentConfiguration: { earlySuccessCriteria: { enable: true, healthyPercent: 101 } } },
    answer: ipe('healthyPercent must be at most 100'),
  },
  {
    wrong: 'a hook that waits no minute',
    call: 'updateService',
    with: {
      service: 'web',
      deploymentConfiguration: { lifecycleHooks: [{ timeoutConfiguration: { timeoutInMinutes: 0 } }] },
    },
    answer: ipe('timeoutInMinutes must be at least 1'),
  },
  {
    wrong: 'metrics every 30 s',
    call: 'updateService',
    with: { service: 'web', monitoring: { metricConfigurations: [{ resolutionSeconds: 30 }] } },
    answer: ipe('resolutionSeconds should be one of [20,60]'),
  },
  {
    wrong: 'no service deployments',
    call: 'describeServiceDeployments',
    with: { serviceDeploymentArns: [] },
    answer: ipe('The Service ARN provided is invalid.'),
  },
  {
    wrong: '21 service deployments',
    call: 'describeServiceDeployments',
    with: { serviceDeploymentArns: many(21) },
    answer: ipe('Service Deployment ARN count cannot exceed 20'),
  },
])('$call: $wrong [service-deployment-rejections]', refused);

test.each<Rejection>([
  ...(['maximumPercent', 'minimumHealthyPercent'] as const).map(
    (member): Rejection => ({
      wrong: `${member} 100`,
      call: 'updateService',
      with: { service: 'web', deploymentConfiguration: { [member]: 100 } },
      answer: 'taken',
    }),
  ),
  {
    wrong: 'threshold COUNT 101',
    call: 'updateService',
    with: { service: 'web', ...withThreshold('COUNT', 101) },
    answer: 'taken',
  },
  {
    wrong: '20 revisions',
    call: 'describeServiceRevisions',
    with: { serviceRevisionArns: many(20).map((id) => revisionArn('web', id)) },
    answer: 'taken',
  },
  {
    wrong: '20 service deployments',
    call: 'describeServiceDeployments',
    with: { serviceDeploymentArns: many(20) },
    answer: 'taken',
  },
])('$call is not refused for $wrong [service-deployment-rejections]', refused);

test.each([
  { maximumPercent: 100, minimumHealthyPercent: 100, blocked: true },
  { maximumPercent: 101, minimumHealthyPercent: 100, blocked: false },
  { maximumPercent: 100, minimumHealthyPercent: 99, blocked: false },
])(
  'percents in force: $maximumPercent and $minimumHealthyPercent [bounds-100-100-is-refused]',
  ({ blocked, ...percents }) => {
    expect(refuseBlockedDeployment(percents) !== undefined).toBe(blocked);
  },
);

test('an update that leaves zone rebalancing no room (recorded) [zones-eligible]', () => {
  const settings = { availabilityZoneRebalancing: 'ENABLED', maximumPercent: 100 };
  expect(refuseCrampedRebalancing(settings, 'updated')?.message).toBe(
    "The service couldn't be updated because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again.",
  );
  expect(refuseCrampedRebalancing({ ...settings, maximumPercent: 101 }, 'updated')).toBeUndefined();
  expect(refuseCrampedRebalancing({ maximumPercent: 100 }, 'updated')).toBeUndefined();
});

function withThreshold(type: string, value: number): object {
  const thresholdConfiguration = { type, value };
  return {
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration } },
  };
}

function revisionArn(service: string, id = '1'): string {
  return `arn:aws:ecs:us-east-1:000000000000:service-revision/prod/${service}/${id}`;
}
