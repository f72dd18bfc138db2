import { unusedTexts } from '../../lifecycle/target-check.js';
import type { ServiceEventText } from '../../model/service-event.js';
import { TargetState } from '../../model/target.js';
import { StopCause } from '../../model/task.js';
import type { PassAction } from '../../planner/service-view.js';
import { Due } from '../agenda/due.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { latestFailure } from '../views/target-failure.js';
import { fullGroupOf, isDeleted } from '../views/target-group.js';
import { isInDisabledZone } from '../views/target-zone.js';
import type { World } from '../world.js';
import { completeDeployment, retireDeployment } from './deployments.js';
import { startTasks } from './launches.js';
import { tellRebalancingStops } from './rebalancing.js';
import { countFailures } from './rollback.js';
import { requestNextBeat } from './schedule.js';
import { noteCounts } from './tally.js';
import { deregisterTask, registerTask } from './targets.js';
import { requestStop } from './task-stop.js';
import { tellServiceEvent, tellServiceEventOnce } from './tell.js';

/** A plan in the course of being carried out. */
export class PlanExecution {
  readonly #world: World;
  readonly #service: ServiceRecord;
  /** Whether targets were registered or deregistered: of that the plan knows nothing. */
  changedTargets = false;

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
   * Tasks that became RUNNING since the last beat are registered in their target groups; in vain where one was deleted, and
   * on a later beat where one is full.
   * @rule target-registered-by-a-beat
   * @rule target-group-of-a-service-deleted
   * @rule target-group-full
   */
  registerRunning(): void {
    const world = this.#world;
    const { tasks } = world;
    if (this.#service.toRegister.length === 0) return;
    const counts = new Map<number, number>();
    const waiting: number[] = [];
    for (const task of takeAll(this.#service.toRegister)) {
      if (tasks.has(task, TaskFlag.STOP_REQUESTED)) continue;
      const deployment = world.deployment(tasks.deployment.get(task));
      const full = fullGroupOf(world, deployment);
      if (full !== undefined) {
        waiting.push(task);
        tellServiceEventOnce(
          world,
          this.#service,
          { kind: 'targetGroupFull', targetGroupArn: full.arn },
          'targetGroupFull',
        );
        continue;
      }
      registerTask(world, task);
      for (const { group } of deployment.revision.targetGroups) {
        if (isDeleted(world, world.targetGroup(group))) this.#tellMissingGroup(task, deployment, group);
        else counts.set(group, (counts.get(group) ?? 0) + 1);
      }
    }
    if (waiting.length > 0) {
      this.#service.toRegister.push(...waiting);
      requestNextBeat(world, this.#service);
    } else this.#service.told.delete('targetGroupFull');
    this.#tellTargets('registered', counts);
  }

  #tellMissingGroup(task: number, { id: deploymentId }: DeploymentRecord, group: number): void {
    const world = this.#world;
    tellServiceEvent(world, this.#service, {
      kind: 'targetGroupMissing',
      task: world.tasks.number.get(task),
      deploymentId,
      targetGroupArn: world.targetGroup(group).arn,
    });
  }

  /** @param counts - of targets, by the key of their group */
  #tellTargets(kind: 'registered' | 'deregistered', counts: ReadonlyMap<number, number>): void {
    for (const [group, count] of counts) {
      this.changedTargets = true;
      const targetGroupArn = this.#world.targetGroup(group).arn;
      tellServiceEvent(this.#world, this.#service, { kind, count, targetGroupArn });
    }
  }

  /** Nothing changes by being told, so nothing asks for another pass; while it lasts it is told again after a while. */
  #tellWhatBlocks(text: ServiceEventText, key: string): void {
    const world = this.#world;
    if (!tellServiceEventOnce(world, this.#service, text, key)) return;
    world.due(world.nowMs + world.settings.scheduler.repeatSuppressedMs, Due.MESSAGE_REPEATS, this.#service.key);
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
          stoppedFor: action.reason !== 'surplus' && world.tasks.has(task, TaskFlag.STARTED) ? newest : deployment.key,
          makesRoom: action.reason === 'superseded',
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
    const others = now.length === 0 ? now : tellRebalancingStops(world, this.#service, now);
    if (others.length > 0) {
      tellServiceEvent(world, this.#service, {
        kind: 'stopped',
        tasks: others.map((task) => world.tasks.number.get(task)),
      });
    }
    if (deregisterFirst) this.#deregister(takeAll(this.#service.toDeregister));
  }

  /**
   * Deregistration, then draining some ms later; per target group, and per deployment that owns the tasks, the oldest
   * first (inferred: in the order in which deployments leave).
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
    this.#tellTargets('deregistered', byGroup);
    const ofDeployments =
      byDeployment.size < 2 ? byDeployment : [...byDeployment].sort(([one], [other]) => one - other);
    for (const [deployment, count] of ofDeployments) {
      tellServiceEvent(world, this.#service, {
        kind: 'draining',
        count,
        deploymentId: world.settings.drainingText === 'taskSet' ? world.deployment(deployment).id : undefined,
      });
    }
  }

  #start(action: Extract<PassAction, { type: 'startTasks' }>): void {
    const deployment = this.#world.deployment(action.deployment);
    const tasks = startTasks(this.#world, this.#service, deployment, action.count, { repair: action.repair });
    if (tasks.length === 0) return;
    tellServiceEvent(this.#world, this.#service, {
      kind: 'started',
      tasks,
      replacesUnhealthy: Math.min(action.replacesUnhealthy, tasks.length),
    });
  }
}

const nothing: readonly number[] = Object.freeze([]);

/** Empties a list of what waits for a pass. @returns what was in it */
export const takeAll = (waiting: number[]): readonly number[] => (waiting.length === 0 ? nothing : waiting.splice(0));
