import { Standing, type TaskRow } from '../model/task.js';
import { healthyCountMin, occupiedCountMax } from './bounds.js';
import {
  comingOf,
  countNames,
  type Draft,
  draftOf,
  type LiveStanding,
  liveOf,
  replacementsOf,
  takeFrom,
  unhealthyKept,
} from './draft.js';
import type { PassAction, ServiceView, StopReason, Wait } from './service-view.js';
import { clampTarget } from './superseded-target.js';

/**
 * One pass of the rolling scheduler: which tasks to stop, how many to start, and what it waits for.
 *
 * The bounds hold for the whole service, all deployments together, and are those of the percents and the desired count
 * in force at this moment (ruling 15). A stopped task keeps its slot until its containers have stopped, so starts see
 * the slots as they are before the stops of the same pass.
 *
 * Rules: rolling-deployment §5.2 and §5.3 as amended by rulings 8 to 16; service-scheduler §4.
 * @rule bounds-of-the-whole-service
 */
export interface RollingPlan {
  readonly stops: readonly Stop[];
  readonly starts: readonly Start[];
  readonly targets: readonly { readonly deployment: number; readonly desiredCount: number }[];
  readonly protectedBlocks: readonly { readonly deployment: number; readonly count: number }[];
  readonly deadlock: boolean;
  readonly startWanted: readonly number[];
  readonly waits: readonly Wait[];
}

/** Tasks of one deployment that a pass stops, for one reason. */
export interface Stop {
  readonly deployment: number;
  readonly tasks: readonly TaskRow[];
  readonly reason: StopReason;
  /** They were PENDING: told as "stopped N pending tasks". */
  readonly pending: boolean;
  /** Unhealthy: what the same pass starts in its deployment is told first. */
  readonly toldAfterStart: boolean;
}

/** Tasks of one deployment that a pass starts. */
export type Start = Omit<Extract<PassAction, { type: 'startTasks' }>, 'type'>;

/** A full pass, on a beat. */
export function planRollingUpdate(view: ServiceView): RollingPlan {
  const plan = new Planning(view);
  const { primary, superseded } = plan;
  const rolling = view.primaryInPlay && !primary.view.failed;

  let holdStarts = false;
  if (view.isPrimaryFirstPass) {
    for (const old of superseded) holdStarts = plan.stopSupersededPending(old) || holdStarts;
  }
  if (rolling) {
    if (primary.healthy >= view.desiredCount) {
      for (const old of superseded) plan.stopAll(old);
    } else {
      for (const old of superseded) old.target = clampTarget(old.target, view.desiredCount, primary.healthy);
      plan.stopPendingOverMaximum();
    }
  }
  for (const draft of plan.inOrderOfLeaving) {
    if (draft.isPrimary && !view.primaryInPlay) continue;
    plan.stopUnhealthy(draft);
  }
  if (rolling) {
    for (const draft of plan.inOrderOfLeaving) if (!draft.isPrimary) plan.stopSupersededSurplus(draft);
    plan.stopSupersededHealthy();
    plan.stopSurplus(primary);
    plan.stopWarmingForRoom();
    // @rule deployment-failed-still-scales-in
  } else if (view.primaryInPlay) {
    // It has failed: nothing is exchanged any more, but a scale-in still takes what is too much (inferred).
    for (const draft of plan.inOrderOfLeaving) plan.stopSurplus(draft);
  }
  plan.start(holdStarts);
  plan.noticeBlocked();
  return plan.result();
}

/**
 * An extra pass, after a task reached STOPPED or a call took effect: it only replaces what is missing. Health is
 * counted, surplus stopped and deployments completed on beats (ruling 1).
 * @rule pass-extra-replaces-only
 */
export function planReplacements(view: ServiceView): RollingPlan {
  const plan = new Planning(view);
  plan.start(false);
  return plan.result();
}

class Planning {
  readonly primary: Draft;
  readonly superseded: readonly Draft[];
  /**
   * The order in which tasks have to go: old deployments first, the oldest before all unless it is asked otherwise, the
   * newest last (service-scheduler §4.3).
   * @rule deployment-oldest-goes-first
   */
  readonly inOrderOfLeaving: readonly Draft[];
  readonly #stops: Stop[] = [];
  readonly #starts: Start[] = [];
  readonly #waits: Wait[] = [];
  readonly #startWanted: number[] = [];
  readonly #protectedBlocks: { deployment: number; count: number }[] = [];
  /** Old tasks that the minimum would let go, and their protection doesn't. */
  #held: Map<Draft, number> | undefined;
  readonly #healthyMin: number;
  readonly #occupiedMax: number;
  readonly #zoneCounts: number[];
  #room: number;
  #deadlock = false;

