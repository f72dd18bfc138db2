import type { Refusal, Rule } from './refusal.js';

/*
 * The checks that the tables of rules are made of. Each takes AWS's text; without one it uses the form that ECS uses where
 * its text is known, for a member of which no text is (inferred):
 *
 * - `subnets can have at most 16 items.`, `service names can have at most 10 items.` (users' logs)
 * - `startedBy longer than 36.`, `idempotency token longer than 36.` (users' logs; recorded: services.json #90)
 * - `maximumPercent must be at least 100`, `minimumHealthyPercent must be at most 100` (recorded: services.json #31; deployed)
 * - `include should be one of [TAGS]` (recorded: services.json #67)
 * - `subnets can not be empty.` (users' logs)
 *
 * An absent member passes every check but `required`.
 */

/**
 * The member is there, and isn't an empty list or an empty string.
 * @rule call-texts-without-a-source
 */
export const required = <Structure>(
  member: MemberOf<Structure>,
  message = `${member} can not be empty.`,
  code?: string,
): Rule<Structure> => {
  const refusal = refuse(member, message, `Give ${member}.`, code);
  return (structure) => {
    const value = structure[member] as unknown;
    const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    return empty ? refusal : undefined;
  };
};

/** A string of at most so many characters. */
export const longest = <Structure>(
  member: MemberOf<Structure>,
  characters: number,
  message = `${member} longer than ${characters}.`,
): Rule<Structure> => {
  const refusal = refuse(member, message, `Shorten it to ${characters} characters.`);
  return (structure) => {
    const value = structure[member] as unknown;
    return typeof value === 'string' && value.length > characters ? refusal : undefined;
  };
};

/** A list of at most so many items. */
export const atMostItems = <Structure>(
  member: MemberOf<Structure>,
  items: number,
  message = `${member} can have at most ${items} items.`,
  code?: string,
): Rule<Structure> => {
  const refusal = refuse(member, message, `Ask for ${items} at a time, or fewer.`, code);
  return (structure) => {
    const value = structure[member] as unknown;
    return Array.isArray(value) && value.length > items ? refusal : undefined;
  };
};

/** A number of at least so much. */
export const atLeast = <Structure>(
  member: MemberOf<Structure>,
  least: number,
  message = `${member} must be at least ${least}`,
): Rule<Structure> => {
  const refusal = refuse(member, message, `Give ${least} or more.`);
  return (structure) => {
    const value = structure[member] as unknown;
    return typeof value === 'number' && value < least ? refusal : undefined;
  };
};

/** A number of at most so much. */
export const atMost = <Structure>(
  member: MemberOf<Structure>,
  most: number,
  message = `${member} must be at most ${most}`,
): Rule<Structure> => {
  const refusal = refuse(member, message, `Give ${most} or less.`);
  return (structure) => {
    const value = structure[member] as unknown;
    return typeof value === 'number' && value > most ? refusal : undefined;
  };
};

/** A number between two others, these included. */
export const between = <Structure>(member: MemberOf<Structure>, least: number, most: number): Rule<Structure> =>
  firstOf(atLeast<Structure>(member, least), atMost<Structure>(member, most));

/**
 * Size of a page (recorded for the upper bound: services.json #69; the lower one follows it).
 * @rule pages-sizes
 */
export const pageSize = <Structure extends { maxResults?: number }>(most: number): Rule<Structure> =>
  firstOf<Structure>(
    atLeast('maxResults', 1, 'Max results can not be lesser than 1'),
    atMost('maxResults', most, `Max results can not be greater than ${most}`),
  );

/** One of these strings, or a list of them. The text may need the value that was given. */
export const oneOf = <Structure>(
  member: MemberOf<Structure>,
  values: readonly string[],
  message: string | ((given: string) => string) = `${member} should be one of [${values.join(',')}]`,
  code?: string,
): Rule<Structure> => {
  const known = new Set(values);
  return (structure) => {
    const value = structure[member] as unknown;
    const wrong = (Array.isArray(value) ? value : [value]).find((each) => typeof each === 'string' && !known.has(each));
    if (wrong === undefined) return undefined;
    const text = typeof message === 'string' ? message : message(String(wrong));
    return refuse(member, text, `Use ${listOf(values)}.`, code);
  };
};

/** A string, or each string of a list, that fits a pattern. */
export const matching = <Structure>(
  member: MemberOf<Structure>,
  pattern: RegExp,
  message: (given: string) => string,
  help: string,
  code?: string,
): Rule<Structure> => {
  return (structure) => {
    const value = structure[member] as unknown;
    const wrong = (Array.isArray(value) ? value : [value]).find(
      (each) => typeof each === 'string' && !pattern.test(each),
    );
    return wrong === undefined ? undefined : refuse(member, message(String(wrong)), help, code);
  };
};

/** Refuses when the condition holds. */
export const refusedWhen =
  <Structure>(
    condition: (structure: Structure) => boolean | undefined,
    message: string | ((structure: Structure) => string),
    about: Omit<Refusal, 'message'> & { readonly member?: MemberOf<Structure> } = {},
  ): Rule<Structure> =>
  (structure) =>
    condition(structure) === true
      ? { ...about, message: typeof message === 'string' ? message : message(structure) }
      : undefined;

/** Several rules as one. */
export const firstOf =
  <Structure>(...rules: readonly Rule<Structure>[]): Rule<Structure> =>
  (structure) => {
    for (const rule of rules) {
      const refusal = rule(structure);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  };

type MemberOf<Structure> = keyof Structure & string;

const refuse = (member: string, message: string, help: string, code?: string): Refusal => ({
  message,
  member,
  help,
  ...(code !== undefined && { code }),
});

const listOf = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
