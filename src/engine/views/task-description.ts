import type {
  Container,
  ContainerOverrideReply,
  LaunchType,
  Task,
  TaskOverrideReply,
} from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';
import { healthStatusNames, StopCause, stopCodeOf, TaskPhase } from '../../model/task.js';
import type { TaskExtras } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import type { World } from '../world.js';
import { describeContainers, taskHealthOf } from './container-description.js';
import { clusterArn, clusterOfTask, deploymentOf, lastStatusOf, taskArn, zoneNameOf } from './names.js';
import { describeAttachments } from './network-interface.js';
import { stoppedReasonOf } from './stopped-reason.js';
import { momentsOf } from './task-moments.js';

/** A task as the API and EventBridge show it, built when somebody asks (recorded-behaviour §9). */

/** GiB; @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html */
const defaultEphemeralStorageGiB = 20;

/** What a reply shows beyond what every reply does. */
export interface TaskShape {
  /** DescribeTasks alone shows health, and always sorts containers by ARN. */
  readonly described: boolean;
  readonly tags: boolean;
}

/** Shares nothing with the state. */
export function describeTask(world: World, task: number, shape: TaskShape): Task {
  const { tasks } = world;
  const extras = extrasOf(world, task);
  const moments = datesOf(world, task);
  const overrides = overridesOf(world, task);
  const byArn = shape.described || !isFirstVersion(world, task);
  return {
    attachments: describeAttachments(world, task),
    attributes: [{ name: 'ecs.cpu-architecture', value: architectureOf(world, task) }],
    availabilityZone: zoneNameOf(world, tasks.zone.get(task)),
    ...capacityProviderOf(world, task),
    clusterArn: clusterArn(world, clusterOfTask(world, task)),
    ...(moments.connectivityAt === undefined
      ? {}
      : { connectivity: 'CONNECTED', connectivityAt: moments.connectivityAt }),
    containers: describeContainers(world, task, { byArn, health: shape.described }),
    ...sizeOf(world, task, overrides),
    createdAt: new Date(tasks.createdAt.get(task)),
    desiredStatus: desiredStatusOf(world, task),
    enableExecuteCommand: extras?.enableExecuteCommand ?? false,
    ...only(moments, 'executionStoppedAt'),
    group: groupOf(world, task),
    ...(shape.described ? { healthStatus: healthStatusNames[taskHealthOf(world, task)] } : {}),
    lastStatus: lastStatusOf(world, task),
    launchType: launchTypeOf(world, task) as LaunchType,
    overrides,
    ...platformOf(world, task),
    ...only(moments, 'pullStartedAt', 'pullStoppedAt', 'startedAt'),
    ...starterOf(world, task),
    ...stopOf(world, task),
    ...only(moments, 'stoppedAt', 'stoppingAt'),
    tags: shape.tags ? copyOf([...(extras?.tags ?? [])]) : [],
    taskArn: taskArn(world, task),
    taskDefinitionArn: world.taskDefinition(tasks.taskDefinition.get(task)).arn,
    version: tasks.version.get(task),
    ephemeralStorage: { sizeInGiB: ephemeralStorageOf(world, task, overrides) },
    fargateEphemeralStorage: { sizeInGiB: ephemeralStorageOf(world, task, overrides) },
  };
}

/**
 * StopTask of a task that is STOPPED answers with less (recorded: task_tokens.json #17).
 * @rule stop-task
 */
export function describeTaskStripped(world: World, task: number): Task {
  const { attributes: _attributes, ...rest } = describeTask(world, task, { described: false, tags: false });
  return {
    ...rest,
    attachments: [],
    containers: [],
    overrides: { containerOverrides: [], inferenceAcceleratorOverrides: [] },
  };
}

/**
 * `detail` of an `ECS Task State Change` event about a version that the task has just reached (recorded: execution.json,
 * all versions of two tasks). Members in AWS's order; moments are ISO 8601 without trailing zeros of the fraction.
 * @rule event-bridge-task
 */
