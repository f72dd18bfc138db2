import * as z from 'zod/mini';
import { type LocatedProblem, problemsOf } from '../model/parse-data.js';
import { parseDuration, parseMoment } from '../model/time.js';
import type { Expectation } from './expectation.js';
import { bareExpectations, type ExpectationName, expectationKinds } from './file-schema.js';
import { isObject, noSuch, type Path, problemsInUse, tooBare, within } from './reading.js';

/** An expectation as somebody wrote it, or what is wrong with it. */
export type ReadExpectation =
  | { readonly expectation: Expectation; readonly problems: readonly [] }
  | { readonly expectation?: undefined; readonly problems: readonly LocatedProblem[] };

export function readExpectation(given: unknown, path: Path): ReadExpectation {
  const kinds = expectationKinds();
  const names = Object.keys(kinds) as ExpectationName[];
  if (typeof given === 'string') {
    if ((bareExpectations as readonly string[]).includes(given)) {
      return { expectation: { [given]: true } as unknown as Expectation, problems: [] };
    }
    const isKnown = (names as readonly string[]).includes(given);
    return { problems: [isKnown ? tooBare(given, 'value', path) : noSuch('expectation', given, names, path)] };
  }
  const name = isObject(given) ? names.find((each) => Object.hasOwn(given, each)) : undefined;
  if (!isObject(given) || name === undefined) {
    const [first] = isObject(given) ? Object.keys(given) : [];
    if (first === undefined) return { problems: [noSuch('expectation', given, names, path)] };
    return { problems: [noSuch('expectation', first, names, [...path, first], 'name')] };
  }
  const shape = problemsOf(z.strictObject(kinds[name]), given);
  if (shape.length > 0) return { problems: within(path, shape) };
  if (name === 'not') {
    const { expectation, problems } = readExpectation(given['not'], [...path, 'not']);
    return expectation === undefined ? { problems } : { expectation: { not: expectation }, problems: [] };
  }
  const late = ['from', 'at'].flatMap((member) =>
    given[member] === undefined
      ? []
      : problemsInUse([...path, member], given[member], () => parseMoment(given[member] as string, 0)),
  );
  const long =
    given['within'] === undefined
      ? []
      : problemsInUse([...path, 'within'], given['within'], () => parseDuration(given['within'] as string, 'within'));
  const problems = [...late, ...long];
  return problems.length > 0 ? { problems } : { expectation: given as unknown as Expectation, problems: [] };
}
