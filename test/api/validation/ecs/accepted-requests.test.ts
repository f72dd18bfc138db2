import { expect, test } from 'vitest';
import { anAwsvpcNetwork, answerTo, aService, aTask } from '../builders.js';

/** What AWS takes although one might think otherwise. */
test.each([
  {
    what: 'an unknown include of DescribeClusters',
    call: 'describeClusters',
    with: { clusters: ['a'], include: ['BOGUS'] },
  },
  {
    what: 'maximum 100 percent with minimum 50',
    call: 'createService',
    with: aService({ deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 50 } }),
  },
  { what: 'a token of 36 characters', call: 'createService', with: aService({ clientToken: 'x'.repeat(36) }) },
  { what: 'no tasks', call: 'createService', with: aService({ desiredCount: 0 }) },
  { what: 'threshold COUNT 1', call: 'updateService', with: { service: 'web', ...withThreshold('COUNT', 1) } },
  { what: 'threshold COUNT 1000', call: 'updateService', with: { service: 'web', ...withThreshold('COUNT', 1000) } },
  {
    what: 'threshold BOUNDED_PERCENT 1',
    call: 'updateService',
    with: { service: 'web', ...withThreshold('BOUNDED_PERCENT', 1) },
  },
  { what: 'an empty strategy', call: 'updateService', with: { service: 'web', capacityProviderStrategy: [] } },
  { what: 'an empty tag value', call: 'createCluster', with: { tags: [{ key: 'a', value: '' }] } },
  {
    what: 'an ARN as cluster',
    call: 'listTasks',
    with: { cluster: 'arn:aws:ecs:us-east-1:000000000000:cluster/prod' },
  },
  {
    what: 'an ARN as definition',
    call: 'deregisterTaskDefinition',
    with: { taskDefinition: 'arn:aws:ecs:us-east-1:000000000000:task-definition/web:3' },
  },
  { what: 'an old task id', call: 'describeTasks', with: { tasks: ['0123abcd-0123-0123-0123-0123456789ab'] } },
  { what: 'an unusual subnet', call: 'runTask', with: aTask(anAwsvpcNetwork({ subnets: ['subnet-private-1a'] })) },
] as const)('$call takes $what', ({ call, with: input }) => {
  expect(answerTo('ecs', call, input)).toBe('taken');
});

function withThreshold(type: string, value: number): object {
  const thresholdConfiguration = { type, value };
  return {
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration } },
  };
}
