import { expect } from 'vitest';
import { callOperation } from '../../../src/api/call.js';
import { takeSnapshot } from '../../../src/engine/snapshot/take.js';
import { stepTo } from '../../../src/engine/tick.js';
import { World } from '../../../src/engine/world.js';
import type { OperationInput, OperationName, OperationOutput } from '../../../src/model/aws/operations.js';
import { AwsApiError } from '../../../src/model/errors.js';
import { resolveOptions, type SimulatorOptions } from '../../../src/simulator/options.js';

type Api = 'ecs' | 'elbv2';

/** A simulator's state, with the calls of both APIs, and time. */
export interface Scene {
  readonly world: World;
  /** Makes a call; whatever its caller does to the reply must not reach the state. */
  elb<Name extends OperationName<'elbv2'>>(
    name: Name,
    input: OperationInput<'elbv2', Name>,
  ): OperationOutput<'elbv2', Name>;
  ecs<Name extends OperationName<'ecs'>>(name: Name, input: OperationInput<'ecs', Name>): OperationOutput<'ecs', Name>;
  /** `Exception: text` of a call that is refused; the state must be as it was. */
  refusal(name: OperationName<'elbv2'>, input: object): string;
  /** Moves time. */
  pass(seconds: number): void;
}

export const aScene = (options: SimulatorOptions = {}): Scene => sceneOf(new World(resolveOptions(options)));

export function sceneOf(world: World): Scene {
  const state = () => JSON.stringify(takeSnapshot(world, true));
  const call = (api: Api, name: string, input: unknown) => {
    const reply = callOperation(world, api, name, input);
    const before = state();
    const kept = structuredClone(reply);
    spoil(reply);
    expect(state()).toBe(before);
    return kept;
  };
  return {
    world,
    elb: (name, input) => call('elbv2', name, input) as never,
    ecs: (name, input) => call('ecs', name, input) as never,
    refusal: (name, input) => {
      const before = state();
      try {
        callOperation(world, 'elbv2', name, input);
      } catch (error) {
        expect(state()).toBe(before);
        if (error instanceof AwsApiError) return `${error.code}: ${error.message}`;
        throw error;
      }
      return 'taken';
    },
    pass: (seconds) => {
      const untilMs = world.nowMs + seconds * 1_000;
      while (world.nowMs < untilMs) stepTo(world, { call() {}, publish() {} }, untilMs);
    },
  };
}

/** Changes everything in a reply that can be changed. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    spoil(member);
    (value as Record<string, unknown>)[key] = 'spoiled';
  }
  if (Array.isArray(value)) value.push('spoiled');
  if (value instanceof Date) value.setTime(0);
}

/** A target group that Elastic Load Balancing makes; a test names only what it is about. */
export const aTargetGroup = (about: Partial<OperationInput<'elbv2', 'createTargetGroup'>> = {}) => ({
  Name: 'web',
  Protocol: 'HTTP' as const,
  Port: 80,
  TargetType: 'ip' as const,
  VpcId: 'vpc-1',
  ...about,
});

export const aLoadBalancer = (about: Partial<OperationInput<'elbv2', 'createLoadBalancer'>> = {}) => ({
  Name: 'front',
  Subnets: ['subnet-1a', 'subnet-1b'],
  SecurityGroups: ['sg-1'],
  ...about,
});

export const forwardTo = (arn: string) => [{ Type: 'forward' as const, TargetGroupArn: arn }];

export const madeTargetGroup = (scene: Scene, about: Parameters<typeof aTargetGroup>[0] = {}): string =>
  scene.elb('createTargetGroup', aTargetGroup(about)).TargetGroups[0]?.TargetGroupArn ?? '';

export const madeLoadBalancer = (scene: Scene, about: Parameters<typeof aLoadBalancer>[0] = {}): string =>
  scene.elb('createLoadBalancer', aLoadBalancer(about)).LoadBalancers[0]?.LoadBalancerArn ?? '';

/** A listener on port 80 that forwards to a group, behind a balancer. */
export const madeListener = (
  scene: Scene,
  balancer: string,
  group: string,
  about: Partial<OperationInput<'elbv2', 'createListener'>> = {},
): string =>
  scene.elb('createListener', {
    LoadBalancerArn: balancer,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: forwardTo(group),
    ...about,
  }).Listeners[0]?.ListenerArn ?? '';

/** An ALB with one listener and one target group. */
export interface Path {
  readonly balancer: string;
  readonly group: string;
  readonly listener: string;
}

export function madePath(scene: Scene, about: Parameters<typeof aTargetGroup>[0] = {}): Path {
  const balancer = madeLoadBalancer(scene);
  const group = madeTargetGroup(scene, about);
  return { balancer, group, listener: madeListener(scene, balancer, group) };
}

/** The same behind a Network Load Balancer, over TCP. */
export function madeNetworkPath(
  scene: Scene,
  about: Parameters<typeof aTargetGroup>[0] = {},
  balancerName = 'front',
): Path {
  const balancer = madeLoadBalancer(scene, { Name: balancerName, Type: 'network' });
  const group = madeTargetGroup(scene, { Protocol: 'TCP', ...about });
  return { balancer, group, listener: madeListener(scene, balancer, group, { Protocol: 'TCP' }) };
}

/** `10.0.0.254:8080 unhealthy Target.Timeout` of every target. */
export const healthOf = (scene: Scene, group: string): string[] =>
  scene
    .elb('describeTargetHealth', { TargetGroupArn: group })
    .TargetHealthDescriptions.map(({ Target, TargetHealth }) =>
      [`${Target.Id}:${Target.Port}`, TargetHealth.State, TargetHealth.Reason].filter(Boolean).join(' '),
    );
