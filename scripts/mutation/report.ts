import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { filesOf, type MutationArea } from './areas.js';
import type { ArguedSurvivor } from './argued/index.js';

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

/** What the last run over a file found. Kept in docs/mutation.json: not all files are measured at one time. */
export interface MeasuredFile {
  readonly file: string;
  /** Commit of the repository when it was measured. */
  readonly commit: string;
  /** Git's id of the file's content then. */
  readonly content: string;
  /** ISO date. */
  readonly on: string;
  /** Noticed by a test that failed. */
  readonly killed: number;
  /** Noticed because a test never ended, or took the process with it. */
  readonly timedOut: number;
  readonly survivors: readonly Survivor[];
  /** Left out: worked out when the module is loaded. */
  readonly ignored: number;
  /** When the survivors alone were tried once more, the file being the same and the tests more. */
  readonly again?: { readonly commit: string; readonly on: string };
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

/**
 * What a report says of the files that were mutated.
 *
 * @throws Error when a mutant has a status that says neither noticed nor survived
 */
export function measuredIn(reportPath: string, files: readonly string[], today: string): readonly MeasuredFile[] {
  const report = JSON.parse(readFileSync(reportPath, 'utf8')) as StrykerReport;
  const commit = git('rev-parse', '--short=10', 'HEAD');
  return files.map((file) => {
    // A file of types alone has no mutants, and isn't in the report.
    const { source, mutants } = report.files[file] ?? { source: '', mutants: [] };
    return { file, commit, content: contentOf(file), on: today, ...foundIn(file, source, mutants) };
  });
}

const git = (...words: readonly string[]): string => execFileSync('git', words, { encoding: 'utf8' }).trim();

/** Git's id of what is in a file now. */
const contentOf = (file: string): string => git('hash-object', file).slice(0, 10);

/**
 * What a run over the survivors alone says: a mutant that is noticed now is counted as noticed, all others stay what they
 * were. Sound as long as tests are only added: what one noticed before it still notices.
 *
 * @throws Error when a survivor was not made again
 */
export function measuredAgain(
  reportPath: string,
  before: readonly MeasuredFile[],
  today: string,
): readonly MeasuredFile[] {
  const report = JSON.parse(readFileSync(reportPath, 'utf8')) as StrykerReport;
  const again = { commit: git('rev-parse', '--short=10', 'HEAD'), on: today };
  return before.map((each) => {
    const { source, mutants } = report.files[each.file] ?? { source: '', mutants: [] };
    const left: Survivor[] = [];
    let timedOut = 0;
    // The same may be made twice in one line, and survive once: those of one name are counted together.
    const nameOf = ({ line, mutant }: Survivor) => `${line}: ${mutant}`;
    for (const name of new Set(each.survivors.map(nameOf))) {
      const alike = each.survivors.filter((survivor) => nameOf(survivor) === name);
      const made = mutants.filter((mutant) => `${mutant.location.start.line}: ${named(source, mutant)}` === name);
      if (made.length < alike.length) throw new Error(`${each.file}: not made again: ${name}`);
      const found = foundIn(each.file, source, made);
      left.push(...found.survivors);
      timedOut += Math.min(found.timedOut, alike.length - found.survivors.length);
    }
    const killed = each.survivors.length - left.length - timedOut;
    return { ...each, killed: each.killed + killed, timedOut: each.timedOut + timedOut, survivors: left, again };
  });
}

/** Whether a file is still what was measured. */
export const isUnchanged = ({ file, content }: MeasuredFile): boolean => contentOf(file) === content;

/** What Stryker's `--mutate` wants, to make a file's survivors and little else. */
export function rangesOfSurvivors({ file, survivors }: MeasuredFile): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return survivors.map(({ line, source, mutant }) => {
    const isWithinLine = source.includes(mutant.slice(0, mutant.lastIndexOf(' → ')));
    return `${file}:${line}:0-${isWithinLine ? line : lastLineOf(lines, line)}:999`;
  });
}

/** The last line of what begins in a line, told by its indentation: the code is formatted. */
function lastLineOf(lines: readonly string[], line: number): number {
  const indentOf = (text: string) => text.length - text.trimStart().length;
  const indent = indentOf(lines[line - 1] ?? '');
  const goesOn = (before: string, text: string) =>
    text.trim() === '' ||
    indentOf(text) > indent ||
    (indentOf(text) === indent && (/^[)\]}?:&|]/.test(text.trim()) || /[-+*/%&|?:=<>]$/.test(before)));
  let last = line;
  while (last < lines.length && goesOn(lines[last - 1] ?? '', lines[last] ?? '')) last += 1;
  return last;
}

