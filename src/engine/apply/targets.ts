import { ProbedHealth } from '../../lifecycle/probes.js';
import { describeFinding } from '../../lifecycle/target-check.js';
import { ProbeOutcome, TargetState, targetStateNames } from '../../model/target.js';
import { TaskPhase } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import type { ForeignTarget, TargetGroupRecord } from '../store/elb-records.js';
import type { ServiceRecord } from '../store/records.js';
import { addressOf, taskIdOf, zoneNameOf } from '../views/names.js';
import { isServed } from '../views/target-zone.js';
import type { World } from '../world.js';
import { dueTargetFlip, scheduleTargetChecks, targetsOf } from './probing.js';
import { reviewReadiness } from './readiness.js';
import { noteCounts } from './tally.js';
import { taskDrained } from './task-stop.js';
import { tell } from './tell.js';

/** Targets: registration, changes of health, draining, and the end. */

/** Default of `deregistration_delay.timeout_seconds`. */
const defaultDeregistrationDelaySeconds = '300';

export const deregistrationDelayMs = (group: TargetGroupRecord): number =>
  Number(group.attributes['deregistration_delay.timeout_seconds'] ?? defaultDeregistrationDelaySeconds) * 1_000;

/** Registers a RUNNING task of a service in every target group of its revision. */
export function registerTask(world: World, task: number): void {
  const { targetGroups } = world.deployment(world.tasks.deployment.get(task)).revision;
  let last = 0;
  for (const { group, container, port } of targetGroups) {
    const target = addTarget(world, world.targetGroup(group), {
      task,
      container: world.tasks.firstContainer.get(task) + container,
      port,
    });
    if (last === 0) world.tasks.firstTarget.set(task, target);
    else world.targets.nextOfTask.set(last, target);
    last = target;
  }
  reviewReadiness(world, task);
}

/** Adds a target to a group and starts its checks. `task` and `container` are 0 for an address that a user registered. */
export function addTarget(
  world: World,
  group: TargetGroupRecord,
  about: {
    readonly task: number;
    readonly container: number;
    readonly port: number;
    readonly foreign?: ForeignTarget;
  },
): number {
  const { targets } = world;
  const target = targets.allocate();
  targets.group.set(target, group.key);
  targets.task.set(target, about.task);
  targets.container.set(target, about.container);
  targets.port.set(target, about.port);
  if (about.foreign !== undefined) world.foreignTargets.set(target, about.foreign);
  targets.registeredAt.set(target, world.nowMs);
  targets.previous.set(target, group.tail);
  if (group.tail === 0) group.head = target;
  else targets.next.set(group.tail, target);
  group.tail = target;
  group.targetCount += 1;
  targets.state.set(target, isServed(world, group, target) ? TargetState.INITIAL : TargetState.UNUSED);
  tellTarget(world, target, targetStateNames[targets.state.get(target)]);
  scheduleTargetChecks(world, target);
  return target;
}

/** A due change of a target's health. */
export function targetHealthChanges(world: World, target: number): void {
  world.effort.probes += 1;
  const flip = dueTargetFlip(world, target);
  if (flip === undefined) return;
  world.effort.flips += 1;
  const { isNetwork } = world.targetGroup(world.targets.group.get(target));
  world.targets.finding.set(target, isNetwork ? networkFinding : (flip.outcome as ProbeOutcome));
  world.targets.findingCode.set(target, flip.code ?? 0);
  setState(world, target, flip.health === ProbedHealth.HEALTHY ? TargetState.HEALTHY : TargetState.UNHEALTHY);
  scheduleTargetChecks(world, target);
}

/**
 * A Network Load Balancer says that checks fail, never how: `Target.FailedHealthChecks` is its only reason (load-balancing §5.1).
 * @rule target-nlb-reason
 */
const networkFinding = ProbeOutcome.REFUSED;

/** Starts the deregistration delay of all targets of a task. @returns the group of each, by its key */
export function deregisterTask(world: World, task: number): number[] {
  const groups: number[] = [];
  for (let target = world.tasks.firstTarget.get(task); target !== 0; ) {
    const next = world.targets.nextOfTask.get(target);
    if (world.targets.state.get(target) !== TargetState.DRAINING) {
      groups.push(world.targets.group.get(target));
      deregisterTarget(world, target);
    }
    target = next;
  }
  return groups;
}

/**
 * Draining begins; a target that never got traffic is gone at once.
 * @rule target-draining
 * @rule target-unused-goes-at-once
 */
export function deregisterTarget(world: World, target: number): void {
  const wasUnused = world.targets.state.get(target) === TargetState.UNUSED;
  world.cancelDue(world.targets.timer.get(target));
  world.targets.timer.set(target, 0);
  setState(world, target, TargetState.DRAINING);
  const delayMs = wasUnused ? 0 : deregistrationDelayMs(world.targetGroup(world.targets.group.get(target)));
  if (delayMs === 0) targetDrained(world, target);
  else world.targets.timer.set(target, world.due(world.nowMs + delayMs, Due.TARGET_DRAINED, target));
}

