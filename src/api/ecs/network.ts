import { settleSubnet } from '../../engine/apply/subnets.js';
import type { TaskDefinitionRecord } from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type { AwsVpcConfigurationReply, LaunchType, NetworkConfiguration } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import { refusePublicIp } from '../validation/ecs/network-rules.js';
import type { Parsed } from '../validation/parsed.js';
import { refusalError } from '../validation/refusal-error.js';

type Network = Parsed<NetworkConfiguration>;

/**
 * The network of a task or service, checked against its task definition.
 * @throws EcsApiError InvalidParameterException (recorded: services.json #16, execution.json #24, #26)
 * @rule run-task-network
 */
export function checkNetwork(
  world: World,
  definition: TaskDefinitionRecord,
  given: Network | undefined,
): AwsVpcConfigurationReply | undefined {
  const awsvpc = given?.awsvpcConfiguration;
  const resource = `task definition ${definition.family}:${definition.revision}`;
  if (definition.definition.networkMode !== 'awsvpc') {
    if (awsvpc === undefined) return undefined;
    throw new EcsApiError(
      'InvalidParameterException',
      'Network Configuration is not valid for the given networkMode of this task definition.',
      {
        resource,
        value: definition.definition.networkMode ?? 'bridge',
        help: 'Only networkMode awsvpc takes a networkConfiguration.',
      },
    );
  }
  if (awsvpc === undefined) {
    throw new EcsApiError(
      'InvalidParameterException',
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
      { resource, help: 'Give networkConfiguration.awsvpcConfiguration with at least one subnet.' },
    );
  }
  if (world.settings.network === 'strict') refuseUndeclared(world, awsvpc);
  return {
    subnets: [...awsvpc.subnets],
    securityGroups: [...(awsvpc.securityGroups ?? [])],
    assignPublicIp: awsvpc.assignPublicIp ?? 'DISABLED',
  };
}

/**
 * Public addresses are Fargate's alone, also where no launch type was named.
 * @throws EcsApiError InvalidParameterException (recorded: execution.json #23)
 */
export function checkPublicIp(
  operation: 'createService' | 'createTaskSet' | 'runTask' | 'startTask',
  request: { readonly networkConfiguration?: Network },
  launchType: LaunchType | undefined,
): void {
  const refusal = refusePublicIp(request.networkConfiguration, launchType);
  if (refusal !== undefined) throw refusalError('ecs', operation, refusal, { request });
}

/** @rule subnet-strict-network */
function refuseUndeclared(world: World, awsvpc: NonNullable<Network['awsvpcConfiguration']>): void {
  const { subnets, securityGroups } = world.settings;
  for (const id of awsvpc.subnets) {
    if (subnets.some((subnet) => subnet.id === id)) continue;
    throw new EcsApiError(
      'InvalidParameterException',
      `Error retrieving subnet information for [${id}]: The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
      {
        resource: `subnet ${id}`,
        value: id,
        help: `With network 'strict', subnets are ${subnets.map((subnet) => subnet.id).join(', ') || 'none'}: declare it in the options.`,
      },
    );
  }
  for (const id of awsvpc.securityGroups ?? []) {
    if (securityGroups.includes(id)) continue;
    throw new EcsApiError(
      'InvalidParameterException',
      `Error retrieving security group information for [${id}]: The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`,
      { resource: `security group ${id}`, value: id, help: "With network 'strict', declare it in the options." },
    );
  }
}

/** Places of the subnets in the simulator's table: to be asked only when nothing can refuse the request any more. */
export const settleSubnets = (world: World, network: AwsVpcConfigurationReply | undefined): number[] =>
  (network?.subnets ?? []).map((id) => settleSubnet(world, id));
