import { SteadystateError } from '../model/errors.js';

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
