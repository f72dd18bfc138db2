/**
 * A buffer that columns lie in, seen as numbers of each width. To make a buffer costs more than to copy a few kB into one:
 * a small world's tables share one when they are copied.
 */
export class Room {
  readonly moments: Float64Array;
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  #taken = 0;

  constructor(byteLength: number) {
    const buffer = new ArrayBuffer(wholeMoments(byteLength));
    this.moments = new Float64Array(buffer);
    this.words = new Int32Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }

  /** @returns the first of so many bytes that nobody else has; a multiple of 8 */
  take(byteLength: number): number {
    const place = this.#taken;
    this.#taken += wholeMoments(byteLength);
    return place;
  }

  /** The same, filled with a copy of these words. */
  takeCopy(words: Int32Array): Int32Array {
    const first = this.take(words.byteLength) / words.BYTES_PER_ELEMENT;
    const copy = this.words.subarray(first, first + words.length);
    copy.set(words);
    return copy;
  }
}

/** Up to here copies share a room. One that grows moves out, and what it leaves is free only with the rest. */
const sharedBytesMax = 65_536;

/** @returns room for copies of all of these, or nothing where each is better off with its own */
export function sharedRoom(...originals: readonly { readonly byteLength: number }[]): Room | undefined {
  let byteLength = 0;
  for (const original of originals) byteLength += wholeMoments(original.byteLength);
  return byteLength <= sharedBytesMax ? new Room(byteLength) : undefined;
}

const wholeMoments = (byteLength: number): number => (byteLength + 7) & ~7;
