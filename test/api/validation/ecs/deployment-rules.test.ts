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
])('$call: $wrong', refused);

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
