import { shortenNames } from './short-names.js';
import { formatElapsed, spellDuration } from './time.js';

export const verdictOutcomes = [
  /** The new revision has taken over. */
  'completed',
  /** The circuit breaker, or a user, went back to the last completed deployment, and that is in force again. */
  'rolled back',
  /** It failed and stays: no rollback was wanted, none was possible, or the rollback failed too. */
  'failed',
  /** Nothing that is due can move it on. */
  'stuck',
  /** A newer deployment took its place before it was over. */
  'superseded',
  /** Time was up before it was over. */
  'unfinished',
] as const;
/** How a deployment ended: see {@link Verdict}. */
export type VerdictOutcome = (typeof verdictOutcomes)[number];

/** The lowest of a count, and when it was reached. */
export interface Lowest {
  readonly count: number;
  readonly at: Date;
}

/** What became of one deployment, in numbers that don't depend on which facts were kept. */
export interface Verdict {
  readonly cluster: string;
  readonly service: string;
  readonly deploymentId: string;
  /** `family:revision` that was to be deployed. */
  readonly taskDefinition: string;
  readonly outcome: VerdictOutcome;
  /** It took the place of another deployment: without one there was nothing to keep healthy. */
  readonly supersedes: boolean;
  /** In a sentence. */
  readonly why: string;
  /** When the call was made. */
  readonly startedAt: Date;
  /** When it was over; absent while it isn't. */
  readonly endedAt?: Date;
  /** From the call to the end, or to now; ms. */
  readonly tookMs: number;
  /** Fewest tasks that were healthy at one moment. Tasks asked to stop don't count, though they may still serve. */
  readonly lowestHealthy: Lowest;
  /** Tasks that minimumHealthyPercent asks for; where fewer were healthy for a while, the most that it asked for then. */
  readonly healthyMinimum: number;
  /** Fewest targets in state healthy; absent without a target group. */
  readonly lowestHealthyTargets?: Lowest;
  /** Most tasks that were there at one moment, those on their way out included. */
  readonly highestTasks: Lowest;
  readonly tasksStarted: number;
  readonly tasksStopped: number;
  /** Failed to start, crashed, or were stopped for being unhealthy. */
  readonly tasksFailed: number;
  /** How long fewer tasks than the minimum were healthy; ms. */
  readonly belowMinimumMs: number;
}

/** One line: `web: rolled back: the breaker tripped (3 of 3 failures); never fewer than 3 healthy tasks; took 1:48`. */
export function formatVerdict(verdict: Verdict): string {
  const took = `${verdict.endedAt === undefined ? 'after' : 'took'} ${formatElapsed(verdict.tookMs)}`;
  const what = `${verdict.outcome}: ${shortenNames(verdict.why)}`;
  if (!verdict.supersedes) return `${what}; ${took}`;
  const healthy =
    verdict.lowestHealthyTargets === undefined
      ? `never fewer than ${healthyOnes(verdict.lowestHealthy.count, 'task')}`
      : `never fewer than ${healthyOnes(verdict.lowestHealthyTargets.count, 'target')}`;
  const below =
    verdict.belowMinimumMs > 0
      ? `; ${spellDuration(verdict.belowMinimumMs)} below the minimum of ${healthyOnes(verdict.healthyMinimum, 'task')}`
      : '';
  return `${what}; ${healthy}${below}; ${took}`;
}

const healthyOnes = (count: number, noun: string): string => `${count} healthy ${noun}${count === 1 ? '' : 's'}`;
