import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import everyday from '../../vitest.config.js';
import mutation from '../../vitest.mutation.config.js';
import { dependencyRule, type LockFile, lockRule, type Manifest, scriptRule, topLevelRule } from './manifest.js';
import { filesUnder, importsOf, parseSource, sourcesUnder } from './source.js';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;
const manifest = json('package.json') as Manifest;

describe('the house', () => {
  test('the package depends on nothing, and on nothing unused to build it', () => {
    const configs = readdirSync('.').filter((name) => name.endsWith('.config.ts'));
    const sources = [
      ...sourcesUnder('src', 'test', 'scripts', ...(existsSync('bench') ? ['bench'] : [])),
      ...configs.map((path) => parseSource(path, readFileSync(path, 'utf8'))),
    ];
    const names = sources.flatMap((source) => importsOf(source).map(({ name }) => packageOf(name)));
    // The generator reads the declarations of the SDK as files.
    const read = sources.flatMap(({ path, text }) =>
      path.startsWith('scripts/') ? [...text.matchAll(/@aws-sdk\/[\w-]+/g)] : [],
    );
    expect(dependencyRule(manifest, new Set([...names, ...read.map(([name]) => name)]))).toEqual([]);
  });

  test('the lock file has the packages of every platform', () => {
    expect(lockRule(json('package-lock.json') as LockFile)).toEqual([]);
  });

  test('every script is run by somebody, and every one that is named is there', () => {
    const pages = ['README.md', 'CHANGELOG.md', ...filesUnder('docs'), ...filesUnder('scripts')];
    const texts = Object.fromEntries(pages.map((path) => [path, readFileSync(path, 'utf8')]));
    expect(scriptRule(manifest, readFileSync('.ci/run', 'utf8'), texts)).toEqual([]);
  });

  test('tests find the package by its name, whoever runs them', () => {
    expect(everyday.resolve?.alias).toContainEqual(expect.objectContaining({ find: /^steadystate$/ }));
    expect(mutation.resolve).toEqual(everyday.resolve);
  });

  test('the top is tidy', () => {
    const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
    expect(topLevelRule([...new Set(files.map((path) => path.split('/')[0] ?? ''))])).toEqual([]);
  });
});

/** `@scope/name` of `@scope/name/part`, `zod` of `zod/mini`. */
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

describe('a dependency is told', () => {
  const found = (about: Manifest, ...uses: string[]) => dependencyRule(about, new Set(uses));

  test('at run time', () => {
    expect(found({ dependencies: { zod: '^4.0.0' } }, 'zod')).toEqual([
      'zod in dependencies -> devDependencies, bundled by tsup.config.ts: the package depends on nothing',
    ]);
  });

  test('that users would have to install', () => {
    const peerDependencies = { pino: '>=9' };
    expect(found({ peerDependencies })).toEqual([
      'pino in peerDependencies -> make it optional: the main entry needs nothing',
    ]);
    expect(found({ peerDependencies, peerDependenciesMeta: { pino: { optional: true } } })).toEqual([]);
  });

  test('that nobody uses', () => {
    const devDependencies = { lodash: '^4.0.0' };
    expect(found({ devDependencies })).toEqual(['lodash -> nobody uses it: npm uninstall lodash']);
    expect(found({ devDependencies }, 'lodash')).toEqual([]);
    expect(found({ devDependencies, scripts: { pack: 'lodash --pack .' } })).toEqual([]);
  });

  test('that moves under generated code', () => {
    expect(found({ devDependencies: { typescript: '^5.9.3' } }, 'typescript')).toEqual([
      'typescript ^5.9.3 -> an exact version: another release finds other errors',
    ]);
  });

  test('from elsewhere than the registry', () => {
    expect(found({ devDependencies: { tsx: 'file:../tsx' } }, 'tsx')).toEqual([
      'tsx file:../tsx -> a version of the registry, so that npm ci finds it anywhere',
    ]);
  });
});

describe('a package missing from the lock file is told', () => {
  const esbuild = { optionalDependencies: { '@esbuild/linux-x64': '1.0.0' } };

  test('wherever it is asked for', () => {
    expect(lockRule({ packages: { 'node_modules/esbuild': esbuild } })).toEqual([
      'package-lock.json: @esbuild/linux-x64, optional for node_modules/esbuild, is missing -> rm -rf node_modules package-lock.json && npm install',
    ]);
    expect(lockRule({ packages: { 'node_modules/a/node_modules/esbuild': esbuild } })).toHaveLength(1);
    expect(lockRule({ packages: { '': esbuild } })).toHaveLength(1);
  });

  test.each([
    'node_modules/@esbuild/linux-x64',
    'node_modules/a/node_modules/@esbuild/linux-x64',
    'node_modules/a/node_modules/esbuild/node_modules/@esbuild/linux-x64',
  ])('but not when it is at %s', (place) => {
    expect(lockRule({ packages: { 'node_modules/a/node_modules/esbuild': esbuild, [place]: {} } })).toEqual([]);
  });

  test('nor taken for one that stands elsewhere', () => {
    const place = 'node_modules/b/node_modules/@esbuild/linux-x64';
    expect(lockRule({ packages: { 'node_modules/a/node_modules/esbuild': esbuild, [place]: {} } })).toHaveLength(1);
  });
});

describe('a script is told', () => {
  test('that nobody runs', () => {
    const scripts = {
      test: 'vitest',
      check: 'npm run types',
      types: 'tsc',
      lint: 'biome',
      demo: 'tsx',
      prepack: 'tsup',
    };
    expect(scriptRule({ scripts }, 'npm test\nnpm run check', {})).toEqual([
      'script lint -> call it in .ci/run or check, or say in test/house/manifest.ts whom it is for',
    ]);
  });

  test('that is named and not there', () => {
    const scripts = { test: 'npm run typed' };
    expect(scriptRule({ scripts }, 'npm test', { 'README.md': '`npm run all` and `npm test`' })).toEqual([
      'README.md: npm run all -> there is no such script: test',
      'script test: npm run typed -> there is no such script: test',
    ]);
  });
});

test('what lies about at the top is told', () => {
  expect(topLevelRule(['src', 'notes.md'])).toEqual([
    'notes.md at the top -> into the folder it belongs to, or say in test/house/manifest.ts what it is for',
  ]);
});
