/**
 * `npm run bench`: every suite in a process of its own, one after the other; a table at the end. `npm run bench -- growth`
 * runs one suite, `--write` puts the table into docs/bench.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Row } from './row.js';
import { suiteNames } from './suite-names.js';
import { whatHoldsOf } from './what-holds.js';

const flags = ['--expose-gc', '--single-threaded-gc', '--max-old-space-size=16000'];

/** Bundled, as the package is: a loader of TypeScript would wrap every function. */
async function bundled(folder: string): Promise<string> {
  await build({
    entryPoints: ['bench/suite.ts', 'bench/roll.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    // The AWS SDK's packages require Node's modules.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
  return join(folder, 'suite.mjs');
}

function run(program: string, suite: string): Row[] {
  const printed = execFileSync(process.execPath, [...flags, program, suite], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(printed) as Row[];
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ work, binds, aim, measured, holds, about }) => [
    work,
    binds,
    aim,
    `${measured}${holds ? '' : ' (missed)'}`,
    about,
  ]);
  const lines = [['work', 'binds: at most', 'aim', 'measured', 'for the reader'], Array(5).fill('---'), ...cells];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = asked.filter((name) => !suiteNames.some((suite) => suite === name));
if (unknown.length > 0) {
  console.error(`No suite is called ${unknown.join(', ')}. The suites are ${suiteNames.join(', ')}.`);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'steadystate-bench-'));
const program = await bundled(folder);
const rows: Row[] = [];
for (const suite of asked.length > 0 ? asked : suiteNames) {
  const found = run(program, suite);
  rows.push(...found);
  for (const row of found)
    console.error(`${row.holds ? 'holds ' : 'MISSED'}  ${row.work}: ${row.measured} (${row.binds})  ${row.about}`);
}
rmSync(folder, { recursive: true });
console.log(table(rows));
if (process.argv.includes('--write')) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  writeFileSync(
    'docs/bench.md',
    [
      '# Speed and memory',
      '',
      'Written by `npm run bench -- --write`: not edited by hand.',
      '',
      `Commit ${commit}, Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}.`,
      '',
      'What binds are ratios taken in one run, growth, and exact counts; absolute times are for the reader. F is one hold (pop',
      'and push) of the npm package `flatqueue` with as many entries as there are live tasks (at least 1,000), taking turns',
      'with the work, A B B A. Time is CPU time of one process whose garbage collector runs in the main thread. A transition is',
      "one change of a task's, a target's or a deployment's status. No listeners, log off, no facts kept, quotas off, probes",
      'every 30 s, tasks behind a target group. Medians, of 15 pairs where a row compares with F; growth is of minima.',
      '',
      table(rows),
      '',
      '## Aims that are missed, and what holds them',
      '',
      ...rows
        .filter(({ missesAim, aim }) => missesAim && aim !== '—')
        .map(({ work, measured, aim }) => `- **${work}**: ${measured} (aim ${aim}). ${whatHoldsOf(work)}`),
      '',
    ].join('\n'),
  );
}
