import { unusedTexts } from '../../lifecycle/target-check.js';
import type { ServiceEventText } from '../../model/service-event.js';
import { TargetState } from '../../model/target.js';
import { Standing, StopCause, TaskPhase } from '../../model/task.js';
import { planExtraPass, planServicePass } from '../../planner/service-pass.js';
import type { PassAction, PassPlan } from '../../planner/service-view.js';
import { Due } from '../agenda/due.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { serviceViewOf } from '../views/service-view.js';
import { latestFailure } from '../views/target-failure.js';
import type { World } from '../world.js';
import { completeDeployment, retireDeployment } from './deployments.js';
import { startTasks } from './launches.js';
import { isInDisabledZone, standingOf } from './readiness.js';
import { reviewZones, tellRebalancingStops } from './rebalancing.js';
import { rescaleSuperseded } from './rescaling.js';
import { countFailures, resetFailures } from './rollback.js';
import { requestBeat, requestNextBeat } from './schedule.js';
import { noteCounts } from './tally.js';
import { deregisterTask, registerTask } from './targets.js';
import { moveStanding } from './task-lists.js';
import { requestStop } from './task-stop.js';
import { tell, tellServiceEvent, tellServiceEventOnce } from './tell.js';

/**
 * One pass over a service: health is counted, failures are counted, the plan is made and carried out, targets are
 * registered and deregistered, and it is seen whether the service is steady.
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
  const did = new Doings(world, service);
  did.carryOut(plan.actions, { deregister: toDeregister });
  did.registerRunning();
  askForNextBeat(world, service, plan, did.didAnything || toldStops);
  noteSteadiness(world, service, plan.steady && !did.didAnythingButComplete && !toldStops);
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
  const did = new Doings(world, service);
  did.carryOut(plan.actions, { deregister: toDeregister });
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

const nothing: readonly number[] = Object.freeze([]);

/** Empties a list of what waits for a pass. @returns what was in it */
const takeAll = (waiting: number[]): readonly number[] => (waiting.length === 0 ? nothing : waiting.splice(0));

class Doings {
  readonly #world: World;
  readonly #service: ServiceRecord;
  didAnything = false;
  didAnythingButComplete = false;

  constructor(world: World, service: ServiceRecord) {
    this.#world = world;
    this.#service = service;
  }

