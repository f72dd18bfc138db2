import { runTasks } from '../../../engine/apply/standalone-tasks.js';
import type { ClusterRecord, TaskDefinitionRecord } from '../../../engine/store/records.js';
import { fargateLaunchesAllowed } from '../../../engine/views/launch-rate.js';
import { describeTask } from '../../../engine/views/task-description.js';
import type { World } from '../../../engine/world.js';
import type { Failure, RunTaskRequest, Tag, TaskOverride } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import type { TreatmentsOf } from '../../unsimulated.js';
import type { Parsed } from '../../validation/parsed.js';
import { isFargate, launchingOf, unsimulatedProviders } from '../capacity-providers.js';
import { refuseExecWithoutRole } from '../execute-command.js';
import { checkLaunchVolumes, unsimulatedOfVolumes } from '../launch-volumes.js';
import { activeCluster, lastPart, usableTaskDefinition } from '../lookup.js';
import { checkNetwork, checkPublicIp, settleSubnets } from '../network.js';
import { requestText } from '../request-text.js';
import { findReplay, runKey } from '../run-replay.js';
import { checkLaunchType, partsOfService, refusePlacementOnFargate, resolvePlatform } from '../service-settings.js';
import { refuseTooManyTags, withTags } from '../tags.js';
import { checkOverrides } from '../task-overrides.js';

type Request = Parsed<RunTaskRequest>;

/**
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 * @rule run-task-no-capacity
 */
const noCapacity: Failure = {
  reason: 'Capacity is unavailable at this time. Please try again later or in a different availability zone',
};

/** Sizes and names of overrides count; what a container then does with the rest is said by its workload. */
const partsOfRun = {
  networkConfiguration: partsOfService.networkConfiguration,
  overrides: {
    containerOverrides: 'kept',
    cpu: 'simulated',
    inferenceAcceleratorOverrides: 'kept',
    executionRoleArn: 'kept',
    memory: 'simulated',
    taskRoleArn: 'kept',
    ephemeralStorage: 'simulated',
  } satisfies TreatmentsOf<TaskOverride>,
} as const;

/**
 * Starts standalone tasks: nobody replaces them (recorded: execution.json #23 to #30, task_tokens.json #9 to #28).
 * @rule run-task-reply
 */
export const runTask = ecsOperation('runTask', {
  members: {
    capacityProviderStrategy: 'simulated',
    cluster: 'simulated',
    count: 'simulated',
    enableECSManagedTags: 'simulated',
    enableExecuteCommand: 'kept',
    group: 'simulated',
    launchType: 'simulated',
    networkConfiguration: 'simulated',
    overrides: 'simulated',
    placementConstraints: 'ignored',
    placementStrategy: 'ignored',
    platformVersion: 'simulated',
    propagateTags: 'simulated',
    referenceId: 'ignored',
    startedBy: 'simulated',
    tags: 'simulated',
    taskDefinition: 'simulated',
    clientToken: 'simulated',
    volumeConfigurations: 'refused',
  },
  parts: partsOfRun,
  unsimulated: [...unsimulatedOfVolumes, unsimulatedProviders],
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const shown = (task: number) => describeTask(world, task, { described: false, tags: true });
    const replay = findReplay(world, cluster, request);
    if (replay !== undefined) return { tasks: replay.map(shown), failures: [] };

    const definition = usableTaskDefinition(world, request.taskDefinition, 'InvalidParameterException');
    const launching = launchingOf(cluster, request);
    checkPublicIp('runTask', request, launching.launchType);
    const network = checkNetwork(world, definition, request.networkConfiguration);
    const onFargate = isFargate(launching);
    checkLaunchType(definition, onFargate ? 'FARGATE' : launching.launchType);
    refusePlacementOnFargate(request, onFargate);
    const platform = resolvePlatform(request.platformVersion, onFargate, definition);
    const overrides = checkOverrides(definition, request.overrides);
    refuseExecWithoutRole('runTask', definition, {
      enabled: request.enableExecuteCommand,
      taskRoleArn: overrides?.taskRoleArn,
    });
    checkLaunchVolumes(definition, request.volumeConfigurations);
    const tags = tagsOf(cluster, definition, request);
    refuseTooManyTags(tags, `task of ${definition.family}`);
    if (!onFargate) throw noInstances(cluster);
    const count = request.count ?? 1;
    refuseOverRate(world, count);

    const { tasks, unplacedCount } = runTasks(world, {
      taskDefinition: definition.key,
      count,
      subnets: settleSubnets(world, network),
      capacityProviderStrategy: launching.strategy,
      extras: {
        cluster: cluster.key,
        group: request.group ?? `family:${definition.family}`,
        launchType: 'FARGATE',
        ...(request.startedBy === undefined ? {} : { startedBy: request.startedBy }),
        ...(platform === undefined ? {} : { platformVersion: platform.resolved }),
        ...(network === undefined ? {} : { network }),
        ...(overrides === undefined ? {} : { overrides }),
        ...(request.enableExecuteCommand === true ? { enableExecuteCommand: true } : {}),
        ...(tags.length === 0 ? {} : { tags }),
      },
      idempotency:
        request.clientToken === undefined
          ? undefined
          : { key: runKey(cluster, request.clientToken), request: requestText(request) },
    });
    return { tasks: tasks.map(shown), failures: Array.from({ length: unplacedCount }, () => ({ ...noCapacity })) };
  },
  tells: (request) => ({ about: `${lastPart(request.taskDefinition)}, count ${request.count ?? 1}` }),
});

/**
 * Tags of the request come first, and win; then those of the definition, then the managed one (recorded: task_tags.json #11
 * to #15; the managed one's place: inferred).
 * @rule task-tags-in-order
 */
function tagsOf(cluster: ClusterRecord, definition: TaskDefinitionRecord, request: Request): readonly Tag[] {
  const given = request.tags ?? [];
  const propagated = request.propagateTags === 'TASK_DEFINITION' ? definition.tags : [];
  const tags = [...given, ...propagated.filter(({ key }) => !given.some((tag) => tag.key === key))];
  return request.enableECSManagedTags === true
    ? withTags(tags, [{ key: 'aws:ecs:clusterName', value: cluster.name }])
    : tags;
}

/** @see users' logs; there are no container instances yet */
const noInstances = (cluster: ClusterRecord): EcsApiError =>
  new EcsApiError('InvalidParameterException', 'No Container Instances were found in your cluster.', {
    resource: `cluster ${cluster.name}`,
    help: 'Without launchType and strategy a task runs on EC2: set launchType FARGATE.',
  });

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html */
function refuseOverRate(world: World, count: number): void {
  const allowed = fargateLaunchesAllowed(world);
  if (count <= allowed) return;
  throw new EcsApiError('ThrottlingException', 'Rate exceeded', {
    resource: 'Fargate launches of the account',
    value: `${count} tasks, ${allowed} of them possible now`,
    help: "Try again a second later, or set the option quotas: 'off'.",
  });
}
