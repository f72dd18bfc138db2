import type { EcsOperations } from '../../../src/model/aws/ecs.generated.js';
import { bogus, client, ipe, populated, type Row, testRejections } from './rejections.js';
import { fargateDefinition } from './setup.js';

const container = (about: object = {}) => ({ name: 'app', image: 'busybox', ...about });
const definition = (about: object): EcsOperations['registerTaskDefinition']['input'] => fargateDefinition('new', about);
const containers = (...containerDefinitions: object[]) =>
  definition({ containerDefinitions: containerDefinitions.map((each) => container(each)) });
const waitsFor = (containerName: string, condition = 'START') => ({ dependsOn: [{ containerName, condition }] });

const rows: Row[] = [
  ['registerTaskDefinition', 'Fargate, cpu ""', definition({ cpu: '' }), ipe, "Invalid 'cpu' setting for task."],
  [
    'registerTaskDefinition',
    'Fargate 256 / 4096',
    definition({ memory: '4096' }),
    client,
    'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
  ],
  [
    'registerTaskDefinition',
    'Fargate and bridge',
    definition({ networkMode: 'bridge' }),
    client,
    'Fargate only supports network mode ‘awsvpc’.',
  ],
  [
    'registerTaskDefinition',
    'depends on no container',
    containers(waitsFor('missing')),
    client,
    "Cannot depend on container + 'missing' because it does not exist",
  ],
  [
    'registerTaskDefinition',
    'a cycle',
    containers({ name: 'a', ...waitsFor('b') }, { name: 'b', ...waitsFor('a') }),
    client,
    'Container dependsOn contains a cycle',
  ],
  [
    'registerTaskDefinition',
    'HEALTHY without a check',
    containers({ ...waitsFor('db', 'HEALTHY') }, { name: 'db' }),
    client,
    'A dependency container with HEALTHY condition must have health check configured',
  ],
  [
    'registerTaskDefinition',
    'awsvpc, two ports',
    containers({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
    client,
    'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
  ],
  [
    'registerTaskDefinition',
    'Fargate, json-file',
    containers({ logConfiguration: { logDriver: 'json-file' } }),
    client,
    'json-file is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]',
  ],
  [
    'registerTaskDefinition',
    'awslogs without a role',
    containers({
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1' } },
    }),
    client,
    'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
  ],
  ...[-1, 0, 1].map(
    (stopTimeout): Row => [
      'registerTaskDefinition',
      `stopTimeout ${stopTimeout}`,
      containers({ stopTimeout }),
      client,
      "Granular stop timeout on container 'app' must be at least 2 seconds.",
    ],
  ),
  [
    'describeTaskDefinition',
    'family unknown',
    { taskDefinition: 'nope' },
    client,
    'Unable to describe task definition.',
  ],
  [
    'describeTaskDefinition',
    'no ACTIVE revision',
    { taskDefinition: 'old' },
    client,
    'Unable to describe task definition.',
  ],
  [
    'describeTaskDefinition',
    'include BOGUS, before the family',
    { taskDefinition: 'nope', include: [bogus('BOGUS')] },
    client,
    'BOGUS is not a valid value for include. The value must be one of [[TAGS]]',
  ],
  ['deregisterTaskDefinition', 'bare family', { taskDefinition: 'web' }, ipe, 'Revision is missing'],
  [
    'deregisterTaskDefinition',
    'DELETE_IN_PROGRESS',
    { taskDefinition: 'old:2' },
    client,
    'The task definition could not be deregistered because it is in the process of being deleted.',
  ],
];

testRejections(populated(), rows);
