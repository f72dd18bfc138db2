import { expect, test } from 'vitest';
import type { Fact, ServiceEventFact, TaskFact } from '../../src/model/facts.js';
import type { Simulator } from '../../src/simulator/simulator.js';

/**
 * Event logs of services in a short notation, so that a log of real AWS and one of the simulator can stand side by side.
 *
 *     call +13.2 S1 +21.3 R1 +20.0 T1 +9.4 X1 D1 +62.8 C K
 *
 * is: 13.2 s after the call one task was started, 21.3 s later one target registered, … Two events without a gap between
 * them come in one pass. What ECS tells:
 *
 * | code | service event | code | service event |
 * | --- | --- | --- | --- |
 * | S n | has started n tasks | F | was unable to place a task |
 * | S n u | the same, "replaced … due to an unhealthy status" | FAIL | deployment failed |
 * | R n | registered n targets | RB | rolling back to deployment |
 * | T n | has stopped n running tasks | C | deployment completed |
 * | P n | stopped n pending tasks | K | has reached a steady state |
 * | X n | deregistered n targets | U | task is unhealthy in target group |
 * | D n | has begun draining connections on n tasks | HC | task failed container health checks |
 * | I | is unable to consistently start tasks | DEADLOCK | unable to stop or start tasks during a deployment |
 *
 * Lower-case words are what somebody else saw: `call` (an API call about the service), `running`, `exits`, `sigterm`,
 * `stopped` (tasks); `healthy`, `unhealthy`, `gone` (targets, as the balancer sees them); `counted` (failures, for the
 * breaker); `leaves` (a superseded deployment), `inactive` (the service). They are looked for only if the log has them.
 *
 * A number after a code is compared, a missing one isn't. `S1?` leaves open whether the text names an unhealthy status;
 * `P1@2` is about the service's second deployment. A gap `+41.3[name]` has a band of its own. `(R1)` is missing in the log
 * and told by the simulator, `{X1}` the other way round: both with their reason in the test. A log that ends in `…` was cut
 * there: what comes later doesn't matter.
 */
export interface RecordedLog {
  readonly log: string;
  readonly bands?: Readonly<Record<string, Band>>;
  /** The source names only these events, whatever else happened. Default all. */
  readonly only?: readonly string[];
}

/** Where a gap of the simulator must lie, in s, instead of within one pass of the recorded gap. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly because: string;
  /** The recorded gap lies outside: a known difference, with its reason. */
  readonly differs?: true;
}

/** Something a log shows that the simulator doesn't reproduce. */
export interface NotMatched {
  readonly what: string;
  readonly because: string;
}

/** One event of a simulated log. */
export interface LogEvent {
  readonly atMs: number;
  readonly code: string;
  readonly count: number | undefined;
  /** The event names an unhealthy status. */
  readonly unhealthy: boolean;
  /** Number of the deployment it is about, in order of creation; undefined where it is about none, or several. */
  readonly deployment: number | undefined;
}

/** One pass of the scheduler, s: how far a simulated gap may lie from the recorded one. */
const passS = 10;
/** Events closer than this come from one pass, s: a replacement follows its stop by 0.7 to 1 s in real logs. */
const onePassS = 1.05;

// ----------------------------------------------------------------------------------------------------------- comparing

/** Fails, with both logs side by side, unless the simulated log tells the same events in the same order, in time. */
export function expectSameLog(simulated: readonly LogEvent[], recorded: RecordedLog): void {
  const problem = firstDifference(simulated, recorded);
  if (problem !== undefined) expect.fail(problem);
}

