import { SteadystateError } from '../model/errors.js';
import { isPromise } from '../model/promise.js';
import type { Simulator } from '../simulator/simulator.js';
import { isPlainObject, plainCopy } from './plain-data.js';
import { textOf } from './text-of.js';

/** What one run is called. */
export interface RunNumber {
  /** From 0. */
  readonly run: number;
  /** `base.fork({ seed })` is where it begins. */
  readonly seed: number;
}

/** A run that is to be made. */
export interface PlannedRun<Parameters> extends RunNumber {
  readonly parameters: Parameters;
}

/** A run that was made. */
export interface Run<Parameters, Measured> extends PlannedRun<Parameters> {
  readonly measured: Measured;
}

/** What can be measured: numbers are spread over quantiles, texts and booleans are counted; undefined is neither. */
export type MeasuredValue = number | string | boolean | undefined;

/** By name. Written this way, an interface will do as well. */
export type MeasuredBy<Measured> = { readonly [Name in keyof Measured]: MeasuredValue };

/**
 * What is done in one run, and what comes of it. The simulator is the run's own; it may do with it as it likes. The
 * outcome must depend on nothing but its arguments: runs are made in any order, and in several threads.
 */
export type Measure<Parameters, Measured> = (sim: Simulator, parameters: Parameters, run: RunNumber) => Measured;

/**
 * Makes one run.
 * @throws SteadystateError `RunFailed`, naming run, seed and parameters
 */
export function makeRun<Parameters, Measured>(
  origin: Simulator,
  planned: PlannedRun<Parameters>,
  measure: Measure<Parameters, Measured>,
): Measured {
  const { run, seed, parameters } = planned;
  try {
    return measuredBy(measure(origin.fork({ seed }), ownOf(parameters), { run, seed }));
  } catch (error) {
    throw runFailed(planned, error);
  }
}

/** Parameters for one making of a run: dates can't be frozen, and a measure may move them. */
export const ownOf = <Parameters>(parameters: Parameters): Parameters => plainCopy(parameters, 'parameters');

/** A frozen copy, in the order of the names as they were given; of nothing else, for that wouldn't cross to another thread. */
function measuredBy<Measured>(given: Measured): Measured {
  if (isPromise(given) || !isPlainObject(given)) {
    throw new SteadystateError('InvalidInput', `measure returned ${spell(given)}.`, {
      help: "Return an object of numbers, texts and booleans: { seconds: 95, outcome: 'completed' }.",
    });
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || typeof value === 'string' || typeof value === 'boolean') continue;
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new SteadystateError('InvalidInput', `measure returned ${name}: ${spell(value)}.`, {
      resource: name,
      value: spell(value),
      help: 'Measure finite numbers, texts and booleans; leave out what a run does not have.',
    });
  }
  return Object.freeze(Object.fromEntries(Object.entries(given)) as Measured);
}

const spell = (value: unknown): string =>
  typeof value === 'object' && value !== null ? `an instance of ${value.constructor?.name ?? 'Object'}` : String(value);

/** @param error - what the run threw; kept as `cause` */
export const runFailed = ({ parameters, ...number }: PlannedRun<unknown>, error: unknown): SteadystateError =>
  failed(number, `parameters ${JSON.stringify(parameters)}`, error);

/** The same for a run that has no parameters. @param error - what kept them from being drawn */
export const notDrawn = (number: RunNumber, error: unknown): SteadystateError =>
  failed(number, 'while its parameters were drawn', error);

/** The same for all runs of a setting. @param error - what kept the sweep from having a base for it */
export function noBase(setting: unknown, place: string, error: unknown): SteadystateError {
  const about = `the base of ${place}, ${JSON.stringify(setting)}`;
  return failedAbout(about, error);
}

function failed({ run, seed }: RunNumber, where: string, error: unknown): SteadystateError {
  const about = `run ${run}, seed ${seed}, ${where}`;
  return failedAbout(about, error);
}

function failedAbout(about: string, error: unknown): SteadystateError {
  const failure = new SteadystateError('RunFailed', `${messageOf(error)} (${about})`, { resource: about });
  failure.cause = error;
  return failure;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : textOf(error);
