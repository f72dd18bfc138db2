import type { ReferenceDeployment, ReferenceModel } from './reference-model.js';
import type { Counted, ReferenceTask } from './reference-task.js';

/**
 * One pass of the rolling scheduler, told naively: decide on one task, count everything anew, decide on the next.
 * Rules: rolling-deployment §5.2 and §5.3, service-scheduler §4, rulings 8 to 16.
 */

type Kind = 'pending' | Counted;
type Why = 'superseded' | 'beyondTarget' | 'surplus' | 'unhealthy';

interface Stop {
  readonly task: ReferenceTask;
  readonly why: Why;
  readonly pending: boolean;
  /** An unhealthy task: what the same pass starts in its deployment is told first. */
  readonly afterStarts: boolean;
  /** Tasks of one decision are told, and counted by the breaker, together. */
  readonly decision: number;
}

export interface Start {
  readonly deployment: ReferenceDeployment;
  readonly count: number;
  readonly replacesUnhealthy: number;
}

export interface Decisions {
  readonly stops: readonly Stop[];
  readonly starts: readonly Start[];
  readonly targets: ReadonlyMap<ReferenceDeployment, number>;
  readonly deadlock: boolean;
  /** Deployments in which a start was wanted that no throttle held back. */
  readonly wanted: readonly ReferenceDeployment[];
}

export class ReferencePass {
  readonly #model: ReferenceModel;
  readonly #nowMs: number;
  readonly #primary: ReferenceDeployment;
  /** Newest first. */
  readonly #old: readonly ReferenceDeployment[];
  readonly #inPlay: boolean;
  readonly #stops: Stop[] = [];
  readonly #starts: Start[] = [];
  readonly #wanted: ReferenceDeployment[] = [];
  readonly #targets = new Map<ReferenceDeployment, number>();
  readonly #surplusOfOld = new Map<ReferenceDeployment, number>();
  readonly #occupied: number;
  readonly #leaving: number;
  #decision = 0;
  #deadlock = false;

