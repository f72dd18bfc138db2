import { type Decisions, ReferencePass } from './reference-pass.js';
import { ReferenceTask } from './reference-task.js';
import type { Behaviour, Deed, SmallWorld, View } from './small-world.js';
import { lineOfDeployment, lineOfService, lineOfTarget, lineOfTask } from './view-lines.js';

export interface ReferenceDeployment {
  readonly number: number;
  readonly revision: number;
  readonly createdMs: number;
  supersedes: boolean;
  status: 'PRIMARY' | 'ACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  desiredCount: number;
  hadHealthyTask: boolean;
  digestsKnown: boolean;
  repairsWait: boolean;
  failures: number;
  /** Start failures and crashes whose tasks are STOPPED, not counted yet. */
  uncounted: number;
  comparesMs: number;
  startFailures: number;
  lastFailedAttemptMs: number;
  nextStartMs: number;
  /** When the last of its tasks ended that had been stopped while PENDING, unless another has ended since. */
  pendingEndMs: number;
}

// Rulings 1, 2, 20, 21, 22.
const beatMs = 10_000;
const firstPassMs = 15_000;
const callEffectMs = 4_000;
const completionMs = 25_000;
const leaveAtZeroMs = 60_000;
const failedPendingStopMs = 3_000;
const compareAfterStartMs = 3_000;
const compareAfterHealthFailureMs = 45_000;
const startDelaysMs = [0, 0, 300_000];
const never = Number.POSITIVE_INFINITY;

/**
 * A second opinion: the rolling scheduler and health checks, told as naively as possible. Every tick looks at every task,
 * every check is made, every beat is a pass, nothing is remembered that could be counted. It shares no code with the
 * engine: its numbers and texts are its own.
 *
 * Covers: one REPLICA service on Fargate of one container per task, with or without an Application Load Balancer and a
 * container health check; first and later deployments, forced ones, overlapping ones, desired count, percents, grace
 * period, the digest gate, repairs, the breaker with and without rollback, its thresholds (a count, or a share of up to 14
 * tasks), failures that healthy tasks forgive or don't, the throttle of failed starts, crashes, SIGTERM and SIGKILL,
 * StopTask, behaviours that change, unpullable images, a blinded target group. All durations are multiples of the tick.
 *
 * Doesn't cover: several containers, target groups or services; Network Load Balancers; capacity and its throttle, lost
 * zones, protection, rebalancing, quotas, deletion, StopServiceDeployment, flaky checks, jitter, the options
 * `replaceExternallyStopped`, `stopEventOrder`, `breakerEvaluation` and the like, more than ten failed starts in a row,
 * worlds of an hour and more, a threshold that is changed later or that reaches its bound of 200.
 */
export class ReferenceModel {
  readonly world: SmallWorld;
  nowMs = 0;
  desiredCount: number;
  minimumHealthyPercent: number;
  maximumPercent: number;
  /** PRIMARY first, then newest to oldest. */
  deployments: ReferenceDeployment[] = [];
  readonly tasks: ReferenceTask[] = [];
  firstPassMs = 0;

  readonly #behaviours: Behaviour[];
  #graceMs: number;
  #allDeployments: ReferenceDeployment[] = [];
  #formerFirstPassMs = 0;
  #rescaledTo: number;
  #desiredZeroSinceMs = 0;
  #completesFromMs = 0;
  #lastCompleted: ReferenceDeployment | undefined;
  #steady = false;
  #toldDeadlock = false;
  /** One at a time: what asks for a sooner one is served by it, too, whoever asked for the later one. */
  #extraPassMs = never;
  #stopPendingOfFailedMs: number[] = [];
  #pullFails: { revision: number; afterMs: number; untilMs: number }[] = [];
  #blind: { how: 503 | 'silent' | 'refused'; untilMs: number }[] = [];
  #deregisterTurns = 0;
  #events: string[] = [];

