import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { withSection } from './generated-page.js';

/** `docs/proof.md`: text by hand around sections that scripts write. */

const page = new URL('../docs/proof.md', import.meta.url);

/** What a script wrote last. */
export function readSection(name: string): string {
  const [, text = ''] =
    new RegExp(`<!-- ${name} -->([\\s\\S]*?)<!-- /${name} -->`).exec(readFileSync(page, 'utf8')) ?? [];
  return text;
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. @throws Error when the page has no such section */
export function writeSection(name: string, text: string): void {
  writeFileSync(page, withSection(readFileSync(page, 'utf8'), name, text));
}

/** The commit that was tried: the last one that touched what is tried, with a note when files differ from it. */
export function triedCommit(...paths: readonly string[]): string {
  const git = (...args: readonly string[]) => execFileSync('git', [...args], { encoding: 'utf8' }).trim();
  const commit = git('log', '-1', '--format=%h', '--', ...paths);
  return git('status', '--porcelain', '--', ...paths) === '' ? `\`${commit}\`` : `\`${commit}\` and changes after it`;
}

/** `+m:ss` would look like virtual time: real time is told as `12 min 3 s`. */
export function tellDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
