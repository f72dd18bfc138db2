import { expect, test } from 'vitest';
import { createSimulator } from '../../../src/index.js';

test.each([
  { region: 'us-east-1', arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/prod' },
  { region: 'cn-north-1', arn: 'arn:aws-cn:ecs:cn-north-1:123456789012:cluster/prod' },
  { region: 'us-gov-west-1', arn: 'arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/prod' },
])('the partition of a region: $region [arn-shapes]', ({ region, arn }) => {
  const sim = createSimulator({ region });
  expect(sim.ecs.createCluster({ clusterName: 'prod' }).cluster.clusterArn).toBe(arn);
});
