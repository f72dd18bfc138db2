import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../src/index.js';

const serviceOf = (sim: ReturnType<typeof createSimulator>, service = 'web', cluster = 'default') =>
  sim.ecs.describeServices({ cluster, services: [service] }).services?.[0];

test('with nothing said: one plain task named web, in the default cluster, over three zones', () => {
  const sim = createSimulator();
  const web = fargateService(sim);
  expect(web).toEqual({ cluster: 'default', service: 'web', register: expect.any(Function) });
  expect(sim.elapsedMs).toBe(0);
  expect(serviceOf(sim)).toMatchObject({
    serviceName: 'web',
    desiredCount: 1,
    launchType: 'FARGATE',
    loadBalancers: [],
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b', 'subnet-c'] } },
    deploymentConfiguration: {
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      deploymentCircuitBreaker: { enable: false, rollback: false },
    },
  });
  const { taskDefinition } = sim.ecs.describeTaskDefinition({ taskDefinition: 'web:1' });
  expect(
    taskDefinition?.containerDefinitions?.map(({ name, image, healthCheck }) => ({ name, image, healthCheck })),
  ).toEqual([{ name: 'web', image: 'web:1', healthCheck: undefined }]);
  expect(sim.elbv2.describeLoadBalancers().LoadBalancers).toEqual([]);
});

test('everything that can be said is passed on', () => {
  const sim = createSimulator();
  const api = fargateService(sim, {
    name: 'api',
    cluster: 'prod',
    image: 'shop/api:7',
    desiredCount: 4,
    minimumHealthyPercent: 75,
    maximumPercent: 125,
    circuitBreaker: true,
    healthCheckGracePeriodSeconds: 60,
    healthCheck: { interval: 5, retries: 2 },
    stopTimeout: 7,
    subnets: ['subnet-b', 'subnet-c'],
    loadBalancer: {
      healthCheckIntervalSeconds: 10,
      healthCheckTimeoutSeconds: 4,
      healthyThresholdCount: 3,
      unhealthyThresholdCount: 4,
      deregistrationDelaySeconds: 20,
    },
  });
  expect(serviceOf(sim, 'api', 'prod')).toMatchObject({
    desiredCount: 4,
    healthCheckGracePeriodSeconds: 60,
    loadBalancers: [{ targetGroupArn: api.targetGroupArn, containerName: 'api', containerPort: 8080 }],
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-b', 'subnet-c'] } },
    deploymentConfiguration: {
      minimumHealthyPercent: 75,
      maximumPercent: 125,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
  });
  const { taskDefinition } = sim.ecs.describeTaskDefinition({ taskDefinition: 'api' });
  expect(taskDefinition?.containerDefinitions?.[0]).toMatchObject({
    image: 'shop/api:7',
    stopTimeout: 7,
    healthCheck: { interval: 5, retries: 2, command: ['CMD-SHELL', 'curl -f http://localhost:8080/ || exit 1'] },
  });
  const TargetGroupArn = api.targetGroupArn ?? '';
  expect(sim.elbv2.describeTargetGroups({ TargetGroupArns: [TargetGroupArn] }).TargetGroups?.[0]).toMatchObject({
    HealthCheckIntervalSeconds: 10,
    HealthCheckTimeoutSeconds: 4,
    HealthyThresholdCount: 3,
    UnhealthyThresholdCount: 4,
    LoadBalancerArns: [api.loadBalancerArn],
  });
  const { Attributes } = sim.elbv2.describeTargetGroupAttributes({ TargetGroupArn });
  expect(Attributes?.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')?.Value).toBe('20');
});

describe('register', () => {
  test('makes the next revision, the same but for the image', () => {
    const sim = createSimulator();
    const web = fargateService(sim, { healthCheck: true, stopTimeout: 3 });
    expect(web.register('shop/web:9')).toBe('web:2');
    const [one, two] = ['web:1', 'web:2'].map((taskDefinition) => {
      const { containerDefinitions, cpu, memory } =
        sim.ecs.describeTaskDefinition({ taskDefinition }).taskDefinition ?? {};
      return { containerDefinitions, cpu, memory };
    });
    expect(two).toEqual({ ...one, containerDefinitions: [{ ...one?.containerDefinitions?.[0], image: 'shop/web:9' }] });
    // Nothing is deployed.
    expect(serviceOf(sim)?.taskDefinition).toMatch(/web:1$/);
  });
});

test('is made of nothing but AWS calls, and refused as they are', () => {
  const sim = createSimulator();
  fargateService(sim, { loadBalancer: true });
  expect(sim.facts().flatMap((fact) => (fact.kind === 'call' ? [`${fact.api}.${fact.operation}`] : []))).toEqual([
    'ecs.createCluster',
    'ecs.registerTaskDefinition',
    'elbv2.createLoadBalancer',
    'elbv2.createTargetGroup',
    'elbv2.createListener',
    'ecs.createService',
  ]);
  expect(() => fargateService(sim, { name: 'api', desiredCount: -1 })).toThrow(
    expect.objectContaining({ code: 'InvalidParameterException' }),
  );
  expect(() => fargateService(sim, { name: 'web' })).toThrow(
    expect.objectContaining({ code: 'InvalidParameterException' }),
  );
});

test('two of them live side by side', () => {
  const sim = createSimulator();
  for (const name of ['web', 'api']) fargateService(sim, { name, loadBalancer: true });
  expect(sim.runUntilSteady().outcome).toBe('completed');
  expect(sim.isSteady('web') && sim.isSteady('api')).toBe(true);
});
