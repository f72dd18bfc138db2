import { SteadystateError } from '../model/errors.js';
import { type Base, hold } from './base.js';
import { type NoParameters, replaying, resultOf } from './campaign.js';
import { execute } from './execute.js';
import type { ModuleFunction } from './from-module.js';
import { checkNames, invalid, spelled } from './invalid.js';
import { isPlainObject, plainCopy } from './plain-data.js';
import { type CampaignOptions, campaignOptions, planRuns, type Vary } from './plan.js';
import { type CampaignResult, type NumberName, namesOf, noNumber, type OutcomeName, spellCounts } from './result.js';
import { type Measure, type MeasuredBy, noBase } from './run.js';
import { type Cell, Table } from './table.js';

/** What is to be done in a sweep. */
export interface SweepPlan<Setting, Parameters, Measured> extends CampaignOptions {
  /** The settings to compare: a list, or {@link grid} of all combinations. */
  readonly over: readonly Setting[];
  /** Runs for each setting. Default 1. */
  readonly runs?: number;
  /** What differs between the runs of one setting. Run 3 of one setting draws the same as run 3 of any other. */
  readonly vary?: Vary<Parameters>;
  /** Gets the setting and what was drawn in one object. */
  readonly measure: Measure<Setting & Parameters, Measured> | ModuleFunction<Measure<Setting & Parameters, Measured>>;
}

/** What came of one setting. */
export interface SweptSetting<Setting, Parameters, Measured> {
  readonly setting: Setting;
  readonly result: CampaignResult<Setting & Parameters, Measured>;
}

/** A quantile by its share, 0 (the lowest) to 1 (the highest), or the mean. */
export type Statistic = number | 'mean';

/** How a sweep is shown. */
export interface SweepTableOptions<Setting, Parameters, Measured> {
  /**
   * Which quantiles of a number are shown. Default: the number itself where each setting has one run; else the lowest,
   * the median and the highest.
   */
  readonly quantiles?: { readonly [Name in NumberName<Measured>]?: readonly Statistic[] };
  /** Which settings are shown. Default all. */
  readonly where?: (swept: SweptSetting<Setting, Parameters, Measured>) => boolean;
  /** Smallest first; of equal ones, and by default, in the order of `over`. */
  readonly orderBy?: (swept: SweptSetting<Setting, Parameters, Measured>) => number | readonly number[];
}

/** What came of every setting, in the order of `over`. */
export class SweepResult<Setting, Parameters, Measured> {
  readonly seed: number;
  readonly settings: readonly SweptSetting<Setting, Parameters, Measured>[];

  constructor(seed: number, settings: readonly SweptSetting<Setting, Parameters, Measured>[]) {
    this.seed = seed;
    this.settings = Object.freeze([...settings]);
  }

  /**
   * One row for each setting: its members, quantiles of each number, how often each outcome came.
   * @throws SteadystateError `InvalidCampaign` for an option that it doesn't have; `InvalidInput` for what is no quantile; `UnknownResource`
   *   for quantiles of a number that no run measured
   */
  table(options: SweepTableOptions<Setting, Parameters, Measured> = {}): Table {
    checkNames(options, { quantiles: true, where: true, orderBy: true }, 'A table of a sweep');
    const { quantiles = {}, where = () => true, orderBy = () => 0 } = options;
    const settings = this.settings
      .filter(where)
      .map((swept) => ({ swept, order: [orderBy(swept)].flat() }))
      .sort((one, other) => compare(one.order, other.order))
      .map(({ swept }) => swept);
    const columns = this.#columns(quantiles);
    return new Table(
      columns.map(({ title }) => title),
      settings.map((swept) => columns.map(({ cell }) => cell(swept))),
    );
  }

  toString(): string {
    return String(this.table());
  }

  #columns(
    quantiles: { readonly [Name in NumberName<Measured>]?: readonly Statistic[] },
  ): Column<SweptSetting<Setting, Parameters, Measured>>[] {
    const runs = this.settings.flatMap(({ result }) => result.runs);
    const isSingle = runs.length === this.settings.length;
    const members = new Set(this.settings.flatMap(({ setting }) => Object.keys(setting as object)));
    const numbers = namesOf(runs, 'number') as NumberName<Measured>[];
    const outcomes = namesOf(runs, 'outcome') as OutcomeName<Measured>[];
    checkQuantiles(quantiles, numbers);
    const measured = [
      ...numbers.flatMap((name) =>
        (quantiles[name] ?? (isSingle ? [0.5] : [0, 0.5, 1])).map((statistic) => ({
          title: isSingle ? name : `${name} ${titleOf(statistic)}`,
          cell: ({ result }: { readonly result: CampaignResult<Setting & Parameters, Measured> }) =>
            statisticOf(result, name, statistic),
        })),
      ),
      ...outcomes.map((name) => ({
        title: name,
        cell: ({ result }: { readonly result: CampaignResult<Setting & Parameters, Measured> }) => {
          const counts = result.counts(name);
          return isSingle ? [...counts.keys()][0] : spellCounts(counts);
        },
      })),
    ];
    return [
      ...[...members].map((name) => ({
        title: name,
        cell: ({ setting }: { readonly setting: Setting }) => cellOf((setting as Record<string, unknown>)[name]),
      })),
      // Two columns of one title would be taken for each other.
      ...measured.map(({ title, cell }) => ({ title: members.has(title) ? `${title} (measured)` : title, cell })),
    ];
  }
}

