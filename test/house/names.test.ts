import { describe, expect, test } from 'vitest';
import { fileNameRule, noteRule, wordRule } from './names.js';
import { filesUnder, isGenerated, parseSource, sourcesUnder } from './source.js';

const sources = sourcesUnder('src', 'test', 'examples', 'scripts').filter((source) => !isGenerated(source));
const isWritten = ({ path }: { readonly path: string }) => path.startsWith('src/') || path.startsWith('examples/');

describe('the house', () => {
  test('names are words', () => {
    expect(sources.filter(isWritten).flatMap(wordRule)).toEqual([]);
  });

  test('no notes to oneself', () => {
    expect(sources.filter(({ path }) => !path.startsWith('test/house/')).flatMap(noteRule)).toEqual([]);
  });

  test('files are named after what is in them', () => {
    const paths = ['src', 'test', 'examples', 'scripts', 'docs'].flatMap(filesUnder);
    expect(paths.flatMap((path) => fileNameRule({ path }))).toEqual([]);
  });
});

describe('a name is told', () => {
  const found = (text: string) => wordRule(parseSource('src/model/task.ts', text));

  test.each([
    ['const td = 1;', 'td: td -> taskDefinition'],
    ['const stopTimeoutMillis = 1;', 'stopTimeoutMillis: millis -> …Ms'],
    ['function parseReq() {}', 'parseReq: req -> request'],
    ['const f = (cb: () => void) => 1;', 'cb: cb -> listener, or what it does'],
    ['interface TaskOpts {}', 'TaskOpts: opts -> options'],
    ['interface Task { readonly svcName: string }', 'svcName: svc -> service'],
    ['const { err } = result;', 'err: err -> error'],
    ['class LatencyManager {}', 'LatencyManager: manager -> say what it does'],
    ['const TG_MAX = 1;', 'TG_MAX: tg -> targetGroup'],
  ])('%s', (text, told) => {
    expect(found(text)).toEqual([`src/model/task.ts:1: ${told}`]);
  });

  test.each([
    '// the td of AWS',
    "const text = 'svc';",
    'const reserved = 1; const message = 2; const format = 3; const temperature = 4;',
    'const { args: names } = command;',
  ])('but not: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

test('a note to oneself is told', () => {
  expect(noteRule(parseSource('src/a.ts', 'const a = 1;\n// TODO: mend\n'))).toEqual([
    'src/a.ts:2: TODO -> do it, or open an issue',
  ]);
  expect(noteRule(parseSource('src/a.ts', '// what a TODOer does'))).toEqual([]);
});

test('a file name is told', () => {
  const found = (path: string) => fileNameRule({ path });
  expect(found('src/planner/utils.ts')).toEqual([
    'src/planner/utils.ts: utils -> name it after the concept inside; types live with theirs',
  ]);
  expect(found('src/helpers/beat.ts')).toHaveLength(1);
  expect(found('src/planner/rollingUpdate.ts')).toEqual(['src/planner/rollingUpdate.ts: rollingUpdate -> kebab-case']);
  expect(found('src/planner/rolling_update.test.ts')).toHaveLength(1);
  expect(found('test/golden/rollout.timeline.txt')).toEqual([]);
  expect(found('src/model/aws/ecs.generated.ts')).toEqual([]);
});
