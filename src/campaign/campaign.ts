import { type Base, hold, originOf } from './base.js';
import { execute } from './execute.js';
import { functionOf, loadEach, type ModuleFunction } from './from-module.js';
import { type CampaignOptions, type CampaignPlan, checkPlan, planRuns } from './plan.js';
import { CampaignResult } from './result.js';
import { type Measure, type MeasuredBy, ownOf, type PlannedRun, type Run } from './run.js';

/** Where no parameters are drawn. */
export type NoParameters = Readonly<Record<never, never>>;

/**
 * Makes many runs from one beginning, each with a seed of its own, and tells how what they measured is spread.
 *
 * Same base, plan and seed: same result, whatever the number of workers. Nothing is done to the base: each run gets a
 * fork of it with the run's seed, in which chance (faults, flaky checks, jitter) is drawn anew.
 *
 * @param base - a simulator, a snapshot, or a scenario as data
 * @throws SteadystateError `InvalidCampaign`; `RunFailed`, naming the first run that threw, its seed and parameters;
 *   the signal's reason when it is aborted
 */
export async function campaign<Measured extends MeasuredBy<Measured>, Parameters extends object = NoParameters>(
  base: Base,
  plan: CampaignPlan<Parameters, Measured>,
): Promise<CampaignResult<Parameters, Measured>> {
  checkPlan(plan);
  const { seed = 1, vary = () => ({}) as Parameters, measure } = plan;
  const held = hold(base);
  const runs = await planRuns(plan.runs, plan, vary);
  const [measured = []] = await execute({
    batches: [{ runs, base: () => held }],
    sharesBase: true,
    measure,
    options: plan,
  });
  return resultOf(
    seed,
    runs,
    measured,
    replaying(() => held, measure, plan),
  );
}

/** Puts together what was planned and what was measured. */
export function resultOf<Parameters, Measured>(
  seed: number,
  runs: readonly PlannedRun<Parameters>[],
  measured: readonly Measured[],
  replay: (run: Run<Parameters, Measured>) => ReturnType<CampaignResult<Parameters, Measured>['replay']>,
): CampaignResult<Parameters, Measured> {
  const made = runs.map((run, place) => Object.freeze({ ...run, measured: measured[place] as Measured }));
  return new CampaignResult(seed, made, replay);
}

/** How a run is made once more: in this thread, with all facts: what is kept never changes what happens. */
export function replaying<Parameters, Measured>(
  base: () => Base,
  measure: Measure<Parameters, Measured> | ModuleFunction<Measure<Parameters, Measured>>,
  { workloadSources }: CampaignOptions,
): (run: PlannedRun<Parameters>) => ReturnType<CampaignResult<Parameters, Measured>['replay']> {
  return async (run) => {
    const [again, sources] = [
      await functionOf(measure, 'measure'),
      workloadSources && (await loadEach(workloadSources)),
    ];
    const sim = originOf(base(), sources).fork({ seed: run.seed, keepFacts: 'all' });
    again(sim, ownOf(run.parameters), { run: run.run, seed: run.seed });
    return sim;
  };
}
