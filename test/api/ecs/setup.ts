import { expect } from 'vitest';
import type {
  CreateServiceRequest,
  RegisterTaskDefinitionRequest,
  RunTaskRequest,
  Service,
  Task,
} from '../../../src/model/aws/ecs.generated.js';
import { AwsApiError } from '../../../src/model/errors.js';
import type { SimulatorOptions } from '../../../src/simulator/options.js';
import { createSimulator, type Simulator } from '../../../src/simulator/simulator.js';

/** What tests of the ECS operations share: a simulator with a cluster and definitions, and how a refusal is looked at. */

export type { Simulator } from '../../../src/simulator/simulator.js';

export const prefix = 'arn:aws:ecs:us-east-1:123456789012:';
export const caller = 'arn:aws:iam::123456789012:user/steadystate';
export const serviceRole = 'arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS';

/** Moment of the simulator's start, with so many seconds. */
export const start = Date.UTC(2026, 0, 1);
export const at = (seconds: number): Date => new Date(start + Math.round(seconds * 1_000));

/** Seconds from the start to a moment. */
export const secondsTo = (date: Date | undefined): number => ((date?.getTime() ?? Number.NaN) - start) / 1_000;

export const networkConfiguration = {
  awsvpcConfiguration: { subnets: ['subnet-1a'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' },
} as const;

export const networkInput = () => ({
  awsvpcConfiguration: { subnets: ['subnet-1a'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' as const },
});

export function fargateDefinition(
  family: string,
  about: Partial<RegisterTaskDefinitionRequest> = {},
): RegisterTaskDefinitionRequest {
  return {
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'public.ecr.aws/docker/library/busybox:1.36' }],
    ...about,
  };
}

/** Runs on EC2 as far as its network mode says; there are no instances. */
export const bridgeDefinition = (family: string): RegisterTaskDefinitionRequest => ({
  family,
  containerDefinitions: [{ name: 'app', image: 'busybox', memory: 128 }],
});

/** A simulator with the cluster `prod` and the definitions `web:1` and `web:2` for Fargate and `legacy:1` for EC2. */
export function prodCluster(options: SimulatorOptions = {}): Simulator {
  const sim = createSimulator(options);
  sim.ecs.createCluster({ clusterName: 'prod' });
  sim.ecs.registerTaskDefinition(fargateDefinition('web'));
  sim.ecs.registerTaskDefinition(fargateDefinition('web'));
  sim.ecs.registerTaskDefinition(bridgeDefinition('legacy'));
  return sim;
}

export function fargateService(about: Partial<CreateServiceRequest> = {}): CreateServiceRequest {
  return {
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web:2',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: networkInput(),
    ...about,
  };
}

export function fargateTask(about: Partial<RunTaskRequest> = {}): RunTaskRequest {
  return {
    cluster: 'prod',
    taskDefinition: 'web:2',
    launchType: 'FARGATE',
    networkConfiguration: networkInput(),
    ...about,
  };
}

export const described = (sim: Simulator, service = 'web', include?: ['TAGS']): Service =>
  sim.ecs.describeServices({ cluster: 'prod', services: [service], ...(include && { include }) })
    .services[0] as Service;

export const describedTask = (sim: Simulator, task: string): Task =>
  sim.ecs.describeTasks({ cluster: 'prod', tasks: [task] }).tasks[0] as Task;

/** Tasks of a service by desired status. */
export const tasksOf = (sim: Simulator, serviceName = 'web', desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING') => {
  const { taskArns: tasks } = sim.ecs.listTasks({ cluster: 'prod', serviceName, desiredStatus });
  return tasks.length === 0 ? [] : sim.ecs.describeTasks({ cluster: 'prod', tasks }).tasks;
};

/** The error of a call. */
export function refusalOf(call: () => unknown): AwsApiError {
  try {
    call();
  } catch (error) {
    if (error instanceof AwsApiError) return error;
    throw error;
  }
  throw new Error('The call was not refused.');
}

/** The whole state but for the number of facts: calls that change nothing are facts as well. */
export function stateOf(sim: Simulator): object {
  const { factSeq: _facts, ...state } = sim.snapshot() as unknown as Record<string, unknown>;
  return structuredClone(state);
}

/** The call is refused with this exception and text, and nothing has changed. */
export function expectRefused(sim: Simulator, call: () => unknown, code: string, message: string): AwsApiError {
  const before = stateOf(sim);
  const error = refusalOf(call);
  expect(`${error.code}: ${error.message}`).toBe(`${code}: ${message}`);
  expect(stateOf(sim)).toEqual(before);
  return error;
}

export const arnOfTask = (cluster = 'prod') => expect.stringMatching(`^${prefix}task/${cluster}/[0-9a-f]{32}$`);
export const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
export const deploymentId = expect.stringMatching(/^ecs-svc\/\d{19}$/);
