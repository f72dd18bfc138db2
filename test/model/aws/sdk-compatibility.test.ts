import type * as ecsSdk from '@aws-sdk/client-ecs';
import type * as elbV2Sdk from '@aws-sdk/client-elastic-load-balancing-v2';
import { expectTypeOf, test } from 'vitest';
import type { EcsOperations } from '../../../src/model/aws/ecs.generated.js';
import type { ElbV2Operations } from '../../../src/model/aws/elbv2.generated.js';

/**
 * Checked by the compiler (`npm run types`): what a caller has typed for the AWS SDK goes into our client, and what our
 * client answers goes where an SDK reply is expected. A failure shows up as the operation's name in one of these unions.
 */
test('the operations are those of the SDK', () => {
  expectTypeOf<keyof EcsOperations>().toEqualTypeOf<OperationNames<typeof ecsSdk>>();
  expectTypeOf<keyof ElbV2Operations>().toEqualTypeOf<OperationNames<typeof elbV2Sdk>>();
});

test("every SDK request is one of ours, and ours one of the SDK's", () => {
  expectTypeOf<RequestsNotTaken<EcsOperations, typeof ecsSdk>>().toEqualTypeOf<never>();
  expectTypeOf<RequestsNotTaken<ElbV2Operations, typeof elbV2Sdk>>().toEqualTypeOf<never>();
  expectTypeOf<RequestsNotGiven<EcsOperations, typeof ecsSdk>>().toEqualTypeOf<never>();
  expectTypeOf<RequestsNotGiven<ElbV2Operations, typeof elbV2Sdk>>().toEqualTypeOf<never>();
});

test('every reply of ours is one of the SDK', () => {
  expectTypeOf<RepliesNotGiven<EcsOperations, typeof ecsSdk>>().toEqualTypeOf<never>();
  expectTypeOf<RepliesNotGiven<ElbV2Operations, typeof elbV2Sdk>>().toEqualTypeOf<never>();
});

test('these checks can fail', () => {
  type Broken = { createCluster: { input: { clusterName?: number }; output: { cluster: { status: 7 } } } };
  expectTypeOf<RequestsNotTaken<Broken, typeof ecsSdk>>().toEqualTypeOf<'createCluster'>();
  expectTypeOf<RequestsNotGiven<Broken, typeof ecsSdk>>().toEqualTypeOf<'createCluster'>();
  expectTypeOf<RepliesNotGiven<Broken, typeof ecsSdk>>().toEqualTypeOf<'createCluster'>();
  expectTypeOf<RequestsNotTaken<EcsOperations, typeof ecsSdk>>().not.toBeAny();
  expectTypeOf<SdkInput<typeof ecsSdk, 'createService'>>().toHaveProperty('serviceName');
  expectTypeOf<SdkOutput<typeof ecsSdk, 'createService'>>().toHaveProperty('service');
});

type OperationNames<Sdk> = keyof Sdk extends infer Name
  ? Name extends `${infer Command}Command`
    ? Command extends '$' | '__' | ''
      ? never
      : Uncapitalize<Command>
    : never
  : never;

type CommandOf<Sdk, Name> = `${Capitalize<Name & string>}Command` extends infer Command extends keyof Sdk
  ? Sdk[Command] extends abstract new (
      ...args: never[]
    ) => infer Instance
    ? Instance
    : never
  : never;

type SdkInput<Sdk, Name> = CommandOf<Sdk, Name> extends { input: infer Input } ? Input : never;
type SdkOutput<Sdk, Name> =
  CommandOf<Sdk, Name> extends {
    resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }>;
  }
    ? Omit<Output, '$metadata'>
    : never;

type Operations = Record<string, { input: unknown; output: unknown }>;

type RequestsNotTaken<Ours extends object, Sdk> = {
  [Name in keyof Ours]: [SdkInput<Sdk, Name>] extends [never]
    ? Name
    : SdkInput<Sdk, Name> extends (Ours & Operations)[Name & string]['input']
      ? never
      : Name;
}[keyof Ours];

type RequestsNotGiven<Ours extends object, Sdk> = {
  [Name in keyof Ours]: (Ours & Operations)[Name & string]['input'] extends SdkInput<Sdk, Name> ? never : Name;
}[keyof Ours];

type RepliesNotGiven<Ours extends object, Sdk> = {
  [Name in keyof Ours]: [SdkOutput<Sdk, Name>] extends [never]
    ? Name
    : (Ours & Operations)[Name & string]['output'] extends SdkOutput<Sdk, Name>
      ? never
      : Name;
}[keyof Ours];
