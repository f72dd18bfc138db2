import { describe } from 'vitest';
import { bogus, client, ipe, populated, type Row, testRejections } from './rejections.js';
import { fargateService, prefix } from './setup.js';

const ec2Service = { cluster: 'prod', serviceName: 'new', taskDefinition: 'legacy', desiredCount: 0 };
const breaker = (type: string, value: number) => ({
  cluster: 'prod',
  service: 'web',
  deploymentConfiguration: {
    deploymentCircuitBreaker: {
      enable: true,
      rollback: false,
      thresholdConfiguration: { type: bogus(type), value },
    },
  },
});

const { desiredCount: _desired, ...withoutCount } = fargateService({ serviceName: 'new' });
const { networkConfiguration: _network, ...withoutNetwork } = fargateService({ serviceName: 'new' });

const rows: Row[] = [
  [
    'createService',
    'cluster unknown',
    fargateService({ cluster: 'nope' }),
    'ClusterNotFoundException',
    'Cluster not found.',
  ],
  [
    'updateService',
    'cluster unknown',
    { cluster: 'nope', service: 'web' },
    'ClusterNotFoundException',
    'Cluster not found.',
  ],
  [
    'describeServices',
    'cluster unknown',
    { cluster: 'nope', services: ['web'] },
    'ClusterNotFoundException',
    'Cluster not found.',
  ],
  [
    'describeServices',
    'cluster INACTIVE',
    { cluster: 'gone', services: ['web'] },
    'ClusterNotFoundException',
    'Cluster not found.',
  ],
  [
    'updateService',
    'service unknown',
    { cluster: 'prod', service: 'nope' },
    'ServiceNotFoundException',
    'Service not found.',
  ],
  ['deleteService', 'service unknown', { cluster: 'prod', service: 'nope' }, 'ServiceNotFoundException', ''],
  [
    'updateService',
    'service DRAINING',
    { cluster: 'prod', service: 'draining', desiredCount: 1 },
    'ServiceNotActiveException',
    'Service was not ACTIVE.',
  ],
  [
    'createService',
    'name DRAINING',
    fargateService({ serviceName: 'draining' }),
    ipe,
    'Unable to Start a service that is still Draining.',
  ],
  [
    'createService',
    'replay differs',
    fargateService({ clientToken: 'service-token', desiredCount: 2 }),
    ipe,
    'Creation of service was not idempotent.',
  ],
  [
    'createService',
    'new token',
    fargateService({ clientToken: 'other' }),
    ipe,
    'Creation of service was not idempotent.',
  ],
  [
    'createService',
    'clientToken of 37 characters',
    fargateService({ clientToken: 'x'.repeat(37) }),
    ipe,
    'idempotency token longer than 36.',
  ],
  ['createService', 'desiredCount missing', { ...withoutCount }, ipe, 'DesiredCount is missing'],
  [
    'createService',
    'desiredCount -1',
    fargateService({ serviceName: 'new', desiredCount: -1 }),
    ipe,
    'DesiredCount can not be lesser than 0',
  ],
  [
    'createService',
    'schedulingStrategy BOGUS',
    { ...ec2Service, schedulingStrategy: bogus('BOGUS') },
    ipe,
    'Scheduling strategy should be one of [REPLICA,DAEMON]',
  ],
  [
    'createService',
    'maximumPercent 0',
    { ...ec2Service, deploymentConfiguration: { maximumPercent: 0, minimumHealthyPercent: 0 } },
    ipe,
    'maximumPercent must be at least 100',
  ],
  [
    'createService',
    'definition unknown',
    { ...ec2Service, taskDefinition: 'nope:1' },
    client,
    'TaskDefinition not found.',
  ],
  [
    'createService',
    'awsvpc, no network',
    withoutNetwork,
    ipe,
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  ],
  [
    'createService',
    'Fargate, DAEMON, no network: the network comes first',
    { ...withoutNetwork, schedulingStrategy: 'DAEMON' },
    ipe,
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  ],
  [
    'createService',
    'DAEMON with desiredCount',
    fargateService({ serviceName: 'new', schedulingStrategy: 'DAEMON' }),
    ipe,
    'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
  ],
  [
    'createService',
    'DAEMON on Fargate',
    { ...withoutCount, schedulingStrategy: 'DAEMON' },
    ipe,
    'The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again',
  ],
  [
    'updateService',
    'maximumPercent 100 with zone rebalancing',
    { cluster: 'prod', service: 'web', deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } },
    ipe,
    "The service couldn't be updated because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again.",
  ],
  [
    'updateService',
    'desiredCount -1',
    { cluster: 'prod', service: 'web', desiredCount: -1 },
    ipe,
    'Task count can not be lesser than 0',
  ],
  [
    'updateService',
    'threshold COUNT 0',
    breaker('COUNT', 0),
    ipe,
    'Invalid deployment circuit breaker threshold value.',
  ],
  [
    'updateService',
    'threshold BOUNDED_PERCENT 101',
    breaker('BOUNDED_PERCENT', 101),
    ipe,
    'Invalid deployment circuit breaker threshold value.',
  ],
  ['updateService', 'threshold BOGUS', breaker('BOGUS', 1), ipe, 'Invalid deployment circuit breaker threshold type.'],
  [
    'deleteService',
    'scaled above 0, no force',
    { cluster: 'prod', service: 'web' },
    ipe,
    'The service cannot be stopped while it is scaled above 0.',
  ],
  [
    'describeServices',
    'include BOGUS',
    { cluster: 'prod', services: ['web'], include: [bogus('BOGUS')] },
    ipe,
    'include should be one of [TAGS]',
  ],
  [
    'listServices',
    'launchType BOGUS',
    { cluster: 'prod', launchType: bogus('BOGUS') },
    ipe,
    'launch type should be one of [EC2,FARGATE,EXTERNAL,FMI,MANAGED_INSTANCES]',
  ],
  [
    'listServices',
    'maxResults 101',
    { cluster: 'prod', maxResults: 101 },
    ipe,
    'Max results can not be greater than 100',
  ],
  ['describeServiceRevisions', 'no ARN', { serviceRevisionArns: [] }, ipe, 'The Service ARN provided is invalid.'],
  [
    'describeServiceRevisions',
    'not an ARN',
    { serviceRevisionArns: ['web'] },
    ipe,
    'The Service ARN provided is invalid.',
  ],
  [
    'describeServiceRevisions',
    '21 ARNs',
    { serviceRevisionArns: Array.from({ length: 21 }, (_, index) => `${prefix}service-revision/prod/web/${index}`) },
    ipe,
    'Service Revision ARN count cannot exceed 20',
  ],
  [
    'describeServiceRevisions',
    'cluster INACTIVE',
    { serviceRevisionArns: [`${prefix}service-revision/gone/web/1`] },
    'ClusterNotFoundException',
    'The referenced cluster was inactive.',
  ],
  [
    'describeServiceRevisions',
    'two services',
    { serviceRevisionArns: ['web', 'draining'].map((name) => `${prefix}service-revision/prod/${name}/1`) },
    ipe,
    'Cross service requests are not allowed. All requested service revisions must be for a single service',
  ],
];

