import { describe, expect, test } from 'vitest';
import { moduleStateRule, purityRule } from './purity.js';
import { isGenerated, parseSource, sourcesUnder } from './source.js';

const sources = sourcesUnder('src').filter((source) => !isGenerated(source));

describe('the house', () => {
  test('no clock, no chance without a seed, no logging, nothing of the machine', () => {
    expect(sources.flatMap(purityRule)).toEqual([]);
  });

  test('no state of a module', () => {
    expect(sources.flatMap(moduleStateRule)).toEqual([]);
  });
});

describe('what the simulation must not know of is told', () => {
  const found = (text: string) => purityRule(parseSource('src/planner/beat.ts', text));

  test.each([
    ['const now = Date.now();', 'Date.now -> take nowMs from the view, or world.nowMs'],
    ['const clock = Date.now;', 'Date.now -> take nowMs from the view, or world.nowMs'],
    ['const now = new Date();', 'Date() -> new Date(nowMs): the real date is no business of a simulation'],
    ['const now = Date();', 'Date() -> new Date(nowMs): the real date is no business of a simulation'],
    ['const now = performance.now();', 'performance.now -> take nowMs from the view, or world.nowMs'],
    [
      'const draw = Math.random();',
      'Math.random -> world.chance.draw for a sequence, world.chance.keyed for what may be looked ahead to',
    ],
    ['const id = crypto.randomUUID();', 'crypto -> world.chance, or an id from model/scramble.ts'],
    ["console.log('x');", 'console -> tell a fact; a logger that was passed in hears it'],
    ['const { log } = console;', 'console -> tell a fact; a logger that was passed in hears it'],
    ['setTimeout(f, 1);', 'setTimeout -> put it on the agenda: world.due'],
    ['const later = { run: setTimeout };', 'setTimeout -> put it on the agenda: world.due'],
    ['const seed = process.env.SEED;', 'process -> make it an option'],
    ['const g = globalThis.Date.now();', 'globalThis -> make it an option'],
    [
      'const s = a.localeCompare(b);',
      'localeCompare -> compare with <: order by locale differs from machine to machine',
    ],
    ['const s = at.getHours();', 'getHours -> getUTCHours: time zones differ from machine to machine'],
  ])('%s', (text, instead) => {
    expect(found(text)).toEqual([`src/planner/beat.ts:1: ${instead}`]);
  });

  test.each([
    '// Date.now() would be the real date',
    "const text = 'Math.random()';",
    'const at = new Date(nowMs);',
    'const event = { process: 1, console: 2 };',
    'interface Task { readonly process: string; window: number }',
    'const window = { from, until }; const fault = { kind, ...window };',
    'const exit = container.process.exitCode;',
    'export type Global = typeof import("./x.js");',
  ])('but not: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('state of a module is told', () => {
  const found = (text: string) => moduleStateRule(parseSource('src/model/ids.ts', text));

  test.each([
    'let count = 0;',
    'export let count: number;',
    'var count = 0;',
    'const count = new Map<string, number>();',
  ])('%s', (text) => {
    expect(found(text)).toEqual([
      'src/model/ids.ts:1: count is state of the module -> keep it in the world, or make it a constant',
    ]);
  });

  test.each(['const names: string[] = [];', 'const names = {} as Record<string, number>;', 'const names = new Set();'])(
    '%s',
    (text) => {
      expect(found(text)).toHaveLength(1);
    },
  );

  test.each([
    "const names = new Set(['a']);",
    'const spans = new WeakMap<object, number>();',
    'const max = 3;',
    'function f() { let count = 0; }',
  ])('but not: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
