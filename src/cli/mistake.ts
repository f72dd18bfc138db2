import { AwsApiError, SteadystateError } from '../model/errors.js';
import { type ExitCode, exitCode, type Terminal } from './terminal.js';

/**
 * Tells somebody what was wrong with a file or a command line. Anything else that was thrown is thrown on.
 * @param place - where it stands: `rollback.yaml:4:17`
 */
export function tellMistake(error: unknown, place: string | undefined, terminal: Terminal): ExitCode {
  if (!(error instanceof AwsApiError) && !(error instanceof SteadystateError)) throw error;
  terminal.stderr(`${place === undefined ? '' : `${place}: `}${spelled(error)}\n`);
  return exitCode.MISTAKE;
}

/** AWS's text stands by itself; ours has its help in it already. */
const spelled = (error: AwsApiError | SteadystateError): string =>
  error instanceof AwsApiError
    ? [`${error.code}: ${error.message}`, error.help].filter((part) => part !== undefined).join(' ')
    : error.message;
