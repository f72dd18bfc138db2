import type { ServiceRevision, TaskDefinitionRecord } from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type { LoadBalancer } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';
import type { Parsed } from '../validation/parsed.js';

type Given = Parsed<LoadBalancer>;

export const unsimulatedClassic: UnsimulatedMember = {
  member: 'loadBalancers.loadBalancerName',
  what: 'Classic Load Balancers',
  help: 'Give targetGroupArn, containerName and containerPort.',
};

/**
 * Target groups of a service, each with the container and port behind it. One that is named twice has each task once: the
 * same address and port registered again is no other target.
 * @throws EcsApiError InvalidParameterException (load-balancing §2; api.md §4)
 * @rule elb-service-target-groups
 */
export function checkLoadBalancers(
  world: World,
  definition: TaskDefinitionRecord,
  loadBalancers: readonly Given[],
): ServiceRevision['targetGroups'] {
  const behind = loadBalancers.map((given) => {
    const { targetGroupArn, loadBalancerName } = given;
    if (targetGroupArn !== undefined && loadBalancerName !== undefined) {
      throw refusal(
        'loadBalancerName and targetGroupArn cannot both be specified',
        given,
        'Give the target group alone.',
      );
    }
    if (targetGroupArn === undefined) {
      throw unsimulatedError('ecs', unsimulatedClassic, loadBalancerName ?? '');
    }
    const container = definition.containers.findIndex((plan) => plan.name === given.containerName);
    if (container < 0) {
      throw refusal(
        `The container ${given.containerName ?? ''} does not exist in the task definition.`,
        given,
        `Its containers are ${definition.containers.map((plan) => plan.name).join(', ')}.`,
      );
    }
    const ports =
      definition.definition.containerDefinitions[container]?.portMappings.map((port) => port.containerPort) ?? [];
    if (given.containerPort === undefined || !ports.includes(given.containerPort)) {
      throw refusal(
        `The container ${given.containerName} did not have a container port ${given.containerPort} defined.`,
        given,
        ports.length === 0 ? 'It maps no port.' : `It maps ${ports.join(', ')}.`,
      );
    }
    return { group: checkTargetGroup(world, definition, targetGroupArn, given), container, port: given.containerPort };
  });
  return behind.filter(
    ({ group, port }, index) => behind.findIndex((other) => other.group === group && other.port === port) === index,
  );
}

function checkTargetGroup(world: World, definition: TaskDefinitionRecord, arn: string, given: Given): number {
  const key = world.elbByArn.get(arn);
  const group = key === undefined ? undefined : world.targetGroups.get(key);
  if (group === undefined) {
    const known = [...world.targetGroups.values()].map((each) => each.arn);
    throw refusal(
      'Unable to describe target group(s): One or more target groups not found',
      given,
      `Target groups are ${known.join(', ') || 'none'}.`,
    );
  }
  if (group.listenerCount === 0) {
    throw refusal(
      `The target group with targetGroupArn ${arn} does not have an associated load balancer.`,
      given,
      'Create a listener or a rule that forwards to it first.',
    );
  }
  const networkMode = definition.definition.networkMode ?? 'bridge';
  const needed = networkMode === 'awsvpc' ? 'ip' : 'instance';
  if (group.targetType !== needed) {
    throw refusal(
      `The provided target group ${arn} has target type ${group.targetType}, which is incompatible with the ${networkMode} network mode specified in the task definition.`,
      given,
      `Use a target group of target type ${needed}.`,
    );
  }
  return group.key;
}

const refusal = (message: string, given: Given, help: string): EcsApiError =>
  new EcsApiError('InvalidParameterException', message, {
    resource: `loadBalancers ${given.targetGroupArn ?? given.loadBalancerName ?? ''}`,
    value: `${given.containerName ?? ''}:${given.containerPort ?? ''}`,
    help,
  });
