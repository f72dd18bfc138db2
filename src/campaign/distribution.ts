import { SteadystateError } from '../model/errors.js';

/** How the numbers that runs measured are spread. */
export class Distribution {
  /** Every number, smallest first. */
  readonly sorted: readonly number[];

  /**
   * @param numbers - at least one, all finite
   * @throws SteadystateError `InvalidInput`
   */
  constructor(numbers: readonly number[]) {
    const odd = numbers.find((number) => !Number.isFinite(number));
    if (numbers.length === 0 || odd !== undefined) {
      const what = numbers.length === 0 ? 'no numbers' : `the number ${odd}`;
      throw new SteadystateError('InvalidInput', `There is no distribution of ${what}.`, {
        value: numbers.length === 0 ? '[]' : String(odd),
        help: 'Give at least one number, and finite ones only.',
      });
    }
    this.sorted = Object.freeze([...numbers].sort((one, other) => one - other));
  }

  get count(): number {
    return this.sorted.length;
  }

  get lowest(): number {
    return this.quantile(0);
  }

  get highest(): number {
    return this.quantile(1);
  }

  /** Half of the numbers lie at or below it; of an even number of them, the lower of the two in the middle. */
  get median(): number {
    return this.quantile(0.5);
  }

  get mean(): number {
    return this.sorted.reduce((sum, number) => sum + number, 0) / this.count;
  }

  /** Of these numbers as they are; not an estimate from a sample. */
  get standardDeviation(): number {
    const { mean } = this;
    return Math.sqrt(this.sorted.reduce((sum, number) => sum + (number - mean) ** 2, 0) / this.count);
  }

  /**
   * The smallest number that this share of the numbers lies at or below (nearest rank). Always a number that a run
   * measured, never one between two, so that there is a run to look at.
   *
   * @param share - 0 (the lowest) to 1 (the highest)
   * @throws SteadystateError `InvalidInput`
   */
  quantile(share: number): number {
    if (!(share >= 0 && share <= 1)) {
      throw new SteadystateError('InvalidInput', `${share} is not a share of the runs.`, {
        value: String(share),
        help: 'Give a number from 0 to 1: nine of ten runs stay at or below the quantile 0.9.',
      });
    }
    // 0.07 × 100 is 7.000000000000001, but the seventh is meant.
    const rank = Math.ceil(share * this.count - 1e-9);
    return this.sorted[Math.max(0, rank - 1)] as number;
  }

  /** Share of the numbers at or below this one, 0 to 1. */
  shareAtOrBelow(limit: number): number {
    return this.sorted.filter((number) => number <= limit).length / this.count;
  }
}
