import { SteadystateError } from './errors.js';

/** Every name that an object of options may have: the compiler asks for each. */
export type KnownNames<Options> = Readonly<Record<keyof Options, true>>;

/**
 * @param of - what the options are of: `A campaign`
 * @throws SteadystateError with that code, for what is no object, and for an option that it doesn't have: ignored, it would mislead
 */
export function checkNoOthers<Options extends object>(
  given: Options,
  known: KnownNames<Options>,
  { of, code = 'InvalidOption', help }: About,
): void {
  if (typeof given !== 'object' || given === null) {
    throw new SteadystateError(code, `${of} has options, not ${given === null ? 'null' : `a ${typeof given}`}.`, {
      value: String(given),
      help: help ?? `Give an object: its options are ${Object.keys(known).join(', ')}.`,
    });
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(known, name)) continue;
    const value: unknown = given[name as keyof Options];
    throw new SteadystateError(code, `${of} has no option ${name}.`, {
      resource: name,
      value: typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? String(value)),
      help: help ?? `Its options are ${Object.keys(known).join(', ')}.`,
    });
  }
}

interface About {
  readonly of: string;
  readonly code?: 'InvalidOption' | 'InvalidCampaign';
  readonly help?: string;
}
