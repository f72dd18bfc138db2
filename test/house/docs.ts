import type { Finding } from './source.js';

/** A page of the docs. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/**
 * Links lead somewhere, and so do files and folders that are named.
 * @param exists - whether the repository has this file or folder
 * @param read - text of a page, for its headings
 */
export function linkRule(
  { path, text }: Page,
  exists: (path: string) => boolean,
  read: (path: string) => string,
): Finding[] {
  const prose = withoutCode(text);
  const folder = path.split('/').slice(0, -1);
  const broken: Finding[] = [];
  for (const [, link = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link)) {
      if (!link.startsWith('https:')) broken.push(`${path}: ${link} -> https`);
      continue;
    }
    const [to = '', heading] = link.split('#');
    const target = to === '' ? path : joined(folder, to);
    if (!exists(target)) broken.push(`${path}: ${link} -> there is no ${target}`);
    else if (heading !== undefined && !headingsOf(read(target)).includes(heading)) {
      broken.push(`${path}: ${link} -> ${target} has no such heading: ${headingsOf(read(target)).join(', ')}`);
    }
  }
  for (const [, name = ''] of prose.matchAll(/`([\w@.-]+(?:\/[\w.-]+)*\/?)`/g)) {
    const isPlace =
      /^(src|test|examples|docs|scripts|bench)\b.*\//.test(name) ||
      /\/.*\.(ts|md|txt)$/.test(name) ||
      (path.endsWith('architecture.md') && name.endsWith('/'));
    if (!isPlace || exists(name.replace(/\/$/, '')) || exists(`src/${name.replace(/\/$/, '')}`)) continue;
    broken.push(`${path}: \`${name}\` -> neither ${name} nor src/${name} is there`);
  }
  return broken;
}

/** Every page can be reached from the README. */
export function reachRule(pages: readonly Page[]): Finding[] {
  const readme = pages.find(({ path }) => path === 'README.md')?.text ?? '';
  return pages
    .filter(({ path }) => path.startsWith('docs/') && !readme.includes(`](${path})`))
    .map(({ path }) => `README.md: says nothing of ${path} -> name it under "Where next"`);
}

const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, '');

/** As GitHub makes them: lower case, spaces to dashes, no punctuation. Last, places that have an id of their own. */
const headingsOf = (text: string): string[] => [
  ...[...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  ),
  ...[...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = '']) => id),
];

function joined(folder: readonly string[], link: string): string {
  const parts = [...folder];
  for (const part of link.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
