import { expect, test } from 'vitest';
import { answerAfterLookup, answerTo, ipe, many, type Rejection, refused } from '../builders.js';

test.each<Rejection>([
  {
    wrong: 'cluster with a line end',
    call: 'describeServices',
    with: { services: ['web'], cluster: 'prod\r' },
    answer: ipe('Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was prod\r'),
  },
  {
    wrong: 'cluster name with a dot',
    call: 'createCluster',
    with: { clusterName: 'a.b' },
    answer: ipe('ClusterName must match ^[a-zA-Z0-9\\-_]{1,255}$, but was a.b'),
  },
  {
    wrong: '21 providers',
    call: 'createCluster',
    with: { capacityProviders: many(21) },
    answer: ipe('The maximum number of capacity providers per cluster has been exceeded.'),
  },
  {
    wrong: 'strategy beyond the providers',
    call: 'putClusterCapacityProviders',
    with: {
      cluster: 'prod',
      capacityProviders: [],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE' }],
    },
    answer: ipe(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.',
    ),
  },
  {
    wrong: 'exec logs without OVERRIDE',
    call: 'createCluster',
    with: { configuration: { executeCommandConfiguration: { logConfiguration: {} } } },
    answer: ipe("You must set logging to 'OVERRIDE' when you supply a log configuration."),
  },
])('$call: $wrong [cluster-rejections]', refused);

test('cluster settings are looked at after the cluster [cluster-rejections]', () => {
  const input = { cluster: 'prod', settings: [{ name: 'containerInsights', value: 'sometimes' }] };
  expect(answerTo('ecs', 'updateClusterSettings', input)).toBe('taken');
  expect(answerAfterLookup('updateClusterSettings', input)).toBe(ipe("Invalid setting 'value'"));
});
