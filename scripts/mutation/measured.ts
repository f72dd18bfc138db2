import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

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
  /** Tells what was in the file then, but for its imports: there is nothing to mutate in them. */
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

/** Tells what is in a file now, but for its imports. */
const contentOf = (file: string): string =>
  createHash('sha1')
    .update(withoutImports(readFileSync(file, 'utf8')))
    .digest('hex')
    .slice(0, 10);

const withoutImports = (text: string): string => text.replace(/^import [^;]*;\n/gm, '');

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

/**
 * What was found in a file that is unchanged but for its imports, with the lines in which it stands now.
 *
 * @throws Error when a survivor isn't there any more
 */
export function withLinesOfNow(measured: MeasuredFile): MeasuredFile {
  const lines = readFileSync(measured.file, 'utf8').split('\n');
  const standsAt = (offset: number) =>
    measured.survivors.every(({ line, source }) => lines[line - 1 + offset]?.trim() === source);
  const offset = lines.flatMap((_line, each) => [each, -each]).find(standsAt);
  if (offset === undefined) throw new Error(`${measured.file}: its survivors don't stand where they stood`);
  return { ...measured, survivors: measured.survivors.map((each) => ({ ...each, line: each.line + offset })) };
}

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
