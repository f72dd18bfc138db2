import type { ContainerFact, DeploymentFact, FactDraft, SchedulerFact, TaskFact } from '../../model/facts.js';
import { renderServiceEvent, type ServiceEventText } from '../../model/service-event.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import { clusterOfTask, deploymentOf, taskDefinitionName, taskIdOf, taskIdOfNumber } from '../views/names.js';
import { taskFact } from '../views/state-as-facts.js';
import type { World } from '../world.js';

/** How the writer tells what it did. Nothing is built unless somebody wants it. */

export function tell(world: World, draft: () => FactDraft): void {
  if (world.facts.wanted) world.facts.add(draft(), world.nowMs);
}

/** Counts are told where nothing else is kept, too. */
export function tellCounts(world: World, draft: () => FactDraft): void {
  if (world.facts.countsWanted) world.facts.add(draft(), world.nowMs);
}

/** At most so many events are kept per service. */
const eventsKept = 100;

/**
 * Adds a service event. Events of one pass share its millisecond; where AWS shows stamps one millisecond apart, that is
 * how they are displayed.
 * @rule event-stamps
 */
export function tellServiceEvent(world: World, service: ServiceRecord, text: ServiceEventText): void {
  world.counters.serviceEvent += 1;
  const last = service.events[service.events.length - 1];
  const atMs = last === undefined ? world.nowMs : Math.max(world.nowMs, last.atMs + 1);
  service.events.push({ number: world.counters.serviceEvent, atMs, text });
  if (service.events.length > eventsKept * 2) service.events.splice(0, service.events.length - eventsKept);
  tell(world, () => ({
    kind: 'serviceEvent',
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    event: text.kind,
    message: renderServiceEvent(service.name, text, (number) => taskIdOfNumber(world, number)),
    ...('reason' in text ? { reason: text.reason } : {}),
    ...('zone' in text && text.zone !== undefined ? { zone: text.zone } : {}),
  }));
}

/**
 * The same message is left out while its cause lasts, for six hours at most.
 * @returns whether it was told
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
 * @rule event-repeats-are-left-out
 */
export function tellServiceEventOnce(
  world: World,
  service: ServiceRecord,
  text: ServiceEventText,
  key: string,
): boolean {
  const toldMs = service.told.get(key);
  if (toldMs !== undefined && world.nowMs - toldMs < world.settings.scheduler.repeatSuppressedMs) return false;
  service.told.set(key, world.nowMs);
  tellServiceEvent(world, service, text);
  return true;
}

export function tellTask(world: World, task: number, change: TaskFact['change']): void {
  if (change !== 'protected' && change !== 'unprotected') world.effort.transitions += 1;
  if (!world.facts.wanted) return;
  tell(world, () => taskFact(world, task, change));
}

export function tellContainer(
  world: World,
  container: number,
  about: Pick<ContainerFact, 'change' | 'exitCode' | 'health' | 'why'>,
): void {
  if (!world.facts.wanted) return;
  tell(world, () => {
    const task = world.containers.task.get(container);
    const deployment = deploymentOf(world, task);
    const definition = world.taskDefinition(world.tasks.taskDefinition.get(task));
    return {
      kind: 'container',
      cluster: clusterOfTask(world, task).name,
      ...(deployment === undefined
        ? {}
        : { service: world.service(deployment.service).name, deploymentId: deployment.id }),
      taskId: taskIdOf(world, task),
      container: definition.containers[world.containers.index.get(container)]?.name ?? '',
      ...about,
    };
  });
}

/** @param deployment - the one it is about, if it is about one */
export function tellScheduler(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord | undefined,
  about: () => Pick<SchedulerFact, 'change' | 'why' | 'failureCount' | 'threshold'>,
): void {
  tell(world, () => ({
    kind: 'scheduler',
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    ...(deployment === undefined ? {} : { deploymentId: deployment.id }),
    ...about(),
  }));
}

export function tellDeployment(
  world: World,
  deployment: DeploymentRecord,
  change: DeploymentFact['change'],
  why?: string,
): void {
  const service = world.service(deployment.service);
  world.effort.transitions += 1;
  tell(world, () => ({
    kind: 'deployment',
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    deploymentId: deployment.id,
    taskDefinition: taskDefinitionName(world.taskDefinition(deployment.revision.taskDefinition)),
    change,
    ...(why === undefined ? {} : { why }),
  }));
}

/**
 * A change that EventBridge tells: the task's version grows once per millisecond, whatever happens in it.
 * @rule task-version
 */
export function touchTask(world: World, task: number): void {
  if (world.tasks.touched.get(task) === 1) return;
  world.tasks.touched.set(task, 1);
  world.touchedTasks.push(task);
  world.tasks.version.set(task, world.tasks.version.get(task) + 1);
}

/**
 * The tasks that changed since the last time somebody took them, in that order: none is touched any more, so that its next
 * change is one.
 */
export function takeTouchedTasks(world: World): readonly number[] {
  const touched = world.touchedTasks;
  if (touched.length === 0) return touched;
  world.touchedTasks = [];
  for (const task of touched) world.tasks.touched.set(task, 0);
  return touched;
}

/** Number of the next event for EventBridge: its id is made of it. */
export function nextEventBridgeNumber(world: World): number {
  world.counters.eventBridge += 1;
  return world.counters.eventBridge;
}
