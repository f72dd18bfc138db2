import { Due, isHousekeeping } from '../../src/engine/agenda/due.js';
import { subjectKindOf } from '../../src/engine/snapshot/subjects.js';
import { ContainerFlag } from '../../src/engine/store/container-table.js';
import type { TargetGroupRecord } from '../../src/engine/store/elb-records.js';
import type { DeploymentRecord, ServiceRecord } from '../../src/engine/store/records.js';
import { TaskFlag } from '../../src/engine/store/task-table.js';
import type { World } from '../../src/engine/world.js';
import { TargetState } from '../../src/model/target.js';
import {
  ContainerStatus,
  Readiness,
  Standing,
  StopCause,
  standingNames,
  TaskPhase,
  taskPhaseNames,
} from '../../src/model/task.js';

/**
 * Counts everything anew from the tables, and compares it with what the engine keeps: counters, lists, queues, handles.
 * To be called between moments. @returns what is wrong, in words; empty when nothing is
 */
export function recount(world: World): string[] {
  return new Recount(world).run();
}

const { PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING, STOPPED } = TaskPhase;

class Recount {
  readonly #world: World;
  readonly #wrong: string[] = [];
  readonly #tasks: readonly number[];
  /** Handles that somebody keeps, by what they should be: kind and subject. */
  readonly #kept: { readonly handle: number; readonly kinds: readonly number[]; readonly subject: number }[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#tasks = [...world.taskIndex.rows()];
  }

  run(): string[] {
    for (const task of this.#tasks) this.#task(task);
    for (const service of this.#world.services.slice(1)) this.#service(service);
    for (const cluster of this.#world.clusters.slice(1)) {
      const mine = this.#tasks.filter((task) => this.#clusterOf(task) === cluster.key);
      const asked = mine.filter((task) => !this.#has(task, TaskFlag.STOP_REQUESTED));
      const running = asked.filter((task) => this.#phase(task) === RUNNING).length;
      this.#same(`cluster ${cluster.name} runningTasksCount`, cluster.runningTasksCount, running);
      this.#same(`cluster ${cluster.name} pendingTasksCount`, cluster.pendingTasksCount, asked.length - running);
      const active = this.#world.services.slice(1).filter((each) => each.cluster === cluster.key);
      this.#same(
        `cluster ${cluster.name} activeServicesCount`,
        cluster.activeServicesCount,
        [...active, ...this.#world.externalServices.filter((each) => each.cluster === cluster.key)].filter(
          (service) => service.status === 'ACTIVE',
        ).length,
      );
    }
    let targetCount = 0;
    for (const group of this.#world.targetGroups.values()) targetCount += this.#targetGroup(group);
    this.#tables(targetCount);
    this.#agenda();
    return this.#wrong;
  }

  // ------------------------------------------------------------------------------------------------------------ tasks

  #task(task: number): void {
    const { tasks, taskIndex, extras } = this.#world;
    const number = tasks.number.get(task);
    const what = `task ${number} (${taskPhaseNames[this.#phase(task)]}, ${standingNames[tasks.standing.get(task)]})`;
    this.#same(`${what} row`, taskIndex.get(number), task);
    const phase = this.#phase(task);
    const asked = this.#has(task, TaskFlag.STOP_REQUESTED);
    const standing = tasks.standing.get(task);
    const allowed = !asked
      ? phase < RUNNING
        ? [Standing.PENDING]
        : [Standing.STARTED, Standing.SETTLED, Standing.HEALTHY, Standing.UNHEALTHY]
      : phase === STOPPED
        ? [Standing.GONE]
        : [Standing.LEAVING, Standing.DYING];
    if (!allowed.includes(standing as never)) this.#wrong.push(`${what}: this standing does not fit`);
    if (phase > RUNNING && !asked) this.#wrong.push(`${what}: on its way out without having been asked`);
    this.#same(`${what} has a stop cause`, tasks.stopCause.get(task) !== StopCause.NONE, asked);
    this.#same(`${what} has startedAt`, tasks.startedAt.get(task) > 0, this.#has(task, TaskFlag.STARTED));
    this.#same(`${what} has stoppingAt`, tasks.stoppingAt.get(task) > 0, asked);
    this.#same(`${what} has stoppedAt`, tasks.stoppedAt.get(task) > 0, phase === STOPPED);
    if (phase === RUNNING && !this.#has(task, TaskFlag.STARTED)) this.#wrong.push(`${what}: RUNNING, never started`);
    this.#same(`${what} touched`, tasks.touched.get(task), 0);
    if (asked) this.#same(`${what} readiness`, tasks.readiness.get(task), Readiness.NOT_READY);
    const moments = [tasks.createdAt, tasks.startedAt, tasks.stoppingAt, tasks.stoppedAt]
      .map((column) => column.get(task))
      .filter((atMs) => atMs > 0);
    if (moments.some((atMs, index) => index > 0 && atMs < (moments[index - 1] as number)))
      this.#wrong.push(`${what}: its moments are out of order: ${moments.join(' ')}`);

    this.#taskStep(what, task, phase);
    if (asked || phase !== RUNNING) this.#same(`${what} judgement`, tasks.judgement.get(task), 0);
    else this.#keep(tasks.judgement.get(task), [Due.TASK_SETTLES, Due.TASK_GRACE_ENDS], task);
    const expiry = extras.get(number)?.protectionExpiry;
    if (expiry !== undefined && phase !== STOPPED) this.#keep(expiry, [Due.PROTECTION_EXPIRES], task);
    this.#containers(what, task, phase);
  }

  /** What is due next for a task of each phase; 0 where its containers decide. */
  #taskStep(what: string, task: number, phase: TaskPhase): void {
    const kindsByPhase: Readonly<Record<TaskPhase, readonly number[]>> = {
      [PROVISIONING]: [Due.TASK_PENDING],
      [PENDING]: [Due.TASK_PENDING, Due.TASK_START_FAILS, Due.TASK_PENDING_TIMES_OUT],
      [ACTIVATING]: [Due.TASK_RUNNING],
      [RUNNING]: [],
      [DEACTIVATING]: [Due.TASK_SIGTERM],
      [STOPPING]: [Due.TASK_SIGTERM, Due.TASK_DEPROVISIONS],
      [DEPROVISIONING]: [Due.TASK_STOPPED],
      [STOPPED]: [Due.TASK_PURGE],
    };
    const mayWait: readonly TaskPhase[] = [PENDING, RUNNING, DEACTIVATING, STOPPING];
    const handle = this.#world.tasks.step.get(task);
    if (handle !== 0) this.#keep(handle, kindsByPhase[phase], task);
    else if (!mayWait.includes(phase)) this.#wrong.push(`${what}: nothing is due for it`);
    else if (phase === STOPPING && !this.#runsContainer(task)) this.#wrong.push(`${what}: nothing runs, and it stays`);
    else if (phase === DEACTIVATING && this.#world.tasks.firstTarget.get(task) === 0) {
      if (!this.#serviceOf(task)?.toDeregister.includes(task))
        this.#wrong.push(`${what}: nothing drains, and it stays`);
    }
  }

  #containers(what: string, task: number, phase: TaskPhase): void {
    const { containers, tasks } = this.#world;
    const plans = this.#plansOf(task);
    for (const [index, plan] of plans.entries()) {
      const container = tasks.firstContainer.get(task) + index;
      const name = `${what} container ${plan.name}`;
      const status = containers.status.get(container);
      this.#same(`${name} task`, containers.task.get(container), task);
      this.#same(`${name} index`, containers.index.get(container), index);
      this.#keep(containers.step.get(container), [Due.CONTAINER_STARTS, Due.CONTAINER_EXITS], container);
      this.#keep(containers.probe.get(container), [Due.CONTAINER_HEALTH], container);
      this.#keep(containers.startTimeout.get(container), [Due.CONTAINER_START_TIMES_OUT], container);
      if (phase >= DEPROVISIONING) {
        this.#same(`${name} status`, status, ContainerStatus.STOPPED);
        for (const column of ['step', 'probe', 'startTimeout'] as const)
          this.#same(`${name} ${column}`, containers[column].get(container), 0);
      }
      if (phase === RUNNING && !this.#has(task, TaskFlag.STOP_REQUESTED)) {
        if (plan.essential) this.#same(`${name} status`, status, ContainerStatus.RUNNING);
        if (!containers.has(container, ContainerFlag.RAN)) this.#wrong.push(`${name}: it never ran`);
      }
      if (plan.healthCheck === undefined) this.#same(`${name} probe`, containers.probe.get(container), 0);
    }
  }

  // --------------------------------------------------------------------------------------------------------- services

  #service(service: ServiceRecord): void {
    const world = this.#world;
    const what = `service ${service.name}`;
    const mine = this.#tasks.filter((task) => this.#serviceOf(task) === service);
    const lastOfSlot = world.settings.slotFreed === 'onStopped' ? DEPROVISIONING : STOPPING;
    this.#same(
      `${what} occupiedCount`,
      service.occupiedCount,
      mine.filter((task) => this.#phase(task) <= lastOfSlot).length,
    );
    const zoneCounts = service.zoneCounts.map(
      (_, zone) =>
        mine.filter((task) => world.tasks.zone.get(task) === zone && world.tasks.standing.get(task) < Standing.LEAVING)
          .length,
    );
    this.#same(`${what} zoneCounts`, service.zoneCounts.join(), zoneCounts.join());
    this.#same(`${what} readyCount`, service.readyCount, mine.filter((task) => this.#isReady(task)).length);
    const healthyTargets = mine.flatMap((task) => this.#targetsOf(task)).filter((target) => this.#isHealthy(target));
    this.#same(`${what} healthyTargets`, service.healthyTargets, healthyTargets.length);
    this.#sameSet(
      `${what} toCount`,
      service.toCount,
      mine.filter((task) => this.#has(task, TaskFlag.TO_COUNT)),
    );
    for (const [name, queue] of Object.entries({
      toRegister: service.toRegister,
      toDeregister: service.toDeregister,
      toTellStopped: service.toTellStopped,
    })) {
      if (new Set(queue).size < queue.length) this.#wrong.push(`${what} ${name}: a task twice`);
      for (const task of queue) {
        if (!mine.includes(task)) this.#wrong.push(`${what} ${name}: row ${task} is none of its tasks`);
      }
    }

    this.#keep(service.beat, [Due.SERVICE_BEAT], service.key);
    this.#keep(service.extraPass, [Due.SERVICE_EXTRA_PASS], service.key);
    this.#keep(service.completion, [Due.DEPLOYMENT_COMPLETES], service.key);
    this.#keep(service.steadyRepeat, [Due.STEADY_STATE_REPEATS], service.key);
    this.#keep(service.zoneCheck, [Due.ZONES_REBALANCE], service.key);
    if (service.beat !== 0) {
      const { beatMs } = world.settings.scheduler;
      const atMs = world.agenda.atMsOf(service.beat);
      const anchorMs = atMs < service.firstPassMs ? service.gridAnchorMs : service.firstPassMs;
      this.#same(`${what} beat, off the grid by`, (atMs - anchorMs) % beatMs || 0, 0);
    }
    if (service.status === 'INACTIVE') {
      const handles = [service.beat, service.extraPass, service.completion, service.steadyRepeat, service.zoneCheck];
      this.#same(`${what} handles when INACTIVE`, handles.join(), '0,0,0,0,0');
      if (world.unsettledServices.has(service.key)) this.#wrong.push(`${what}: INACTIVE and unsettled`);
      if (mine.some((task) => this.#phase(task) !== STOPPED)) this.#wrong.push(`${what}: INACTIVE with tasks`);
    } else {
      this.#same(`${what} is unsettled`, world.unsettledServices.has(service.key), !service.steady);
    }
    if (service.events.some((event, index) => index > 0 && event.atMs <= (service.events[index - 1]?.atMs ?? 0)))
      this.#wrong.push(`${what}: its events are out of order`);

    for (const [place, key] of service.deployments.entries()) {
      this.#same(`${what} status of ${key}`, world.deployment(key).status, place === 0 ? 'PRIMARY' : 'ACTIVE');
    }
    for (const key of service.allDeployments) {
      if (!service.deployments.includes(key)) this.#same(`status of ${key}`, world.deployment(key).status, 'LEFT');
      this.#deployment(world.deployment(key), mine);
    }
  }

  #deployment(deployment: DeploymentRecord, ofService: readonly number[]): void {
    const { tasks, agenda } = this.#world;
    const what = `deployment ${deployment.key} (${deployment.status})`;
    const mine = ofService.filter((task) => tasks.deployment.get(task) === deployment.key);
    for (const standing of Object.values(Standing)) {
      const expected = mine.filter((task) => tasks.standing.get(task) === standing);
      this.#sameSet(`${what} ${standingNames[standing]}`, this.#listed(what, deployment, standing), expected);
      this.#same(`${what} size of ${standingNames[standing]}`, deployment.sizes[standing], expected.length);
    }
    const hasProcess = (task: number): boolean =>
      this.#phase(task) <= STOPPING ||
      (this.#has(task, TaskFlag.STOPPED_WHILE_PENDING) && this.#phase(task) !== STOPPED);
    const flagged = mine.filter((task) => this.#has(task, TaskFlag.SUPERSEDED_PENDING));
    this.#same(`${what} processCount`, deployment.processCount, mine.filter(hasProcess).length);
    const remaining = mine.filter((task) => this.#phase(task) !== STOPPED).length;
    this.#same(`${what} remainingCount`, deployment.remainingCount, remaining);
    this.#same(`${what} readyCount`, deployment.readyCount, mine.filter((task) => this.#isReady(task)).length);
    this.#same(`${what} supersededPendingCount`, deployment.supersededPendingCount, flagged.length);
    if (flagged.some((task) => tasks.standing.get(task) !== Standing.PENDING))
      this.#wrong.push(`${what}: a task flagged as superseded while PENDING is not PENDING`);
    if (deployment.status === 'LEFT' && mine.some(hasProcess)) this.#wrong.push(`${what}: it left, and a process runs`);
    const { evaluation, evaluateAtMs } = deployment.breaker;
    this.#same(`${what} breaker has an evaluation`, evaluation !== 0, evaluateAtMs !== 0);
    this.#keep(evaluation, [Due.BREAKER_EVALUATES], deployment.service);
    if (evaluation !== 0) this.#same(`${what} evaluation`, agenda.atMsOf(evaluation), evaluateAtMs);
  }

  /** Walks a list and looks at its links on the way. */
  #listed(what: string, deployment: DeploymentRecord, standing: Standing): number[] {
    const { tasks } = this.#world;
    const rows: number[] = [];
    let previous = 0;
    for (let task = deployment.heads[standing] as number; task !== 0; task = tasks.next.get(task)) {
      if (rows.length > this.#tasks.length) {
        this.#wrong.push(`${what}: the list of ${standingNames[standing]} never ends`);
        return rows;
      }
      this.#same(`${what} link back of row ${task}`, tasks.previous.get(task), previous);
      rows.push(task);
      previous = task;
    }
    this.#same(`${what} tail of ${standingNames[standing]}`, deployment.tails[standing], previous);
    return rows;
  }

  // ---------------------------------------------------------------------------------------------------------- targets

  #targetGroup(group: TargetGroupRecord): number {
    const world = this.#world;
    const { targets } = world;
    const what = `target group ${group.name}`;
    const users = [...world.listeners.values(), ...world.listenerRules.values()].filter((each) =>
      each.targetGroups.includes(group.key),
    );
    this.#same(`${what} listenerCount`, group.listenerCount, users.length);
    let count = 0;
    let previous = 0;
    for (let target = group.head; target !== 0 && count <= 10_000; target = targets.next.get(target)) {
      count += 1;
      const name = `${what} target ${target} (state ${targets.state.get(target)})`;
      this.#same(`${name} group`, targets.group.get(target), group.key);
      this.#same(`${name} link back`, targets.previous.get(target), previous);
      previous = target;
      const state = targets.state.get(target);
      const task = targets.task.get(target);
      this.#same(`${name} is foreign`, world.foreignTargets.has(target), task === 0);
      if (task !== 0) this.#targetOfTask(name, target, task, state);
      if (state !== TargetState.DRAINING) {
        this.#same(`${name} is unused`, state === TargetState.UNUSED, group.listenerCount === 0);
      }
      const timer = targets.timer.get(target);
      if (state === TargetState.UNUSED) this.#same(`${name} timer`, timer, 0);
      else if (state === TargetState.DRAINING) {
        if (timer === 0) this.#wrong.push(`${name}: drains for ever`);
        this.#keep(timer, [Due.TARGET_DRAINED], target);
      } else this.#keep(timer, [Due.TARGET_HEALTH], target);
    }
    this.#same(`${what} tail`, group.tail, previous);
    this.#same(`${what} targetCount`, group.targetCount, count);
    return count;
  }

  #targetOfTask(name: string, target: number, task: number, state: TargetState): void {
    const { tasks, targets } = this.#world;
    if (!this.#targetsOf(task).includes(target)) this.#wrong.push(`${name}: task row ${task} does not know it`);
    const container = targets.container.get(target) - tasks.firstContainer.get(task);
    if (container < 0 || container >= this.#plansOf(task).length) this.#wrong.push(`${name}: a stranger's container`);
    // Law 5, ruling 6: the pass after STOPPED, which is an extra one at that moment, deregisters.
    if (this.#phase(task) === STOPPED && state !== TargetState.DRAINING) {
      const passDueMs = tasks.stoppedAt.get(task) + this.#world.settings.scheduler.beatMs;
      if (state === TargetState.HEALTHY) this.#wrong.push(`${name}: routable, and its task is STOPPED`);
      else if (this.#world.nowMs >= passDueMs) this.#wrong.push(`${name}: it outlives its task by a pass`);
    }
  }

  // ----------------------------------------------------------------------------------------------------- tables, agenda

  #tables(targetCount: number): void {
    const world = this.#world;
    this.#same('rows of tasks', world.tasks.liveCount, this.#tasks.length);
    const containers = this.#tasks.reduce((sum, task) => sum + this.#plansOf(task).length, 0);
    this.#same('rows of containers', world.containers.liveCount, containers);
    this.#same('rows of targets', world.targets.liveCount, targetCount);
    const numbers = new Set(this.#tasks.map((task) => world.tasks.number.get(task)));
    for (const number of world.extras.keys()) {
      if (!numbers.has(number)) this.#wrong.push(`extras of task ${number}, which is gone`);
    }
    this.#same('touched tasks', world.touchedTasks.length, 0);
    this.#same('changed services', world.changedServices.size, 0);
  }

  /** Every handle is good, and everything due has somebody who keeps its handle, but for what needs none. */
  #agenda(): void {
    const { agenda } = this.#world;
    const entries = agenda.entriesInOrder();
    const active = entries.filter((entry) => !isHousekeeping(entry.kind)).length;
    this.#same('activeDueCount', this.#world.activeDueCount, active);
    const needNoHandle: readonly number[] = [
      Due.SERVICE_TASKS_FORCED_OUT,
      Due.DEPLOYMENT_PICKED_UP,
      Due.FAILED_DEPLOYMENT_STOPS_PENDING,
      Due.SERVICE_BECOMES_INACTIVE,
      Due.MESSAGE_REPEATS,
    ];
    const due = entries
      .filter((entry) => subjectKindOf(entry.kind) !== 'other' && !needNoHandle.includes(entry.kind))
      .map((entry) => `${entry.atMs} kind ${entry.kind} subject ${entry.subject}`);
    const kept: string[] = [];
    for (const { handle, kinds, subject } of this.#kept) {
      const kind = agenda.kindOf(handle);
      if (!kinds.includes(kind)) this.#wrong.push(`subject ${subject}: kind ${kind} is due, not ${kinds.join(' or ')}`);
      kept.push(`${agenda.atMsOf(handle)} kind ${kind} subject ${subject}`);
    }
    this.#same('the agenda against handles', due.sort().join('\n'), kept.sort().join('\n'));
    for (const entry of entries) {
      if (entry.atMs < this.#world.nowMs)
        this.#wrong.push(`kind ${entry.kind} was due at ${entry.atMs}, which has passed`);
    }
  }

  // ---------------------------------------------------------------------------------------------------------- details

  #keep(handle: number, kinds: readonly number[], subject: number): void {
    if (handle !== 0) this.#kept.push({ handle, kinds, subject });
  }

  #same(what: string, kept: unknown, counted: unknown): void {
    if (kept !== counted) this.#wrong.push(`${what}: ${String(kept)} is kept, ${String(counted)} counted`);
  }

  #sameSet(what: string, kept: readonly number[], counted: readonly number[]): void {
    const inOrder = (rows: readonly number[]) => rows.toSorted((a, b) => a - b).join();
    this.#same(what, inOrder(kept), inOrder(counted));
  }

  #phase(task: number): TaskPhase {
    return this.#world.tasks.phase.get(task);
  }

  #has(task: number, flag: number): boolean {
    return this.#world.tasks.has(task, flag);
  }

  #isReady(task: number): boolean {
    return this.#world.tasks.readiness.get(task) === Readiness.READY;
  }

  #isHealthy(target: number): boolean {
    return this.#world.targets.state.get(target) === TargetState.HEALTHY;
  }

  #runsContainer(task: number): boolean {
    const { containers, tasks } = this.#world;
    const first = tasks.firstContainer.get(task);
    return this.#plansOf(task).some((_, index) => containers.status.get(first + index) === ContainerStatus.RUNNING);
  }

  #plansOf(task: number) {
    return this.#world.taskDefinition(this.#world.tasks.taskDefinition.get(task)).containers;
  }

  #targetsOf(task: number): number[] {
    const rows: number[] = [];
    const { tasks, targets } = this.#world;
    for (let target = tasks.firstTarget.get(task); target !== 0 && rows.length < 100; ) {
      rows.push(target);
      target = targets.nextOfTask.get(target);
    }
    return rows;
  }

  #serviceOf(task: number): ServiceRecord | undefined {
    return this.#world.serviceOfTask(task);
  }

  #clusterOf(task: number): number | undefined {
    return this.#serviceOf(task)?.cluster ?? this.#world.extras.get(this.#world.tasks.number.get(task))?.cluster;
  }
}
