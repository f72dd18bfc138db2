import type { AwsServiceName } from '../model/errors.js';
import { ecsOperations } from './ecs/operations/all.generated.js';
import { elbV2Operations } from './elbv2/operations/all.generated.js';
import type { AnyOperation, OperationTreatment } from './operation.js';

/** Every operation that has an answer of its own, by API and name: the others are refused by name. */
const operations: Readonly<Record<AwsServiceName, ReadonlyMap<string, AnyOperation>>> = {
  ecs: byName(ecsOperations),
  elbv2: byName(elbV2Operations),
};

export const findOperation = (api: AwsServiceName, name: string): AnyOperation | undefined => operations[api].get(name);

export const simulatedOperations = (api: AwsServiceName): readonly string[] => [...operations[api].keys()];

/** What an operation of AWS's is worth here. */
export function treatmentOf(api: AwsServiceName, name: string): OperationTreatment {
  const operation = findOperation(api, name);
  return operation === undefined ? 'refused' : (operation.answers ?? 'simulated');
}

function byName(all: readonly AnyOperation[]): ReadonlyMap<string, AnyOperation> {
  return new Map(all.map((operation) => [operation.name, operation]));
}
