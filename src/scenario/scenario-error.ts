import { SteadystateError } from '../model/errors.js';

/** One mistake in a scenario. */
export interface ScenarioProblem {
  /** Members and places on the way to it: `steps.2.run`; empty for the whole. */
  readonly path: string;
  /** Where in the text, from 1; absent where there is no text. */
  readonly line?: number;
  readonly column?: number;
  /** What is wrong, and the way out. */
  readonly message: string;
}

/** Everything that is wrong with a scenario, at once. `message` has a line for each mistake. */
export class ScenarioError extends SteadystateError {
  readonly problems: readonly ScenarioProblem[];

  constructor(source: string, problems: readonly ScenarioProblem[]) {
    const head = `${source} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:`;
    super('InvalidScenario', [head, ...problems.map((problem) => `  ${spellProblem(source, problem)}`)].join('\n'), {
      resource: source,
    });
    this.name = 'ScenarioError';
    this.problems = problems;
  }
}

/** `rollback.yaml:4:17 services.0.desiredCount: …` */
function spellProblem(source: string, { path, line, column, message }: ScenarioProblem): string {
  const place = line === undefined ? source : `${source}:${line}:${column}`;
  return `${place} ${path === '' ? '' : `${path}: `}${message}`;
}
