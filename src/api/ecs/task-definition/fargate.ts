import type { Refusal, Rule } from '../../validation/refusal.js';
import { firstRefusal } from '../../validation/refusal.js';
import {
  asksForFargate,
  type ContainerRequest,
  eachContainer,
  refuse,
  type TaskDefinitionRequest,
} from './task-definition-request.js';
import { cpuUnitsOf, memoryMiBOf } from './task-size.js';

/** Why Fargate couldn't run the definition; nothing if it could. */
export const fargateRefusal = (request: TaskDefinitionRequest): Refusal | undefined =>
  firstRefusal(requirements, request);

/**
 * Asked only of definitions that require FARGATE; of others it decides whether they are compatible with it.
 * @rule definition-fargate-needs
 */
export const fargateRules: readonly Rule<TaskDefinitionRequest>[] = [
  (request) => (asksForFargate(request) ? fargateRefusal(request) : undefined),
];

/** MiB that go with so many CPU units: the values from the first to the second by the third, or a list. */
const memoryByCpu: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1_024, 2_048]],
  [512, steps(1_024, 4_096, 1_024)],
  [1_024, steps(2_048, 8_192, 1_024)],
  [2_048, steps(4_096, 16_384, 1_024)],
  [4_096, steps(8_192, 30_720, 1_024)],
  [8_192, steps(16_384, 61_440, 4_096)],
  [16_384, steps(32_768, 122_880, 8_192)],
  [32_768, [61_440, 122_880, 249_856]],
]);

function steps(first: number, last: number, by: number): number[] {
  return Array.from({ length: (last - first) / by + 1 }, (_, index) => first + index * by);
}

/** Windows tasks have 1 to 4 vCPUs. */
const windowsCpus: ReadonlySet<number> = new Set([1_024, 2_048, 4_096]);

/** Missing sizes: users' logs. */
const sized: Rule<TaskDefinitionRequest> = ({ cpu, memory }) => {
  if (cpu === undefined) return refuse("Fargate requires that 'cpu' be defined at the task level.", 'For example 256.');
  if (memory === undefined)
    return refuse("Fargate requires that 'memory' be defined at the task level.", 'For example 512.');
  return undefined;
};

/** @see recorded: controls.json #68; an absent mode is refused alike (seen when deployed) */
const awsvpcOnly: Rule<TaskDefinitionRequest> = ({ networkMode }) =>
  networkMode === 'awsvpc'
    ? undefined
    : refuse('Fargate only supports network mode ‘awsvpc’.', 'Set networkMode: awsvpc.');

/** @see recorded: controls.json #67, and #70 for Windows on ARM64, which is taken; Windows below 1 vCPU: seen when deployed */
export function fargateSizeRefusal({
  cpu,
  memory,
  operatingSystemFamily,
}: {
  readonly cpu: string;
  readonly memory: string;
  readonly operatingSystemFamily: string | undefined;
}): Refusal | undefined {
  const units = cpuUnitsOf(cpu);
  const mebibytes = memoryMiBOf(memory);
  const memories = memoryByCpu.get(units ?? 0) ?? [];
  const windows = operatingSystemFamily?.startsWith('WINDOWS') === true;
  if (memories.includes(mebibytes ?? 0) && (!windows || windowsCpus.has(units ?? 0))) return undefined;
  return refuse(
    `No Fargate configuration exists for given values: ${units ?? cpu} CPU, ${mebibytes ?? memory} memory. See the Amazon ECS documentation for the valid values.`,
    memories.length === 0
      ? `Fargate has ${[...memoryByCpu.keys()].join(', ')} CPU units.`
      : `With ${units} CPU units: ${memories.join(', ')} MiB.`,
  );
}

const sizePair: Rule<TaskDefinitionRequest> = ({ cpu = '', memory = '', runtimePlatform }) =>
  fargateSizeRefusal({ cpu, memory, operatingSystemFamily: runtimePlatform?.operatingSystemFamily });

