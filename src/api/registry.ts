import type { AwsServiceName } from '../model/errors.js';
import { ecsOperations } from './ecs/operations/all.generated.js';
import { elbV2Operations } from './elbv2/operations/all.generated.js';
import type { AnyOperation } from './operation.js';

/** Every operation that is simulated, by API and name. */
const operations: Readonly<Record<AwsServiceName, ReadonlyMap<string, AnyOperation>>> = {
  ecs: byName(ecsOperations),
  elbv2: byName(elbV2Operations),
};

export const findOperation = (api: AwsServiceName, name: string): AnyOperation | undefined => operations[api].get(name);

export const simulatedOperations = (api: AwsServiceName): readonly string[] => [...operations[api].keys()];

function byName(all: readonly AnyOperation[]): ReadonlyMap<string, AnyOperation> {
  return new Map(all.map((operation) => [operation.name, operation]));
}
