import { describe } from 'vitest';
import { client, ipe, populated, type Row, testRejections } from './rejections.js';
import { fargateTask, networkInput, prefix } from './setup.js';

const { sim, stopped } = populated();

const { launchType: _type, ...ofEc2 } = fargateTask();
const { networkConfiguration: _network, ...withoutNetwork } = fargateTask();
const unknownSubnet = {
  awsvpcConfiguration: { ...networkInput().awsvpcConfiguration, subnets: ['subnet-00000000000000000'] },
};

const clusters: Row[] = [
  [
    'deleteCluster',
    'active services',
    { cluster: 'prod' },
    'ClusterContainsServicesException',
    'The Cluster cannot be deleted while Services are active.',
  ],
  ['deleteCluster', 'cluster unknown', { cluster: 'nope' }, 'ClusterNotFoundException', 'Cluster not found.'],
  ['updateCluster', 'cluster unknown', { cluster: 'nope' }, 'ClusterNotFoundException', 'Cluster not found.'],
  [
    'updateClusterSettings',
    'cluster unknown: looked up before the settings',
    { cluster: 'nope', settings: [{ name: 'containerInsights', value: 'bogus' }] },
    'ClusterNotFoundException',
    'Cluster not found.',
  ],
  ['updateCluster', 'cluster INACTIVE', { cluster: 'gone' }, client, 'Cluster was not ACTIVE.'],
  [
    'putClusterCapacityProviders',
    'cluster INACTIVE',
    { cluster: 'gone', capacityProviders: [], defaultCapacityProviderStrategy: [] },
    client,
    'Cluster was not ACTIVE.',
  ],
  [
    'listTagsForResource',
    'cluster INACTIVE',
    { resourceArn: `${prefix}cluster/gone` },
    ipe,
    'The specified cluster is inactive. Specify an active cluster and try again.',
  ],
  [
    'listTagsForResource',
    'task stopped',
    { resourceArn: stopped },
    ipe,
    'The specified task is stopped. Specify a running task and try again.',
  ],
  [
    'tagResource',
    'tag without value',
    { resourceArn: `${prefix}cluster/prod`, tags: [{ key: 'a' }] },
    ipe,
    'Tag value can not be null.',
  ],
];

const tasks: Row[] = [
  ['runTask', 'definition unknown', fargateTask({ taskDefinition: 'nope' }), client, 'TaskDefinition not found.'],
  [
    'runTask',
    'awsvpc, no network',
    withoutNetwork,
    ipe,
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  ],
  ['runTask', 'public address, no launch type', ofEc2, ipe, 'Assign public IP is not supported for this launch type.'],
  [
    'runTask',
    'subnet unknown',
    fargateTask({ networkConfiguration: unknownSubnet }),
    ipe,
    "Error retrieving subnet information for [subnet-00000000000000000]: The subnet ID 'subnet-00000000000000000' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
  ],
  [
    'runTask',
    'token reused differently',
    fargateTask({ clientToken: 'task-token', count: 2 }),
    'ConflictException',
    'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different request.',
  ],
  [
    'runTask',
    'launch type and strategy',
    fargateTask({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] }),
    ipe,
    'You may choose a capacity provider or a launch type but not both.',
  ],
  ['runTask', 'cluster INACTIVE', fargateTask({ cluster: 'gone' }), 'ClusterNotFoundException', 'Cluster not found.'],
  [
    'discoverPollEndpoint',
    'not simulated',
    { cluster: 'prod' },
    'UnsupportedFeatureException',
    'steadystate does not simulate discoverPollEndpoint yet.',
  ],
];

testRejections({ sim }, [...clusters, ...tasks]);

const privateNetwork = { awsvpcConfiguration: { subnets: ['subnet-1a'] } };

describe('the network of a task fits its definition [run-task-network]', () => {
  testRejections({ sim }, [
    [
      'runTask',
      'awsvpc without one',
      fargateTask({ networkConfiguration: undefined }),
      ipe,
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      'runTask',
      'bridge with one',
      fargateTask({ taskDefinition: 'legacy', launchType: 'EC2', networkConfiguration: privateNetwork }),
      ipe,
      'Network Configuration is not valid for the given networkMode of this task definition.',
    ],
  ]);
});
