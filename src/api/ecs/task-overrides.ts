import type { TaskDefinitionRecord } from '../../engine/store/records.js';
import type { TaskOverride, TaskOverrideReply } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import type { Refusal } from '../validation/refusal.js';
import { fargateSizeRefusal } from './task-definition/fargate.js';
import { cpuUnitsOf, ephemeralStorageRefusal, memoryMiBOf } from './task-definition/task-size.js';

type Given = Parsed<TaskOverride>;

/**
 * What RunTask changes of a task definition, in the form that is shown: sizes in CPU units and MiB.
 * @throws EcsApiError InvalidParameterException for an unknown container (users' logs) and for a size that is none
 */
export function checkOverrides(
  definition: TaskDefinitionRecord,
  given: Given | undefined,
): TaskOverrideReply | undefined {
  if (given === undefined) return undefined;
  const names = definition.containers.map((container) => container.name);
  const foreign = given.containerOverrides?.find(({ name }) => name === undefined || !names.includes(name));
  if (foreign !== undefined) {
    throw new EcsApiError(
      'InvalidParameterException',
      `Override for container named ${foreign.name ?? 'null'} is not a container in the TaskDefinition.`,
      {
        resource: `task definition ${definition.family}:${definition.revision}`,
        ...(foreign.name === undefined ? {} : { value: foreign.name }),
        help: `Its containers are ${names.join(', ')}.`,
      },
    );
  }
  const { containerOverrides = [], inferenceAcceleratorOverrides = [], cpu, memory, ...rest } = given;
  return {
    ...(rest as Partial<TaskOverrideReply>),
    ...sizeOf(definition, given),
    containerOverrides: containerOverrides as TaskOverrideReply['containerOverrides'],
    inferenceAcceleratorOverrides,
  };
}

/** A size that Fargate doesn't have is refused as it is for a definition (inferred for the override). */
function sizeOf(
  { definition, family, revision }: TaskDefinitionRecord,
  { cpu, memory, ephemeralStorage }: Given,
): Pick<TaskOverrideReply, 'cpu' | 'memory'> {
  const refusal =
    unreadable('cpu', cpu, cpuUnitsOf) ??
    unreadable('memory', memory, memoryMiBOf) ??
    fargateSizeRefusal({
      cpu: cpu ?? definition.cpu ?? '',
      memory: memory ?? definition.memory ?? '',
      operatingSystemFamily: definition.runtimePlatform?.operatingSystemFamily,
    }) ??
    (ephemeralStorage === undefined ? undefined : ephemeralStorageRefusal(ephemeralStorage.sizeInGiB));
  if (refusal !== undefined) {
    throw new EcsApiError(refusal.code ?? 'ClientException', refusal.message, {
      resource: `overrides of task definition ${family}:${revision}`,
      value: `cpu ${cpu ?? 'not given'}, memory ${memory ?? 'not given'}, ephemeral storage ${ephemeralStorage?.sizeInGiB ?? 'not given'}`,
      ...(refusal.help === undefined ? {} : { help: refusal.help }),
    });
  }
  return {
    ...(cpu === undefined ? {} : { cpu: String(cpuUnitsOf(cpu)) }),
    ...(memory === undefined ? {} : { memory: String(memoryMiBOf(memory)) }),
  };
}

const unreadable = (
  member: 'cpu' | 'memory',
  text: string | undefined,
  read: (text: string) => number | undefined,
): Refusal | undefined =>
  text === undefined || read(text) !== undefined
    ? undefined
    : { message: `Invalid '${member}' setting for task.`, code: 'InvalidParameterException' };
