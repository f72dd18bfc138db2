import type { EcsOperations } from './ecs.generated.js';
import type { ElbV2Operations } from './elbv2.generated.js';

/** Every AWS operation there are types for, by service and then by its camelCase name. */
export interface AwsOperations {
  readonly ecs: EcsOperations;
  readonly elbv2: ElbV2Operations;
}

/** `createService` and the like. */
export type OperationName<Service extends keyof AwsOperations> = keyof AwsOperations[Service] & string;

/** An operation's request as callers write it. */
export type OperationInput<
  Service extends keyof AwsOperations,
  Operation extends OperationName<Service>,
> = AwsOperations[Service][Operation] extends { input: infer Input } ? Input : never;

/** An operation's reply. */
export type OperationOutput<
  Service extends keyof AwsOperations,
  Operation extends OperationName<Service>,
> = AwsOperations[Service][Operation] extends { output: infer Output } ? Output : never;
