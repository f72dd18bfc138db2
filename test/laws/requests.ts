import * as fc from 'fast-check';
import { knownOperations } from '../../src/api/call.js';
import type { AwsServiceName } from '../../src/index.js';
import { call, reference } from './actions.js';

/** Requests about what is on the stage: most of them are taken, some refused. */

/** Mostly the one that is there from the start. */
export const serviceNames = fc.constantFrom('one', 'one', 'one', 'one', 'one', 'two', 'two', 'three');
export const taskDefinitions = fc.constantFrom('web:1', 'web:2', 'web:3', 'api:1', 'api:2', 'api:3', 'api:4');
const desiredCounts = fc.integer({ min: 0, max: 5 });
export const places = fc.nat(20);

const percents = fc.constantFrom(
  { minimumHealthyPercent: 100, maximumPercent: 200 },
  { minimumHealthyPercent: 100, maximumPercent: 150 },
  { minimumHealthyPercent: 100, maximumPercent: 125 },
  { minimumHealthyPercent: 75, maximumPercent: 125 },
  { minimumHealthyPercent: 90, maximumPercent: 110 },
  { minimumHealthyPercent: 50, maximumPercent: 200 },
  { minimumHealthyPercent: 50, maximumPercent: 100 },
  { minimumHealthyPercent: 0, maximumPercent: 100 },
);

const breakers = fc.record({
  deploymentCircuitBreaker: fc.record(
    {
      enable: fc.boolean(),
      rollback: fc.boolean(),
      resetOnHealthyTask: fc.boolean(),
      thresholdConfiguration: fc.constantFrom(
        { type: 'COUNT', value: 2 },
        { type: 'BOUNDED_PERCENT', value: 50 },
        { type: 'UNBOUNDED_PERCENT', value: 100 },
      ),
    },
    { requiredKeys: ['enable', 'rollback'] },
  ),
});

/** At 100 percent there is no room to rebalance zones: the request says that it is off, or it would be refused. */
const configurations = fc
  .record({
    some: percents,
    more: fc.option(breakers, { nil: {} }),
    availabilityZoneRebalancing: fc.constantFrom('ENABLED', 'DISABLED'),
  })
  .map(({ some, more, availabilityZoneRebalancing }) => ({
    deploymentConfiguration: { ...some, ...more },
    availabilityZoneRebalancing: some.maximumPercent > 100 ? availabilityZoneRebalancing : 'DISABLED',
  }));

/** Balancers of a service: none, the ALB's group, the NLB's, or both. */
const loadBalancers = fc.constantFrom<readonly number[]>([], [], [0], [1], [0, 1]).map((groups) =>
  groups.map((place) => ({
    targetGroupArn: reference('targetGroup', place),
    containerName: 'app',
    containerPort: 80,
  })),
);

const subnets = fc.constantFrom(['subnet-a'], ['subnet-a', 'subnet-b'], ['subnet-a', 'subnet-b', 'subnet-c']);

export const createService = fc
  .record(
    {
      serviceName: serviceNames,
      taskDefinition: taskDefinitions,
      desiredCount: desiredCounts,
      configuration: configurations,
      loadBalancers,
      healthCheckGracePeriodSeconds: fc.constantFrom(0, 30, 120),
      subnets,
    },
    { requiredKeys: ['serviceName', 'taskDefinition', 'desiredCount', 'configuration', 'subnets'] },
  )
  .map(({ subnets: given, configuration, ...request }) =>
    call('createService', {
      cluster: 'main',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: given } },
      ...configuration,
      ...request,
    }),
  );

export const updateService = fc
  .record(
    {
      service: serviceNames,
      taskDefinition: taskDefinitions,
      desiredCount: desiredCounts,
      forceNewDeployment: fc.boolean(),
      configuration: configurations,
      healthCheckGracePeriodSeconds: fc.constantFrom(0, 30, 120),
      loadBalancers,
    },
    { requiredKeys: ['service'] },
  )
  .map(({ configuration, ...request }) => call('updateService', { cluster: 'main', ...configuration, ...request }));

