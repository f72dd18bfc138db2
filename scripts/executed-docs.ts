import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program in a page, and the output that is shown below it. */
export interface ExecutedProgram {
  readonly code: string;
  /** What stands in the output block. */
  readonly shown: string;
  /** Where the output block's text begins and ends in the page. */
  readonly from: number;
  readonly to: number;
}

/** A program is a `ts` block; if a block marked `text` with the comment `<!-- output -->` above follows, it is executed. */
const pattern = /```ts\n((?:(?!```)[\s\S])*)```\n+<!-- output -->\n+```text\n((?:(?!```)[\s\S])*)```/g;

export function programsOf(page: string): ExecutedProgram[] {
  return [...page.matchAll(pattern)].map((match) => {
    const shown = match[2] ?? '';
    const to = (match.index ?? 0) + match[0].length - 3;
    return { code: match[1] ?? '', shown, from: to - shown.length, to };
  });
}

/** Runs a program in a process of its own, with the package under its name. */
export function outputOf(code: string): string {
  const folder = mkdtempSync(join(process.cwd(), '.docs-'));
  try {
    writeFileSync(join(folder, 'program.ts'), code);
    return execFileSync(process.execPath, ['--import', 'tsx', join(folder, 'program.ts')], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Pages whose programs are executed. */
export const executedPages = [
  'README.md',
  'docs/testing.md',
  'docs/workloads-and-faults.md',
  'docs/campaigns.md',
  'docs/facts.md',
  'docs/sdk.md',
  'docs/http.md',
  'docs/scenarios.md',
];

export const readPage = (path: string): string => readFileSync(path, 'utf8');
