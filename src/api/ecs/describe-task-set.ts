import type { ExternalServiceRecord, TaskSetRecord } from '../../engine/store/task-set-records.js';
import { arnPrefix, clusterArn, serviceArn } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { TaskSet } from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';

/**
 * A task set as the API shows it. None of its tasks run, so it is steady once the scheduler would have looked at it.
 * @see https://docs.aws.amazon.com/cli/latest/reference/ecs/create-task-set.html and describe-task-sets
 * @rule task-set-shown
 */
export function describeTaskSet(
  world: World,
  service: ExternalServiceRecord,
  taskSet: TaskSetRecord,
  { tags }: { readonly tags: boolean },
): TaskSet {
  const cluster = world.cluster(service.cluster);
  const steadyAtMs = taskSet.changedAtMs + world.settings.scheduler.firstPassMs;
  const isSteady = world.nowMs >= steadyAtMs && world.nowMs > taskSet.changedAtMs;
  return {
    id: taskSet.id,
    taskSetArn: taskSetArn(world, service, taskSet),
    serviceArn: serviceArn(world, service),
    clusterArn: clusterArn(world, cluster),
    ...(taskSet.externalId === undefined ? {} : { externalId: taskSet.externalId }),
    status: taskSet.status,
    taskDefinition: world.taskDefinition(taskSet.taskDefinition).arn,
    computedDesiredCount: Math.ceil((service.desiredCount * taskSet.scalePercent) / 100),
    pendingCount: 0,
    runningCount: 0,
    createdAt: new Date(taskSet.createdAtMs),
    updatedAt: new Date(isSteady ? Math.max(steadyAtMs, taskSet.updatedAtMs) : taskSet.updatedAtMs),
    ...(taskSet.launchType === undefined
      ? {}
      : { launchType: taskSet.launchType as NonNullable<TaskSet['launchType']> }),
    ...(taskSet.capacityProviderStrategy === undefined
      ? {}
      : { capacityProviderStrategy: copyOf([...taskSet.capacityProviderStrategy]) }),
    ...(taskSet.platformVersion === undefined ? {} : { platformVersion: taskSet.platformVersion }),
    ...(taskSet.platformFamily === undefined ? {} : { platformFamily: taskSet.platformFamily }),
    ...(taskSet.network === undefined
      ? {}
      : { networkConfiguration: { awsvpcConfiguration: copyOf(taskSet.network) } }),
    loadBalancers: copyOf([...taskSet.loadBalancers]),
    serviceRegistries: copyOf([...taskSet.serviceRegistries]),
    scale: { value: taskSet.scalePercent, unit: 'PERCENT' },
    stabilityStatus: isSteady ? 'STEADY_STATE' : 'STABILIZING',
    stabilityStatusAt: new Date(isSteady ? steadyAtMs : taskSet.changedAtMs),
    ...(tags ? { tags: copyOf([...taskSet.tags]) } : {}),
  };
}

export const taskSetArn = (world: World, service: ExternalServiceRecord, taskSet: TaskSetRecord): string =>
  `${arnPrefix(world, 'ecs')}task-set/${world.cluster(service.cluster).name}/${service.name}/${taskSet.id}`;
