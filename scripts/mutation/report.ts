import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { MutationArea } from './areas.js';
import type { ArguedSurvivor } from './survivors.js';

/** A mutant that no test noticed. */
export interface Survivor {
  readonly line: number;
  /** The line in which it begins, without indentation. */
  readonly source: string;
  /** `original → replacement`. */
  readonly mutant: string;
  /** No test reaches it at all. */
  readonly reached: boolean;
}

export interface MeasuredFile {
  readonly file: string;
  /** Noticed by a test that failed. */
  readonly killed: number;
  /** Noticed because a test never ended. */
  readonly timedOut: number;
  readonly survivors: readonly Survivor[];
  /** Left out: worked out when the module is loaded. */
  readonly ignored: number;
}

/** What one run found. Kept in docs/mutation.json: areas are measured one at a time. */
export interface Measured {
  readonly area: string;
  /** Of the repository when it was measured. */
  readonly commit: string;
  /** ISO date. */
  readonly on: string;
  readonly files: readonly MeasuredFile[];
}

/** The report of Stryker, as far as it is read here. https://github.com/stryker-mutator/mutation-testing-elements */
interface StrykerReport {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly StrykerMutant[] } | undefined>
  >;
}

interface StrykerMutant {
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Both from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** @throws Error when a mutant has a status that says neither noticed nor survived */
export function measuredFrom(reportPath: string, area: MutationArea, today: string): Measured {
  const report = JSON.parse(readFileSync(reportPath, 'utf8')) as StrykerReport;
  const files = Object.entries(report.files)
    .filter((entry) => (entry[1]?.mutants.length ?? 0) > 0)
    .map(([file, found]) => measuredFile(file, found?.source ?? '', found?.mutants ?? []))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { encoding: 'utf8' }).trim();
  return { area: area.name, commit, on: today, files };
}

function measuredFile(file: string, source: string, mutants: readonly StrykerMutant[]): MeasuredFile {
  const of = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
  // CompileError and RuntimeError never come about: no checker runs, and vitest reports those as failures.
  const known = of('Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored');
  if (known.length < mutants.length) throw new Error(`${file}: mutants of unknown status`);
  return {
    file,
    killed: of('Killed').length,
    timedOut: of('Timeout').length,
    survivors: of('Survived', 'NoCoverage')
      .map(({ location, replacement, status }) => ({
        line: location.start.line,
        source: (source.split('\n')[location.start.line - 1] ?? '').trim(),
        mutant: `${oneLine(cut(source, location))} → ${oneLine(replacement ?? '')}`,
        reached: status === 'Survived',
      }))
      .sort((a, b) => a.line - b.line || (a.mutant < b.mutant ? -1 : 1)),
    ignored: of('Ignored').length,
  };
}

function cut(source: string, { start, end }: StrykerMutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : line.length))
    .join('\n');
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 120 ? line : `${line.slice(0, 80)} … ${line.slice(-30)}`;
};

export const noticed = (files: readonly MeasuredFile[]): number =>
  files.reduce((sum, { killed, timedOut }) => sum + killed + timedOut, 0);

export const mutantCount = (files: readonly MeasuredFile[]): number =>
  noticed(files) + files.reduce((sum, { survivors }) => sum + survivors.length, 0);

/** Noticed mutants in percent, rounded down to a tenth. */
export const scoreOf = (files: readonly MeasuredFile[]): number =>
  Math.floor((noticed(files) / Math.max(1, mutantCount(files))) * 1_000) / 10;

const answers = (argued: ArguedSurvivor, file: string, { source, mutant }: Survivor): boolean =>
  argued.file === file && argued.line === source && argued.mutant === mutant;

/** Arguments about mutants of measured files that a test notices by now, or that aren't made any more. */
export function staleArguments(
  measured: readonly Measured[],
  argued: readonly ArguedSurvivor[],
): readonly ArguedSurvivor[] {
  const files = measured.flatMap((each) => each.files);
  return argued.filter(
    (each) => !files.some(({ file, survivors }) => survivors.some((survivor) => answers(each, file, survivor))),
  );
}

