import { describe } from 'vitest';
import type { CreateTaskSetRequest } from '../../../src/model/aws/ecs.generated.js';
import { ipe, type Row, testRejections } from './rejections.js';
import { fargateService, networkInput, prefix, prodCluster } from './setup.js';

const external = {
  cluster: 'prod',
  serviceName: 'out',
  desiredCount: 2,
  deploymentController: { type: 'EXTERNAL' as const },
};
const service = { cluster: 'prod', service: 'out' };

const onFargate = (about: Partial<CreateTaskSetRequest> = {}) => ({
  ...service,
  taskDefinition: 'web:1',
  launchType: 'FARGATE' as const,
  networkConfiguration: networkInput(),
  ...about,
});

describe('task sets', () => {
  const sim = prodCluster();
  sim.ecs.createService(external);
  sim.ecs.createService(fargateService());
  sim.ecs.createService({ ...external, serviceName: 'draining', desiredCount: 0 });
  sim.ecs.deleteService({ cluster: 'prod', service: 'draining' });
  const unknown = 'ecs-svc/0000000000000000001';
  const notExternal =
    'Amazon ECS only supports task set management on services configured to use external deployment controllers.';
  const notThere = ['TaskSetNotFoundException', 'The specified task set does not exist.'] as const;
  const rows: readonly Row[] = [
    [
      'createService',
      'a definition',
      { ...external, serviceName: 'new', taskDefinition: 'web' },
      ipe,
      'TaskDefinition must be blank.',
    ],
    [
      'createService',
      'a balancer',
      { ...external, serviceName: 'new', loadBalancers: [{ targetGroupArn: 'arn:t' }] },
      ipe,
      'LoadBalancers must be empty or null.',
    ],
    ['createTaskSet', 'a service of ECS', onFargate({ service: 'web' }), ipe, notExternal],
    ['describeTaskSets', 'a service of ECS', { ...service, service: 'web' }, ipe, notExternal],
    [
      'createTaskSet',
      'an unknown service',
      onFargate({ service: 'no' }),
      'ServiceNotFoundException',
      'Service not found.',
    ],
    [
      'createTaskSet',
      'a service that goes',
      onFargate({ service: 'draining' }),
      'ServiceNotActiveException',
      'Service was not ACTIVE.',
    ],
    [
      'createTaskSet',
      'an unknown definition',
      onFargate({ taskDefinition: 'no' }),
      'ClientException',
      'TaskDefinition not found.',
    ],
    [
      'createTaskSet',
      'no network',
      onFargate({ networkConfiguration: undefined }),
      ipe,
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      'createTaskSet',
      'an unknown platform',
      onFargate({ platformVersion: '9.9.9' }),
      'PlatformUnknownException',
      'The specified platform version does not exist.',
    ],
    [
      'createTaskSet',
      'a token that is too long',
      onFargate({ clientToken: 'x'.repeat(37) }),
      ipe,
      'idempotency token longer than 36.',
    ],
    [
      'updateTaskSet',
      'more than all',
      { ...service, taskSet: unknown, scale: { value: 101 } },
      ipe,
      'value must be at most 100',
    ],
    ['updateTaskSet', 'an unknown one', { ...service, taskSet: unknown, scale: { value: 0 } }, ...notThere],
    ['deleteTaskSet', 'an unknown one', { ...service, taskSet: unknown }, ...notThere],
    ['updateServicePrimaryTaskSet', 'an unknown one', { ...service, primaryTaskSet: unknown }, ...notThere],
    [
      'describeTaskSets',
      'the ARN of a task',
      { ...service, taskSets: [`${prefix}task/prod/1`] },
      ipe,
      'Task Set Identifier is invalid',
    ],
  ];
  testRejections({ sim }, rows);
});
