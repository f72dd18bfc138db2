import { formatElapsed } from '../model/time.js';
import { formatVerdict, type Lowest, type Verdict, type VerdictOutcome } from '../model/verdict.js';

/** How one service fared while time moved. */
export interface ServiceSummary {
  readonly cluster: string;
  readonly service: string;
  readonly steady: boolean;
  readonly lowestHealthy: Lowest;
  /** Absent without a target group. */
  readonly lowestHealthyTargets?: Lowest;
  readonly highestTasks: Lowest;
  readonly tasksStarted: number;
  readonly tasksStopped: number;
  readonly tasksFailed: number;
  /** How long fewer tasks than minimumHealthyPercent asks for were healthy; ms. */
  readonly belowMinimumMs: number;
}

/** How a run ended. */
export type RunOutcome =
  /** What was waited for is there: the condition holds, every service is steady, the time is up for `run`. */
  | 'reached'
  /** Nothing that is due can change anything any more. */
  | 'quiescent'
  /** The timeout came first. */
  | 'timedOut';

/** What a stretch of virtual time came to. `String(report)` says it in a line or a few. */
export interface RunReport {
  readonly ended: RunOutcome;
  /**
   * What it came to: the verdict of the deployment that ended in it (the worst, if there were several); `steady` when
   * there was none; `stuck` when it can't go on; `unfinished` when time was up.
   */
  readonly outcome: VerdictOutcome | 'steady';
  /** In sentences: why it ended there. */
  readonly why: readonly string[];
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly tookMs: number;
  /** Of each service deployment that was under way in it, oldest first. */
  readonly verdicts: readonly Verdict[];
  /** Of each service, in order of creation. */
  readonly services: readonly ServiceSummary[];
  toString(): string;
}

const severity: readonly RunReport['outcome'][] = [
  'steady',
  'completed',
  'superseded',
  'rolled back',
  'unfinished',
  'failed',
  'stuck',
];

export function makeReport(
  about: Omit<RunReport, 'outcome' | 'toString' | 'tookMs'> & { readonly isSteady: boolean },
): RunReport {
  const { isSteady, ...rest } = about;
  const outcome = outcomeOf(about, isSteady);
  const tookMs = about.endedAt.getTime() - about.startedAt.getTime();
  return {
    ...rest,
    outcome,
    tookMs,
    toString() {
      const several = new Set(rest.verdicts.map((verdict) => `${verdict.cluster}/${verdict.service}`)).size > 1;
      const lines = rest.verdicts.map((verdict) => `${several ? `${verdict.service}: ` : ''}${formatVerdict(verdict)}`);
      if (lines.length > 0 && about.ended === 'reached') return lines.join('\n');
      return [
        ...lines,
        `${outcome} after ${formatElapsed(tookMs)}${about.why.length > 0 ? `: ${about.why.join(' ')}` : ''}`,
      ].join('\n');
    },
  };
}

function outcomeOf(about: Pick<RunReport, 'ended' | 'verdicts'>, isSteady: boolean): RunReport['outcome'] {
  let worst: RunReport['outcome'] = isSteady ? 'steady' : about.ended === 'quiescent' ? 'stuck' : 'unfinished';
  // The last deployment of each service decides; those it superseded don't.
  for (const verdict of about.verdicts) {
    if (verdict.outcome === 'superseded') continue;
    if (severity.indexOf(verdict.outcome) > severity.indexOf(worst)) worst = verdict.outcome;
  }
  return worst;
}