/** The deregistration delay is over. */
export function drainingEnds(world: World, target: number): void {
  world.targets.timer.set(target, 0);
  targetDrained(world, target);
}

/** The target is `unused` and no longer listed; what was due about it isn't any more. */
function targetDrained(world: World, target: number): void {
  const task = world.targets.task.get(target);
  tellTarget(world, target, 'deregistered');
  removeTarget(world, target);
  // Row 0 stands for no task: it is never DEACTIVATING.
  if (world.tasks.firstTarget.get(task) === 0 && world.tasks.phase.get(task) === TaskPhase.DEACTIVATING) {
    taskDrained(world, task);
  }
}

/** Its group is deleted: a draining target is gone before its time. */
export const cutDrainingShort = targetDrained;

function removeTarget(world: World, target: number): void {
  const { targets } = world;
  const group = world.targetGroup(targets.group.get(target));
  const previous = targets.previous.get(target);
  const next = targets.next.get(target);
  if (previous === 0) group.head = next;
  else targets.next.set(previous, next);
  if (next === 0) group.tail = previous;
  else targets.previous.set(next, previous);
  group.targetCount -= 1;
  const task = targets.task.get(target);
  if (task !== 0) unlinkFromTask(world, task, target);
  world.cancelDue(targets.timer.get(target));
  world.foreignTargets.delete(target);
  targets.release(target);
}

function unlinkFromTask(world: World, task: number, target: number): void {
  const { targets } = world;
  if (world.tasks.firstTarget.get(task) === target) {
    world.tasks.firstTarget.set(task, targets.nextOfTask.get(target));
    return;
  }
  for (let each = world.tasks.firstTarget.get(task); each !== 0; each = targets.nextOfTask.get(each)) {
    if (targets.nextOfTask.get(each) === target) {
      targets.nextOfTask.set(each, targets.nextOfTask.get(target));
      return;
    }
  }
}

/** The task's record vanishes while a target of it still drains: the address stays until it is drained. */
export function detachTargets(world: World, task: number): void {
  for (let target = world.tasks.firstTarget.get(task); target !== 0; ) {
    const next = world.targets.nextOfTask.get(target);
    world.foreignTargets.set(target, {
      id: addressOf(world, task),
      availabilityZone: zoneNameOf(world, world.tasks.zone.get(task)),
    });
    world.targets.task.set(target, 0);
    world.targets.container.set(target, 0);
    world.targets.nextOfTask.set(target, 0);
    target = next;
  }
}

/**
 * The group is used by a listener, or no longer: its targets start from `initial`, or are `unused`.
 * @rule target-unused-without-a-listener
 */
export function groupUseChanges(world: World, group: TargetGroupRecord): void {
  for (const target of targetsOf(world, group)) {
    if (world.targets.state.get(target) !== TargetState.DRAINING) startOver(world, target);
  }
}

/**
 * Nothing is known of it any more: `initial`, or `unused`. So it is, too, with a draining target that is registered again
 * (load-balancing §5.2).
 * @rule target-draining-starts-over
 */
export function startOver(world: World, target: number): void {
  world.targets.registeredAt.set(target, world.nowMs);
  world.targets.streak.set(target, 0);
  world.targets.nextCheck.set(target, 0);
  const group = world.targetGroup(world.targets.group.get(target));
  setState(world, target, isServed(world, group, target) ? TargetState.INITIAL : TargetState.UNUSED);
  // It may be `unused` for another reason now.
  reviewReadiness(world, world.targets.task.get(target));
  scheduleTargetChecks(world, target);
}

function setState(world: World, target: number, state: TargetState): void {
  const before = world.targets.state.get(target);
  if (before === state) return;
  world.targets.state.set(target, state);
  tellTarget(world, target, targetStateNames[state]);
  const task = world.targets.task.get(target);
  if (task === 0) return;
  // Only tasks of services are registered.
  const service = world.serviceOfTask(task) as ServiceRecord;
  const change = (state === TargetState.HEALTHY ? 1 : 0) - (before === TargetState.HEALTHY ? 1 : 0);
  if (change !== 0) {
    service.healthyTargets += change;
    noteCounts(world, service);
  }
  reviewReadiness(world, task);
}

function tellTarget(world: World, target: number, state: (typeof targetStateNames)[number] | 'deregistered'): void {
  world.effort.transitions += 1;
  if (!world.facts.wanted) return;
  tell(world, () => {
    const task = world.targets.task.get(target);
    const service = world.serviceOfTask(task);
    const finding = describeFinding(world.targets.finding.get(target), world.targets.findingCode.get(target));
    return {
      kind: 'target',
      ...(service === undefined ? {} : { cluster: world.cluster(service.cluster).name, service: service.name }),
      targetGroup: world.targetGroup(world.targets.group.get(target)).name,
      ...(task === 0 ? {} : { taskId: taskIdOf(world, task) }),
      id: task === 0 ? (world.foreignTargets.get(target) as ForeignTarget).id : addressOf(world, task),
      port: world.targets.port.get(target),
      state,
      ...(state === 'unhealthy' ? { why: finding.description } : {}),
    };
  });
}
