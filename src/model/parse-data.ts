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
  const { path, message } = meant(issue);
  const given = JSON.stringify(path.reduce(memberOf, value));
  return { problem: { path: path.join('.'), message, ...(given === undefined ? {} : { value: given }) } };
}

type Issue = z.core.$ZodIssue;

interface Finding {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * What an issue says to the person who wrote the data. Of the members of a union, the one that got furthest into the
 * data was meant; where none got anywhere, all that would be right is listed.
 */
function meant(issue: Issue): Finding {
  if (issue.code === 'unrecognized_keys') return { path: [...issue.path, ...issue.keys], message: issue.message };
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const findings = issue.errors.flatMap((issues) => issues.slice(0, 1).map(meant));
  const furthest = findings.reduce((best, finding) => (finding.path.length > best.path.length ? finding : best));
  if (furthest.path.length > 0) return { path: [...issue.path, ...furthest.path], message: furthest.message };
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
