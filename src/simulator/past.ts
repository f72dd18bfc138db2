import { beginningNow } from '../engine/views/state-as-facts.js';
import type { World } from '../engine/world.js';
import { SteadystateError } from '../model/errors.js';
import type { Fact } from '../model/facts.js';
import { checkNoOthers } from '../model/known-names.js';
import { type Moment, parseMoment } from '../model/time.js';
import { type CountsEntry, countsSeries, type StateAt, stateAt } from '../timeline/at.js';
import { formatTimeline, type TimelineEntry, type TimelineFilter, timelineEntries } from '../timeline/timeline.js';
import {
  refuseBefore,
  refuseDropped,
  refuseDroppedService,
  refuseGone,
  refuseUncovered,
  refuseUnkept,
  refuseUnknownCounts,
  refuseWithoutTimeline,
} from './facts-not-kept.js';
import { findService, type ServiceReference } from './service-reference.js';

/** A timeline's filter as callers write it. `'+5m'` counts from the start of the simulator here: only the past can be told. */
export interface TimelineOptions extends Omit<TimelineFilter, 'fromMs' | 'untilMs'> {
  /** Default: the moment from which on facts are kept. */
  readonly from?: Moment;
  readonly until?: Moment;
  /** Moment that is shown as +0:00. Default: `from`, or the start of the simulator. */
  readonly origin?: Moment;
}

/** @throws SteadystateError `InvalidOption`; `UnknownResource` for a service that never was; `FactsNotKept` */
export function tellTimeline(world: World, options: TimelineOptions): string {
  return formatTimeline(tellEntries(world, options), momentOf(world, options.origin ?? options.from ?? '+0s'));
}

function checkTimelineOptions(options: TimelineOptions): void {
  const known = { service: true, cluster: true, from: true, until: true, origin: true, detail: true } as const;
  checkNoOthers(options, known, { of: 'A timeline' });
  const { detail = 'normal' } = options;
  if (Object.hasOwn(details, detail)) return;
  throw new SteadystateError('InvalidOption', `Option detail is ${JSON.stringify(detail)}.`, {
    resource: 'detail',
    value: String(detail),
    help: `Give ${Object.keys(details).join(', ')}.`,
  });
}

const details: Readonly<Record<NonNullable<TimelineFilter['detail']>, true>> = {
  events: true,
  normal: true,
  full: true,
};

/** The same as data. */
export function tellEntries(world: World, options: TimelineOptions): TimelineEntry[] {
  checkTimelineOptions(options);
  const { from, until, origin: _origin, ...filter } = options;
  const facts = keptFacts(world);
  if (world.settings.keepFacts === 'counts') refuseWithoutTimeline();
  if (filter.service !== undefined) refuseUntold(world, facts, filter.service, filter.cluster);
  for (const moment of [from, until]) if (moment !== undefined) refuseMissing(world, facts, moment);
  return timelineEntries(facts, {
    ...filter,
    ...(from === undefined ? {} : { fromMs: momentOf(world, from) }),
    ...(until === undefined ? {} : { untilMs: momentOf(world, until) }),
  });
}

/** @throws SteadystateError `InvalidMoment` for a moment that is still to come, `FactsNotKept` */
export function tellAt(world: World, moment: Moment): StateAt {
  const atMs = momentOf(world, moment);
  if (atMs > world.nowMs) {
    const [asked, now] = [atMs, world.nowMs].map((ms) => new Date(ms).toISOString());
    throw new SteadystateError('InvalidMoment', `${asked} is still to come: it is ${now}.`, {
      value: String(moment),
      help: 'Move time there first, with run or runTo.',
    });
  }
  const { facts, settings } = world;
  keptFacts(world);
  if (facts.hasDropped) {
    if (atMs < world.nowMs) refuseDropped({ moment, atMs }, facts.kept.length);
    return stateAt(beginningNow(world, { ...settings, seq: facts.seq })?.state ?? [], atMs);
  }
  if (facts.begin !== undefined && atMs < facts.begin.atMs) refuseBefore({ moment, atMs }, facts.begin);
  return stateAt(facts.history, atMs);
}

/** @throws SteadystateError `UnknownResource` for a service that never was, `FactsNotKept` */
export function tellSeries(world: World, service: string | ServiceReference): CountsEntry[] {
  const { name, cluster } = findService(world, service);
  const { facts, settings } = world;
  keptFacts(world);
  if (!facts.covers(name)) refuseUncovered(name, settings.keepFacts);
  if (facts.hasDropped) refuseUnknownCounts(name, facts.kept.length);
  const series = countsSeries(facts.history, { service: name, cluster: world.cluster(cluster).name });
  if (series.length === 0 && facts.begin !== undefined) refuseGone(name, facts.begin);
  return series;
}

/** A moment of the past: an offset counts from the start, not from now. */
const momentOf = (world: World, moment: Moment): number => parseMoment(moment, world.settings.startMs);

/** A service that is neither there nor in any fact is most likely a slip of the pen; nothing would be told of it. */
function refuseUntold(world: World, facts: readonly Fact[], service: string, cluster: string | undefined): void {
  if (facts.some((fact) => 'service' in fact && fact.service === service)) return;
  findService(world, cluster === undefined ? { service } : { service, cluster });
  if (!world.facts.covers(service)) refuseUncovered(service, world.settings.keepFacts);
  if (world.facts.hasDropped) refuseDroppedService(service, facts.length);
}

/** A timeline can't begin, or end, where facts are missing. */
function refuseMissing(world: World, kept: readonly Fact[], moment: Moment): void {
  const { begin, hasDropped } = world.facts;
  const atMs = momentOf(world, moment);
  // What was dropped last may be of the same moment as the first that is left.
  if (hasDropped) {
    const wholeFromMs = (kept[0] as Fact).atMs + 1;
    if (atMs < wholeFromMs) refuseDropped({ moment, atMs }, kept.length, wholeFromMs);
  } else if (begin !== undefined && atMs < begin.atMs) refuseBefore({ moment, atMs }, begin);
}

function keptFacts({ facts, settings }: World): readonly Fact[] {
  if (settings.keepFacts === 'none') refuseUnkept();
  return facts.kept;
}
