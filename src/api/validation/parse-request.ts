import type { OperationInput, OperationName } from '../../model/aws/operations.js';
import { AwsApiError, type AwsServiceName, EcsApiError, ElbV2ApiError } from '../../model/errors.js';
import type { Shape } from '../schemas/api-shapes.js';
import { createRequestSchemas, RequestTooLargeError } from '../schemas/request-schema.js';
import { services } from '../services.js';
import { checkStructure } from './check-structure.js';
import type { Parsed } from './parsed.js';
import { firstRefusal, type Rule } from './refusal.js';
import { pascalCase, refusalError } from './refusal-error.js';
import { tooLargeRefusal, unreadableRefusal, wrongTypeRefusal } from './serialization.js';

/**
 * A caller's request, checked as far as it can be without knowing any state, and copied: nothing of what comes out is the
 * caller's. Whatever goes in, either a request comes out or one AWS error is thrown.
 *
 * @param operation - AWS's name of it in camelCase
 * @param input - anything; nothing at all is an empty request
 * @throws {@link EcsApiError} or {@link ElbV2ApiError} with AWS's exception name and text
 */
export function parseRequest<Service extends AwsServiceName, Operation extends OperationName<Service>>(
  service: Service,
  operation: Operation,
  input: unknown,
): Parsed<OperationInput<Service, Operation>> {
  const { reader, rules } = services[service];
  const shape = reader.inputOf(operation);
  if (shape === undefined) throw unknownOperation(service, operation);
  const request = readRequest(service, operation, shape, input);
  const refusal = checkStructure(reader, rules, shape, request);
  if (refusal !== undefined) throw refusalError(service, operation, refusal, { path: refusal.path, request });
  const general = firstRefusal(rules.everyRequest as readonly Rule<unknown>[], request);
  if (general !== undefined) throw refusalError(service, operation, general, { request });
  return request as Parsed<OperationInput<Service, Operation>>;
}

/**
 * Refuses what AWS is seen to refuse only after it has looked up what a request names, although the request alone shows it:
 * DAEMON's limits after the network of the task definition, cluster settings after the cluster. An operation calls it when
 * its look-ups are done; for most operations there is nothing to refuse.
 *
 * @throws {@link EcsApiError} or {@link ElbV2ApiError}
 * @see recorded: services.json #34, #51, #65; controls.json #22
 * @rule call-after-lookup
 */
export function checkAfterLookup<Service extends AwsServiceName, Operation extends OperationName<Service>>(
  service: Service,
  operation: Operation,
  request: Parsed<OperationInput<Service, Operation>>,
): void {
  const rules = services[service].rules.afterLookup[operation] as readonly Rule<unknown>[] | undefined;
  const refusal = firstRefusal(rules ?? [], request);
  if (refusal !== undefined) throw refusalError(service, operation, refusal, { request });
}

/** The camelCase names of a service's operations, sorted. */
export function operationNames<Service extends AwsServiceName>(service: Service): readonly OperationName<Service>[] {
  return services[service].reader.operations() as readonly OperationName<Service>[];
}

/** Each structure's schema is built when a request first has it. */
const schemasOf: Readonly<Record<AwsServiceName, ReturnType<typeof createRequestSchemas>>> = {
  ecs: createRequestSchemas(services.ecs.reader),
  elbv2: createRequestSchemas(services.elbv2.reader),
};

function readRequest(
  service: AwsServiceName,
  operation: string,
  shape: Shape,
  input: unknown,
): Record<string, unknown> {
  const { reader } = services[service];
  const schemas = schemasOf[service];
  try {
    schemas.startRequest();
    const result = schemas.schemaOf(shape).safeParse(input ?? {});
    if (result.success) return result.data;
    const { path } = result.error.issues[0]!;
    const given = valueAt(input, path);
    throw refusalError(service, operation, wrongTypeRefusal(reader, shape, path, given), { path, given });
  } catch (error) {
    if (error instanceof AwsApiError) throw error;
    const refusal = error instanceof RequestTooLargeError ? tooLargeRefusal : unreadableRefusal;
    throw refusalError(service, operation, refusal);
  }
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((value, step) => (value as Record<PropertyKey, unknown>)[step], input);

function unknownOperation(service: AwsServiceName, operation: unknown): AwsApiError {
  const name = typeof operation === 'string' ? pascalCase(operation) : typeof operation;
  return service === 'ecs'
    ? new EcsApiError('UnknownOperationException', '', { value: name, help: 'Amazon ECS has no such operation.' })
    : new ElbV2ApiError('InvalidAction', `The action ${name} is not valid for this web service.`, { value: name });
}
