import { TargetState } from '../../model/target.js';
import { HealthStatus, Readiness, Standing, TaskPhase } from '../../model/task.js';
import { Due } from '../agenda/due.js';
import { TaskFlag } from '../store/task-table.js';
import { deploymentOf } from '../views/names.js';
import { isInDisabledZone } from '../views/target-zone.js';
import type { World } from '../world.js';
import { requestBeat } from './schedule.js';
import { noteCounts } from './tally.js';

/**
 * What the checks of a task say, whenever one of them changed. Counting it as healthy or unhealthy is left to the
 * service's next beat (ruling 3).
 * @rule health-unchecked-after-40-s
 * @rule health-unchecked-settles-after-5-s
 */
export function reviewReadiness(world: World, task: number): void {
  const deployment = deploymentOf(world, task);
  if (deployment === undefined) return;
  const { tasks } = world;
  if (tasks.phase.get(task) !== TaskPhase.RUNNING || tasks.has(task, TaskFlag.STOP_REQUESTED)) {
    cancelJudgement(world, task);
    setReadiness(world, task, Readiness.NOT_READY);
    return;
  }
  const findings = examine(world, task, deployment.revision.targetGroups.length);
  const { scheduler } = world.settings;
  const runningMs = world.nowMs - tasks.startedAt.get(task);
  switch (findings) {
    case 'unchecked':
      if (runningMs >= scheduler.settleMs) setReadiness(world, task, Readiness.READY);
      else if (runningMs >= scheduler.steadySettleMs) setReadiness(world, task, Readiness.SETTLED);
      judgeAt(
        world,
        task,
        runningMs >= scheduler.settleMs
          ? undefined
          : tasks.startedAt.get(task) +
              (runningMs >= scheduler.steadySettleMs
                ? scheduler.settleMs
                : Math.min(scheduler.steadySettleMs, scheduler.settleMs)),
        Due.TASK_SETTLES,
      );
      break;
    case 'passing':
      if (scheduler.settleBehindTargetGroupMs === 0 || tasks.readiness.get(task) === Readiness.READY) {
        cancelJudgement(world, task);
        setReadiness(world, task, Readiness.READY);
      } else if (tasks.judgement.get(task) === 0) {
        judgeAt(world, task, world.nowMs + scheduler.settleBehindTargetGroupMs, Due.TASK_SETTLES);
      }
      break;
    case 'failing': {
      const service = world.service(deployment.service);
      const graceEndsMs = tasks.startedAt.get(task) + service.configuration.healthCheckGracePeriodSeconds * 1_000;
      if (world.nowMs >= graceEndsMs) {
        cancelJudgement(world, task);
        setReadiness(world, task, Readiness.UNHEALTHY);
      } else {
        setReadiness(world, task, Readiness.FAILING_IN_GRACE);
        judgeAt(world, task, graceEndsMs, Due.TASK_GRACE_ENDS);
      }
      break;
    }
    case 'waiting':
      cancelJudgement(world, task);
      setReadiness(world, task, Readiness.NOT_READY);
      break;
    default:
      findings satisfies never;
  }
}

/** A task has passed its checks for long enough, or has run for long enough. */
export function taskSettles(world: World, task: number): void {
  world.tasks.judgement.set(task, 0);
  const deployment = deploymentOf(world, task);
  if (deployment !== undefined && examine(world, task, deployment.revision.targetGroups.length) === 'passing') {
    setReadiness(world, task, Readiness.READY);
    return;
  }
  reviewReadiness(world, task);
}

/** @rule health-grace-period */
export function taskGraceEnds(world: World, task: number): void {
  world.tasks.judgement.set(task, 0);
  reviewReadiness(world, task);
}

type Findings = 'unchecked' | 'waiting' | 'passing' | 'failing';

/**
 * Targets and container checks together: one failing is enough, all must pass (rolling-deployment §4).
 * @rule health-behind-target-groups
 * @rule health-by-container-checks
 */
function examine(world: World, task: number, targetGroupCount: number): Findings {
  const definition = world.taskDefinition(world.tasks.taskDefinition.get(task));
  const first = world.tasks.firstContainer.get(task);
  let checked = targetGroupCount > 0;
  let waiting = false;
  for (let index = 0; index < definition.containers.length; index += 1) {
    const plan = definition.containers[index];
    if (plan?.healthCheck === undefined || !plan.essential) continue;
    checked = true;
    const health = world.containers.health.get(first + index);
    if (health === HealthStatus.UNHEALTHY) return 'failing';
    if (health !== HealthStatus.HEALTHY) waiting = true;
  }
  let registered = 0;
  for (let target = world.tasks.firstTarget.get(task); target !== 0; target = world.targets.nextOfTask.get(target)) {
    const state = world.targets.state.get(target);
    registered += 1;
    if (state === TargetState.UNHEALTHY || isInDisabledZone(world, target)) return 'failing';
    if (state !== TargetState.HEALTHY) waiting = true;
  }
  if (!checked) return 'unchecked';
  return waiting || registered < targetGroupCount ? 'waiting' : 'passing';
}

export function setReadiness(world: World, task: number, readiness: Readiness): void {
  const before = world.tasks.readiness.get(task);
  if (before === readiness) return;
  world.tasks.readiness.set(task, readiness);
  const deployment = deploymentOf(world, task);
  if (deployment === undefined) return;
  const service = world.service(deployment.service);
  const change = (readiness === Readiness.READY ? 1 : 0) - (before === Readiness.READY ? 1 : 0);
  if (change !== 0) {
    deployment.readyCount += change;
    service.readyCount += change;
    noteCounts(world, service);
  }
  if (world.tasks.standing.get(task) >= Standing.LEAVING || world.tasks.has(task, TaskFlag.TO_COUNT)) return;
  world.tasks.raise(task, TaskFlag.TO_COUNT);
  service.toCount.push(task);
  requestBeat(world, service);
}

/** What a beat counts a RUNNING task as. */
export function standingOf(readiness: Readiness): Standing {
  switch (readiness) {
    case Readiness.NOT_READY:
    case Readiness.FAILING_IN_GRACE:
      return Standing.STARTED;
    case Readiness.SETTLED:
      return Standing.SETTLED;
    case Readiness.READY:
      return Standing.HEALTHY;
    case Readiness.UNHEALTHY:
      return Standing.UNHEALTHY;
    default:
      return readiness satisfies never;
  }
}

export function cancelJudgement(world: World, task: number): void {
  world.cancelDue(world.tasks.judgement.get(task));
  world.tasks.judgement.set(task, 0);
}

function judgeAt(world: World, task: number, atMs: number | undefined, kind: number): void {
  cancelJudgement(world, task);
  if (atMs !== undefined) world.tasks.judgement.set(task, world.due(atMs, kind, task));
}