/** Both logs side by side with the first difference marked; undefined when they agree. */
export function firstDifference(simulated: readonly LogEvent[], recorded: RecordedLog): string | undefined {
  const { steps, isCut } = parseLog(recorded.log);
  const bands = recorded.bands ?? {};
  for (const name of Object.keys(bands)) {
    if (!steps.some((step) => step.band === name)) return `The log has no gap [${name}], but there is a band for it.`;
  }
  const rows = alignLogs(steps, isCut, eventsToCompare(simulated, steps, recorded.only));
  for (const [index, row] of rows.entries()) {
    const why = differenceIn(row, bands);
    if (why !== undefined) return `Event ${index + 1}: ${why}\n\n${sideBySide(rows, index)}`;
  }
  return undefined;
}

/** What was recorded beside what was simulated. */
interface Row {
  readonly step: Step | undefined;
  readonly event: LogEvent | undefined;
  /** From the last event that both have, s; undefined before the first. */
  readonly recordedS: number | undefined;
  readonly simulatedS: number | undefined;
}

function eventsToCompare(
  simulated: readonly LogEvent[],
  steps: readonly Step[],
  only: readonly string[] | undefined,
): LogEvent[] {
  const seen = new Set(steps.map((step) => step.code));
  return simulated.filter(({ code }) =>
    isServiceEvent(code) ? only === undefined || only.includes(code) : seen.has(code),
  );
}

function alignLogs(steps: readonly Step[], isCut: boolean, events: readonly LogEvent[]): Row[] {
  const rows: Row[] = [];
  let next = 0;
  let recordedS = 0;
  let before: LogEvent | undefined;
  for (const step of steps) {
    recordedS += step.gapS;
    if (step.kind === 'untold') {
      rows.push({ step, event: undefined, recordedS: before && recordedS, simulatedS: undefined });
      continue;
    }
    const event = events[next];
    next += 1;
    const simulatedS = before && event && (event.atMs - before.atMs) / 1_000;
    rows.push({ step, event, recordedS: before && recordedS, simulatedS });
    if (step.kind === 'unlisted') continue;
    before = event;
    recordedS = 0;
  }
  if (isCut) return rows;
  for (const event of events.slice(next)) {
    rows.push({
      step: undefined,
      event,
      recordedS: undefined,
      simulatedS: before && (event.atMs - before.atMs) / 1_000,
    });
  }
  return rows;
}

function differenceIn(row: Row, bands: Readonly<Record<string, Band>>): string | undefined {
  const { step, event, recordedS, simulatedS } = row;
  if (step === undefined) return `the simulator tells one more, ${spellEvent(event as LogEvent)}.`;
  if (step.kind === 'untold') return undefined;
  if (event === undefined) return `the simulator doesn't tell ${step.text}.`;
  if (!isSameEvent(step, event)) return `recorded ${step.text}, simulated ${spellEvent(event)}.`;
  if (step.kind === 'unlisted' || recordedS === undefined || simulatedS === undefined) return undefined;
  if (step.band === undefined) {
    return isWithinOnePass(recordedS, simulatedS)
      ? undefined
      : `${step.text} comes after ${show(recordedS)} s, in the simulator after ${show(simulatedS)} s: more than a pass apart.`;
  }
  const band = bands[step.band];
  if (band === undefined) return `there is no band [${step.band}].`;
  const holds = recordedS >= band.from && recordedS <= band.to;
  if (holds === (band.differs === true)) {
    return `band [${step.band}] ${holds ? 'is said to differ, but holds' : "doesn't hold"} the recorded ${show(recordedS)} s.`;
  }
  return simulatedS >= band.from && simulatedS <= band.to
    ? undefined
    : `${step.text} comes after ${show(simulatedS)} s in the simulator, outside of band [${step.band}], ${band.from} to ${band.to} s.`;
}

const isSameEvent = (step: Step, event: LogEvent): boolean =>
  step.code === event.code &&
  (step.count === undefined || step.count === event.count) &&
  (step.unhealthy === undefined || step.unhealthy === event.unhealthy) &&
  (step.deployment === undefined || step.deployment === event.deployment);

