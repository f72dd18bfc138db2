import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { filesOf, type MutationArea, mutationAreas } from './mutation/areas.js';
import {
  type MeasuredFile,
  measuredIn,
  mutationPage,
  noticedCount,
  scoreOf,
  staleArguments,
  stateOf,
} from './mutation/report.js';
import { arguedSurvivors } from './mutation/survivors.js';

/**
 * Mutation testing, area by area: `npm run proof:mutation -- planner lifecycle`. Writes docs/mutation.json (what was
 * found) and docs/mutation.md (for readers). `--only=tally,agenda` keeps to files whose paths contain one of these;
 * `--force` measures anew what has not changed since the last run; `--page` only writes the page again.
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
  const measured = measure(area, files);
  results = [...results.filter(({ file }) => !files.includes(file)), ...measured].sort((a, b) =>
    a.file < b.file ? -1 : 1,
  );
  write();
  console.log(`${area.name}: ${scoreOf(measured)} %, ${noticedCount(measured)} mutants noticed`);
}
write();

for (const area of mutationAreas) {
  const { files } = stateOf(area, results);
  if (files.length === 0 || scoreOf(files) >= area.scoreMin) continue;
  console.error(`${area.name}: ${scoreOf(files)} %, at least ${area.scoreMin} %`);
  process.exitCode = 1;
}
for (const { file, line, mutant } of staleArguments(results, arguedSurvivors)) {
  console.error(`no such survivor any more: ${file}: ${mutant} in: ${line}`);
  process.exitCode = 1;
}

function measure(area: MutationArea, files: readonly string[]): readonly MeasuredFile[] {
  const changed = execFileSync('git', ['status', '--porcelain', 'src', 'test'], { encoding: 'utf8' });
  if (changed !== '') throw new Error(`commit first, so that the score belongs to a commit:\n${changed}`);
  const reportPath = `reports/mutation/${area.name.replace('/', '-')}.json`;
  mkdirSync('reports/mutation', { recursive: true });
  execFileSync(
    'node_modules/.bin/stryker',
    [
      'run',
      ...['--mutate', files.join(',')],
      ...['--incrementalFile', reportPath],
      ...['--concurrency', process.env['STEADYSTATE_MUTATION_WORKERS'] ?? '2'],
      ...(area.ignoreStatic ? ['--ignoreStatic'] : []),
      ...(flags.includes('--force') ? ['--force'] : []),
    ],
    { stdio: 'inherit', env: { ...process.env, STEADYSTATE_MUTATION_TESTS: area.tests.join(',') } },
  );
  return measuredIn(reportPath, files, new Date().toISOString().slice(0, 10));
}

function write(): void {
  writeFileSync(resultsPath, `${JSON.stringify(results, undefined, 1)}\n`);
  writeFileSync('docs/mutation.md', mutationPage(mutationAreas, results, arguedSurvivors));
}
