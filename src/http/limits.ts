import * as z from 'zod/mini';
import { SteadystateError } from '../model/errors.js';
import { lazily, parseData } from '../model/parse-data.js';

/** What a server puts up with. Times are real ones. */
export interface ServerLimits {
  /** Bytes of a request's body; a larger one is refused with 413. Default 10 MiB. */
  readonly bodyBytesMax: number;
  /** Bytes of a snapshot that is restored. Default 256 MiB. */
  readonly snapshotBytesMax: number;
  /** Bytes of a request's line and headers together; more are refused with 431. Default 32 KiB. */
  readonly headerBytesMax: number;
  /** Connections at one time; further ones are closed at once. Default 10,000. */
  readonly connectionsMax: number;
  /** Ms until a request's headers must be complete, or it is refused with 408. Default 10,000. */
  readonly headersTimeoutMs: number;
  /** Ms until a whole request must be there, or it is refused with 408. Default 30,000. */
  readonly requestTimeoutMs: number;
  /** Ms a connection is kept for the next request. Default 65,000: longer than clients keep theirs. */
  readonly keepAliveTimeoutMs: number;
  /** Ms without a byte either way until a connection is closed, also under a reply nobody reads. Default 300,000. */
  readonly idleTimeoutMs: number;
  /** Ms that `close` waits for replies under way before it cuts them off. Default 5,000. */
  readonly closeTimeoutMs: number;
}

/** Limits of a server about which nothing was said. */
export const defaultLimits: ServerLimits = {
  bodyBytesMax: 10 * 2 ** 20,
  snapshotBytesMax: 256 * 2 ** 20,
  headerBytesMax: 32 * 2 ** 10,
  connectionsMax: 10_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  idleTimeoutMs: 300_000,
  closeTimeoutMs: 5_000,
};

const limitsSchema = lazily(() => {
  const limit = z.optional(z.int().check(z.gte(1)));
  return z.strictObject(Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, limit])));
});

/** Fills in the defaults. @throws SteadystateError `InvalidOption` */
export function resolveLimits(given: Partial<ServerLimits> = {}): ServerLimits {
  const { problem } = parseData(limitsSchema(), given);
  if (problem === undefined) return { ...defaultLimits, ...given };
  const { path, message, value = 'missing' } = problem;
  throw new SteadystateError('InvalidOption', `Option limits.${path} is ${value}: ${message}.`, {
    resource: `limits.${path}`,
    value,
    help: 'Limits are whole numbers of 1 or more: bytes, connections or ms.',
  });
}