  /**
   * Carries out the plan. Told in this order: unhealthy tasks, pending stops, running stops, deregistration, draining,
   * starts, and last the end of deployments (rolling-deployment §13).
   * @rule event-order-of-a-pass
   */
  carryOut(actions: readonly PassAction[], due: { readonly deregister: readonly number[] }): void {
    const runningStops: number[] = [];
    let pendingStops = 0;
    let deregistered = false;
    const deregister = () => {
      if (deregistered) return;
      deregistered = true;
      this.#deregister(due.deregister);
    };
    const tellStops = () => {
      if (pendingStops > 0)
        tellServiceEvent(this.#world, this.#service, { kind: 'stoppedPending', count: pendingStops });
      if (runningStops.length > 0) this.#tellRunningStops(runningStops.splice(0));
      pendingStops = 0;
    };
    for (const action of actions) {
      if (changesSomething(action)) this.didAnything = true;
      if (changesSomething(action) && action.type !== 'completeDeployment') this.didAnythingButComplete = true;
      switch (action.type) {
        case 'setTarget':
          this.#setTarget(action.deployment, action.desiredCount);
          break;
        case 'stopTasks': {
          const pending = this.#stop(action);
          pendingStops += pending;
          for (const task of action.tasks) {
            if (!this.#world.tasks.has(task, TaskFlag.STOPPED_WHILE_PENDING)) runningStops.push(task);
          }
          break;
        }
        case 'startTasks':
          tellStops();
          deregister();
          this.#start(action);
          break;
        case 'tellProtected':
          this.#tellWhatBlocks(
            { kind: 'protected', deploymentId: this.#world.deployment(action.deployment).id, count: action.count },
            `protected ${action.count}`,
          );
          break;
        case 'tellDeadlock':
          this.#tellWhatBlocks({ kind: 'deadlock' }, 'deadlock');
          break;
        case 'retireDeployment':
          retireDeployment(this.#world, this.#service, this.#world.deployment(action.deployment));
          break;
        case 'completeDeployment':
          tellStops();
          deregister();
          completeDeployment(this.#world, this.#service, this.#world.deployment(action.deployment));
          break;
        default:
          action satisfies never;
      }
    }
    tellStops();
    deregister();
  }

  /**
   * Tasks that became RUNNING since the last beat are registered in their target groups.
   * @rule target-registered-by-a-beat
   */
  registerRunning(): void {
    const world = this.#world;
    const { tasks } = world;
    if (this.#service.toRegister.length === 0) return;
    const counts = new Map<number, number>();
    for (const task of takeAll(this.#service.toRegister)) {
      if (tasks.has(task, TaskFlag.STOP_REQUESTED)) continue;
      registerTask(world, task);
      for (const { group } of world.deployment(tasks.deployment.get(task)).revision.targetGroups) {
        counts.set(group, (counts.get(group) ?? 0) + 1);
      }
    }
    for (const [group, count] of counts) {
      this.#noteDone();
      tellServiceEvent(world, this.#service, {
        kind: 'registered',
        count,
        targetGroupArn: world.targetGroup(group).arn,
      });
    }
  }

  /** Nothing changes by being told, so nothing asks for another pass; while it lasts it is told again after a while. */
  #tellWhatBlocks(text: ServiceEventText, key: string): void {
    const world = this.#world;
    if (!tellServiceEventOnce(world, this.#service, text, key)) return;
    world.due(world.nowMs + world.settings.scheduler.repeatSuppressedMs, Due.MESSAGE_REPEATS, this.#service.key);
  }

  #noteDone(): void {
    this.didAnything = true;
    this.didAnythingButComplete = true;
  }

  #setTarget(key: number, desiredCount: number): void {
    const deployment = this.#world.deployment(key);
    deployment.desiredCount = desiredCount;
    deployment.updatedAtMs = this.#world.nowMs;
    noteCounts(this.#world, this.#service);
  }

  /**
   * One that never ran names its own deployment (recorded: services.json #80). @returns how many were PENDING
   * @rule task-scaling-reason-names-a-deployment
   */
  #stop(action: Extract<PassAction, { type: 'stopTasks' }>): number {
    const world = this.#world;
    const deployment = world.deployment(action.deployment);
    const newest = this.#service.deployments[0] as number;
    let pending = 0;
    for (const task of action.tasks) {
      if (action.reason === 'unhealthy') {
        this.#stopUnhealthy(task);
      } else {
        requestStop(world, task, StopCause.SCALING, {
          stoppedFor:
            action.reason === 'superseded' && world.tasks.has(task, TaskFlag.STARTED) ? newest : deployment.key,
        });
      }
      if (world.tasks.has(task, TaskFlag.STOPPED_WHILE_PENDING)) pending += 1;
    }
    if (action.reason === 'unhealthy') countFailures(world, this.#service, deployment, action.tasks.length, 'health');
    return pending;
  }

  /**
   * The message about an unhealthy task comes when it is stopped, not when it is noticed (service-scheduler §4.4).
   * @rule unhealthy-told-when-stopped
   */
  #stopUnhealthy(task: number): void {
    const world = this.#world;
    const number = world.tasks.number.get(task);
    for (let target = world.tasks.firstTarget.get(task); target !== 0; target = world.targets.nextOfTask.get(target)) {
      const isZoneDisabled = isInDisabledZone(world, target);
      if (world.targets.state.get(target) !== TargetState.UNHEALTHY && !isZoneDisabled) continue;
      const group = world.targetGroup(world.targets.group.get(target));
      const { description } = latestFailure(world, target);
      tellServiceEvent(world, this.#service, {
        kind: 'targetUnhealthy',
        task: number,
        port: world.targets.port.get(target),
        targetGroupArn: group.arn,
        reason: isZoneDisabled ? unusedTexts.zone : description,
      });
      requestStop(world, task, StopCause.TARGET_UNHEALTHY, {
        reason: `Task failed ELB health checks in (target-group ${group.arn})`,
      });
      return;
    }
    tellServiceEvent(world, this.#service, { kind: 'containerUnhealthy', task: number });
    requestStop(world, task, StopCause.CONTAINER_UNHEALTHY);
  }

  /** @rule event-order-of-a-stop */
  #tellRunningStops(stopped: number[]): void {
    const world = this.#world;
    const deregisterFirst = world.settings.stopEventOrder === 'deregisteredFirst';
    const now: number[] = [];
    for (const task of stopped) {
      if (deregisterFirst && world.tasks.firstTarget.get(task) !== 0) this.#service.toTellStopped.push(task);
      else now.push(task);
    }
    if (now.length > 0 && !tellRebalancingStops(world, this.#service, now)) {
      tellServiceEvent(world, this.#service, {
        kind: 'stopped',
        tasks: now.map((task) => world.tasks.number.get(task)),
      });
    }
    if (deregisterFirst) this.#deregister(takeAll(this.#service.toDeregister));
  }

  /**
   * Deregistration, then draining some ms later; per target group, and per deployment that owns the tasks.
   * @rule event-draining-names-a-task-set
   */
  #deregister(tasks: readonly number[]): void {
    if (tasks.length === 0) return;
    const world = this.#world;
    const byGroup = new Map<number, number>();
    const byDeployment = new Map<number, number>();
    for (const task of tasks) {
      const groups = deregisterTask(world, task);
      for (const group of groups) byGroup.set(group, (byGroup.get(group) ?? 0) + 1);
      if (groups.length === 0) continue;
      const deployment = world.tasks.deployment.get(task);
      byDeployment.set(deployment, (byDeployment.get(deployment) ?? 0) + 1);
    }
    for (const [group, count] of byGroup) {
      this.#noteDone();
      tellServiceEvent(world, this.#service, {
        kind: 'deregistered',
        count,
        targetGroupArn: world.targetGroup(group).arn,
      });
    }
    for (const [deployment, count] of byDeployment) {
      tellServiceEvent(world, this.#service, {
        kind: 'draining',
        count,
        deploymentId: world.settings.drainingText === 'taskSet' ? world.deployment(deployment).id : undefined,
      });
    }
  }

  #start(action: Extract<PassAction, { type: 'startTasks' }>): void {
    const deployment: DeploymentRecord = this.#world.deployment(action.deployment);
    const tasks = startTasks(this.#world, this.#service, deployment, action.count, { repair: action.repair });
    if (tasks.length === 0) return;
    tellServiceEvent(this.#world, this.#service, {
      kind: 'started',
      tasks,
      replacesUnhealthy: Math.min(action.replacesUnhealthy, tasks.length),
    });
  }
}

