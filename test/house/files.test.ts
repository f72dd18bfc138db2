import { describe, expect, test } from 'vitest';
import { docRule, exportRule, lengthRule, mirrorRule } from './files.js';
import { filesUnder, isGenerated, parseSource, sourcesUnder } from './source.js';

const sources = sourcesUnder('src', 'test', 'examples', 'scripts').filter((source) => !isGenerated(source));

describe('the house', () => {
  test('files are short', () => {
    expect(sources.flatMap(lengthRule)).toEqual([]);
  });

  test('names are exported, no default and no star', () => {
    expect(sources.flatMap(exportRule)).toEqual([]);
  });

  test('what users can import says what it is', () => {
    const entries = sources.filter(({ path }) => /^src\/(\w+\/)?index\.ts$/.test(path));
    expect(entries.length).toBeGreaterThanOrEqual(4);
    expect(docRule(entries, sources)).toEqual([]);
  });

  test('tests are where their subject is', () => {
    expect(mirrorRule(filesUnder('src'), filesUnder('test'))).toEqual([]);
  });
});

test('a long file is told', () => {
  const of = (path: string, lines: number) => lengthRule(parseSource(path, 'const a = 1;\n'.repeat(lines)));
  expect(of('src/planner/beat.ts', 400)).toEqual([]);
  expect(of('src/planner/beat.ts', 401)).toEqual([
    'src/planner/beat.ts: 401 lines, at most 400 -> find the second concept in it, and give it a file',
  ]);
  expect(of('src/planner/rolling-update.ts', 520)).toEqual([]);
  expect(of('src/planner/rolling-update.ts', 521)).toHaveLength(1);
  expect(of('src/model/aws/ecs.generated.ts', 5_000)).toEqual([]);
});

describe('an export is told', () => {
  const found = (text: string) => exportRule(parseSource('src/index.ts', text));

  test.each([
    'export default 1;',
    'export default function run() {}',
    'const a = 1;\nexport { a as default };',
    "export { default } from './a.js';",
  ])('%s', (text) => {
    expect(found(text)).toEqual([expect.stringContaining('export default -> export it by its name')]);
  });

  test('export * from', () => {
    expect(found("export * from './a.js';")).toEqual(['src/index.ts:1: export * -> list the names']);
    expect(found("export type * from './a.js';")).toEqual(['src/index.ts:1: export * -> list the names']);
  });

  test.each(['export const a = 1;', "export { a } from './a.js';", "export type * as ecs from './ecs.js';"])(
    'but not: %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe('what users can import without a sentence is told', () => {
  const found = (text: string) =>
    docRule([parseSource('src/index.ts', "export { run } from './run.js';")], [parseSource('src/run.ts', text)]);

  test.each([
    'export function run(): void {}',
    'export interface run {}',
    'export class run {}',
    'export type run = string;',
    'export const run = 1;',
    '// Runs.\nexport function run(): void {}',
  ])('%s', (text) => {
    expect(found(text)).toEqual([
      expect.stringMatching(/^src\/run\.ts:\d: run -> say in a sentence what it is, with units and errors$/),
    ]);
  });

  test('but not with one, nor what stays inside', () => {
    expect(found('/** Runs. */\nexport function run(): void {}\nexport function other(): void {}')).toEqual([]);
  });
});

test('a test away from its subject is told, and a subject without a test', () => {
  const src = ['src/model/task.ts', 'src/engine/store/columns.ts', 'src/doors/in-process.ts'];
  const tests = [
    'test/model/task.test.ts',
    'test/engine/stores/columns.test.ts',
    'test/laws/time.test.ts',
    'test/api/a.test.ts',
  ];
  expect(mirrorRule(src, tests)).toEqual([
    'test/engine/stores: there is no src/engine/stores -> move the tests to where their subject is',
    'test/api: there is no src/api -> move the tests to where their subject is',
    'src/doors: has no tests -> write test/doors',
  ]);
  expect(
    mirrorRule([...src, 'src/api/a.ts', 'src/planner/beat.ts'], ['test/model/a.test.ts', 'test/engine/a.test.ts']),
  ).toEqual([
    'src/doors: has no tests -> write test/doors',
    'src/api: has no tests -> write test/api',
    'src/planner: has no tests -> write test/planner',
  ]);
});