  constructor(model: ReferenceModel) {
    this.#model = model;
    this.#nowMs = model.nowMs;
    const [primary, ...old] = model.deployments;
    this.#primary = primary as ReferenceDeployment;
    this.#old = old;
    this.#inPlay = model.nowMs >= model.firstPassMs;
    // A stopped task keeps its slot until its containers have stopped: starts see the slots as they were before.
    this.#occupied = model.tasks.filter((task) => task.occupies).length;
    this.#leaving = model.tasks.filter(
      (task) => !task.askedToRun && task.phase !== 'STOPPED' && model.deployments.includes(model.deploymentOf(task)),
    ).length;
    this.#targets.set(this.#primary, model.desiredCount);
    for (const each of old) this.#targets.set(each, each.desiredCount);
  }

  /** On a beat. */
  decide(): Decisions {
    const primary = this.#primary;
    const rolls = this.#inPlay && primary.rolloutState !== 'FAILED';
    const inOrder = this.#model.world.supersededStopOrder === 'oldestFirst' ? this.#old.toReversed() : this.#old;
    let holds = false;
    if (this.#nowMs === this.#model.firstPassMs) {
      for (const old of this.#old) {
        const flagged = this.#of(old, 'pending').filter((task) => task.pendingWhenSuperseded).length;
        if (flagged > 0) holds = true;
        this.#stopOld(old, 'pending', flagged);
      }
    }
    if (rolls && this.#old.length > 0) {
      if (this.#count(primary, 'healthy') >= this.#model.desiredCount) {
        for (const old of this.#old) this.#stopAllOf(old);
      } else {
        for (const old of this.#old) {
          this.#setTarget(old, Math.min(this.#target(old), this.#model.desiredCount - this.#count(primary, 'healthy')));
        }
        let excess = this.#liveOfAll().length - this.#maximum();
        for (const old of inOrder) {
          if (excess > 0) excess -= this.#stopOld(old, 'pending', Math.min(excess, this.#count(old, 'pending')));
        }
      }
    }
    for (const each of [...inOrder, ...(this.#inPlay ? [primary] : [])]) this.#stopUnhealthy(each);
    if (rolls) {
      for (const old of inOrder) this.#stopBeyondTarget(old);
      this.#stopOldHealthy(inOrder);
      this.#stopSurplus(primary);
      this.#stopOldStarted(inOrder);
    } else if (this.#inPlay) {
      for (const each of [...inOrder, primary]) this.#stopSurplus(each);
    }
    this.#start(holds);
    this.#deadlock = this.#isDeadlock();
    return this.#result();
  }

  /** Between beats: only what is missing. */
  decideReplacements(): Decisions {
    this.#start(false);
    return this.#result();
  }

  // ------------------------------------------------------------------------------------------------------------ counting

  #picked(task: ReferenceTask): boolean {
    return this.#stops.some((stop) => stop.task === task);
  }
  #of(deployment: ReferenceDeployment, kind: Kind): ReferenceTask[] {
    return this.#live(deployment).filter((task) => kindOf(task) === kind);
  }
  #count(deployment: ReferenceDeployment, kind: Kind): number {
    return this.#of(deployment, kind).length;
  }
  #live(deployment: ReferenceDeployment): ReferenceTask[] {
    return this.#model.tasksOf(deployment).filter((task) => task.askedToRun && !this.#picked(task));
  }
  #liveOfAll(): ReferenceTask[] {
    return this.#model.deployments.flatMap((each) => this.#live(each));
  }
  #healthyOfAll(): number {
    return this.#liveOfAll().filter((task) => kindOf(task) === 'healthy').length;
  }
  #startedIn(deployment: ReferenceDeployment): number {
    return this.#starts.filter((start) => start.deployment === deployment).reduce((sum, { count }) => sum + count, 0);
  }
  #present(deployment: ReferenceDeployment): number {
    const present = this.#model.tasksOf(deployment).filter((task) => task.present && !this.#picked(task)).length;
    return present + this.#startedIn(deployment);
  }
  #minimum(): number {
    return Math.floor((this.#model.desiredCount * this.#model.minimumHealthyPercent + 99) / 100);
  }
  #maximum(): number {
    return Math.floor((this.#model.desiredCount * this.#model.maximumPercent) / 100);
  }
  #room(): number {
    return this.#maximum() - this.#occupied - this.#starts.reduce((sum, { count }) => sum + count, 0);
  }
  #target(deployment: ReferenceDeployment): number {
    return this.#targets.get(deployment) ?? 0;
  }
  #setTarget(deployment: ReferenceDeployment, target: number): void {
    this.#targets.set(deployment, Math.max(0, target));
  }
  /** Live tasks that will count one day, if all goes well. */
  #coming(deployment: ReferenceDeployment): number {
    return this.#live(deployment).filter((task) => ['pending', 'started', 'settled'].includes(kindOf(task))).length;
  }
  /** Unhealthy tasks for which no healthy one stands in yet. */
  #unhealthyKept(deployment: ReferenceDeployment): number {
    const missing = this.#target(deployment) - this.#count(deployment, 'healthy');
    return Math.min(this.#count(deployment, 'unhealthy'), Math.max(0, missing));
  }

  // ------------------------------------------------------------------------------------------------------------ stopping

  /** One after the other: from the zone with most live tasks of the service (ties: by name), there the oldest. */
  #stop(deployment: ReferenceDeployment, kind: Kind, count: number, why: Why, afterStarts = false): number {
    this.#decision += 1;
    let stopped = 0;
    while (stopped < count) {
      const candidates = this.#of(deployment, kind);
      const task = candidates.toSorted(
        (a, b) =>
          this.#inZone(b.zone) - this.#inZone(a.zone) ||
          (a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : 0) ||
          a.number - b.number,
      )[0];
      if (task === undefined) break;
      this.#stops.push({ task, why, pending: kind === 'pending', afterStarts, decision: this.#decision });
      stopped += 1;
    }
    return stopped;
  }
  #inZone(zone: string): number {
    return this.#model.tasks.filter((task) => task.zone === zone && task.askedToRun && !this.#picked(task)).length;
  }

  /**
   * Nobody needs them: the old deployment's target falls with each, but not for those that were above it when the pass
   * began.
   */
  #stopOld(old: ReferenceDeployment, kind: Kind, count: number): number {
    const liveBefore = this.#model.tasksOf(old).filter((task) => task.askedToRun).length;
    const above = Math.max(0, liveBefore - old.desiredCount);
    const sofar = this.#surplusOfOld.get(old) ?? 0;
    const replacing = Math.min(this.#unhealthyKept(old), this.#coming(old));
    const beyond = Math.min(count, Math.max(0, above - sofar - replacing));
    const stopped = this.#stop(old, kind, beyond, 'beyondTarget') + this.#stop(old, kind, count - beyond, 'superseded');
    const surplus = sofar + stopped;
    this.#surplusOfOld.set(old, surplus);
    this.#setTarget(old, Math.min(this.#target(old), old.desiredCount - Math.max(0, surplus - above)));
    return stopped;
  }

  #stopAllOf(old: ReferenceDeployment): void {
    this.#setTarget(old, 0);
    this.#stop(old, 'pending', Number.POSITIVE_INFINITY, 'superseded');
    this.#stop(old, 'unhealthy', Number.POSITIVE_INFINITY, 'unhealthy');
    for (const kind of ['started', 'settled', 'healthy'] as const) {
      this.#stop(old, kind, Number.POSITIVE_INFINITY, 'superseded');
    }
  }

  /** Ruling 12. */
  #stopUnhealthy(deployment: ReferenceDeployment): void {
    const unhealthy = this.#count(deployment, 'unhealthy');
    if (unhealthy === 0) return;
    if (!deployment.hadHealthyTask) {
      this.#stop(deployment, 'unhealthy', unhealthy, 'unhealthy', true);
      return;
    }
    const failing = this.#of(deployment, 'started').filter((task) => task.failsInGrace(this.#nowMs)).length;
    this.#stop(deployment, 'unhealthy', unhealthy - this.#unhealthyKept(deployment), 'unhealthy', true);
    if (failing > 0) {
      // A replacement that fails too: the older one of each pair goes, grace period or not.
      const unpaired = this.#count(deployment, 'unhealthy') - (this.#coming(deployment) - failing);
      const tooMany = this.#live(deployment).length - this.#target(deployment);
      this.#stop(deployment, 'unhealthy', Math.min(failing, unpaired, tooMany), 'unhealthy', true);
    }
    const full = this.#liveOfAll().length >= this.#maximum();
    if (this.#count(deployment, 'unhealthy') > 0 && this.#coming(deployment) === 0 && full)
      this.#stop(deployment, 'unhealthy', 1, 'unhealthy', true);
  }

  /** Rulings 9 and 13: what the old one needn't keep goes, those first that don't count; those that count as §5.2 c lets them. */
  #stopBeyondTarget(old: ReferenceDeployment): void {
    if (old.rolloutState === 'FAILED') return;
    let tooMany = this.#live(old).length - this.#target(old) - Math.min(this.#unhealthyKept(old), this.#coming(old));
    tooMany -= this.#stopOld(old, 'pending', tooMany);
    tooMany -= this.#stop(old, 'unhealthy', tooMany, 'unhealthy');
    tooMany -= this.#stopOld(old, 'started', tooMany);
    this.#stopOld(old, 'settled', tooMany);
  }

  /** §5.2 c. */
  #stopOldHealthy(inOrder: readonly ReferenceDeployment[]): void {
    let allowed = this.#healthyOfAll() - this.#minimum();
    if (!this.#model.world.eagerStop) {
      const surplus = this.#healthyOfAll() - this.#model.desiredCount;
      const inTheWay = this.#startableNow(this.#primary) + this.#liveOfAll().length - this.#maximum();
      allowed = Math.min(allowed, Math.max(surplus, inTheWay));
    }
    for (const old of inOrder) allowed -= this.#stopOld(old, 'healthy', allowed);
  }

  /** Scale-in, and what is too much after a replacement: never below the minimum (rulings 11 and 13). */
  #stopSurplus(deployment: ReferenceDeployment): void {
    const kept = Math.min(this.#unhealthyKept(deployment), this.#coming(deployment));
    let surplus = this.#live(deployment).length - this.#target(deployment) - kept;
    for (const kind of ['pending', 'unhealthy', 'started', 'settled', 'healthy'] as const) {
      const spare = kind === 'healthy' ? this.#healthyOfAll() - this.#minimum() : surplus;
      surplus -= this.#stop(deployment, kind, Math.min(surplus, spare), kind === 'unhealthy' ? 'unhealthy' : 'surplus');
    }
  }

  /** Old tasks that run but don't count healthy stand in the way of a start: they go where the minimum would hold anyway. */
  #stopOldStarted(inOrder: readonly ReferenceDeployment[]): void {
    if (!this.#model.world.eagerStop) return;
    const warming = inOrder.reduce((sum, old) => sum + this.#count(old, 'started') + this.#count(old, 'settled'), 0);
    if (warming === 0 || this.#startableNow(this.#primary) === 0) return;
    const shortage = this.#startableNow(this.#primary) + this.#liveOfAll().length - this.#maximum();
    let left = Math.min(shortage, this.#healthyOfAll() + warming - this.#minimum());
    for (const old of inOrder) {
      for (const kind of ['started', 'settled'] as const) left -= this.#stopOld(old, kind, left);
    }
  }

  // ------------------------------------------------------------------------------------------------------------ starting

  /** What it lacks, and a place beside each unhealthy task that waits for its replacement (ruling 11). */
  #lacks(deployment: ReferenceDeployment): number {
    const beside = deployment.hadHealthyTask ? this.#unhealthyKept(deployment) : 0;
    return Math.max(0, this.#target(deployment) + beside - this.#present(deployment));
  }
  #startableNow(deployment: ReferenceDeployment): number {
    if (deployment.rolloutState === 'FAILED' || deployment.nextStartMs > this.#nowMs) return 0;
    const lacks = this.#lacks(deployment);
    return deployment.digestsKnown ? lacks : Math.min(lacks, Math.max(0, 1 - this.#present(deployment)));
  }

  #start(holdsPrimary: boolean): void {
    const repaired = this.#model.world.repairsSuperseded ? this.#old : [];
    for (const old of repaired) if (!old.repairsWait) this.#startIn(old);
    if (this.#inPlay && !(holdsPrimary && this.#lacks(this.#primary) > 0)) this.#startIn(this.#primary);
    for (const old of repaired) if (old.repairsWait) this.#startIn(old);
  }

  /** Who died and has given up his slot gets it back when he is replaced: nobody new sits down in it. */
  #keptForRepairs(): number {
    if (!this.#model.world.repairsSuperseded) return 0;
    let kept = 0;
    for (const old of this.#old) {
      if (old.repairsWait || old.rolloutState === 'FAILED') continue;
      const died = this.#model.tasksOf(old).filter((task) => task.present && !task.askedToRun);
      const gaveUp = died.filter((task) => !task.occupies).length;
      const unfilled = this.#target(old) - this.#live(old).length - this.#startedIn(old) - (died.length - gaveUp);
      kept += Math.max(0, Math.min(gaveUp, unfilled));
    }
    return kept;
  }

  #startIn(deployment: ReferenceDeployment): void {
    const lacks = this.#lacks(deployment);
    if (lacks <= 0 || deployment.rolloutState === 'FAILED' || deployment.nextStartMs > this.#nowMs) return;
    this.#wanted.push(deployment);
    const kept = deployment === this.#primary ? this.#keptForRepairs() : 0;
    const count = Math.min(this.#startableNow(deployment), Math.max(0, this.#room() - kept));
    if (count <= 0) return;
    const missing = Math.max(0, this.#target(deployment) - this.#present(deployment));
    const unhealthy = this.#stops.filter(
      ({ task, why }) => why === 'unhealthy' && this.#model.deploymentOf(task) === deployment,
    ).length;
    const replacesUnhealthy = Math.min(count, Math.max(0, count - missing) + Math.min(unhealthy, missing));
    this.#starts.push({ deployment, count, replacesUnhealthy });
  }

  /** §5.4. */
  #isDeadlock(): boolean {
    const { desiredCount } = this.#model;
    if (this.#old.length === 0 || !this.#inPlay || this.#primary.rolloutState === 'FAILED') return false;
    const moves = this.#leaving > 0 || this.#model.deployments.some((each) => this.#count(each, 'pending') > 0);
    return (
      !moves &&
      this.#stops.length === 0 &&
      this.#starts.length === 0 &&
      this.#lacks(this.#primary) > 0 &&
      this.#room() <= 0 &&
      this.#old.some((old) => this.#count(old, 'healthy') > 0) &&
      this.#maximum() <= desiredCount &&
      this.#minimum() >= desiredCount
    );
  }

  #result(): Decisions {
    const shown = new Map<ReferenceDeployment, number>();
    for (const old of this.#old) shown.set(old, this.#target(old));
    if (this.#inPlay) {
      const { desiredCount, rolloutState } = this.#primary;
      const frozen = Math.min(desiredCount, this.#live(this.#primary).length);
      shown.set(this.#primary, rolloutState === 'FAILED' ? frozen : this.#model.desiredCount);
    }
    return {
      stops: this.#stops,
      starts: this.#starts,
      targets: shown,
      deadlock: this.#deadlock,
      wanted: this.#wanted,
    };
  }
}

const kindOf = (task: ReferenceTask): Kind => (task.everRan ? task.counted : 'pending');
