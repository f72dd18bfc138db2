import { tell } from '../engine/apply/tell.js';
import type { World } from '../engine/world.js';
import { type AwsServiceName, EcsApiError, ElbV2ApiError } from '../model/errors.js';
import { findOperation, simulatedOperations } from './registry.js';
import { operationNames, parseRequest } from './validation/parse-request.js';

/**
 * One call: parse, decide, change, answer. Whatever goes wrong is thrown as one AWS error, and nothing has changed then.
 * @returns the reply, which shares nothing with the state
 */
export function callOperation(world: World, api: AwsServiceName, name: string, input: unknown): unknown {
  const request = parseRequest(api, name as never, input);
  const operation = findOperation(api, name);
  if (operation === undefined) throw notSimulated(api, name);
  if (operation.tells === undefined || !world.facts.wanted) return operation.handle(world, request as never);
  // The call is told before what it causes; a refused one isn't told at all.
  const subject = operation.tells(request as never);
  tell(world, () => ({ kind: 'call', api, operation: name, ...subject }));
  try {
    return operation.handle(world, request as never);
  } catch (error) {
    world.facts.retract();
    throw error;
  }
}

function notSimulated(api: AwsServiceName, name: string): Error {
  const about = {
    resource: `operation ${name}`,
    help: `Simulated operations are ${simulatedOperations(api).join(', ')}.`,
  };
  const message = `steadystate does not simulate ${name} yet.`;
  return api === 'ecs'
    ? new EcsApiError('UnsupportedFeatureException', message, about)
    : new ElbV2ApiError('UnsupportedFeatureException', message, about);
}

export const knownOperations = (api: AwsServiceName): readonly string[] => operationNames(api);
