import * as z from 'zod/mini';
import { SteadystateError } from '../model/errors.js';
import { lazily, parseData } from '../model/parse-data.js';
import { type Duration, parseDuration } from '../model/time.js';

/** How a container answers a request: an HTTP status (at once, or after `latency`), nothing at all, or a refused connection. */
export type HttpAnswer = number | { readonly status: number; readonly latency?: Duration } | 'silent' | 'refused';

/** A value that changes over time, counted from the start of the container. The first step must be at 0. */
export type OverTime<T> = T | readonly { readonly after: Duration; readonly is: T }[];

/**
 * What a container does, as plain data. Everything may be left out: then it starts at once, passes its health check,
 * answers 200, runs until it is asked to stop and obeys SIGTERM within half a second.
 */
export interface ContainerBehaviour {
  /** From the start of the process until it serves: until then checks fail and connections are refused. Default 0. */
  readonly startsIn?: Duration;
  /** The process ends by itself, `after` its start, with this exit code (0 to 255). */
  readonly exits?: { readonly code: number; readonly after: Duration };
  /** The kernel kills it for memory: exit code 137, reason `OutOfMemoryError`. */
  readonly outOfMemory?: { readonly after: Duration };
  /** What the command of the container health check finds. Default `passing` once it serves. */
  readonly healthCheck?: OverTime<'passing' | 'failing'>;
  /** What a request, and so a balancer's health check, gets. Default 200 once it serves. */
  readonly http?: OverTime<HttpAnswer>;
  /** On SIGTERM: ends within `exitsIn` (default 500 ms) with `code` (default 0), or ignores it and is killed. */
  readonly onSigterm?: { readonly exitsIn: Duration; readonly code?: number } | 'ignored';
  /** Share of health checks, 0 to 1, that fail although nothing is wrong. Seeded. */
  readonly flaky?: number;
}

/** A behaviour as data from a function that was registered under a name: called once per container, the result is kept. */
export interface SourcedBehaviour {
  readonly source: string;
}

/** One step of something that changes over time: from `atMs` after the start of the container on. */
export interface Step<T> {
  readonly atMs: number;
  readonly is: T;
}

