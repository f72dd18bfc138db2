import { validationError } from './refusals.js';

/** Attributes of balancers and target groups: texts by key, with AWS's checks of what a value may be. */

export type Attributes = Readonly<Record<string, string>>;

/** @returns AWS's text for a value that isn't right */
export type AttributeCheck = (value: string, key: string) => string | undefined;

/**
 * What a key may be set to, and what it is when it isn't set: undefined when it isn't listed then. In the order in which AWS
 * lists them.
 */
export type AttributeTable = Readonly<
  Record<string, { readonly standard: string | undefined; readonly check: AttributeCheck }>
>;

export const standardAttributes = (table: AttributeTable): Attributes =>
  Object.fromEntries(
    Object.entries(table).flatMap(([key, { standard }]) => (standard === undefined ? [] : [[key, standard]])),
  );

/** As replies list them. */
export const describeAttributes = (attributes: Attributes): { Key: string; Value: string }[] =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

/** A list of AWS's attributes in which every member may be missing. */
export type GivenAttributes = readonly { readonly Key?: string; readonly Value?: string }[];

/**
 * The attributes with changes, in their usual order.
 * @throws ElbV2ApiError ValidationError for a value that isn't right
 */
export function changedAttributes(present: Attributes, table: AttributeTable, given: GivenAttributes): Attributes {
  const changes: Record<string, string> = {};
  for (const { Key = '', Value = '' } of given) {
    const text = table[Key]?.check(Value, Key);
    if (text !== undefined) throw validationError(text, { resource: `attribute ${Key}`, value: Value });
    changes[Key] = Value;
  }
  return { ...present, ...changes };
}

/** The first key that is given twice. */
export function repeatedKey(given: GivenAttributes): string | undefined {
  const seen = new Set<string | undefined>();
  for (const { Key } of given) {
    if (seen.has(Key)) return Key;
    seen.add(Key);
  }
  return undefined;
}

// --------------------------------------------------------------------------------------------------------------- checks

export const anyText: AttributeCheck = () => undefined;

export const isBoolean: AttributeCheck = (value, key) =>
  value === 'true' || value === 'false'
    ? undefined
    : `The value of '${key}' must be 'true' or 'false', but was '${value}'`;

export const isOneOf =
  (values: readonly string[], text: (value: string, key: string) => string): AttributeCheck =>
  (value, key) =>
    values.includes(value) ? undefined : text(value, key);

export const isWithin =
  (least: number, most: number): AttributeCheck =>
  (value, key) =>
    isWholeWithin(value, least, most)
      ? undefined
      : `'${key}' value '${value}' must be between '${least}-${most}' inclusive`;

export const isWholeWithin = (value: string, least: number, most: number): boolean =>
  /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
