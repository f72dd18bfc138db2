import { expect, expectTypeOf, test } from 'vitest';
import { operationNames, parseRequest } from '../../../src/api/validation/parse-request.js';
import type { Parsed } from '../../../src/api/validation/parsed.js';
import type { CreateServiceRequest, DeploymentLifecycleHook } from '../../../src/model/aws/ecs.generated.js';
import { AwsApiError } from '../../../src/model/errors.js';
import { anAwsvpcNetwork, answerTo, aService, aTargetGroup, many } from './builders.js';

test('what AWS knows comes out, what it does not know is left out', () => {
  const request = parseRequest(
    'ecs',
    'createService',
    aService({ colour: 'blue', tags: [{ key: 'a', value: 'b', shade: 1 }] }),
  );
  expect(request).toEqual({
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
    tags: [{ key: 'a', value: 'b' }],
  });
});

test('null and undefined are absent, in lists and maps too [call-types]', () => {
  const request = parseRequest('ecs', 'registerTaskDefinition', {
    family: 'web',
    cpu: null,
    memory: undefined,
    containerDefinitions: [
      null,
      { name: 'web', command: ['a', null, undefined], dockerLabels: { a: 'b', c: null }, environment: [undefined] },
    ],
  });
  expect(request).toStrictEqual({
    family: 'web',
    containerDefinitions: [{ name: 'web', command: ['a'], dockerLabels: { a: 'b' }, environment: [] }],
  });
});

test.each([undefined, null, {}])('%o is an empty request', (input) => {
  expect(parseRequest('ecs', 'listClusters', input)).toStrictEqual({});
});

test('nothing of a request is shared with the caller', () => {
  const input = aService({ ...anAwsvpcNetwork(), tags: [{ key: 'a', value: 'b' }] }) as CreateServiceRequest;
  const request = parseRequest('ecs', 'createService', input);
  const before = structuredClone(request);
  input.networkConfiguration!.awsvpcConfiguration!.subnets!.push('subnet-2');
  input.tags![0]!.value = 'changed';
  expect(request).toStrictEqual(before);
});

test('free JSON is copied, with its nulls', () => {
  const hookDetails = { a: [1, null, { b: true }], c: null, d: undefined };
  const hook: DeploymentLifecycleHook = {
    hookTargetArn: 'arn',
    lifecycleStages: [],
    hookDetails: hookDetails as never,
  };
  const request = parseRequest(
    'ecs',
    'createService',
    aService({ deploymentConfiguration: { lifecycleHooks: [hook] } }),
  );
  const copy = request.deploymentConfiguration?.lifecycleHooks?.[0]?.hookDetails as unknown;
  expect(copy).toStrictEqual({ a: [1, null, { b: true }], c: null });
  expect((copy as typeof hookDetails).a).not.toBe(hookDetails.a);
});

test('moments are dates or, as over the wire, seconds', () => {
  const before = new Date(1_700_000_000_123);
  const request = parseRequest('ecs', 'listServiceDeployments', {
    service: 'web',
    createdAt: { before, after: 1_700_000_000.122 },
  });
  expect(request.createdAt).toStrictEqual({ before, after: new Date(1_700_000_000_122) });
  expect(request.createdAt?.before).not.toBe(before);
});

test('minus nought is nought', () => {
  expect(Object.is(parseRequest('ecs', 'createService', aService({ desiredCount: -0 })).desiredCount, 0)).toBe(true);
});

test('a request parsed again is the same', () => {
  const request = parseRequest('elbv2', 'createTargetGroup', aTargetGroup({ Matcher: { HttpCode: '200' } }));
  expect(parseRequest('elbv2', 'createTargetGroup', request)).toStrictEqual(request);
});

test('required members are there for the compiler', () => {
  expectTypeOf<Parsed<CreateServiceRequest>['serviceName']>().toEqualTypeOf<string>();
  type Network = NonNullable<Parsed<CreateServiceRequest>['networkConfiguration']>;
  expectTypeOf<NonNullable<Network['awsvpcConfiguration']>['subnets']>().toEqualTypeOf<string[]>();
  expectTypeOf<Parsed<CreateServiceRequest>>().toExtend<CreateServiceRequest>();
});

