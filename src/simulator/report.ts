import type { ServiceDeploymentRecord, ServiceRecord } from '../engine/store/records.js';
import { currentServiceDeployment } from '../engine/views/current-deployment.js';
import { explainService } from '../engine/views/explain.js';
import { summaryOf, verdictOf } from '../engine/views/verdict.js';
import type { World } from '../engine/world.js';
import { formatElapsed } from '../model/time.js';
import { formatVerdict, type Lowest, type Verdict, type VerdictOutcome } from '../model/verdict.js';
import { isQuiescent } from './moving-time.js';

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

/** What came of a stretch of time that has just been moved through. */
export function reportOf(world: World, startMs: number, ended: RunOutcome): RunReport {
  const verdicts: Verdict[] = [];
  const services: ServiceSummary[] = [];
  const why: string[] = [];
  for (const service of world.services) {
    if (service === undefined) continue;
    addVerdictsSince(world, service, startMs, verdicts);
    if (ended !== 'reached') why.push(...explanationOf(world, service));
    services.push(summaryOf(world, service));
  }
  const isSteady = world.unsettledServices.size === 0;
  const outcome = outcomeOf(ended, verdicts, isSteady);
  const tookMs = world.nowMs - startMs;
  return {
    ended,
    outcome,
    why,
    startedAt: new Date(startMs),
    endedAt: new Date(world.nowMs),
    tookMs,
    verdicts,
    services,
    toString: () => linesOf({ ended, outcome, why, tookMs, verdicts }).join('\n'),
  };
}

/** Of the deployments of a service that were under way in it. */
function addVerdictsSince(world: World, service: ServiceRecord, startMs: number, verdicts: Verdict[]): void {
  const { serviceDeployments } = service;
  let first = serviceDeployments.length;
  // Each ends before the next one does: the older ones needn't be looked at.
  while (first > 0 && wasUnderWay(serviceDeployments[first - 1] as ServiceDeploymentRecord, startMs)) first -= 1;
  for (let index = first; index < serviceDeployments.length; index += 1) {
    const each = serviceDeployments[index] as ServiceDeploymentRecord;
    const isStuck = isQuiescent(world) && currentServiceDeployment(service) === each;
    verdicts.push(verdictOf(world, service, each, isStuck));
  }
}

const wasUnderWay = ({ createdAtMs, finishedAtMs }: ServiceDeploymentRecord, startMs: number): boolean =>
  createdAtMs >= startMs || finishedAtMs === undefined || finishedAtMs > startMs;

/** Why a service isn't steady, named where there are several. */
function explanationOf(world: World, service: ServiceRecord): string[] {
  if (!world.unsettledServices.has(service.key)) return [];
  const sentences = explainService(world, service);
  return world.services.length > 2 ? sentences.map((sentence) => `${service.name}: ${sentence}`) : sentences;
}

function outcomeOf(ended: RunOutcome, verdicts: readonly Verdict[], isSteady: boolean): RunReport['outcome'] {
  let worst: RunReport['outcome'] = isSteady ? 'steady' : ended === 'quiescent' ? 'stuck' : 'unfinished';
  for (const verdict of verdicts) {
    // The last deployment of each service decides; those it superseded don't.
    if (verdict.outcome === 'superseded') continue;
    if (severity.indexOf(verdict.outcome) > severity.indexOf(worst)) worst = verdict.outcome;
  }
  return worst;
}

function linesOf(report: Pick<RunReport, 'ended' | 'outcome' | 'why' | 'tookMs' | 'verdicts'>): string[] {
  const { verdicts, ended } = report;
  const several = new Set(verdicts.map((verdict) => `${verdict.cluster}/${verdict.service}`)).size > 1;
  const lines = verdicts.map((verdict) => `${several ? `${verdict.service}: ` : ''}${formatVerdict(verdict)}`);
  if (lines.length > 0 && ended === 'reached') return lines;
  // A verdict of what isn't over has its first reason already.
  const told = new Set(verdicts.map((verdict) => `${verdict.why}.`));
  const why = report.why.filter((sentence) => !told.has(sentence));
  return [
    ...lines,
    `${report.outcome} after ${formatElapsed(report.tookMs)}${why.length > 0 ? `: ${why.join(' ')}` : ''}`,
  ];
}
