import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCodeRule, errorCodesOf } from './error-codes.js';
import { parseSource, sourcesUnder } from './source.js';

test('the house: errors that comments promise are there', () => {
  const codes = errorCodesOf(parseSource('src/model/errors.ts', readFileSync('src/model/errors.ts', 'utf8')));
  expect(codes).toContain('InvalidOption');
  expect(sourcesUnder('src').flatMap(errorCodeRule(codes))).toEqual([]);
});

test('an error that is only promised is told', () => {
  const found = (text: string) => errorCodeRule(['InvalidSeed', 'InvalidOption'])(parseSource('src/a.ts', text));
  expect(found('/** @throws SteadystateError `InvalidOption`, `Missing` */')).toEqual([
    'src/a.ts:1: Missing -> no error has this code: InvalidSeed, InvalidOption',
  ]);
  expect(found('/** @throws SteadystateError `InvalidSeed` */')).toEqual([]);
});