test.each([
  { given: { desiredCount: '1' }, text: 'STRING_VALUE cannot be converted to Integer', value: '1' },
  { given: { desiredCount: 1.5 }, text: 'NUMBER_VALUE cannot be converted to Integer', value: '1.5' },
  { given: { desiredCount: 2 ** 31 }, text: 'NUMBER_VALUE cannot be converted to Integer', value: '2147483648' },
  { given: { desiredCount: Number.NaN }, text: 'NUMBER_VALUE cannot be converted to Integer', value: 'NaN' },
  { given: { desiredCount: 1n }, text: 'NUMBER_VALUE cannot be converted to Integer', value: '1' },
  { given: { desiredCount: {} }, text: 'Start of structure or map found where not expected.' },
  { given: { serviceName: ['a'] }, text: 'Start of list found where not expected' },
  { given: { serviceName: 7 }, text: 'NUMBER_VALUE cannot be converted to String', value: '7' },
  { given: { serviceName: Symbol('a') }, text: 'Unrecognized value cannot be converted to String', value: 'a symbol' },
  { given: { launchType: true }, text: 'TRUE_VALUE cannot be converted to String', value: 'true' },
  { given: { enableExecuteCommand: 'no' }, text: 'STRING_VALUE cannot be converted to Boolean', value: 'no' },
  { given: { tags: 'a' }, text: 'Expected list or null', value: 'a' },
  { given: { tags: { key: 'a' } }, text: 'Expected list or null' },
  { given: { networkConfiguration: [] }, text: 'Expected map or null' },
])('a wrong type is a SerializationException: $text [call-types]', ({ given, text, value }) => {
  const error = errorOf(() => parseRequest('ecs', 'createService', aService(given)));
  const place = Object.keys(given)[0];
  expect(error).toMatchObject({
    code: 'SerializationException',
    message: text,
    resource: `CreateService request, ${place}`,
  });
  expect(error.value).toBe(value);
});

test('an error names the place and the way out, and its message stays AWS’s [call-error-to-the-letter]', () => {
  const input = { family: 'web', containerDefinitions: [{}, { memory: '512' }] };
  const error = errorOf(() => parseRequest('ecs', 'registerTaskDefinition', input));
  expect(error.message).toBe('STRING_VALUE cannot be converted to Integer');
  expect(error.resource).toBe('RegisterTaskDefinition request, containerDefinitions[1].memory');
  expect(error.help).toBe('Give a whole number of at most 32 bits.');
});

test.each(['a request', 7, [], true, () => {}])('%o is no request', (input) => {
  expect(answerTo('ecs', 'listClusters', input)).toBe('SerializationException: Expected map or null');
});

test('an operation that AWS does not have', () => {
  expect(answerTo('ecs', 'makeService' as never, {})).toBe('UnknownOperationException: ');
  expect(answerTo('ecs', 'constructor' as never, {})).toBe('UnknownOperationException: ');
  expect(answerTo('elbv2', 'makeTarget' as never, {})).toBe(
    'InvalidAction: The action MakeTarget is not valid for this web service.',
  );
});

test('a request that grows exponentially is refused before it is read', () => {
  const environment = many(1_000).map((name) => ({ name }));
  const containerDefinitions = Array.from({ length: 10_000 }, () => ({ environment }));
  expect(answerTo('ecs', 'registerTaskDefinition', { family: 'web', containerDefinitions })).toBe(
    'SerializationException: The request is too large.',
  );
  expect(answerTo('ecs', 'describeTasks', { tasks: new Array(2 ** 32 - 1) })).toBe(
    'SerializationException: The request is too large.',
  );
});

test('the operations of both services are known', () => {
  expect(operationNames('ecs')).toHaveLength(88);
  expect(operationNames('elbv2')).toHaveLength(51);
});

function errorOf(call: () => unknown): AwsApiError {
  try {
    call();
  } catch (error) {
    if (error instanceof AwsApiError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}
