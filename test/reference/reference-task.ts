import type { Behaviour, SmallWorld } from './small-world.js';

/**
 * One task of the reference model: where it is, its container, its target. Every tick looks at everything: whether its
 * phase ends, whether the process ends, whether a check is due. Every check is made, one by one.
 * Rules: task-lifecycle §2, §3, §6; load-balancing §5; rulings 5, 7, 19, 29.
 */

export type Phase = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

/** What a beat has counted it as. */
export type Counted = 'started' | 'settled' | 'healthy' | 'unhealthy';

/** Who or what made it stop. The last three are the scheduler's own doing. */
export type StopCause = 'user' | 'exited' | 'failedToStart' | 'scaling' | 'targetUnhealthy' | 'containerUnhealthy';

interface Target {
  readonly registeredMs: number;
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining';
  /** Passed checks in a row (above 0) or failed ones (below 0) that have not changed the state yet. */
  streak: number;
  /** A check that waits for its answer. */
  asked: { readonly sinceMs: number; found: Finding; answerMs: number } | undefined;
  /** What the latest failed check found. */
  failure: string;
  drainedMs: number;
}

interface Finding {
  readonly passed: boolean;
  readonly text: string;
  readonly afterMs: number;
}

const settleMs = 40_000;
const steadySettleMs = 5_000;
const never = Number.POSITIVE_INFINITY;

export class ReferenceTask {
  readonly number: number;
  readonly deployment: number;
  readonly zone: string;
  readonly createdMs: number;
  readonly isRepair: boolean;
  behaviour: Behaviour;

  phase: Phase = 'PROVISIONING';
  /** When the present phase ends by itself. */
  phaseEndsMs: number;
  /** Stopped so that a newer deployment has its place. */
  makesRoom = false;
  cause: StopCause | undefined;
  stoppedReason: string | undefined;
  failsToStart = false;
  startedMs = never;
  /** When the process ends: by itself, or because of a signal. */
  #exitMs = never;
  #signalled = false;
  #killed = false;
  processRuns = false;

  health: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY' = 'UNKNOWN';
  #failuresInARow = 0;
  target: Target | undefined;
  /** Its turn among those whose targets are to be deregistered. */
  deregisterTurn = 0;

  counted: Counted = 'started';
  #judged: Counted = 'started';
  judgedAnew = false;
  wasHealthy = false;
  pendingWhenSuperseded = false;

  readonly #world: SmallWorld;

  constructor(
    world: SmallWorld,
    about: {
      readonly number: number;
      readonly deployment: number;
      readonly zone: string;
      readonly nowMs: number;
      readonly isRepair: boolean;
      readonly behaviour: Behaviour;
    },
  ) {
    this.#world = world;
    this.number = about.number;
    this.deployment = about.deployment;
    this.zone = about.zone;
    this.createdMs = about.nowMs;
    this.isRepair = about.isRepair;
    this.behaviour = about.behaviour;
    this.phaseEndsMs = about.nowMs + world.latency.provisioningMs;
  }

  get askedToRun(): boolean {
    return this.cause === undefined;
  }
  get everRan(): boolean {
    return this.startedMs !== never;
  }
  get stoppedByScheduler(): boolean {
    return this.cause === 'scaling' || this.cause === 'targetUnhealthy' || this.cause === 'containerUnhealthy';
  }
  /** It holds its place in its deployment: a task that dies by itself until it is STOPPED (service-scheduler §4.1). */
  get present(): boolean {
    return this.askedToRun || (!this.stoppedByScheduler && this.phase !== 'STOPPED');
  }
  get hasContainers(): boolean {
    return this.phase !== 'DEPROVISIONING' && this.phase !== 'STOPPED';
  }
  get occupies(): boolean {
    return this.#world.slotFreed === 'onStopped' ? this.phase !== 'STOPPED' : this.hasContainers;
  }
  get lastStatus(): string {
    if (this.phase === 'DEACTIVATING' || this.phase === 'STOPPING') {
      if (!this.everRan) return 'PENDING';
      return this.#world.service.balancer === undefined ? 'RUNNING' : 'DEACTIVATING';
    }
    if (this.phase === 'DEPROVISIONING' && this.stoppedEarly) return 'PROVISIONING';
    return this.phase;
  }
  /** Asked to stop before it was PENDING. */
  stoppedEarly = false;

