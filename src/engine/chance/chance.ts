import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { mix } from '../../model/scramble.js';

/** What a keyed draw is for. Numbers go into the draws: never renumber. */
export const Draw = { JITTER: 1, FLAKY_CHECK: 2, WORKLOAD_FRACTION: 3, WORKLOAD_SOURCE: 4, STOP_PICK: 5 } as const;
export type Draw = (typeof Draw)[keyof typeof Draw];

/** Streams of chance that are drawn from in sequence. */
export type StreamName = 'faults';

export interface ChanceState {
  readonly seed: number;
  readonly streams: Readonly<Record<StreamName, readonly number[]>>;
}

/**
 * The simulator's chance. Sequential streams are separate, so that a new draw in one moves nothing in another. Where a
 * draw may be looked at ahead and then discarded, it is keyed: a pure function of seed, purpose and subject.
 */
export class Chance {
  readonly #seed: number;
  #faults: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number) {
    this.#seed = seed;
    this.#faults = xoroshiro128plus(mix(seed, 101));
  }

  static restore(state: ChanceState): Chance {
    const chance = new Chance(state.seed);
    chance.#faults = xoroshiro128plusFromState(state.streams.faults);
    return chance;
  }

  /** The next number of a stream: 0 or more, below 1. */
  draw(stream: StreamName): number {
    stream satisfies 'faults';
    return (this.#faults.next() >>> 0) / 0x1_0000_0000;
  }

  /** A number, 0 or more and below 1, that depends on nothing but its key. */
  keyed(purpose: Draw, subject: number, number = 0, part = 0): number {
    return (xoroshiro128plus(mix(this.#seed, purpose, subject, number, part)).next() >>> 0) / 0x1_0000_0000;
  }

  state(): ChanceState {
    return { seed: this.#seed, streams: { faults: this.#faults.getState() } };
  }

  copy(): Chance {
    return Chance.restore(this.state());
  }
}
