import type * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';

/** What is wrong with plain data that somebody gave. */
export interface DataProblem {
  /** Members on the way to it, joined by dots; empty for the data itself. */
  readonly path: string;
  /** `Too small: expected number to be >=0`. */
  readonly message: string;
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
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  return {
    problem: { path: [...(issue?.path ?? []), ...unknown].join('.'), message: issue?.message ?? 'unreadable' },
  };
}

/** A schema is built when it is first needed, not when its module is loaded. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
