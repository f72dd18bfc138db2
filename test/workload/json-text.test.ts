import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/workload/json-text.js';
import '../seed.js';

const placed = (text: string) => {
  const { mistake } = readJson(text);
  return mistake && `${mistake.expected} at ${mistake.position}, ${mistake.line}:${mistake.column}`;
};

describe('a mistake has its place', () => {
  test.each([
    ['', 'a value at 0, 1:1'],
    ['   ', 'a value at 3, 1:4'],
    ['{"a": 1', "',' or '}' at 7, 1:8"],
    ['{"a" 1}', "':' at 5, 1:6"],
    ['{a: 1}', 'a name in double quotes at 1, 1:2'],
    ['{"a": 1,}', 'a name in double quotes at 8, 1:9'],
    ['{"a": }', 'a value at 6, 1:7'],
    ['[1 2]', "',' or ']' at 3, 1:4"],
    ['[1, ]', 'a value at 4, 1:5'],
    ["{'a': 1}", 'a name in double quotes at 1, 1:2'],
    ['{\n  "exits": {\n    "code": 1\n    "after": "4s"\n  }\n}', "',' or '}' at 33, 4:5"],
    ['"a\nb"', 'the end of a string at 2, 1:3'],
    ['"\\x"', 'the end of a string at 1, 1:2'],
    ['01', 'the end at 1, 1:2'],
    ['{} {}', 'the end at 3, 1:4'],
    ['nul', 'a value at 0, 1:1'],
    ['\u00a01', 'a value at 0, 1:1'],
    ['['.repeat(50_000), 'at most 100 levels at 101, 1:102'],
  ])('%j', (text, expected) => {
    expect(placed(text)).toBe(expected);
  });
});

test('what is JSON is read, and nothing else', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(readJson(text)).toEqual({ value: JSON.parse(text) });
    }),
  );
  const nearly = fc
    .tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(40),
      fc.constantFrom('', ',', ':', '"', '}', ']', '0', ' ', '\\', 'e', '-', '.'),
    )
    .map(([text, place, inserted]) => text.slice(0, place) + inserted + text.slice(place + (inserted === '' ? 1 : 0)));
  fc.assert(
    fc.property(nearly, (text) => {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(readJson(text).mistake === undefined).toBe(isJson);
    }),
    { numRuns: 2_000 },
  );
});
