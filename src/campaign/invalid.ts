import { SteadystateError } from '../model/errors.js';
import { checkNoOthers, type KnownNames } from '../model/known-names.js';

/** A refusal of an option, `InvalidCampaign`. */
export function invalid(option: string, given: unknown, help: string): SteadystateError {
  const value = spelled(given);
  return new SteadystateError('InvalidCampaign', `${option} ${value} is not possible.`, {
    resource: option,
    value,
    help,
  });
}

/** A value in an error: texts and numbers as they are, data as JSON. */
export const spelled = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/**
 * @param of - what the options are of: `A campaign`
 * @throws SteadystateError `InvalidCampaign` for an option that it doesn't have
 */
export const checkNames = <Options extends object>(given: Options, known: KnownNames<Options>, of: string): void =>
  checkNoOthers(given, known, { of, code: 'InvalidCampaign' });
