import { SteadystateError } from '../model/errors.js';
import { shortenNames } from '../model/short-names.js';
import { type Duration, formatElapsed, type Moment, parseDuration, spellDuration } from '../model/time.js';
import type { Verdict, VerdictOutcome } from '../model/verdict.js';
import type { ServiceReference } from '../simulator/service-reference.js';
import type { Simulator } from '../simulator/simulator.js';
import type { CountsEntry, ServiceAt } from '../timeline/at.js';

/** What can stay at or above a number. */
export type CountName = 'healthy' | 'running' | 'healthyTargets';

/** Counts of a service at a moment, as `sim.at` has them. */
export type ExpectedCounts = Partial<
  Record<'desiredCount' | 'pending' | 'running' | 'healthy' | 'healthyTargets' | 'stopping' | 'occupied', number>
>;

/** Which service is meant: it may be left out while there is only one. */
interface AboutService {
  readonly service?: string;
  readonly cluster?: string;
}

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
    const verdict = sim.verdict(reference(sim, nameIn(completed, expectation)));
    const wanted = taskDefinition ?? verdict.taskDefinition;
    const holds = verdict.outcome === 'completed' && verdict.taskDefinition === wanted;
    return inTime(verdict, within, { holds, expected: `the deployment of ${wanted} is completed` });
  }
  if ('rolledBack' in expectation) return rollback(sim, expectation);
  if ('verdict' in expectation) {
    const verdict = sim.verdict(reference(sim, expectation));
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
  const services = steady === true ? sim.at(sim.now).services : [reference(sim, nameIn(steady, about))];
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
  const service = reference(sim, nameIn(rolledBack, about));
  const verdict = sim.verdict(service);
  const inForce = sim.at(sim.now).services.find((each) => isSame(each, service))?.deployments[0]?.taskDefinition;
  const holds = verdict.outcome === 'rolled back' && (to === undefined || inForce === to);
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
  const service = reference(sim, about);
  const values = valuesOf(sim, service, (entry) => entry[of] ?? 0);
  const reached = values.findIndex(({ value }) => value >= neverFewerThan);
  const watched = from === undefined ? values.slice(Math.max(0, reached)) : since(values, momentMs(sim, from));
  const lowest = watched.reduce((least, each) => (each.value < least.value ? each : least), watched[0] ?? nothing);
  const noun = of === 'healthyTargets' ? 'healthy target' : `${of} task`;
  return {
    holds: lowest.value >= neverFewerThan,
    expected: `${service.service} never has fewer than ${countOf(neverFewerThan, noun)}`,
    found: reached < 0 ? 'it never had as many' : `the fewest were ${lowest.value}, at ${elapsed(sim, lowest.atMs)}`,
  };
}

function neverMore(sim: Simulator, { neverMoreThan, from, ...about }: With<'neverMoreThan'>): Finding {
  const service = reference(sim, about);
  const values = valuesOf(sim, service, ({ occupied }) => occupied);
  const watched = from === undefined ? values : since(values, momentMs(sim, from));
  const highest = watched.reduce((most, each) => (each.value > most.value ? each : most), watched[0] ?? nothing);
  return {
    holds: highest.value <= neverMoreThan,
    expected: `${service.service} never has more than ${countOf(neverMoreThan, 'task')}`,
    found: `the most were ${highest.value}, at ${elapsed(sim, highest.atMs)}`,
  };
}

function countsAt(sim: Simulator, { counts, at, ...about }: With<'counts'>): Finding {
  const service = reference(sim, about);
  const state = sim.at(at ?? sim.now);
  const then = state.services.find((each) => isSame(each, service));
  const names = Object.keys(counts) as (keyof ExpectedCounts)[];
  const spell = (values: ExpectedCounts | ServiceAt) =>
    names.map((name) => `${name} ${values[name] ?? 'none'}`).join(', ');
  return {
    holds: then !== undefined && names.every((name) => then[name] === counts[name]),
    expected: `${service.service} at ${elapsed(sim, state.at.getTime())} has ${spell(counts)}`,
    found: then === undefined ? 'it was not there yet' : spell(then),
  };
}

function eventTold(sim: Simulator, { event, ...about }: With<'event'>): Finding {
  const service = about.service === undefined ? undefined : reference(sim, about);
  const events = sim
    .facts()
    .filter((fact) => fact.kind === 'serviceEvent')
    .filter((fact) => service === undefined || isSame(fact, service));
  return textFound(
    sim,
    event,
    `an event${service === undefined ? '' : ` of ${service.service}`} says`,
    events,
    'message',
  );
}

function lineTold(sim: Simulator, { timeline, ...about }: With<'timeline'>): Finding {
  const lines = sim.timelineEntries(about.service === undefined ? {} : reference(sim, about));
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
  const text = shown === undefined ? 'nothing' : `${elapsed(sim, shown.atMs)} ${shortenNames(shown[member])}`;
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

function reference(sim: Simulator, { service, cluster }: AboutService): ServiceReference {
  if (service !== undefined) {
    const named = { service, ...(cluster === undefined ? {} : { cluster }) };
    sim.isSteady(named);
    return named;
  }
  const services = sim.at(sim.now).services.filter((each) => cluster === undefined || each.cluster === cluster);
  const [only] = services;
  if (only !== undefined && services.length === 1) return { service: only.service, cluster: only.cluster };
  const known = services.map((each) => `${each.service} in cluster ${each.cluster}`).join(', ');
  throw new SteadystateError('UnknownResource', `There are ${services.length} services: which one is meant?`, {
    resource: 'service',
    help: services.length === 0 ? 'Make one first.' : `Name one of ${known}.`,
  });
}

const isSame = (one: ServiceReference, other: ServiceReference): boolean =>
  one.service === other.service && (other.cluster === undefined || one.cluster === other.cluster);

interface Value {
  readonly atMs: number;
  readonly value: number;
}

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const nothing: Value = { atMs: 0, value: 0 };

const valuesOf = (sim: Simulator, service: ServiceReference, pick: (entry: CountsEntry) => number): Value[] =>
  sim.series(service).map((entry) => ({ atMs: entry.at.getTime(), value: pick(entry) }));

/** What was in force at a moment, and what came after it. */
const since = (values: readonly Value[], fromMs: number): readonly Value[] =>
  values.slice(
    Math.max(
      0,
      values.findLastIndex(({ atMs }) => atMs <= fromMs),
    ),
  );

const startMs = (sim: Simulator): number => sim.now.getTime() - sim.elapsedMs;
const elapsed = (sim: Simulator, atMs: number): string => `+${formatElapsed(atMs - startMs(sim))}`;
const momentMs = (sim: Simulator, moment: Moment): number => sim.at(moment).at.getTime();
