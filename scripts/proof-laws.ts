import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSection, tellDuration, triedCommit, writeSection } from './proof-page.js';

/**
 * `npm run proof:laws`: all laws of `test/laws`, and the second opinion, on many more random scenarios than in `npm test`,
 * from a random seed; the result goes to `docs/proof.md`. `npm run proof:laws -- --seed 7` does the same again; with
 * `--law liveness` only the laws of that file are tried, and only their rows are written anew; with `--times 3`, on fewer
 * scenarios.
 */

/** Safety and liveness rest on at least so many runs each; the page says when they rest on fewer. */
const runsMin = 20_000;
const restsOnMany = /laws 4 and 5|law 6/;
/** Times the runs of `npm test`, unless `--times` says otherwise: with their `huntedTimes` enough for `runsMin`. */
const enoughTimes = 14;

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly duration?: number;
      readonly meta: { readonly runs?: number };
    }[];
  }[];
}

function given(option: string): string | undefined {
  const at = process.argv.indexOf(option);
  return at < 0 ? undefined : process.argv[at + 1];
}

const seed = Number(given('--seed') ?? randomInt(1, 2 ** 31));
const times = Number(given('--times') ?? enoughTimes);
const law = given('--law');
console.log(`to do the same again: npm run proof:laws -- --seed ${seed} --times ${times}`);

const folder = mkdtempSync(join(tmpdir(), 'steadystate-laws-'));
const file = join(folder, 'report.json');
const startMs = performance.now();
const { status } = spawnSync(
  'npx',
  // A law on which all its runs are tried takes minutes: no timeout, vitest has none for 0.
  [
    'vitest',
    'run',
    ...(law === undefined ? ['test/laws', 'test/reference/second-opinion.test.ts'] : [`/${law}.test.ts`]),
    '--testTimeout=0',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ],
  { stdio: 'inherit', env: { ...process.env, STEADYSTATE_SEED: String(seed), STEADYSTATE_RUNS: String(times) } },
);
const tookMs = performance.now() - startMs;
const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
rmSync(folder, { recursive: true });

const laws = report.testResults.flatMap(({ assertionResults }) =>
  assertionResults.filter(({ meta }) => meta.runs !== undefined),
);
const runs = laws.reduce((sum, { meta }) => sum + (meta.runs ?? 0), 0);
console.log(`${runs} runs of ${laws.length} laws in ${tellDuration(tookMs)}`);
if (status !== 0) {
  console.error('A law is broken: docs/proof.md stays as it was. Mend it, and keep it in counterexamples.test.ts.');
  process.exit(1);
}

const commit = triedCommit('src', 'test/laws', 'test/reference');
const rows = new Map(law === undefined ? [] : readRows().map((row) => [row.split(' | ')[0] ?? '', row] as const));
for (const { title, meta, duration } of laws) {
  rows.set(`| ${title}`, `| ${title} | ${meta.runs} | ${tellDuration(duration ?? 0)} | ${seed} | ${commit} |`);
}
const runsOf = (row: string): number => Number(row.split(' | ')[1]);
const total = [...rows.values()].reduce((sum, row) => sum + runsOf(row), 0);
const isTooFew = [...rows.values()].some((row) => restsOnMany.test(row) && runsOf(row) < runsMin);
writeSection(
  'laws',
  [
    `${total} runs, none of which broke a law.${isTooFew ? ` ${runsMin} of safety (laws 4 and 5) and of liveness (law 6) are wanted: the others have not been tried yet.` : ''}`,
    '',
    '| law | runs | took | seed | commit |',
    '| --- | --: | --: | --: | --- |',
    ...[...rows.values()].sort(),
  ].join('\n'),
);

function readRows(): string[] {
  return readSection('laws')
    .split('\n')
    .filter((line) => / \| \d+ \| /.test(line));
}
