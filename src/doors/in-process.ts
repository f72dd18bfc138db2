import type { EcsOperations } from '../model/aws/ecs.generated.js';
import type { ElbV2Operations } from '../model/aws/elbv2.generated.js';
import type { AwsServiceName } from '../model/errors.js';
import { ecsMethods } from './ecs-methods.generated.js';
import { elbV2Methods } from './elbv2-methods.generated.js';

/** An API in process: one synchronous method per AWS operation, requests and replies in AWS's shapes. */
export type ApiClient<Operations> = {
  readonly [Name in keyof Operations]: Operations[Name] extends { input: infer Input; output: infer Output }
    ? // An operation that requires nothing may be called without a request.
      (...request: Partial<Input> extends Input ? [request?: Input] : [request: Input]) => Output
    : never;
};

/** `sim.ecs`: every operation of Amazon ECS, synchronous. @throws EcsApiError */
export type EcsClient = ApiClient<EcsOperations>;
/** `sim.elbv2`: every operation of Elastic Load Balancing v2, synchronous. @throws ElbV2ApiError */
export type ElbV2Client = ApiClient<ElbV2Operations>;

/** Every operation AWS has, so that one which isn't simulated yet is refused by name, not undefined. */
export function createApiClient<Operations>(
  api: AwsServiceName,
  call: (api: AwsServiceName, operation: string, input: unknown) => unknown,
): ApiClient<Operations> {
  return methodsOf[api]((operation, request) => call(api, operation, request)) as ApiClient<Operations>;
}

const methodsOf = { ecs: ecsMethods, elbv2: elbV2Methods };
