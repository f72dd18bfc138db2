import { shortenNames } from '../model/short-names.js';
import { type Duration, formatElapsed, type Moment, parseDuration, spellDuration } from '../model/time.js';
import type { Verdict, VerdictOutcome } from '../model/verdict.js';
import {
  type AboutService,
  isOfService,
  meantService,
  servicesOf,
  taskDefinitionInForce,
  toldEvents,
} from '../simulator/meant-service.js';
import type { ServiceReference } from '../simulator/service-reference.js';
import type { Simulator } from '../simulator/simulator.js';
import { type CountName, countsSince, elapsedAt, watchedCounts } from '../simulator/watched-counts.js';
import type { ServiceAt } from '../timeline/at.js';

export const expectedCountNames = [
  'desiredCount',
  'pending',
  'running',
  'healthy',
  'healthyTargets',
  'stopping',
  'occupied',
] as const;
/** Counts of a service at a moment, as `sim.at` has them. */
export type ExpectedCounts = Partial<Record<(typeof expectedCountNames)[number], number>>;

/**
 * Something that has to be so, as plain data. A service is named by the first member where that says `true` or a name.
 * Moments such as `'+8m'` count from the start of the simulator.
 */
export type Expectation =
  /** The service is steady; `true`: all are. */
  | { readonly steady: true | string; readonly cluster?: string }
  /** The newest deployment completed; `true`: of the only service. */
  | {
      readonly completed: true | string;
      readonly cluster?: string;
      /** With this `family:revision`. */
      readonly taskDefinition?: string;
      /** So long after the call at most. */
      readonly within?: Duration;
    }
  /** The newest deployment was rolled back. */
  | {
      readonly rolledBack: true | string;
      readonly cluster?: string;
      /** To this `family:revision`. */
      readonly to?: string;
      /** So long after the call at most. */
      readonly within?: Duration;
    }
  /** What became of the newest deployment. */
  | ({ readonly verdict: VerdictOutcome; readonly within?: Duration } & AboutService)
  /** A count never fell below this: from a moment on, or from when it first reached it. Default `of: healthy`. */
  | ({ readonly neverFewerThan: number; readonly of?: CountName; readonly from?: Moment } & AboutService)
  /** There were never more tasks at once, as maximumPercent counts them: on their way out until their containers have stopped. */
  | ({ readonly neverMoreThan: number; readonly from?: Moment } & AboutService)
  /** Counts at a moment; default now. */
  | ({ readonly counts: ExpectedCounts; readonly at?: Moment } & AboutService)
  /** A service event has this text in it. */
  | ({ readonly event: string } & AboutService)
  /** A line of the timeline has this text in it. */
  | ({ readonly timeline: string } & AboutService)
  | { readonly not: Expectation };

/** What came of an expectation. */
export interface ExpectationResult {
  readonly expectation: Expectation;
  readonly holds: boolean;
  /** What was expected, in words: `web is rolled back to web:1`. */
  readonly expected: string;
  /** What was found, in words. */
  readonly found: string;
  /** When it was looked at. */
  readonly at: Date;
}

type Finding = Pick<ExpectationResult, 'holds' | 'expected' | 'found'>;

/**
 * Looks whether it is so now.
 * @throws SteadystateError `UnknownResource` for a service that isn't there, `InvalidMoment` for one that is still to come
 */
export const checkExpectation = (sim: Simulator, expectation: Expectation): ExpectationResult => ({
  expectation,
  ...findingOf(sim, expectation),
  at: sim.now,
});

function findingOf(sim: Simulator, expectation: Expectation): Finding {
  if ('not' in expectation) {
    const { holds, expected, found } = findingOf(sim, expectation.not);
    return { holds: !holds, expected: `not: ${expected}`, found };
  }
  if ('steady' in expectation) return steadiness(sim, expectation);
  if ('completed' in expectation) {
    const { completed, taskDefinition, within } = expectation;
    const verdict = sim.verdict(meantService(sim, nameIn(completed, expectation)));
    const wanted = taskDefinition ?? verdict.taskDefinition;
    const holds = verdict.outcome === 'completed' && verdict.taskDefinition === wanted;
    return inTime(verdict, within, { holds, expected: `the deployment of ${wanted} is completed` });
  }
  if ('rolledBack' in expectation) return rollback(sim, expectation);
  if ('verdict' in expectation) {
    const verdict = sim.verdict(meantService(sim, expectation));
    const holds = verdict.outcome === expectation.verdict;
    const expected = `the deployment of ${verdict.taskDefinition} is ${expectation.verdict}`;
    return inTime(verdict, expectation.within, { holds, expected });
  }
  if ('neverFewerThan' in expectation) return neverFewer(sim, expectation);
  if ('neverMoreThan' in expectation) return neverMore(sim, expectation);
  if ('counts' in expectation) return countsAt(sim, expectation);
  return 'event' in expectation ? eventTold(sim, expectation) : lineTold(sim, expectation);
}

type With<Member extends string> = Extract<Expectation, Readonly<Record<Member, unknown>>>;

function steadiness(sim: Simulator, { steady, ...about }: With<'steady'>): Finding {
  const services = steady === true ? servicesOf(sim, about) : [meantService(sim, nameIn(steady, about))];
  const restless = services.filter((service) => !sim.isSteady(service));
  return {
    holds: restless.length === 0,
    expected: steady === true ? 'every service is steady' : `${steady} is steady`,
    found:
      restless.length === 0
        ? 'steady'
        : restless.map((service) => `${service.service}: ${sim.explain(service).replaceAll('\n', ' ')}`).join(' '),
  };
}

