/**
 * Health checks without simulating every check: from what a check would find at any moment, the next *change of health*
 * is computed, so that only changes reach the agenda. Serves container health checks and target health checks alike.
 */

/** Health as a row of checks sees it. Numbers are stored: never renumber. */
export const ProbedHealth = { INITIAL: 0, HEALTHY: 1, UNHEALTHY: 2 } as const;
export type ProbedHealth = (typeof ProbedHealth)[keyof typeof ProbedHealth];

/** From `fromMs` until the next span, every check finds this. */
export interface ProbeSpan {
  /** Counts from the plan's `spansFromMs`, ms. */
  readonly fromMs: number;
  /** 0 passes; anything else is a kind of failure, meaningful to the caller. */
  readonly outcome: number;
  /** HTTP status that was answered, where there was one. */
  readonly code?: number;
  /** From the start of a check to its result, in ms. */
  readonly resultAfterMs: number;
}

/**
 * When checks run, what they find, and how many in a row change the verdict.
 * @rule container-health-check
 */
export interface ProbePlan {
  /** Start of check number 0, ms. */
  readonly firstMs: number;
  /** From the start of one check to the start of the next, ms, above 0. */
  readonly everyMs: number;
  /** Consecutive passes that make a not yet judged subject healthy. */
  readonly passesWhenInitial: number;
  /** Consecutive passes that make an unhealthy subject healthy. */
  readonly passesWhenUnhealthy: number;
  /** Consecutive failures that make it unhealthy. */
  readonly failures: number;
  /** A subject that was never healthy collects no failures before this moment (a container's start period). */
  readonly failuresCountFromMs: number;
  /** The moment that the spans count from, ms: the same spans serve every container of one behaviour. */
  readonly spansFromMs: number;
  /** In order of time; the first one starts at or before the first check that is asked for. */
  readonly spans: readonly ProbeSpan[];
  /**
   * The share of passing checks that fail nevertheless: a pure function of the check's number, so that looking ahead
   * moves nothing. Undefined where nothing is flaky.
   */
  readonly failsByChance: ((check: number) => boolean) | undefined;
  /** What a failure by chance looks like. */
  readonly chanceFailure: { readonly outcome: number; readonly code?: number } | undefined;
}

/** What is remembered between changes of the inputs. */
export interface ProbeMemory {
  readonly health: ProbedHealth;
  /** Consecutive passes (above 0) or failures (below 0) that have not changed the verdict yet. */
  readonly streak: number;
  /** Number of the next check. */
  readonly nextCheck: number;
}

export interface ProbeFlip {
  readonly atMs: number;
  readonly health: ProbedHealth;
  /** What the deciding check found. */
  readonly outcome: number;
  readonly code: number | undefined;
  /** The memory right after the flip. */
  readonly memory: ProbeMemory;
}

export type ProbeOutlook =
  | { readonly kind: 'flip'; readonly flip: ProbeFlip }
  /**
   * Nothing flips before the limit; `memory` includes all checks whose result came before it. With `goesOn`, the
   * look-ahead only paused: flaky checks are to be followed further from `memory`.
   */
  | { readonly kind: 'quiet'; readonly memory: ProbeMemory; readonly goesOn: boolean };

export const initialProbeMemory: ProbeMemory = { health: ProbedHealth.INITIAL, streak: 0, nextCheck: 0 };

/** How many flaky checks one look-ahead draws at most before it asks to be called again. */
export const flakyLookAheadMax = 4_096;

/**
 * Follows the checks from `memory` on, until the verdict changes or the results reach `beforeMs`.
 *
 * Checks whose result comes at `beforeMs` or later are not looked at: an input that changes at that moment decides them.
 * With `beforeMs` infinite and flaky checks, looking ahead ends after {@link flakyLookAheadMax} checks: the outlook is
 * then `quiet` and `goesOn`: to be asked again at {@link checkStartMs} of that check.
 * @rule container-checks-are-not-simulated-one-by-one
 */
