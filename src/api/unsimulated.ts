import { type AwsApiError, type AwsServiceName, EcsApiError, ElbV2ApiError } from '../model/errors.js';

/**
 * What becomes of a member of a request:
 *
 * - `simulated`: it does what it does on AWS, as far as the simulation can show it
 * - `kept`: it is kept and shown as AWS shows it, and changes nothing else here
 * - `ignored`: it is taken, and neither shown nor of any effect
 * - `refused`: a request with it is refused by name
 */
export type MemberTreatment = 'simulated' | 'kept' | 'ignored' | 'refused';

/** Of every member of a structure: the compiler asks for those that a new version of the API has. */
export type TreatmentsOf<Structure> = { readonly [Member in keyof Structure]-?: MemberTreatment };

/** Something that a request may ask for, that would change what happens and isn't simulated: it is refused by name. */
export interface UnsimulatedMember {
  /** Its place in the request: `deploymentConfiguration.strategy`. */
  readonly member: string;
  /** What isn't simulated, in the words of the error. Absent where the member says it. */
  readonly what?: string;
  /** When it is refused, to be read after "refused": `unless ROLLING`. Absent where it always is. */
  readonly when?: string;
  /** What to do instead, in a sentence. */
  readonly help: string;
}

/** One that the request alone shows. */
export interface UnsimulatedAsked<Request> extends UnsimulatedMember {
  /** The value that asks for it; undefined where the request doesn't. */
  readonly asked: (request: Request) => string | undefined;
}

const apiErrors = { ecs: EcsApiError, elbv2: ElbV2ApiError } as const satisfies Record<AwsServiceName, unknown>;

/** The error for something that isn't simulated. The exception is ours: AWS has the feature. */
export function unsimulatedError(
  api: AwsServiceName,
  { member, what = member, help }: UnsimulatedMember,
  value?: string,
): AwsApiError {
  const message = `steadystate does not simulate ${what}${value === undefined ? '' : ` (${value})`} yet.`;
  const about = { resource: member, ...(value === undefined ? {} : { value }), help };
  return new apiErrors[api]('UnsupportedFeatureException', message, about);
}

/**
 * Refuses what a request asks for and isn't simulated (ruling 34). An operation calls it when AWS's own refusals are
 * behind it, and declares the same list for the table of docs/operations.md.
 * @throws UnsupportedFeatureException
 * @rule call-unsimulated-is-refused
 */
export function refuseUnsimulated<Request>(
  api: AwsServiceName,
  members: readonly UnsimulatedAsked<Request>[],
  request: Request,
): void {
  for (const each of members) {
    const value = each.asked(request);
    if (value !== undefined) throw unsimulatedError(api, each, value);
  }
}
