import { type Base, originOf, portable } from './base.js';
import { functionOf, loadEach, type ModuleFunction, moduleOf, moduleOfEach } from './from-module.js';
import { type CampaignOptions, type WorkerOptions, workersOf } from './plan.js';
import { type Measure, makeRun, type PlannedRun, runFailed } from './run.js';
import { turns } from './turns.js';
import { revive } from './workers/portable-error.js';
import type { Chunk, ThreadSetup } from './workers/thread.js';

/** Runs that begin at the same base. */
export interface Batch<Parameters> {
  readonly runs: readonly PlannedRun<Parameters>[];
  /** Called when their turn comes: a sweep over many sets need not hold all its bases at once. */
  readonly base: () => Base;
}

/** What is to be executed. */
export interface Execution<Parameters, Measured> {
  readonly batches: readonly Batch<Parameters>[];
  /** Whether every batch has the same base. */
  readonly sharesBase: boolean;
  readonly measure: Measure<Parameters, Measured> | ModuleFunction<Measure<Parameters, Measured>>;
  readonly options: CampaignOptions;
}

/**
 * Makes all runs.
 * @returns what they measured, batch by batch
 * @throws SteadystateError `RunFailed` for the first run, in their order, that threw; the reason of the signal
 */
export async function execute<Parameters, Measured>(execution: Execution<Parameters, Measured>): Promise<Measured[][]> {
  const workers = workersOf(execution.options.workers);
  execution.options.signal?.throwIfAborted();
  return workers.count === 0 ? executeHere(execution) : executeInWorkers(execution, workers);
}

async function executeHere<Parameters, Measured>({
  batches,
  sharesBase,
  measure,
  options: { workloadSources, signal, onProgress },
}: Execution<Parameters, Measured>): Promise<Measured[][]> {
  const [measureRun, sources] = [
    await functionOf(measure, 'measure'),
    workloadSources && (await loadEach(workloadSources)),
  ];
  const shared = sharesBase ? batches[0]?.base() : undefined;
  const sharedOrigin = shared === undefined ? undefined : originOf(shared, sources);
  const total = countRuns(batches);
  const turn = turns();
  let done = 0;
  try {
    const measured: Measured[][] = [];
    for (const batch of batches) {
      const origin = sharedOrigin ?? originOf(batch.base(), sources);
      const ofBatch: Measured[] = [];
      for (const planned of batch.runs) {
        // When all is done nothing can be aborted any more.
        signal?.throwIfAborted();
        ofBatch.push(makeRun(origin, planned, measureRun));
        done += 1;
        onProgress?.({ done, total });
        await turn.next();
      }
      measured.push(ofBatch);
    }
    return measured;
  } finally {
    turn.end();
  }
}

/** Chunks per thread, so that all threads have something to do until near the end. */
const chunksPerThread = 8;
/** Runs in one chunk: more would only make progress and cancelling coarser. */
const chunkRunsMax = 100;

async function executeInWorkers<Parameters, Measured>(
  { batches, sharesBase, measure, options }: Execution<Parameters, Measured>,
  workers: WorkerOptions,
): Promise<Measured[][]> {
  const why = "it can't travel to a worker thread";
  const workloadSources = moduleOfEach(options.workloadSources, why);
  const setup: ThreadSetup = {
    measure: moduleOf(measure, 'measure', why),
    workloadSources,
    ...(sharesBase && batches[0] !== undefined ? { base: portable(batches[0].base(), workloadSources) } : {}),
  };
  const total = countRuns(batches);
  const size = Math.max(1, Math.min(chunkRunsMax, Math.ceil(total / (workers.count * chunksPerThread))));
  const chunks = chunksOf(batches, size, sharesBase ? undefined : workloadSources);
  // A thread takes a while to start: none that would have nothing to do.
  const chunkCount = batches.reduce((sum, { runs }) => sum + Math.ceil(runs.length / size), 0);
  const count = Math.min(workers.count, chunkCount);
  const measured: Measured[][] = batches.map(() => []);
  const failures: { readonly chunk: number; readonly error: unknown }[] = [];
  let begun = 0;
  let done = 0;

  const { openPool } = await import('#campaign-workers');
  const pool = await openPool(setup, { ...workers, count }, options.signal);
  /** Takes chunk after chunk. They begin in order: when one fails, the first of all that fail has begun as well. */
  const lane = async (): Promise<void> => {
    while (failures.length === 0) {
      const { value: chunk } = chunks.next();
      if (chunk === undefined) return;
      const number = begun++;
      const { measured: ofChunk, failure, refusal } = await pool.run(chunk);
      ofChunk.forEach((each, place) => {
        // What crossed from another thread isn't frozen any more.
        (measured[chunk.batch] as Measured[])[chunk.from + place] = Object.freeze(each as Measured);
      });
      const failed = chunk.runs[ofChunk.length];
      if (refusal !== undefined) failures.push({ chunk: number, error: revive(refusal) });
      else if (failure !== undefined && failed !== undefined) {
        failures.push({ chunk: number, error: runFailed(failed, revive(failure)) });
      }
      done += ofChunk.length;
      if (failures.length === 0) options.onProgress?.({ done, total });
    }
  };
  try {
    await Promise.all(Array.from({ length: count }, lane));
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    await pool.close();
  }
  const [first] = failures.sort((one, other) => one.chunk - other.chunk);
  if (first !== undefined) throw first.error;
  return measured;
}

/** A chunk, and which run of its batch is its first. */
interface PlacedChunk extends Chunk {
  readonly from: number;
}

/** @param sources - where each batch has a base of its own: the workload sources that it will have */
function* chunksOf(
  batches: readonly Batch<unknown>[],
  size: number,
  sources: ThreadSetup['workloadSources'] | undefined,
): Generator<PlacedChunk, undefined> {
  for (const [place, batch] of batches.entries()) {
    const base = sources === undefined ? {} : { base: portable(batch.base(), sources) };
    for (let from = 0; from < batch.runs.length; from += size) {
      yield { ...base, batch: place, from, runs: batch.runs.slice(from, from + size) };
    }
  }
}

const countRuns = (batches: readonly Batch<unknown>[]): number =>
  batches.reduce((count, { runs }) => count + runs.length, 0);
