import type { Tag } from '../../model/aws/ecs.generated.js';
import type { DeploymentRecord, ServiceRecord, TaskExtras } from '../store/records.js';
import type { World } from '../world.js';

/**
 * What a task of a service keeps of the settings it was launched with: later changes of the service don't reach it
 * (documented). Most tasks keep nothing.
 * @rule task-keeps-its-settings
 */
export function serviceTaskExtras(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  capacityProviderName: string | undefined,
): TaskExtras | undefined {
  const tags = serviceTaskTags(world, service, deployment);
  const { enableExecuteCommand } = service.configuration;
  if (tags.length === 0 && !enableExecuteCommand && capacityProviderName === undefined) return undefined;
  return {
    ...(tags.length === 0 ? {} : { tags }),
    ...(enableExecuteCommand ? { enableExecuteCommand } : {}),
    ...(capacityProviderName === undefined ? {} : { capacityProviderName }),
  };
}

/** Propagated tags, then the managed ones (their order: inferred). */
function serviceTaskTags(world: World, service: ServiceRecord, deployment: DeploymentRecord): readonly Tag[] {
  const { propagateTags, enableECSManagedTags } = service.configuration;
  const propagated =
    propagateTags === 'SERVICE'
      ? service.tags
      : propagateTags === 'TASK_DEFINITION'
        ? world.taskDefinition(deployment.revision.taskDefinition).tags
        : [];
  if (!enableECSManagedTags) return propagated;
  return [
    ...propagated,
    { key: 'aws:ecs:serviceName', value: service.name },
    { key: 'aws:ecs:clusterName', value: world.cluster(service.cluster).name },
  ];
}
