import { Standing, TaskPhase } from '../../model/task.js';
import { planExtraPass, planServicePass } from '../../planner/service-pass.js';
import type { PassAction, PassPlan } from '../../planner/service-view.js';
import type { ServiceRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { serviceViewOf } from '../views/service-view.js';
import type { World } from '../world.js';
import { PlanExecution, takeAll } from './plan-execution.js';
import { standingOf } from './readiness.js';
import { reviewZones } from './rebalancing.js';
import { rescaleSuperseded } from './rescaling.js';
import { countFailures, resetFailures } from './rollback.js';
import { requestBeat, requestNextBeat } from './schedule.js';
import { noteSteadiness } from './steadiness.js';
import { moveStanding } from './task-lists.js';
import { tellServiceEvent } from './tell.js';

/**
 * One pass over a service: health is counted, failures are counted, the plan is made and carried out (plan-execution.ts),
 * targets are registered and deregistered, and it is seen whether the service is steady (steadiness.ts).
 */

/** A pass on a beat. */
export function serviceBeat(world: World, service: ServiceRecord): void {
  world.effort.passes += 1;
  service.beat = 0;
  service.lastBeatMs = world.nowMs;
  const toDeregister = takeAll(service.toDeregister);
  const toldStops = tellDrainedStops(world, service);
  countHealth(world, service);
  rescaleSuperseded(world, service);
  const view = serviceViewOf(world, service);
  const plan = planServicePass(view);
  countWantedStarts(world, service, plan);
  const execution = new PlanExecution(world, service);
  execution.carryOut(plan.actions, { deregister: toDeregister });
  execution.registerRunning();
  const didMore = execution.changedTargets || toldStops;
  askForNextBeat(world, service, plan, didMore);
  if (noteSteadiness(world, service, plan.steady && !didMore)) reviewZones(world, service);
}

/** An extra pass: targets of tasks that are STOPPED, and replacements. */
export function serviceExtraPass(world: World, service: ServiceRecord): void {
  world.effort.passes += 1;
  service.extraPass = 0;
  const stopped = (task: number) => world.tasks.phase.get(task) === TaskPhase.STOPPED;
  const toDeregister = service.toDeregister.filter(stopped);
  const rest = service.toDeregister.filter((task) => !stopped(task));
  service.toDeregister.splice(0, service.toDeregister.length, ...rest);
  rescaleSuperseded(world, service);
  const plan = planExtraPass(serviceViewOf(world, service));
  countWantedStarts(world, service, plan);
  const execution = new PlanExecution(world, service);
  execution.carryOut(plan.actions, { deregister: toDeregister });
  requestNextBeat(world, service);
}

/**
 * What changed since the last beat is counted: this is when a task counts as healthy, or as unhealthy (ruling 3).
 * @rule health-counts-on-beats
 */
function countHealth(world: World, service: ServiceRecord): void {
  const { tasks } = world;
  for (const task of takeAll(service.toCount)) {
    tasks.lower(task, TaskFlag.TO_COUNT);
    if (tasks.has(task, TaskFlag.STOP_REQUESTED)) continue;
    const standing = standingOf(tasks.readiness.get(task));
    moveStanding(world, task, standing);
    if (standing !== Standing.HEALTHY) continue;
    const deployment = world.deployment(tasks.deployment.get(task));
    deployment.hadHealthyTask = true;
    tasks.raise(task, TaskFlag.WAS_HEALTHY);
    if (tasks.has(task, TaskFlag.REPAIR)) deployment.repairsWait = false;
    resetFailures(world, service, deployment);
  }
}

/**
 * Start failures and crashes count at the first pass at which the delay is over and a start is wanted (ruling 22).
 * @rule breaker-counts-when-a-start-is-wanted
 */
function countWantedStarts(world: World, service: ServiceRecord, plan: PassPlan): void {
  for (const key of plan.startWanted) {
    const deployment = world.deployment(key);
    const count = deployment.breaker.uncounted;
    deployment.breaker.uncounted = 0;
    countFailures(world, service, deployment, count, 'start');
  }
}

/** Logs up to 2021: a stop is told once the task's targets have drained. */
function tellDrainedStops(world: World, service: ServiceRecord): boolean {
  if (service.toTellStopped.length === 0) return false;
  const drained = service.toTellStopped.filter((task) => world.tasks.firstTarget.get(task) === 0);
  if (drained.length === 0) return false;
  const rest = service.toTellStopped.filter((task) => !drained.includes(task));
  service.toTellStopped.splice(0, service.toTellStopped.length, ...rest);
  tellServiceEvent(world, service, { kind: 'stopped', tasks: drained.map((task) => world.tasks.number.get(task)) });
  return true;
}

/**
 * Only beats at which something may change are asked for. What waits to be counted, registered or deregistered has asked
 * for its beat itself, and so has a completion.
 */
function askForNextBeat(world: World, service: ServiceRecord, plan: PassPlan, didMore: boolean): void {
  // A superseded deployment whose target has fallen to 0 may leave in the next one.
  const mayLeave = plan.actions.some(
    (action) =>
      action.type === 'setTarget' && action.desiredCount === 0 && action.deployment !== service.deployments[0],
  );
  if (didMore || plan.actions.some(changesSomething) || service.toTellStopped.length > 0 || mayLeave)
    requestNextBeat(world, service);
  if (world.nowMs < service.firstPassMs) requestBeat(world, service, service.firstPassMs);
  for (const wait of plan.waits) {
    if (wait.kind === 'startThrottled') requestBeat(world, service, wait.untilMs);
    if (wait.kind === 'supersededLeaves' && wait.notBeforeMs > world.nowMs)
      requestBeat(world, service, wait.notBeforeMs);
    if (wait.kind === 'stopsPendingFirst') requestNextBeat(world, service);
  }
}

const changesSomething = ({ type }: PassAction): boolean =>
  type !== 'setTarget' && type !== 'tellProtected' && type !== 'tellDeadlock';

/** A completion that is not bound to the grid is due. */
export function completionDue(world: World, service: ServiceRecord): void {
  service.completion = 0;
  const plan = planServicePass(serviceViewOf(world, service));
  // Whatever keeps it from being complete has asked for a beat, or will when it changes.
  if (!plan.actions.some((action) => action.type === 'completeDeployment')) return;
  // Where all is there and healthy, nothing else is to be done.
  new PlanExecution(world, service).carryOut(plan.actions, { deregister: [] });
  if (noteSteadiness(world, service, plan.steady)) reviewZones(world, service);
}