/** docs/mutation.md */
export function mutationPage(
  areas: readonly MutationArea[],
  measured: readonly Measured[],
  argued: readonly ArguedSurvivor[],
): string {
  const all = measured.flatMap((each) => each.files);
  const latest = measured.toSorted((a, b) => (a.on < b.on ? 1 : -1))[0];
  const open = all.flatMap(({ file, survivors }) =>
    survivors.filter((survivor) => !argued.some((each) => answers(each, file, survivor))),
  ).length;
  const whole = (folder: string) => {
    const files = measured
      .filter(({ area }) => area === folder || area.startsWith(`${folder}/`))
      .flatMap((m) => m.files);
    return files.length === 0 ? [] : [`- \`src/${folder}\`: Mutation score: ${scoreOf(files)} %${partly(folder)}`];
  };
  const partly = (folder: string) => {
    const missing = areas.filter(
      ({ name }) => name.startsWith(`${folder}/`) && !measured.some(({ area }) => area === name),
    );
    return missing.length === 0 ? '' : ` of what is measured; not yet: ${missing.map(({ name }) => name).join(', ')}`;
  };
  return `${[
    '# Mutation testing',
    '',
    'Generated by `npm run proof:mutation`: not edited by hand. [Stryker](https://stryker-mutator.io) changes the code in one',
    'place (`<` for `<=`, a condition for `true`, a block for nothing, …), runs the tests that reach the place, and sees',
    'whether one fails. The score is the share of such mutants that the tests notice.',
    '',
    `Mutation score: ${scoreOf(all)} % (${noticed(all)} of ${mutantCount(all)} mutants), at commit ${latest?.commit ?? 'none'}`,
    '',
    ...['planner', 'lifecycle', 'engine'].flatMap(whole),
    '',
    `${mutantCount(all) - noticed(all)} survive; ${open} of them are not argued yet.`,
    '',
    '`npm run proof:mutation -- planner lifecycle` measures these two, without names all areas are measured. What was not',
    'changed since the last run on the same machine is taken from it (`reports/mutation`); `--force` measures anew. Properties',
    'draw a twentieth of their cases and always the same, so a mutant that only a rare case shows may count as surviving here.',
    'Not part of CI: it takes far longer than five minutes.',
    '',
    '| area | at least | score | mutants | noticed | of them without end | survive | left out | commit | on |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...areas.map((area) =>
      areaRow(
        area,
        measured.find((each) => each.area === area.name),
      ),
    ),
    '',
    'Without end: a test ran into a limit of loops or of time. Left out: values worked out when a module is loaded, in areas',
    'where changing one would make every test run.',
    ...measured.flatMap(({ area, files }) => areaSection(area, files, argued)),
  ].join('\n')}\n`;
}

function areaRow({ name, scoreMin }: MutationArea, found: Measured | undefined): string {
  if (found === undefined) return `| ${name} | ${scoreMin} % | not measured yet | | | | | | | |`;
  const { files, commit, on } = found;
  const sum = (of: (file: MeasuredFile) => number) => files.reduce((total, file) => total + of(file), 0);
  return `| ${[
    name,
    `${scoreMin} %`,
    `${scoreOf(files)} %`,
    mutantCount(files),
    noticed(files),
    sum((file) => file.timedOut),
    sum((file) => file.survivors.length),
    sum((file) => file.ignored),
    commit,
    on,
  ].join(' | ')} |`;
}

function areaSection(area: string, files: readonly MeasuredFile[], argued: readonly ArguedSurvivor[]): string[] {
  return [
    '',
    `## ${area}`,
    '',
    '| file | score | mutants | survive |',
    '| --- | --- | --- | --- |',
    ...files.map(
      (each) => `| ${each.file} | ${scoreOf([each])} % | ${mutantCount([each])} | ${each.survivors.length} |`,
    ),
    ...files.flatMap(({ file, survivors }) => (survivors.length === 0 ? [] : survivorList(file, survivors, argued))),
  ];
}

function survivorList(file: string, survivors: readonly Survivor[], argued: readonly ArguedSurvivor[]): string[] {
  return [
    '',
    `### ${file}`,
    '',
    ...survivors.map((survivor) => {
      const why = argued.find((each) => answers(each, file, survivor))?.why ?? 'Not argued yet.';
      return `- line ${survivor.line}: \`${survivor.mutant.replaceAll('`', "'")}\`${survivor.reached ? '' : ' (no test reaches it)'}: ${why}`;
    }),
  ];
}
