import type { Fault, FaultRecord } from '../../faults/fault.js';
import { healthOverTime } from '../../lifecycle/container-check.js';
import type { ProbePlan, ProbeSpan } from '../../lifecycle/probes.js';
import { answersOverTime, probeAnswer } from '../../lifecycle/target-check.js';
import { ProbeOutcome } from '../../model/target.js';
import { ContainerStatus } from '../../model/task.js';
import { Draw } from '../chance/chance.js';
import { ContainerFlag } from '../store/container-table.js';
import type { TargetGroupRecord, TargetHealthCheck } from '../store/elb-records.js';
import type { ContainerPlan } from '../store/records.js';
import type { World } from '../world.js';

/** What checks a target or a container, when, and what it finds: worked out from the state as it is. */

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

/** Of several the one that began last. */
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
