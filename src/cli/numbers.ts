import { InvalidArgumentError } from 'commander';

/** Reads a whole number. @throws InvalidArgumentError */
export const wholeNumberOf =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Give a whole number, ${min} to ${max}.`);
  };

/** Reads a seed. @throws InvalidArgumentError */
export function seedOf(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new InvalidArgumentError('Give a whole number, 0 or more.');
}

/** Reads a number above 0. @throws InvalidArgumentError */
export function positiveOf(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Give a number above 0.');
}
