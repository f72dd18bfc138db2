import * as z from 'zod/mini';
import { SteadystateError } from '../model/errors.js';
import { lazily, parseData } from '../model/parse-data.js';
import type { BorderFault } from './border-fault.js';
import type { OnPoll } from './on-poll.js';

/** How an endpoint treats its callers. */
export interface EndpointOptions {
  /** What a polling read does to virtual time. Default: `settle` for `pollers: 'all'`, else `15s`; `none` with a `clock`. */
  readonly onPoll?: OnPoll;
  /**
   * Whose polling reads follow `onPoll`. `all` (default): everybody's, for callers that don't say whether they wait.
   * `recognised`: waiters that give themselves away settle (unless `onPoll` is `none`), all others follow `onPoll`.
   */
  readonly pollers?: 'all' | 'recognised';
  /**
   * Virtual time follows this clock (ms, as `Date.now` has it): each call first moves time by as much as the clock has moved
   * since the call before. For fake timers, `() => Date.now()`; for real time times 60, `() => performance.now() * 60`.
   * With it, `onPoll` is `none` unless given.
   */
  readonly clock?: () => number;
  /** What goes wrong from the start. */
  readonly faults?: readonly BorderFault[];
  /** Of the draws for faults that hit a fraction of the calls. Default: 1. */
  readonly seed?: number;
}

/** What `onPoll` and each fault may be is told where they are read. */
const optionsSchema = lazily(() => {
  const shapes = {
    onPoll: z.optional(z.unknown()),
    pollers: z.optional(z.enum(['all', 'recognised'])),
    clock: z.optional(z.custom((value) => typeof value === 'function', 'Invalid input: expected a function')),
    faults: z.optional(z.array(z.unknown())),
    seed: z.optional(z.int()),
  } as const satisfies Readonly<Record<keyof EndpointOptions, z.ZodMiniType>>;
  return z.strictObject(shapes);
});

/** @throws SteadystateError `InvalidOption` */
export function checkEndpointOptions(options: EndpointOptions): void {
  const { problem } = parseData(optionsSchema(), options);
  if (problem === undefined) return;
  const { path, message, value = 'missing' } = problem;
  throw new SteadystateError('InvalidOption', `Option ${path || 'object'} is ${value}: ${message}.`, {
    resource: path,
    value,
    help: 'Known are onPoll, clock, faults and seed.',
  });
}
