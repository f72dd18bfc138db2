import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseSource, sourcesUnder } from './source.js';
import { unusedRule } from './unused.js';

const folders = ['src', 'test', 'examples', 'scripts', ...(existsSync('bench') ? ['bench'] : [])];

test('the house: what is exported is used', () => {
  expect(unusedRule(sourcesUnder(...folders))).toEqual([]);
});

test('a value that no other file uses is told, and a type that nobody does', () => {
  const used = parseSource(
    'src/a.ts',
    'export const a = 1;\nexport type A = typeof a;\nexport interface B {}\ntype C = A;\nexport type D = C;',
  );
  expect(unusedRule([used, parseSource('test/b.ts', "import type { B } from '../src/a.js';")])).toEqual([
    'src/a.ts:1: a: no other file uses it -> take it out, or the export',
    'src/a.ts:5: D: no other file uses it -> take it out, or the export',
  ]);
});
