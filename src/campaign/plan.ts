import { SteadystateError } from '../model/errors.js';
import type { KnownNames } from '../model/known-names.js';
import { isPromise } from '../model/promise.js';
import type { WorkloadSource } from '../workload/rule.js';
import type { Draw } from './draw.js';
import { drawOf, runSeed } from './draw.js';
import type { ModuleFunction } from './from-module.js';
import { checkNames, invalid } from './invalid.js';
import { plainCopy } from './plain-data.js';
import { type Measure, notDrawn, type PlannedRun, type RunNumber } from './run.js';
import { turns } from './turns.js';

/** How a run differs from the others: its parameters, drawn by chance. Called in the thread that called `campaign`. */
export type Vary<Parameters> = (draw: Draw, run: RunNumber) => Parameters;

/** How many runs are through. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Worker threads, for a campaign that takes long. Needs Node and the package `piscina`. */
export interface WorkerOptions {
  /** How many threads at most: none begins that would have nothing to do. 0 means in this one. */
  readonly count: number;
  /**
   * Node's options for the threads. Default: this process's. For a measure in TypeScript a module that loads a loader:
   * `['--import', new URL('./typescript.mjs', import.meta.url).href]`, which has
   * `import { register } from 'tsx/esm/api'; register();`. (`--import tsx` leaves threads alone.)
   */
  readonly execArgv?: readonly string[];
}

/** What all campaigns have. */
export interface CampaignOptions {
  /** Decides the seeds of the runs and what they draw. Integer, 0 or more, default 1. */
  readonly seed?: number;
  /**
   * Threads to spread the runs over. The result is the same for any number of them. Default 0. With workers, `measure`
   * and workload sources must be named by `fromModule`: functions can't travel.
   */
  readonly workers?: number | WorkerOptions;
  /**
   * Functions that tell what containers do, by name. Needed where the base is a snapshot or a scenario that names them. A
   * simulator has its own; where these are given they take the place of all of them, in this thread as in others, and
   * must have each of their names. With workers they must be given: those of the simulator can't travel.
   */
  readonly workloadSources?: Readonly<Record<string, WorkloadSource | ModuleFunction<WorkloadSource>>>;
  /** Ends the campaign early: it throws the signal's reason. When all runs are through it does nothing any more. */
  readonly signal?: AbortSignal;
  /** Told now and then, and at the end. */
  readonly onProgress?: (progress: Progress) => void;
}

export const campaignOptions: KnownNames<CampaignOptions> = {
  seed: true,
  workers: true,
  workloadSources: true,
  signal: true,
  onProgress: true,
};

/** What is to be done in a campaign. */
export interface CampaignPlan<Parameters, Measured> extends CampaignOptions {
  /** How many runs, 1 or more. */
  readonly runs: number;
  /** Default: runs differ by their seeds alone. */
  readonly vary?: Vary<Parameters>;
  readonly measure: Measure<Parameters, Measured> | ModuleFunction<Measure<Parameters, Measured>>;
}

/** @throws SteadystateError `InvalidCampaign` */
export const checkPlan = <Parameters, Measured>(plan: CampaignPlan<Parameters, Measured>): void =>
  checkNames(plan, { runs: true, vary: true, measure: true, ...campaignOptions }, 'A campaign');

/**
 * What is drawn for each run. The rest of the program has its turn in between.
 * @throws SteadystateError `InvalidCampaign`; `RunFailed` where parameters can't be drawn, or aren't plain data; the
 *   signal's reason: nothing is drawn when it is aborted already
 */
export async function planRuns<Parameters extends object>(
  runs: number,
  { seed = 1, signal }: Pick<CampaignOptions, 'seed' | 'signal'>,
  vary: Vary<Parameters>,
): Promise<PlannedRun<Parameters>[]> {
  signal?.throwIfAborted();
  if (!Number.isSafeInteger(runs) || runs < 1) throw invalid('runs', runs, 'Give a whole number, 1 or more.');
  if (!Number.isSafeInteger(seed) || seed < 0) throw invalid('seed', seed, 'Give a whole number, 0 or more.');
  const planned: PlannedRun<Parameters>[] = [];
  const turn = turns();
  try {
    for (let run = 0; run < runs; run += 1) {
      const number: RunNumber = { run, seed: runSeed(seed, run) };
      planned.push({ ...number, parameters: parametersOf(number, vary) });
      if (planned.length % drawnAtOnce > 0) continue;
      await turn.next();
      signal?.throwIfAborted();
    }
  } finally {
    turn.end();
  }
  return planned;
}

/** A draw takes microseconds: with a turn after each they would take as long again. */
const drawnAtOnce = 100;

function parametersOf<Parameters extends object>(number: RunNumber, vary: Vary<Parameters>): Parameters {
  try {
    const given = vary(drawOf(number.seed), number);
    const drawn = isPromise(given) ? given : plainCopy(given, 'parameters');
    if (!isPromise(given) && typeof drawn === 'object' && drawn !== null) return drawn;
    const value = isPromise(given) ? 'a promise' : String(drawn);
    throw new SteadystateError('InvalidInput', `parameters is ${value}.`, {
      resource: 'parameters',
      value,
      help: 'Give an object: { killedAfter: 20 }.',
    });
  } catch (error) {
    throw notDrawn(number, error);
  }
}

/** @throws SteadystateError `InvalidCampaign` */
export function workersOf(given: CampaignOptions['workers']): WorkerOptions {
  // A value of any type may come from JavaScript; null isn't nothing.
  const workers = typeof given === 'object' && given !== null ? given : { count: given === undefined ? 0 : given };
  if (!Number.isSafeInteger(workers.count) || workers.count < 0) {
    throw invalid('workers', workers.count, 'Give a whole number, 0 or more.');
  }
  checkNames(workers, { count: true, execArgv: true }, 'workers');
  return workers;
}
