import type {
  Compatibility,
  ContainerDefinitionReply,
  HealthCheckReply,
  PortMappingReply,
  TaskDefinition,
} from '../../../model/aws/ecs.generated.js';
import { fargateRefusal } from './fargate.js';
import { requiredAttributesOf } from './required-attributes.js';
import { type ContainerRequest, defaultNetworkMode, type TaskDefinitionRequest } from './task-definition-request.js';
import { cpuUnitsOf, memoryMiBOf } from './task-size.js';

/** A definition as ECS returns it, but for what registration adds: ARN, revision, status, moment and caller. */
export type NormalisedTaskDefinition = Omit<
  TaskDefinition,
  'taskDefinitionArn' | 'revision' | 'status' | 'registeredAt' | 'registeredBy'
>;

/**
 * Fills a valid definition in as ECS does: little. Nothing is invented for memory, command, timeouts or logging, and
 * `networkMode` stays absent. The defaults of a health check that is given are filled in (users' outputs; the recordings only
 * have complete ones).
 *
 * @param request - has passed `validateTaskDefinition`
 * @see recorded: services.json #8, #9, #10; controls.json #32, #70, #71, #79
 * @rule definition-fills-in
 */
export function normaliseTaskDefinition(request: TaskDefinitionRequest): NormalisedTaskDefinition {
  const { containerDefinitions, volumes = [], placementConstraints = [], cpu, memory, tags, ...given } = request;
  const attributes = requiredAttributesOf(request);
  return {
    ...given,
    containerDefinitions: containerDefinitions.map((container) => normalisedContainer(container, request.networkMode)),
    volumes,
    ...(attributes.length > 0 && { requiresAttributes: attributes.map((name) => ({ name })) }),
    placementConstraints,
    compatibilities: compatibilitiesOf(request),
    ...(cpu !== undefined && { cpu: String(cpuUnitsOf(cpu) ?? cpu) }),
    ...(memory !== undefined && { memory: String(memoryMiBOf(memory) ?? memory) }),
  };
}

function normalisedContainer(
  container: ContainerRequest,
  networkMode: string = defaultNetworkMode,
): ContainerDefinitionReply {
  const { healthCheck, portMappings = [], ...given } = container;
  return {
    ...given,
    name: container.name ?? '',
    image: container.image ?? '',
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    portMappings: portMappings.map((mapping) => normalisedPort(mapping, networkMode)),
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    ...(healthCheck !== undefined && { healthCheck: normalisedHealthCheck(healthCheck) }),
  };
}

const normalisedHealthCheck = (given: NonNullable<ContainerRequest['healthCheck']>): HealthCheckReply => ({
  ...given,
  interval: given.interval ?? 30,
  timeout: given.timeout ?? 5,
  retries: given.retries ?? 3,
});

type Port = NonNullable<ContainerRequest['portMappings']>[number];

/** On a network of its own a task's host port is the container's; on a shared bridge 0 means any. */
function normalisedPort(mapping: Port, networkMode: string): PortMappingReply {
  const protocol = mapping.protocol ?? 'tcp';
  if (mapping.containerPort === undefined) return { ...mapping, protocol };
  const ownPorts = networkMode === 'awsvpc' || networkMode === 'host';
  const hostPort = ownPorts ? mapping.containerPort : (mapping.hostPort ?? 0);
  return { ...mapping, hostPort, protocol };
}

/**
 * What the definition could run on. AWS's order varies between identical calls; ours doesn't.
 *
 * Recorded: EC2 always; EXTERNAL without awsvpc; FARGATE and MANAGED_INSTANCES with what Fargate requires, MANAGED_INSTANCES
 * not for Windows. Inferred: that a definition which doesn't ask for FARGATE is measured alike.
 * @rule definition-compatibilities
 */
function compatibilitiesOf(request: TaskDefinitionRequest): Compatibility[] {
  const found: Compatibility[] = request.networkMode === 'awsvpc' ? ['EC2'] : ['EXTERNAL', 'EC2'];
  if (fargateRefusal(request) !== undefined) return found;
  found.push('FARGATE');
  const windows = request.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') === true;
  if (!windows) found.push('MANAGED_INSTANCES');
  return found;
}
