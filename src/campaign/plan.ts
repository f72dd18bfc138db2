import { SteadystateError } from '../model/errors.js';
import type { WorkloadSource } from '../workload/rule.js';
import type { Draw } from './draw.js';
import { drawOf, runSeed } from './draw.js';
import type { ModuleFunction } from './from-module.js';
import { plainCopy } from './plain-data.js';
import type { Measure, PlannedRun, RunNumber } from './run.js';

/** How a run differs from the others: its parameters, drawn by chance. Called in the thread that called `campaign`. */
export type Vary<Parameters> = (draw: Draw, run: RunNumber) => Parameters;

/** How many runs are through. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Worker threads, for a campaign that takes long. Needs Node and the package `piscina`. */
export interface WorkerOptions {
  /** How many threads; 0 means none: in this one. */
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
  /** Functions that tell what containers do, where the base is a snapshot or a scenario that needs them. */
  readonly workloadSources?: Readonly<Record<string, WorkloadSource | ModuleFunction<WorkloadSource>>>;
  /** Ends the campaign early: it throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told now and then, and at the end. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What is to be done in a campaign. */
export interface CampaignPlan<Parameters, Measured> extends CampaignOptions {
  /** How many runs, 1 or more. */
  readonly runs: number;
  /** Default: runs differ by their seeds alone. */
  readonly vary?: Vary<Parameters>;
  readonly measure: Measure<Parameters, Measured> | ModuleFunction<Measure<Parameters, Measured>>;
}

/** @throws SteadystateError `InvalidCampaign`, `InvalidInput` */
export function planRuns<Parameters>(
  runs: number,
  seed: number,
  parametersOf: (draw: Draw, run: RunNumber) => Parameters,
): PlannedRun<Parameters>[] {
  if (!Number.isSafeInteger(runs) || runs < 1) {
    throw invalid('runs', runs, 'Give a whole number, 1 or more.');
  }
  if (!Number.isSafeInteger(seed) || seed < 0) throw invalid('seed', seed, 'Give a whole number, 0 or more.');
  return Array.from({ length: runs }, (_, run) => {
    const number: RunNumber = { run, seed: runSeed(seed, run) };
    return { ...number, parameters: plainCopy(parametersOf(drawOf(number.seed), number), 'parameters') };
  });
}

/** @throws SteadystateError `InvalidCampaign` */
export function workersOf(given: CampaignOptions['workers']): WorkerOptions {
  const workers = typeof given === 'object' ? given : { count: given ?? 0 };
  if (!Number.isSafeInteger(workers.count) || workers.count < 0) {
    throw invalid('workers', workers.count, 'Give a whole number, 0 or more.');
  }
  return workers;
}

export function invalid(option: string, given: unknown, help: string): SteadystateError {
  const value = spelled(given);
  return new SteadystateError('InvalidCampaign', `${option} ${value} is not possible.`, {
    resource: option,
    value,
    help,
  });
}

/** A value in an error: texts and numbers as they are, data as JSON. */
export const spelled = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