function rollback(sim: Simulator, { rolledBack, to, within, ...about }: With<'rolledBack'>): Finding {
  const service = meantService(sim, nameIn(rolledBack, about));
  const verdict = sim.verdict(service);
  const holds = verdict.outcome === 'rolled back' && (to === undefined || taskDefinitionInForce(sim, service) === to);
  const back = to === undefined ? '' : ` to ${to}`;
  return inTime(verdict, within, {
    holds,
    expected: `the deployment of ${verdict.taskDefinition} is rolled back${back}`,
  });
}

/** A verdict, and whether it came soon enough. */
function inTime(verdict: Verdict, within: Duration | undefined, { holds, expected }: Omit<Finding, 'found'>): Finding {
  const mostMs = within === undefined ? undefined : parseDuration(within, 'within');
  const took = `${verdict.endedAt === undefined ? 'after' : 'it took'} ${formatElapsed(verdict.tookMs)}`;
  return {
    holds: holds && (mostMs === undefined || (verdict.endedAt !== undefined && verdict.tookMs <= mostMs)),
    expected: `${expected}${mostMs === undefined ? '' : ` within ${spellDuration(mostMs)}`}`,
    found: `${verdict.taskDefinition} is ${verdict.outcome}: ${shortenNames(verdict.why)}; ${took}`,
  };
}

function neverFewer(
  sim: Simulator,
  { neverFewerThan, of = 'healthy', from, ...about }: With<'neverFewerThan'>,
): Finding {
  const service = meantService(sim, about);
  const values = watchedCounts(sim, service, (entry) => entry[of] ?? 0);
  const reached = values.findIndex(({ value }) => value >= neverFewerThan);
  const watched = from === undefined ? values.slice(Math.max(0, reached)) : countsSince(sim, values, from);
  const lowest = watched.reduce((least, each) => (each.value < least.value ? each : least), watched[0] ?? nothing);
  const noun = of === 'healthyTargets' ? 'healthy target' : `${of} task`;
  return {
    holds: lowest.value >= neverFewerThan,
    expected: `${service.service} never has fewer than ${countOf(neverFewerThan, noun)}`,
    found: reached < 0 ? 'it never had as many' : `the fewest were ${lowest.value}, at ${elapsedAt(sim, lowest.atMs)}`,
  };
}

function neverMore(sim: Simulator, { neverMoreThan, from, ...about }: With<'neverMoreThan'>): Finding {
  const service = meantService(sim, about);
  const values = watchedCounts(sim, service, ({ occupied }) => occupied);
  const watched = from === undefined ? values : countsSince(sim, values, from);
  const highest = watched.reduce((most, each) => (each.value > most.value ? each : most), watched[0] ?? nothing);
  return {
    holds: highest.value <= neverMoreThan,
    expected: `${service.service} never has more than ${countOf(neverMoreThan, 'task')}`,
    found: `the most were ${highest.value}, at ${elapsedAt(sim, highest.atMs)}`,
  };
}

function countsAt(sim: Simulator, { counts, at, ...about }: With<'counts'>): Finding {
  const service = meantService(sim, about);
  const state = sim.at(at ?? sim.now);
  const then = state.services.find((each) => isOfService(each, service));
  const names = Object.keys(counts) as (keyof ExpectedCounts)[];
  const spell = (values: ExpectedCounts | ServiceAt) =>
    names.map((name) => `${name} ${values[name] ?? 'none'}`).join(', ');
  return {
    holds: then !== undefined && names.every((name) => then[name] === counts[name]),
    expected: `${service.service} at ${elapsedAt(sim, state.at.getTime())} has ${spell(counts)}`,
    found: then === undefined ? absence(sim, service, state.at) : spell(then),
  };
}

function absence(sim: Simulator, service: ServiceReference, at: Date): string {
  const wasThere = sim.series(service).some((entry) => entry.at.getTime() <= at.getTime());
  return wasThere ? 'it is deleted' : 'it was not there yet';
}

function eventTold(sim: Simulator, { event, ...about }: With<'event'>): Finding {
  const service = about.service === undefined ? undefined : meantService(sim, about);
  const says = `an event${service === undefined ? '' : ` of ${service.service}`} says`;
  return textFound(sim, event, says, toldEvents(sim, service ?? about), 'message');
}

function lineTold(sim: Simulator, { timeline, ...about }: With<'timeline'>): Finding {
  const lines = sim.timelineEntries(about.service === undefined ? about : meantService(sim, about));
  return textFound(sim, timeline, 'the timeline says', lines, 'text');
}

function textFound<Member extends string>(
  sim: Simulator,
  wanted: string,
  says: string,
  lines: readonly ({ readonly atMs: number } & Readonly<Record<Member, string>>)[],
  member: Member,
): Finding {
  const found = lines.find((line) => line[member].includes(wanted));
  const shown = found ?? lines.at(-1);
  const text = shown === undefined ? 'nothing' : `${elapsedAt(sim, shown.atMs)} ${shortenNames(shown[member])}`;
  return {
    holds: found !== undefined,
    expected: `${says} '${wanted}'`,
    found: found === undefined ? `none of ${lines.length} does, the last is ${text}` : text,
  };
}

/** `true` is the only service. */
const nameIn = (named: true | string, { cluster }: AboutService): AboutService => ({
  ...(named === true ? {} : { service: named }),
  ...(cluster === undefined ? {} : { cluster }),
});

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const nothing = { atMs: 0, value: 0 };
