import * as z from 'zod/mini';
import { SteadystateError } from '../model/errors.js';
import { checkNoOthers } from '../model/known-names.js';
import { lazily, parseData } from '../model/parse-data.js';
import type { KeepFacts, LatencyProfile, Quotas, SchedulerTiming, Settings, StopPick } from '../model/settings.js';
import { type Duration, type Moment, parseDuration, parseMoment } from '../model/time.js';
import {
  awsQuotas,
  type BehaviourDate,
  datedRules,
  defaultTiming,
  type LatencyProfileName,
  latencyProfiles,
  noQuotas,
  timingWithoutLatency,
} from './defaults.js';

/** All options of a simulator. Everything may be left out. */
export interface SimulatorOptions {
  /** Decides ids and chance. Same seed, same calls: same facts. Integer, default 1. */
  readonly seed?: number;
  /** Virtual start. Default 2026-01-01T00:00:00Z; never the real date. */
  readonly startAt?: Moment;
  /** How far `tick()` moves. Never changes what happens. Default 1 s. */
  readonly tick?: Duration;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Twelve digits. Default `123456789012`. */
  readonly account?: string;
  /** Availability Zones. Default the region's `a`, `b` and `c`. */
  readonly zones?: readonly string[];
  /** Zone of each subnet, by subnet id. Others: by a zone letter at the end of the id, else zones in turn. */
  readonly subnets?: Readonly<Record<string, string>>;
  /** Only asked for with `network: 'strict'`. */
  readonly securityGroups?: readonly string[];
  /** `strict` refuses subnets and security groups that were not declared. Default `lenient`. */
  readonly network?: 'lenient' | 'strict';
  /** How long ECS takes: a profile, or a profile with other numbers (ms). Default `fargate`. */
  readonly latency?: LatencyProfileName | ({ readonly profile?: LatencyProfileName } & Partial<LatencyProfile>);
  /**
   * Share by which latencies of a task vary, 0 to 1, seeded: those of its way to RUNNING (`activatingMs` excepted), `drainedMs`,
   * `pendingStopMs`, `exitReportMs`, `killMs` and `deprovisioningMs`. Default 0.
   */
  readonly jitter?: number;
  /** Quotas and launch rates: AWS's (default), none, or AWS's with other numbers. */
  readonly quotas?: 'aws' | 'off' | Partial<Quotas>;
  /** Dated rules. Default the newest. */
  readonly behaviour?: BehaviourDate;
  /** The scheduler's timing, ms: numbers fitted to logs or proposed. */
  readonly scheduler?: Partial<SchedulerTiming>;
  /** The circuit breaker's timing, ms. */
  readonly breakerEvaluation?: { readonly afterStartMs?: number; readonly afterHealthFailureMs?: number };
  /** Throttle of starts that fail. */
  readonly startThrottle?: Partial<Settings['startThrottle']>;
  /** Throttle of starts for which there is no capacity. */
  readonly placementThrottle?: Partial<Settings['placementThrottle']>;
  /** Stop old tasks at once as far as the minimum allows (default), or only for room. */
  readonly eagerStop?: boolean;
  /** Which of a zone's tasks that could go as well goes first: the oldest (default), the newest, or one by chance, as on AWS. */
  readonly stopPick?: StopPick;
  /** Where several old deployments have tasks: those of the oldest are stopped first (default), or of the newest. */
  readonly supersededStopOrder?: 'oldestFirst' | 'newestFirst';
  /** A task on its way out leaves `maximumPercent` when its containers have stopped (default), or when it is STOPPED. */
  readonly slotFreed?: 'onContainersStopped' | 'onStopped';
  /** New revisions whose images are given by tag start one task first (default), or all at once. */
  readonly digestGate?: 'firstTask' | 'none';
  /** Replace a task that died or was stopped by a user when it is STOPPED (default), or when its stop begins. */
  readonly replaceExternallyStopped?: 'onStopped' | 'onStopRequested';
  /** Order of the service events of a stop: today's (default), or that of logs up to 2021. */
  readonly stopEventOrder?: 'stoppedFirst' | 'deregisteredFirst';
  /** `(service s, taskSet ecs-svc/…) has begun draining …` (default) or without the task set. */
  readonly drainingText?: 'taskSet' | 'plain';
  /**
   * Which facts are kept: `all` (default), `none`, only `counts` (for `series` and `at`), the newest (`{ last: n }`: of the past
   * there is a timeline then), or those of some services (`{ services: [name, …] }`). What is kept never changes what happens;
   * what can't be told for want of facts is refused (`FactsNotKept`).
   */
  readonly keepFacts?: KeepFacts;
}

/** A shape for every member: one that is new has to be added here too, or it would be refused as unknown. */
type ShapeOf<Type> = Readonly<Record<keyof Type, z.ZodMiniType>>;