  constructor(world: SmallWorld) {
    this.world = world;
    this.#behaviours = [...world.revisions];
    this.desiredCount = world.service.desiredCount;
    this.minimumHealthyPercent = world.service.minimumHealthyPercent;
    this.maximumPercent = world.service.maximumPercent;
    this.#graceMs = world.service.graceMs;
    this.#rescaledTo = this.desiredCount;
    this.#deploy(1);
    this.#completesFromMs = 0;
  }

  tasksOf(deployment: ReferenceDeployment): ReferenceTask[] {
    return this.tasks.filter((task) => task.deployment === deployment.number);
  }
  deploymentOf(task: ReferenceTask): ReferenceDeployment {
    return this.#allDeployments[task.deployment - 1] as ReferenceDeployment;
  }

  /** One tick: what is done to it, what happens by itself, checks, passes; in this order. */
  tick(deeds: readonly Deed[]): View {
    this.nowMs += this.world.tickMs;
    this.#events = [];
    for (const deed of deeds) if (deed.does === 'behave') this.#behave(deed.revision, deed.behaviour);
    this.#faultsEnd();
    for (const deed of deeds) this.#do(deed);
    for (const task of this.tasks) this.#live(task);
    for (const task of this.tasks) task.check(this.nowMs);
    this.#compareBreakers();
    if (this.#stopPendingOfFailedMs.includes(this.nowMs)) this.#stopPendingOfFailed();
    if (this.#extraPassMs === this.nowMs) this.#extraPass();
    if (this.#isBeat()) this.#beat();
    else if (this.nowMs === this.#completesFromMs) this.#completeOffBeat();
    return { state: this.#state(), events: this.#events };
  }

  // ------------------------------------------------------------------------------------------------------------ deeds

  #do(deed: Deed): void {
    switch (deed.does) {
      case 'deploy':
        this.#update(() => {
          if (deed.desiredCount !== undefined) this.#scale(deed.desiredCount);
          if (deed.revision !== this.#primary().revision) this.#deploy(deed.revision);
        });
        break;
      case 'force':
        this.#update(() => this.#deploy(this.#primary().revision));
        break;
      case 'scale':
        this.#update(() => this.#scale(deed.desiredCount));
        break;
      case 'percents':
        this.#update(() => {
          this.minimumHealthyPercent = deed.minimumHealthyPercent;
          this.maximumPercent = deed.maximumPercent;
        });
        break;
      case 'grace':
        this.#update(() => {
          this.#graceMs = deed.graceMs;
        });
        break;
      case 'stopTask': {
        const running = this.tasks.filter((task) => task.askedToRun);
        const task = running[deed.which % Math.max(1, running.length)];
        if (task !== undefined) this.#stopTask(task, 'user', 'Task stopped by user');
        break;
      }
      case 'behave':
        break;
      case 'pullFails':
        this.#pullFails.push({
          revision: deed.revision,
          afterMs: deed.failsAfterMs,
          untilMs: this.nowMs + deed.forMs,
        });
        break;
      case 'blind':
        this.#blind.push({ how: deed.how, untilMs: this.nowMs + deed.forMs });
        this.#blindnessChanges();
        break;
      default:
        deed satisfies never;
    }
  }

  #update(change: () => void): void {
    // Any update ends the throttling of starts.
    for (const deployment of this.deployments) {
      deployment.startFailures = 0;
      deployment.nextStartMs = 0;
    }
    change();
    // The threshold follows the desired count.
    const primary = this.#primary();
    if (primary.comparesMs === never) this.#compareLater(primary, compareAfterStartMs);
    this.#extraPassMs = Math.min(this.#extraPassMs, this.nowMs + callEffectMs);
  }

  #scale(desiredCount: number): void {
    if (desiredCount === this.desiredCount) return;
    this.desiredCount = desiredCount;
    this.#desiredZeroSinceMs = this.nowMs;
    this.#steady = false;
  }

  #deploy(revision: number): void {
    this.#rescaleOld();
    const former = this.deployments[0];
    const deployment: ReferenceDeployment = {
      number: this.#allDeployments.length + 1,
      revision,
      createdMs: this.nowMs,
      supersedes: former !== undefined,
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      desiredCount: 0,
      hadHealthyTask: false,
      // Ruling 16.
      digestsKnown:
        this.world.digestGate === 'none' ||
        this.#allDeployments.some((each) => each.revision === revision && each.digestsKnown && each.hadHealthyTask),
      repairsWait: false,
      failures: 0,
      uncounted: 0,
      comparesMs: never,
      startFailures: 0,
      lastFailedAttemptMs: -1,
      nextStartMs: 0,
      pendingEndMs: never,
    };
    this.#allDeployments.push(deployment);
    if (former !== undefined) {
      former.status = 'ACTIVE';
      former.comparesMs = never;
      const live = this.tasksOf(former).filter((task) => task.askedToRun);
      former.desiredCount = former.rolloutState === 'FAILED' ? 0 : live.length;
      for (const task of live) if (!task.everRan) task.pendingWhenSuperseded = true;
    }
    this.deployments = [deployment, ...this.deployments];
    this.#newGrid();
  }

  /** A new first pass; until it comes the grid of the former one goes on. */
  #newGrid(): void {
    if (this.nowMs >= this.firstPassMs) this.#formerFirstPassMs = this.firstPassMs;
    this.firstPassMs = this.nowMs + firstPassMs;
    this.#completesFromMs = never;
    this.#steady = false;
  }

  #behave(revision: number, behaviour: Behaviour): void {
    this.#behaviours[revision - 1] = behaviour;
    for (const task of this.tasks) {
      if (this.deploymentOf(task).revision === revision) task.behave(this.nowMs, behaviour);
    }
  }

  #faultsEnd(): void {
    this.#pullFails = this.#pullFails.filter(({ untilMs }) => untilMs > this.nowMs);
    const before = this.#blind.length;
    this.#blind = this.#blind.filter(({ untilMs }) => untilMs > this.nowMs);
    if (this.#blind.length !== before) this.#blindnessChanges();
  }
  #blindnessChanges(): void {
    for (const task of this.tasks) task.answerAnew(this.nowMs);
  }

  // ---------------------------------------------------------------------------------------------------------- by itself

  #live(task: ReferenceTask): void {
    const deployment = this.deploymentOf(task);
    const { phase, askedToRun } = task;
    const fault = this.#pullFails.findLast(({ revision }) => revision === deployment.revision);
    task.live(
      this.nowMs,
      fault === undefined
        ? undefined
        : {
            afterMs: fault.afterMs,
            reason: `CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:${fault.revision}`,
          },
    );
    if (phase !== 'RUNNING' && task.phase === 'RUNNING') {
      deployment.digestsKnown = true;
      deployment.startFailures = 0;
      deployment.nextStartMs = 0;
    }
    if (askedToRun && !task.askedToRun) this.#noteStop(task);
    const releases = (each: typeof phase): boolean => each === 'DEPROVISIONING' || each === 'STOPPED';
    const processEnds = task.everRan && releases(task.phase) && !releases(phase);
    if (processEnds && deployment.pendingEndMs !== this.nowMs) deployment.pendingEndMs = never;
    if (phase !== 'STOPPED' && task.phase === 'STOPPED') {
      if (!task.everRan) deployment.pendingEndMs = this.nowMs;
      this.#noteStopped(task);
    }
  }

  #stopTask(task: ReferenceTask, cause: Parameters<ReferenceTask['stop']>[1], reason: string): void {
    task.stop(this.nowMs, cause, reason);
    if (task.phase === 'DEACTIVATING') {
      this.#deregisterTurns += 1;
      task.deregisterTurn = this.#deregisterTurns;
    }
    this.#noteStop(task);
  }

  #noteStop(task: ReferenceTask): void {
    const deployment = this.deploymentOf(task);
    task.pendingWhenSuperseded = false;
    if (!task.stoppedByScheduler) this.#steady = false;
    const failed = task.cause !== 'user' && task.cause !== 'scaling';
    if (task.isRepair && (failed || (task.makesRoom && !task.wasHealthy))) deployment.repairsWait = true;
    if (task.cause === 'failedToStart') this.#noteStartFailure(task, deployment);
  }

  /** Ruling 21: several tasks of one attempt are one failure. */
  #noteStartFailure(task: ReferenceTask, deployment: ReferenceDeployment): void {
    if (task.createdMs > deployment.lastFailedAttemptMs) {
      deployment.startFailures += 1;
      deployment.lastFailedAttemptMs = task.createdMs;
      const delay = startDelaysMs[Math.min(deployment.startFailures, startDelaysMs.length) - 1] ?? 0;
      deployment.nextStartMs = this.nowMs + delay;
    }
    if (deployment.startFailures >= 3) deployment.digestsKnown = true;
    this.#tell(`was unable to place a task. Reason: ${task.stoppedReason}.`);
  }

  #noteStopped(task: ReferenceTask): void {
    if (task.cause === 'exited' || task.cause === 'failedToStart') this.deploymentOf(task).uncounted += 1;
    if (task.stoppedByScheduler) {
      // Its process ended before the beat that was to deregister its target: the target goes with the task (ruling 6).
      if (task.deregisterTurn > 0) this.#extraPassMs = this.nowMs;
      return;
    }
    if (task.target !== undefined) {
      this.#deregisterTurns += 1;
      task.deregisterTurn = this.#deregisterTurns;
    }
    // Replaced at once, but for those that never ran: the throttle and the beat decide on them.
    if (task.everRan || task.cause === 'user') this.#extraPassMs = this.nowMs;
  }

  // ------------------------------------------------------------------------------------------------------------- passes

  #isBeat(): boolean {
    const anchorMs = this.nowMs < this.firstPassMs ? this.#formerFirstPassMs : this.firstPassMs;
    return (this.nowMs - anchorMs) % beatMs === 0;
  }

  #beat(): void {
    const toDeregister = this.#waitingForDeregistration(() => true);
    for (const task of this.tasks) {
      if (!task.count()) continue;
      const deployment = this.deploymentOf(task);
      deployment.hadHealthyTask = true;
      task.wasHealthy = true;
      if (task.isRepair) deployment.repairsWait = false;
      if (this.#forgives() && deployment.rolloutState !== 'FAILED') deployment.failures = 0;
    }
    this.#rescaleOld();
    const registrationsDue = this.#unregistered().length > 0;
    const decisions = new ReferencePass(this).decide();
    const busy = this.#isBusy(decisions);
    const listedBefore = this.deployments.length;
    const leave = this.#whoLeaves(decisions);
    const completes = !busy && leave.length === 0 && listedBefore === 1 && this.#mayComplete();
    const steady = !busy && leave.length === 0 && !registrationsDue && this.#isSteady(completes);
    this.#carryOut(decisions, toDeregister);
    for (const deployment of leave) this.#leave(deployment);
    if (completes) this.#complete();
    const running = this.#unregistered();
    for (const task of running) task.register(this.nowMs);
    if (running.length > 0) this.#tell(`registered ${running.length} targets in (target-group TG)`);
    this.#noteSteady(steady && toDeregister.length === 0);
  }

  #extraPass(): void {
    this.#extraPassMs = never;
    const stopped = this.#waitingForDeregistration((task) => task.phase === 'STOPPED');
    this.#rescaleOld();
    this.#carryOut(new ReferencePass(this).decideReplacements(), stopped);
  }

  /** 25 s after the last old deployment left, whether or not that is a beat. */
  #completeOffBeat(): void {
    const decisions = new ReferencePass(this).decide();
    const busy = this.#isBusy(decisions) || this.#whoLeaves(decisions).length > 0;
    if (busy || this.deployments.length > 1 || !this.#mayComplete()) return;
    const steady =
      this.#isSteady(true) &&
      this.#unregistered().length === 0 &&
      this.#waitingForDeregistration(() => true, true).length === 0;
    this.#complete();
    this.#noteSteady(steady);
  }

  #unregistered(): ReferenceTask[] {
    if (this.world.service.balancer === undefined) return [];
    return this.tasks.filter((task) => task.phase === 'RUNNING' && task.askedToRun && task.target === undefined);
  }

  #waitingForDeregistration(which: (task: ReferenceTask) => boolean, justLooking = false): ReferenceTask[] {
    const found = this.tasks
      .filter((task) => task.deregisterTurn > 0 && which(task))
      .sort((a, b) => a.deregisterTurn - b.deregisterTurn);
    if (!justLooking) for (const task of found) task.deregisterTurn = 0;
    return found;
  }

  /** Since November 2025 a scale-out is applied to both revisions (rolling-deployment §5.3). */
  #rescaleOld(): void {
    const [from, to] = [this.#rescaledTo, this.desiredCount];
    this.#rescaledTo = to;
    if (from === to) return;
    const [primary, ...superseded] = this.deployments;
    const healthy =
      primary === undefined
        ? 0
        : this.tasksOf(primary).filter((task) => task.askedToRun && task.counted === 'healthy').length;
    for (const old of superseded) {
      if (old.rolloutState === 'FAILED') continue;
      if (to < from) old.desiredCount = Math.min(old.desiredCount, to);
      // Ruling 9: what has been replaced is not repaired, nor wanted again.
      else if (old.desiredCount > 0 || from === 0)
        old.desiredCount = Math.max(old.desiredCount, Math.min(to - healthy, old.desiredCount + to - from));
    }
  }

  #isBusy(decisions: Decisions): boolean {
    return decisions.stops.length > 0 || decisions.starts.length > 0 || decisions.deadlock;
  }

  /** Rolling-deployment §13, in the order in which ECS tells it. */
  #carryOut(decisions: Decisions, toDeregister: readonly ReferenceTask[]): void {
    for (const deployment of decisions.wanted) {
      const count = deployment.uncounted;
      deployment.uncounted = 0;
      this.#countFailures(deployment, count, compareAfterStartMs);
    }
    const newest = this.#primary();
    for (const [deployment, target] of decisions.targets) deployment.desiredCount = target;
    let deregistered = false;
    const deregister = () => {
      if (!deregistered) this.#deregister(toDeregister);
      deregistered = true;
    };
    const startsIn = (task: ReferenceTask) =>
      decisions.starts.some(({ deployment }) => deployment === this.deploymentOf(task));
    const late = decisions.stops.filter((stop) => stop.afterStarts && startsIn(stop.task));
    const prompt = decisions.stops.filter((stop) => !late.includes(stop));
    const isFirst = (start: Decisions['starts'][number]) =>
      late.some(({ task }) => this.deploymentOf(task) === start.deployment);
    const starts = (which: readonly Decisions['starts'][number][]) => {
      if (which.length > 0) deregister();
      for (const start of which) this.#start(start);
    };
    this.#stop([...prompt.filter(({ pending }) => pending), ...prompt.filter(({ pending }) => !pending)], newest);
    if (decisions.deadlock && !this.#toldDeadlock) {
      this.#toldDeadlock = true;
      this.#tell(
        'was unable to stop or start tasks during a deployment because of the service deployment configuration. ' +
          'Update the minimumHealthyPercent or maximumPercent value and try again.',
      );
    }
    starts(decisions.starts.filter(isFirst));
    this.#stop(late, newest);
    starts(decisions.starts.filter((start) => !isFirst(start)));
    deregister();
  }

  #stop(stops: Decisions['stops'], newest: ReferenceDeployment): void {
    const pending = stops.filter((stop) => stop.pending);
    const running = stops.filter((stop) => !stop.pending);
    for (const decision of new Set(stops.map((stop) => stop.decision))) {
      const together = stops.filter((stop) => stop.decision === decision);
      for (const { task, why } of together) {
        if (why === 'unhealthy') this.#stopUnhealthy(task);
        else {
          const by = why !== 'surplus' && task.everRan ? newest : this.deploymentOf(task);
          task.makesRoom = why === 'superseded';
          this.#stopTask(task, 'scaling', `Scaling activity initiated by (deployment D${by.number})`);
        }
      }
      const unhealthy = together.filter(({ why }) => why === 'unhealthy');
      if (unhealthy[0] !== undefined) {
        this.#countFailures(this.deploymentOf(unhealthy[0].task), unhealthy.length, compareAfterHealthFailureMs);
      }
    }
    if (pending.length > 0) this.#tell(`stopped ${pending.length} pending tasks.`);
    if (running.length > 0) {
      this.#tell(`has stopped ${running.length} running tasks: ${list(running.map(({ task }) => task.number))}.`);
    }
  }

  #stopUnhealthy(task: ReferenceTask): void {
    if (task.target?.state === 'unhealthy') {
      this.#tell(
        `(task ${task.number}) (port 80) is unhealthy in (target-group TG) due to (reason ${task.target.failure}).`,
      );
      this.#stopTask(task, 'targetUnhealthy', 'Task failed ELB health checks in (target-group TG)');
    } else {
      this.#tell(`(task ${task.number}) failed container health checks.`);
      this.#stopTask(task, 'containerUnhealthy', 'Task failed container health checks');
    }
  }

  #start({ deployment, count, replacesUnhealthy }: Decisions['starts'][number]): void {
    const started: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const inZone = (zone: string) => this.tasks.filter((task) => task.askedToRun && task.zone === zone).length;
      const zone = ['a', 'b', 'c'].reduce((best, each) => (inZone(each) < inZone(best) ? each : best));
      const task = new ReferenceTask(this.world, {
        number: this.tasks.length + 1,
        deployment: deployment.number,
        zone,
        nowMs: this.nowMs,
        isRepair: deployment !== this.#primary(),
        behaviour: this.#behaviours[deployment.revision - 1] as Behaviour,
      });
      task.graceMs = () => this.#graceMs;
      task.blind = () => this.#blind.at(-1)?.how;
      this.tasks.push(task);
      started.push(task.number);
    }
    const replaced =
      replacesUnhealthy === 0 ? '' : ` Amazon ECS replaced ${replacesUnhealthy} tasks due to an unhealthy status.`;
    this.#tell(`has started ${count} tasks: ${list(started)}.${replaced}`);
  }

  #deregister(tasks: readonly ReferenceTask[]): void {
    const registered = tasks.filter((task) => task.target !== undefined && task.target.state !== 'draining');
    for (const task of registered) task.deregister(this.nowMs);
    if (registered.length > 0) this.#tell(`deregistered ${registered.length} targets in (target-group TG)`);
    for (const deployment of [...new Set(registered.map((task) => task.deployment))].sort(
      (one, other) => one - other,
    )) {
      const count = registered.filter((task) => task.deployment === deployment).length;
      this.#events.push(`(service web, taskSet D${deployment}) has begun draining connections on ${count} tasks.`);
    }
  }

  // ----------------------------------------------------------------------------------------------------- ends and breaker

  /** Ruling 20. */
  #whoLeaves(decisions: Decisions): ReferenceDeployment[] {
    const [primary, ...superseded] = this.deployments;
    if (primary === undefined || this.nowMs < this.firstPassMs) return [];
    const atZeroMs = Math.max(primary.createdMs, this.#desiredZeroSinceMs) + leaveAtZeroMs;
    if (this.desiredCount === 0 && this.nowMs < atZeroMs) return [];
    void decisions;
    return superseded.filter((old) => {
      const isBalanced = this.world.service.balancer !== undefined;
      const remain = this.tasksOf(old).some((task) =>
        isBalanced && task.everRan ? task.hasContainers : task.phase !== 'STOPPED',
      );
      return old.desiredCount === 0 && !remain;
    });
  }

  #leave(deployment: ReferenceDeployment): void {
    this.deployments = this.deployments.filter((each) => each !== deployment);
    deployment.comparesMs = never;
    if (this.deployments.length > 1) return;
    const soon =
      this.desiredCount > 0 && this.world.service.balancer !== undefined && deployment.pendingEndMs === never;
    this.#completesFromMs = this.nowMs + (soon ? 1 : completionMs);
  }

  #mayComplete(): boolean {
    const primary = this.#primary();
    if (this.nowMs < this.firstPassMs || primary.rolloutState !== 'IN_PROGRESS') return false;
    const counts = this.tasksOf(primary).filter(
      (task) =>
        task.askedToRun &&
        task.everRan &&
        (task.counted === 'healthy' || (task.counted === 'settled' && !primary.supersedes)),
    );
    const present = this.tasksOf(primary).filter((task) => task.present);
    return (
      counts.length === this.desiredCount && present.length === this.desiredCount && this.nowMs >= this.#completesFromMs
    );
  }

  #complete(): void {
    const primary = this.#primary();
    primary.rolloutState = 'COMPLETED';
    primary.comparesMs = never;
    this.#lastCompleted = primary;
    this.#tell(`(deployment D${primary.number}) deployment completed.`);
  }

  #isSteady(completesNow: boolean): boolean {
    const [primary, ...superseded] = this.deployments as [ReferenceDeployment, ...ReferenceDeployment[]];
    const tasks = this.tasksOf(primary);
    const good = tasks.filter(
      (task) => task.askedToRun && task.everRan && (task.counted === 'healthy' || task.counted === 'settled'),
    );
    return (
      superseded.length === 0 &&
      (completesNow ||
        primary.rolloutState === 'COMPLETED' ||
        (primary.rolloutState === 'FAILED' && this.desiredCount === 0)) &&
      good.length === this.desiredCount &&
      tasks.filter((task) => task.present).length === this.desiredCount
    );
  }

  #noteSteady(steady: boolean): void {
    if (steady && !this.#steady) {
      this.#toldDeadlock = false;
      this.#tell('has reached a steady state.');
    }
    this.#steady = steady;
  }

  #countFailures(deployment: ReferenceDeployment, count: number, afterMs: number): void {
    if (count === 0 || deployment.status !== 'PRIMARY' || deployment.rolloutState !== 'IN_PROGRESS') return;
    deployment.failures += count;
    this.#compareLater(deployment, afterMs);
  }

  #compareLater(deployment: ReferenceDeployment, afterMs: number): void {
    if (this.world.service.breaker === 'off' || deployment.rolloutState !== 'IN_PROGRESS') return;
    if (deployment.failures < this.#threshold()) return;
    deployment.comparesMs = Math.min(deployment.comparesMs, this.nowMs + afterMs);
  }

  /** The breaker can be set since July 2026: in worlds of before November 2025 what was chosen says nothing. */
  #mayChoose(): boolean {
    return this.world.repairsSuperseded;
  }

  #forgives(): boolean {
    return this.world.service.resetsOnHealthyTask || !this.#mayChoose();
  }

  /** Unless told otherwise half of the desired count, rounded up, within 3 and 200. */
  #threshold(): number {
    const chosen = this.#mayChoose() ? this.world.service.threshold : undefined;
    const { type, value } = chosen ?? { type: 'BOUNDED_PERCENT', value: 50 };
    if (type === 'COUNT') return value;
    const share = Math.floor((this.desiredCount * value + 99) / 100);
    return type === 'BOUNDED_PERCENT' ? Math.min(200, Math.max(3, share)) : Math.max(1, share);
  }

  #compareBreakers(): void {
    const deployment = this.#primary();
    if (deployment.comparesMs !== this.nowMs) return;
    deployment.comparesMs = never;
    if (deployment.rolloutState !== 'IN_PROGRESS' || deployment.failures < this.#threshold()) return;
    const healthy = this.tasksOf(deployment).filter(
      (task) => task.askedToRun && task.everRan && task.counted === 'healthy',
    );
    if (this.#forgives() && this.desiredCount > 0 && healthy.length >= this.desiredCount) {
      // Healthy ones have replaced all that failed.
      deployment.failures = 0;
      return;
    }
    const rollsBackAlready = this.#rollingBackTo === deployment;
    deployment.rolloutState = 'FAILED';
    this.#steady = false;
    this.#tell(`(deployment D${deployment.number}) deployment failed: tasks failed to start.`);
    this.#stopPendingOfFailedMs.push(this.nowMs + failedPendingStopMs);
    const candidate = this.#lastCompleted;
    if (this.world.service.breaker !== 'withRollback' || rollsBackAlready) return;
    if (candidate === undefined || candidate === deployment || candidate.rolloutState !== 'COMPLETED') return;
    this.#rollBack(deployment, candidate);
  }
  #rollingBackTo: ReferenceDeployment | undefined;

  #rollBack(from: ReferenceDeployment, to: ReferenceDeployment): void {
    this.#tell(`rolling back to deployment D${to.number}.`);
    this.#rollingBackTo = to;
    from.status = 'ACTIVE';
    from.desiredCount = 0;
    Object.assign(to, {
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      supersedes: true,
      failures: 0,
      uncounted: 0,
      comparesMs: never,
      startFailures: 0,
      lastFailedAttemptMs: -1,
      nextStartMs: 0,
      digestsKnown: true,
    } satisfies Partial<ReferenceDeployment>);
    this.deployments = [to, ...this.deployments.filter((each) => each !== to)];
    this.#newGrid();
  }

  #stopPendingOfFailed(): void {
    for (const deployment of this.deployments) {
      if (deployment.rolloutState !== 'FAILED') continue;
      const pending = this.tasksOf(deployment).filter((task) => task.askedToRun && !task.everRan);
      const reason = `Scaling activity initiated by (deployment D${this.#primary().number})`;
      for (const task of pending) this.#stopTask(task, 'scaling', reason);
      if (pending.length > 0) this.#tell(`stopped ${pending.length} pending tasks.`);
    }
  }

  #primary(): ReferenceDeployment {
    return this.deployments[0] as ReferenceDeployment;
  }

  // ---------------------------------------------------------------------------------------------------------------- view

  #tell(text: string): void {
    this.#events.push(`(service web) ${text}`);
  }

  #state(): string[] {
    const pendingOf = (tasks: readonly ReferenceTask[]) =>
      tasks.filter((task) => task.askedToRun && !task.everRan).length;
    const runningOf = (tasks: readonly ReferenceTask[]) =>
      tasks.filter((task) => task.askedToRun && task.everRan).length;
    const listed = this.deployments.flatMap((deployment) => this.tasksOf(deployment));
    return [
      lineOfService({
        status: 'ACTIVE',
        desiredCount: this.desiredCount,
        pendingCount: pendingOf(listed),
        runningCount: runningOf(listed),
        stoppedCount: this.tasks.filter((task) => task.phase === 'STOPPED').length,
      }),
      ...this.deployments.map((deployment) =>
        lineOfDeployment({
          id: `D${deployment.number}`,
          status: deployment.status,
          rolloutState: deployment.rolloutState,
          desiredCount: deployment.desiredCount,
          pendingCount: pendingOf(this.tasksOf(deployment)),
          runningCount: runningOf(this.tasksOf(deployment)),
          failedTasks: deployment.failures,
        }),
      ),
      ...this.tasks
        .filter((task) => task.phase !== 'STOPPED')
        .map((task) =>
          lineOfTask({
            number: task.number,
            deployment: `D${task.deployment}`,
            zone: task.zone,
            lastStatus: task.lastStatus,
            desiredStatus: task.askedToRun ? 'RUNNING' : 'STOPPED',
            health: task.health,
            stoppedReason: task.askedToRun ? undefined : task.stoppedReason,
          }),
        ),
      ...this.tasks.flatMap(({ number, target }) =>
        target === undefined
          ? []
          : [
              lineOfTarget({
                number,
                state: target.state,
                description: target.state === 'unhealthy' ? target.failure : undefined,
              }),
            ],
      ),
    ];
  }
}

const list = (numbers: readonly number[]): string => numbers.map((number) => `(task ${number})`).join(' ');
