import { textOf } from '../text-of.js';

/** What was thrown, as data: cloning an error between threads forgets its name and its members. */
export type PortableError = ErrorData | { readonly thrown: unknown };

interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** `code`, `resource`, `value`, `help` and the like. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly cause?: PortableError;
}

/** An error may be its own cause, or a cause of its cause: what is deeper than this is left out. */
const causesMax = 10;

export function portableError(error: unknown, depth = 0): PortableError {
  if (!(error instanceof Error)) return { thrown: canTravel(error) ? error : textOf(error) };
  const { name, message, stack } = error;
  const members = Object.entries(error).filter(([, value]) => canTravel(value));
  const hasCause = error.cause !== undefined && depth < causesMax;
  return {
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    members: Object.fromEntries(members.filter(([member]) => member !== 'cause')),
    ...(hasCause ? { cause: portableError(error.cause, depth + 1) } : {}),
  };
}

/** Data and dates can; functions can't, nor what holds one. */
function canTravel(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** What says the same: data, or an error. Not of the same class: programs decide by `code`. */
export function revive(portable: PortableError): unknown {
  if ('thrown' in portable) return portable.thrown;
  const { name, message, stack, members, cause } = portable;
  const error = new Error(message, cause === undefined ? {} : { cause: revive(cause) });
  return Object.assign(error, members, { name }, stack === undefined ? {} : { stack });
}
