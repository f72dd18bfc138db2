import { asg, network, type Stage, taskSetOfExternal } from './stage.js';

/** Requests about the stage. Without one, an operation is only driven with filler: it is listed as having none. */
export type Requests = Readonly<Record<string, readonly ((stage: Stage) => object)[]>>;

const container = { name: 'app', image: 'app:1', memory: 256, essential: true };

/** Of ECS, by operation. */
export const ecsRequests: Requests = {
  createCluster: [
    () => ({
      clusterName: 'new',
      capacityProviders: ['FARGATE'],
      settings: [{ name: 'containerInsights', value: 'enhanced' }],
    }),
    () => ({}),
  ],
  describeClusters: [
    () => ({
      clusters: ['default', 'empty', 'nowhere'],
      include: ['TAGS', 'SETTINGS', 'STATISTICS', 'ATTACHMENTS', 'CONFIGURATIONS'],
    }),
    () => ({ clusters: [] }),
  ],
  listClusters: [() => ({ maxResults: 1 }), () => ({ maxResults: 1000 })],
  updateCluster: [() => ({ cluster: 'empty', settings: [{ name: 'containerInsights', value: 'enabled' }] })],
  updateClusterSettings: [() => ({ cluster: 'empty', settings: [{ name: 'containerInsights', value: 'disabled' }] })],
  putClusterCapacityProviders: [
    () => ({
      cluster: 'empty',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 2 }],
    }),
    () => ({ cluster: 'empty', capacityProviders: [], defaultCapacityProviderStrategy: [] }),
  ],
  deleteCluster: [() => ({ cluster: 'empty' }), () => ({ cluster: 'default' })],
  createCapacityProvider: [
    () => ({
      name: 'more',
      autoScalingGroupProvider: {
        autoScalingGroupArn: `${asg}:more`,
        managedScaling: { status: 'ENABLED', targetCapacity: 90 },
      },
    }),
  ],
  describeCapacityProviders: [
    () => ({ capacityProviders: ['FARGATE', 'metal', 'nothing'] }),
    () => ({ maxResults: 2 }),
  ],
  updateCapacityProvider: [() => ({ name: 'metal', autoScalingGroupProvider: { managedDraining: 'DISABLED' } })],
  deleteCapacityProvider: [() => ({ capacityProvider: 'metal' }), () => ({ capacityProvider: 'FARGATE' })],
  registerTaskDefinition: [
    () => ({
      family: 'new',
      containerDefinitions: [
        { ...container, environment: [{ name: 'A', value: '<&>' }], dockerLabels: { 'a.b': 'c' } },
      ],
      tags: [{ key: 'a', value: '' }],
    }),
    () => ({ family: 'new', containerDefinitions: [container], requiresCompatibilities: ['FARGATE'] }),
  ],
  describeTaskDefinition: [() => ({ taskDefinition: 'web', include: ['TAGS'] }), () => ({ taskDefinition: 'web:99' })],
  listTaskDefinitions: [() => ({ familyPrefix: 'web', sort: 'DESC', status: 'ACTIVE' })],
  listTaskDefinitionFamilies: [() => ({ status: 'ALL' })],
  deregisterTaskDefinition: [() => ({ taskDefinition: 'web:1' })],
  deleteTaskDefinitions: [() => ({ taskDefinitions: ['old:1', 'web:2'] })],
  createService: [
    () => ({
      serviceName: 'api',
      taskDefinition: 'web:1',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: network,
      clientToken: 'token',
    }),
    () => ({
      serviceName: 'web',
      taskDefinition: 'web:1',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: network,
    }),
    () => ({
      serviceName: 'api',
      taskDefinition: 'web:1',
      desiredCount: 2,
      deploymentController: { type: 'CODE_DEPLOY' },
      networkConfiguration: network,
    }),
  ],
  describeServices: [
    () => ({ services: ['web', 'nowhere'], include: ['TAGS'] }),
    () => ({ cluster: 'nowhere', services: ['web'] }),
  ],
  listServices: [() => ({}), () => ({ launchType: 'FARGATE', schedulingStrategy: 'REPLICA' })],
  listServicesByNamespace: [() => ({ namespace: 'local' })],
  updateService: [
    () => ({ service: 'web', desiredCount: 5, enableExecuteCommand: true }),
    () => ({ service: 'web', forceNewDeployment: true }),
    () => ({ service: 'nowhere' }),
  ],
  deleteService: [() => ({ service: 'web', force: true }), () => ({ service: 'web' })],
  listServiceDeployments: [
    () => ({ service: 'web', status: ['IN_PROGRESS', 'SUCCESSFUL'] }),
    () => ({
      service: 'web',
      createdAt: { after: new Date('2026-01-01T00:00:30.500Z'), before: new Date('2040-01-01') },
    }),
  ],
  describeServiceDeployments: [
    ({ serviceDeploymentArn }) => ({ serviceDeploymentArns: [serviceDeploymentArn, `${serviceDeploymentArn}x`] }),
  ],
  stopServiceDeployment: [
    ({ serviceDeploymentArn }) => ({ serviceDeploymentArn, stopType: 'ROLLBACK' }),
    ({ serviceDeploymentArn }) => ({ serviceDeploymentArn: `${serviceDeploymentArn}x` }),
  ],
  continueServiceDeployment: [({ serviceDeploymentArn }) => ({ serviceDeploymentArn, hookId: 'ecs-pause-x' })],
  describeServiceRevisions: [({ serviceRevisionArn }) => ({ serviceRevisionArns: [serviceRevisionArn] })],
  runTask: [
    () => ({
      taskDefinition: 'web:1',
      count: 2,
      launchType: 'FARGATE',
      networkConfiguration: network,
      clientToken: 'token',
      overrides: { containerOverrides: [{ name: 'web', command: ['x'], environment: [{ name: 'A', value: 'b' }] }] },
      tags: [{ key: 'a', value: 'b' }],
      startedBy: 'me',
    }),
    () => ({ taskDefinition: 'nothing', clientToken: 'token' }),
  ],
  startTask: [() => ({ taskDefinition: 'web:1', containerInstances: ['0'.repeat(32)], networkConfiguration: network })],
  stopTask: [({ jobArn }) => ({ task: jobArn, reason: 'enough' }), () => ({ task: '0'.repeat(32) })],
  describeTasks: [
    ({ taskArn, jobArn }) => ({ tasks: [taskArn, jobArn, '0'.repeat(32)], include: ['TAGS'] }),
    () => ({ tasks: ['x'] }),
  ],
  listTasks: [() => ({ serviceName: 'web' }), () => ({ desiredStatus: 'RUNNING', maxResults: 2 })],
  getTaskProtection: [({ taskArn }) => ({ cluster: 'default', tasks: [taskArn] })],
  updateTaskProtection: [
    ({ taskArn }) => ({ cluster: 'default', tasks: [taskArn], protectionEnabled: true, expiresInMinutes: 60 }),
  ],
  executeCommand: [({ taskArn }) => ({ task: taskArn, command: 'sh', interactive: true, container: 'web' })],
  tagResource: [({ serviceArn }) => ({ resourceArn: serviceArn, tags: [{ key: 'a', value: 'b' }] })],
  untagResource: [({ clusterArn }) => ({ resourceArn: clusterArn.replace('default', 'empty'), tagKeys: ['team'] })],
  listTagsForResource: [({ clusterArn }) => ({ resourceArn: clusterArn.replace('default', 'empty') })],
  listAccountSettings: [() => ({ effectiveSettings: true }), () => ({ name: 'containerInsights', value: 'enabled' })],
  putAccountSetting: [
    () => ({ name: 'containerInsights', value: 'disabled' }),
    () => ({ name: 'containerInsights', value: 'perhaps' }),
  ],
  putAccountSettingDefault: [() => ({ name: 'awsvpcTrunking', value: 'enabled' })],
  deleteAccountSetting: [() => ({ name: 'containerInsights' })],
  listAttributes: [() => ({ targetType: 'container-instance', attributeName: 'stack' })],
  putAttributes: [
    () => ({ attributes: [{ name: 'stack', value: 'a', targetType: 'container-instance', targetId: '0'.repeat(32) }] }),
  ],
  deleteAttributes: [
    () => ({ attributes: [{ name: 'stack', targetType: 'container-instance', targetId: '0'.repeat(32) }] }),
  ],
  listContainerInstances: [() => ({ status: 'ACTIVE' })],
  describeContainerInstances: [() => ({ containerInstances: ['0'.repeat(32)] })],
  updateContainerInstancesState: [() => ({ containerInstances: ['0'.repeat(32)], status: 'DRAINING' })],
  updateContainerAgent: [() => ({ containerInstance: '0'.repeat(32) })],
  deregisterContainerInstance: [() => ({ containerInstance: '0'.repeat(32), force: true })],
  createTaskSet: [() => ({ ...taskSetOfExternal, scale: { value: 50, unit: 'PERCENT' }, clientToken: 'token' })],
  describeTaskSets: [({ taskSetArn }) => ({ cluster: 'default', service: 'external', taskSets: [taskSetArn] })],
  updateTaskSet: [
    ({ taskSetArn }) => ({
      cluster: 'default',
      service: 'external',
      taskSet: taskSetArn,
      scale: { value: 12.5, unit: 'PERCENT' },
    }),
  ],
  updateServicePrimaryTaskSet: [
    ({ taskSetArn }) => ({ cluster: 'default', service: 'external', primaryTaskSet: taskSetArn }),
  ],
  deleteTaskSet: [({ taskSetArn }) => ({ cluster: 'default', service: 'external', taskSet: taskSetArn, force: true })],
};
