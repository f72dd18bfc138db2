import type { Fault, FaultRecord } from '../../faults/fault.js';
import { healthOverTime } from '../../lifecycle/container-check.js';
import {
  checkStartMs,
  lastFailure,
  lookAhead,
  ProbedHealth,
  type ProbeFlip,
  type ProbeMemory,
  type ProbePlan,
  type ProbeSpan,
} from '../../lifecycle/probes.js';
import { answersOverTime, probeAnswer } from '../../lifecycle/target-check.js';
import { ProbeOutcome, TargetState } from '../../model/target.js';
import { ContainerStatus, HealthStatus } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import { Draw } from '../chance/chance.js';
import { ContainerFlag } from '../store/container-table.js';
import type { TargetGroupRecord, TargetHealthCheck } from '../store/elb-records.js';
import type { ContainerPlan } from '../store/records.js';
import type { World } from '../world.js';

/**
 * Health checks on the agenda: only the next change of a verdict is there, computed from the plan of the checks. Before
 * an input of a plan changes, the checks so far are settled; afterwards the next change is computed anew.
 */

/**
 * Plan of the checks of one target; undefined when nothing checks it.
 * @rule target-first-check
 * @rule target-network-registration
 * @rule target-alb-needs-one-pass
 * @rule target-nlb-needs-the-threshold
 * @rule target-thresholds
 */
export function targetPlan(world: World, target: number): ProbePlan | undefined {
  const group = world.targetGroup(world.targets.group.get(target));
  if (group.listenerCount === 0) return undefined;
  const check = group.healthCheck;
  const firstMs =
    world.targets.registeredAt.get(target) +
    world.settings.latency.firstTargetCheckMs +
    (group.isNetwork ? world.settings.latency.networkTargetRegistrationMs : 0);
  const container = world.targets.container.get(target);
  return {
    firstMs,
    everyMs: check.intervalMs,
    // ALB: one passed check is enough for a new target, whatever the threshold (ruling 29).
    passesWhenInitial: group.isNetwork ? check.healthyThreshold : 1,
    passesWhenUnhealthy: check.healthyThreshold,
    failures: check.unhealthyThreshold,
    failuresCountFromMs: 0,
    spansFromMs: container === 0 ? 0 : world.containers.startedAt.get(container),
    spans: targetSpans(world, group, container),
    failsByChance: failsByChance(world, container, 1),
    chanceFailure: targetChanceFailure,
  };
}

const targetChanceFailure = { outcome: ProbeOutcome.REFUSED };
const containerChanceFailure = { outcome: 1 };
/** No process, or one that is about to start again. */
const refusing: readonly ProbeSpan[] = [{ fromMs: 0, outcome: ProbeOutcome.REFUSED, resultAfterMs: 0 }];

/** @rule target-foreign-address */
function targetSpans(world: World, group: TargetGroupRecord, container: number): readonly ProbeSpan[] {
  const check = group.healthCheck;
  const blinded = blindingFault(world, group);
  if (blinded !== undefined) {
    const how = blinded.how ?? 'silent';
    const answer =
      typeof how === 'number' ? ({ kind: 'status', status: how, latencyMs: 0 } as const) : ({ kind: how } as const);
    return [{ fromMs: 0, ...probeAnswer(answer, check), ...(how === 'silent' ? silence(check) : {}) }];
  }
  // Nobody simulates what stands behind an address that a user registered: nothing listens there (recorded: alb).
  if (container === 0) return [{ fromMs: 0, ...silence(check) }];
  if (!hasProcess(world, container)) return refusing;
  const behaviour = world.behaviour(world.containers.behaviour.get(container));
  return answersOverTime(behaviour, check);
}

const silence = (check: TargetHealthCheck) => ({ outcome: ProbeOutcome.TIMED_OUT, resultAfterMs: check.timeoutMs });

function blindingFault(world: World, group: TargetGroupRecord): Extract<Fault, { kind: 'targetsFail' }> | undefined {
  let found: Extract<Fault, { kind: 'targetsFail' }> | undefined;
  if (world.activeFaults.size === 0) return found;
  for (const key of world.activeFaults) {
    const { fault } = world.faults.get(key) as FaultRecord;
    if (fault.kind === 'targetsFail' && (fault.targetGroup === group.name || fault.targetGroup === group.arn))
      found = fault;
  }
  return found;
}

/**
 * Plan of a container's health check; undefined when it has none or isn't running, and from SIGTERM on.
 * @rule container-health-check
 */
export function containerPlan(world: World, container: number): ProbePlan | undefined {
  const { containers } = world;
  if (!hasProcess(world, container) || containers.has(container, ContainerFlag.SIGTERM)) return undefined;
  const definition = world.taskDefinition(world.tasks.taskDefinition.get(containers.task.get(container)));
  const { healthCheck: check } = definition.containers[containers.index.get(container)] as ContainerPlan;
  if (check === undefined) return undefined;
  const startedAtMs = containers.startedAt.get(container);
  const behaviour = world.behaviour(containers.behaviour.get(container));
  return {
    firstMs: startedAtMs + check.intervalMs,
    everyMs: check.intervalMs,
    passesWhenInitial: 1,
    passesWhenUnhealthy: 1,
    failures: check.retries,
    failuresCountFromMs: startedAtMs + check.startPeriodMs,
    spansFromMs: startedAtMs,
    spans: healthOverTime(behaviour),
    failsByChance: failsByChance(world, container, 2),
    chanceFailure: containerChanceFailure,
  };
}

const hasProcess = ({ containers }: World, container: number): boolean =>
  containers.status.get(container) === ContainerStatus.RUNNING && !containers.has(container, ContainerFlag.RESTARTING);

/** @param part - which of a container's rows of checks */
function failsByChance(world: World, container: number, part: number): ProbePlan['failsByChance'] {
  if (container === 0) return undefined;
  const { flaky } = world.behaviour(world.containers.behaviour.get(container));
  if (flaky === 0) return undefined;
  const subject =
    world.tasks.number.get(world.containers.task.get(container)) * 16 + world.containers.index.get(container);
  return (check) => world.chance.keyed(Draw.FLAKY_CHECK, subject, check, part) < flaky;
}

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

/** Before an input changes: counts in the checks whose results are known. */
export function settleTargetChecks(world: World, target: number): void {
  if (!isChecked(world.targets.state.get(target))) return;
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
