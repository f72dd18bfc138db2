import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseSource, sourcesUnder } from './source.js';
import { unusedRule } from './unused.js';

const folders = ['src', 'test', 'examples', 'scripts', ...(existsSync('bench') ? ['bench'] : [])];

test('the house: what is exported is used', () => {
  expect(unusedRule(sourcesUnder(...folders))).toEqual([]);
});

test('an export that nobody uses is told', () => {
  const used = parseSource('src/a.ts', 'export const a = 1;\nexport type A = typeof a;\nexport interface B {}');
  expect(unusedRule([used, parseSource('test/b.ts', "import type { B } from '../src/a.js';")])).toEqual([
    'src/a.ts:2: A: nobody uses it -> take it out',
  ]);
});
