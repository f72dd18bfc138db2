import * as z from 'zod/mini';
import type { CreateClusterRequest, RegisterTaskDefinitionRequest } from '../../model/aws/ecs.generated.js';
import type {
  CreateListenerInput,
  CreateLoadBalancerInput,
  CreateTargetGroupInput,
} from '../../model/aws/elbv2.generated.js';
import { lazily } from '../../model/parse-data.js';

/**
 * Resources that are there although nobody created them, under the names, ids and ARNs that somebody's script knows.
 * Members are those of AWS's requests that create such a thing; all but the name have a default.
 *
 * Services and standalone tasks are no seeds: a service has no id but its name, so it is created by a call, and ids of
 * tasks are computed from the simulator's seed.
 */
export interface ResourceSeeds {
  readonly clusters?: readonly (string | ClusterSeed)[];
  readonly taskDefinitions?: readonly (string | TaskDefinitionSeed)[];
  /** In any account and Region. */
  readonly loadBalancers?: readonly (string | LoadBalancerSeed)[];
  readonly targetGroups?: readonly (string | TargetGroupSeed)[];
  readonly listeners?: readonly (string | ListenerSeed)[];
}

/** A cluster: by itself its name, or an ARN of the simulator's account and Region. */
export interface ClusterSeed extends Omit<CreateClusterRequest, 'clusterName'> {
  readonly clusterName: string;
}

/**
 * A revision of a task definition: by itself `'web:7'`. Without `containerDefinitions` it is a small one for Fargate with
 * one container.
 */
export interface TaskDefinitionSeed extends Partial<Omit<RegisterTaskDefinitionRequest, 'family'>> {
  /** `'web:7'`; `'web'` is the next revision. */
  readonly taskDefinition: string;
  /** Name of the one container. Default the family. */
  readonly container?: string;
  /** Its image. Default `family:revision`. */
  readonly image?: string;
  /** Its port. Default 8080. */
  readonly port?: number;
}

/** A load balancer: by itself its ARN. Default subnets: one in each zone. */
export interface LoadBalancerSeed extends Partial<Omit<CreateLoadBalancerInput, 'Name' | 'Type'>> {
  readonly LoadBalancerArn: string;
}

/**
 * A target group: by itself its ARN. Default HTTP on port 80 with targets of type `ip`. ECS takes no group without a load
 * balancer, so one that no listener of the same seeds forwards to gets a listener, and a balancer of its own.
 */
export interface TargetGroupSeed extends Partial<Omit<CreateTargetGroupInput, 'Name'>> {
  readonly TargetGroupArn: string;
  /** ARN of the balancer it gets a listener of; false for none. Default one of its own. */
  readonly loadBalancer?: string | false;
}

/** A listener: by itself its ARN, which names its load balancer. Default HTTP on port 80, answered with 404. */
export interface ListenerSeed extends Partial<Omit<CreateListenerInput, 'LoadBalancerArn'>> {
  readonly ListenerArn: string;
}

/** Shape of seeds as somebody writes them; AWS's own members are checked as in AWS's requests. */
export const seedsSchema = lazily(() => {
  const text = z.string().check(z.minLength(1));
  const seed = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
    z.optional(z.array(z.union([text, z.looseObject(shape)])));
  return z.strictObject({
    clusters: seed({ clusterName: text }),
    taskDefinitions: seed({
      taskDefinition: text,
      container: z.optional(text),
      image: z.optional(text),
      port: z.optional(z.int().check(z.gte(1), z.lte(65_535))),
    }),
    loadBalancers: seed({ LoadBalancerArn: text }),
    targetGroups: seed({ TargetGroupArn: text, loadBalancer: z.optional(z.union([text, z.literal(false)])) }),
    listeners: seed({ ListenerArn: text }),
  });
});

/** ARNs of what is there now that wasn't before: also the balancers and listeners that target groups got. */
export interface SeededArns {
  readonly clusters: readonly string[];
  readonly taskDefinitions: readonly string[];
  readonly loadBalancers: readonly string[];
  readonly targetGroups: readonly string[];
  readonly listeners: readonly string[];
}