export function lookAhead(memory: ProbeMemory, plan: ProbePlan, beforeMs: number): ProbeOutlook {
  let { health, streak, nextCheck } = memory;
  let spanIndex = spanAt(plan, checkStartMs(plan, nextCheck), 0);
  let drawn = 0;
  const { failsByChance } = plan;

  for (;;) {
    const startMs = checkStartMs(plan, nextCheck);
    spanIndex = spanAt(plan, startMs, spanIndex);
    const span = plan.spans[spanIndex];
    if (span === undefined || startMs + span.resultAfterMs >= beforeMs) break;

    if (failsByChance === undefined || span.outcome !== 0) {
      // A run of equal results: count how many fit before the span or the limit ends, and jump.
      const passing = span.outcome === 0;
      const untilMs = Math.min(spanStartMs(plan, spanIndex + 1), beforeMs - span.resultAfterMs);
      if (settledBy(health, passing) && untilMs === Number.POSITIVE_INFINITY) {
        return { kind: 'quiet', memory: { health, streak: 0, nextCheck }, goesOn: false };
      }
      const fits = checksBetween(plan, nextCheck, untilMs);
      if (settledBy(health, passing)) {
        streak = 0;
        nextCheck += fits;
        continue;
      }
      const firstCounted = passing || health !== ProbedHealth.INITIAL ? nextCheck : firstCheckFrom(plan, nextCheck);
      const uncounted = firstCounted - nextCheck;
      if (uncounted >= fits) {
        if (fits === Number.POSITIVE_INFINITY) break;
        streak = 0;
        nextCheck += fits;
        continue;
      }
      const already = uncounted > 0 ? 0 : passing ? Math.max(0, streak) : Math.max(0, -streak);
      const missing = needed(plan, health, passing) - already;
      if (missing <= fits - uncounted) {
        const deciding = firstCounted + missing - 1;
        return flipAt(plan, deciding, passing, span.outcome, span.code, span.resultAfterMs);
      }
      const row = already + fits - uncounted;
      streak = passing ? row : -row;
      nextCheck += fits;
      continue;
    }

    if (++drawn > flakyLookAheadMax) return { kind: 'quiet', memory: { health, streak, nextCheck }, goesOn: true };
    const failed = failsByChance(nextCheck);
    const passing = !failed;
    if (settledBy(health, passing)) {
      streak = 0;
    } else if (!passing && health === ProbedHealth.INITIAL && startMs < plan.failuresCountFromMs) {
      streak = 0;
    } else {
      streak = passing ? Math.max(0, streak) + 1 : Math.min(0, streak) - 1;
      if (Math.abs(streak) >= needed(plan, health, passing)) {
        const found = failed ? (plan.chanceFailure ?? { outcome: 1 }) : span;
        return flipAt(plan, nextCheck, passing, found.outcome, found.code, span.resultAfterMs);
      }
    }
    nextCheck += 1;
  }
  return { kind: 'quiet', memory: { health, streak, nextCheck }, goesOn: false };
}

/** Start of a check, ms. */
export const checkStartMs = (plan: Pick<ProbePlan, 'firstMs' | 'everyMs'>, check: number): number =>
  plan.firstMs + check * plan.everyMs;

/**
 * What the last failed check found, of those from number `fromCheck` on whose results are known at `nowMs`; undefined when
 * there is none.
 */
export function lastFailure(plan: ProbePlan, nowMs: number, fromCheck = 0): ProbeSpan | undefined {
  let check = Math.floor((nowMs - plan.firstMs) / plan.everyMs);
  for (; check >= fromCheck; check -= 1) {
    const startMs = checkStartMs(plan, check);
    const span = plan.spans[spanAt(plan, startMs, 0)];
    if (span !== undefined && span.outcome !== 0 && startMs + span.resultAfterMs <= nowMs) return span;
  }
  return undefined;
}

function flipAt(
  plan: ProbePlan,
  check: number,
  passing: boolean,
  outcome: number,
  code: number | undefined,
  resultAfterMs: number,
): ProbeOutlook {
  const health = passing ? ProbedHealth.HEALTHY : ProbedHealth.UNHEALTHY;
  return {
    kind: 'flip',
    flip: {
      atMs: checkStartMs(plan, check) + resultAfterMs,
      health,
      outcome,
      code,
      memory: { health, streak: 0, nextCheck: check + 1 },
    },
  };
}

/** A result that confirms the verdict changes nothing. */
const settledBy = (health: ProbedHealth, passing: boolean): boolean =>
  (health === ProbedHealth.HEALTHY && passing) || (health === ProbedHealth.UNHEALTHY && !passing);

function needed(plan: ProbePlan, health: ProbedHealth, passing: boolean): number {
  if (!passing) return plan.failures;
  return health === ProbedHealth.INITIAL ? plan.passesWhenInitial : plan.passesWhenUnhealthy;
}

/** Number of the first check, from `check` on, whose failure counts. */
function firstCheckFrom(plan: ProbePlan, check: number): number {
  return Math.max(check, Math.ceil((plan.failuresCountFromMs - plan.firstMs) / plan.everyMs));
}

/** How many checks, from `check` on, start before `untilMs`. At least 1 when called for a check inside the span. */
function checksBetween(plan: ProbePlan, check: number, untilMs: number): number {
  return Math.max(1, Math.ceil((untilMs - checkStartMs(plan, check)) / plan.everyMs));
}

function spanAt(plan: ProbePlan, atMs: number, from: number): number {
  let index = from;
  while (spanStartMs(plan, index + 1) <= atMs) index += 1;
  return index;
}

/** Infinite for the span after the last. */
function spanStartMs(plan: ProbePlan, index: number): number {
  const span = plan.spans[index];
  return span === undefined ? Number.POSITIVE_INFINITY : plan.spansFromMs + span.fromMs;
}
