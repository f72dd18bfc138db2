import type { CountsFact, Fact } from '../model/facts.js';
import { formatElapsed } from '../model/time.js';
import { narrate } from './narrate.js';

/** What a timeline is about. Everything may be left out. */
export interface TimelineFilter {
  /** Only facts about this service. */
  readonly service?: string;
  readonly cluster?: string;
  /** Ms since the epoch. Of this very moment only what its first call brings is shown, if a call was made then. */
  readonly fromMs?: number;
  /** Ms since the epoch. */
  readonly untilMs?: number;
  /** `full` adds every change of a task's status and every container and target; `events` leaves only ECS's own events. */
  readonly detail?: 'events' | 'normal' | 'full';
}

/** One line of a timeline. */
export interface TimelineEntry {
  readonly atMs: number;
  /** What happened, and why where it is known. */
  readonly text: string;
  /** Counts after everything of that moment; only on the last line of a moment, and only when they changed. */
  readonly counts?: string;
}

/**
 * The timeline as data: facts put into words, one line each; equal things of one moment share a line.
 */
export function timelineEntries(facts: readonly Fact[], filter: TimelineFilter = {}): TimelineEntry[] {
  const firstSeq = firstWanted(facts, filter.fromMs);
  const wanted = facts.filter((fact) => fact.seq >= firstSeq && isWanted(fact, filter));
  const entries: TimelineEntry[] = [];
  const lastCounts = new Map<string, string>();
  for (let start = 0; start < wanted.length; ) {
    const atMs = (wanted[start] as Fact).atMs;
    let end = start;
    while (end < wanted.length && wanted[end]?.atMs === atMs) end += 1;
    const moment = wanted.slice(start, end);
    const lines = narrate(moment, filter.detail ?? 'normal', filter.service === undefined);
    const counts = changedCounts(moment, lastCounts, filter.service === undefined);
    lines.forEach((text, index) => {
      entries.push({ atMs, text, ...(index === lines.length - 1 && counts !== undefined ? { counts } : {}) });
    });
    if (lines.length === 0 && counts !== undefined) entries.push({ atMs, text: '', counts });
    start = end;
  }
  return filter.detail === 'events' || filter.detail === 'full'
    ? entries.filter((entry) => entry.text !== '')
    : mergeSilent(entries);
}

/** Number of the first fact from a moment on. A story that begins with a call doesn't begin with the end of another. */
function firstWanted(facts: readonly Fact[], fromMs = Number.NEGATIVE_INFINITY): number {
  const calls = facts.find((fact) => fact.atMs === fromMs && fact.kind === 'call');
  const first = calls ?? facts.find((fact) => fact.atMs >= fromMs);
  return first?.seq ?? Number.POSITIVE_INFINITY;
}

function isWanted(fact: Fact, filter: TimelineFilter): boolean {
  if (filter.untilMs !== undefined && fact.atMs > filter.untilMs) return false;
  const service = 'service' in fact ? fact.service : undefined;
  if (filter.service !== undefined && service !== filter.service && fact.kind !== 'fault') return false;
  const cluster = 'cluster' in fact ? fact.cluster : undefined;
  return filter.cluster === undefined || cluster === undefined || cluster === filter.cluster;
}

/** `web:1 3/0/3/3  web:2 3/3/0/0`: desired/pending/running/healthy of each deployment, the newest first. */
function changedCounts(moment: readonly Fact[], last: Map<string, string>, withServices: boolean): string | undefined {
  const texts: string[] = [];
  const latest = new Map<string, CountsFact>();
  for (const fact of moment) if (fact.kind === 'counts') latest.set(`${fact.cluster}/${fact.service}`, fact);
  for (const [key, fact] of latest) {
    const text = formatCounts(fact);
    if (last.get(key) === text) continue;
    last.set(key, text);
    texts.push(withServices ? `${fact.service}: ${text}` : text);
  }
  return texts.length === 0 ? undefined : texts.join(' | ');
}

/** Each deployment's counts, PRIMARY first: `web:2 3/1/2/1  web:1 1/0/1/1`; desired, pending, running, healthy. */
export function formatCounts(fact: CountsFact): string {
  return fact.deployments
    .map(
      ({ taskDefinition, desired, pending, running, healthy }) =>
        `${taskDefinition} ${desired}/${pending}/${running}/${healthy}`,
    )
    .join('  ');
}

/** A line with nothing but counts is worth showing only when no other line carries them. */
const mergeSilent = (entries: readonly TimelineEntry[]): TimelineEntry[] =>
  entries.filter((entry) => entry.text !== '' || entry.counts !== undefined);

const timeWidth = 11;
const countsWidth = 34;

/**
 * The timeline as text, in columns of fixed width, so that a changed line changes nothing else: the golden form.
 *
 * @param originMs - moment that is shown as +0:00
 */
export function formatTimeline(entries: readonly TimelineEntry[], originMs: number): string {
  const head = `${'time'.padStart(timeWidth)}  ${'desired/pending/running/healthy'.padEnd(countsWidth)}  what happened`;
  const lines = entries.map(({ atMs, text, counts }) =>
    `${`+${formatElapsed(atMs - originMs)}`.padStart(timeWidth)}  ${(counts ?? '').padEnd(countsWidth)}  ${text}`.trimEnd(),
  );
  return [head, ...lines].join('\n');
}
