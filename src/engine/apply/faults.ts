import type { FaultRecord } from '../../faults/fault.js';
import { ContainerStatus, Standing, StopCause } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import { ContainerFlag } from '../store/container-table.js';
import { TaskFlag } from '../store/task-table.js';
import { taskById, zoneNameOf } from '../views/names.js';
import type { World } from '../world.js';
import { containerExits } from './containers.js';
import { scheduleTargetChecks, settleTargetChecks, targetsOf } from './probing.js';
import { loseHost, requestStop } from './task-stop.js';
import { tell } from './tell.js';

/** Faults: when they come, what they do at once, and when they go. What lasts is looked at where it matters. */

/** What lasts from now on is there at once: the next call of this moment meets it. A kill comes when time moves. */
export function addFault(world: World, record: FaultRecord): void {
  world.counters.fault = record.key;
  world.faults.set(record.key, record);
  const isThere = record.fromMs <= world.nowMs && record.fault.kind !== 'killTask';
  if (isThere) faultStarts(world, record.key);
  else world.due(record.fromMs, Due.FAULT_STARTS, record.key);
}

export function faultStarts(world: World, key: number): void {
  const record = world.faults.get(key);
  if (record === undefined) return;
  const { fault } = record;
  tell(world, () => ({ kind: 'fault', change: 'started', about: describeFault(record) }));
  if (fault.kind === 'killTask') {
    for (const task of victims(world, record)) killTask(world, task, fault.exitCode ?? 137);
    world.faults.delete(key);
    return;
  }
  changeActive(world, record, () => world.activeFaults.add(key));
  if (fault.kind === 'zoneLost') loseZone(world, fault.zone);
  if (Number.isFinite(record.untilMs)) world.due(record.untilMs, Due.FAULT_ENDS, key);
}

export function faultEnds(world: World, key: number): void {
  const record = world.faults.get(key);
  if (record === undefined) return;
  const wasActive = world.activeFaults.has(key);
  changeActive(world, record, () => world.activeFaults.delete(key));
  world.faults.delete(key);
  if (wasActive) tell(world, () => ({ kind: 'fault', change: 'ended', about: describeFault(record) }));
}

/** A fault that changes what health checks find: they are settled before, and computed anew afterwards. */
function changeActive(world: World, { fault }: FaultRecord, change: () => void): void {
  if (fault.kind !== 'targetsFail') {
    change();
    return;
  }
  const groups = [...world.targetGroups.values()].filter((group) =>
    [group.name, group.arn].includes(fault.targetGroup),
  );
  for (const group of groups) for (const target of targetsOf(world, group)) settleTargetChecks(world, target);
  change();
  for (const group of groups) for (const target of targetsOf(world, group)) scheduleTargetChecks(world, target);
}

/** Kills the first essential container that runs; the rest of the task follows. */
function killTask(world: World, task: number, exitCode: number): void {
  const { containers } = world;
  const plans = world.taskDefinition(world.tasks.taskDefinition.get(task)).containers;
  const first = world.tasks.firstContainer.get(task);
  const index = plans.findIndex(
    (plan, each) => plan.essential && containers.status.get(first + each) === ContainerStatus.RUNNING,
  );
  if (index < 0) {
    requestStop(world, task, StopCause.INFRASTRUCTURE);
    return;
  }
  const container = first + index;
  world.cancelDue(containers.step.get(container));
  containers.step.set(container, 0);
  containers.raise(container, ContainerFlag.KILLED_BY_FAULT);
  containers.exit.set(container, exitCode + 1);
  containerExits(world, container);
}

function victims(world: World, { fault }: FaultRecord): number[] {
  if (fault.kind !== 'killTask') return [];
  if (fault.task !== undefined) {
    const task = taskById(world, fault.task.slice(fault.task.lastIndexOf('/') + 1));
    return task !== 0 && !world.tasks.has(task, TaskFlag.STOP_REQUESTED) ? [task] : [];
  }
  const candidates = runningTasksOf(world, fault.service ?? '');
  const picked: number[] = [];
  for (let left = fault.count ?? 1; left > 0 && candidates.length > 0; left -= 1) {
    const at =
      fault.pick === 'random'
        ? Math.floor(world.chance.draw('faults') * candidates.length)
        : fault.pick === 'newest'
          ? candidates.length - 1
          : 0;
    picked.push(...candidates.splice(at, 1));
  }
  return picked;
}

/** Of all services of that name, oldest first. */
function runningTasksOf(world: World, name: string): number[] {
  const found: number[] = [];
  for (const service of world.services) {
    if (service?.name !== name || service.status !== 'ACTIVE') continue;
    for (const key of service.deployments) {
      const { heads } = world.deployment(key);
      for (const standing of [Standing.STARTED, Standing.SETTLED, Standing.HEALTHY, Standing.UNHEALTHY]) {
        for (let task = heads[standing] as number; task !== 0; task = world.tasks.next.get(task)) found.push(task);
      }
    }
  }
  return found.sort((a, b) => world.tasks.number.get(a) - world.tasks.number.get(b));
}

function loseZone(world: World, zone: string): void {
  for (const task of [...world.taskIndex.rows()]) {
    if (zoneNameOf(world, world.tasks.zone.get(task)) === zone) loseHost(world, task);
  }
}

/** What it is about in a word, then its other members by name: `killTask web, pick newest, count 2`. */
export function describeFault({ fault }: FaultRecord): string {
  const { kind, ...about } = fault;
  const words = Object.entries(about).filter(([name]) => !['from', 'until', 'at', 'reason'].includes(name));
  const subject = words.find(([name]) => faultSubjects.includes(name));
  const rest = words.filter((word) => word !== subject).map(([name, value]) => `${name} ${value}`);
  return [subject === undefined ? kind : `${kind} ${subject[1]}`, ...rest].join(', ');
}

const faultSubjects = ['task', 'service', 'image', 'taskDefinition', 'targetGroup', 'zone'];