/** @throws SteadystateError `UnknownResource` for a number that no run measured, `InvalidInput` for what is no list */
function checkQuantiles(quantiles: Readonly<Record<string, unknown>>, numbers: readonly string[]): void {
  for (const [name, statistics] of Object.entries(quantiles)) {
    if (!numbers.includes(name)) throw noNumber(name, numbers);
    if (statistics === undefined || Array.isArray(statistics)) continue;
    const value = spelled(statistics);
    throw new SteadystateError('InvalidInput', `quantiles.${name} ${value} is no list.`, {
      resource: `quantiles.${name}`,
      value,
      help: "Give shares from 0 to 1, or 'mean': [0.5, 0.9].",
    });
  }
}

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Cell;
}

/**
 * Makes runs for each of several settings, and compares them. The runs of every setting have the same seeds and draws:
 * what differs between two settings is the settings' doing.
 *
 * @param base - where runs begin, or a function from a setting to that, for what can't be changed later: options, and
 *   how services were made. It is called in this thread, once for each setting and once for each replay
 * @throws as {@link campaign} does
 */
export async function sweep<
  Setting extends object,
  Measured extends MeasuredBy<Measured>,
  Parameters extends object = NoParameters,
>(
  base: Base | ((setting: Setting) => Base),
  plan: SweepPlan<Setting, Parameters, Measured>,
): Promise<SweepResult<Setting, Parameters, Measured>> {
  checkNames(plan, { over: true, runs: true, vary: true, measure: true, ...campaignOptions }, 'A sweep');
  const { over, seed = 1, runs = 1, vary, measure } = plan;
  if (!Array.isArray(over) || over.length === 0) throw invalid('over', over, 'Give at least one setting.');
  const held = typeof base === 'function' ? undefined : hold(base);
  const compared = over.map((given, place) => settingOf(given, `over[${place}]`));
  const drawn = await planRuns(runs, plan, vary ?? (() => ({}) as Parameters));
  const swept = compared.map((setting, place) => ({
    setting,
    base: (): Base => held ?? baseOf(base as (setting: Setting) => Base, setting, `over[${place}]`),
    runs: drawn.map((run) => ({ ...run, parameters: joined(setting, run.parameters, `over[${place}]`) })),
  }));
  const measured = await execute({ batches: swept, sharesBase: held !== undefined, measure, options: plan });
  const settings = swept.map(({ setting, runs: planned, base: beginning }, place) => ({
    setting,
    result: resultOf(seed, planned, measured[place] as Measured[], replaying(beginning, measure, plan)),
  }));
  return new SweepResult(seed, settings);
}

/** @throws SteadystateError `RunFailed`, naming the setting */
function baseOf<Setting>(base: (setting: Setting) => Base, setting: Setting, place: string): Base {
  try {
    return base(setting);
  } catch (error) {
    throw noBase(setting, place, error);
  }
}

/** @throws SteadystateError `InvalidCampaign` for what has no members; `InvalidInput` for a member that isn't data */
function settingOf<Setting>(given: Setting, place: string): Setting {
  if (!isPlainObject(given)) throw invalid(place, given, 'Give an object: { minimum: 50 }.');
  return plainCopy(given, place);
}

/** @throws SteadystateError `InvalidCampaign` for a member of both: the table would tell of runs that weren't made */
function joined<Setting, Parameters>(setting: Setting, drawn: Parameters, place: string): Setting & Parameters {
  for (const name of Object.keys(drawn as object)) {
    if (!Object.hasOwn(setting as object, name)) continue;
    const value = spelled((setting as Record<string, unknown>)[name]);
    throw new SteadystateError('InvalidCampaign', `vary draws ${name}, which is ${value} in ${place}.`, {
      resource: name,
      value,
      help: 'Give what is drawn another name, or leave it out of the settings.',
    });
  }
  return Object.freeze({ ...setting, ...drawn });
}

/** All combinations, the last member changing fastest: `grid({ minimum: [50, 100], maximum: [150, 200] })` has four. */
export function grid<const Lists extends Readonly<Record<string, readonly unknown[]>>>(
  lists: Lists,
): { readonly [Name in keyof Lists]: Lists[Name][number] }[] {
  let settings: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(lists)) {
    settings = settings.flatMap((setting) => values.map((value) => ({ ...setting, [name]: value })));
  }
  return settings as { readonly [Name in keyof Lists]: Lists[Name][number] }[];
}

function statisticOf<Parameters, Measured>(
  result: CampaignResult<Parameters, Measured>,
  name: NumberName<Measured>,
  statistic: Statistic,
): number | undefined {
  if (!namesOf(result.runs, 'number').includes(name)) return undefined;
  const distribution = result.distribution(name);
  return statistic === 'mean' ? distribution.mean : distribution.quantile(statistic);
}

function titleOf(statistic: Statistic): string {
  if (statistic === 'mean') return 'mean';
  if (statistic === 0) return 'lowest';
  if (statistic === 1) return 'highest';
  return statistic === 0.5 ? 'median' : `${Math.round(statistic * 1_000) / 10} %`;
}

const cellOf = (value: unknown): Cell =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Cell);

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [place, value] of one.entries()) {
    const difference = value - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
