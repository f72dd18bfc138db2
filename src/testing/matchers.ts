import { SteadystateError } from '../model/errors.js';
import { shortenNames } from '../model/short-names.js';
import type { Moment } from '../model/time.js';
import type { Verdict } from '../model/verdict.js';
import {
  type AboutService,
  meantService,
  servicesOf,
  taskDefinitionInForce,
  toldEvents,
} from '../simulator/meant-service.js';
import type { ServiceReference } from '../simulator/service-reference.js';
import type { Simulator } from '../simulator/simulator.js';
import {
  type CountName,
  countsSince,
  elapsedAt,
  startOf,
  type WatchedCount,
  watchedCounts,
} from '../simulator/watched-counts.js';

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
    const services = about.service === undefined ? servicesOf(sim, about) : [meantService(sim, about)];
    const culprit = services.find((service) => !sim.isSteady(service));
    const names = services.map(({ service }) => service).join(', ');
    return {
      pass: culprit === undefined,
      message: () =>
        culprit === undefined
          ? `expected ${names || 'the services'} not to be steady at ${elapsedAt(sim, sim.now)}, but ${services.length === 1 ? 'it is' : 'all are'}`
          : `expected ${culprit.service} to be steady at ${elapsedAt(sim, sim.now)}, but:\n${sim.explain(culprit)}\n\n${around(sim, culprit, sim.now)}`,
    };
  },

  toHaveRolledBack(sim: Simulator, about: AboutService & { readonly to?: string } = {}): MatcherResult {
    const service = meantService(sim, about);
    const verdict = sim.verdict(service);
    const isBack = about.to === undefined || taskDefinitionInForce(sim, service) === about.to;
    const pass = verdict.outcome === 'rolled back' && isBack;
    const back = about.to === undefined ? '' : ` to ${about.to}`;
    return {
      pass,
      message: () =>
        `expected ${pass ? 'no' : 'a'} rollback of ${verdict.taskDefinition}${back}, but ${spellVerdict(verdict)}\n\n${around(sim, service, verdict.endedAt ?? sim.now)}`,
    };
  },

  toHaveCompleted(sim: Simulator, about: AboutService & { readonly taskDefinition?: string } = {}): MatcherResult {
    const service = meantService(sim, about);
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
    const service = meantService(sim, about);
    const series = watchedCounts(sim, service, (entry) => entry[count] ?? 0);
    if (count === 'healthyTargets' && sim.series(service).every((entry) => entry.healthyTargets === undefined)) {
      throw new Error(`Service ${service.service} has no target group, and so no healthyTargets.`);
    }
    const reached = series.findIndex(({ value }) => value >= least);
    const watched =
      about.from === undefined ? series.slice(Math.max(0, reached)) : countsSince(sim, series, about.from);
    const culprit = reached < 0 ? series.at(-1) : watched.find(({ value }) => value < least);
    return {
      pass: culprit === undefined,
      message: () =>
        culprit === undefined
          ? `expected ${count} of ${service.service} to have fallen below ${least}, but the lowest was ${lowest(watched)}`
          : `expected ${count} of ${service.service} to have stayed at or above ${least}, but it was ${culprit.value} at ${elapsedAt(sim, culprit.atMs)}${reached < 0 ? ` and never more than ${highest(series)}` : ''}\n\n${around(sim, service, culprit.atMs)}`,
    };
  },

  toHaveStayedAtOrBelow(
    sim: Simulator,
    most: number,
    about: AboutService & { readonly from?: Moment } = {},
  ): MatcherResult {
    const service = meantService(sim, about);
    const series = watchedCounts(sim, service, ({ occupied }) => occupied);
    const watched = about.from === undefined ? series : countsSince(sim, series, about.from);
    const culprit = watched.find(({ value }) => value > most);
    return {
      pass: culprit === undefined,
      message: () =>
        culprit === undefined
          ? `expected tasks of ${service.service} to have exceeded ${most}, but there were never more than ${highest(watched)}`
          : `expected tasks of ${service.service} to have stayed at or below ${most}, but there were ${culprit.value} at ${elapsedAt(sim, culprit.atMs)}\n\n${around(sim, service, culprit.atMs)}`,
    };
  },

  toHaveEvent(sim: Simulator, message: string | RegExp, about: AboutService = {}): MatcherResult {
    const events = toldEvents(sim, about.service === undefined ? about : meantService(sim, about));
    const found = events.find((event) =>
      typeof message === 'string' ? event.message.includes(message) : event.message.search(message) >= 0,
    );
    const wanted = typeof message === 'string' ? `'${message}'` : String(message);
    return {
      pass: found !== undefined,
      message: () =>
        found === undefined
          ? `expected an event with ${wanted}, but there are only:\n${listEvents(sim, events)}`
          : `expected no event with ${wanted}, but at ${elapsedAt(sim, found.atMs)} there was: ${shortenNames(found.message)}\n\n${around(sim, found, found.atMs)}`,
    };
  },
};

const lowest = (values: readonly WatchedCount[]): number => Math.min(...values.map(({ value }) => value));
const highest = (values: readonly WatchedCount[]): number => Math.max(...values.map(({ value }) => value));

const spellVerdict = ({ taskDefinition, outcome, why }: Verdict): string =>
  `the verdict on ${taskDefinition} is ${outcome}: ${shortenNames(why)}`;

function listEvents(sim: Simulator, events: readonly { readonly atMs: number; readonly message: string }[]): string {
  if (events.length === 0) return '(none)';
  const lines = events
    .slice(-eventsShown)
    .map((event) => `${elapsedAt(sim, event.atMs)} ${shortenNames(event.message)}`);
  const hidden = events.length - lines.length;
  return [...(hidden > 0 ? [`(${hidden} earlier)`] : []), ...lines].join('\n');
}

function around(sim: Simulator, { service, cluster }: ServiceReference, at: Date | number): string {
  const ms = Number(at);
  const about = { service, ...(cluster === undefined ? {} : { cluster }), origin: startOf(sim) };
  const until = new Date(ms + shownAfterMs);
  try {
    return sim.timeline({ ...about, from: new Date(ms - shownBeforeMs), until });
  } catch (error) {
    if (!(error instanceof SteadystateError) || error.code !== 'FactsNotKept') throw error;
    // Facts may have begun in between.
    return sim.timeline({ ...about, until });
  }
}
