import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { filesOf, type MutationArea, mutationAreas } from './mutation/areas.js';
import { arguedSurvivors } from './mutation/argued/index.js';
import {
  isUnchanged,
  type MeasuredFile,
  measuredAgain,
  measuredIn,
  rangesOfSurvivors,
  withLinesOfNow,
} from './mutation/measured.js';
import {
  mutantCount,
  mutationPage,
  noticedCount,
  openSurvivors,
  scoreOf,
  staleArguments,
  stateOf,
} from './mutation/report.js';

/**
 * Mutation testing, area by area: `npm run proof:mutation -- planner lifecycle`. Writes docs/mutation.json (what was
 * found) and docs/mutation.md (for readers). `--only=tally,agenda` keeps to files whose paths contain one of these;
 * `--force` measures anew what has not changed since the last run; `--survivors` tries once more what survived, in files
 * that have not changed: for when tests were added; `--page` only writes the page again; `--check` writes nothing, and
 * fails for a survivor without an argument: `npm run check:mutation`, part of CI, does so with the planner.
 *
 * Fails when a measured area is below its score, or an argument no longer matches a survivor.
 */
const resultsPath = 'docs/mutation.json';
const flags = process.argv.slice(2).filter((each) => each.startsWith('--'));
const names = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const only = flags
  .find((each) => each.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');

const unknown = names.filter((name) => !mutationAreas.some((area) => area.name === name));
if (unknown.length > 0) {
  throw new Error(`no such area: ${unknown.join(', ')}; there are ${mutationAreas.map(({ name }) => name).join(', ')}`);
}

let results: readonly MeasuredFile[] = existsSync(resultsPath)
  ? (JSON.parse(readFileSync(resultsPath, 'utf8')) as readonly MeasuredFile[])
  : [];

for (const area of mutationAreas) {
  if (flags.includes('--page') || (names.length > 0 && !names.includes(area.name))) continue;
  const files = filesOf(area).filter((file) => only === undefined || only.some((part) => file.includes(part)));
  if (files.length === 0) continue;
  if (flags.includes('--check')) {
    check(area, files);
    continue;
  }
  const measured = flags.includes('--survivors') ? measureSurvivors(area, files) : measure(area, files);
  if (measured.length === 0) continue;
  results = [...results.filter(({ file }) => !measured.some((each) => each.file === file)), ...measured].sort((a, b) =>
    a.file < b.file ? -1 : 1,
  );
  write();
  console.log(`${area.name}: ${scoreOf(measured)} %, ${noticedCount(measured)} mutants noticed`);
}
if (!flags.includes('--check')) {
  write();
  for (const area of mutationAreas) {
    const { files } = stateOf(area, results);
    if (files.length > 0 && scoreOf(files) < area.scoreMin) {
      fail(`${area.name}: ${scoreOf(files)} %, at least ${area.scoreMin} %`);
    }
  }
  for (const { file, line, mutant } of staleArguments(results, arguedSurvivors)) {
    fail(`no such survivor any more: ${file}: ${mutant} in: ${line}`);
  }
}

function fail(why: string): void {
  console.error(why);
  process.exitCode = 1;
}

function check(area: MutationArea, files: readonly string[]): void {
  const reportPath = `reports/mutation/${area.name.replace('/', '-')}-check.json`;
  stryke(area, files, reportPath, ['--force']);
  const measured = measuredIn(reportPath, files, today());
  for (const { file, survivor } of openSurvivors(measured, arguedSurvivors)) {
    fail(`${file}:${survivor.line}: no test notices ${survivor.mutant}`);
  }
  console.log(`${area.name}: ${noticedCount(measured)} of ${mutantCount(measured)} mutants noticed`);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function measure(area: MutationArea, files: readonly string[]): readonly MeasuredFile[] {
  requireCommitted();
  const reportPath = `reports/mutation/${area.name.replace('/', '-')}.json`;
  stryke(area, files, reportPath, flags.includes('--force') ? ['--force'] : []);
  return measuredIn(reportPath, files, today());
}

function measureSurvivors(area: MutationArea, files: readonly string[]): readonly MeasuredFile[] {
  requireCommitted();
  const before = results
    .filter((each) => files.includes(each.file) && each.survivors.length > 0 && isUnchanged(each))
    .map(withLinesOfNow);
  if (before.length === 0) return [];
  const reportPath = `reports/mutation/${area.name.replace('/', '-')}-survivors.json`;
  stryke(area, before.flatMap(rangesOfSurvivors), reportPath, ['--force']);
  return measuredAgain(reportPath, before, today());
}

function requireCommitted(): void {
  const changed = execFileSync('git', ['status', '--porcelain', 'src', 'test'], { encoding: 'utf8' });
  if (changed !== '') throw new Error(`commit first, so that the score belongs to a commit:\n${changed}`);
}

function stryke(area: MutationArea, mutate: readonly string[], reportPath: string, more: readonly string[]): void {
  mkdirSync('reports/mutation', { recursive: true });
  execFileSync(
    'node_modules/.bin/stryker',
    [
      'run',
      ...['--mutate', mutate.join(',')],
      ...['--incrementalFile', reportPath],
      ...['--concurrency', process.env['STEADYSTATE_MUTATION_WORKERS'] ?? '2'],
      ...(area.ignoreStatic ? ['--ignoreStatic'] : []),
      ...more,
    ],
    { stdio: 'inherit', env: { ...process.env, STEADYSTATE_MUTATION_TESTS: area.tests.join(',') } },
  );
}

function write(): void {
  writeFileSync(resultsPath, `${JSON.stringify(results, undefined, 1)}\n`);
  writeFileSync('docs/mutation.md', mutationPage(mutationAreas, results, arguedSurvivors));
}
