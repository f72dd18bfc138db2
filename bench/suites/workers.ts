import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { aDeploymentUnderFire } from '../fleet.js';
import { median } from '../measure.js';
import type { roll } from '../roll.js';
import { type Row, round } from '../row.js';

const runs = 30_000;
const pairs = 3;

/**
 * The Monte-Carlo deployment as a campaign: in this process, and over two worker threads. Of the built package, whose threads
 * load a file of their own. Wall time: the threads' CPU time is no less. Both make the same runs, and have to measure the same.
 */
export async function workers(): Promise<Row[]> {
  const dist = join(process.cwd(), 'dist', 'campaign.js');
  if (!existsSync(dist)) throw new Error('There is no dist: npm run build first.');
  const { campaign, fromModule } = (await import(
    pathToFileURL(dist).href
  )) as typeof import('../../src/campaign/index.js');
  const base = aDeploymentUnderFire().sim.snapshot();
  const measure = fromModule<typeof roll>(new URL('./roll.mjs', import.meta.url), 'roll');

  const timed = async (over: { readonly workers?: number }) => {
    const from = performance.now();
    const result = await campaign(base, { runs, measure, ...over });
    return { ms: performance.now() - from, measured: String(result) };
  };
  const ratios: number[] = [];
  const alone: number[] = [];
  // The first pair doesn't count: by its end everything is compiled.
  for (let pair = -1; pair < pairs; pair += 1) {
    const [a, b, c, d] = [await timed({}), await timed({ workers: 2 }), await timed({ workers: 2 }), await timed({})];
    if (new Set([a, b, c, d].map(({ measured }) => measured)).size > 1) throw new Error('workers measure otherwise');
    if (pair < 0) continue;
    ratios.push((b.ms + c.ms) / (a.ms + d.ms));
    alone.push(a.ms, d.ms);
  }
  const ms = median(alone);
  const ratio = median(ratios);
  return [
    {
      work: `a campaign of ${runs.toLocaleString('en-US')} such runs over 2 worker threads, against this process`,
      binds: '—',
      aim: '—',
      measured: `×${round(ratio)}`,
      holds: true,
      about: `${round(ms / 1e3)} s against ${round((ms * ratio) / 1e3)} s with the threads' start, on ${availableParallelism()} cores; the same is measured; wall time`,
    },
  ];
}