/** Within one pass of each other; what comes in one pass comes in one pass in both. */
const isWithinOnePass = (recordedS: number, simulatedS: number): boolean =>
  recordedS < onePassS ? simulatedS < onePassS : simulatedS >= onePassS && Math.abs(recordedS - simulatedS) <= passS;

function sideBySide(rows: readonly Row[], marked: number): string {
  const lines = rows.map(({ step, event, recordedS, simulatedS }, index) => {
    const left = step === undefined ? '' : `${step.text.padEnd(10)}${gap(recordedS)}${bandName(step)}`;
    const right = event === undefined ? '' : `${spellEvent(event).padEnd(10)}${gap(simulatedS)}`;
    return `${index === marked ? '>' : ' '}${String(index + 1).padStart(3)} ${left.padEnd(28)}${right}`.trimEnd();
  });
  const shown = lines.slice(Math.max(0, marked - 20), marked + 10);
  return [`     ${'recorded'.padEnd(28)}simulated`, ...shown].join('\n');
}

const gap = (seconds: number | undefined): string => (seconds === undefined ? '' : `+${show(seconds)}`);
const show = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;
const bandName = (step: Step): string => (step.band === undefined ? '' : `[${step.band}]`);

/** What can't be matched is listed among the tests, skipped, with its reason. */
export function listNotMatched(notMatched: readonly NotMatched[]): void {
  for (const { what, because } of notMatched) test.skip(`not matched: ${what}: ${because}`, () => {});
}

// ------------------------------------------------------------------------------------------------------------- reading

interface Step {
  readonly text: string;
  /** `unlisted`: told by the simulator alone; `untold`: recorded alone. */
  readonly kind: 'listed' | 'unlisted' | 'untold';
  readonly code: string;
  readonly count: number | undefined;
  readonly unhealthy: boolean | undefined;
  readonly deployment: number | undefined;
  /** From the step before. */
  readonly gapS: number;
  readonly band: string | undefined;
}

const eventPattern = /^([({])?([A-Za-z]+?)(\d+)?(u|\?)?(?:@(\d+))?[)}]?$/;
const gapPattern = /^\+(\d+(?:\.\d+)?)(?:\[([\w-]+)\])?$/;

export function parseLog(log: string): { readonly steps: readonly Step[]; readonly isCut: boolean } {
  const tokens = log.split(/\s+/).filter((token) => token !== '');
  const isCut = tokens.at(-1) === '…';
  const steps: Step[] = [];
  let pause: { readonly gapS: number; readonly band: string | undefined } | undefined;
  for (const token of isCut ? tokens.slice(0, -1) : tokens) {
    const gapMatch = gapPattern.exec(token);
    if (gapMatch !== null) {
      if (pause !== undefined || steps.length === 0) throw new Error(`${token} in '${log}' does not follow an event.`);
      pause = { gapS: Number(gapMatch[1]), band: gapMatch[2] };
      continue;
    }
    const match = eventPattern.exec(token);
    if (match === null) throw new Error(`${token} in '${log}' is neither an event nor a gap.`);
    const [, bracket, code = '', count, suffix, deployment] = match;
    steps.push({
      text: token,
      kind: bracket === '(' ? 'unlisted' : bracket === '{' ? 'untold' : 'listed',
      code,
      count: count === undefined ? undefined : Number(count),
      unhealthy: suffix === '?' ? undefined : suffix === 'u',
      deployment: deployment === undefined ? undefined : Number(deployment),
      gapS: pause?.gapS ?? 0,
      band: pause?.band,
    });
    pause = undefined;
  }
  if (pause !== undefined) throw new Error(`'${log}' ends in a gap.`);
  return { steps, isCut };
}

// --------------------------------------------------------------------------------------------------- the simulator's log

