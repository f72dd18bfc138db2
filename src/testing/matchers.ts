import type { Moment } from '../model/time.js';
import { formatElapsed } from '../model/time.js';
import type { Simulator } from '../simulator/simulator.js';

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
  /** The maximum number of tasks at one time, those on their way out included, was never exceeded. */
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

/** For `expect.extend(matchers)`. */
export const matchers = {
  toBeSteady(sim: Simulator, about: AboutService = {}): MatcherResult {
    const services =
      about.service === undefined
        ? sim.at(sim.now).services.map(({ service, cluster }) => ({ service, cluster }))
        : [reference(sim, about)];
    const unsteady = services.filter((service) => !sim.isSteady(service));
    const culprit = unsteady[0];
    return {
      pass: unsteady.length === 0,
      message: () =>
        culprit === undefined
          ? 'expected the services not to be steady, but they are'
          : `expected service ${culprit.service} to be steady at ${elapsed(sim, sim.now)}, but:\n${sim.explain(culprit)}\n\n${around(sim, culprit, sim.now)}`,
    };
  },

  toHaveRolledBack(sim: Simulator, about: AboutService & { readonly to?: string } = {}): MatcherResult {
    const service = reference(sim, about);
    const verdict = sim.verdict(service);
    const back = sim.at(sim.now).services.find((each) => each.service === service.service)
      ?.deployments[0]?.taskDefinition;
    const pass = verdict.outcome === 'rolled back' && (about.to === undefined || back === about.to);
    const wanted = about.to === undefined ? 'to have been rolled back' : `to have been rolled back to ${about.to}`;
    return {
      pass,
      message: () =>
        `expected the deployment of ${verdict.taskDefinition} ${pass ? 'not ' : ''}${wanted}, but it was ${verdict.outcome} (${verdict.why})${back === undefined ? '' : `, and ${back} is in force`}\n\n${around(sim, service, verdict.endedAt ?? sim.now)}`,
    };
  },

  toHaveCompleted(sim: Simulator, about: AboutService & { readonly taskDefinition?: string } = {}): MatcherResult {
    const service = reference(sim, about);
    const verdict = sim.verdict(service);
    const pass =
      verdict.outcome === 'completed' &&
      (about.taskDefinition === undefined || verdict.taskDefinition === about.taskDefinition);
    return {
      pass,
      message: () =>
        `expected the deployment of ${about.taskDefinition ?? verdict.taskDefinition} ${pass ? 'not ' : ''}to have completed, but that of ${verdict.taskDefinition} is ${verdict.outcome} (${verdict.why})\n\n${around(sim, service, verdict.endedAt ?? sim.now)}`,
    };
  },

  toHaveStayedAtOrAbove(
    sim: Simulator,
    least: number,
    count: CountName,
    about: AboutService & { readonly from?: Moment } = {},
  ): MatcherResult {
    const service = reference(sim, about);
    const series = sim.series(service).map((entry) => ({ at: entry.at, value: entry[count] ?? 0 }));
    const fromMs = about.from === undefined ? undefined : momentMs(sim, about.from);
    const first =
      fromMs === undefined
        ? series.findIndex((entry) => entry.value >= least)
        : series.findLastIndex((entry) => entry.at.getTime() <= fromMs);
    const watched = first < 0 ? series : series.slice(first);
    const culprit = first < 0 && fromMs === undefined ? series.at(-1) : watched.find((entry) => entry.value < least);
    return {
      pass: culprit === undefined,
      message: () =>
        culprit === undefined
          ? `expected ${count} of ${service.service} to have fallen below ${least}, but it never did`
          : `expected ${count} of ${service.service} to have stayed at or above ${least}, but it was ${culprit.value} at ${elapsed(sim, culprit.at)}\n\n${around(sim, service, culprit.at)}`,
    };
  },

  toHaveStayedAtOrBelow(
    sim: Simulator,
    most: number,
    about: AboutService & { readonly from?: Moment } = {},
  ): MatcherResult {
    const service = reference(sim, about);
    const fromMs = about.from === undefined ? 0 : momentMs(sim, about.from);
    const culprit = sim
      .series(service)
      .map((entry) => ({ at: entry.at, value: entry.pending + entry.running + entry.stopping }))
      .find((entry) => entry.value > most && entry.at.getTime() >= fromMs);
    return {
      pass: culprit === undefined,
      message: () =>
        culprit === undefined
          ? `expected tasks of ${service.service} to have exceeded ${most}, but they never did`
          : `expected tasks of ${service.service} to have stayed at or below ${most}, but there were ${culprit.value} at ${elapsed(sim, culprit.at)}\n\n${around(sim, service, culprit.at)}`,
    };
  },

  toHaveEvent(sim: Simulator, message: string | RegExp, about: AboutService = {}): MatcherResult {
    const events = sim
      .facts()
      .filter((fact) => fact.kind === 'serviceEvent')
      .filter((fact) => about.service === undefined || fact.service === about.service);
    const found = events.find((event) =>
      typeof message === 'string' ? event.message.includes(message) : message.test(event.message),
    );
    return {
      pass: found !== undefined,
      message: () =>
        found === undefined
          ? `expected an event with ${String(message)}, but there were only:\n${events.map((event) => `${elapsed(sim, new Date(event.atMs))} ${event.message}`).join('\n') || '(none)'}`
          : `expected no event with ${String(message)}, but at ${elapsed(sim, new Date(found.atMs))} there was: ${found.message}`,
    };
  },
};

/** The service that is meant. @throws when several are there and none is named */
function reference(sim: Simulator, about: AboutService): { readonly service: string; readonly cluster?: string } {
  if (about.service !== undefined) {
    return { service: about.service, ...(about.cluster === undefined ? {} : { cluster: about.cluster }) };
  }
  const services = sim.at(sim.now).services;
  const only = services[0];
  if (only === undefined || services.length > 1) {
    const known = services.map((each) => each.service).join(', ');
    throw new Error(
      `There are ${services.length} services${known === '' ? '' : ` (${known})`}: say which one, as in { service: 'web' }.`,
    );
  }
  return { service: only.service, cluster: only.cluster };
}

function around(sim: Simulator, service: { readonly service: string }, at: Date): string {
  const ms = at.getTime();
  return sim.timeline({
    service: service.service,
    from: new Date(ms - shownBeforeMs),
    until: new Date(ms + shownAfterMs),
    origin: startOf(sim),
  });
}

const startOf = (sim: Simulator): Date => new Date(sim.now.getTime() - sim.elapsedMs);
const elapsed = (sim: Simulator, at: Date): string => `+${formatElapsed(at.getTime() - startOf(sim).getTime())}`;

function momentMs(sim: Simulator, moment: Moment): number {
  return sim.at(moment).at.getTime();
}
