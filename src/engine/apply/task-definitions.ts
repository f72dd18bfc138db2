import type { TaskDefinition } from '../../model/aws/ecs.generated.js';
import { labelledBehaviour } from '../../workload/workload-label.js';
import type { ContainerPlan, TaskDefinitionRecord } from '../store/records.js';
import { arnPrefix } from '../views/names.js';
import type { World } from '../world.js';

/**
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * @rule task-sigkill
 */
const defaultStopTimeoutMs = 30_000;
const defaultRestartAttemptPeriodSeconds = 300;

/** What registration adds to a definition. */
export type DefinitionDraft = Omit<TaskDefinition, 'taskDefinitionArn' | 'revision' | 'status'>;

/** Adds the next revision of the family. Numbers count up for ever. */
export function registerTaskDefinition(
  world: World,
  draft: DefinitionDraft,
  tags: TaskDefinitionRecord['tags'],
): TaskDefinitionRecord {
  const { family } = draft;
  let record = world.families.get(family);
  if (record === undefined) {
    record = { name: family, revisions: [] };
    world.families.set(family, record);
  }
  const newest = record.revisions.at(-1);
  const revision = newest === undefined ? 1 : world.taskDefinition(newest).revision + 1;
  const arn = taskDefinitionArn(world, family, revision);
  const definition: TaskDefinitionRecord = {
    key: world.taskDefinitions.length,
    family,
    revision,
    arn,
    definition: { ...draft, taskDefinitionArn: arn, revision, status: 'ACTIVE' },
    containers: containerPlans(draft),
    pinned: draft.containerDefinitions.every(
      ({ image, versionConsistency }) => image.includes('@sha256:') || versionConsistency === 'disabled',
    ),
    status: 'ACTIVE',
    deregisteredAtMs: undefined,
    tags,
    launches: 0,
  };
  world.taskDefinitions.push(definition);
  record.revisions.push(definition.key);
  return definition;
}

export const taskDefinitionArn = (world: World, family: string, revision: number): string =>
  `${arnPrefix(world, 'ecs')}task-definition/${family}:${revision}`;

/** What the lifecycle needs of each container, worked out once: places instead of names, ms instead of seconds. */
function containerPlans(draft: DefinitionDraft): ContainerPlan[] {
  const { containerDefinitions } = draft;
  const placeOf = (name: string | undefined) => containerDefinitions.findIndex((container) => container.name === name);
  const dependsOn = containerDefinitions.map((container) =>
    (container.dependsOn ?? []).map((dependency) => ({
      index: placeOf(dependency.containerName),
      condition: dependency.condition as ContainerPlan['dependsOn'][number]['condition'],
    })),
  );
  return containerDefinitions.map((container, index) => {
    const { healthCheck, restartPolicy } = container;
    return {
      name: container.name,
      image: container.image,
      essential: container.essential,
      dependsOn: dependsOn[index] ?? [],
      dependants: dependsOn.flatMap((each, dependant) => (each.some((one) => one.index === index) ? [dependant] : [])),
      healthCheck:
        healthCheck === undefined
          ? undefined
          : {
              intervalMs: healthCheck.interval * 1_000,
              retries: healthCheck.retries,
              startPeriodMs: (healthCheck.startPeriod ?? 0) * 1_000,
            },
      labelled: labelledBehaviour(container.dockerLabels),
      stopTimeoutMs: container.stopTimeout === undefined ? defaultStopTimeoutMs : container.stopTimeout * 1_000,
      startTimeoutMs: container.startTimeout === undefined ? undefined : container.startTimeout * 1_000,
      restartPolicy:
        restartPolicy?.enabled === true
          ? {
              ignoredExitCodes: restartPolicy.ignoredExitCodes ?? [],
              restartAttemptPeriodMs:
                (restartPolicy.restartAttemptPeriod ?? defaultRestartAttemptPeriodSeconds) * 1_000,
            }
          : undefined,
    };
  });
}

/** INACTIVE: running tasks and services go on, new ones may not use it. */
export function deregisterTaskDefinition(world: World, definition: TaskDefinitionRecord): void {
  if (definition.status !== 'ACTIVE') return;
  definition.status = 'INACTIVE';
  definition.deregisteredAtMs = world.nowMs;
}

export function deleteTaskDefinition(definition: TaskDefinitionRecord): void {
  definition.status = 'DELETE_IN_PROGRESS';
}
