import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { linkRule, type Page, reachRule } from './docs.js';
import { filesUnder } from './source.js';

const read = (path: string) => readFileSync(path, 'utf8');
const paths = ['README.md', 'CHANGELOG.md', ...filesUnder('docs').filter((path) => path.endsWith('.md'))];
const pages = paths.map((path): Page => ({ path, text: read(path) }));

describe('the house', () => {
  test('links of the docs lead somewhere, and what they name is there', () => {
    expect(pages.flatMap((page) => linkRule(page, existsSync, read))).toEqual([]);
  });

  test('every page can be reached from the README', () => {
    expect(reachRule(pages)).toEqual([]);
  });
});

describe('what leads nowhere is told', () => {
  const files: Readonly<Record<string, string>> = {
    'docs/rules.md': "# Where the rules come from\n## AWS's pages\n",
    'docs/options.md': '# Options\n<a id="seed"></a>',
    'src/planner/beat.ts': '',
    'test/laws': '',
  };
  const found = (text: string) =>
    linkRule(
      { path: 'docs/options.md', text: `# Options\n${text}` },
      (path) => path in files,
      (path) => files[path] ?? '',
    );

  test.each([
    ['[rules](rule.md)', 'rule.md -> there is no docs/rule.md'],
    ['[rules](../rules.md)', '../rules.md -> there is no rules.md'],
    [
      '[rules](rules.md#rulings)',
      'rules.md#rulings -> docs/rules.md has no such heading: where-the-rules-come-from, awss-pages',
    ],
    ['[AWS](http://aws.amazon.com)', 'http://aws.amazon.com -> https'],
    ['`planner/beats.ts`', '`planner/beats.ts` -> neither planner/beats.ts nor src/planner/beats.ts is there'],
    ['`test/law/`', '`test/law/` -> neither test/law/ nor src/test/law/ is there'],
  ])('%s', (text, told) => {
    expect(found(text)).toEqual([`docs/options.md: ${told}`]);
  });

  test.each([
    '[rules](rules.md)',
    '[rules](./rules.md#awss-pages)',
    '[seed](options.md#seed)',
    '[AWS](https://aws.amazon.com)',
    '`planner/beat.ts` and `test/laws`',
    '`service/web` and `desired/pending/running/healthy`',
    '```\n[x](nowhere.md)\n```',
  ])('but not: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('a page that nobody finds', () => {
    expect(
      reachRule([
        { path: 'README.md', text: '[rules](docs/rules.md)' },
        { path: 'docs/rules.md', text: '' },
        { path: 'docs/hidden.md', text: '' },
      ]),
    ).toEqual(['README.md: says nothing of docs/hidden.md -> name it under "Where next"']);
  });
});
