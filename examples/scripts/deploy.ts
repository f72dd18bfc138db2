/**
 * A deploy script as one finds them: it knows the AWS SDK and nothing else, and gets its client from outside. It puts a new
 * image into the task definition, updates the service, waits until the service is stable, and looks what became of its
 * deployment, by the id that UpdateService answered with.
 */
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';

export interface Target {
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
}

export async function deploy(
  client: ECSClient,
  { cluster, service, container }: Target,
  image: string,
): Promise<boolean> {
  const describe = new DescribeServicesCommand({ cluster, services: [service] });
  const { services: [before] = [] } = await client.send(describe);
  if (before === undefined) throw new Error(`There is no service ${service} in ${cluster}.`);

  const { taskDefinition: old = {} } = await client.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: before.taskDefinition }),
  );
  const { taskDefinition } = await client.send(
    new RegisterTaskDefinitionCommand({
      family: old.family,
      cpu: old.cpu,
      memory: old.memory,
      networkMode: old.networkMode,
      requiresCompatibilities: old.requiresCompatibilities,
      executionRoleArn: old.executionRoleArn,
      taskRoleArn: old.taskRoleArn,
      volumes: old.volumes,
      containerDefinitions: old.containerDefinitions?.map((each) =>
        each.name === container ? { ...each, image } : each,
      ),
    }),
  );
  const name = `${taskDefinition?.family}:${taskDefinition?.revision}`;

  const { service: updated } = await client.send(
    new UpdateServiceCommand({ cluster, service, taskDefinition: taskDefinition?.taskDefinitionArn }),
  );
  const wanted = updated?.deployments?.find(({ status }) => status === 'PRIMARY')?.id;
  console.log(`${image}: ${name} registered, deployment begun; waiting …`);

  await waitUntilServicesStable({ client, maxWaitTime: 900 }, { cluster, services: [service] });

  // Stable says nothing of success: after a rollback the service is stable, too, and our deployment has gone or FAILED.
  const { services: [after] = [] } = await client.send(describe);
  const deployment = after?.deployments?.find(({ id }) => id === wanted);
  const isDeployed = deployment?.status === 'PRIMARY' && deployment.rolloutState === 'COMPLETED';
  const running = `${after?.runningCount} of ${after?.desiredCount} tasks run, of ${after?.taskDefinition?.split('/')[1]}`;
  console.log(isDeployed ? `${image}: deployed; ${running}` : `${image}: FAILED and rolled back; ${running}`);
  return isDeployed;
}
