import { workerData } from 'piscina';
import type { Simulator } from '../../simulator/simulator.js';
import type { WorkloadSource } from '../../workload/rule.js';
import { type Base, originOf, type PortableBase, type WorkloadSources } from '../base.js';
import { load, loadEach, type ModuleFunction } from '../from-module.js';
import { type Measure, makeRun, type PlannedRun } from '../run.js';
import { type PortableError, portableError } from './portable-error.js';

/** What a thread is given when it starts. */
export interface ThreadSetup {
  readonly measure: ModuleFunction<Measure<never, unknown>>;
  readonly workloadSources: Readonly<Record<string, ModuleFunction<WorkloadSource>>>;
  /** Absent where each chunk brings its own. */
  readonly base?: PortableBase;
}

/** Runs that a thread makes in one go. */
export interface Chunk {
  /** Chunks of the same batch have the same base. */
  readonly batch: number;
  readonly base?: PortableBase;
  readonly runs: readonly PlannedRun<unknown>[];
}

/** What came of it. */
export interface ChunkReply {
  /** Of the runs before the one that failed, or of all. */
  readonly measured: readonly unknown[];
  /** What the next run threw. */
  readonly failure?: PortableError;
  /** What was thrown before any run could be made. */
  readonly refusal?: PortableError;
}

interface Ready {
  readonly measure: Measure<unknown, unknown>;
  readonly sources: WorkloadSources;
}

const { base: sharedBase, ...functions } = workerData as ThreadSetup;
let ready: Promise<Ready> | undefined;
let origin: { readonly batch: number; readonly sim: Simulator } | undefined;

/** A thread's one job. */
export async function runChunk({ batch, base = sharedBase, runs }: Chunk): Promise<ChunkReply> {
  const measured: unknown[] = [];
  try {
    ready ??= getReady();
    const { measure, sources } = await ready;
    const sim = beginningOf(sharedBase === undefined ? batch : 0, base as Base, sources);
    for (const planned of runs) {
      try {
        measured.push(makeRun(sim, planned, measure));
      } catch (error) {
        return { measured, failure: portableError((error as Error).cause) };
      }
    }
    return { measured };
  } catch (error) {
    return { measured, refusal: portableError(error) };
  }
}

const getReady = async (): Promise<Ready> => ({
  measure: (await load(functions.measure)) as Measure<unknown, unknown>,
  sources: await loadEach(functions.workloadSources),
});

/** The last one is kept: chunks of a batch mostly follow each other. */
function beginningOf(batch: number, base: Base, sources: WorkloadSources): Simulator {
  if (origin?.batch !== batch) origin = { batch, sim: originOf(base, sources) };
  return origin.sim;
}
