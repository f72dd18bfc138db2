import { createSimulator, type ecs, fargateService, type Simulator } from '../../src/index.js';

/** What the requests of the table are about: the same on every stage, because ids come from the seed. */
export interface Stage {
  readonly sim: Simulator;
  readonly serviceArn: string;
  readonly clusterArn: string;
  /** Of the deployment that is under way. */
  readonly serviceDeploymentArn: string;
  readonly serviceRevisionArn: string;
  /** Of the service, and one that stands alone. */
  readonly taskArn: string;
  /** Of a service with the EXTERNAL controller. */
  readonly taskSetArn: string;
  readonly jobArn: string;
  readonly targetGroupArn: string;
  readonly otherGroupArn: string;
  /** Nobody uses it. */
  readonly unusedGroupArn: string;
  readonly loadBalancerArn: string;
  readonly listenerArn: string;
  readonly ruleArn: string;
}

export const network: ecs.NetworkConfiguration = {
  awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], assignPublicIp: 'ENABLED' },
};

/** A request for a task set. */
export const taskSetOfExternal = {
  cluster: 'default',
  service: 'external',
  taskDefinition: 'web:1',
  launchType: 'FARGATE',
  networkConfiguration: network,
} as const;

/** A service of three tasks behind a balancer in the middle of a deployment, a task of its own, and one of everything else. */
export function createStage(): Stage {
  const sim = createSimulator({ seed: 7 });
  const web = fargateService(sim, { desiredCount: 3, loadBalancer: true, circuitBreaker: true });
  sim.runUntilSteady();
  sim.ecs.createCluster({ clusterName: 'empty', tags: [{ key: 'team', value: 'shop' }] });
  // Its namespace is made with it.
  sim.ecs.createCluster({ clusterName: 'meshed', serviceConnectDefaults: { namespace: 'local' } });
  sim.ecs.createCapacityProvider({
    name: 'metal',
    autoScalingGroupProvider: { autoScalingGroupArn: `${asg}:metal` },
  });
  sim.ecs.registerTaskDefinition({ family: 'old', containerDefinitions: [{ name: 'app', image: 'app', memory: 128 }] });
  sim.ecs.deregisterTaskDefinition({ taskDefinition: 'old:1' });
  sim.ecs.putAccountSetting({ name: 'containerInsights', value: 'enabled' });
  const { tasks: [job] = [] } = sim.ecs.runTask({
    taskDefinition: 'web:1',
    networkConfiguration: network,
    launchType: 'FARGATE',
  });
  sim.ecs.createService({ serviceName: 'external', desiredCount: 0, deploymentController: { type: 'EXTERNAL' } });
  const { taskSet } = sim.ecs.createTaskSet({ ...taskSetOfExternal, externalId: 'first' });
  sim.run('2m');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('1m');

  const Name = 'other';
  const { TargetGroups: [other] = [] } = sim.elbv2.createTargetGroup({
    Name,
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-1',
    TargetType: 'ip',
    Tags: [{ Key: 'team', Value: 'shop' }],
  });
  const unused = sim.elbv2.createTargetGroup({
    Name: 'unused',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-1',
    TargetType: 'ip',
  });
  const { TargetGroups: groups = [] } = sim.elbv2.describeTargetGroups({ Names: ['web'] });
  const { LoadBalancers: [balancer] = [] } = sim.elbv2.describeLoadBalancers();
  const loadBalancerArn = balancer?.LoadBalancerArn ?? '';
  const { Listeners: [listener] = [] } = sim.elbv2.describeListeners({ LoadBalancerArn: loadBalancerArn });
  const listenerArn = listener?.ListenerArn ?? '';
  const otherGroupArn = other?.TargetGroupArn ?? '';
  const { Rules: [rule] = [] } = sim.elbv2.createRule({
    ListenerArn: listenerArn,
    Priority: 10,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
    Actions: [{ Type: 'forward', TargetGroupArn: otherGroupArn }],
  });
  const [service] = sim.ecs.describeServices({ services: ['web'] }).services;
  const { serviceDeployments: [underWay] = [] } = sim.ecs.listServiceDeployments({ service: 'web' });
  return {
    sim,
    serviceArn: service?.serviceArn ?? '',
    clusterArn: service?.clusterArn ?? '',
    serviceDeploymentArn: underWay?.serviceDeploymentArn ?? '',
    serviceRevisionArn: underWay?.targetServiceRevisionArn ?? '',
    taskArn: sim.ecs.listTasks({ serviceName: 'web' }).taskArns?.[0] ?? '',
    taskSetArn: taskSet?.taskSetArn ?? '',
    jobArn: job?.taskArn ?? '',
    targetGroupArn: groups[0]?.TargetGroupArn ?? '',
    otherGroupArn,
    unusedGroupArn: unused.TargetGroups?.[0]?.TargetGroupArn ?? '',
    loadBalancerArn,
    listenerArn,
    ruleArn: rule?.RuleArn ?? '',
  };
}

export const asg =
  'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:11111111-2222-3333-4444-555555555555:autoScalingGroupName/';