testRejections(populated(), rows);

const daemon = { ...withoutNetwork, schedulingStrategy: 'DAEMON' as const };
const settings = [{ name: bogus('insights'), value: 'on' }];
const network = fargateService().networkConfiguration;

describe('once what they name was looked up [call-after-lookup]', () => {
  testRejections(populated(), [
    [
      'createService',
      'a DAEMON service of an unknown definition',
      { ...daemon, taskDefinition: 'nope' },
      client,
      'TaskDefinition not found.',
    ],
    [
      'createService',
      'a DAEMON service without network',
      daemon,
      ipe,
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      'createService',
      'a DAEMON service with a desired count, on Fargate',
      { ...daemon, networkConfiguration: network },
      ipe,
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
    ],
    [
      'createService',
      'a DAEMON service on Fargate',
      { ...daemon, desiredCount: undefined, networkConfiguration: network },
      ipe,
      'The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again',
    ],
    ...(['updateCluster', 'updateClusterSettings'] as const).flatMap((operation): Row[] => [
      [
        operation,
        'wrong settings of no cluster',
        { cluster: 'no', settings },
        'ClusterNotFoundException',
        'Cluster not found.',
      ],
      [
        operation,
        'wrong settings of one that is gone',
        { cluster: 'gone', settings },
        client,
        'Cluster was not ACTIVE.',
      ],
      [operation, 'wrong settings', { cluster: 'prod', settings }, ipe, "Invalid setting 'name'"],
    ]),
  ]);
});
