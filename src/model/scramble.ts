/**
 * Ids that look random and are none: a pure function of the simulator's seed and a running number. A task's id can be
 * turned back into its number, so that a million tasks need no table of ids.
 */

/** A good mix of 32 bits (the finaliser of MurmurHash3). */
function mix32(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * Mixes several numbers into 32 bits; the order matters. Numbers may be as large as 2^53.
 * @rule id-from-the-seed
 */
export function mix(...values: number[]): number {
  let hash = mixStart;
  for (const value of values) hash = mixIn(hash, value);
  return hash >>> 0;
}

/** What `mix` has come to after these three: the parts of one id begin alike. */
const idStart = (seed: number, kind: IdKind, number: number): number =>
  mixIn(mixIn(mixIn(mixStart, seed), kind), number);

const mixStart = 0x9e3779b9;
const mixIn = (hash: number, value: number): number =>
  mix32((mix32(hash ^ (value | 0)) + 0x6d2b79f5) ^ Math.floor(value / 0x1_0000_0000));

export function mixText(seed: number, text: string): number {
  let hash = mix(seed);
  for (let index = 0; index < text.length; index += 1) hash = mix32(hash ^ text.charCodeAt(index));
  return hash;
}

const rounds = 4;
/** What the three words beside the number hold before they are scrambled: a wrong id doesn't come back to them. */
const marks = [0x73746561, 0x64797374, 0x61746521] as const;

/**
 * 32 hexadecimal digits: a Feistel network over the number and three fixed words.
 * @rule id-task
 */
export function scrambleNumber(seed: number, number: number): string {
  const [a, b, c, d] = scrambledWords(seed, number);
  return hex8(a) + hex8(b) + hex8(c) + hex8(d);
}

/** The first 53 bits of such an id: ids compare as these do, but for ids that have them in common. */
export function scrambledOrder(seed: number, number: number): number {
  const [a, b] = scrambledWords(seed, number);
  return a * 0x20_0000 + (b >>> 11);
}

/** The same 53 bits, read off an id. */
export const orderOfScrambled = (id: string): number =>
  Number.parseInt(id.slice(0, 8), 16) * 0x20_0000 + (Number.parseInt(id.slice(8, 16), 16) >>> 11);

function scrambledWords(seed: number, number: number): readonly [number, number, number, number] {
  let a = number >>> 0;
  let b: number = marks[0];
  let c: number = marks[1];
  let d: number = marks[2];
  for (let round = 0; round < rounds; round += 1) {
    const x = roundWord(seed, round, c, d);
    const newC = (a ^ x) >>> 0;
    const newD = (b ^ secondWord(x, d)) >>> 0;
    a = c;
    b = d;
    c = newC;
    d = newD;
  }
  return [a, b, c, d];
}

/** @returns the number, or undefined when the text isn't one of this seed's ids */
export function unscrambleNumber(seed: number, id: string): number | undefined {
  if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
  let [a, b, c, d] = [0, 8, 16, 24].map((at) => Number.parseInt(id.slice(at, at + 8), 16)) as [
    number,
    number,
    number,
    number,
  ];
  for (let round = rounds - 1; round >= 0; round -= 1) {
    const x = roundWord(seed, round, a, b);
    [a, b, c, d] = [(c ^ x) >>> 0, (d ^ secondWord(x, b)) >>> 0, a, b];
  }
  return b === marks[0] && c === marks[1] && d === marks[2] ? a : undefined;
}

const roundWord = (seed: number, round: number, c: number, d: number): number =>
  mixIn(mixIn(mixIn(mixIn(mixStart, seed), round), c), d) >>> 0;
const secondWord = (first: number, d: number): number => mix32(first ^ d ^ 0x5bd1e995);

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex8 = (word: number): string =>
  (hexBytes[word >>> 24] as string) +
  (hexBytes[(word >>> 16) & 255] as string) +
  (hexBytes[(word >>> 8) & 255] as string) +
  (hexBytes[word & 255] as string);

/** What an id is for: keeps ids of different kinds apart. Numbers go into ids: never renumber. */
export const IdKind = {
  DEPLOYMENT: 1,
  SERVICE_DEPLOYMENT: 2,
  SERVICE_EVENT: 3,
  CONTAINER: 4,
  ATTACHMENT: 5,
  LOAD_BALANCER: 6,
  TARGET_GROUP: 7,
  LISTENER: 8,
  EVENT_BRIDGE: 9,
  NETWORK_INTERFACE: 10,
  REQUEST: 11,
  RULE: 12,
  TASK_SET: 13,
} as const;
export type IdKind = (typeof IdKind)[keyof typeof IdKind];

/**
 * A version 4 UUID.
 * @rule id-other
 */
export function uuidOf(seed: number, kind: IdKind, number: number): string {
  const start = idStart(seed, kind, number);
  const words = [0, 1, 2, 3].map((part) => hex8(mixIn(start, part) >>> 0)).join('');
  const variant = ((Number.parseInt(words.charAt(16), 16) & 3) | 8).toString(16);
  return `${words.slice(0, 8)}-${words.slice(8, 12)}-4${words.slice(13, 16)}-${variant}${words.slice(17, 20)}-${words.slice(20)}`;
}

/**
 * 19 decimal digits, zero padded on the left, as in deployment ids.
 * @rule id-deployment
 */
export function digits19Of(seed: number, kind: IdKind, number: number): string {
  const start = idStart(seed, kind, number);
  const part = (index: number, values: number) => (mixIn(start, index) >>> 0) % values;
  return (
    String(part(0, 1e7)).padStart(7, '0') +
    String(part(1, 1e6)).padStart(6, '0') +
    String(part(2, 1e6)).padStart(6, '0')
  );
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * 21 characters of the URL-safe base64 alphabet, as in service deployment ARNs.
 * @rule id-service-deployment
 */
export function base64urlOf(seed: number, kind: IdKind, number: number, length = 21): string {
  const start = idStart(seed, kind, number);
  let text = '';
  for (let index = 0; index < length; index += 1) text += base64url.charAt(mixIn(start, index) & 63);
  return text;
}

/** Hexadecimal digits, as in ELB ARNs (16) and network interface ids (17). */
export function hexOf(seed: number, kind: IdKind, number: number, length: number): string {
  const start = idStart(seed, kind, number);
  let text = '';
  for (let part = 0; text.length < length; part += 1) text += hex8(mixIn(start, part) >>> 0);
  return text.slice(0, length);
}
