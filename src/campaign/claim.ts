import { InvariantError, SteadystateError } from '../model/errors.js';
import { isPromise } from '../model/promise.js';
import { play, type Scenario } from '../scenario/scenario.js';
import type { Simulator } from '../simulator/simulator.js';
import type { WorkloadSources } from './base.js';
import { textOf } from './text-of.js';

/** Something that ought to hold at the end of a scenario: false, or an exception, says that it doesn't. */
export type Claim = (sim: Simulator) => ClaimReply;

/** What a claim may return: anything but a promise, for which nobody waits, or an iterator, which nobody runs. */
export type ClaimReply =
  | boolean
  | number
  | bigint
  | string
  | symbol
  | null
  | undefined
  // biome-ignore lint/suspicious/noConfusingVoidType: claims that only throw return nothing
  | void
  | (object & { readonly then?: never; readonly next?: never });

/** A claim, and what scenarios need that isn't data. */
export interface Question {
  readonly claim: Claim;
  readonly workloadSources: WorkloadSources;
}

/** What a program says when its claim is false. */
export const claimFails = 'The claim does not hold.';

/** How a scenario fails. */
export interface Failure {
  /** Two failures of one kind may be the same thing: only such are taken for each other in shrinking. */
  readonly kind: string;
  /** `Error: …`, as a program ends with. */
  readonly text: string;
}

/**
 * How the claim fails at the end of a scenario; undefined when it holds.
 * @throws SteadystateError `InvalidInput` for a claim that returns a promise or an iterator; what a step is refused with
 */
export function failureOf(scenario: Scenario, { claim, workloadSources }: Question): Failure | undefined {
  let sim: Simulator;
  try {
    sim = play(scenario, { workloadSources });
  } catch (error) {
    // A bug of the simulator is worth a counterexample as well.
    if (isOurFault(error)) return thrown(error);
    throw error;
  }
  let reply: unknown;
  try {
    reply = claim(sim);
  } catch (error) {
    return thrown(error);
  }
  if (isPromise(reply)) {
    throw new SteadystateError('InvalidInput', 'holds returned a promise: nobody waits for it.', {
      resource: 'holds',
      value: 'a promise',
      help: 'Give a function that returns at once: what a simulator is asked, it answers at once.',
    });
  }
  if (isIterator(reply)) {
    throw new SteadystateError('InvalidInput', 'holds returned an iterator: nothing of it has run.', {
      resource: 'holds',
      value: 'an iterator',
      help: 'Give a plain function, without the asterisk of a generator.',
    });
  }
  return reply === false ? { kind: 'false', text: `Error: ${claimFails}` } : undefined;
}

/** What a generator function returns before any of it has run. */
const isIterator = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function';

const isOurFault = (error: unknown): boolean =>
  error instanceof InvariantError || (error instanceof SteadystateError && error.code === 'RunawaySimulation');

function thrown(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: 'thrown', text: textOf(error) };
  const { name, message, code } = error as Error & { readonly code?: unknown };
  return { kind: `${name} ${String(code)}`, text: `${name}: ${message}` };
}
