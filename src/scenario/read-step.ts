import * as z from 'zod/mini';
import { compileFault, type Fault } from '../faults/fault.js';
import { type LocatedProblem, problemsOf } from '../model/parse-data.js';
import { parseDuration, parseMoment } from '../model/time.js';
import { callProblems } from '../simulator/call-problems.js';
import { compileRule } from '../workload/rule.js';
import { bareSteps, longForm, operationPattern, type StepName, shortForm, stepKinds } from './file-schema.js';
import { readExpectation } from './read-expectation.js';
import { isObject, noSuch, type Path, problemsInUse, tooBare, within } from './reading.js';
import type { Step } from './scenario.js';

/** A step as somebody wrote it, or what is wrong with it. A list of expectations is several steps. */
export interface ReadStep {
  readonly steps: readonly Step[];
  readonly problems: readonly LocatedProblem[];
}

const refused = (...problems: readonly LocatedProblem[]): ReadStep => ({ steps: [], problems });

/** @param startMs - of the simulator: no fault begins before it */
export function readStep(given: unknown, path: Path, startMs: number): ReadStep {
  const names = Object.keys(stepKinds()) as StepName[];
  if (typeof given === 'string') {
    if ((bareSteps as readonly string[]).includes(given)) return { steps: [{ do: given } as Step], problems: [] };
    const known = names.find((each) => each === given);
    return refused(
      known === undefined ? noSuch('step', given, names, path) : tooBare(known, stepKinds()[known].main, path),
    );
  }
  if (!isObject(given)) return refused(noSuch('step', given, names, path));
  if (Object.hasOwn(given, 'do')) {
    const name = names.find((each) => each === given['do']);
    if (name === undefined) return refused(noSuch('step', given['do'], names, [...path, 'do']));
    return stepOf(name, given, { path, main: stepKinds()[name].main, startMs });
  }
  const keys = Object.keys(given);
  const [operation] = keys;
  if (operation !== undefined && operationPattern.test(operation)) {
    if (keys.length > 1) return refused(twoInOne([...path, keys[1] as string], keys.slice(0, 2)));
    const call = { do: 'call', operation, input: given[operation] ?? {} } as const;
    const problems = problemsOf(z.looseObject({}), call.input);
    const wrong = problems.length > 0 ? problems : callProblems(operation, call.input);
    const located = wrong.map((each): LocatedProblem => (each.value === operation ? { ...each, at: 'name' } : each));
    return wrong.length > 0
      ? refused(...within([...path, operation], located))
      : { steps: [call as Step], problems: [] };
  }
  const meant = keys.filter((key): key is StepName => (names as readonly string[]).includes(key));
  const [name, second] = meant;
  if (name === undefined) {
    const [first] = keys;
    if (first === undefined) return refused(noSuch('step', given, names, path));
    return refused(noSuch('step', first, names, [...path, first], 'name'));
  }
  if (second !== undefined) return refused(twoInOne([...path, second], [name, second]));
  return stepOf(name, given, { path, main: name, startMs });
}

const twoInOne = (path: Path, [first, second]: readonly string[]): LocatedProblem => ({
  path,
  value: second,
  message: `${first} and ${second} are two steps: write "- " before each.`,
  at: 'name',
});

interface Place {
  readonly path: Path;
  /** Where the step's main member stands: under its own name, or under that of the kind. */
  readonly main: string;
  readonly startMs: number;
}

function stepOf(name: StepName, given: Readonly<Record<string, unknown>>, place: Place): ReadStep {
  const { main } = stepKinds()[name];
  if (name === 'expect') return expectSteps(given, place);
  const shape = problemsOf(Object.hasOwn(given, 'do') ? longForm(name) : shortForm(name), given);
  if (shape.length > 0) return refused(...within(place.path, shape));
  const { [place.main]: meant, do: _do, ...others } = given;
  const step = { do: name, ...(meant === undefined || meant === null ? {} : { [main]: meant }), ...others } as Step;
  const problems = problemsWhenDone(step, place);
  return problems.length > 0 ? refused(...problems) : { steps: [step], problems: [] };
}

function expectSteps(given: Readonly<Record<string, unknown>>, { path, main }: Place): ReadStep {
  const strange = Object.keys(given).find((key) => key !== 'do' && key !== main);
  if (strange !== undefined) {
    const message = `there is no such member. What is expected stands inside ${main}.`;
    return refused({ path: [...path, strange], message, value: given[strange], at: 'name' });
  }
  const listed = given[main];
  const all = Array.isArray(listed)
    ? listed.map((each, index) => readExpectation(each, [...path, main, index]))
    : [readExpectation(listed, [...path, main])];
  const problems = all.flatMap((each) => each.problems);
  const steps = all.flatMap(({ expectation }): Step[] =>
    expectation === undefined ? [] : [{ do: 'expect', that: expectation }],
  );
  return { steps, problems };
}

/** What the shape doesn't show. */
function problemsWhenDone(step: Step, { path, main, startMs }: Place): LocatedProblem[] {
  switch (step.do) {
    case 'call':
    case 'schedule': {
      const found = callProblems(step.operation, step.input ?? {});
      // A call that AWS refuses at a later moment is a fact of the timeline; one that nobody understands is a mistake.
      const mistakes =
        step.do === 'call' ? found : found.filter(({ path: to, value }) => to.length > 0 || value === step.operation);
      return [
        ...mistakes.map((each) => ({
          ...each,
          path: [...path, ...(each.value === step.operation ? [main] : ['input', ...each.path])],
        })),
        ...(step.do === 'schedule'
          ? problemsInUse([...path, 'moment'], step.moment, () => parseMoment(step.moment, startMs))
          : []),
      ];
    }
    case 'workload':
      return [
        ...problemsInUse([...path, main], step.selector, () => compileRule(1, step.selector, {})),
        ...problemsInUse([...path, 'behaviour'], step.behaviour, () => compileRule(1, {}, step.behaviour)),
      ];
    case 'fault':
      return problemsInUse([...path, main], step.fault, () => compileFault(1, step.fault as Fault, startMs));
    case 'run':
      return problemsInUse([...path, main], step.duration, () => parseDuration(step.duration));
    case 'runUntilSteady':
      return step.timeout === undefined
        ? []
        : problemsInUse([...path, main], step.timeout, () => parseDuration(step.timeout as string, 'timeout'));
    default:
      return [];
  }
}
