import { SteadystateError } from '../model/errors.js';
import type { Simulator } from '../simulator/simulator.js';
import { Distribution } from './distribution.js';
import { spelled } from './invalid.js';
import type { MeasuredValue, Run } from './run.js';
import { type Cell, Table } from './table.js';

/** Names of what was measured as numbers. */
export type NumberName<Measured> = {
  [Name in keyof Measured]-?: [Measured[Name]] extends [number | undefined] ? Name : never;
}[keyof Measured] &
  string;

/** Names of what was measured as texts or booleans. */
export type OutcomeName<Measured> = Exclude<keyof Measured & string, NumberName<Measured>>;

/** What is bad: the highest of one number or the lowest of another. */
export type Badness<Measured> =
  | { readonly highest: NumberName<Measured>; readonly lowest?: undefined }
  | { readonly lowest: NumberName<Measured>; readonly highest?: undefined };

/** What came of all runs. */
export class CampaignResult<Parameters, Measured> {
  /** Of the campaign: with the same base, plan and seed it has the same result. */
  readonly seed: number;
  /** By number. */
  readonly runs: readonly Run<Parameters, Measured>[];
  readonly #replay: (run: Run<Parameters, Measured>) => Promise<Simulator>;

  constructor(
    seed: number,
    runs: readonly Run<Parameters, Measured>[],
    replay: (run: Run<Parameters, Measured>) => Promise<Simulator>,
  ) {
    this.seed = seed;
    this.runs = Object.freeze([...runs]);
    this.#replay = replay;
  }

  /** How a number is spread over the runs that measured it. @throws SteadystateError `UnknownResource` when none did */
  distribution(name: NumberName<Measured>): Distribution {
    return new Distribution(this.#having(name).map(({ value }) => value));
  }

  /** How many runs had each outcome, the most frequent first; runs without it are not counted. */
  counts(name: OutcomeName<Measured>): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { measured } of this.runs) {
      const value = measured[name] as MeasuredValue;
      if (value !== undefined) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
    // Sorting is stable: what comes equally often stays in the order of the runs.
    return new Map([...counts].sort(([, one], [, other]) => other - one));
  }

  /** The worst run; of several equally bad ones the first. `worst({ lowest: 'healthy' })` */
  worst(by: Badness<Measured>): Run<Parameters, Measured> {
    return this.worstRuns(1, by)[0] as Run<Parameters, Measured>;
  }

  /**
   * The worst runs, the worst first.
   * @param count - how many at most, 0 or more
   * @throws SteadystateError `InvalidInput` for another count or no name, `UnknownResource` for a number that no run measured
   */
  worstRuns(count: number, by: Badness<Measured>): readonly Run<Parameters, Measured>[] {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new SteadystateError('InvalidInput', `count ${count} is not a number of runs.`, {
        resource: 'count',
        value: String(count),
        help: 'Give a whole number, 0 or more.',
      });
    }
    const name = by.highest ?? by.lowest;
    if (name === undefined || (by.highest !== undefined && by.lowest !== undefined)) {
      const given = name === undefined ? 'neither highest nor lowest is given' : 'both highest and lowest are given';
      throw new SteadystateError('InvalidInput', `It isn't said what is bad: ${given}.`, {
        resource: 'by',
        value: spelled(by),
        help: "Name one number that was measured: { lowest: 'healthy' }, or { highest: 'seconds' }.",
      });
    }
    const sign = by.highest === undefined ? 1 : -1;
    return this.#having(name)
      .sort((one, other) => sign * (one.value - other.value))
      .slice(0, count)
      .map(({ run }) => run);
  }

  /**
   * Makes a run once more, with every fact kept from its beginning on: `timeline`, `at` and `series` are true from there on. What
   * was before they know if the base keeps all facts, and refuse otherwise.
   * @param run - a run of this result, or its number
   * @returns the simulator as the run left it: `(await result.replay(17)).timeline()`
   */
  replay(run: Run<Parameters, Measured> | number): Promise<Simulator> {
    const known = this.runs[typeof run === 'number' ? run : run.run];
    if (known !== undefined) return this.#replay(known);
    throw new SteadystateError(
      'UnknownResource',
      `There is no run ${String(typeof run === 'number' ? run : run.run)}.`,
      {
        help: `Runs are 0 to ${this.runs.length - 1}.`,
      },
    );
  }

  /** The numbers as a table. */
  table(): Table {
    const columns = ['', 'runs', 'lowest', 'median', '90 %', '99 %', 'highest', 'mean'];
    const rows = this.#names('number').map((name): Cell[] => {
      const spread = this.distribution(name as NumberName<Measured>);
      const { count, lowest, median, highest, mean } = spread;
      return [name, count, lowest, median, spread.quantile(0.9), spread.quantile(0.99), highest, mean];
    });
    return new Table(columns, rows);
  }

  /** The table, and a line for each thing that was counted. */
  toString(): string {
    const outcomes = this.#names('outcome').map((name) => {
      return `${name}: ${spellCounts(this.counts(name as OutcomeName<Measured>))}`;
    });
    const numbers = this.table();
    return [
      `${this.runs.length} runs, seed ${this.seed}`,
      ...(numbers.rows.length > 0 ? [String(numbers)] : []),
      ...outcomes,
    ].join('\n');
  }

  /** Runs that measured a number, with it. */
  #having(name: NumberName<Measured>): { readonly run: Run<Parameters, Measured>; readonly value: number }[] {
    const found = this.runs.flatMap((run) => {
      const value: unknown = run.measured[name];
      return typeof value === 'number' ? [{ run, value }] : [];
    });
    if (found.length > 0) return found;
    throw noNumber(name, this.#names('number'));
  }

  /** What was measured as numbers, or as outcomes, in the order in which the runs gave it. */
  #names(kind: 'number' | 'outcome'): string[] {
    return namesOf(this.runs, kind);
  }
}

/** A refusal of the name of a number that no run measured. */
export function noNumber(name: string, known: readonly string[]): SteadystateError {
  return new SteadystateError('UnknownResource', `No run measured a number ${name}.`, {
    resource: name,
    help: `Numbers are ${known.join(', ') || 'none'}.`,
  });
}

/** How many outcomes a text names; what has more is rather a remark than an outcome. */
const outcomesShown = 5;

/** `completed 93, rolled back 7` */
export function spellCounts(counts: ReadonlyMap<string, number>): string {
  const shown = [...counts].slice(0, outcomesShown).map(([value, count]) => `${value} ${count}`);
  const hidden = counts.size - shown.length;
  return [...shown, ...(hidden > 0 ? [`${hidden} others`] : [])].join(', ');
}

/** Names of what runs measured, in the order in which they gave it. */
export function namesOf(runs: readonly { readonly measured: unknown }[], kind: 'number' | 'outcome'): string[] {
  const names = new Set<string>();
  for (const { measured } of runs) {
    for (const [name, value] of Object.entries(measured as Record<string, MeasuredValue>)) {
      if (value !== undefined && (typeof value === 'number') === (kind === 'number')) names.add(name);
    }
  }
  return [...names];
}