const fargateLogDrivers: readonly (string | undefined)[] = ['awslogs', 'splunk', 'awsfirelens'];

/** An image in a private ECR repository. */
export const ecrImage = /^\d{12}\.dkr\.ecr(-fips)?\.[\w-]+\.amazonaws\.com(\.cn)?\//;

/** @see recorded: controls.json #82, #84; ECR images: users' logs; the stream prefix: seen when deployed */
const imagesAndLogs: Rule<TaskDefinitionRequest> = (request) =>
  eachContainer(({ image = '', logConfiguration }) => {
    const role = 'Fargate requires task definition to have execution role ARN to support';
    if (request.executionRoleArn === undefined && ecrImage.test(image)) return refuse(`${role} ECR images.`);
    if (logConfiguration === undefined) return undefined;
    const { logDriver, options } = logConfiguration;
    if (!fargateLogDrivers.includes(logDriver)) {
      return refuse(`${logDriver} is not a valid log driver. Must be one of [${fargateLogDrivers.join(',')}]`);
    }
    if (logDriver !== 'awslogs') return undefined;
    if (request.executionRoleArn === undefined) return refuse(`${role} log driver awslogs.`);
    return options?.['awslogs-stream-prefix'] === undefined
      ? refuse(
          'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.',
        )
      : undefined;
  })(request);

const unsupported = (what: string): Refusal => refuse(`Fargate compatible task definitions do not support ${what}`);

/** Seen when deployed; pidMode: an emulator's text, seen when deployed. */
const definitionLimits: Rule<TaskDefinitionRequest> = ({
  pidMode,
  ipcMode,
  placementConstraints = [],
  volumes = [],
}) => {
  if (pidMode === 'host') {
    return refuse(
      "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
    );
  }
  if (ipcMode !== undefined) return unsupported('ipcMode');
  if (placementConstraints.length > 0) return unsupported('constraints');
  if (volumes.some((volume) => volume.host?.sourcePath !== undefined)) return unsupported('sourcePath');
  return volumes.some((volume) => volume.dockerVolumeConfiguration !== undefined)
    ? unsupported('dockerVolumeConfiguration')
    : undefined;
};

/** Seen when deployed; the longest stop timeout is documented, its text follows the shortest's (inferred). */
const containerLimits = ({
  name,
  privileged,
  linuxParameters,
  dockerSecurityOptions = [],
  resourceRequirements = [],
  stopTimeout = 30,
  startTimeout = 30,
}: ContainerRequest): Refusal | undefined => {
  if (privileged === true)
    return refuse('Fargate requires that the ‘privileged’ setting be ‘false’ at the container level.');
  const { devices = [], sharedMemorySize, maxSwap, capabilities } = linuxParameters ?? {};
  if (devices.length > 0) return unsupported('devices');
  if (sharedMemorySize !== undefined) return unsupported('sharedMemorySize');
  if (maxSwap !== undefined) return unsupported('maxSwap');
  if (dockerSecurityOptions.length > 0) return unsupported('dockerSecurityOptions');
  if (resourceRequirements.some(({ type }) => type === 'GPU')) {
    return refuse('Tasks using the Fargate launch type do not support GPU resource requirements.');
  }
  const added = capabilities?.add?.find((capability) => capability !== 'SYS_PTRACE');
  if (added !== undefined) return refuse(`${added} is not allowed on Fargate.`);
  if (stopTimeout > 120) return refuse(`Granular stop timeout on container '${name}' must be at most 120 seconds.`);
  return startTimeout > 120
    ? refuse(`Granular start timeout on container '${name}' must be at most 120 seconds.`)
    : undefined;
};

const requirements: readonly Rule<TaskDefinitionRequest>[] = [
  sized,
  awsvpcOnly,
  sizePair,
  imagesAndLogs,
  definitionLimits,
  eachContainer(containerLimits),
];
