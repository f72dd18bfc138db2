import type { Waiter } from '../endpoint/waiter.js';

/**
 * The waiter of the SDK that is on the stack: its requests don't say that one sent them. Asked for DescribeTasks only, which serves
 * two waiters that wait for different things.
 *
 * @returns undefined where the stack doesn't tell, as where names were minified
 */
export function waitingCaller(headers: Readonly<Record<string, string>>): Waiter | undefined {
  if (headers['x-amz-target']?.endsWith('.DescribeTasks') !== true) return undefined;
  const state = /wait(?:For|Until)Tasks(Running|Stopped)\b/.exec(stackNow())?.[1];
  return state === undefined ? undefined : { name: `tasks-${state.toLowerCase()}` };
}

/** Between the handler and the waiter stand the SDK's middleware and its user's. */
const framesMax = 50;

function stackNow(): string {
  const usual = Error.stackTraceLimit;
  // Where errors are frozen, what is there has to do.
  Reflect.set(Error, 'stackTraceLimit', framesMax);
  const { stack } = new Error('Who calls?');
  Reflect.set(Error, 'stackTraceLimit', usual);
  return String(stack);
}
