import type * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';

/** What is wrong with plain data that somebody gave. */
export interface DataProblem {
  /** Members on the way to it, joined by dots; empty for the data itself. */
  readonly path: string;
  /** `Too small: expected number to be >=0`. */
  readonly message: string;
  /** What was given there, as JSON; absent where nothing was. */
  readonly value?: string;
}

const { localeError } = en();

/** Checks data against a schema. @returns the data, or the first problem */
export function parseData<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
): { readonly data: T; readonly problem?: undefined } | { readonly data?: undefined; readonly problem: DataProblem } {
  const parsed = schema.safeParse(value, { error: localeError as never });
  if (parsed.success) return { data: parsed.data };
  const issue = parsed.error.issues[0];
  if (issue === undefined) return { problem: { path: '', message: 'unreadable' } };
  const { path: place, message, keys = [] } = meant(issue);
  const path = [...place, ...keys];
  const given = JSON.stringify(path.reduce(memberOf, value));
  return { problem: { path: path.join('.'), message, ...(given === undefined ? {} : { value: given }) } };
}

/** A problem with the members on the way to it one by one, and what would be known there. */
export interface LocatedProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly value: unknown;
  /** For a member that isn't known: those that are. */
  readonly known?: readonly string[];
  /** It is the name of the member that is wrong, not its value. */
  readonly at?: 'name';
}

/** Checks data against a schema. @returns everything that is wrong with it */
export function problemsOf(schema: z.ZodMiniType, value: unknown): LocatedProblem[] {
  const parsed = schema.safeParse(value, { error: localeError as never });
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue): LocatedProblem[] => {
    const { path, message, keys } = meant(issue);
    if (keys === undefined) return [{ path, message, value: path.reduce(memberOf, value) }];
    const known = membersAt(schema, path);
    return keys.map((key) => ({
      path: [...path, key],
      message: 'there is no such member',
      value: memberOf(path.reduce(memberOf, value), key),
      known,
      at: 'name',
    }));
  });
}

/** Names of the members that a schema knows at a place, in all its variants. */
function membersAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const variants = variantsOf(schema);
  const [name, ...rest] = path;
  if (name === undefined) return [...new Set(variants.flatMap((each) => Object.keys(shapeOf(each))))];
  return [
    ...new Set(
      variants.flatMap((each) => {
        const { def } = each._zod as { def: { element?: z.core.$ZodType; valueType?: z.core.$ZodType } };
        const member = shapeOf(each)[String(name)] ?? def.element ?? def.valueType;
        return member === undefined ? [] : membersAt(member, rest);
      }),
    ),
  ];
}

const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> =>
  (schema._zod.def as { shape?: Record<string, z.core.$ZodType> }).shape ?? {};

/** Without what only says that it may be missing, and each member of a union by itself. */
function variantsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { innerType, options } = schema._zod.def as { innerType?: z.core.$ZodType; options?: z.core.$ZodType[] };
  if (innerType !== undefined) return variantsOf(innerType);
  return options === undefined ? [schema] : options.flatMap(variantsOf);
}

type Issue = z.core.$ZodIssue;

interface Finding {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Members that aren't known, at the path. */
  readonly keys?: readonly string[];
}

/**
 * What an issue says to the person who wrote the data. Of the members of a union, the one that got furthest into the
 * data was meant; where none got anywhere, all that would be right is listed.
 */
function meant(issue: Issue): Finding {
  if (issue.code === 'unrecognized_keys') return { path: issue.path, message: issue.message, keys: issue.keys };
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const findings = issue.errors.flatMap((issues) => issues.slice(0, 1).map(meant));
  const depthOf = ({ path, keys = [] }: Finding) => path.length + keys.length;
  const furthest = findings.reduce((best, finding) => (depthOf(finding) > depthOf(best) ? finding : best));
  if (depthOf(furthest) > 0) return { ...furthest, path: [...issue.path, ...furthest.path] };
  const expected = findings.map(({ message }) =>
    message.replace(/^.*expected (?:one of )?/, '').replace(/, received.*$/, ''),
  );
  return { path: issue.path, message: `Invalid input: expected ${expected.join(' or ')}` };
}

const memberOf = (value: unknown, name: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[name] : undefined;

/** A schema is built when it is first needed, not when its module is loaded. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