export const aboutTasks = fc.oneof(
  places.map((place) => call('stopTask', { cluster: 'main', task: reference('task', place), reason: 'a drill' })),
  fc
    .record({ place: places, protectionEnabled: fc.boolean(), expiresInMinutes: fc.constantFrom(1, 5, 60) })
    .map(({ place, ...request }) =>
      call('updateTaskProtection', { cluster: 'main', tasks: [reference('task', place)], ...request }),
    ),
  fc
    .record({ taskDefinition: taskDefinitions, count: fc.integer({ min: 1, max: 3 }), subnets })
    .map(({ subnets: given, ...request }) =>
      call('runTask', {
        cluster: 'main',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: given } },
        ...request,
      }),
    ),
);

export const deletions = fc.oneof(
  fc
    .record({ service: serviceNames, force: fc.boolean() })
    .map((request) => call('deleteService', { cluster: 'main', ...request })),
  places.map((place) =>
    call('stopServiceDeployment', {
      serviceDeploymentArn: reference('serviceDeployment', place),
      stopType: 'ROLLBACK',
    }),
  ),
  fc.constant(call('deregisterTaskDefinition', { taskDefinition: 'web:1' })),
);

export const aboutBalancers = fc
  .oneof(
    fc
      .record({
        place: fc.nat(1),
        HealthCheckIntervalSeconds: fc.constantFrom(10, 30),
        UnhealthyThresholdCount: fc.integer({ min: 2, max: 4 }),
        HealthyThresholdCount: fc.integer({ min: 2, max: 4 }),
      })
      .map(({ place, ...request }) => ({
        operation: 'modifyTargetGroup',
        input: { TargetGroupArn: reference('targetGroup', place), ...request },
      })),
    fc.record({ place: fc.nat(1), delay: fc.constantFrom('0', '20', '300') }).map(({ place, delay }) => ({
      operation: 'modifyTargetGroupAttributes',
      input: {
        TargetGroupArn: reference('targetGroup', place),
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: delay }],
      },
    })),
    places.map((place) => ({ operation: 'deleteListener', input: { ListenerArn: reference('listener', place) } })),
    fc.record({ place: fc.nat(1), Port: fc.constantFrom(80, 81) }).map(({ place, Port }) => ({
      operation: 'createListener',
      input: {
        LoadBalancerArn: reference('loadBalancer', place),
        Protocol: place === 0 ? 'HTTP' : 'TCP',
        Port,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: reference('targetGroup', place) }],
      },
    })),
    fc
      .record({ place: fc.nat(1), Id: fc.constantFrom('10.0.0.4', '10.0.0.5', '10.9.9.9'), adds: fc.boolean() })
      .map(({ place, Id, adds }) => ({
        operation: adds ? 'registerTargets' : 'deregisterTargets',
        input: { TargetGroupArn: reference('targetGroup', place), Targets: [{ Id, Port: 80 }] },
      })),
  )
  .map(({ operation, input }) => call(operation, input, 'elbv2'));

/** Requests that nobody can answer, and valid ones with one member spoilt. */
export const garbage = fc.oneof(
  fc
    .constantFrom<AwsServiceName>('ecs', 'elbv2')
    .chain((api) =>
      fc.record({ api: fc.constant(api), operation: fc.constantFrom(...knownOperations(api)), input: fc.jsonValue() }),
    )
    .map(({ api, operation, input }) => call(operation, input, api)),
  fc
    .tuple(fc.oneof(createService, updateService, aboutTasks, aboutBalancers), places, fc.jsonValue())
    .map(([action, place, value]) => {
      if (action.does !== 'call') return action;
      const input = action.input as Record<string, unknown>;
      const name = Object.keys(input)[place % Object.keys(input).length] ?? 'cluster';
      return { ...action, input: { ...input, [name]: value } };
    }),
);