/** Shape of the options. */
export const optionsSchema = lazily(() => {
  const ms = z.int().check(z.gte(0));
  const profileName = z.enum(['fargate', 'fargate-large-image', 'ec2-awsvpc', 'ec2-bridge', 'zero']);
  const partialMs = (keys: readonly string[]) => z.partialRecord(z.enum(keys as [string, ...string[]]), ms);
  const count = z.union([z.int().check(z.gte(0)), z.literal(Number.POSITIVE_INFINITY)]);

  const breakerEvaluation: ShapeOf<Settings['breaker']> = {
    afterStartMs: z.optional(ms),
    afterHealthFailureMs: z.optional(ms),
  };
  const startThrottle: ShapeOf<Settings['startThrottle']> = {
    delaysMs: z.optional(z.array(ms).check(z.minLength(1))),
    growAfter: z.optional(z.int().check(z.gte(0))),
    growFactor: z.optional(z.number().check(z.gte(1))),
    delayMaxMs: z.optional(ms),
    impairedAfter: z.optional(z.int().check(z.gte(0))),
  };
  const shape: ShapeOf<SimulatorOptions> = {
    seed: z.optional(z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER))),
    startAt: z.optional(z.union([z.string(), z.number(), z.date()])),
    tick: z.optional(z.union([z.string(), z.number()])),
    region: z.optional(z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region such as us-east-1'))),
    account: z.optional(z.string().check(z.regex(/^\d{12}$/, 'expected twelve digits'))),
    zones: z.optional(z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(26))),
    subnets: z.optional(z.record(z.string().check(z.minLength(1)), z.string().check(z.minLength(1)))),
    securityGroups: z.optional(z.array(z.string().check(z.minLength(1)))),
    network: z.optional(z.enum(['lenient', 'strict'])),
    latency: z.optional(
      z.union([
        profileName,
        z.strictObject({ profile: z.optional(profileName), ...optionalMs(latencyProfiles.fargate, ms) }),
      ]),
    ),
    jitter: z.optional(z.number().check(z.gte(0), z.lte(1))),
    quotas: z.optional(
      z.union([
        z.enum(['aws', 'off']),
        z.partialRecord(z.enum(Object.keys(awsQuotas) as [string, ...string[]]), count),
      ]),
    ),
    behaviour: z.optional(z.enum(Object.keys(datedRules) as [BehaviourDate, ...BehaviourDate[]])),
    scheduler: z.optional(partialMs(Object.keys(defaultTiming))),
    breakerEvaluation: z.optional(z.strictObject(breakerEvaluation)),
    startThrottle: z.optional(z.strictObject(startThrottle)),
    placementThrottle: z.optional(z.strictObject({ delaysMs: z.optional(z.array(ms).check(z.minLength(1))) })),
    eagerStop: z.optional(z.boolean()),
    stopPick: z.optional(z.enum(['oldest', 'newest', 'random'])),
    supersededStopOrder: z.optional(z.enum(['oldestFirst', 'newestFirst'])),
    slotFreed: z.optional(z.enum(['onContainersStopped', 'onStopped'])),
    digestGate: z.optional(z.enum(['firstTask', 'none'])),
    replaceExternallyStopped: z.optional(z.enum(['onStopped', 'onStopRequested'])),
    stopEventOrder: z.optional(z.enum(['stoppedFirst', 'deregisteredFirst'])),
    drainingText: z.optional(z.enum(['taskSet', 'plain'])),
    keepFacts: z.optional(
      z.union([
        z.enum(['all', 'none', 'counts']),
        z.strictObject({ last: z.int().check(z.gte(1)) }),
        z.strictObject({ services: z.array(z.string()) }),
      ]),
    ),
  };
  return z.strictObject(shape);
});

const optionalMs = (profile: LatencyProfile, ms: z.ZodMiniType): Readonly<Record<string, z.ZodMiniType>> =>
  Object.fromEntries(Object.keys(profile).map((name) => [name, z.optional(ms)]));

/** 2026-01-01T00:00:00Z */
const defaultStartMs = Date.UTC(2026, 0, 1);

/**
 * Checks the options and fills in the defaults.
 * @throws SteadystateError `InvalidOption`, naming the option, the value and what would be right
 */
