import { shortenNames } from '../model/short-names.js';
import type { Moment } from '../model/time.js';
import { formatElapsed } from '../model/time.js';
import type { Verdict } from '../model/verdict.js';
import type { ServiceReference } from '../simulator/service-reference.js';
import type { Simulator } from '../simulator/simulator.js';
import type { CountsEntry } from '../timeline/at.js';

/** Which service a matcher is about: it may be left out when there is only one. */
export interface AboutService {
  readonly service?: string;
  readonly cluster?: string;
}

/** What can stay at or above a number. */
export type CountName = 'healthy' | 'running' | 'healthyTargets';

/** Matchers for a simulator, as `expect(sim)` has them after `expect.extend(matchers)`. */
export interface SteadystateMatchers<R = unknown> {
  /** Every service (or the one that is named) is steady. */
  toBeSteady(about?: AboutService): R;
  /** The newest deployment was rolled back, to this `family:revision` if one is given. */
  toHaveRolledBack(about?: AboutService & { readonly to?: string }): R;
  /** The newest deployment completed, with this `family:revision` if one is given. */
  toHaveCompleted(about?: AboutService & { readonly taskDefinition?: string }): R;
  /** The count never fell below `least` (from a moment on; default: from the moment it first reached it). */
  toHaveStayedAtOrAbove(least: number, count: CountName, about?: AboutService & { readonly from?: Moment }): R;
  /**
   * There were never more tasks than `most` at one time, as maximumPercent counts them: those on their way out are
   * counted until their containers have stopped.
   */
  toHaveStayedAtOrBelow(most: number, about?: AboutService & { readonly from?: Moment }): R;
  /** A service event with this text, or text that matches. */
  toHaveEvent(message: string | RegExp, about?: AboutService): R;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** How much of the timeline a failure message shows before and after the culprit; ms. */
const shownBeforeMs = 120_000;
const shownAfterMs = 60_000;
/** How many service events a failure message lists, the newest. */
const eventsShown = 20;

/** For `expect.extend(matchers)`. */
export const matchers = {
  toBeSteady(sim: Simulator, about: AboutService = {}): MatcherResult {
    const services = about.service === undefined ? sim.at(sim.now).services : [reference(sim, about)];
    const culprit = services.find((service) => !sim.isSteady(service));
    const names = services.map(({ service }) => service).join(', ');
    return {
      pass: culprit === undefined,
      message: () =>
        culprit === undefined
          ? `expected ${names || 'the services'} not to be steady at ${elapsed(sim, sim.now)}, but ${services.length === 1 ? 'it is' : 'all are'}`
          : `expected ${culprit.service} to be steady at ${elapsed(sim, sim.now)}, but:\n${sim.explain(culprit)}\n\n${around(sim, culprit, sim.now)}`,
    };
  },

  toHaveRolledBack(sim: Simulator, about: AboutService & { readonly to?: string } = {}): MatcherResult {
    const service = reference(sim, about);
    const verdict = sim.verdict(service);
    const inForce = sim.at(sim.now).services.find((each) => isSame(each, service))?.deployments[0]?.taskDefinition;
    const pass = verdict.outcome === 'rolled back' && (about.to === undefined || inForce === about.to);
    const back = about.to === undefined ? '' : ` to ${about.to}`;
    return {
      pass,
      message: () =>
        `expected ${pass ? 'no' : 'a'} rollback of ${verdict.taskDefinition}${back}, but ${spellVerdict(verdict)}\n\n${around(sim, service, verdict.endedAt ?? sim.now)}`,
    };
  },

  toHaveCompleted(sim: Simulator, about: AboutService & { readonly taskDefinition?: string } = {}): MatcherResult {
    const service = reference(sim, about);
    const verdict = sim.verdict(service);
    const wanted = about.taskDefinition ?? verdict.taskDefinition;
    const pass = verdict.outcome === 'completed' && verdict.taskDefinition === wanted;
    return {
      pass,
      message: () =>
        `expected ${pass ? 'no' : 'a'} completed deployment of ${wanted}, but ${spellVerdict(verdict)}\n\n${around(sim, service, verdict.endedAt ?? sim.now)}`,
    };
  },

  toHaveStayedAtOrAbove(
    sim: Simulator,
    least: number,
    count: CountName,
    about: AboutService & { readonly from?: Moment } = {},
  ): MatcherResult {
    const service = reference(sim, about);
    const series = countsOf(sim, service, (entry) => entry[count] ?? 0);
    if (count === 'healthyTargets' && sim.series(service).every((entry) => entry.healthyTargets === undefined)) {
      throw new Error(`Service ${service.service} has no target group, and so no healthyTargets.`);
    }
    const reached = series.findIndex(({ value }) => value >= least);
    const watched =
      about.from === undefined ? series.slice(Math.max(0, reached)) : since(series, momentMs(sim, about.from));
    const culprit = reached < 0 ? series.at(-1) : watched.find(({ value }) => value < least);
    return {
      pass: culprit === undefined,
      message: () =>
        culprit === undefined
          ? `expected ${count} of ${service.service} to have fallen below ${least}, but the lowest was ${lowest(watched)}`
          : `expected ${count} of ${service.service} to have stayed at or above ${least}, but it was ${culprit.value} at ${elapsed(sim, culprit.at)}${reached < 0 ? ` and never more than ${highest(series)}` : ''}\n\n${around(sim, service, culprit.at)}`,
    };
  },

  toHaveStayedAtOrBelow(
    sim: Simulator,
    most: number,
    about: AboutService & { readonly from?: Moment } = {},
  ): MatcherResult {
    const service = reference(sim, about);
    const series = countsOf(sim, service, ({ occupied }) => occupied);
    const watched = about.from === undefined ? series : since(series, momentMs(sim, about.from));
    const culprit = watched.find(({ value }) => value > most);
    return {
      pass: culprit === undefined,
      message: () =>
        culprit === undefined
          ? `expected tasks of ${service.service} to have exceeded ${most}, but there were never more than ${highest(watched)}`
          : `expected tasks of ${service.service} to have stayed at or below ${most}, but there were ${culprit.value} at ${elapsed(sim, culprit.at)}\n\n${around(sim, service, culprit.at)}`,
    };
  },

  toHaveEvent(sim: Simulator, message: string | RegExp, about: AboutService = {}): MatcherResult {
    const service = about.service === undefined ? undefined : reference(sim, about);
    const events = sim
      .facts()
      .filter((fact) => fact.kind === 'serviceEvent')
      .filter((fact) => service === undefined || isSame(fact, service));
    const found = events.find((event) =>
      typeof message === 'string' ? event.message.includes(message) : event.message.search(message) >= 0,
    );
    const wanted = typeof message === 'string' ? `'${message}'` : String(message);
    return {
      pass: found !== undefined,
      message: () =>
        found === undefined
          ? `expected an event with ${wanted}, but there are only:\n${listEvents(sim, events)}`
          : `expected no event with ${wanted}, but at ${elapsed(sim, new Date(found.atMs))} there was: ${shortenNames(found.message)}\n\n${around(sim, found, new Date(found.atMs))}`,
    };
  },
};

/**
 * The service that is meant.
 * @throws Error when there is none, or several and none is named; SteadystateError `UnknownResource`
 */
function reference(sim: Simulator, about: AboutService): ServiceReference {
  if (about.service !== undefined) {
    const named = { service: about.service, ...(about.cluster === undefined ? {} : { cluster: about.cluster }) };
    sim.isSteady(named);
    return named;
  }
  const services = sim.at(sim.now).services;
  const [only] = services;
  if (only === undefined) throw new Error('There is no service.');
  if (services.length > 1) {
    const known = services.map(({ service, cluster }) => `${service} in cluster ${cluster}`).join(', ');
    throw new Error(
      `There are ${services.length} services (${known}): say which one, as in { service: '${only.service}' }.`,
    );
  }
  return { service: only.service, cluster: only.cluster };
}

const isSame = (one: ServiceReference, other: ServiceReference): boolean =>
  one.service === other.service && (other.cluster === undefined || one.cluster === other.cluster);

interface Value {
  readonly at: Date;
  readonly value: number;
}

const countsOf = (sim: Simulator, service: ServiceReference, pick: (entry: CountsEntry) => number): Value[] =>
  sim.series(service).map((entry) => ({ at: entry.at, value: pick(entry) }));

/** What was in force at a moment, and what came after it. */
const since = (series: readonly Value[], fromMs: number): readonly Value[] =>
  series.slice(
    Math.max(
      0,
      series.findLastIndex(({ at }) => at.getTime() <= fromMs),
    ),
  );

const lowest = (values: readonly Value[]): number => Math.min(...values.map(({ value }) => value));
const highest = (values: readonly Value[]): number => Math.max(...values.map(({ value }) => value));

const spellVerdict = ({ taskDefinition, outcome, why }: Verdict): string =>
  `the verdict on ${taskDefinition} is ${outcome}: ${shortenNames(why)}`;

function listEvents(sim: Simulator, events: readonly { readonly atMs: number; readonly message: string }[]): string {
  if (events.length === 0) return '(none)';
  const lines = events
    .slice(-eventsShown)
    .map((event) => `${elapsed(sim, new Date(event.atMs))} ${shortenNames(event.message)}`);
  const hidden = events.length - lines.length;
  return [...(hidden > 0 ? [`(${hidden} earlier)`] : []), ...lines].join('\n');
}

function around(sim: Simulator, { service, cluster }: ServiceReference, at: Date): string {
  const ms = at.getTime();
  return sim.timeline({
    service,
    ...(cluster === undefined ? {} : { cluster }),
    from: new Date(ms - shownBeforeMs),
    until: new Date(ms + shownAfterMs),
    origin: startOf(sim),
  });
}

const startOf = (sim: Simulator): Date => new Date(sim.now.getTime() - sim.elapsedMs);
const elapsed = (sim: Simulator, at: Date): string => `+${formatElapsed(at.getTime() - startOf(sim).getTime())}`;

/** `'+5m'` counts from the start of the simulator. */
const momentMs = (sim: Simulator, moment: Moment): number => sim.at(moment).at.getTime();
