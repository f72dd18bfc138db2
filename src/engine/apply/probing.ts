import {
  checkStartMs,
  lastFailure,
  lookAhead,
  ProbedHealth,
  type ProbeFlip,
  type ProbeMemory,
  type ProbePlan,
} from '../../lifecycle/probes.js';
import { type ProbeOutcome, TargetState } from '../../model/target.js';
import { HealthStatus } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import type { TargetGroupRecord, TargetHealthCheck } from '../store/elb-records.js';
import { containerPlan, targetPlan } from '../views/probe-plan.js';
import type { World } from '../world.js';

/**
 * Health checks on the agenda: only the next change of a verdict is there, computed from the plan of the checks. Before
 * an input of a plan changes, the checks so far are settled; afterwards the next change is computed anew.
 */

// ---------------------------------------------------------------------------------------------------------- targets

const healthOfTarget = (world: World, target: number): ProbedHealth => {
  const state = world.targets.state.get(target);
  if (state === TargetState.HEALTHY) return ProbedHealth.HEALTHY;
  return state === TargetState.UNHEALTHY ? ProbedHealth.UNHEALTHY : ProbedHealth.INITIAL;
};

const targetMemory = (world: World, target: number): ProbeMemory => ({
  health: healthOfTarget(world, target),
  streak: world.targets.streak.get(target),
  nextCheck: world.targets.nextCheck.get(target),
});

function rememberTarget(world: World, target: number, memory: ProbeMemory): void {
  world.targets.streak.set(target, memory.streak);
  world.targets.nextCheck.set(target, memory.nextCheck);
}

const isChecked = (state: TargetState): boolean =>
  state === TargetState.INITIAL || state === TargetState.HEALTHY || state === TargetState.UNHEALTHY;

/**
 * Before an input changes: counts in the checks whose results are known. Once a moment: a check that waits for its answer
 * gets it from what holds after the last change of the moment.
 */
export function settleTargetChecks(world: World, target: number): void {
  if (!isChecked(world.targets.state.get(target)) || world.targets.settledAt.get(target) === world.nowMs) return;
  world.targets.settledAt.set(target, world.nowMs);
  const plan = targetPlan(world, target);
  if (plan === undefined) return;
  const outlook = lookAhead(targetMemory(world, target), plan, world.nowMs);
  if (outlook.kind !== 'quiet') return;
  rememberFailure(world, target, plan);
  rememberTarget(world, target, outlook.memory);
}

/** What checks found since it turned unhealthy, before the plan that says so changes. A network balancer doesn't tell. */
function rememberFailure(world: World, target: number, plan: ProbePlan): void {
  const { targets } = world;
  if (targets.state.get(target) !== TargetState.UNHEALTHY || world.targetGroup(targets.group.get(target)).isNetwork)
    return;
  const failure = lastFailure(plan, world.nowMs - 1, targets.nextCheck.get(target));
  if (failure === undefined) return;
  targets.finding.set(target, failure.outcome as ProbeOutcome);
  targets.findingCode.set(target, failure.code ?? 0);
}

/** After an input changed: puts the next change of the target's health on the agenda. */
export function scheduleTargetChecks(world: World, target: number): void {
  // Nothing checks a draining target: what is due for it is the end of its draining.
  if (world.targets.state.get(target) === TargetState.DRAINING) return;
  world.cancelDue(world.targets.timer.get(target));
  world.targets.timer.set(target, 0);
  if (!isChecked(world.targets.state.get(target))) return;
  const plan = targetPlan(world, target);
  if (plan === undefined) return;
  const outlook = lookAhead(targetMemory(world, target), plan, Number.POSITIVE_INFINITY);
  const atMs = nextLookMs(outlook, plan);
  if (atMs !== undefined) world.targets.timer.set(target, world.due(atMs, Due.TARGET_HEALTH, target));
}

/**
 * A group gets other health check settings. The results so far are counted, and the check that comes next starts when it
 * would have; from it on, the new settings hold (load-balancing §4.1, proposed there).
 * @rule target-settings-change
 */
