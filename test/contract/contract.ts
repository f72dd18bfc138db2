import { describe, expect, test } from 'vitest';
import { knownOperations } from '../../src/api/call.js';
import { services } from '../../src/api/services.js';
import type { AwsServiceName, Simulator } from '../../src/index.js';
import { type Caller, inProcess, type Outcome } from './caller.js';
import { ecsRequests, type Requests } from './ecs-requests.js';
import { elbV2Requests } from './elbv2-requests.js';
import { fillerOf } from './filler.js';
import { createStage, type Stage } from './stage.js';

const requests: Readonly<Record<AwsServiceName, Requests>> = { ecs: ecsRequests, elbv2: elbV2Requests };

/** One request of the table. */
export interface ContractRow {
  readonly operation: string;
  readonly about: string;
  readonly inputOf: (stage: Stage) => object;
}

/** Every operation of a service: requests about the stage, and one with filler. */
export const rowsOf = (api: AwsServiceName): ContractRow[] =>
  knownOperations(api).flatMap((operation) => [
    ...(requests[api][operation] ?? []).map((inputOf, index) => ({
      operation,
      about: `request ${index + 1}`,
      inputOf,
    })),
    { operation, about: 'filler', inputOf: () => fillerOf(api, operation) },
  ]);

/** Whoever calls, and whichever way: the same reply or the same refusal, and the same simulator afterwards. */
export function describeContract(caller: Caller): void {
  const stage = createStage();
  describe.each(Object.keys(services) as AwsServiceName[])(`${caller.name}, every operation of %s`, (api) => {
    test.each(rowsOf(api))('$operation: $about', async ({ operation, inputOf }) => {
      const input = inputOf(stage);
      const expected = await callFork(inProcess, stage.sim, api, operation, input);
      expect(await callFork(caller, stage.sim, api, operation, input)).toEqual(expected);
    });
  });
}

interface Result {
  readonly outcome: Outcome;
  readonly after: unknown;
}

async function callFork(
  caller: Caller,
  sim: Simulator,
  api: AwsServiceName,
  operation: string,
  input: object,
): Promise<Result> {
  const fork = sim.fork();
  const outcome = await caller.call(fork, api, operation, structuredClone(input));
  return { outcome, after: fork.snapshot({ facts: true }) };
}
