import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';

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

/**
 * Something of everything that a snapshot has a place for, moved to `seconds` after a rollout began: a service behind a
 * balancer with a circuit breaker, one without, one that was deleted, one with a task set; standalone tasks; an address
 * that a user registered; faults, calls, rules and settings.
 */
export function aFullSimulator(seconds: number): Simulator {
  const sim = createSimulator({ seed: 3, stopEventOrder: 'deregisteredFirst', workloadSources });
  const web = fargateService(sim, {
    desiredCount: 3,
    circuitBreaker: true,
    healthCheckGracePeriodSeconds: 120,
    healthCheck: true,
    loadBalancer: { deregistrationDelaySeconds: 60 },
  });
  const api = fargateService(sim, { name: 'api', desiredCount: 2 });
  fargateService(sim, { name: 'old' });
  sim.ecs.registerTaskDefinition(job);
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
  sim.elbv2.registerTargets({ TargetGroupArn: web.targetGroupArn ?? '', Targets: [{ Id: '10.0.0.9', Port: 80 }] });
  sim.runUntilSteady();

  const [newWeb, newApi] = [web.register('web:2'), api.register('api:2')];
  sim.workloads.set('web', { exits: { code: 1, after: '9h' } });
  sim.workloads.set({ container: 'side' }, { startsIn: '5m', flaky: 0.2 });
  sim.workloads.set({ taskDefinition: 'api:2', launches: { from: 2 } }, { exits: { code: 3, after: '25s' } });
  sim.workloads.set({ family: 'old' }, { source: 'calm' });
  sim.faults.add({ kind: 'slowProvisioning', times: 2, zone: 'us-east-1b' });
  sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1c', from: '+20m', until: '+30m' });
  sim.schedule('+31m', 'ecs.updateService', { service: 'web', desiredCount: 4 });
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
  const { taskArns } = sim.ecs.listTasks({ serviceName: 'api' });
  sim.ecs.updateTaskProtection({
    cluster: 'default',
    tasks: taskArns.slice(0, 1),
    protectionEnabled: true,
    expiresInMinutes: 3,
  });
  sim.ecs.updateService({ service: 'web', taskDefinition: newWeb });
  sim.ecs.updateService({ service: 'api', taskDefinition: newApi });
  sim.ecs.deleteService({ service: 'old', force: true });
  sim.run(`${seconds}s`);
  return sim;
}
