import { describe, expect, test } from 'vitest';
import { bogus, client, ipe, populated, type Row, testRejections } from './rejections.js';
import { fargateDefinition, fargateService, fargateTask, networkInput, prefix, prodCluster } from './setup.js';

/** Operations about what can't be made here yet: they answer as AWS does where there is none. */

const arn = (kind: string, id = 'one') => `${prefix}${kind}/prod/${id}`;
const daemonArn = `${prefix}daemon/prod/one`;

describe('container instances [container-instances-none]', () => {
  const { ecs } = prodCluster();
  const failures = [
    { arn: arn('container-instance'), reason: 'MISSING' },
    { arn: arn('container-instance', 'two'), reason: 'MISSING' },
  ];
  const named = { cluster: 'prod', containerInstances: ['one', arn('container-instance', 'two'), 'one'] };

  test('lists are empty', () => {
    expect(ecs.listContainerInstances({ cluster: 'prod', status: 'ACTIVE' })).toEqual({ containerInstanceArns: [] });
    expect(ecs.listAttributes({ cluster: 'prod', targetType: 'container-instance' })).toEqual({ attributes: [] });
  });

  test('what is named is MISSING', () => {
    expect(ecs.describeContainerInstances(named)).toEqual({ containerInstances: [], failures });
    expect(ecs.updateContainerInstancesState({ ...named, status: 'DRAINING' })).toEqual({
      containerInstances: [],
      failures,
    });
  });

  test('StartTask starts nothing', () => {
    const { assignPublicIp: _publicIp, ...awsvpcConfiguration } = networkInput().awsvpcConfiguration;
    const request = { ...named, taskDefinition: 'web', networkConfiguration: { awsvpcConfiguration } };
    expect(ecs.startTask(request)).toEqual({ tasks: [], failures });
    expect(ecs.listTasks({ cluster: 'prod' })).toEqual({ taskArns: [] });
  });
});

test('daemons, gateways and Express gateway services: lists are empty [unpublished-families-none]', () => {
  const { ecs } = prodCluster();
  expect(ecs.listDaemons({ clusterArn: `${prefix}cluster/prod` })).toEqual({ daemonSummariesList: [] });
  expect(ecs.listDaemonDeployments({ daemonArn })).toEqual({ daemonDeployments: [] });
  expect(ecs.listDaemonTaskDefinitions()).toEqual({ daemonTaskDefinitions: [] });
  expect(ecs.listGateways()).toEqual({ gateways: [] });
  expect(ecs.listGatewayClusterAssociations({ cluster: 'prod' })).toEqual({ gatewayClusterAssociations: [] });
  expect(ecs.listGatewayRoutes()).toEqual({ gatewayRoutes: [] });
  const failures = [{ arn: 'arn:one', reason: 'MISSING' }];
  expect(ecs.describeDaemonDeployments({ daemonDeploymentArns: ['arn:one', 'arn:one'] })).toEqual({
    daemonDeployments: [],
    failures,
  });
  expect(ecs.describeDaemonRevisions({ daemonRevisionArns: ['arn:one'] })).toEqual({ daemonRevisions: [], failures });
});

describe('ListServicesByNamespace', () => {
  function connected() {
    const sim = prodCluster();
    const containers = [{ name: 'app', image: 'web:1', portMappings: [{ name: 'http', containerPort: 80 }] }];
    sim.ecs.registerTaskDefinition(fargateDefinition('named', { containerDefinitions: containers }));
    sim.ecs.createCluster({ clusterName: 'empty', serviceConnectDefaults: { namespace: 'quiet' } });
    sim.ecs.createCluster({ clusterName: 'front', serviceConnectDefaults: { namespace: 'shop' } });
    const connect = (about: object, serviceConnectConfiguration: { enabled: boolean; namespace?: string }) =>
      sim.ecs.createService(fargateService({ taskDefinition: 'named', ...about, serviceConnectConfiguration }));
    connect({ serviceName: 'b' }, { enabled: true, namespace: 'shop' });
    connect({ serviceName: 'a' }, { enabled: true, namespace: 'shop' });
    connect({ serviceName: 'off' }, { enabled: false, namespace: 'shop' });
    connect({ serviceName: 'else' }, { enabled: true, namespace: 'other' });
    connect({ cluster: 'front', serviceName: 'c' }, { enabled: true });
    return sim;
  }

  test('has the services of all clusters that use it, by name or ARN [service-list-by-namespace]', () => {
    const { ecs } = connected();
    const serviceArns = ['front/c', 'prod/a', 'prod/b'].map((service) => `${prefix}service/${service}`);
    expect(ecs.listServicesByNamespace({ namespace: 'shop' })).toEqual({ serviceArns });
    const namespace = ecs.describeClusters({ clusters: ['front'] }).clusters[0]?.serviceConnectDefaults?.namespace;
    expect(namespace).toMatch(/^arn:aws:servicediscovery:us-east-1:123456789012:namespace\/ns-/);
    const first = ecs.listServicesByNamespace({ namespace: namespace as string, maxResults: 2 });
    expect(first.serviceArns).toEqual(serviceArns.slice(0, 2));
    expect(ecs.listServicesByNamespace({ namespace: 'shop', nextToken: first.nextToken })).toEqual({
      serviceArns: serviceArns.slice(2),
    });
    expect(ecs.listServicesByNamespace({ namespace: 'quiet' })).toEqual({ serviceArns: [] });
  });

  test('services that are deleted are left out [service-list-by-namespace]', () => {
    const { ecs } = connected();
    ecs.deleteService({ cluster: 'front', service: 'c', force: true });
    expect(ecs.listServicesByNamespace({ namespace: 'shop' }).serviceArns).toHaveLength(2);
  });
});

