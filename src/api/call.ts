import { tell } from '../engine/apply/tell.js';
import type { World } from '../engine/world.js';
import { AwsApiError, type AwsServiceName } from '../model/errors.js';
import type { CallSubject } from './operation.js';
import { findOperation } from './registry.js';
import { unsimulatedError } from './unsimulated.js';
import { operationNames, parseRequest } from './validation/parse-request.js';

/**
 * One call: parse, decide, change, answer. Whatever goes wrong is thrown as one AWS error, and nothing has changed then.
 * @returns the reply, which shares nothing with the state
 * @rule call-succeeds-whole-or-not-at-all
 * @rule call-acts-at-once
 */
export function callOperation(world: World, api: AwsServiceName, name: string, input: unknown): unknown {
  const request = parseRequest(api, name as never, input);
  const operation = findOperation(api, name);
  if (operation === undefined) throw notSimulated(api, name);
  if (operation.tells === undefined || !world.facts.wanted) return operation.handle(world, request as never);
  // The call is told before what it causes; a refused one isn't told at all.
  const subject = operation.tells(request as never, world);
  tell(world, () => ({ kind: 'call', api, operation: name, ...subject }));
  try {
    return operation.handle(world, request as never);
  } catch (error) {
    world.facts.retract();
    throw error;
  }
}

/** The same without telling: what is made so has been there all the time, as far as timelines know. */
export function callUntold(world: World, api: AwsServiceName, name: string, input: unknown): unknown {
  const request = parseRequest(api, name as never, input);
  const operation = findOperation(api, name);
  if (operation === undefined) throw notSimulated(api, name);
  return operation.handle(world, request as never);
}

/** Tells that a call was refused, for calls whose caller has gone: scheduled ones. */
export function tellRefused(world: World, api: AwsServiceName, name: string, input: unknown, error: AwsApiError): void {
  tell(world, () => {
    const subject = subjectOf(world, api, name, input);
    return { kind: 'call', api, operation: name, ...subject, error: error.code, why: error.message };
  });
}

/** What a call was about, as far as its request can be read at all. */
function subjectOf(world: World, api: AwsServiceName, name: string, input: unknown): CallSubject {
  try {
    return findOperation(api, name)?.tells?.(parseRequest(api, name as never, input) as never, world) ?? { about: '' };
  } catch (error) {
    if (!(error instanceof AwsApiError)) throw error;
    return { about: '' };
  }
}

/** @rule call-unsimulated-operation-is-refused */
const notSimulated = (api: AwsServiceName, name: string): AwsApiError =>
  unsimulatedError(api, {
    member: name,
    help: 'docs/operations.md says of every operation what becomes of it.',
  });

export const knownOperations = (api: AwsServiceName): readonly string[] => operationNames(api);
