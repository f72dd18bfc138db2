import type { World } from '../engine/world.js';
import type { OperationInput, OperationName, OperationOutput } from '../model/aws/operations.js';
import type { AwsServiceName } from '../model/errors.js';
import type { MemberTreatment, TreatmentsOf, UnsimulatedMember } from './unsimulated.js';
import type { Parsed } from './validation/parsed.js';

/**
 * One AWS operation: a file of its own under api/<service>, found by the generated list beside it. The request it gets
 * has been checked as far as that is possible without the state; it refuses the rest with AWS's errors, and only then
 * changes anything: an operation succeeds whole or not at all.
 */
export interface Operation<
  Api extends AwsServiceName = AwsServiceName,
  Name extends OperationName<Api> = OperationName<Api>,
> {
  readonly api: Api;
  /** AWS's name in camelCase. */
  readonly name: Name;
  /** What becomes of each member of a request. */
  readonly members: TreatmentsOf<OperationInput<Api, Name>>;
  /** The same of members of members, where they differ. */
  readonly parts?: { readonly [Member in keyof OperationInput<Api, Name>]?: Readonly<Record<string, MemberTreatment>> };
  /** What a request may ask for that isn't simulated. What stands here is refused, and nothing else is. */
  readonly unsimulated?: readonly UnsimulatedMember[];
  /** What its answer is worth, where that isn't `simulated`. */
  readonly answers?: OperationTreatment;
  readonly handle: (world: World, request: Parsed<OperationInput<Api, Name>>) => OperationOutput<Api, Name>;
  /**
   * For operations that change something: what a call is about, in a few words, for timelines. Reads have none.
   */
  readonly tells?: (request: Parsed<OperationInput<Api, Name>>, world: World) => CallSubject;
}

export interface CallSubject {
  /** Names of the cluster and the service it is about, if it is about one. */
  readonly cluster?: string;
  readonly service?: string;
  /** `desiredCount 5`, `taskDefinition web:2`. */
  readonly about: string;
}

/**
 * What an operation's answer is worth:
 *
 * - `simulated`: what it makes, changes or shows takes part in what happens
 * - `recorded`: it keeps a record and shows it, by AWS's rules, and nothing that happens here depends on it
 * - `none there`: it is about a kind of resource of which none can be made here yet, and answers as AWS does where there is none
 * - `refused`: it would make something that isn't simulated, and is refused by name; AWS's own refusals come first
 */
export type OperationTreatment = 'simulated' | 'recorded' | 'none there' | 'refused';

/** An operation whose name and request are only known while the program runs. */
export interface AnyOperation {
  readonly api: AwsServiceName;
  readonly name: string;
  readonly members: Readonly<Record<string, MemberTreatment>>;
  readonly parts?: Readonly<Record<string, Readonly<Record<string, MemberTreatment>> | undefined>>;
  readonly unsimulated?: readonly UnsimulatedMember[];
  readonly answers?: OperationTreatment;
  readonly handle: (world: World, request: never) => unknown;
  readonly tells?: (request: never, world: World) => CallSubject;
}

type Definition<Api extends AwsServiceName, Name extends OperationName<Api>> = Omit<
  Operation<Api, Name>,
  'api' | 'name'
>;

export const ecsOperation = <Name extends OperationName<'ecs'>>(
  name: Name,
  definition: Definition<'ecs', Name>,
): Operation<'ecs', Name> => ({ api: 'ecs', name, ...definition });

export const elbV2Operation = <Name extends OperationName<'elbv2'>>(
  name: Name,
  definition: Definition<'elbv2', Name>,
): Operation<'elbv2', Name> => ({ api: 'elbv2', name, ...definition });