describe('ExecuteCommand [execute-command-rejections]', () => {
  const notReachable =
    'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.';

  const sim = prodCluster();
  sim.ecs.registerTaskDefinition(fargateDefinition('one', { taskRoleArn: 'arn:aws:iam::123456789012:role/app' }));
  sim.ecs.registerTaskDefinition(
    fargateDefinition('two', {
      taskRoleArn: 'arn:aws:iam::123456789012:role/app',
      containerDefinitions: [
        { name: 'app', image: 'app' },
        { name: 'side', image: 'side' },
      ],
    }),
  );
  const run = (taskDefinition: string, enableExecuteCommand: boolean) =>
    sim.ecs.runTask(fargateTask({ taskDefinition, enableExecuteCommand })).tasks[0]?.taskArn ?? '';
  const [closed, open, leaving, several] = [run('one', false), run('one', true), run('one', true), run('two', true)];
  sim.run('1m');
  sim.ecs.stopTask({ cluster: 'prod', task: leaving });
  const pending = run('one', true);

  const command = { cluster: 'prod', command: '/bin/sh', interactive: true };
  testRejections({ sim }, [
    [
      'executeCommand',
      'not interactive',
      { ...command, interactive: false, task: open },
      ipe,
      'Interactive is the only mode supported currently.',
    ],
    [
      'executeCommand',
      'an unknown task',
      { ...command, task: '0123456789abcdef0123456789abcdef' },
      ipe,
      'The referenced task was not found.',
    ],
    ['executeCommand', 'a task that was not run for it', { ...command, task: closed }, ipe, notReachable],
    ['executeCommand', 'a task that does not run yet', { ...command, task: pending }, ipe, notReachable],
    ['executeCommand', 'a task that was asked to stop', { ...command, task: leaving }, ipe, notReachable],
    [
      'executeCommand',
      'which of two containers',
      { ...command, task: several },
      ipe,
      'Container name is required for tasks with multiple containers.',
    ],
    [
      'executeCommand',
      'an unknown container',
      { ...command, task: several, container: 'db' },
      ipe,
      'The container db does not exist in the task.',
    ],
    [
      'executeCommand',
      'what AWS would open',
      { ...command, task: open },
      'UnsupportedFeatureException',
      'steadystate does not simulate the session of a command (/bin/sh) yet.',
    ],
    [
      'executeCommand',
      'the same of a named container',
      { ...command, task: several, container: 'side' },
      'UnsupportedFeatureException',
      'steadystate does not simulate the session of a command (/bin/sh) yet.',
    ],
  ]);
});

const { sim } = populated();
const [running] = sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' }).serviceDeployments;
const instance = { cluster: 'prod', containerInstance: 'one' };
const notFound = 'Referenced container instance one not found.';
const attributes = [{ name: 'stack', value: 'prod', targetId: 'one' }];
const empty = 'Container Instances cannot be empty.';
const elsewhere = 'Invalid identifier: Identifier is for cluster other. Your cluster is prod';
const gateway = { gateway: 'front' };
const serviceArn = `${prefix}service/prod/express`;