const serviceEventCodes: Readonly<Record<ServiceEventFact['event'], string>> = {
  started: 'S',
  stopped: 'T',
  stoppedPending: 'P',
  registered: 'R',
  deregistered: 'X',
  draining: 'D',
  targetUnhealthy: 'U',
  targetGroupMissing: 'NOGROUP',
  targetGroupFull: 'FULL',
  containerUnhealthy: 'HC',
  completed: 'C',
  failed: 'FAIL',
  rollingBack: 'RB',
  steady: 'K',
  startImpaired: 'I',
  unableToPlace: 'F',
  noContainerInstances: 'F',
  deadlock: 'DEADLOCK',
  protected: 'PROTECTED',
  throttled: 'THROTTLED',
  zonesUnbalanced: 'UNBALANCED',
  zonesBalanced: 'BALANCED',
  zoneUnavailable: 'NOZONE',
  rebalancingBlocked: 'NOBALANCE',
  rebalancingStopped: 'UNBALANCEDSTILL',
};

const isServiceEvent = (code: string): boolean => code === code.toUpperCase();

/** What happened to a service from a moment on: its service events, and what others could see. */
export function logOf(
  sim: Simulator,
  about: { readonly service?: string; readonly from?: Date | number } = {},
): LogEvent[] {
  const service = about.service ?? 'web';
  const fromMs = Number(about.from ?? 0);
  const facts = sim.facts();
  const deployments = deploymentsOf(facts, service);
  const events: LogEvent[] = [];
  for (let start = 0; start < facts.length; ) {
    const atMs = (facts[start] as Fact).atMs;
    let end = start;
    while (end < facts.length && facts[end]?.atMs === atMs) end += 1;
    if (atMs >= fromMs) events.push(...eventsOfMoment(facts.slice(start, end), service, deployments));
    start = end;
  }
  return events;
}

/** The log from the n-th event of a kind on: where a published listing begins in the middle. */
export function startingAt(events: readonly LogEvent[], code: string, occurrence: number): LogEvent[] {
  let left = occurrence;
  const index = events.findIndex((event) => event.code === code && --left === 0);
  if (index < 0) throw new Error(`There is no ${code} number ${occurrence}: ${writeLog(events)}`);
  return events.slice(index);
}

/** A log in the notation. */
export function writeLog(events: readonly LogEvent[]): string {
  return events
    .map((event, index) => {
      const before = events[index - 1];
      const gapMs = before === undefined ? 0 : event.atMs - before.atMs;
      return gapMs === 0 ? spellEvent(event) : `+${gapMs / 1_000} ${spellEvent(event)}`;
    })
    .join(' ');
}

function spellEvent({ code, count, unhealthy, deployment }: LogEvent): string {
  return `${code}${count ?? ''}${unhealthy ? 'u' : ''}${deployment === undefined ? '' : `@${deployment}`}`;
}

interface Deployments {
  readonly numberOf: ReadonlyMap<string, number>;
  readonly ofTask: ReadonlyMap<string, string>;
}

function deploymentsOf(facts: readonly Fact[], service: string): Deployments {
  const numberOf = new Map<string, number>();
  const ofTask = new Map<string, string>();
  for (const fact of facts) {
    if (fact.kind === 'deployment' && fact.service === service && fact.change === 'created') {
      numberOf.set(fact.deploymentId, numberOf.size + 1);
    } else if (fact.kind === 'task' && fact.deploymentId !== undefined) {
      ofTask.set(fact.taskId, fact.deploymentId);
    }
  }
  return { numberOf, ofTask };
}

function eventsOfMoment(moment: readonly Fact[], service: string, deployments: Deployments): LogEvent[] {
  const events: LogEvent[] = [];
  const grouped = new Map<string, number>();
  for (const fact of moment) {
    if (fact.kind === 'serviceEvent') {
      if (fact.service === service) events.push(serviceEvent(fact, moment, deployments));
      continue;
    }
    const seen = seenByOthers(fact, service, deployments);
    if (seen === undefined) continue;
    // Equal changes of several tasks or targets are one event with a count.
    const key = `${seen.code} ${seen.deployment}`;
    const index = grouped.get(key);
    const same = index === undefined ? undefined : events[index];
    if (index !== undefined && same?.count !== undefined) {
      events[index] = { ...same, count: same.count + (seen.count ?? 0) };
    } else {
      grouped.set(key, events.length);
      events.push(seen);
    }
  }
  return events;
}

