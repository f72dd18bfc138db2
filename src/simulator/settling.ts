import { findCluster, findService, findTask } from '../api/ecs/lookup.js';
import { findServiceDeployment } from '../api/ecs/service-arns.js';
import { targetFinder } from '../api/elbv2/targets.js';
import { targetsOf } from '../engine/apply/probing.js';
import type { TargetGroupRecord } from '../engine/store/elb-records.js';
import type { ServiceRecord } from '../engine/store/records.js';
import { taskById, taskIdOf } from '../engine/views/names.js';
import type { World } from '../engine/world.js';
import type { AwsServiceName } from '../model/errors.js';
import { TargetState } from '../model/target.js';
import { TaskPhase } from '../model/task.js';

/** Whether what somebody asked about has settled, at the moment it is called. */
export type SettledCondition = () => boolean;

/** What a poller waits for, where that can be told: DescribeTasks serves two waiters. */
export type Awaited = 'tasksStopped' | 'standaloneTasksStopped';

/**
 * What a polling read asks about. It is looked at leniently: a request that AWS refuses is about nothing.
 *
 * - DescribeServices: services are settled when they are steady, or INACTIVE once they are being deleted
 * - DescribeTasks: tasks are settled in RUNNING, until somebody or something stops them, and in STOPPED
 * - DescribeServiceDeployments: service deployments are settled when they have finished
 * - DescribeTargetHealth: targets are settled when they are neither initial nor draining; a group without targets, when no
 *   service is about to register some
 *
 * @returns undefined for any other operation
 */
export function settledCondition(
  world: World,
  api: AwsServiceName,
  operation: string,
  input: unknown,
  awaited?: Awaited,
): SettledCondition | undefined {
  const request = (input ?? {}) as Readonly<Record<string, unknown>>;
  switch (`${api}.${operation}`) {
    case 'ecs.describeServices':
      return servicesSettled(world, request);
    case 'ecs.describeTasks':
      return tasksSettled(world, request, awaited);
    case 'ecs.describeServiceDeployments':
      return serviceDeploymentsSettled(world, request);
    case 'elbv2.describeTargetHealth':
      return targetsSettled(world, request);
    default:
      return undefined;
  }
}

type Request = Readonly<Record<string, unknown>>;

function servicesSettled(world: World, request: Request): SettledCondition {
  const cluster = findCluster(world, textOf(request['cluster']));
  const services = textsOf(request['services']).flatMap((reference) => {
    const service = cluster === undefined ? undefined : findService(world, cluster, reference);
    return service === undefined ? [] : [service];
  });
  return () => services.every(isSettledService);
}

const isSettledService = (service: ServiceRecord): boolean =>
  service.status === 'ACTIVE' ? service.steady : service.status === 'INACTIVE';

/** @param awaited - what whoever asks waits for, where that is known */
function tasksSettled(world: World, request: Request, awaited: Awaited | undefined): SettledCondition {
  const cluster = findCluster(world, textOf(request['cluster']));
  const ids = textsOf(request['tasks']).flatMap((reference) => {
    const task = cluster === undefined ? 0 : findTask(world, cluster, reference);
    return task === 0 ? [] : [taskIdOf(world, task)];
  });
  // By id: the row of a task that is no longer known may become another's.
  return () =>
    ids.every((id) => {
      const task = taskById(world, id);
      const phase = task === 0 ? TaskPhase.STOPPED : world.tasks.phase.get(task);
      if (phase !== TaskPhase.RUNNING) return phase === TaskPhase.STOPPED;
      return awaited === undefined || (awaited === 'standaloneTasksStopped' && world.serviceOfTask(task) !== undefined);
    });
}

function serviceDeploymentsSettled(world: World, request: Request): SettledCondition {
  const records = textsOf(request['serviceDeploymentArns']).flatMap((arn) => {
    const found = findServiceDeployment(world, arn);
    return found === undefined ? [] : [found.record];
  });
  return () => records.every((record) => record.finishedAtMs !== undefined);
}

function targetsSettled(world: World, request: Request): SettledCondition {
  const arn = textOf(request['TargetGroupArn']);
  const group = [...world.targetGroups.values()].find((each) => each.arn === arn);
  if (group === undefined) return () => true;
  const given = Array.isArray(request['Targets']) ? request['Targets'] : [];
  if (given.length === 0) return () => isSettledGroup(world, group);
  return () => {
    const find = targetFinder(world, group);
    return given.every((each) => {
      const target = find(each);
      return target === undefined || isSettledTarget(world, target);
    });
  };
}

function isSettledGroup(world: World, group: TargetGroupRecord): boolean {
  if (group.head === 0) return !world.services.slice(1).some((service) => willRegister(world, service, group));
  for (const target of targetsOf(world, group)) if (!isSettledTarget(world, target)) return false;
  return true;
}

const willRegister = (world: World, service: ServiceRecord, group: TargetGroupRecord): boolean =>
  service.status === 'ACTIVE' &&
  !service.steady &&
  world.primaryOf(service).revision.targetGroups.some((each) => each.group === group.key);

function isSettledTarget(world: World, target: number): boolean {
  const state = world.targets.state.get(target);
  return state !== TargetState.INITIAL && state !== TargetState.DRAINING;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
