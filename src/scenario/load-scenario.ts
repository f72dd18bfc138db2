import { closestName } from '../model/closest-name.js';
import { type LocatedProblem, problemsOf } from '../model/parse-data.js';
import { resolveOptions, type SimulatorOptions } from '../simulator/options.js';
import type { Expectation } from './expectation.js';
import { outerSchema } from './file-schema.js';
import { readExpectation } from './read-expectation.js';
import { readStep } from './read-step.js';
import { isObject, type Path, problemsInUse } from './reading.js';
import type { Scenario, Step } from './scenario.js';
import { ScenarioError, type ScenarioProblem } from './scenario-error.js';
import { readYaml, type YamlText } from './yaml-text.js';

/** A scenario that was read, and where its parts stand: `rollback.yaml:12:5`, or `rollback.ts steps.3` without a text. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  /** Of each step, and of each expectation of the end. */
  readonly places: { readonly steps: readonly string[]; readonly expect: readonly string[] };
}

/**
 * Reads a scenario from YAML or JSON.
 * @param source - what mistakes call the text: the name of its file
 * @throws ScenarioError with all mistakes
 */
export function loadScenario(text: string, source = 'scenario'): LoadedScenario {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) throw new ScenarioError(source, yaml.problems);
  return read(yaml.data, source, yaml.placeOf);
}

/**
 * Reads a scenario from data: what a module exports, or what somebody sent. Everything that a file may have is allowed.
 * @throws ScenarioError with all mistakes
 */
export const readScenario = (data: unknown, source = 'scenario'): LoadedScenario => read(data, source, undefined);

function read(data: unknown, source: string, placeOf: YamlText['placeOf'] | undefined): LoadedScenario {
  const reader = new Reader(data);
  if (reader.problems.length > 0) {
    const problems = reader.problems.map(
      (problem): ScenarioProblem => ({
        path: problem.path.map(String).join('.'),
        message: spell(problem),
        ...placeOf?.(problem.path, problem.at ?? 'value'),
      }),
    );
    throw new ScenarioError(source, problems.sort(byPlace));
  }
  const place = (path: Path): string => {
    const at = placeOf?.(path);
    return at === undefined ? `${source} ${path.map(String).join('.')}` : `${source}:${at.line}:${at.column}`;
  };
  return {
    scenario: reader.scenario,
    places: { steps: reader.stepPaths.map(place), expect: reader.expectPaths.map(place) },
  };
}

/** From top to bottom; where there is no text, in the order in which they were found. */
const byPlace = (one: ScenarioProblem, other: ScenarioProblem): number =>
  (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);

function spell({ message, value, path, known, at }: LocatedProblem): string {
  if (known !== undefined) {
    const meant = closestName(String(path.at(-1)), known);
    return `${message}. ${meant === undefined ? `Members are ${known.join(', ')}.` : `Did you mean ${meant}?`}`;
  }
  const given = at === 'name' || typeof value === 'object' ? undefined : JSON.stringify(value);
  const ends = /[.?!]$/.test(message) ? '' : '.';
  return given === undefined || message.includes(given.replaceAll('"', ''))
    ? `${message}${ends}`
    : `is ${given}: ${message}${ends}`;
}

type Data = Readonly<Record<string, unknown>>;

/** Reads all of it, and goes on after a mistake. */
class Reader {
  readonly problems: LocatedProblem[] = [];
  readonly stepPaths: Path[] = [];
  readonly expectPaths: Path[] = [];
  readonly #steps: Step[] = [];
  readonly #expect: Expectation[] = [];
  readonly #data: Data;

  constructor(data: unknown) {
    this.#data = isObject(data) ? data : {};
    this.problems.push(...problemsOf(outerSchema(), data));
    const isSound = (section: string) => !this.problems.some(({ path }) => path[0] === section);
    const { options } = this.#data as { readonly options?: SimulatorOptions };
    let startMs = 0;
    if (isSound('options')) {
      const use = () => {
        startMs = resolveOptions(options ?? {}).startMs;
      };
      this.problems.push(...problemsInUse(['options'], options, use));
    }
    if (this.#data['resources'] !== undefined) {
      this.#take([{ do: 'seed', resources: this.#data['resources'] } as Step], ['resources']);
    }
    for (const [path, facts] of this.#listed('services')) this.#take([{ do: 'fargateService', facts } as Step], path);
    for (const [section, kind] of [
      ['workloads', (each: unknown) => ({ do: 'workload', ...(each as object) })],
      ['faults', (fault: unknown) => ({ do: 'fault', fault })],
    ] as const) {
      for (const [path, each] of isSound(section) ? this.#listed(section) : []) {
        const { steps, problems } = readStep(kind(each), path, startMs);
        // The member `fault` stands in no file: its list has the faults themselves.
        this.problems.push(
          ...problems.map((problem) => ({ ...problem, path: problem.path.filter((name) => name !== 'fault') })),
        );
        this.#take(steps, path);
      }
    }
    for (const [path, each] of this.#listed('steps')) {
      const { steps, problems } = readStep(each, path, startMs);
      this.problems.push(...problems);
      this.#take(steps, path);
    }
    if (this.#data['steps'] === undefined) this.#take([{ do: 'runUntilSteady' }], []);
    for (const [path, each] of this.#listed('expect')) {
      const { expectation, problems } = readExpectation(each, path);
      this.problems.push(...problems);
      if (expectation === undefined) continue;
      this.#expect.push(expectation);
      this.expectPaths.push(path);
    }
  }

  get scenario(): Scenario {
    const { name, options } = this.#data as Pick<Scenario, 'name' | 'options'>;
    return {
      ...(name === undefined ? {} : { name }),
      ...(options === undefined ? {} : { options }),
      steps: this.#steps,
      ...(this.#expect.length === 0 ? {} : { expect: this.#expect }),
    };
  }

  #take(steps: readonly Step[], path: Path): void {
    for (const step of steps) {
      this.#steps.push(step);
      this.stepPaths.push(path);
    }
  }

  #listed(section: string): [Path, unknown][] {
    const list = this.#data[section];
    return Array.isArray(list) ? list.map((each, place) => [[section, place], each]) : [];
  }
}
