import { describe, expect, test } from 'vitest';
import type { DeploymentConfiguration, UpdateServiceRequest } from '../../../src/model/aws/ecs.generated.js';
import { aLoadBalancer, aTargetGroup, forwardTo } from '../elbv2/builders.js';
import {
  at,
  described,
  expectRefused,
  fargateDefinition,
  fargateService,
  networkInput,
  prefix,
  prodCluster,
} from './setup.js';

type Change = Omit<UpdateServiceRequest, 'service' | 'cluster'>;

/** A simulator with the service `web`, settled, at two tasks or as many as said. */
function settled(about: Parameters<typeof fargateService>[0] = {}) {
  const sim = prodCluster();
  sim.ecs.createService(fargateService({ desiredCount: 2, ...about }));
  sim.runUntilSteady();
  const update = (change: Change) => sim.ecs.updateService({ cluster: 'prod', service: 'web', ...change }).service;
  return { sim, update };
}

describe('the reply', () => {
  test('has neither tags nor the service deployment, and the rest of the service (recorded: services.json #55)', () => {
    const { sim, update } = settled({ tags: [{ key: 'a', value: '1' }] });
    const before = described(sim);
    const service = update({});
    expect(service).toStrictEqual({ ...before, deployments: service?.deployments });
    expect(service).not.toHaveProperty('tags');
    expect(service).not.toHaveProperty('currentServiceDeployment');
  });

  test('a desired count shows on deployments only when the scheduler acts (recorded: services.json #58, #59, #101, #102) [deployment-desired-count-needs-none]', () => {
    const { sim, update } = settled();
    const before = sim.now;
    const service = update({ desiredCount: 3 });
    expect(service).toMatchObject({ desiredCount: 3, runningCount: 2, pendingCount: 0 });
    expect(service?.deployments?.[0]).toMatchObject({ desiredCount: 2, rolloutState: 'COMPLETED', updatedAt: before });
    expect(service?.currentServiceRevisions?.[0]).toMatchObject({ requestedTaskCount: 2 });
    sim.run('5s');
    expect(described(sim).deployments?.[0]).toMatchObject({ desiredCount: 3, pendingCount: 1 });
    expect(described(sim).currentServiceRevisions?.[0]).toMatchObject({ requestedTaskCount: 3, pendingTaskCount: 1 });
  });

  test('a new deployment comes first, the former one is ACTIVE (recorded: services.json #55, #56) [deployment-supersedes-the-former]', () => {
    const { sim, update } = settled();
    const [former] = described(sim).deployments ?? [];
    const service = update({ taskDefinition: 'web:1' });
    const [primary, active] = service?.deployments ?? [];
    expect(primary).toMatchObject({
      status: 'PRIMARY',
      taskDefinition: `${prefix}task-definition/web:1`,
      rolloutState: 'IN_PROGRESS',
      desiredCount: 0,
      createdAt: sim.now,
      updatedAt: sim.now,
    });
    expect(active).toStrictEqual({ ...former, status: 'ACTIVE', updatedAt: sim.now });
    expect(service?.currentServiceRevisions?.map((each) => each.arn)).toEqual(
      [primary, active].map((each) => `${prefix}service-revision/prod/web/${each?.id?.slice('ecs-svc/'.length)}`),
    );
    expect(service?.taskDefinition).toBe(`${prefix}task-definition/web:1`);
    expect(service?.events?.[0]?.message).toBe('(service web) has reached a steady state.');
  });
});

