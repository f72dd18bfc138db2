import { AwsApiError, InvariantError, SteadystateError } from '../../model/errors.js';

/** A refusal as control routes answer it: `{ "error": … }`. */
export interface ControlRefusal {
  /** For programs: a `SteadystateErrorCode`, AWS's exception name, or `UnknownRoute`, `MethodNotAllowed`, … */
  readonly code: string;
  readonly message: string;
  readonly resource?: string;
  readonly value?: string;
  /** What to do instead, in a sentence. */
  readonly help?: string;
}

/** A refusal that a server answered with, as its client throws it. */
export class ControlError extends Error implements ControlRefusal {
  readonly code: string;
  /** HTTP status; 400 for a mistake of the caller's. */
  readonly statusCode: number;
  declare readonly resource?: string;
  declare readonly value?: string;
  declare readonly help?: string;

  constructor(statusCode: number, { code, message, resource, value, help }: ControlRefusal) {
    super(message);
    this.name = 'ControlError';
    this.statusCode = statusCode;
    this.code = code;
    if (resource !== undefined) this.resource = resource;
    if (value !== undefined) this.value = value;
    if (help !== undefined) this.help = help;
  }
}

/** What a route answers when something was thrown in it: a caller's mistake is 400, a bug of ours 500. */
export function refusalOf(error: unknown): { readonly status: number; readonly refusal: ControlRefusal } {
  if (error instanceof ControlError) return { status: error.statusCode, refusal: fieldsOf(error) };
  if (error instanceof SteadystateError) return { status: 400, refusal: fieldsOf(error) };
  if (error instanceof AwsApiError) return { status: error.statusCode, refusal: fieldsOf(error) };
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return { status: 400, refusal: { code: 'InvalidRequest', message: 'The request is nested too deeply.' } };
  }
  const code = error instanceof InvariantError ? 'InvariantError' : 'InternalError';
  return { status: 500, refusal: { code, message: error instanceof Error ? error.message : String(error) } };
}

const fieldsOf = ({ code, message, resource, value, help }: ControlRefusal): ControlRefusal => ({
  code,
  message,
  ...(resource === undefined ? {} : { resource }),
  ...(value === undefined ? {} : { value }),
  ...(help === undefined ? {} : { help }),
});
