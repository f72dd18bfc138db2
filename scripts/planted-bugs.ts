import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bug, bugs } from './planted/bugs.js';
import { tellDuration, triedCommit, writeSection } from './proof-page.js';

/**
 * `npm run proof:planted`: plants the bugs of `planted/bugs.ts`, one after the other, in a copy of the sources, and shows
 * which test catches each. The result goes to `docs/proof.md`. One that no test catches is an error: a test is missing. With a number,
 * `npm run proof:planted -- 4`, only that one is tried, and nothing is written.
 */

/**
 * Where else tests are looked for, the fastest first: the first that fails is enough. Left out: tests of the package, of real
 * programs, of examples and docs, and those of requests that are refused.
 */
const stages: readonly (readonly string[])[] = [
  ['test/planner', 'test/lifecycle', 'test/engine', 'test/model'],
  ['test/api/ecs', 'test/api/elbv2'],
  ['test/laws'],
  ['test/golden', 'test/reference', 'test/equivalence', 'test/testing'],
];

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const folder = mkdtempSync(join(tmpdir(), 'steadystate-planted-'));
for (const name of [
  'src',
  'test',
  'scripts',
  'docs',
  'examples',
  'README.md',
  'package.json',
  'tsconfig.json',
] as const) {
  cpSync(name, join(folder, name), { recursive: true });
}
cpSync('vitest.config.ts', join(folder, 'vitest.config.ts'));
symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));

/** What failed last, in full: only of interest when nothing should have. */
let lastMessages = '';

/** @returns tests that failed, as `file: name`; with `bail` not all of them */
function failing(paths: readonly string[]): string[] {
  const file = join(folder, 'report.json');
  const { stderr } = spawnSync(
    'npx',
    // One process for all files: most of the time goes into loading them.
    [
      'vitest',
      'run',
      ...paths,
      '--bail=1',
      '--no-isolate',
      '--maxWorkers=1',
      '--reporter=json',
      `--outputFile=${file}`,
    ],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, STEADYSTATE_SHRINK: 'no' } },
  );
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    throw new Error(`Vitest told nothing about ${paths.join(', ')}:\n${stderr}`);
  }
  rmSync(file);
  return report.testResults.flatMap(({ name, message, assertionResults }) => {
    const path = name.slice(name.lastIndexOf('/test/') + 1);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message !== '') return [`\`${path}\`: ${message.split('\n')[0]}`];
    if (failed.length > 0) lastMessages = failed.flatMap(({ failureMessages }) => failureMessages).join('\n');
    return failed.map(({ fullName }) => `\`${path}\`: ${fullName}`);
  });
}

function plant({ name, file, is, becomes }: Bug): () => void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const places = before.split(is).length - 1;
  if (places !== 1) throw new Error(`"${name}" can't be planted: ${file} has its place ${places} times.\n${is}`);
  writeFileSync(
    path,
    before.replace(is, () => becomes),
  );
  return () => writeFileSync(path, before);
}

/** A test that fails anyway would catch everything: before a stage is trusted it has to pass without any bug. */
const trusted = new Set<string>();
function trust(stage: readonly string[]): void {
  if (trusted.has(stage.join())) return;
  const broken = failing(stage);
  if (broken.length > 0) throw new Error(`Without any bug these fail:\n${broken.join('\n')}\n${lastMessages}`);
  trusted.add(stage.join());
  console.log(`no bug: ${stage.join(', ')} pass`);
}

function catchersOf(bug: Bug): string[] {
  for (const stage of [bug.near, ...stages]) {
    trust(stage);
    const restore = plant(bug);
    const found = failing(stage);
    restore();
    if (found.length > 0) return found;
    if (stage === bug.near)
      console.log(`${bug.name}: not noticed by ${bug.near.join(', ')}, which it is said to be near to`);
  }
  return [];
}

const only = process.argv[2] === undefined ? undefined : Number(process.argv[2]);
const startMs = performance.now();
try {
  // All of them can be planted?
  for (const bug of bugs) plant(bug)();
  const rows: string[] = [];
  const missed: string[] = [];
  for (const bug of only === undefined ? bugs : bugs.slice(only - 1, only)) {
    const catchers = catchersOf(bug);
    console.log(`${bug.name}: ${catchers.length === 0 ? 'NOT CAUGHT' : catchers.join('; ')}`);
    if (catchers.length === 0) missed.push(bug.name);
    const shown = catchers.slice(0, 2).map((each) => each.replaceAll('|', '\\|'));
    rows.push(`| ${bug.name}: ${bug.means} | \`${bug.file}\` | ${shown.join('<br>')} |`);
  }
  if (missed.length > 0) throw new Error(`No test catches: ${missed.join(', ')}. A test is missing.`);
  if (only === undefined) {
    const took = tellDuration(performance.now() - startMs);
    writeSection(
      'planted',
      [
        `All ${bugs.length} are caught: commit ${triedCommit('src', 'test')}, ${took}.`,
        '',
        '| bug | in | caught first by |',
        '| --- | --- | --- |',
        ...rows,
      ].join('\n'),
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
