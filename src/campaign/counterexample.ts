import { SteadystateError } from '../model/errors.js';
import type { KnownNames } from '../model/known-names.js';
import { play, type Scenario, type Step } from '../scenario/scenario.js';
import type { Simulator } from '../simulator/simulator.js';
import type { WorkloadSource } from '../workload/rule.js';
import { isScenario } from './base.js';
import { type Claim, type Failure, failureOf, type Question } from './claim.js';
import type { Draw } from './draw.js';
import { functionOf, loadEach, type ModuleFunction, moduleOfEach } from './from-module.js';
import { checkNames } from './invalid.js';
import { plainCopy } from './plain-data.js';
import { type CampaignOptions, planRuns } from './plan.js';
import { type Asked, programOf } from './program.js';
import { type PlannedRun, type RunNumber, runFailed } from './run.js';
import { type Fixed, shrinkScenario } from './shrink.js';
import { turns } from './turns.js';

/** What to look for. */
export interface CounterexampleSearch
  extends Pick<CampaignOptions, 'seed' | 'signal' | 'onProgress'>,
    Pick<ShrinkOptions, 'workloadSources'> {
  /**
   * Draws what is done after the base. A step that AWS refuses, or that is a mistake, ends the search: it would look for
   * nothing.
   */
  readonly steps: (draw: Draw, run: RunNumber) => readonly Step[];
  /**
   * What ought to hold at the end of each: false, or an exception, says that it doesn't. The function becomes part of a
   * printed program, so it must not refer to anything outside of itself; one that does is named by `fromModule`.
   */
  readonly holds: Claim | ModuleFunction<Claim>;
  /** How often steps are drawn before giving up. Default 100. */
  readonly runs?: number;
}

const searchOptions: KnownNames<CounterexampleSearch> = {
  steps: true,
  holds: true,
  runs: true,
  seed: true,
  workloadSources: true,
  signal: true,
  onProgress: true,
};

/** How a scenario is made small. */
export interface ShrinkOptions {
  /** So many of its first steps stay as they are. Default none. */
  readonly keep?: number;
  /** Ends it before the next try: it throws the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Functions that tell what containers do, by the name that steps have for them. The printed program imports them, so
   * each is named by `fromModule`.
   */
  readonly workloadSources?: Readonly<Record<string, ModuleFunction<WorkloadSource>>>;
}

/** A small scenario at whose end the claim does not hold. `String(counterexample)` is the program. */
export interface Counterexample {
  readonly scenario: Scenario;
  /** What it was made of by shrinking. */
  readonly original: Scenario;
  /** What is wrong at its end: `Error: …`, as the program ends with. */
  readonly failure: string;
  /** How many scenarios were tried to make it small. */
  readonly tries: number;
  /** The scenario and the claim in TypeScript, on nothing but the public API. It prints the timeline, and fails. */
  readonly program: string;
  /** The simulator at the end of the scenario; if a step itself fails, it throws what the step throws. */
  replay(): Simulator;
  toString(): string;
}

/**
 * Draws steps after a base until a claim doesn't hold at the end, and makes them few and small. Shrinking needs the
 * package `fast-check`.
 *
 * @param base - what all runs begin with; it stays as it is. Without a seed in its options it gets the run's
 * @returns undefined when the claim held in all runs
 * @throws SteadystateError `InvalidCampaign`; `RunFailed` for a run that can't be drawn, is refused, or whose claim
 *   returns a promise; `InvalidInput` for what is no scenario, and when the claim fails at the end of the base alone as it fails in a run;
 *   `PackageMissing`; the signal's reason, also before the next try of shrinking
 */
export async function findCounterexample(
  base: Scenario,
  search: CounterexampleSearch,
): Promise<Counterexample | undefined> {
  checkNames(search, searchOptions, 'A search');
  const { steps, holds, runs = 100, seed = 1, signal, onProgress } = search;
  const { options, steps: first } = heldScenario(base);
  const asked = askedOf(holds, search);
  const question = await questionOf(asked);
  const planned = await planRuns<Scenario>(runs, search, (draw, run) => ({
    options: { seed: run.seed, ...options },
    steps: [...first, ...steps(draw, run)],
  }));
  const fixed: Fixed = { steps: first.length, seed: options?.seed !== undefined };
  const turn = turns();
  try {
    for (const run of planned) {
      signal?.throwIfAborted();
      const failure = failureIn(run, question);
      if (failure !== undefined) {
        signal?.throwIfAborted();
        const alone = { what: `the base alone`, where: ` in run ${run.run}`, help: 'a base at whose end it holds' };
        refuseFailing(run.parameters, fixed, question, failure, alone);
        const origin = `Run ${run.run} of seed ${seed}`;
        return await shrunk(run.parameters, { fixed, asked, question, failure, origin, signal });
      }
      onProgress?.({ done: run.run + 1, total: runs });
      await turn.next();
    }
    return undefined;
  } finally {
    turn.end();
  }
}

/** As it is now. @throws SteadystateError `InvalidInput` for what is no scenario, or no plain data */
function heldScenario(base: Scenario): Scenario {
  if (isScenario(base)) return plainCopy(base, 'base');
  throw new SteadystateError('InvalidInput', 'A search begins with a scenario.', {
    resource: 'base',
    value: base === null ? 'null' : typeof base,
    help: 'Give { options, steps }, the steps that lead there: what has no steps makes no program. From a simulator or a snapshot, campaign() finds the worst run.',
  });
}