export function taskEventDetail(world: World, task: number): Record<string, unknown> {
  const { tasks } = world;
  const extras = extrasOf(world, task);
  const moments = datesOf(world, task);
  const overrides = overridesOf(world, task);
  const told = (name: keyof Dates) => (moments[name] === undefined ? {} : { [name]: eventTime(moments[name]) });
  return {
    attachments: describeAttachments(world, task, true),
    attributes: [{ name: 'ecs.cpu-architecture', value: architectureOf(world, task) }],
    availabilityZone: zoneNameOf(world, tasks.zone.get(task)),
    ...capacityProviderOf(world, task),
    clusterArn: clusterArn(world, clusterOfTask(world, task)),
    ...(moments.connectivityAt === undefined ? {} : { connectivity: 'CONNECTED', ...told('connectivityAt') }),
    containers: describeContainers(world, task, { byArn: !isFirstVersion(world, task), health: false }).map(
      toldContainer,
    ),
    ...sizeOf(world, task, overrides),
    createdAt: eventTime(new Date(tasks.createdAt.get(task))),
    desiredStatus: desiredStatusOf(world, task),
    enableExecuteCommand: extras?.enableExecuteCommand ?? false,
    ephemeralStorage: { sizeInGiB: ephemeralStorageOf(world, task, overrides) },
    ...told('executionStoppedAt'),
    group: groupOf(world, task),
    launchType: launchTypeOf(world, task),
    lastStatus: lastStatusOf(world, task),
    overrides: { containerOverrides: overrides.containerOverrides },
    platformVersion: platformOf(world, task).platformVersion,
    ...told('pullStartedAt'),
    ...told('pullStoppedAt'),
    ...told('startedAt'),
    ...starterOf(world, task),
    ...told('stoppingAt'),
    ...told('stoppedAt'),
    ...stopOf(world, task),
    taskArn: taskArn(world, task),
    taskDefinitionArn: world.taskDefinition(tasks.taskDefinition.get(task)).arn,
    updatedAt: eventTime(new Date(world.nowMs)),
    version: tasks.version.get(task),
  };
}

/** `2026-09-16T10:25:41.94Z`: trailing zeros of the fraction are left out (recorded: execution.json). */
const eventTime = (at: Date): string =>
  at.toISOString().replace(/\.(\d*?)0*Z$/, (_, fraction: string) => (fraction === '' ? 'Z' : `.${fraction}Z`));

function toldContainer(container: Container): Record<string, unknown> {
  const { containerArn, exitCode, lastStatus, name, image, imageDigest, runtimeId, taskArn, networkInterfaces } =
    container;
  const { reason, cpu, memory, memoryReservation } = container;
  return {
    containerArn,
    ...(exitCode === undefined ? {} : { exitCode }),
    lastStatus,
    name,
    ...(reason === undefined ? {} : { reason }),
    image,
    ...(imageDigest === undefined ? {} : { imageDigest }),
    ...(runtimeId === undefined ? {} : { runtimeId }),
    taskArn,
    networkInterfaces,
    cpu,
    ...(memory === undefined ? {} : { memory }),
    ...(memoryReservation === undefined ? {} : { memoryReservation }),
  };
}

const extrasOf = (world: World, task: number): TaskExtras | undefined => world.extras.get(world.tasks.number.get(task));

/** Its first version is told as RunTask told it; later ones as the agent knows the task (recorded: execution.json). */
const isFirstVersion = (world: World, task: number): boolean => world.tasks.version.get(task) === 1;

interface Dates {
  readonly connectivityAt: Date | undefined;
  readonly pullStartedAt: Date | undefined;
  readonly pullStoppedAt: Date | undefined;
  readonly startedAt: Date | undefined;
  readonly stoppingAt: Date | undefined;
  readonly executionStoppedAt: Date | undefined;
  readonly stoppedAt: Date | undefined;
}

function datesOf(world: World, task: number): Dates {
  const moments = momentsOf(world, task);
  return {
    connectivityAt: dateOf(moments.connectivityAtMs),
    pullStartedAt: dateOf(moments.pullStartedAtMs),
    pullStoppedAt: dateOf(moments.pullStoppedAtMs),
    startedAt: dateOf(moments.startedAtMs),
    stoppingAt: dateOf(moments.stoppingAtMs),
    executionStoppedAt: dateOf(moments.executionStoppedAtMs),
    stoppedAt: dateOf(moments.stoppedAtMs),
  };
}

const dateOf = (atMs: number | undefined): Date | undefined => (atMs === undefined ? undefined : new Date(atMs));

/** Those of these that there are. */
function only<Name extends keyof Dates>(dates: Dates, ...names: Name[]): { readonly [N in Name]?: Date } {
  const shown: { [N in keyof Dates]?: Date } = {};
  for (const name of names) {
    const date = dates[name];
    if (date !== undefined) shown[name] = date;
  }
  return shown;
}

