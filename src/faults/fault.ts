import * as z from 'zod/mini';
import { SteadystateError } from '../model/errors.js';
import { lazily, parseData } from '../model/parse-data.js';
import { type Duration, type Moment, parseDuration, parseMoment } from '../model/time.js';

/** When a fault is there. Default: from now on, until it is removed. */
export interface FaultWindow {
  readonly from?: Moment;
  readonly until?: Moment;
}

/**
 * Things that go wrong around the containers, as plain data. What a container itself does wrong is its workload.
 * Texts of reasons are ECS's own where they were observed.
 */
export type Fault =
  /** At `at`, the process of a task's first essential container is killed. */
  | {
      readonly kind: 'killTask';
      readonly at?: Moment;
      /** Task id or ARN; or use `service` and `pick`. */
      readonly task?: string;
      readonly service?: string;
      /** Which running task of the service. Default `oldest`. */
      readonly pick?: 'oldest' | 'newest' | 'random';
      /** How many. Default 1. */
      readonly count?: number;
      /** Default 137. */
      readonly exitCode?: number;
    }
  /** The image can't be pulled; the task fails to start after its retries (`failsAfter`, from the start of the pull, default 79 s). */
  | ({
      readonly kind: 'imagePullFails';
      readonly image: string;
      readonly reason?: string;
      readonly failsAfter?: Duration;
    } & FaultWindow)
  /** A secret of the task definition can't be read (`failsAfter` from creation, default 288 s as observed). */
  | ({
      readonly kind: 'secretMissing';
      readonly taskDefinition: string;
      readonly reason?: string;
      readonly failsAfter?: Duration;
    } & FaultWindow)
  /** The log group of the task definition does not exist. */
  | ({
      readonly kind: 'logGroupMissing';
      readonly taskDefinition: string;
      readonly reason?: string;
      readonly failsAfter?: Duration;
    } & FaultWindow)
  /** No Fargate capacity, in one zone or in all. */
  | ({ readonly kind: 'capacityUnavailable'; readonly zone?: string } & FaultWindow)
  /** A zone is lost: its tasks die at once, and nothing starts there until it is back. */
  | ({ readonly kind: 'zoneLost'; readonly zone: string } & FaultWindow)
  /** Health checks of a target group fail, whatever the targets do. `how` is an HTTP status, `silent` (default) or `refused`. */
  | ({
      readonly kind: 'targetsFail';
      readonly targetGroup: string;
      readonly how?: number | 'silent' | 'refused';
    } & FaultWindow)
  /** Provisioning takes `times` as long (default 1) plus `extra` (default 0). */
  | ({
      readonly kind: 'slowProvisioning';
      readonly times?: number;
      readonly extra?: Duration;
      readonly zone?: string;
    } & FaultWindow);

/** What can go wrong, by name. */
export type FaultKind = Fault['kind'];

/** A fault with its moments resolved. `untilMs` is infinite for one that stays until it is removed. */
export interface FaultRecord {
  readonly key: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly fault: Fault;
  /** Ms, where the kind has one: how long until the task is known to have failed. */
  readonly failsAfterMs: number | undefined;
  readonly extraMs: number;
}

/** For every kind a shape for each of its members: the compiler asks for what is new. */
type FaultShapes = {
  readonly [Kind in FaultKind]: Readonly<
    Record<Exclude<keyof Extract<Fault, { readonly kind: Kind }>, 'kind'>, z.ZodMiniType>
  >;
};

/** Shape of a fault. */
export const faultSchema = lazily(() => {
  const moment = z.union([z.string(), z.number(), z.date()]);
  const duration = z.union([z.string(), z.number()]);
  const name = () => z.string().check(z.minLength(1));
  const window = { from: z.optional(moment), until: z.optional(moment) };
  const failing = { reason: z.optional(name()), failsAfter: z.optional(duration), ...window };
  const shapes: FaultShapes = {
    killTask: {
      at: z.optional(moment),
      task: z.optional(name()),
      service: z.optional(name()),
      pick: z.optional(z.enum(['oldest', 'newest', 'random'])),
      count: z.optional(z.int().check(z.gte(1))),
      exitCode: z.optional(z.int().check(z.gte(0), z.lte(255))),
    },
    imagePullFails: { image: name(), ...failing },
    secretMissing: { taskDefinition: name(), ...failing },
    logGroupMissing: { taskDefinition: name(), ...failing },
    capacityUnavailable: { zone: z.optional(name()), ...window },
    zoneLost: { zone: name(), ...window },
    targetsFail: {
      targetGroup: name(),
      how: z.optional(z.union([z.int().check(z.gte(100), z.lte(599)), z.enum(['silent', 'refused'])])),
      ...window,
    },
    slowProvisioning: {
      times: z.optional(z.number().check(z.gte(0))),
      extra: z.optional(duration),
      zone: z.optional(name()),
      ...window,
    },
  };
  const [first, ...others] = Object.entries(shapes).map(([kind, members]) =>
    z.strictObject({ kind: z.literal(kind), ...members }),
  );
  return z.discriminatedUnion('kind', [first as NonNullable<typeof first>, ...others]);
});

