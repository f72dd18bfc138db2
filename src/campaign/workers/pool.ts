import { fileURLToPath } from 'node:url';
import { SteadystateError } from '../../model/errors.js';
import type { WorkerOptions } from '../plan.js';
import type { Chunk, ChunkReply, ThreadSetup } from './thread.js';

/** Worker threads that make runs. */
export interface Pool {
  run(chunk: Chunk): Promise<ChunkReply>;
  /** Ends the threads, whatever they are doing. */
  close(): Promise<void>;
}

/**
 * Starts the threads.
 * @param signal - ends what they are doing
 * @throws SteadystateError `PackageMissing`
 */
export async function openPool(
  setup: ThreadSetup,
  { count, execArgv }: WorkerOptions,
  signal: AbortSignal | undefined,
): Promise<Pool> {
  const { Piscina } = await loadPiscina();
  const pool = new Piscina<Chunk, ChunkReply>({
    filename: fileURLToPath(threadFile()),
    name: 'runChunk',
    minThreads: count,
    maxThreads: count,
    workerData: setup,
    ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
  });
  return {
    run: (chunk) => pool.run(chunk, signal === undefined ? {} : { signal }),
    close: () => pool.destroy(),
  };
}

/** Beside this file, in the sources as in what is built of them. */
const threadFile = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./thread.ts', import.meta.url)
    : new URL('./campaign-thread.js', import.meta.url);

async function loadPiscina(): Promise<typeof import('piscina')> {
  try {
    return await import('piscina');
  } catch (error) {
    const missing = new SteadystateError('PackageMissing', 'Worker threads need the package piscina.', {
      resource: 'piscina',
      help: 'npm install --save-dev piscina, or leave out the option workers.',
    });
    missing.cause = error;
    throw missing;
  }
}
