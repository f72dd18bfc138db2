import { callOperation, knownOperations, tellRefused } from '../api/call.js';
import { addScheduledCall, takeScheduledCall } from '../engine/apply/scheduled-calls.js';
import type { World } from '../engine/world.js';
import { AwsApiError, type AwsServiceName, awsServiceNames, SteadystateError } from '../model/errors.js';
import { type Moment, parseMoment } from '../model/time.js';

/** Calls that are made at a later moment, so that a scenario is data. */

/** @throws SteadystateError `TimeRunsBackwards`, `UnknownOperation`, `InvalidInput` */
export function scheduleCall(world: World, moment: Moment, operation: string, input: unknown): void {
  const atMs = parseMoment(moment, world.nowMs);
  if (atMs < world.nowMs) {
    throw new SteadystateError(
      'TimeRunsBackwards',
      `${new Date(atMs).toISOString()} has passed: it is ${new Date(world.nowMs).toISOString()}.`,
      { value: String(moment), help: 'Schedule calls for later, or call now.' },
    );
  }
  const { api, name } = knownOperation(operation);
  addScheduledCall(world, { atMs, api, operation: name, input: dataOf(input, operation) });
}

/** Both halves of `ecs.updateService`. @throws SteadystateError `UnknownOperation` */
export function knownOperation(operation: string): { readonly api: AwsServiceName; readonly name: string } {
  const [given, name = ''] = operation.split('.');
  const api = awsServiceNames.find((each) => each === given);
  if (api !== undefined && knownOperations(api).includes(name)) return { api, name };
  throw new SteadystateError('UnknownOperation', `There is no operation ${operation}.`, {
    value: operation,
    help: "Write 'ecs.updateService' or 'elbv2.registerTargets'.",
  });
}

/** A copy that a snapshot can hold: it waits for its moment as data. */
function dataOf(input: unknown, operation: string): unknown {
  try {
    const copy = structuredClone(input);
    JSON.stringify(copy);
    return copy;
  } catch (error) {
    throw new SteadystateError(
      'InvalidInput',
      `The input of ${operation} can't wait for its moment: ${String(error)}.`,
      {
        resource: operation,
        help: 'Give plain data: objects, arrays, dates, texts, numbers.',
      },
    );
  }
}

/** Its moment has come. A refusal is told, not thrown. */
export function makeScheduledCall(world: World, key: number): void {
  const call = takeScheduledCall(world, key);
  if (call === undefined) return;
  const api = call.api as AwsServiceName;
  try {
    callOperation(world, api, call.operation, call.input);
  } catch (error) {
    if (!(error instanceof AwsApiError)) throw error;
    tellRefused(world, api, call.operation, call.input, error);
  }
}