function serviceEvent(fact: ServiceEventFact, moment: readonly Fact[], deployments: Deployments): LogEvent {
  const count = /(\d+) (?:running |pending )?(?:tasks|targets)/.exec(fact.message)?.[1];
  return {
    atMs: fact.atMs,
    code: serviceEventCodes[fact.event],
    count: count === undefined ? undefined : Number(count),
    unhealthy: fact.message.includes('due to an unhealthy status'),
    deployment: deploymentOf(fact, moment, deployments),
  };
}

function deploymentOf(fact: ServiceEventFact, moment: readonly Fact[], deployments: Deployments): number | undefined {
  const named = /ecs-svc\/\d+/.exec(fact.message)?.[0];
  if (named !== undefined) return deployments.numberOf.get(named);
  const tasks = [...fact.message.matchAll(/\(task ([0-9a-f]{32})\)/g)].map((match) => match[1] as string);
  const ids = tasks.length > 0 ? tasks.map((task) => deployments.ofTask.get(task)) : unnamed(fact, moment);
  const [first] = ids;
  return first !== undefined && ids.every((id) => id === first) ? deployments.numberOf.get(first) : undefined;
}

/** Pending tasks are stopped without being named. */
const unnamed = (fact: ServiceEventFact, moment: readonly Fact[]): (string | undefined)[] =>
  fact.event !== 'stoppedPending'
    ? []
    : moment
        .filter((other): other is TaskFact => other.kind === 'task' && other.change === 'stopRequested')
        .filter((task) => task.lastStatus !== 'RUNNING')
        .map((task) => task.deploymentId);

function seenByOthers(fact: Fact, service: string, deployments: Deployments): LogEvent | undefined {
  const event = (code: string, about: { count?: number; deploymentId?: string | undefined } = {}): LogEvent => ({
    atMs: fact.atMs,
    code,
    count: about.count,
    unhealthy: false,
    deployment: about.deploymentId === undefined ? undefined : deployments.numberOf.get(about.deploymentId),
  });
  if ('service' in fact && fact.service !== service && fact.service !== undefined) return undefined;
  switch (fact.kind) {
    case 'call':
      return ['createService', 'updateService', 'deleteService', 'stopTask'].includes(fact.operation)
        ? event('call')
        : undefined;
    case 'task':
      if (fact.service === undefined || fact.change !== 'status') return undefined;
      if (fact.lastStatus === 'RUNNING') return event('running', { count: 1, deploymentId: fact.deploymentId });
      return fact.lastStatus === 'STOPPED'
        ? event('stopped', { count: 1, deploymentId: fact.deploymentId })
        : undefined;
    case 'container':
      if (fact.change === 'exited') return event('exits', { count: 1, deploymentId: fact.deploymentId });
      return fact.change === 'sigterm' ? event('sigterm', { count: 1, deploymentId: fact.deploymentId }) : undefined;
    case 'target':
      if (fact.service === undefined) return undefined;
      if (fact.state === 'healthy' || fact.state === 'unhealthy') return event(fact.state, { count: 1 });
      return fact.state === 'deregistered' ? event('gone', { count: 1 }) : undefined;
    case 'scheduler':
      return fact.change === 'failuresCounted' && fact.failureCount !== undefined
        ? event('counted', { count: fact.failureCount, deploymentId: fact.deploymentId })
        : undefined;
    case 'deployment':
      return fact.change === 'left' ? event('leaves', { deploymentId: fact.deploymentId }) : undefined;
    case 'service':
      return fact.change === 'inactive' ? event('inactive') : undefined;
    default:
      return undefined;
  }
}
