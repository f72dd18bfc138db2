import { startServer } from '../http/server.js';
import type { LoadedScenario } from '../scenario/load-scenario.js';
import { runScenario, type ScenarioProgress } from '../scenario/run-scenario.js';
import { createSimulator, type Simulator } from '../simulator/simulator.js';
import { tellMistake } from './mistake.js';
import { readScenarioFile } from './scenario-file.js';
import { type ExitCode, exitCode, type Terminal } from './terminal.js';

/** Options of `steadystate serve`. */
export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly seed?: number;
  readonly scenario?: string;
  readonly export?: string;
  readonly onPoll?: string;
  readonly speed?: number;
  readonly allowOrigin?: string;
}

/** Serves until somebody interrupts it. One line says where, when it is ready. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const { seed, scenario, export: exported, ...settings } = options;
  const where: { place?: string } = {};
  try {
    const sim =
      scenario === undefined
        ? createSimulator(seed === undefined ? {} : { seed })
        : played(await readScenarioFile(scenario, { cwd: terminal.cwd, exported, seed }), where);
    const interrupted = terminal.interrupted?.();
    const server = await startServer({ ...settings, sim });
    if (server.warning !== undefined) terminal.stderr(`${server.warning}\n`);
    terminal.stdout(`steadystate is ready at ${server.url}\n`);
    await interrupted;
    await server.close();
    return exitCode.DONE;
  } catch (error) {
    return tellMistake(error, where.place, terminal);
  }
}

/** Does all steps; what the scenario expects is for `steadystate run`. @param where - told which step it is at */
function played({ scenario, places }: LoadedScenario, where: { place?: string }): Simulator {
  const { expect: _expect, ...steps } = scenario;
  const onProgress = ({ part, place }: ScenarioProgress) => {
    where.place = places[part][place] ?? '';
  };
  const { sim } = runScenario(steps, { onProgress });
  delete where.place;
  return sim;
}
