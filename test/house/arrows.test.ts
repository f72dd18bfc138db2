import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { arrowRule, arrows, cycleRule, folderOf, packageRule, roomRule } from './arrows.js';
import { parseSource, sourcesUnder } from './source.js';

const sources = sourcesUnder('src');

describe('the house', () => {
  test('imports run along the arrows', () => {
    expect(sources.flatMap(arrowRule)).toEqual([]);
  });

  test('views read, and never need what writes', () => {
    expect(sources.flatMap(roomRule)).toEqual([]);
  });

  test('packages are imported where they may be, Node nowhere', () => {
    expect(sources.flatMap(packageRule)).toEqual([]);
  });

  test('no file imports itself by a way round', () => {
    expect(cycleRule(sources)).toEqual([]);
  });

  test('every folder of src is drawn in docs/architecture.md', () => {
    const picture = /```([\s\S]*?)```/.exec(readFileSync('docs/architecture.md', 'utf8'))?.[1] ?? '';
    const folders = new Set(sources.map(({ path }) => folderOf(path)).filter((folder) => folder !== 'index.ts'));
    const absent = [...folders].filter((folder) => !picture.includes(`${folder}/`));
    expect(absent, 'draw them, with their arrows').toEqual([]);
  });

  test('no arrow runs back, not even by a way round', () => {
    const reach = (from: string): string[] => (arrows[from] ?? []).flatMap((to) => [to, ...reach(to)]);
    for (const folder of Object.keys(arrows)) expect(reach(folder)).not.toContain(folder);
  });
});

describe('an import is told', () => {
  const found = (path: string, text: string) => arrowRule(parseSource(path, text));
  const back =
    'engine/ may import only planner, lifecycle, workload, faults, model: hand it in as an argument, or move it down to where both can see it';

  test.each([
    { form: 'import', text: "import { call } from '../api/call.js';" },
    { form: 'import type', text: "import type { Call } from '../api/call.js';" },
    { form: 'export from', text: "export { call } from '../api/call.js';" },
    { form: 'export all', text: "export * from '../api/call.js';" },
    { form: 'import()', text: "void import('../api/call.js');" },
    { form: 'an imported type', text: "type Call = import('../api/call.js').Call;" },
    { form: 'require', text: "require('../api/call.js');" },
    { form: 'side effect', text: "import '../api/call.js';" },
  ])('when it runs back: $form', ({ text }) => {
    expect(found('src/engine/tick.ts', `\n${text}`)).toEqual([
      `src/engine/tick.ts:2: ../api/call.js runs against the arrows -> ${back}`,
    ]);
  });

  test('when it takes the way round by the index', () => {
    expect(found('src/model/time.ts', "import { x } from '../index.js';")).toEqual([
      'src/model/time.ts:1: ../index.js runs against the arrows -> import the file that has it',
    ]);
  });

  test('when its folder is not in the picture', () => {
    expect(found('src/utils/time.ts', '')).toEqual([
      'src/utils/time.ts: utils/ is not in the picture -> draw it in docs/architecture.md and in test/house/arrows.ts',
    ]);
  });

  test('but not along the arrows, nor in a comment or a text', () => {
    const text =
      "import { a } from '../model/time.js'; // import '../api/call.js'\nconst b = \"from '../api/call.js'\";";
    expect(found('src/engine/tick.ts', text)).toEqual([]);
  });
});

describe('an import inside of the engine is told', () => {
  const found = (path: string, text: string) => roomRule(parseSource(path, text));

  test('when a view needs a writer', () => {
    expect(found('src/engine/views/explain.ts', "import { a } from '../apply/tally.js';")).toEqual([
      'src/engine/views/explain.ts:1: ../apply/tally.js -> engine/views/ may import only store, chance, agenda: move what both need down',
    ]);
  });

  test('when the store needs anything', () => {
    expect(found('src/engine/store/room.ts', "import type { A } from '../views/names.js';")).toEqual([
      'src/engine/store/room.ts:1: ../views/names.js -> engine/store/ may import no other room: move what both need down',
    ]);
  });

  test('when its room is not known', () => {
    expect(found('src/engine/utils/a.ts', '')).toEqual([
      'src/engine/utils/a.ts: engine/utils/ is not among the rooms -> say in test/house/arrows.ts what it may import',
    ]);
  });

  test('but not along the arrows', () => {
    expect(found('src/engine/apply/tell.ts', "import { a } from '../views/names.js';")).toEqual([]);
    expect(found('src/engine/tick.ts', "import { a } from './apply/tally.js';")).toEqual([]);
  });
});

describe('a package is told', () => {
  test.each([
    ['src/planner/beat.ts', "import * as z from 'zod/mini';", /zod\/mini -> only model, workload, .* may import it/],
    ['src/model/time.ts', "import { readFileSync } from 'node:fs';", /node:fs -> take it from the caller as data/],
    ['src/model/time.ts', "import { join } from 'path';", /path -> take it from the caller as data/],
    ['src/model/time.ts', "import { join } from 'fs/promises';", /fs\/promises -> take it from the caller/],
    ['src/model/time.ts', "import _ from 'lodash';", /lodash -> write it here, or argue for it/],
    ['src/testing/matchers.ts', "import { expect } from 'vitest';", /vitest -> import type: users need it/],
  ])('%s: %s', (path, text, told) => {
    expect(packageRule(parseSource(path, text))).toEqual([expect.stringMatching(told)]);
  });
});

describe('a cycle is told', () => {
  const circle = (form: string) =>
    cycleRule([
      parseSource('src/model/a.ts', "import { b } from './b.js';"),
      parseSource('src/model/b.ts', "import { c } from './c.js';"),
      parseSource('src/model/c.ts', `${form} from './a.js';`),
    ]);

  test('when code needs itself', () => {
    expect(circle('import { a }')).toEqual([
      'src/model/a.ts: imports itself (src/model/a.ts -> src/model/b.ts -> src/model/c.ts -> src/model/a.ts) -> move what both need into a file of its own',
    ]);
  });

  test.each(['import type { A }', 'import { type A }', 'export type { A }'])(
    'but not when only a type does: %s',
    (form) => {
      expect(circle(form)).toEqual([]);
    },
  );
});