/** `web` at two tasks, settled, with everything that a deployment is made of. */
function equipped() {
  const sim = prodCluster();
  sim.ecs.registerTaskDefinition(
    fargateDefinition('web', {
      taskRoleArn: 'arn:aws:iam::123456789012:role/app',
      containerDefinitions: [{ name: 'app', image: 'web:3', portMappings: [{ containerPort: 80 }] }],
    }),
  );
  const [group] = sim.elbv2.createTargetGroup(aTargetGroup()).TargetGroups;
  const [balancer] = sim.elbv2.createLoadBalancer(aLoadBalancer()).LoadBalancers;
  const targetGroupArn = group?.TargetGroupArn ?? '';
  sim.elbv2.createListener({
    LoadBalancerArn: balancer?.LoadBalancerArn ?? '',
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: forwardTo(targetGroupArn),
  });
  const members = {
    taskDefinition: 'web:3',
    networkConfiguration: networkInput(),
    platformVersion: 'LATEST',
    loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
    serviceRegistries: [{ registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1' }],
    serviceConnectConfiguration: { enabled: true, namespace: 'shop' },
    monitoring: { metricConfigurations: [] },
  };
  sim.ecs.createService(fargateService({ desiredCount: 2, ...members }));
  sim.runUntilSteady();
  const update = (change: Change) => sim.ecs.updateService({ cluster: 'prod', service: 'web', ...change }).service;
  return { sim, update, members };
}

describe('what starts a deployment [deployment-what-starts-one]', () => {
  test.each<[string, Change]>([
    ['another task definition (services.json #55)', { taskDefinition: 'web:1', loadBalancers: [] }],
    ['forceNewDeployment', { forceNewDeployment: true }],
    [
      'monitoring (service_revisions.json #17)',
      { monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] } },
    ],
    ['another network', { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1b'] } } }],
    ['another platform version', { platformVersion: '1.3.0' }],
    ['other load balancers', { loadBalancers: [] }],
    ['other registries', { serviceRegistries: [] }],
    ['another Service Connect', { serviceConnectConfiguration: { enabled: false } }],
  ])('%s', (_, change) => {
    const { sim, update } = equipped();
    expect(update(change)?.deployments).toHaveLength(2);
    expect(sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' }).serviceDeployments).toHaveLength(2);
  });

  test.each<[string, Change]>([
    ['the desired count (services.json #58)', { desiredCount: 3 }],
    [
      'percentages and zone rebalancing (services.json #63)',
      {
        deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
        availabilityZoneRebalancing: 'DISABLED',
      },
    ],
    [
      'the circuit breaker (services.json #129)',
      { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
    ],
    ['nothing', {}],
    ['managed tags', { enableECSManagedTags: true, propagateTags: 'SERVICE' }],
    ['the grace period', { healthCheckGracePeriodSeconds: 60 }],
    ['ECS Exec', { enableExecuteCommand: true }],
  ])('not %s', (_, change) => {
    const { update } = equipped();
    expect(update(change)?.deployments).toHaveLength(1);
  });

  test.each([
    'taskDefinition',
    'networkConfiguration',
    'platformVersion',
    'loadBalancers',
    'serviceRegistries',
    'serviceConnectConfiguration',
    'monitoring',
  ] as const)('not %s as it is [deployment-equal-values-start-none]', (member) => {
    const { update, members } = equipped();
    expect(update({ [member]: members[member] })?.deployments).toHaveLength(1);
  });
});

describe('deploymentConfiguration', () => {
  const stored = (change: DeploymentConfiguration, before: DeploymentConfiguration = {}) => {
    const { update } = settled({ desiredCount: 0, deploymentConfiguration: before });
    return update({ deploymentConfiguration: change })?.deploymentConfiguration;
  };

  test('the breaker is merged member by member (recorded: services.json #128, #129) [service-breaker-is-merged]', () => {
    const given = { enable: true, rollback: false, thresholdConfiguration: { type: 'COUNT' as const, value: 1 } };
    expect(
      stored(
        { deploymentCircuitBreaker: given },
        { deploymentCircuitBreaker: { enable: true, rollback: true, resetOnHealthyTask: false } },
      ),
    ).toStrictEqual({
      deploymentCircuitBreaker: { ...given, resetOnHealthyTask: false },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: 'ROLLING',
      bakeTimeInMinutes: 0,
    });
  });

  test('rollback without enable is stored as false (recorded: services.json #134) [service-breaker-is-merged]', () => {
    expect(
      stored(
        { deploymentCircuitBreaker: { enable: false, rollback: true } },
        {
          deploymentCircuitBreaker: {
            enable: true,
            rollback: true,
            thresholdConfiguration: { type: 'COUNT', value: 3 },
          },
        },
      )?.deploymentCircuitBreaker,
    ).toStrictEqual({
      enable: false,
      rollback: false,
      resetOnHealthyTask: true,
      thresholdConfiguration: { type: 'COUNT', value: 3 },
    });
  });

  test('percentages that are not given stay', () => {
    expect(stored({ minimumHealthyPercent: 50 }, { maximumPercent: 150, minimumHealthyPercent: 100 })).toMatchObject({
      maximumPercent: 150,
      minimumHealthyPercent: 50,
    });
  });

  test('percents that leave no room are refused, those in force included [bounds-100-100-is-refused]', () => {
    const { sim, update } = settled({ availabilityZoneRebalancing: 'DISABLED' });
    const message = 'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.';
    for (const deploymentConfiguration of [
      { maximumPercent: 100, minimumHealthyPercent: 100 },
      { maximumPercent: 100 },
    ]) {
      expectRefused(sim, () => update({ deploymentConfiguration }), 'InvalidParameterException', message);
    }
    const cramped = { maximumPercent: 100, minimumHealthyPercent: 99 };
    expect(update({ deploymentConfiguration: cramped })?.deploymentConfiguration).toMatchObject(cramped);
  });

  test('zone rebalancing needs room, and may be given up in the same call (recorded: services.json #57, #63) [service-rebalancing-default]', () => {
    const { sim, update } = settled();
    const cramped = { maximumPercent: 100, minimumHealthyPercent: 0 };
    expectRefused(
      sim,
      () => update({ deploymentConfiguration: cramped }),
      'InvalidParameterException',
      "The service couldn't be updated because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again.",
    );
    expect(
      update({ deploymentConfiguration: cramped, availabilityZoneRebalancing: 'DISABLED' })?.deploymentConfiguration,
    ).toMatchObject(cramped);
  });
});

describe('refusals', () => {
  test('a definition that is no longer ACTIVE [definition-deregister] [missing-definition]', () => {
    const { sim, update } = settled();
    sim.ecs.deregisterTaskDefinition({ taskDefinition: 'web:1' });
    expectRefused(sim, () => update({ taskDefinition: 'web:1' }), 'ClientException', 'TaskDefinition is inactive');
  });

  test('the definition in use may be deregistered, the service still changes [definition-deregister]', () => {
    const { sim, update } = settled();
    sim.ecs.deregisterTaskDefinition({ taskDefinition: 'web:2' });
    expect(update({ desiredCount: 3 })?.desiredCount).toBe(3);
    expect(update({ forceNewDeployment: true })?.deployments).toHaveLength(2);
  });

  test('ECS Exec without a task role, unless the new definition has one [run-task-exec-needs-a-role]', () => {
    const { sim, update } = settled();
    expectRefused(
      sim,
      () => update({ enableExecuteCommand: true }),
      'InvalidParameterException',
      "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    );
    sim.ecs.registerTaskDefinition(fargateDefinition('web', { taskRoleArn: 'arn:aws:iam::123456789012:role/app' }));
    expect(update({ enableExecuteCommand: true, taskDefinition: 'web' })?.enableExecuteCommand).toBe(true);
  });

  test('a service of EC2 is not moved to Fargate by its network', () => {
    const { sim, update } = settled();
    expectRefused(
      sim,
      () => update({ taskDefinition: 'legacy' }),
      'InvalidParameterException',
      'Task definition does not support launch_type FARGATE.',
    );
  });
});

test('an update while DRAINING or INACTIVE names the state [service-not-active]', () => {
  const { sim, update } = settled({ desiredCount: 0 });
  sim.ecs.deleteService({ cluster: 'prod', service: 'web' });
  expect(described(sim).status).toBe('DRAINING');
  expectRefused(sim, () => update({ desiredCount: 1 }), 'ServiceNotActiveException', 'Service was not ACTIVE.');
  sim.run('2m');
  expect(described(sim).status).toBe('INACTIVE');
  expectRefused(sim, () => update({ desiredCount: 1 }), 'ServiceNotActiveException', 'Service was not ACTIVE.');
  expect(described(sim).createdAt).toEqual(at(0));
});