  readonly view: ServiceView;

  constructor(view: ServiceView) {
    this.view = view;
    this.primary = draftOf(view.primary, true, view.desiredCount);
    this.superseded = view.superseded.map((deployment) => draftOf(deployment, false, deployment.desiredCount));
    const inOrderOfLeaving = this.superseded.slice();
    if (view.supersededStopOrder === 'oldestFirst') inOrderOfLeaving.reverse();
    inOrderOfLeaving.push(this.primary);
    this.inOrderOfLeaving = inOrderOfLeaving;
    this.#healthyMin = healthyCountMin(view.desiredCount, view.minimumHealthyPercent);
    this.#occupiedMax = occupiedCountMax(view.desiredCount, view.maximumPercent);
    this.#room = this.#occupiedMax - view.occupiedCount;
    this.#zoneCounts = view.zoneCounts.slice();
  }

  /**
   * Tasks that were PENDING when their deployment was superseded go first; new starts wait for the next pass (ruling 8).
   * They leave the target as well, or they would be repaired at once (evidence `fp`: P1, then the new deployment's S1).
   * @rule deployment-stops-superseded-pending-first
   */
  stopSupersededPending(old: Draft): boolean {
    return this.#stopSuperseded(old, Standing.PENDING, old.view.supersededPendingCount) > 0;
  }

  /**
   * The new deployment has all the healthy tasks it needs: nothing of the old ones is kept or repaired (ruling 9).
   * @rule deployment-all-old-go-at-the-end
   */
  stopAll(old: Draft): void {
    old.target = 0;
    this.#stop(old, Standing.PENDING, old.pending, 'superseded');
    let blocked = 0;
    for (const standing of [Standing.UNHEALTHY, Standing.STARTED, Standing.SETTLED, Standing.HEALTHY]) {
      const wanted = old[countNames[standing]];
      blocked +=
        wanted - this.#stop(old, standing, wanted, standing === Standing.UNHEALTHY ? 'unhealthy' : 'superseded');
    }
    this.#noticeProtected(old, blocked);
  }

  /**
   * While more tasks are there than the maximum allows, pending old ones go (ruling 13). Those on their way out make room by
   * themselves.
   * @rule deployment-pending-go-over-the-maximum
   */
  stopPendingOverMaximum(): void {
    let excess = this.#liveTotal() - this.#occupiedMax;
    for (const old of this.inOrderOfLeaving) {
      if (!old.isPrimary) excess -= this.#stopSuperseded(old, Standing.PENDING, Math.min(excess, old.pending));
    }
  }

  /**
   * Unhealthy tasks. In a deployment that never had a healthy task they all go at once: there is nothing to preserve.
   * Otherwise a replacement is started first where the maximum allows, and an unhealthy task goes when the healthy ones
   * no longer leave a place for it; where there is no room, one at a time (ruling 12, service-scheduler §4.4).
   * @rule unhealthy-replacement-first
   * @rule unhealthy-one-at-a-time-without-room
   * @rule unhealthy-all-at-once-before-any-healthy
   */
  stopUnhealthy(draft: Draft): void {
    if (draft.unhealthy === 0) return;
    if (!draft.view.hadHealthyTask) {
      this.#stop(draft, Standing.UNHEALTHY, draft.unhealthy, 'unhealthy', true);
      return;
    }
    this.#stop(draft, Standing.UNHEALTHY, draft.unhealthy - unhealthyKept(draft), 'unhealthy', true);
    const coming = comingOf(draft);
    const failing = Math.min(draft.view.failingInGraceCount, draft.started);
    if (failing > 0) {
      // Replacements that fail their checks too count as unhealthy here, grace period or not: of each pair the older one
      // goes, so that the count returns to the target (observed: containers-roadmap #2714).
      const unpaired = Math.min(failing, draft.unhealthy - (coming - failing), liveOf(draft) - draft.target);
      this.#stop(draft, Standing.UNHEALTHY, unpaired, 'unhealthy', true);
    }
    // Tasks on their way out make room: one goes first only where the live ones fill the maximum.
    if (coming === 0 && this.#liveTotal() >= this.#occupiedMax) {
      this.#stop(draft, Standing.UNHEALTHY, 1, 'unhealthy');
    }
  }