const desiredStatusOf = (world: World, task: number): string =>
  world.tasks.has(task, TaskFlag.STOP_REQUESTED) ? 'STOPPED' : 'RUNNING';

/** The reason may be remembered before the stop it is for: a start that is going to fail. */
function stopOf(world: World, task: number): Pick<Task, 'stopCode' | 'stoppedReason'> {
  const cause = world.tasks.stopCause.get(task);
  if (cause === StopCause.NONE) return {};
  return {
    stopCode: stopCodeOf(cause) as NonNullable<Task['stopCode']>,
    stoppedReason: stoppedReasonOf(world, task),
  };
}

/** @rule task-group-and-starter */
export function groupOf(world: World, task: number): string {
  const service = world.serviceOfTask(task);
  if (service !== undefined) return `service:${service.name}`;
  // RunTask gives every task a group.
  return (extrasOf(world, task) as TaskExtras).group as string;
}

/** The deployment's id for a task of a service, what RunTask was given for another. */
export const startedByOf = (world: World, task: number): string | undefined =>
  deploymentOf(world, task)?.id ?? extrasOf(world, task)?.startedBy;

function starterOf(world: World, task: number): Pick<Task, 'startedBy'> {
  const startedBy = startedByOf(world, task);
  return startedBy === undefined ? {} : { startedBy };
}

/** A task that a capacity provider placed has its launch type as well (recorded: execution.json events). */
export const launchTypeOf = (world: World, task: number): string =>
  deploymentOf(world, task)?.revision.launchType ?? extrasOf(world, task)?.launchType ?? 'FARGATE';

function capacityProviderOf(world: World, task: number): Pick<Task, 'capacityProviderName'> {
  const name =
    extrasOf(world, task)?.capacityProviderName ??
    deploymentOf(world, task)?.revision.capacityProviderStrategy?.[0]?.capacityProvider;
  return name === undefined ? {} : { capacityProviderName: name };
}

function platformOf(world: World, task: number): Pick<Task, 'platformVersion' | 'platformFamily'> {
  const revision = deploymentOf(world, task)?.revision;
  const platformVersion = revision?.platformVersion ?? extrasOf(world, task)?.platformVersion;
  return platformVersion === undefined
    ? {}
    : { platformVersion, platformFamily: revision?.platformFamily ?? platformFamilyOf(world, task) };
}

function platformFamilyOf(world: World, task: number): string {
  const { definition } = world.taskDefinition(world.tasks.taskDefinition.get(task));
  const family = definition.runtimePlatform?.operatingSystemFamily ?? 'LINUX';
  return family === 'LINUX' ? 'Linux' : family;
}

function architectureOf(world: World, task: number): string {
  const { definition } = world.taskDefinition(world.tasks.taskDefinition.get(task));
  return definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64';
}

function sizeOf(world: World, task: number, overrides: TaskOverrideReply): Pick<Task, 'cpu' | 'memory'> {
  const { definition } = world.taskDefinition(world.tasks.taskDefinition.get(task));
  return { cpu: overrides.cpu ?? definition.cpu ?? '0', memory: overrides.memory ?? definition.memory ?? '0' };
}

function ephemeralStorageOf(world: World, task: number, overrides: TaskOverrideReply): number {
  const { definition } = world.taskDefinition(world.tasks.taskDefinition.get(task));
  return overrides.ephemeralStorage?.sizeInGiB ?? definition.ephemeralStorage?.sizeInGiB ?? defaultEphemeralStorageGiB;
}

/**
 * Every container is listed, overridden or not: in the order of the definition at first, the overridden ones in front from
 * PENDING on (recorded: execution.json events 1 and 2).
 * @rule run-task-overrides
 */
function overridesOf(world: World, task: number): TaskOverrideReply {
  const { containers } = world.taskDefinition(world.tasks.taskDefinition.get(task));
  const given = extrasOf(world, task)?.overrides;
  const listed = containers.map(
    ({ name }): ContainerOverrideReply => given?.containerOverrides.find((each) => each.name === name) ?? { name },
  );
  const isOverridden = (each: ContainerOverrideReply) => Object.keys(each).length > 1;
  const inFront = world.tasks.phase.get(task) !== TaskPhase.PROVISIONING;
  return copyOf({
    ...given,
    containerOverrides: inFront
      ? [...listed.filter(isOverridden), ...listed.filter((each) => !isOverridden(each))]
      : listed,
    inferenceAcceleratorOverrides: given?.inferenceAcceleratorOverrides ?? [],
  });
}
