import { restoreSimulator, type Snapshot, SteadystateError } from '../../../src/index.js';
import { workloadSources } from './full.js';

// biome-ignore lint/suspicious/noExplicitAny: what is damaged has no type any more
export type Damaged = any;

const opening = 'The snapshot is damaged: ';
const wayOut = '. Give what sim.snapshot() returned, unchanged (JSON.stringify and JSON.parse are fine).';

/** Why something is refused as a damaged snapshot; undefined when it isn't refused. Another error is thrown on. */
export function refusalOf(given: unknown): string | undefined {
  try {
    restoreSimulator(given as Snapshot, { workloadSources });
  } catch (error) {
    if (!(error instanceof SteadystateError) || error.code !== 'InvalidSnapshot') throw error;
    const { message } = error;
    return message.startsWith(opening) && message.endsWith(wayOut)
      ? message.slice(opening.length, -wayOut.length)
      : message;
  }
  return undefined;
}
