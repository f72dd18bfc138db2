import { describe, expect, test } from 'vitest';
import type { CreateServiceRequest, RunTaskRequest } from '../../../src/model/aws/ecs.generated.js';
import { expectRefused, fargateDefinition, fargateService, fargateTask, prodCluster, type Simulator } from './setup.js';

/** Members that aren't simulated, or not wholly: refused by name, refused as AWS does, or kept (ruling 34). */

const managedEBSVolume = { roleArn: 'arn:aws:iam::123456789012:role/ebs', sizeInGiB: 10 };

function scene(): Simulator {
  const sim = prodCluster();
  const containers = [{ name: 'app', image: 'web:1', portMappings: [{ name: 'http', containerPort: 80 }] }];
  sim.ecs.registerTaskDefinition(fargateDefinition('named', { containerDefinitions: containers }));
  sim.ecs.registerTaskDefinition(
    fargateDefinition('later', {
      volumes: [{ name: 'data', configuredAtLaunch: true }],
      containerDefinitions: [
        { name: 'app', image: 'web:1', mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
      ],
    }),
  );
  sim.ecs.createService(fargateService());
  return sim;
}

type Changes = Partial<CreateServiceRequest> & { readonly taskDefinition: string };

describe('a service', () => {
  test.each<[string, Changes, string, string]>([
    [
      'Service Connect without a namespace',
      { taskDefinition: 'named', serviceConnectConfiguration: { enabled: true } },
      'InvalidParameterException',
      'Namespace is missing',
    ],
    [
      'Service Connect on an unknown port',
      {
        taskDefinition: 'named',
        serviceConnectConfiguration: { enabled: true, namespace: 'shop', services: [{ portName: 'grpc' }] },
      },
      'InvalidParameterException',
      'portName(grpc) does not refer to any named PortMapping in the container definitions',
    ],
    [
      'the configuration of a volume that is not there',
      { taskDefinition: 'named', volumeConfigurations: [{ name: 'data', managedEBSVolume }] },
      'InvalidParameterException',
      "The volume name 'data' in your request does not have a matching volume in your Task Definition",
    ],
    [
      'the configuration of a volume',
      { taskDefinition: 'later', volumeConfigurations: [{ name: 'data', managedEBSVolume }] },
      'UnsupportedFeatureException',
      'steadystate does not simulate volumeConfigurations (data) yet.',
    ],
    [
      'a volume left to the launch',
      { taskDefinition: 'later' },
      'UnsupportedFeatureException',
      'steadystate does not simulate volumes configuredAtLaunch (data) yet.',
    ],
  ])('%s is refused, when it is created and when it is updated', (_, changes, code, message) => {
    const sim = scene();
    expectRefused(sim, () => sim.ecs.createService(fargateService({ serviceName: 'new', ...changes })), code, message);
    expectRefused(sim, () => sim.ecs.updateService({ cluster: 'prod', service: 'web', ...changes }), code, message);
  });

  test.each<[string, Partial<CreateServiceRequest>, string, string]>([
    [
      'a role where the service-linked one is used',
      { role: 'ecsServiceRole', loadBalancers: [] },
      'InvalidParameterException',
      'IAM roles are only valid for services configured to use load balancers.',
    ],
  ])('%s is refused', (_, about, code, message) => {
    const sim = scene();
    expectRefused(sim, () => sim.ecs.createService(fargateService({ serviceName: 'new', ...about })), code, message);
  });

  test("Service Connect may use the cluster's namespace, and is kept [call-unsimulated-is-refused]", () => {
    const sim = scene();
    sim.ecs.updateCluster({ cluster: 'prod', serviceConnectDefaults: { namespace: 'shop' } });
    // What is not given stays.
    sim.ecs.updateCluster({ cluster: 'prod', settings: [{ name: 'containerInsights', value: 'enabled' }] });
    const serviceConnectConfiguration = { enabled: true, services: [{ portName: 'http' }] };
    const { service } = sim.ecs.createService(
      fargateService({ serviceName: 'new', taskDefinition: 'named', serviceConnectConfiguration }),
    );
    expect(service?.deployments?.[0]?.serviceConnectConfiguration).toEqual(serviceConnectConfiguration);
  });

  test('a definition without the port that Service Connect names is refused afterwards', () => {
    const sim = scene();
    const serviceConnectConfiguration = { enabled: true, namespace: 'shop', services: [{ portName: 'http' }] };
    sim.ecs.createService(fargateService({ serviceName: 'new', taskDefinition: 'named', serviceConnectConfiguration }));
    expectRefused(
      sim,
      () => sim.ecs.updateService({ cluster: 'prod', service: 'new', taskDefinition: 'web' }),
      'InvalidParameterException',
      'portName(http) does not refer to any named PortMapping in the container definitions',
    );
  });
});

test('what changes nothing that is simulated is kept and shown [call-unsimulated-is-refused]', () => {
  const { ecs } = scene();
  const serviceRegistries = [{ registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1' }];
  const alarms = { alarmNames: ['errors'], enable: false, rollback: false };
  const placementStrategy = [{ type: 'spread' as const, field: 'host' }];
  const placementConstraints = [{ type: 'distinctInstance' as const }];
  const { service } = ecs.createService({
    cluster: 'prod',
    serviceName: 'kept',
    taskDefinition: 'legacy',
    desiredCount: 0,
    serviceRegistries,
    placementStrategy,
    placementConstraints,
    deploymentConfiguration: { bakeTimeInMinutes: 5, alarms },
    enableECSManagedTags: true,
  });
  expect(service).toMatchObject({ serviceRegistries, placementStrategy, placementConstraints });
  expect(service.deploymentConfiguration).toMatchObject({ bakeTimeInMinutes: 5, alarms, strategy: 'ROLLING' });
  const monitoring = { metricConfigurations: [] };
  ecs.updateService({ cluster: 'prod', service: 'kept', monitoring });
  const [shown] = ecs.describeServices({ cluster: 'prod', services: ['kept'] }).services;
  expect(shown).toMatchObject({ serviceRegistries, placementStrategy, placementConstraints });
  const [revision] = ecs.describeServiceRevisions({
    serviceRevisionArns: [shown?.currentServiceRevisions?.[0]?.arn ?? ''],
  }).serviceRevisions;
  expect(revision).toMatchObject({ monitoring, serviceRegistries });
});

describe('the role of a service behind a balancer', () => {
  function behindBalancer(targetType: 'ip' | 'instance') {
    const sim = scene();
    const { elbv2 } = sim;
    const LoadBalancerArn =
      elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-1a', 'subnet-1b'] }).LoadBalancers[0]
        ?.LoadBalancerArn ?? '';
    const TargetGroupArn =
      elbv2.createTargetGroup({ Name: 'web', Protocol: 'HTTP', Port: 80, TargetType: targetType, VpcId: 'vpc-1' })
        .TargetGroups[0]?.TargetGroupArn ?? '';
    elbv2.createListener({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    });
    return { sim, loadBalancers: [{ targetGroupArn: TargetGroupArn, containerName: 'app', containerPort: 80 }] };
  }

  test('is refused for awsvpc tasks', () => {
    const { sim, loadBalancers } = behindBalancer('ip');
    const request = { serviceName: 'new', taskDefinition: 'named', loadBalancers, role: 'ecsServiceRole' };
    expectRefused(
      sim,
      () => sim.ecs.createService(fargateService(request)),
      'InvalidParameterException',
      'You cannot specify an IAM role for services that require a service linked role.',
    );
  });

  test.each([
    ['ecsServiceRole', 'arn:aws:iam::123456789012:role/ecsServiceRole'],
    ['arn:aws:iam::123456789012:role/own', 'arn:aws:iam::123456789012:role/own'],
  ])('%s is kept for others, by deployments too', (role, roleArn) => {
    const { sim, loadBalancers } = behindBalancer('instance');
    sim.ecs.registerTaskDefinition({
      family: 'bridged',
      containerDefinitions: [{ name: 'app', image: 'web:1', memory: 128, portMappings: [{ containerPort: 80 }] }],
    });
    const about = { cluster: 'prod', taskDefinition: 'bridged', loadBalancers };
    const created = sim.ecs.createService({ ...about, serviceName: 'new', desiredCount: 0, role });
    const updated = sim.ecs.updateService({ cluster: 'prod', service: 'new', forceNewDeployment: true });
    expect([created.service?.roleArn, updated.service?.roleArn]).toEqual([roleArn, roleArn]);
  });
});

describe('RunTask', () => {
  test.each<[string, Partial<RunTaskRequest>, string, string]>([
    [
      'a volume left to the launch',
      { taskDefinition: 'later' },
      'UnsupportedFeatureException',
      'steadystate does not simulate volumes configuredAtLaunch (data) yet.',
    ],
    [
      'the configuration of a volume that is not there',
      { volumeConfigurations: [{ name: 'data', managedEBSVolume }] },
      'InvalidParameterException',
      "The volume name 'data' in your request does not have a matching volume in your Task Definition",
    ],
    [
      'too little ephemeral storage',
      { overrides: { ephemeralStorage: { sizeInGiB: 20 } } },
      'ClientException',
      'EphemeralStorage size should be at least 21',
    ],
    [
      'too much ephemeral storage',
      { overrides: { ephemeralStorage: { sizeInGiB: 201 } } },
      'ClientException',
      'EphemeralStorage size should be at most 200',
    ],
  ])('%s is refused', (_, about, code, message) => {
    const sim = scene();
    expectRefused(sim, () => sim.ecs.runTask(fargateTask(about)), code, message);
  });
});