export function changeHealthCheck(world: World, group: TargetGroupRecord, healthCheck: TargetHealthCheck): void {
  const { targets } = world;
  const checked = [...targetsOf(world, group)].filter((target) => isChecked(targets.state.get(target)));
  const nextStarts = checked.map((target) => {
    settleTargetChecks(world, target);
    return nextCheckStartMs(world, target);
  });
  group.healthCheck = healthCheck;
  checked.forEach((target, index) => {
    // Checks are counted from the registration on: it is moved so that the next one stays where it was.
    const movedByMs = (nextStarts[index] as number) - nextCheckStartMs(world, target);
    targets.registeredAt.set(target, targets.registeredAt.get(target) + movedByMs);
    // A lower threshold is reached by the next check, not by those before.
    const streak = Math.min(targets.streak.get(target), healthCheck.healthyThreshold - 1);
    targets.streak.set(target, Math.max(streak, 1 - healthCheck.unhealthyThreshold));
    scheduleTargetChecks(world, target);
  });
}

function nextCheckStartMs(world: World, target: number): number {
  const plan = targetPlan(world, target);
  return plan === undefined ? 0 : checkStartMs(plan, world.targets.nextCheck.get(target));
}

/** What a due change of a target's health is; undefined when the look-ahead only has to go on. */
export function dueTargetFlip(world: World, target: number): ProbeFlip | undefined {
  world.targets.timer.set(target, 0);
  const plan = targetPlan(world, target);
  if (plan === undefined) return undefined;
  // Up to and including this moment.
  const outlook = lookAhead(targetMemory(world, target), plan, world.nowMs + 1);
  if (outlook.kind === 'flip') {
    rememberTarget(world, target, outlook.flip.memory);
    return outlook.flip;
  }
  rememberTarget(world, target, outlook.memory);
  scheduleTargetChecks(world, target);
  return undefined;
}

/** Every target of a group, in the order of registration. */
export function* targetsOf(world: World, group: TargetGroupRecord): Iterable<number> {
  for (let target = group.head; target !== 0; ) {
    const next = world.targets.next.get(target);
    yield target;
    target = next;
  }
}

// ------------------------------------------------------------------------------------------------------- containers

const containerMemory = (world: World, container: number): ProbeMemory => {
  const health = world.containers.health.get(container);
  return {
    health:
      health === HealthStatus.HEALTHY
        ? ProbedHealth.HEALTHY
        : health === HealthStatus.UNHEALTHY
          ? ProbedHealth.UNHEALTHY
          : ProbedHealth.INITIAL,
    streak: world.containers.streak.get(container),
    nextCheck: world.containers.nextCheck.get(container),
  };
};

function rememberContainer(world: World, container: number, memory: ProbeMemory): void {
  world.containers.streak.set(container, memory.streak);
  world.containers.nextCheck.set(container, memory.nextCheck);
}

export function settleContainerChecks(world: World, container: number): void {
  const plan = containerPlan(world, container);
  if (plan === undefined) return;
  const outlook = lookAhead(containerMemory(world, container), plan, world.nowMs);
  if (outlook.kind === 'quiet') rememberContainer(world, container, outlook.memory);
}

export function scheduleContainerChecks(world: World, container: number): void {
  world.cancelDue(world.containers.probe.get(container));
  world.containers.probe.set(container, 0);
  const plan = containerPlan(world, container);
  if (plan === undefined) return;
  const outlook = lookAhead(containerMemory(world, container), plan, Number.POSITIVE_INFINITY);
  const atMs = nextLookMs(outlook, plan);
  if (atMs !== undefined) world.containers.probe.set(container, world.due(atMs, Due.CONTAINER_HEALTH, container));
}

export function dueContainerFlip(world: World, container: number): ProbeFlip | undefined {
  world.containers.probe.set(container, 0);
  const plan = containerPlan(world, container);
  if (plan === undefined) return undefined;
  const outlook = lookAhead(containerMemory(world, container), plan, world.nowMs + 1);
  if (outlook.kind === 'flip') {
    rememberContainer(world, container, outlook.flip.memory);
    return outlook.flip;
  }
  rememberContainer(world, container, outlook.memory);
  scheduleContainerChecks(world, container);
  return undefined;
}

/** When to look again: at the flip, or where a look-ahead over flaky checks paused. Undefined when nothing ever changes. */
function nextLookMs(outlook: ReturnType<typeof lookAhead>, plan: ProbePlan): number | undefined {
  if (outlook.kind === 'flip') return outlook.flip.atMs;
  return outlook.goesOn ? checkStartMs(plan, outlook.memory.nextCheck) : undefined;
}