export function resolveOptions(options: SimulatorOptions): Settings {
  const { problem } = parseData(optionsSchema(), options);
  if (problem !== undefined) {
    const value = problem.value ?? 'missing';
    throw new SteadystateError('InvalidOption', `Option ${problem.path || 'object'} is ${value}: ${problem.message}.`, {
      resource: problem.path,
      value,
      help: 'SimulatorOptions has all options and their ranges.',
    });
  }
  const region = options.region ?? 'us-east-1';
  const zones = options.zones ?? ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
  const latency = latencyOf(options.latency);
  const isZero =
    options.latency === 'zero' || (typeof options.latency === 'object' && options.latency.profile === 'zero');
  for (const [subnet, zone] of Object.entries(options.subnets ?? {})) {
    if (!zones.includes(zone)) {
      throw new SteadystateError(
        'InvalidOption',
        `Option subnets: ${subnet} lies in ${zone}, which is not one of the zones.`,
        {
          resource: 'subnets',
          value: zone,
          help: `The zones are ${zones.join(', ')}.`,
        },
      );
    }
  }
  const twice = zones.find((zone, index) => zones.indexOf(zone) !== index);
  if (twice !== undefined) {
    throw new SteadystateError('InvalidOption', `Option zones: ${twice} is named twice.`, {
      resource: 'zones',
      value: twice,
      help: 'Name each zone once.',
    });
  }
  const tickMs = timeOf('tick', () => parseDuration(options.tick ?? 1_000, 'tick'));
  if (tickMs === 0) {
    throw new SteadystateError('InvalidOption', 'Option tick: a tick of 0 ms would never move time.', {
      resource: 'tick',
      value: String(options.tick),
      help: 'Give 1 ms or more.',
    });
  }
  const scheduler = { ...defaultTiming, ...(isZero ? timingWithoutLatency : {}), ...options.scheduler };
  if (scheduler.beatMs === 0) {
    throw new SteadystateError('InvalidOption', 'Option scheduler.beatMs: a beat of 0 ms would never end.', {
      resource: 'scheduler.beatMs',
      value: '0',
      help: 'Give 1 or more.',
    });
  }
  return {
    seed: options.seed ?? 1,
    startMs: timeOf('startAt', () => parseMoment(options.startAt ?? defaultStartMs, defaultStartMs)),
    tickMs,
    region,
    account: options.account ?? '123456789012',
    partition: region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws',
    zones,
    subnets: Object.entries(options.subnets ?? {}).map(([id, zone]) => ({ id, zone })),
    securityGroups: options.securityGroups ?? [],
    network: options.network ?? 'lenient',
    latency,
    jitter: options.jitter ?? 0,
    scheduler,
    breaker: {
      afterStartMs: options.breakerEvaluation?.afterStartMs ?? (isZero ? 0 : 3_000),
      afterHealthFailureMs: options.breakerEvaluation?.afterHealthFailureMs ?? (isZero ? 0 : 45_000),
    },
    startThrottle: {
      delaysMs: [0, 0, 300_000],
      growAfter: 10,
      growFactor: 1.5,
      delayMaxMs: 1_620_000,
      impairedAfter: 10,
      ...options.startThrottle,
    },
    placementThrottle: { delaysMs: [0, 0, 900_000], ...options.placementThrottle },
    eagerStop: options.eagerStop ?? true,
    stopPick: options.stopPick ?? 'oldest',
    supersededStopOrder: options.supersededStopOrder ?? 'oldestFirst',
    slotFreed: options.slotFreed ?? 'onContainersStopped',
    digestGate: options.digestGate ?? 'firstTask',
    replaceExternallyStopped: options.replaceExternallyStopped ?? 'onStopped',
    stopEventOrder: options.stopEventOrder ?? 'stoppedFirst',
    drainingText: options.drainingText ?? 'taskSet',
    quotas: quotasOf(options.quotas),
    rules: datedRules[options.behaviour ?? '2026-07'],
    keepFacts: options.keepFacts ?? 'all',
  };
}

function timeOf(resource: string, parse: () => number): number {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SteadystateError)) throw error;
    const { message, value } = error;
    throw new SteadystateError('InvalidOption', `Option ${resource}: ${message}`, {
      resource,
      ...(value === undefined ? {} : { value }),
    });
  }
}

/** What a fork has of its own. */
export interface ForkOptions {
  /** Chance is drawn anew from it. Integer, 0 or more. */
  readonly seed?: number;
  /**
   * Which facts are kept from here on. Where that is another choice, what was kept so far stays behind: `at`, `series` and
   * `timeline` know this moment and what comes after it.
   */
  readonly keepFacts?: KeepFacts;
}

/** @throws SteadystateError `InvalidOption` */
export function checkForkOptions(options: ForkOptions): void {
  checkNoOthers(
    options,
    { seed: true, keepFacts: true },
    {
      of: 'A fork',
      help: 'It has seed and keepFacts of its own; all else is as in the simulator it is forked from.',
    },
  );
  const { seed = 0, keepFacts } = options;
  if (keepFacts !== undefined) resolveOptions({ keepFacts });
  if (Number.isSafeInteger(seed) && seed >= 0) return;
  throw new SteadystateError('InvalidOption', `Option seed is ${String(seed)}.`, {
    resource: 'seed',
    value: String(seed),
    help: `Give a whole number, 0 to ${Number.MAX_SAFE_INTEGER}.`,
  });
}

function latencyOf(option: SimulatorOptions['latency']): LatencyProfile {
  if (option === undefined) return latencyProfiles.fargate;
  if (typeof option === 'string') return latencyProfiles[option];
  const { profile, ...numbers } = option;
  return { ...latencyProfiles[profile ?? 'fargate'], ...numbers };
}

function quotasOf(option: SimulatorOptions['quotas']): Quotas {
  if (option === undefined || option === 'aws') return awsQuotas;
  if (option === 'off') return noQuotas;
  return { ...awsQuotas, ...option };
}