/**
 * @throws SteadystateError `InvalidFault`
 */
export function compileFault(key: number, given: Fault, nowMs: number): FaultRecord {
  const { data, problem } = parseData(faultSchema(), given);
  if (problem !== undefined) {
    throw new SteadystateError(
      'InvalidFault',
      `The fault's ${problem.path || 'shape'} is not valid: ${problem.message}.`,
      {
        resource: problem.path,
        ...(problem.value === undefined ? {} : { value: problem.value }),
        help: 'See Fault for the kinds and their members.',
      },
    );
  }
  const fault = data as Fault;
  if (fault.kind === 'killTask') {
    if ((fault.task === undefined) === (fault.service === undefined)) {
      throw new SteadystateError('InvalidFault', 'killTask needs to know which task to kill.', {
        help: 'Give task (id or ARN), or service with pick.',
      });
    }
    const atMs = notBefore(parseMoment(fault.at ?? nowMs, nowMs), nowMs, 'at');
    return { key, fromMs: atMs, untilMs: atMs, fault, failsAfterMs: undefined, extraMs: 0 };
  }
  if (fault.kind === 'slowProvisioning' && fault.times === undefined && fault.extra === undefined) {
    throw new SteadystateError('InvalidFault', 'slowProvisioning needs to know how slow.', {
      help: "Give times (2: twice as long), extra ('30s' more), or both.",
    });
  }
  const fromMs = notBefore(parseMoment(fault.from ?? nowMs, nowMs), nowMs, 'from');
  const untilMs = fault.until === undefined ? Number.POSITIVE_INFINITY : parseMoment(fault.until, nowMs);
  if (untilMs <= fromMs) {
    throw new SteadystateError(
      'InvalidFault',
      `The fault would end at ${spellMoment(untilMs)}, but it starts at ${spellMoment(fromMs)}.`,
      {
        resource: 'until',
        value: spellMoment(untilMs),
        help: 'until must lie after from.',
      },
    );
  }
  const failsAfter = 'failsAfter' in fault ? fault.failsAfter : undefined;
  return {
    key,
    fromMs,
    untilMs,
    fault,
    failsAfterMs: failsAfter === undefined ? undefined : parseDuration(failsAfter, 'failsAfter'),
    extraMs: fault.kind === 'slowProvisioning' ? parseDuration(fault.extra ?? 0, 'extra') : 0,
  };
}

function notBefore(atMs: number, nowMs: number, what: string): number {
  if (atMs >= nowMs) return atMs;
  throw new SteadystateError('InvalidFault', `The fault's ${what} lies in the past: it is ${spellMoment(nowMs)}.`, {
    resource: what,
    value: spellMoment(atMs),
    help: 'Virtual time does not run backwards: give a moment from now on.',
  });
}

const spellMoment = (ms: number): string => new Date(ms).toISOString();

/**
 * Texts of tasks that fail to start.
 * @see https://repost.aws/knowledge-center/ecs-task-stopped and the observations in docs/fidelity.md
 * @rule start-pull-failure
 */
export function startFailureReason(fault: Fault): string {
  switch (fault.kind) {
    case 'imagePullFails':
      return `CannotPullContainerError: ${fault.reason ?? `ref pull has been retried 5 time(s): failed to resolve reference ${fault.image}`}`;
    case 'secretMissing':
      return `ResourceInitializationError: ${fault.reason ?? 'unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm'}`;
    case 'logGroupMissing':
      return `ResourceInitializationError: ${fault.reason ?? 'failed to validate logger args: The specified log group does not exist.'}`;
    default:
      return 'Task failed to start';
  }
}

/** Observed on Fargate in 2026: three start failures at 90 s each for an image, 288 s for a secret (evidence mr, fp). */
export const defaultPullFailureMs = 78_600;
/** @rule start-resource-failure */
export const defaultResourceFailureMs = 288_000;
