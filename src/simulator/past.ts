import type { World } from '../engine/world.js';
import { SteadystateError } from '../model/errors.js';
import type { Fact } from '../model/facts.js';
import { type Moment, parseMoment } from '../model/time.js';
import { type CountsEntry, countsSeries, type StateAt, stateAt } from '../timeline/at.js';
import { formatTimeline, type TimelineEntry, type TimelineFilter, timelineEntries } from '../timeline/timeline.js';
import { findService, type ServiceReference } from './service-reference.js';

/** A timeline's filter as callers write it. `'+5m'` counts from the start of the simulator here: only the past can be told. */
export interface TimelineOptions extends Omit<TimelineFilter, 'fromMs' | 'untilMs'> {
  readonly from?: Moment;
  readonly until?: Moment;
  /** Moment that is shown as +0:00. Default: `from`, or the start of the simulator. */
  readonly origin?: Moment;
}

/** @throws SteadystateError `UnknownResource` for a service that never was, `FactsNotKept` */
export function tellTimeline(world: World, options: TimelineOptions): string {
  return formatTimeline(tellEntries(world, options), momentOf(world, options.origin ?? options.from ?? '+0s'));
}

/** The same as data. */
export function tellEntries(world: World, options: TimelineOptions): TimelineEntry[] {
  const { from, until, origin: _origin, ...filter } = options;
  const facts = keptFacts(world);
  if (world.settings.keepFacts === 'counts') {
    throw new SteadystateError('FactsNotKept', 'Only counts are kept, so there is no timeline.', {
      help: "Ask series or at, or set the option keepFacts to 'all'.",
    });
  }
  if (filter.service !== undefined) refuseUntold(world, facts, filter.service, filter.cluster);
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
  return stateAt(keptFacts(world), atMs);
}

/** @throws SteadystateError `UnknownResource` for a service that never was, `FactsNotKept` */
export function tellSeries(world: World, service: string | ServiceReference): CountsEntry[] {
  const { name, cluster } = findService(world, service);
  return countsSeries(keptFacts(world), { service: name, cluster: world.cluster(cluster).name });
}

/** A moment of the past: an offset counts from the start, not from now. */
const momentOf = (world: World, moment: Moment): number => parseMoment(moment, world.settings.startMs);

/** A service that is neither there nor in any fact is most likely a slip of the pen; nothing would be told of it. */
function refuseUntold(world: World, facts: readonly Fact[], service: string, cluster: string | undefined): void {
  if (facts.some((fact) => 'service' in fact && fact.service === service)) return;
  findService(world, cluster === undefined ? { service } : { service, cluster });
}

function keptFacts({ facts, settings }: World): readonly Fact[] {
  if (settings.keepFacts === 'none') {
    throw new SteadystateError('FactsNotKept', 'No facts are kept, so there is no timeline.', {
      help: "Leave out the option keepFacts, or set it to 'all'.",
    });
  }
  return facts.kept;
}
