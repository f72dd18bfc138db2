import { createSimulator, fargateService, type Simulator, type SimulatorOptions } from '../../../src/index.js';

/** The sources that `aFullSimulator` needs when it is restored. */
export const workloadSources = { calm: () => ({}) };

const network = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } } };

/** A task of two containers, one of which has to start within a minute and takes longer. */
const job = {
  family: 'job',
  networkMode: 'awsvpc' as const,
  requiresCompatibilities: ['FARGATE' as const],
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    { name: 'main', image: 'job:1', dependsOn: [{ containerName: 'side', condition: 'HEALTHY' as const }] },
    { name: 'side', image: 'side:1', startTimeout: 60, healthCheck: { command: ['CMD', 'true'], interval: 300 } },
  ],
};

/** The balancers' requests go to its second container. */
const pair = {
  ...job,
  family: 'pair',
  containerDefinitions: [
    { name: 'log', image: 'log:1' },
    { name: 'web', image: 'web:1', portMappings: [{ containerPort: 8080 }] },
  ],
};

/**
 * Something of everything that a snapshot has a place for, moved to `seconds` after a rollout began: a service behind a
 * balancer with a circuit breaker, one without, one that was deleted, one with a task set; standalone tasks; an address
 * that a user registered; faults, calls, rules and settings.
 */
export function aFullSimulator(seconds: number, options: SimulatorOptions = {}): Simulator {
  const sim = createSimulator({ seed: 3, workloadSources, ...options });
  const web = fargateService(sim, {
    desiredCount: 3,
    circuitBreaker: true,
    healthCheckGracePeriodSeconds: 120,
    healthCheck: true,
    loadBalancer: { deregistrationDelaySeconds: 60 },
  });
  const api = fargateService(sim, { name: 'api', desiredCount: 2, circuitBreaker: true });
  fargateService(sim, { name: 'old' });
  for (const definition of [job, pair]) sim.ecs.registerTaskDefinition(definition);
  sim.ecs.putAccountSetting({ name: 'containerInsights', value: 'enabled' });
  sim.ecs.createCapacityProvider({
    name: 'instances',
    autoScalingGroupProvider: {
      autoScalingGroupArn:
        'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:4d5e:autoScalingGroupName/instances',
    },
  });
  sim.ecs.createService({ serviceName: 'out', desiredCount: 0, deploymentController: { type: 'EXTERNAL' } });
  sim.ecs.createTaskSet({
    service: 'out',
    cluster: 'default',
    taskDefinition: 'api:1',
    launchType: 'FARGATE',
    scale: { value: 100, unit: 'PERCENT' },
    ...network,
  });
  const { Listeners } = sim.elbv2.describeListeners({ LoadBalancerArn: web.loadBalancerArn });
  const { TargetGroups } = sim.elbv2.createTargetGroup({
    Name: 'pair',
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-1',
    TargetType: 'ip',
  });
  const groups = [web.targetGroupArn ?? '', TargetGroups[0]?.TargetGroupArn ?? ''];
  sim.elbv2.createRule({
    ListenerArn: Listeners[0]?.ListenerArn ?? '',
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', Values: ['/pair'] }],
    Actions: [{ Type: 'forward', TargetGroupArn: groups[1] }],
  });
  sim.ecs.createService({
    serviceName: 'pair',
    taskDefinition: 'pair',
    desiredCount: 1,
    launchType: 'FARGATE',
    loadBalancers: groups.map((targetGroupArn) => ({ targetGroupArn, containerName: 'web', containerPort: 8080 })),
    ...network,
  });
  sim.elbv2.registerTargets({ TargetGroupArn: web.targetGroupArn ?? '', Targets: [{ Id: '10.0.0.9', Port: 80 }] });
  sim.runUntilSteady();

  const [newWeb, newApi] = [web.register('web:2'), api.register('api:2')];
  sim.workloads.set('web', { exits: { code: 1, after: '9h' } });
  sim.workloads.set({ container: 'side' }, { startsIn: '5m', flaky: 0.2 });
  sim.workloads.set({ taskDefinition: 'api:2', launches: { from: 2 } }, { exits: { code: 3, after: '25s' } });
  sim.workloads.set({ taskDefinition: 'web:2', launches: { from: 3, to: 3 } }, { http: 500 });
  sim.workloads.set({ family: 'old' }, { source: 'calm' });
  sim.faults.add({ kind: 'slowProvisioning', times: 2, zone: 'us-east-1b' });
  sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1c', from: '+20m', until: '+30m' });
  sim.faults.add({ kind: 'capacityUnavailable', from: '+35m', until: '+8h' });
  sim.schedule('+36m', 'ecs.updateService', { service: 'web', desiredCount: 4 });
  sim.ecs.runTask({
    taskDefinition: 'job',
    launchType: 'FARGATE',
    count: 2,
    clientToken: 'once',
    startedBy: 'somebody',
    tags: [{ key: 'team', value: 'shop' }],
    overrides: { containerOverrides: [{ name: 'main', command: ['sleep', '1'] }] },
    ...network,
  });
  const tasks = ['api', 'pair'].flatMap((serviceName) => sim.ecs.listTasks({ serviceName }).taskArns.slice(0, 1));
  sim.ecs.updateTaskProtection({ cluster: 'default', tasks, protectionEnabled: true, expiresInMinutes: 3 });
  sim.ecs.updateService({ service: 'web', taskDefinition: newWeb });
  sim.ecs.updateService({ service: 'api', taskDefinition: newApi });
  sim.ecs.updateService({ service: 'pair', forceNewDeployment: true });
  sim.ecs.deleteService({ service: 'old', force: true });
  sim.run(seconds * 1_000);
  return sim;
}
