import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type MutationArea, mutationAreas } from './mutation/areas.js';
import { type Measured, measuredFrom, mutationPage, noticed, scoreOf, staleArguments } from './mutation/report.js';
import { arguedSurvivors } from './mutation/survivors.js';

/**
 * Mutation testing, area by area: `npm run proof:mutation -- planner lifecycle`. Writes docs/mutation.json (what was
 * found) and docs/mutation.md (for readers). `--force` measures anew what has not changed since the last run, `--page`
 * only writes the page again. Fails when an area is below its score, or an argument no longer matches a survivor.
 */
const resultsPath = 'docs/mutation.json';
const flags = process.argv.slice(2).filter((each) => each.startsWith('--'));
const names = process.argv.slice(2).filter((each) => !each.startsWith('--'));

const unknown = names.filter((name) => !mutationAreas.some((area) => area.name === name));
if (unknown.length > 0) {
  throw new Error(`no such area: ${unknown.join(', ')}; there are ${mutationAreas.map(({ name }) => name).join(', ')}`);
}

let results: readonly Measured[] = existsSync(resultsPath)
  ? (JSON.parse(readFileSync(resultsPath, 'utf8')) as readonly Measured[])
  : [];

for (const area of mutationAreas) {
  if (flags.includes('--page') || (names.length > 0 && !names.includes(area.name))) continue;
  const measured = measure(area);
  results = mutationAreas.flatMap(({ name }) =>
    name === area.name ? [measured] : results.filter((each) => each.area === name),
  );
  write();
  console.log(`${area.name}: ${scoreOf(measured.files)} %, ${noticed(measured.files)} mutants noticed`);
}
write();

const low = results.filter(({ area, files }) => scoreOf(files) < scoreMinOf(area));
for (const { area, files } of low) console.error(`${area}: ${scoreOf(files)} %, at least ${scoreMinOf(area)} %`);
const stale = staleArguments(results, arguedSurvivors);
for (const { file, line, mutant } of stale) console.error(`no such survivor any more: ${file}: ${mutant} in: ${line}`);
if (low.length + stale.length > 0) process.exitCode = 1;

function measure(area: MutationArea): Measured {
  const changed = execFileSync('git', ['status', '--porcelain', 'src', 'test'], { encoding: 'utf8' });
  if (changed !== '') throw new Error(`commit first, so that the score belongs to a commit:\n${changed}`);
  const reportPath = `reports/mutation/${area.name.replace('/', '-')}.json`;
  mkdirSync('reports/mutation', { recursive: true });
  execFileSync(
    'node_modules/.bin/stryker',
    [
      'run',
      ...['--mutate', area.mutate.join(',')],
      ...['--incrementalFile', reportPath],
      ...['--concurrency', process.env['STEADYSTATE_MUTATION_WORKERS'] ?? '2'],
      ...(area.ignoreStatic ? ['--ignoreStatic'] : []),
      ...(flags.includes('--force') ? ['--force'] : []),
    ],
    { stdio: 'inherit', env: { ...process.env, STEADYSTATE_MUTATION_TESTS: area.tests.join(',') } },
  );
  return measuredFrom(reportPath, area, new Date().toISOString().slice(0, 10));
}

function write(): void {
  writeFileSync(resultsPath, `${JSON.stringify(results, undefined, 1)}\n`);
  writeFileSync('docs/mutation.md', mutationPage(mutationAreas, results, arguedSurvivors));
}

function scoreMinOf(name: string): number {
  return mutationAreas.find((area) => area.name === name)?.scoreMin ?? 0;
}