  /**
   * Old tasks beyond their target that don't count healthy, after a scale-in or where new ones count in their place. Those
   * that do count go in the next step, as the minimum allows. Of a deployment that failed they stay until the rollback has
   * its own (recorded: test/golden/devops-g3.test.ts, `inventory`).
   * @rule scale-in-unready-first
   * @rule deployment-scale-in-reaches-the-old
   */
  stopSupersededSurplus(old: Draft): void {
    if (old.view.failed) return;
    let surplus = liveOf(old) - old.target - replacementsOf(old);
    for (const standing of [Standing.PENDING, Standing.UNHEALTHY, Standing.STARTED, Standing.SETTLED] as const) {
      const count = Math.min(surplus, old[countNames[standing]]);
      surplus -=
        standing === Standing.UNHEALTHY
          ? this.#stop(old, standing, count, 'unhealthy')
          : this.#stopSuperseded(old, standing, count);
    }
  }

  /**
   * Healthy tasks of old deployments go as far as the minimum allows, and protection does.
   * @rule deployment-stops-old-as-minimum-allows
   */
  stopSupersededHealthy(): void {
    const spare = this.#healthyTotal() - this.#healthyMin;
    const needed = this.view.eagerStop ? Number.POSITIVE_INFINITY : this.#neededStops();
    let left = Math.max(0, Math.min(spare, needed));
    let toStop = 0;
    for (const old of this.inOrderOfLeaving) {
      if (old.isPrimary) continue;
      left -= this.#stopSuperseded(old, Standing.HEALTHY, Math.min(left, old.healthy));
      toStop += old.healthy;
    }
    if (left > 0) this.#noteHeld(left, [Standing.HEALTHY]);
    if (toStop > 0 && left === 0 && spare <= needed) {
      this.#waits.push({
        kind: 'minimumHealthy',
        healthyCount: this.#healthyTotal(),
        healthyMin: this.#healthyMin,
        toStop,
      });
    }
  }

  /** Without `eagerStop`: what is above the desired count, or stands in the way of a start. */
  #neededStops(): number {
    const surplus = this.#healthyTotal() - this.view.desiredCount;
    return Math.max(surplus, this.#shortage());
  }

  /**
   * More tasks of a deployment than it should have: scale-in, or a replacement whose original recovered.
   * @rule unhealthy-original-recovers
   * @rule scale-in-unready-first
   * @rule scale-in-keeps-the-minimum
   */
  stopSurplus(draft: Draft): void {
    const coming = comingOf(draft);
    const extra = draft.isPrimary ? Math.min(this.view.zoneExtraCount, coming) : 0;
    let surplus = liveOf(draft) - draft.target - Math.max(extra, replacementsOf(draft));
    // Tasks that rebalance the zones stay until they count: others have gone in their place by then.
    let comingAllowed = coming - extra;
    if (surplus <= 0) return;
    let blocked = 0;
    for (const standing of [
      Standing.PENDING,
      Standing.UNHEALTHY,
      Standing.STARTED,
      Standing.SETTLED,
      Standing.HEALTHY,
    ]) {
      const isComing = standing !== Standing.UNHEALTHY && standing !== Standing.HEALTHY;
      const wanted = Math.min(surplus, draft[countNames[standing]], isComing ? comingAllowed : surplus);
      const allowed =
        standing === Standing.HEALTHY ? Math.min(wanted, Math.max(0, this.#healthyTotal() - this.#healthyMin)) : wanted;
      const stopped = this.#stop(draft, standing, allowed, standing === Standing.UNHEALTHY ? 'unhealthy' : 'surplus');
      blocked += allowed - stopped;
      if (isComing) comingAllowed -= stopped;
      surplus -= stopped;
      if (allowed < wanted) {
        this.#waits.push({
          kind: 'minimumHealthy',
          healthyCount: this.#healthyTotal(),
          healthyMin: this.#healthyMin,
          toStop: wanted - allowed,
        });
      }
    }
    // Others may have gone in place of protected ones.
    this.#noticeProtected(draft, Math.min(blocked, surplus));
  }

  /**
   * Old tasks that run but don't count healthy yet stand in the way of a start: they go where the minimum would hold
   * even if they counted (inferred: 0/100 stops everything at once, evidence `yo`).
   * @rule deployment-warming-old-go-for-room
   */
  stopWarmingForRoom(): void {
    if (!this.view.eagerStop || this.#startableNow(this.primary) === 0) return;
    let warming = 0;
    for (const old of this.superseded) warming += old.started + old.settled;
    const spare = this.#healthyTotal() + warming - this.#healthyMin;
    let left = Math.min(this.#shortage(), spare);
    if (left <= 0) return;
    for (const old of this.inOrderOfLeaving) {
      if (old.isPrimary) continue;
      for (const standing of [Standing.STARTED, Standing.SETTLED] as const) {
        left -= this.#stopSuperseded(old, standing, Math.min(left, old[countNames[standing]]));
      }
    }
    this.#noteHeld(left, [Standing.STARTED, Standing.SETTLED]);
  }

  /**
   * Repairs of old revisions before new starts, but for those that follow a repair which failed (ruling 10). A task that
   * has died is repaired when it is STOPPED (ruling 17), and gives up its slot before (ruling 15): until then the slot is
   * kept for its repair, or new tasks that never get healthy could take the places of all that serve (inferred).
   * @rule deployment-old-are-repaired
   * @rule deployment-repairs-precede-starts
   */
  start(holdPrimary: boolean): void {
    const repairs = this.view.repairsSuperseded ? this.superseded : [];
    let keptCount = 0;
    for (const old of repairs) {
      if (old.view.repairsWait) continue;
      this.#startFor(old);
      keptCount += this.#keptFor(old);
    }
    if (this.view.primaryInPlay) {
      const wanted = this.#wantedStarts(this.primary);
      if (holdPrimary && wanted > 0) {
        this.#waits.push({ kind: 'stopsPendingFirst', deployment: this.primary.view.key, wanted });
      } else {
        this.#startFor(this.primary, keptCount);
      }
    } else {
      this.#waits.push({ kind: 'firstPass', deployment: this.primary.view.key });
    }
    for (const old of repairs) if (old.view.repairsWait) this.#startFor(old);
  }

  /**
   * Neither a start nor a stop is possible, and nothing under way will change that: old tasks are protected, or the
   * percents leave no way (rolling-deployment §5.4).
   * @rule bounds-deadlock-is-told
   */
  noticeBlocked(): void {
    const { view, primary } = this;
    if (!view.primaryInPlay || primary.view.failed) return;
    const inTransit = view.leavingCount + primary.pending + this.superseded.reduce((sum, old) => sum + old.pending, 0);
    if (inTransit > 0 || this.#stops.length > 0 || this.#starts.length > 0) return;
    if (this.#wantedStarts(primary) <= 0 || this.#room > 0) return;
    for (const [old, count] of this.#held ?? []) this.#noticeProtected(old, count);
    const oldHealthy = this.superseded.some((old) => old.healthy > 0);
    if (oldHealthy && this.#occupiedMax <= view.desiredCount && this.#healthyMin >= view.desiredCount) {
      this.#deadlock = true;
      this.#waits.push({ kind: 'deadlock', healthyMin: this.#healthyMin, occupiedMax: this.#occupiedMax });
    }
  }

  result(): RollingPlan {
    return {
      stops: this.#stops,
      starts: this.#starts,
      targets: this.#changedTargets(),
      protectedBlocks: this.#protectedBlocks,
      deadlock: this.#deadlock,
      startWanted: this.#startWanted,
      waits: this.#waits,
    };
  }

  #changedTargets(): { readonly deployment: number; readonly desiredCount: number }[] {
    const changed: { readonly deployment: number; readonly desiredCount: number }[] = [];
    const note = (draft: Draft) => {
      const desiredCount = this.#targetShown(draft);
      if (desiredCount !== draft.view.desiredCount) changed.push({ deployment: draft.view.key, desiredCount });
    };
    note(this.primary);
    for (const old of this.superseded) note(old);
    return changed;
  }

  /** @rule deployment-failed-starts-nothing */
  #targetShown(draft: Draft): number {
    if (!draft.isPrimary) return draft.target;
    if (!this.view.primaryInPlay) return draft.view.desiredCount;
    // A failed deployment starts nothing: its target stays at what it has (rolling-deployment §5.3).
    return draft.view.failed ? Math.min(draft.view.desiredCount, liveOf(draft)) : this.view.desiredCount;
  }

  /** @rule deployment-starts-all-at-once */
  #startFor(draft: Draft, keptCount = 0): void {
    const { view } = draft;
    const wanted = this.#wantedStarts(draft);
    if (wanted <= 0) return;
    if (view.failed) {
      this.#waits.push({ kind: 'deploymentFailed', deployment: view.key, wanted });
      return;
    }
    if (view.startsAllowedAtMs > this.view.nowMs) {
      this.#waits.push({ kind: 'startThrottled', deployment: view.key, wanted, untilMs: view.startsAllowedAtMs });
      return;
    }
    this.#startWanted.push(view.key);
    const gated = this.#startableNow(draft);
    if (gated < wanted) this.#waits.push({ kind: 'firstTaskOnly', deployment: view.key, wanted: wanted - gated });
    const count = Math.min(gated, Math.max(0, this.#room - keptCount));
    if (count < gated) {
      this.#waits.push({
        kind: 'maximumReached',
        deployment: view.key,
        wanted: gated - count,
        occupiedCount: this.view.occupiedCount,
        occupiedMax: this.#occupiedMax,
        leavingCount: this.view.leavingCount,
        keptCount,
      });
    }
    if (count === 0) return;
    this.#room -= count;
    const missing = Math.max(0, draft.target - draft.present);
    const stoppedUnhealthy = this.#stops
      .filter((stop) => stop.deployment === view.key && stop.reason === 'unhealthy')
      .reduce((sum, stop) => sum + stop.tasks.length, 0);
    const replacesUnhealthy = Math.min(count, Math.max(0, count - missing) + Math.min(stoppedUnhealthy, missing));
    this.#starts.push({ deployment: view.key, count, replacesUnhealthy, repair: !draft.isPrimary });
  }

  /** Slots that its dying tasks have given up, and that their repairs will need: not those of tasks beyond the target. */
  #keptFor({ view, present, target }: Draft): number {
    return view.failed ? 0 : Math.max(0, view.releasedDyingCount - Math.max(0, present - target));
  }

  /**
   * Tasks it lacks: its target, and a place beside each unhealthy task that waits for its replacement (ruling 11).
   * @rule unhealthy-place-beside-it
   */
  #wantedStarts(draft: Draft): number {
    const kept = draft.view.hadHealthyTask ? unhealthyKept(draft) : 0;
    return Math.max(0, draft.target + kept - draft.present);
  }

  /** What it would start in this very pass if there were room. */
  #startableNow(draft: Draft): number {
    if (draft.view.startsAllowedAtMs > this.view.nowMs) return 0;
    const wanted = this.#wantedStarts(draft);
    return draft.view.firstTaskOnly ? Math.min(wanted, Math.max(0, 1 - draft.present)) : wanted;
  }

  /** Old tasks that stand in the way of the starts that are due. Those on their way out make room by themselves. */
  #shortage(): number {
    return this.#startableNow(this.primary) + this.#liveTotal() - this.#occupiedMax;
  }

  #liveTotal(): number {
    let total = liveOf(this.primary);
    for (const old of this.superseded) total += liveOf(old);
    return total;
  }

  #healthyTotal(): number {
    let total = this.primary.healthy;
    for (const old of this.superseded) total += old.healthy;
    return total;
  }

  /**
   * Stops superseded tasks that nobody needs: their deployment's target falls; an unhealthy stop leaves it (ruling 9).
   * It falls once: not for tasks above it (after a scale-in), nor again where healthy new tasks have lowered it already.
   * Those above it, but for replacements beside unhealthy tasks, make no room for anybody: they are nobody's failed repair.
   */
  #stopSuperseded(old: Draft, standing: LiveStanding, count: number): number {
    const beyond = Math.min(count, Math.max(0, old.aboveTarget - old.surplusStopped - replacementsOf(old)));
    const stopped =
      this.#stop(old, standing, beyond, 'beyondTarget') + this.#stop(old, standing, count - beyond, 'superseded');
    old.surplusStopped += stopped;
    const fallsBy = Math.max(0, old.surplusStopped - old.aboveTarget);
    old.target = Math.max(0, Math.min(old.target, old.view.desiredCount - fallsBy));
    return stopped;
  }

  /** Picks up to `count` tasks of one standing and takes them out of the draft. @returns how many */
  #stop(draft: Draft, standing: LiveStanding, count: number, reason: StopReason, toldAfterStart = false): number {
    const tasks = takeFrom(draft, standing, count, { reason, zoneCounts: this.#zoneCounts });
    if (tasks.length === 0) return 0;
    this.#stops.push({
      deployment: draft.view.key,
      tasks,
      reason,
      pending: standing === Standing.PENDING,
      toldAfterStart,
    });
    return tasks.length;
  }

  /** So many more old tasks of these standings were to go: those that are left of them are protected. */
  #noteHeld(count: number, standings: readonly LiveStanding[]): void {
    let left = count;
    for (const old of this.inOrderOfLeaving) {
      if (old.isPrimary) continue;
      let remaining = 0;
      for (const standing of standings) remaining += old[countNames[standing]];
      const held = Math.min(left, remaining);
      if (held <= 0) continue;
      this.#held ??= new Map();
      this.#held.set(old, (this.#held.get(old) ?? 0) + held);
      left -= held;
    }
  }

  /** @rule scale-in-blocked-is-told */
  #noticeProtected(draft: Draft, count: number): void {
    if (count <= 0) return;
    this.#protectedBlocks.push({ deployment: draft.view.key, count });
    this.#waits.push({ kind: 'protected', deployment: draft.view.key, count });
  }
}