const changesSomething = ({ type }: PassAction): boolean =>
  type !== 'setTarget' && type !== 'tellProtected' && type !== 'tellDeadlock';

/**
 * Only beats at which something may change are asked for. What waits to be counted, registered or deregistered has asked
 * for its beat itself, and so has a completion.
 */
function askForNextBeat(world: World, service: ServiceRecord, plan: PassPlan, didAnything: boolean): void {
  // A superseded deployment whose target has fallen to 0 may leave in the next one.
  const mayLeave = plan.actions.some(
    (action) =>
      action.type === 'setTarget' && action.desiredCount === 0 && action.deployment !== service.deployments[0],
  );
  if (didAnything || service.toTellStopped.length > 0 || mayLeave) requestNextBeat(world, service);
  if (world.nowMs < service.firstPassMs) requestBeat(world, service, service.firstPassMs);
  for (const wait of plan.waits) {
    if (wait.kind === 'startThrottled') requestBeat(world, service, wait.untilMs);
    if (wait.kind === 'supersededLeaves' && wait.notBeforeMs > world.nowMs)
      requestBeat(world, service, wait.notBeforeMs);
    if (wait.kind === 'stopsPendingFirst') requestNextBeat(world, service);
  }
}

/** A completion that is not bound to the grid is due. */
export function completionDue(world: World, service: ServiceRecord): void {
  service.completion = 0;
  const plan = planServicePass(serviceViewOf(world, service));
  // Whatever keeps it from being complete has asked for a beat, or will when it changes.
  if (!plan.actions.some((action) => action.type === 'completeDeployment')) return;
  // Where all is there and healthy, nothing else is to be done.
  new Doings(world, service).carryOut(plan.actions, { deregister: [] });
  noteSteadiness(world, service, plan.steady);
}

function noteSteadiness(world: World, service: ServiceRecord, steady: boolean): void {
  if (!steady) {
    service.steady = false;
    world.unsettledServices.add(service.key);
    return;
  }
  world.unsettledServices.delete(service.key);
  if (service.steady) return;
  service.steady = true;
  service.told.clear();
  tellServiceEvent(world, service, { kind: 'steady' });
  tell(world, () => ({
    kind: 'scheduler',
    cluster: world.cluster(service.cluster).name,
    service: service.name,
    change: 'steady',
    why: 'one deployment, completed, with all desired tasks healthy',
  }));
  world.cancelDue(service.steadyRepeat);
  service.steadyRepeat = world.due(
    world.nowMs + world.settings.scheduler.steadyRepeatMs,
    Due.STEADY_STATE_REPEATS,
    service.key,
  );
  reviewZones(world, service);
}

/**
 * Steady state is told again every six hours while it lasts.
 * @rule deployment-steady-repeats
 */
export function steadyStateRepeats(world: World, service: ServiceRecord): void {
  service.steadyRepeat = 0;
  if (!service.steady || service.status !== 'ACTIVE') return;
  tellServiceEvent(world, service, { kind: 'steady' });
  service.steadyRepeat = world.due(
    world.nowMs + world.settings.scheduler.steadyRepeatMs,
    Due.STEADY_STATE_REPEATS,
    service.key,
  );
}

/** For `explain`: what a pass at this moment would do, and what it would wait for. Nothing is changed. */
export const imaginePass = (world: World, service: ServiceRecord): PassPlan =>
  planServicePass(serviceViewOf(world, service));