const aboutInstances: readonly Row[] = [
  ['describeContainerInstances', 'none', { containerInstances: [] }, client, empty],
  ['startTask', 'none', { taskDefinition: 'web', containerInstances: [] }, client, empty],
  [
    'describeContainerInstances',
    'one of another cluster',
    { cluster: 'prod', containerInstances: [`${prefix}container-instance/other/one`] },
    ipe,
    elsewhere,
  ],
  [
    'updateContainerInstancesState',
    'another status',
    { containerInstances: ['one'], status: 'REGISTERING' },
    ipe,
    'Container instance status should be one of [ACTIVE, DRAINING]',
  ],
  ['deregisterContainerInstance', 'an unknown one', instance, client, notFound],
  ['updateContainerAgent', 'an unknown one', instance, client, notFound],
  [
    'deregisterContainerInstance',
    'an unknown cluster',
    { ...instance, cluster: 'no' },
    'ClusterNotFoundException',
    'Cluster not found.',
  ],
  [
    'startTask',
    'an unknown definition',
    { cluster: 'prod', taskDefinition: 'no', containerInstances: ['one'] },
    client,
    'TaskDefinition not found.',
  ],
  [
    'startTask',
    'a public address on EC2',
    { cluster: 'prod', taskDefinition: 'web', containerInstances: ['one'], networkConfiguration: networkInput() },
    ipe,
    'Assign public IP is not supported for this launch type.',
  ],
  ['putAttributes', 'nothing', { attributes: [] }, ipe, 'attributes can not be empty'],
  ['deleteAttributes', 'nothing', { attributes: [] }, ipe, 'attributes value is required'],
  [
    'putAttributes',
    'an unknown target',
    { cluster: 'prod', attributes },
    'TargetNotFoundException',
    'Could not find one',
  ],
  [
    'deleteAttributes',
    'an unknown target',
    { cluster: 'prod', attributes },
    'TargetNotFoundException',
    'Could not find one',
  ],
  [
    'putAttributes',
    'a name with a space',
    { attributes: [{ name: 'a b' }] },
    ipe,
    'Attribute name contains invalid characters.',
  ],
  [
    'putAttributes',
    'a value that ends in a space',
    { attributes: [{ name: 'a', value: 'b ' }] },
    ipe,
    'Attribute value contains invalid characters.',
  ],
  ['listAttributes', 'of something else', { targetType: bogus('task') }, ipe, 'targetType must be container-instance'],
  ['listContainerInstances', 'a foreign token', { cluster: 'prod', nextToken: 'x' }, ipe, 'Invalid token.'],
];

const rows: readonly Row[] = [
  [
    'listServicesByNamespace',
    'an unknown one',
    { namespace: 'nowhere' },
    'NamespaceNotFoundException',
    'Namespace not found.',
  ],
  [
    'continueServiceDeployment',
    'an unknown deployment',
    { serviceDeploymentArn: `${prefix}service-deployment/prod/web/x`, hookId: 'ecs-pause-x' },
    'ServiceDeploymentNotFoundException',
    'Service deployment not found.',
  ],
  [
    'continueServiceDeployment',
    'an unknown hook',
    { serviceDeploymentArn: running?.serviceDeploymentArn, hookId: 'ecs-pause-x' },
    ipe,
    'The specified lifecycle hook does not exist.',
  ],
];

const aboutUnpublished: readonly Row[] = [
  ['describeDaemon', 'an unknown one', { daemonArn }, 'DaemonNotFoundException', 'Daemon not found.'],
  ['deleteDaemon', 'an unknown one', { daemonArn }, 'DaemonNotFoundException', 'Daemon not found.'],
  [
    'updateDaemon',
    'an unknown one',
    { daemonArn, daemonTaskDefinitionArn: 'arn:d', capacityProviderArns: ['arn:p'] },
    'DaemonNotFoundException',
    'Daemon not found.',
  ],
  ['listDaemons', 'an unknown cluster', { clusterArn: 'no' }, 'ClusterNotFoundException', 'Cluster not found.'],
  [
    'describeDaemonTaskDefinition',
    'an unknown one',
    { daemonTaskDefinition: 'd:1' },
    client,
    'Unable to describe daemon task definition.',
  ],
  [
    'deleteDaemonTaskDefinition',
    'an unknown one',
    { daemonTaskDefinition: 'd:1' },
    client,
    'Unable to describe daemon task definition.',
  ],
  ...(
    ['describeGateway', 'updateGateway', 'deleteGateway', 'describeGatewayResources', 'listGatewayRoutes'] as const
  ).map((operation) => [operation, 'an unknown one', gateway, 'GatewayNotFoundException', 'Gateway not found.'] as Row),
  ...(['associateGatewayWithCluster', 'disassociateGatewayFromCluster'] as const).map(
    (operation) =>
      [
        operation,
        'an unknown one',
        { ...gateway, cluster: 'prod' },
        'GatewayNotFoundException',
        'Gateway not found.',
      ] as Row,
  ),
  [
    'describeGatewayRoute',
    'an unknown one',
    { gatewayRouteArn: 'arn:r' },
    'ResourceNotFoundException',
    'Gateway route not found.',
  ],
  [
    'describeExpressGatewayService',
    'an unknown one',
    { serviceArn },
    'ResourceNotFoundException',
    'Service not found.',
  ],
  ['updateExpressGatewayService', 'an unknown one', { serviceArn }, 'ServiceNotFoundException', 'Service not found.'],
  ['deleteExpressGatewayService', 'an unknown one', { serviceArn }, 'ServiceNotFoundException', 'Service not found.'],
];

describe('one that is named [container-instances-none]', () => testRejections({ sim }, aboutInstances));
describe('one that is named [unpublished-families-none]', () => testRejections({ sim }, aboutUnpublished));
testRejections({ sim }, rows);
