import * as z from 'zod/mini';
import type { ContainerDefinition, HealthCheck } from '../model/aws/ecs.generated.js';
import { lazily } from '../model/parse-data.js';
import type { Simulator } from './simulator.js';

/** A few facts from which a whole service is made. Everything may be left out. */
export interface FargateServiceFacts {
  /** Name of the service, its task definition family and its container. Default `web`. */
  readonly name?: string;
  /** Default `default`. */
  readonly cluster?: string;
  /** Image of the first revision. Default the name with `:1`. */
  readonly image?: string;
  /** Default 1. */
  readonly desiredCount?: number;
  /** Default 100. */
  readonly minimumHealthyPercent?: number;
  /** Default 200. */
  readonly maximumPercent?: number;
  /** The deployment circuit breaker, with rollback. Default off. */
  readonly circuitBreaker?: boolean;
  /** Default 0. */
  readonly healthCheckGracePeriodSeconds?: number;
  /** A container health check, on the settings that are given. Default none. */
  readonly healthCheck?: boolean | Omit<HealthCheck, 'command'>;
  /** Behind an Application Load Balancer, on the settings that are given. Default no balancer. */
  readonly loadBalancer?:
    | boolean
    | {
        readonly healthCheckIntervalSeconds?: number;
        readonly healthCheckTimeoutSeconds?: number;
        readonly healthyThresholdCount?: number;
        readonly unhealthyThresholdCount?: number;
        /** Default 300, as on AWS. */
        readonly deregistrationDelaySeconds?: number;
      };
  /** Seconds from SIGTERM to SIGKILL. Default 30, as on AWS. */
  readonly stopTimeout?: number;
  /** Default one in each of the simulator's first three zones. */
  readonly subnets?: readonly string[];
}

/** Shape of the facts, for those that come from a file. */
export const fargateServiceSchema = lazily(() => {
  const count = z.optional(z.int().check(z.gte(0)));
  const text = z.optional(z.string().check(z.minLength(1)));
  const shape: Readonly<Record<keyof FargateServiceFacts, z.ZodMiniType>> = {
    name: text,
    cluster: text,
    image: text,
    desiredCount: count,
    minimumHealthyPercent: count,
    maximumPercent: count,
    circuitBreaker: z.optional(z.boolean()),
    healthCheckGracePeriodSeconds: count,
    healthCheck: z.optional(
      z.union([z.boolean(), z.strictObject({ interval: count, timeout: count, retries: count, startPeriod: count })]),
    ),
    loadBalancer: z.optional(
      z.union([
        z.boolean(),
        z.strictObject({
          healthCheckIntervalSeconds: count,
          healthCheckTimeoutSeconds: count,
          healthyThresholdCount: count,
          unhealthyThresholdCount: count,
          deregistrationDelaySeconds: count,
        }),
      ]),
    ),
    stopTimeout: count,
    subnets: z.optional(z.array(z.string().check(z.minLength(1))).check(z.minLength(1))),
  };
  return z.strictObject(shape);
});

/** What was made, and how to go on. */
export interface FargateService {
  readonly cluster: string;
  readonly service: string;
  /** Absent without a balancer. */
  readonly targetGroupArn?: string;
  readonly loadBalancerArn?: string;
  /**
   * Registers the next revision, the same but for the image.
   * @returns `family:revision`
   */
  register(image: string): string;
}

/** Port of the container and of its target group. */
const port = 8080;

/**
 * Sets up a cluster, a task definition, a balancer with a target group (if asked for) and a Fargate service from a few
 * facts, so that a test can begin in one line. Made of nothing but AWS calls: whatever it made can be described, updated
 * and deleted like anything else. Time doesn't move.
 */
export function fargateService(sim: Simulator, facts: FargateServiceFacts = {}): FargateService {
  const name = facts.name ?? 'web';
  const cluster = facts.cluster ?? 'default';
  const subnets = [...(facts.subnets ?? ['subnet-a', 'subnet-b', 'subnet-c'])];
  sim.ecs.createCluster({ clusterName: cluster });

  const register = (image: string): string => {
    const { taskDefinition } = sim.ecs.registerTaskDefinition({
      family: name,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [containerOf(name, image, facts)],
    });
    return `${taskDefinition.family}:${taskDefinition.revision}`;
  };
  const taskDefinition = register(facts.image ?? `${name}:1`);
  const balancer =
    facts.loadBalancer === undefined || facts.loadBalancer === false ? undefined : balance(sim, name, subnets, facts);

  sim.ecs.createService({
    cluster,
    serviceName: name,
    taskDefinition,
    desiredCount: facts.desiredCount ?? 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets } },
    deploymentConfiguration: {
      minimumHealthyPercent: facts.minimumHealthyPercent ?? 100,
      maximumPercent: facts.maximumPercent ?? 200,
      ...(facts.circuitBreaker === true ? { deploymentCircuitBreaker: { enable: true, rollback: true } } : {}),
    },
    ...(facts.healthCheckGracePeriodSeconds === undefined
      ? {}
      : { healthCheckGracePeriodSeconds: facts.healthCheckGracePeriodSeconds }),
    ...(balancer === undefined
      ? {}
      : { loadBalancers: [{ targetGroupArn: balancer.targetGroupArn, containerName: name, containerPort: port }] }),
  });
  return { cluster, service: name, register, ...balancer };
}

function containerOf(name: string, image: string, facts: FargateServiceFacts): ContainerDefinition {
  const check = facts.healthCheck === true ? {} : facts.healthCheck;
  return {
    name,
    image,
    portMappings: [{ containerPort: port }],
    ...(facts.stopTimeout === undefined ? {} : { stopTimeout: facts.stopTimeout }),
    ...(check === undefined || check === false
      ? {}
      : { healthCheck: { command: ['CMD-SHELL', `curl -f http://localhost:${port}/ || exit 1`], ...check } }),
  };
}

function balance(
  sim: Simulator,
  name: string,
  subnets: readonly string[],
  facts: FargateServiceFacts,
): { readonly targetGroupArn: string; readonly loadBalancerArn: string } {
  const settings = typeof facts.loadBalancer === 'object' ? facts.loadBalancer : {};
  const { LoadBalancers } = sim.elbv2.createLoadBalancer({ Name: name, Subnets: [...subnets] });
  const { TargetGroups } = sim.elbv2.createTargetGroup({
    Name: name,
    Protocol: 'HTTP',
    Port: port,
    VpcId: 'vpc-1',
    TargetType: 'ip',
    ...(settings.healthCheckIntervalSeconds === undefined
      ? {}
      : { HealthCheckIntervalSeconds: settings.healthCheckIntervalSeconds }),
    ...(settings.healthCheckTimeoutSeconds === undefined
      ? {}
      : { HealthCheckTimeoutSeconds: settings.healthCheckTimeoutSeconds }),
    ...(settings.healthyThresholdCount === undefined ? {} : { HealthyThresholdCount: settings.healthyThresholdCount }),
    ...(settings.unhealthyThresholdCount === undefined
      ? {}
      : { UnhealthyThresholdCount: settings.unhealthyThresholdCount }),
  });
  const loadBalancerArn = LoadBalancers[0]?.LoadBalancerArn as string;
  const targetGroupArn = TargetGroups[0]?.TargetGroupArn as string;
  if (settings.deregistrationDelaySeconds !== undefined) {
    sim.elbv2.modifyTargetGroupAttributes({
      TargetGroupArn: targetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: String(settings.deregistrationDelaySeconds) }],
    });
  }
  sim.elbv2.createListener({
    LoadBalancerArn: loadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
  });
  return { targetGroupArn, loadBalancerArn };
}