function foundIn(
  file: string,
  source: string,
  mutants: readonly StrykerMutant[],
): Pick<MeasuredFile, 'killed' | 'timedOut' | 'survivors' | 'ignored'> {
  const of = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
  // CompileError never comes about: no checker runs. RuntimeError is a process that ended, for lack of memory mostly.
  const endless = of('Timeout', 'RuntimeError');
  const known = [...endless, ...of('Killed', 'Survived', 'NoCoverage', 'Ignored')];
  if (known.length < mutants.length) throw new Error(`${file}: mutants of unknown status`);
  return {
    killed: of('Killed').length,
    timedOut: endless.length,
    survivors: of('Survived', 'NoCoverage')
      .map((mutant) => ({
        line: mutant.location.start.line,
        source: (source.split('\n')[mutant.location.start.line - 1] ?? '').trim(),
        mutant: named(source, mutant),
        reached: mutant.status === 'Survived',
      }))
      .sort((a, b) => a.line - b.line || (a.mutant < b.mutant ? -1 : 1)),
    ignored: of('Ignored').length,
  };
}

/** `original → replacement`, as `Survivor.mutant` has it. */
const named = (source: string, { location, replacement }: Omit<StrykerMutant, 'status'>): string =>
  `${oneLine(cut(source, location))} → ${oneLine(replacement ?? '')}`;

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

export const noticedCount = (files: readonly MeasuredFile[]): number =>
  files.reduce((sum, { killed, timedOut }) => sum + killed + timedOut, 0);

export const mutantCount = (files: readonly MeasuredFile[]): number =>
  noticedCount(files) + files.reduce((sum, { survivors }) => sum + survivors.length, 0);

/** Noticed mutants in percent, rounded down to a tenth. */
export const scoreOf = (files: readonly MeasuredFile[]): number =>
  Math.floor((noticedCount(files) * 1_000) / Math.max(1, mutantCount(files))) / 10;

const answers = (argued: ArguedSurvivor, file: string, { source, mutant }: Survivor): boolean =>
  argued.file === file && argued.line === source && argued.mutant === mutant;

/** Arguments about mutants that a test notices by now, or that aren't made any more. */
export function staleArguments(
  measured: readonly MeasuredFile[],
  argued: readonly ArguedSurvivor[],
): readonly ArguedSurvivor[] {
  return argued.filter(
    (each) => !measured.some(({ file, survivors }) => survivors.some((survivor) => answers(each, file, survivor))),
  );
}

/** Survivors that nobody has argued about. */
export const openSurvivors = (
  measured: readonly MeasuredFile[],
  argued: readonly ArguedSurvivor[],
): readonly { readonly file: string; readonly survivor: Survivor }[] =>
  measured
    .flatMap(({ file, survivors }) => survivors.map((survivor) => ({ file, survivor })))
    .filter(({ file, survivor }) => !argued.some((each) => answers(each, file, survivor)));

/** Files of an area that were measured, and those that were not. */
export function stateOf(
  area: MutationArea,
  measured: readonly MeasuredFile[],
): { readonly files: readonly MeasuredFile[]; readonly missing: readonly string[] } {
  const names = filesOf(area);
  const files = measured.filter(({ file }) => names.includes(file));
  return { files, missing: names.filter((name) => !files.some(({ file }) => file === name)) };
}

