import { closestName } from '../model/closest-name.js';
import { SteadystateError } from '../model/errors.js';
import type { LocatedProblem } from '../model/parse-data.js';

/** Members and places on the way to something in a file. */
export type Path = readonly PropertyKey[];

/** Whether it has members of its own: no list, no date. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The same problems, seen from further out. */
export const within = (path: Path, problems: readonly LocatedProblem[]): LocatedProblem[] =>
  problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));

/** What is said of something that should be one of a few. @param at - `name`: it is the name of the path's last member */
export function noSuch(
  kind: string,
  given: unknown,
  known: readonly string[],
  path: Path,
  at?: 'name',
): LocatedProblem {
  const meant = typeof given === 'string' ? closestName(given, known) : undefined;
  const shown = typeof given === 'string' ? given : JSON.stringify(given);
  const way = meant === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${meant}?`;
  return { path, value: given, message: `there is no ${kind} ${shown}. ${way}`, ...(at === undefined ? {} : { at }) };
}

/** What is said of a name by itself that needs more. */
export const tooBare = (name: string, main: string, path: Path): LocatedProblem => ({
  path,
  value: name,
  message: `${name} needs its ${main}: write "${name}: …".`,
});

/** What a part would be refused with when it is used: durations that are none, a selector that means nothing. */
export function problemsInUse(path: Path, value: unknown, use: () => unknown): LocatedProblem[] {
  try {
    use();
    return [];
  } catch (error) {
    if (!(error instanceof SteadystateError)) throw error;
    const members = (error.resource ?? '').split('.');
    const isThere = members.reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), value);
    return [{ path: isThere === undefined ? path : [...path, ...members], message: error.message, value }];
  }
}