export type Answer =
  | { readonly kind: 'status'; readonly status: number; readonly latencyMs: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused' };

/** A behaviour with every default filled in and every duration in whole ms: what the engine works with. */
export interface CompiledBehaviour {
  readonly startsInMs: number;
  /** After the start of the process; undefined when it runs until it is stopped. */
  readonly exitAfterMs: number | undefined;
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** Steps in order; the first is at 0. */
  readonly healthCheck: readonly Step<boolean>[];
  readonly http: readonly Step<Answer>[];
  /** From SIGTERM to the end of the process; undefined when it ignores the signal. */
  readonly sigtermExitMs: number | undefined;
  readonly sigtermExitCode: number;
  readonly flaky: number;
  /** The behaviour as it was given, for snapshots and for reading. */
  readonly given: ContainerBehaviour;
  /** The same as text: equal behaviours have equal content. */
  readonly content: string;
}

/** Shape of a behaviour. */
export const behaviourSchema = lazily(() => {
  const duration = z.union([z.string(), z.number()]);
  const exitCode = z.int().check(z.gte(0), z.lte(255));
  const httpAnswer = z.union([
    z.int().check(z.gte(100), z.lte(599)),
    z.strictObject({ status: z.int().check(z.gte(100), z.lte(599)), latency: z.optional(duration) }),
    z.literal('silent'),
    z.literal('refused'),
  ]);
  const health = z.enum(['passing', 'failing']);
  const overTime = <T extends z.ZodMiniType>(value: T) =>
    z.union([value, z.array(z.strictObject({ after: duration, is: value })).check(z.minLength(1))]);

  return z.strictObject({
    startsIn: z.optional(duration),
    exits: z.optional(z.strictObject({ code: exitCode, after: duration })),
    outOfMemory: z.optional(z.strictObject({ after: duration })),
    healthCheck: z.optional(overTime(health)),
    http: z.optional(overTime(httpAnswer)),
    onSigterm: z.optional(
      z.union([z.literal('ignored'), z.strictObject({ exitsIn: duration, code: z.optional(exitCode) })]),
    ),
    flaky: z.optional(z.number().check(z.gte(0), z.lte(1))),
  });
});

/** Process exit within half a second of SIGTERM: with it, STOPPING takes the recorded 1.9 s (execution.json). */
const defaultSigtermExitMs = 500;
const outOfMemoryExitCode = 137;

/**
 * Checks a behaviour and fills in its defaults.
 * @throws SteadystateError `InvalidWorkload`, naming the member and the value
 */
export function compileBehaviour(behaviour: unknown): CompiledBehaviour {
  const { data, problem } = parseData(behaviourSchema(), behaviour);
  if (problem !== undefined) {
    throw new SteadystateError(
      'InvalidWorkload',
      `The workload's ${problem.path || 'behaviour'} is not valid: ${problem.message}.`,
      {
        resource: problem.path,
        ...(problem.value === undefined ? {} : { value: problem.value }),
        help: 'See ContainerBehaviour for what a container can do.',
      },
    );
  }
  const given = data as ContainerBehaviour;
  if (given.exits !== undefined && given.outOfMemory !== undefined) {
    throw new SteadystateError('InvalidWorkload', 'A container cannot both exit and run out of memory.', {
      help: 'Give exits or outOfMemory, not both.',
    });
  }
  const startsInMs = parseDuration(given.startsIn ?? 0, 'startsIn');
  const [end, ends] = given.exits === undefined ? ['outOfMemory', given.outOfMemory] : ['exits', given.exits];
  const sigterm = given.onSigterm ?? { exitsIn: defaultSigtermExitMs };
  return {
    startsInMs,
    exitAfterMs: ends === undefined ? undefined : parseDuration(ends.after, `${end}.after`),
    exitCode: given.exits?.code ?? outOfMemoryExitCode,
    outOfMemory: given.outOfMemory !== undefined,
    healthCheck: compileSteps(
      'healthCheck',
      given.healthCheck,
      'passing' as const,
      (is) => is === 'passing',
      startsInMs,
      false,
    ),
    http: compileSteps('http', given.http, 200 as HttpAnswer, compileAnswer, startsInMs, { kind: 'refused' }),
    sigtermExitMs: sigterm === 'ignored' ? undefined : parseDuration(sigterm.exitsIn, 'onSigterm.exitsIn'),
    sigtermExitCode: sigterm === 'ignored' ? 0 : (sigterm.code ?? 0),
    flaky: given.flaky ?? 0,
    given,
    content: JSON.stringify(given),
  };
}

function compileAnswer(answer: HttpAnswer, path: string): Answer {
  if (answer === 'silent' || answer === 'refused') return { kind: answer };
  if (typeof answer === 'number') return { kind: 'status', status: answer, latencyMs: 0 };
  return { kind: 'status', status: answer.status, latencyMs: parseDuration(answer.latency ?? 0, `${path}.latency`) };
}

function compileSteps<T, U>(
  path: string,
  given: OverTime<T> | undefined,
  otherwise: T,
  compile: (value: T, path: string) => U,
  startsInMs: number,
  whileStarting: U,
): readonly Step<U>[] {
  const steps: Step<U>[] = Array.isArray(given)
    ? (given as readonly { after: Duration; is: T }[]).map(({ after, is }, index) => ({
        atMs: parseDuration(after, `${path}.${index}.after`),
        is: compile(is, `${path}.${index}.is`),
      }))
    : [{ atMs: 0, is: compile((given as T | undefined) ?? otherwise, path) }];
  steps.forEach((step, index) => {
    const previous = steps[index - 1];
    if (previous === undefined ? step.atMs !== 0 : step.atMs <= previous.atMs) {
      throw new SteadystateError(
        'InvalidWorkload',
        `The workload's ${path}.${index} starts at ${step.atMs} ms${previous === undefined ? '' : `, the step before it at ${previous.atMs} ms`}.`,
        {
          resource: `${path}.${index}.after`,
          value: String(step.atMs),
          help: 'The first step must start at 0 and each later one after the one before it.',
        },
      );
    }
  });
  if (startsInMs === 0) return steps;
  // While it starts up, nothing answers; then the step that is in force at that moment, then the later ones.
  const inForce = steps.findLast((step) => step.atMs <= startsInMs) as Step<U>;
  return [
    { atMs: 0, is: whileStarting },
    { atMs: startsInMs, is: inForce.is },
    ...steps.filter((step) => step.atMs > startsInMs),
  ];
}

/** A container about which nothing was said. */
export const healthyBehaviour = lazily(() => compileBehaviour({}));