/** docs/mutation.md */
export function mutationPage(
  areas: readonly MutationArea[],
  measured: readonly MeasuredFile[],
  argued: readonly ArguedSurvivor[],
): string {
  const states = areas.map((area) => ({ area, ...stateOf(area, measured) }));
  const all = states.flatMap(({ files }) => files);
  const openCount = openSurvivors(all, argued).length;
  return `${[
    '# Mutation testing',
    '',
    'Generated by `npm run proof:mutation`: not edited by hand. [Stryker](https://stryker-mutator.io) changes the code in one',
    'place (`<` for `<=`, a condition for `true`, a block for nothing, …), runs the tests that reach the place, and sees',
    'whether one fails. The score is the share of such mutants that the tests notice.',
    '',
    ...['planner', 'lifecycle', 'engine'].map((folder) => folderLine(folder, states)),
    '',
    `${mutantCount(all) - noticedCount(all)} of ${mutantCount(all)} mutants survive; ${openCount} of these are neither killed nor argued yet.`,
    '',
    '`npm run proof:mutation -- planner lifecycle` measures these two; without names all areas are measured, which takes hours.',
    '`--only=rollback,tally` keeps to files with these names. What has not changed since the last run on the same machine is',
    'taken from it (`reports/mutation`); `--force` measures anew; `--survivors` tries once more what survived in files that',
    'are the same, and takes what was noticed to be noticed still. Properties draw a twentieth',
    'of their cases, always the same: a mutant that only a rare case shows may survive here and be noticed by `npm test`.',
    'CI mutates the planner (`npm run check:mutation`, a minute and a half on two quiet cores), and fails for a mutant that',
    'survives without an argument.',
    '',
    '| area | at least | score | mutants | noticed | of these without end | survive | left out | files not measured yet |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...states.map(areaRow),
    '',
    'Without end: a test ran into a limit of loops or of time. Left out: values worked out when a module is loaded, in areas',
    'where changing one would make every test run.',
    ...states.flatMap((state) => areaSection(state, argued)),
  ].join('\n')}\n`;
}

interface AreaState extends ReturnType<typeof stateOf> {
  readonly area: MutationArea;
}

function folderLine(folder: string, states: readonly AreaState[]): string {
  const within = states.filter(({ area }) => area.name === folder || area.name.startsWith(`${folder}/`));
  const files = within.flatMap((state) => state.files);
  const missing = within.flatMap((state) => state.missing);
  if (files.length === 0) return `- \`src/${folder}\`: not measured yet.`;
  const commits = [...new Set(files.map(({ commit }) => commit))].join(', ');
  const part =
    missing.length === 0 ? '' : `, of the ${files.length} files that were measured (${missing.length} were not)`;
  return `- \`src/${folder}\`: Mutation score: ${scoreOf(files)} %${part}; at commit ${commits}.`;
}

function areaRow({ area, files, missing }: AreaState): string {
  const sum = (of: (file: MeasuredFile) => number) => files.reduce((total, file) => total + of(file), 0);
  const found =
    files.length === 0
      ? ['not measured yet', '', '', '', '', '']
      : [
          `${scoreOf(files)} %`,
          mutantCount(files),
          noticedCount(files),
          sum((file) => file.timedOut),
          sum((file) => file.survivors.length),
          sum((file) => file.ignored),
        ];
  return `| ${[area.name, `${area.scoreMin} %`, ...found, missing.length].join(' | ')} |`;
}

function areaSection({ area, files, missing }: AreaState, argued: readonly ArguedSurvivor[]): string[] {
  if (files.length === 0) return [];
  return [
    '',
    `## ${area.name}`,
    '',
    '| file | score | mutants | survive | at commit | on |',
    '| --- | --- | --- | --- | --- | --- |',
    ...files.filter((each) => mutantCount([each]) > 0).map(fileRow),
    ...(missing.length === 0 ? [] : ['', `Not measured yet: ${missing.map((file) => `\`${file}\``).join(', ')}.`]),
    ...files.flatMap(({ file, survivors }) => (survivors.length === 0 ? [] : survivorList(file, survivors, argued))),
  ];
}

function fileRow(each: MeasuredFile): string {
  const again = each.again === undefined ? '' : `; survivors again at ${each.again.commit}`;
  const commit = `${each.commit}${again}${isUnchanged(each) ? '' : ', changed since'}`;
  return `| ${[each.file, `${scoreOf([each])} %`, mutantCount([each]), each.survivors.length, commit, each.on].join(' | ')} |`;
}

function survivorList(file: string, survivors: readonly Survivor[], argued: readonly ArguedSurvivor[]): string[] {
  return [
    '',
    `### ${file}`,
    '',
    ...survivors.map((survivor) => {
      const why = argued.find((each) => answers(each, file, survivor))?.why ?? 'Not argued yet.';
      const reached = survivor.reached ? '' : ' (no test reaches it)';
      return `- line ${survivor.line}: \`${survivor.mutant.replaceAll('`', "'")}\`${reached}: ${why}`;
    }),
  ];
}