/**
 * Makes a scenario small at whose end a claim doesn't hold, wherever it came from.
 *
 * @throws SteadystateError `InvalidCampaign` for no claim, or a workload source that is a function; `InvalidInput` when the claim holds, returns a promise, or fails
 *   at the end of what stays; AwsApiError or SteadystateError when a step is refused; `PackageMissing`; the signal's reason
 */
export async function shrink(
  scenario: Scenario,
  holds: Claim | ModuleFunction<Claim>,
  options: ShrinkOptions = {},
): Promise<Counterexample> {
  checkNames(options, { keep: true, signal: true, workloadSources: true }, 'shrink');
  const { keep = 0, signal } = options;
  if (!Number.isSafeInteger(keep) || keep < 0) {
    throw new SteadystateError('InvalidInput', `keep ${keep} is not a number of steps.`, {
      resource: 'keep',
      value: String(keep),
      help: 'Give a whole number, 0 or more.',
    });
  }
  const given = plainCopy(scenario, 'scenario');
  const fixed: Fixed = { steps: keep, seed: true };
  const asked = askedOf(holds, options);
  const question = await questionOf(asked);
  signal?.throwIfAborted();
  const failure = failureOf(given, question);
  if (failure === undefined) {
    throw new SteadystateError('InvalidInput', 'The claim holds at the end of this scenario.', {
      resource: 'holds',
      help: 'Give a scenario that fails.',
    });
  }
  // Where nothing or everything stays, what comes of it shows by itself that no step has to do with it.
  if (keep > 0 && keep < given.steps.length) {
    const kept = { what: `the first ${keep} steps, which stay`, where: '', help: 'keep fewer steps' };
    refuseFailing(given, fixed, question, failure, kept);
  }
  return shrunk(given, { fixed, asked, question, failure, origin: 'A scenario', signal });
}

/** @throws SteadystateError `InvalidCampaign` for a workload source that is a function */
const askedOf = (holds: Asked['holds'], { workloadSources }: ShrinkOptions): Asked => ({
  holds,
  workloadSources: moduleOfEach(workloadSources, "a printed program can't import it"),
});

/** @throws SteadystateError `InvalidCampaign` for what is no function, `UnknownResource` */
const questionOf = async ({ holds, workloadSources }: Asked): Promise<Question> => ({
  claim: await functionOf(holds, 'holds'),
  workloadSources: await loadEach(workloadSources),
});

/** What stays, in words: it is `what`, the scenario fails `where`, and `help` is the other way out. */
interface Staying {
  readonly what: string;
  readonly where: string;
  readonly help: string;
}

/**
 * What would be left of such a scenario is what stays, which nobody looks for a mistake in.
 * @throws SteadystateError `InvalidInput` when the claim fails in the same way at the end of what stays
 */
function refuseFailing(
  scenario: Scenario,
  fixed: Fixed,
  question: Question,
  failure: Failure,
  { what, where, help }: Staying,
): void {
  const staying = failureOf({ ...scenario, steps: scenario.steps.slice(0, fixed.steps) }, question);
  if (staying?.kind !== failure.kind) return;
  throw new SteadystateError(
    'InvalidInput',
    `The claim fails${where} as it fails at the end of ${what}: ${staying.text}`,
    {
      resource: 'holds',
      value: staying.text,
      help: `Give a claim that holds there, such as (sim) => !sim.verdict('web').supersedes || …, or ${help}.`,
    },
  );
}

/** How a scenario fails, and what is known of it. */
interface Failing {
  readonly fixed: Fixed;
  readonly asked: Asked;
  readonly question: Question;
  readonly failure: Failure;
  /** Where it comes from, as the program begins with. */
  readonly origin: string;
  readonly signal: AbortSignal | undefined;
}

async function shrunk(original: Scenario, failing: Failing): Promise<Counterexample> {
  const { fixed, asked, question, origin, signal } = failing;
  const isTheSame = (candidate: Scenario): boolean => {
    // What stays holds by itself; with another seed it might not, but that is another thing.
    if (fixed.steps > 0 && candidate.steps.length === fixed.steps) return false;
    try {
      return failureOf(candidate, question)?.kind === failing.failure.kind;
    } catch {
      // Without some step or member another makes no sense: not smaller, but something else.
      return false;
    }
  };
  const { scenario, tries } = await shrinkScenario(original, fixed, isTheSame, signal);
  const failure = (failureOf(scenario, question) as Failure).text;
  const steps = `shrunk from ${original.steps.length} steps to ${scenario.steps.length}`;
  const program = programOf(scenario, asked, `${origin}, ${steps}: ${failure}`);
  return {
    scenario,
    original,
    failure,
    tries,
    program,
    replay: () => play(scenario, { workloadSources: question.workloadSources }),
    toString: () => program,
  };
}

function failureIn(run: PlannedRun<Scenario>, question: Question): Failure | undefined {
  try {
    return failureOf(run.parameters, question);
  } catch (error) {
    throw runFailed(run, error);
  }
}
