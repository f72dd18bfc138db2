import { knownOperations } from '../api/call.js';
import { parseRequest } from '../api/validation/parse-request.js';
import { unknownMembers } from '../api/validation/unknown-members.js';
import { closestName } from '../model/closest-name.js';
import { AwsApiError, awsServiceNames, SteadystateError } from '../model/errors.js';
import type { LocatedProblem } from '../model/parse-data.js';
import { knownOperation } from './scheduled-calls.js';

/**
 * What can be said against a call before it is made, without any state: an operation that isn't one, a member that AWS
 * doesn't know and would pass over in silence, and what AWS would refuse.
 */
export function callProblems(operation: string, input: unknown): LocatedProblem[] {
  try {
    const { api, name } = knownOperation(operation);
    const unknown = unknownMembers(api, name, input).map((each) => ({
      ...each,
      message: 'AWS knows no such member',
      value: undefined,
      at: 'name' as const,
    }));
    if (unknown.length === 0) parseRequest(api, name as never, input);
    return unknown;
  } catch (error) {
    if (error instanceof AwsApiError) {
      return [
        { path: [], message: [`${error.code}: ${error.message}`, error.help ?? ''].join(' ').trimEnd(), value: input },
      ];
    }
    if (error instanceof SteadystateError) {
      const known = awsServiceNames.flatMap((api) => knownOperations(api).map((name) => `${api}.${name}`));
      const meant = closestName(operation, known);
      const message =
        meant === undefined ? error.message : `There is no operation ${operation}. Did you mean ${meant}?`;
      return [{ path: [], message, value: operation }];
    }
    throw error;
  }
}
