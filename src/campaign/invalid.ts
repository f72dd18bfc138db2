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

/** Every name that an object of options may have: the compiler asks for each. */
export type KnownNames<Options> = Readonly<Record<keyof Options, true>>;

/**
 * @param of - what the options are of: `A campaign`
 * @throws SteadystateError `InvalidCampaign` for an option that it doesn't have: ignored, it would mislead
 */
export function checkNoOthers<Options extends object>(given: Options, known: KnownNames<Options>, of: string): void {
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(known, name)) continue;
    throw new SteadystateError('InvalidCampaign', `${of} has no option ${name}.`, {
      resource: name,
      value: typeof value === 'function' ? 'a function' : spelled(value),
      help: `Its options are ${Object.keys(known).join(', ')}.`,
    });
  }
}
