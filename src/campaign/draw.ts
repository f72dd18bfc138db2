import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { SteadystateError } from '../model/errors.js';
import { mix } from '../model/scramble.js';

/** Seeded chance for one run: the same run draws the same, whatever other runs do. */
export interface Draw {
  /** A number, 0 or more and below 1. */
  (): number;
  /** A whole number from `least` to `most`, both included. @throws SteadystateError `InvalidInput` when they are 2^53 or more apart */
  integer(least: number, most: number): number;
  /** A number, `least` or more and below `most`. */
  between(least: number, most: number): number;
  /** One of these. @throws SteadystateError `InvalidInput` when there is none */
  oneOf<const T>(choices: readonly T[]): T;
  /** True in this share of the draws, 0 to 1. */
  chance(share: number): boolean;
}

const bits32 = 2 ** 32;
const bits21 = 2 ** 21;

/** What the numbers of a campaign are for. They go into the draws: never renumber. */
const Purpose = { SEED_HIGH: 301, SEED_LOW: 302, PARAMETERS: 303 } as const;

/**
 * The seed of a run: a pure function of the campaign's seed and the run's number, so that it is the same in whatever
 * order and wherever the runs are made. 53 bits: among 10,000 runs two are equal once in 10^8 campaigns.
 */
export function runSeed(campaignSeed: number, run: number): number {
  const high = mix(campaignSeed, Purpose.SEED_HIGH, run) % 0x20_0000;
  return high * 0x1_0000_0000 + mix(campaignSeed, Purpose.SEED_LOW, run);
}

/** The draws of a run, from its seed. They are independent of the chance inside its simulator. */
export function drawOf(seed: number): Draw {
  const generator = xoroshiro128plus(mix(seed, Purpose.PARAMETERS));
  const draw = (): number => (generator.next() >>> 0) / bits32;
  const between = (least: number, most: number): number => least + draw() * (most - least);
  const integer = (least: number, most: number): number => {
    if (!Number.isSafeInteger(least) || !Number.isSafeInteger(most) || most < least) {
      throw new SteadystateError('InvalidInput', `No whole number can be drawn from ${least} to ${most}.`, {
        value: `${least}, ${most}`,
        help: 'Give two whole numbers, the smaller one first.',
      });
    }
    const count = most - least + 1;
    if (count <= bits32) return least + Math.floor(draw() * count);
    if (!Number.isSafeInteger(count)) {
      throw new SteadystateError('InvalidInput', `${least} and ${most} are too far apart to draw from.`, {
        value: `${least}, ${most}`,
        help: 'Give two whole numbers less than 2^53 apart.',
      });
    }
    // One draw has 32 bits: most numbers of so many would never come.
    const high = Math.floor(draw() * bits21);
    return least + Math.floor((high + draw()) * (count / bits21));
  };
  return Object.assign(draw, {
    between,
    integer,
    oneOf<const T>(choices: readonly T[]): T {
      if (choices.length === 0) {
        throw new SteadystateError('InvalidInput', 'Nothing can be drawn from an empty list.', {
          help: 'Give at least one choice.',
        });
      }
      return choices[integer(0, choices.length - 1)] as T;
    },
    chance: (share: number): boolean => draw() < share,
  });
}