  // --------------------------------------------------------------------------------------------- by itself, every tick

  /** @param pullFails - ms from the start of the pull, when there is a fault */
  live(nowMs: number, pullFails: { readonly afterMs: number; readonly reason: string } | undefined): void {
    if (this.processRuns && nowMs >= this.#exitMs) this.#exits(nowMs);
    while (nowMs >= this.phaseEndsMs && this.phase !== 'STOPPED') this.#endPhase(nowMs, pullFails);
    // A process that obeys SIGTERM at once.
    if (this.processRuns && nowMs >= this.#exitMs) this.#exits(nowMs);
  }

  #endPhase(nowMs: number, pullFails: { readonly afterMs: number; readonly reason: string } | undefined): void {
    const { latency } = this.#world;
    this.phaseEndsMs = never;
    switch (this.phase) {
      case 'PROVISIONING': {
        this.phase = 'PENDING';
        this.failsToStart = pullFails !== undefined;
        const pulledMs = Math.max(nowMs, this.createdMs + latency.pullStartMs + latency.pullMs);
        if (pullFails === undefined) this.phaseEndsMs = pulledMs + latency.containerStartMs;
        else {
          this.stoppedReason = pullFails.reason;
          this.phaseEndsMs = Math.max(nowMs, this.createdMs + latency.pullStartMs + pullFails.afterMs);
        }
        break;
      }
      case 'PENDING':
        if (this.failsToStart) this.stop(nowMs, 'failedToStart', this.stoppedReason ?? '');
        else this.#starts(nowMs);
        break;
      case 'DEACTIVATING':
        this.phase = 'STOPPING';
        this.#signal(nowMs);
        break;
      case 'STOPPING':
        if (this.everRan && !this.#signalled) this.#signal(nowMs);
        else {
          this.phase = 'DEPROVISIONING';
          this.phaseEndsMs = nowMs + latency.deprovisioningMs;
        }
        break;
      case 'DEPROVISIONING':
        this.phase = 'STOPPED';
        break;
      default:
        break;
    }
  }

  #starts(nowMs: number): void {
    this.phase = 'RUNNING';
    this.startedMs = nowMs;
    this.processRuns = true;
    if (this.behaviour.exits !== undefined) this.#exitMs = nowMs + this.behaviour.exits.afterMs;
  }

  /** SIGTERM, and SIGKILL after the stop timeout; a process that ends by itself before that is not hurried. */
  #signal(nowMs: number): void {
    this.#signalled = true;
    if (!this.processRuns) {
      this.phaseEndsMs = nowMs + this.#world.latency.exitReportMs;
      return;
    }
    const { onSigterm } = this.behaviour;
    const { stopTimeoutMs } = this.#world.service;
    const obeysMs = onSigterm === 'ignored' ? never : onSigterm.exitsInMs;
    const endsMs = nowMs + Math.min(obeysMs, stopTimeoutMs);
    if (this.#exitMs <= endsMs) return;
    this.#killed = obeysMs > stopTimeoutMs;
    this.#exitMs = endsMs;
  }

  #exits(nowMs: number): void {
    const { latency } = this.#world;
    this.processRuns = false;
    this.#exitMs = never;
    this.answerAnew(nowMs);
    if (this.askedToRun) this.stop(nowMs, 'exited', 'Essential container in task exited');
    // Nothing is left to wait for: the rest of the task goes at once, its target goes on draining.
    else if (this.phase === 'DEACTIVATING') this.phaseEndsMs = nowMs + latency.sigtermMs;
    else if (this.#signalled) this.phaseEndsMs = nowMs + (this.#killed ? latency.killMs : latency.exitReportMs);
  }

  // -------------------------------------------------------------------------------------------------- what others do

  /** `desiredStatus` STOPPED: the first cause stays. */
  stop(nowMs: number, cause: StopCause, reason: string): void {
    if (!this.askedToRun || this.phase === 'STOPPED') return;
    const { latency } = this.#world;
    this.cause = cause;
    this.stoppedReason = reason;
    if (this.phase === 'PROVISIONING') {
      this.stoppedEarly = true;
      this.phase = 'DEPROVISIONING';
      const hasInterface = nowMs - this.createdMs >= latency.networkInterfaceMs;
      this.phaseEndsMs =
        nowMs + (hasInterface ? latency.pendingStopMs + latency.deprovisioningMs : latency.provisioningStopMs);
    } else if (this.phase === 'PENDING') {
      this.phase = 'STOPPING';
      this.phaseEndsMs = nowMs + latency.pendingStopMs;
    } else if (this.stoppedByScheduler && this.target !== undefined) {
      // Its target drains first.
      this.phase = 'DEACTIVATING';
      this.phaseEndsMs = never;
    } else {
      this.phase = 'STOPPING';
      this.phaseEndsMs = nowMs + latency.sigtermMs;
    }
  }

  /** Its containers do something else from now on; an end of their own only if it lies ahead. */
  behave(nowMs: number, behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.answerAnew(nowMs);
    // A behaviour changes just before the tick: an answer that would have come by then comes before all that the tick brings.
    const { target } = this;
    if (target?.asked !== undefined && target.asked.sinceMs + target.asked.found.afterMs < nowMs)
      this.#answered(target, target.asked.found);
    if (!this.processRuns || this.#signalled) return;
    const exitMs = behaviour.exits === undefined ? never : this.startedMs + behaviour.exits.afterMs;
    this.#exitMs = exitMs >= nowMs ? exitMs : never;
  }

  register(nowMs: number): void {
    this.target = {
      registeredMs: nowMs,
      state: 'initial',
      streak: 0,
      asked: undefined,
      failure: '',
      drainedMs: never,
    };
  }

  deregister(nowMs: number): void {
    const { target } = this;
    if (target === undefined) return;
    target.state = 'draining';
    target.asked = undefined;
    target.drainedMs = nowMs + (this.#world.service.balancer?.deregistrationDelayMs ?? 0);
    if (target.drainedMs <= nowMs) this.#drained(nowMs);
  }

  #drained(nowMs: number): void {
    this.target = undefined;
    // One whose process has ended already doesn't wait for its target (task-lifecycle §13).
    if (this.phase !== 'DEACTIVATING' || !this.processRuns) return;
    this.phaseEndsMs = nowMs + this.#world.latency.drainedMs + this.#world.latency.sigtermMs;
  }

  // --------------------------------------------------------------------------------------------------- every single check

  check(nowMs: number): void {
    this.#checkContainer(nowMs);
    this.#checkTarget(nowMs);
    const judged = this.#judge(nowMs);
    if (judged !== this.#judged) this.judgedAnew = true;
    this.#judged = judged;
  }

  #checkContainer(nowMs: number): void {
    const { check } = this.#world.service;
    if (check === undefined || !this.processRuns || this.#signalled) return;
    const ageMs = nowMs - this.startedMs;
    if (ageMs === 0 || ageMs % check.intervalMs !== 0) return;
    const passes = ageMs >= this.behaviour.startsInMs && stepAt(this.behaviour.healthCheck, ageMs) === 'passing';
    if (passes) {
      this.#failuresInARow = 0;
      this.health = 'HEALTHY';
    } else if (this.health !== 'UNKNOWN' || ageMs >= check.startPeriodMs) {
      this.#failuresInARow += 1;
      if (this.#failuresInARow >= check.retries) this.health = 'UNHEALTHY';
    }
  }

  #checkTarget(nowMs: number): void {
    const { balancer } = this.#world.service;
    const { target } = this;
    if (balancer === undefined || target === undefined) return;
    if (target.state === 'draining') {
      if (nowMs >= target.drainedMs) this.#drained(nowMs);
      return;
    }
    if (target.asked !== undefined && nowMs >= target.asked.answerMs) this.#answered(target, target.asked.found);
    const firstMs = target.registeredMs + this.#world.latency.firstTargetCheckMs;
    if (nowMs < firstMs || (nowMs - firstMs) % balancer.intervalMs !== 0) return;
    const found = this.#find(nowMs);
    if (found.afterMs === 0) this.#answered(target, found);
    else target.asked = { sinceMs: nowMs, found, answerMs: nowMs + found.afterMs };
  }

  #answered(target: Target, found: Finding): void {
    const { healthyThreshold, unhealthyThreshold } = this.#world.service.balancer as NonNullable<
      SmallWorld['service']['balancer']
    >;
    target.asked = undefined;
    if (!found.passed) target.failure = found.text;
    if (found.passed ? target.state === 'healthy' : target.state === 'unhealthy') {
      target.streak = 0;
      return;
    }
    target.streak = found.passed ? Math.max(0, target.streak) + 1 : Math.min(0, target.streak) - 1;
    const passesNeeded = target.state === 'initial' ? 1 : healthyThreshold;
    if (target.streak >= passesNeeded) target.state = 'healthy';
    else if (-target.streak >= unhealthyThreshold) target.state = 'unhealthy';
    else return;
    target.streak = 0;
  }

  /** Something changed while a check waits for its answer: it is answered by what holds now (proposed). */
  answerAnew(nowMs: number): void {
    const asked = this.target?.asked;
    if (asked === undefined) return;
    asked.found = this.#find(asked.sinceMs);
    asked.answerMs = Math.max(nowMs, asked.sinceMs + asked.found.afterMs);
  }

  #find(atMs: number): Finding {
    const ageMs = atMs - this.startedMs;
    const own = ageMs < this.behaviour.startsInMs ? 'refused' : stepAt(this.behaviour.http, ageMs);
    const answer = this.blind() ?? (this.processRuns ? own : 'refused');
    switch (answer) {
      case 200:
        return { passed: true, text: '', afterMs: 0 };
      case 'refused':
        return { passed: false, text: 'Health checks failed', afterMs: 0 };
      case 'silent':
        return { passed: false, text: 'Request timed out', afterMs: this.#world.service.balancer?.timeoutMs ?? 0 };
      default:
        return { passed: false, text: `Health checks failed with these codes: [${answer}]`, afterMs: 0 };
    }
  }

  /** Ruling 3. */
  #judge(nowMs: number): Counted {
    if (this.phase !== 'RUNNING') return 'started';
    const { balancer, check } = this.#world.service;
    const ranMs = nowMs - this.startedMs;
    if (balancer === undefined && check === undefined) {
      if (ranMs >= settleMs) return 'healthy';
      return ranMs >= steadySettleMs ? 'settled' : 'started';
    }
    if (this.#fails()) return ranMs >= this.graceMs() ? 'unhealthy' : 'started';
    const checkPasses = check === undefined || this.health === 'HEALTHY';
    const targetPasses = balancer === undefined || this.target?.state === 'healthy';
    return checkPasses && targetPasses ? 'healthy' : 'started';
  }
  #fails(): boolean {
    return this.health === 'UNHEALTHY' || this.target?.state === 'unhealthy';
  }
  /** Its checks fail, and its grace period isn't over. */
  failsInGrace(nowMs: number): boolean {
    return this.phase === 'RUNNING' && this.#fails() && nowMs - this.startedMs < this.graceMs();
  }

  /** What the balancer finds whatever is answered, while there is a fault; set by the model. */
  blind: () => 503 | 'silent' | 'refused' | undefined = () => undefined;
  /** The service's grace period as it is now: an update holds for running tasks too. */
  graceMs: () => number = () => this.#world.service.graceMs;

  /** A beat takes notice. @returns whether it has become healthy since the last one */
  count(): boolean {
    if (!this.judgedAnew) return false;
    this.judgedAnew = false;
    if (this.phase !== 'RUNNING' || !this.askedToRun) return false;
    this.counted = this.#judged;
    return this.counted === 'healthy';
  }
}

function stepAt<T>(steps: readonly { readonly afterMs: number; readonly is: T }[], ageMs: number): T {
  let found = steps[0]?.is as T;
  for (const step of steps) if (step.afterMs <= ageMs) found = step.is;
  return found;
}
