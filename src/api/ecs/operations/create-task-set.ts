import { createTaskSet as applyCreateTaskSet } from '../../../engine/apply/task-sets.js';
import type { ExternalServiceRecord, TaskSetRecord } from '../../../engine/store/task-set-records.js';
import type { CreateTaskSetRequest } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import type { Parsed } from '../../validation/parsed.js';
import { isFargate, launchingOf, unsimulatedProviders } from '../capacity-providers.js';
import { describeTaskSet } from '../describe-task-set.js';
import { externalServiceOf, refuseTasks, unsimulatedTasksOf } from '../external-services.js';
import { checkLaunchVolumes, unsimulatedOfVolumes } from '../launch-volumes.js';
import { activeCluster, placeOf, usableTaskDefinition } from '../lookup.js';
import { checkNetwork, checkPublicIp } from '../network.js';
import { requestText } from '../request-text.js';
import { checkLoadBalancers, unsimulatedClassic } from '../service-load-balancers.js';
import { checkLaunchType, platformFamilyOf, resolvePlatform } from '../service-settings.js';

type Request = Parsed<CreateTaskSetRequest>;

/** Quota; text: users' logs. */
const taskSetsMax = 5;

/**
 * Adds a task set to a service with the EXTERNAL controller: without a scale it wants no tasks.
 * @see https://docs.aws.amazon.com/cli/latest/reference/ecs/create-task-set.html
 * @rule task-set-create
 */
export const createTaskSet = ecsOperation('createTaskSet', {
  members: {
    service: 'simulated',
    cluster: 'simulated',
    externalId: 'kept',
    taskDefinition: 'kept',
    networkConfiguration: 'kept',
    loadBalancers: 'kept',
    serviceRegistries: 'kept',
    launchType: 'kept',
    capacityProviderStrategy: 'kept',
    platformVersion: 'kept',
    scale: 'kept',
    clientToken: 'simulated',
    tags: 'simulated',
  },
  unsimulated: [
    unsimulatedTasksOf('scale'),
    ...unsimulatedOfVolumes.filter(({ member }) => member === 'taskDefinition'),
    unsimulatedProviders,
    unsimulatedClassic,
  ],
  answers: 'recorded',
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const service = externalServiceOf(world, cluster, request.service);
    const known = replayed(service, request);
    if (known !== undefined)
      return { taskSet: describeTaskSet(world, service, known, { tags: known.tags.length > 0 }) };

    refuseTooMany(service);
    const definition = usableTaskDefinition(world, request.taskDefinition, 'ClientException');
    const launching = launchingOf(cluster, request);
    checkPublicIp('createTaskSet', request, launching.launchType);
    const network = checkNetwork(world, definition, request.networkConfiguration);
    const onFargate = isFargate(launching);
    checkLaunchType(definition, onFargate ? 'FARGATE' : launching.launchType);
    const platform = resolvePlatform(request.platformVersion, onFargate, definition);
    checkLoadBalancers(world, definition, request.loadBalancers ?? []);
    checkLaunchVolumes(definition, undefined);
    const scalePercent = request.scale?.value ?? 0;
    refuseTasks('scale', { desiredCount: service.desiredCount, taskSets: [{ scalePercent }] });
    const taskSet = applyCreateTaskSet(world, service, {
      externalId: request.externalId,
      taskDefinition: definition.key,
      launchType: launching.launchType,
      capacityProviderStrategy: launching.strategy,
      platformVersion: platform?.resolved,
      platformFamily: onFargate ? platformFamilyOf(definition) : undefined,
      network,
      loadBalancers: request.loadBalancers ?? [],
      serviceRegistries: request.serviceRegistries ?? [],
      scalePercent,
      tags: request.tags ?? [],
      idempotency: { clientToken: request.clientToken, request: requestText(request) },
    });
    return { taskSet: describeTaskSet(world, service, taskSet, { tags: taskSet.tags.length > 0 }) };
  },
  tells: (request) => ({
    ...placeOf(request.cluster, request.service),
    about: `taskDefinition ${request.taskDefinition}`,
  }),
});

/** By analogy with CreateService (text inferred). */
function replayed(service: ExternalServiceRecord, request: Request): TaskSetRecord | undefined {
  if (request.clientToken === undefined) return undefined;
  const known = service.taskSets.find(({ idempotency }) => idempotency.clientToken === request.clientToken);
  if (known === undefined || known.idempotency.request === requestText(request)) return known;
  throw new EcsApiError('InvalidParameterException', 'Creation of task set was not idempotent.', {
    resource: `service ${service.name}`,
    value: request.clientToken,
    help: 'Give the same request again, or another clientToken.',
  });
}

function refuseTooMany({ name, taskSets }: ExternalServiceRecord): void {
  if (taskSets.length < taskSetsMax) return;
  throw new EcsApiError(
    'InvalidParameterException',
    `${taskSetsMax} deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum limit.`,
    { resource: `service ${name}`, value: String(taskSets.length), help: 'Delete one with DeleteTaskSet first.' },
  );
}
