import { expect } from 'vitest';
import { checkAfterLookup, parseRequest } from '../../../src/api/validation/parse-request.js';
import type { OperationName } from '../../../src/model/aws/operations.js';
import type { AwsServiceName } from '../../../src/model/errors.js';
import { AwsApiError } from '../../../src/model/errors.js';

/** A service that ECS takes; a test names only what it is about. */
export const aService = (about: object = {}): object => ({
  serviceName: 'web',
  taskDefinition: 'web',
  desiredCount: 1,
  ...about,
});

/** A task that ECS runs. */
export const aTask = (about: object = {}): object => ({ taskDefinition: 'web', ...about });

/** A target group that Elastic Load Balancing makes. */
export const aTargetGroup = (about: object = {}): object => ({
  Name: 'web',
  Protocol: 'HTTP',
  Port: 80,
  TargetType: 'ip',
  VpcId: 'vpc-1',
  ...about,
});

/** The 32 hexadecimal digits of a task. */
export const aTaskId = '0123456789abcdef0123456789abcdef';

export const anAwsvpcNetwork = (about: object = {}): object => ({
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], ...about } },
});

/** So many different strings. */
export const many = (count: number, of = 'item'): string[] =>
  Array.from({ length: count }, (_, index) => `${of}-${index}`);

/** `Exception: text` of the error a request gets, `taken` when it gets none. */
export function answerTo<Service extends AwsServiceName>(
  service: Service,
  operation: OperationName<Service>,
  input: unknown,
): string {
  return answerOf(() => parseRequest(service, operation, input));
}

/** The same for what AWS checks after its look-ups. */
export function answerAfterLookup(operation: OperationName<'ecs'>, input: object): string {
  return answerOf(() => checkAfterLookup('ecs', operation, parseRequest('ecs', operation, input)));
}

export function answerOf(call: () => unknown): string {
  try {
    call();
    return 'taken';
  } catch (error) {
    if (error instanceof AwsApiError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** A request to ECS that is refused. */
export interface Rejection {
  readonly wrong: string;
  readonly call: OperationName<'ecs'>;
  readonly with: unknown;
  readonly answer: string;
}

/** To be given to `test.each` with rejections. */
export const refused = ({ call, with: input, answer }: Rejection): void => {
  expect(answerTo('ecs', call, input)).toBe(answer);
};

export const ipe = (text: string): string => `InvalidParameterException: ${text}`;
export const client = (text: string): string => `ClientException: ${text}`;
