import { SteadystateError } from '../model/errors.js';
import { formatElapsed } from '../model/time.js';
import type { ExpectationResult } from '../scenario/expectation.js';
import type { LoadedScenario } from '../scenario/load-scenario.js';
import { runScenario, type ScenarioProgress, type ScenarioRun } from '../scenario/run-scenario.js';
import { tellMistake } from './mistake.js';
import { readScenarioFile } from './scenario-file.js';
import { type ExitCode, exitCode, type Terminal } from './terminal.js';

/** Options of `steadystate run`. */
export interface RunOptions {
  readonly seed?: number;
  readonly export?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Runs the scenario of a file and prints what came of it. */
export async function run(file: string, options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  let at: ScenarioProgress | undefined;
  let loaded: LoadedScenario | undefined;
  try {
    loaded = await readScenarioFile(file, { cwd: terminal.cwd, exported: options.export, seed: options.seed });
    const ended = runScenario(loaded.scenario, {
      onProgress: (progress) => {
        at = progress;
      },
    });
    terminal.stdout(
      options.json === true ? `${jsonOf(loaded, ended)}\n` : textOf(loaded, ended, options.quiet === true),
    );
    return ended.holds ? exitCode.DONE : exitCode.UNMET;
  } catch (error) {
    const place = at === undefined ? undefined : loaded?.places[at.part][at.place];
    return tellMistake(error, place, terminal);
  }
}

function textOf({ scenario, places }: LoadedScenario, { sim, results }: ScenarioRun, quiet: boolean): string {
  const failed = results.filter(({ holds }) => !holds);
  const lines = [
    ...(quiet ? [] : [...(scenario.name === undefined ? [] : [scenario.name, '']), ...timelineOf(sim), '']),
    ...results.flatMap((result, index) =>
      quiet && result.holds ? [] : outcomeLines(result, placesOfExpectations(scenario, places)[index] ?? ''),
    ),
  ];
  if (!quiet) {
    const count =
      results.length === 0
        ? 'Nothing is expected'
        : failed.length === 0
          ? `All ${results.length} expectations hold`.replace('All 1 expectations hold', 'The expectation holds')
          : `${failed.length} of ${results.length} expectations ${failed.length === 1 ? "doesn't" : "don't"} hold`;
    lines.push(
      ...(results.length === 0 ? [] : ['']),
      `${count}, after ${formatElapsed(sim.elapsedMs)} of virtual time.`,
    );
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

const outcomeLines = ({ holds, expected, found }: ExpectationResult, place: string): string[] =>
  holds ? [`ok      ${expected}`] : [`FAILED  ${expected} (${place})`, `        ${found}`];

/** Those of steps come before those of the end. */
const placesOfExpectations = (
  { steps }: LoadedScenario['scenario'],
  places: LoadedScenario['places'],
): readonly string[] => [...places.steps.filter((_, index) => steps[index]?.do === 'expect'), ...places.expect];

/** Where there is one service, nothing else needs its name. */
function timelineOf(sim: ScenarioRun['sim']): string[] {
  try {
    const services = sim.at(sim.now).services;
    const [only] = services;
    const isAlone = only !== undefined && services.length === 1;
    return [sim.timeline(isAlone ? { service: only.service, cluster: only.cluster } : {})];
  } catch (error) {
    if (error instanceof SteadystateError && error.code === 'FactsNotKept') return [error.message];
    throw error;
  }
}

function jsonOf({ scenario, places }: LoadedScenario, { sim, results, holds }: ScenarioRun): string {
  const where = placesOfExpectations(scenario, places);
  const result = {
    ...(scenario.name === undefined ? {} : { name: scenario.name }),
    holds,
    expectations: results.map((each, index) => ({ ...each, place: where[index] })),
    elapsedMs: sim.elapsedMs,
    ...factsOf(sim),
  };
  return JSON.stringify(result, undefined, 2);
}

/** What can be told where facts were kept. */
function factsOf(sim: ScenarioRun['sim']): object {
  try {
    const verdicts = sim.at(sim.now).services.flatMap(({ service, cluster }) => sim.verdicts({ service, cluster }));
    return { verdicts, timeline: sim.timelineEntries() };
  } catch (error) {
    if (error instanceof SteadystateError && error.code === 'FactsNotKept') return {};
    throw error;
  }
}
