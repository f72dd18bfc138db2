import { AwsApiError, SteadystateError } from '../../model/errors.js';

/** A seed that can't be. @param what - `targetGroups.0` */
export const invalidSeed = (what: string, message: string, value: string, help: string): SteadystateError =>
  new SteadystateError('InvalidSeed', `${what}: ${message}`, { resource: what, value, help });

/** Says of AWS's refusals which seed they are about. @throws SteadystateError `InvalidSeed` */
export function seeding<T>(what: string, value: string, seed: () => T): T {
  try {
    return seed();
  } catch (error) {
    if (!(error instanceof AwsApiError)) throw error;
    throw invalidSeed(what, `${error.code}: ${error.message}`, error.value ?? value, error.help ?? `It is ${value}.`);
  }
}

/**
 * Members of a seed that AWS's request has.
 * @throws SteadystateError `InvalidSeed` for one that it hasn't: AWS passes over it in silence, a seed is ours
 */
export function requestMembers(
  what: string,
  operation: { readonly members: object },
  seed: object,
): Record<string, unknown> {
  const known = Object.keys(operation.members);
  const unknown = Object.keys(seed).find((name) => !known.includes(name));
  if (unknown === undefined) return { ...seed };
  throw invalidSeed(what, `There is no member ${unknown}.`, unknown, `Members are ${known.join(', ')}.`);
}
