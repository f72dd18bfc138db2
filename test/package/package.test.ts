import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programsOf, readPage } from '../../scripts/executed-docs.js';
import { createSimulator, restoreSimulator } from '../../src/index.js';
import { randomStories } from '../equivalence/random-stories.js';
import { printStories, type Story } from '../equivalence/story.js';

const root = process.cwd();
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | Record<'import' | 'require', { types: string; default: string }>>;
  files: string[];
  bin: Record<string, string>;
};
const entries = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object');

describe('the exports map', () => {
  test('names an entry for each built file, and each built file has its types', () => {
    for (const [, target] of entries) {
      for (const form of Object.values(target as Record<string, { types: string; default: string }>)) {
        expect(existsSync(form.default), form.default).toBe(true);
        expect(existsSync(form.types), form.types).toBe(true);
      }
    }
  });

  test('is what tsup builds and what the docs name', () => {
    const named = entries.map(([name]) => name.replace(/^\.\/?/, '') || 'index').sort();
    const config = readFileSync('tsup.config.ts', 'utf8');
    const built = [...config.matchAll(/^ {2}(\w+): 'src\//gm)].map((match) => match[1]).sort();
    expect(built).toEqual(named);
    const readme = readPage('README.md');
    for (const name of named.filter((each) => each !== 'index')) expect(readme).toContain(`steadystate/${name}`);
  });
});

test('no line of what is built is so long that an uncaught error, which Node prints with its line, is buried in it', () => {
  const programs = readdirSync('dist').filter((name) => /\.c?js$/.test(name));
  const longest = programs.map((name) => ({
    name,
    length: Math.max(
      ...readFileSync(join('dist', name), 'utf8')
        .split('\n')
        .map((line) => line.length),
    ),
  }));
  expect(longest.filter(({ length }) => length > 1_000)).toEqual([]);
});

describe('the packed package, in a fresh strict TypeScript project', () => {
  let project = '';

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'steadystate-'));
    const [tarball] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], { encoding: 'utf8' }),
    ) as { filename: string; files: { path: string }[] }[];
    const modules = join(project, 'node_modules');
    mkdirSync(join(modules, 'steadystate'), { recursive: true });
    execFileSync('tar', [
      '-xzf',
      join(project, tarball?.filename ?? ''),
      '-C',
      join(modules, 'steadystate'),
      '--strip-components=1',
    ]);
    mkdirSync(join(modules, '@types'), { recursive: true });
    symlinkSync(join(root, 'node_modules/@types/node'), join(modules, '@types/node'));
    symlinkSync(join(root, 'node_modules/undici-types'), join(modules, 'undici-types'));
  });
  afterAll(() => rmSync(project, { recursive: true }));

  const link = () => join(project, 'node_modules/piscina');
  const linkPiscina = () => existsSync(link()) || symlinkSync(join(root, 'node_modules/piscina'), link());
  const unlinkPiscina = () => rmSync(link(), { force: true });
  const program = () => programsOf(readPage('README.md'))[0] as { code: string; shown: string };

  test('holds nothing but what it needs', () => {
    const names = readdirSync(join(project, 'node_modules/steadystate')).sort();
    expect(names).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
  });

  test.each([
    { form: 'ESM', type: 'module', module: 'NodeNext' },
    { form: 'CommonJS', type: 'commonjs', module: 'NodeNext' },
  ])("the README's program compiles and prints its output as $form", ({ form, type, module }) => {
    const folder = join(project, form);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
    writeFileSync(join(folder, 'program.ts'), program().code);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution: module,
          target: 'ES2022',
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          types: ['node'],
          typeRoots: [join(project, 'node_modules/@types')],
          outDir: 'out',
        },
        files: ['program.ts'],
      }),
    );
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    const printed = execFileSync(process.execPath, [join(folder, 'out/program.js')], { encoding: 'utf8' });
    expect(printed).toBe(program().shown);
  });

  test.each([
    { form: 'ESM', file: 'campaign.mjs', load: "import { campaign, fromModule } from 'steadystate/campaign';" },
    {
      form: 'CommonJS',
      file: 'campaign.cjs',
      load: "const { campaign, fromModule } = require('steadystate/campaign');",
    },
  ])('a campaign in $form has the same result in two worker threads', ({ file, load }) => {
    linkPiscina();
    writeFileSync(
      join(project, 'measure.mjs'),
      "export const measure = (sim, { wanted }) => {\n  sim.ecs.updateService({ service: 'web', desiredCount: wanted });\n  return { seconds: sim.runUntilSteady().tookMs / 1_000 };\n};\n",
    );
    writeFileSync(
      join(project, file),
      `${load}
        const base = { steps: [{ do: 'fargateService' }, { do: 'runUntilSteady' }] };
        const plan = {
          runs: 5,
          vary: (draw) => ({ wanted: draw.integer(1, 9) }),
          measure: fromModule(${JSON.stringify(pathToFileURL(join(project, 'measure.mjs')).href)}, 'measure'),
        };
        Promise.all([0, 2].map((workers) => campaign(base, { ...plan, workers }))).then(([here, there]) => {
          console.log(JSON.stringify(here.runs) === JSON.stringify(there.runs), there.runs.length);
        });`,
    );
    expect(execFileSync(process.execPath, [join(project, file)], { encoding: 'utf8' })).toBe('true 5\n');
  });

  describe('the command', () => {
    const scenario = `services: [{ name: web }]\nexpect: [{ completed: web }]\n`;
    const command = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(project, 'node_modules/steadystate/dist/cli.js'), ...words],
        { cwd: project, encoding: 'utf8' },
      );
      return { status, stdout, stderr };
    };
    const linkTsx = (name: string) => {
      const place = join(project, 'node_modules', name);
      if (!existsSync(place)) symlinkSync(join(root, 'node_modules', name), place);
    };

    test('is what package.json says, and may be run', () => {
      expect(manifest.bin).toEqual({ steadystate: 'dist/cli.js' });
      expect(readFileSync('dist/cli.js', 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
      expect(existsSync('dist/cli.cjs')).toBe(false);
      expect(command('--help')).toMatchObject({ status: 0, stderr: '' });
    });

    test('runs a scenario', () => {
      writeFileSync(join(project, 'scenario.yaml'), scenario);
      const { status, stdout, stderr } = command('run', 'scenario.yaml');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(
        /\nok {6}the deployment of web:1 is completed\n\nThe expectation holds, after 0:45 of virtual time\.\n$/,
      );
      writeFileSync(
        join(project, 'unmet.yaml'),
        `${scenario}  - { rolledBack: web }\n`.replace('[{ completed: web }]', ''),
      );
      expect(command('run', 'unmet.yaml', '--quiet').status).toBe(1);
      expect(command('run', 'nowhere.yaml').status).toBe(2);
    });

    test('loads a scenario in TypeScript with tsx, or says what is missing', () => {
      writeFileSync(join(project, 'typed.ts'), "export const scenario: object = { services: [{ name: 'web' }] };\n");
      if (Number(process.versions.node.split('.')[0]) < 22) {
        expect(command('run', 'typed.ts')).toEqual({
          status: 2,
          stdout: '',
          stderr:
            "typed.ts is TypeScript, which this Node can't load by itself. Run npm install --save-dev tsx (or jiti), use Node 22.18 or newer, or write the scenario as YAML.\n",
        });
      }
      linkTsx('tsx');
      mkdirSync(join(project, 'modules'));
      writeFileSync(join(project, 'modules/package.json'), '{"type":"module"}');
      const source = readFileSync(join(project, 'typed.ts'), 'utf8');
      writeFileSync(join(project, 'modules/typed.ts'), source);
      writeFileSync(join(project, 'default.ts'), source.replace('const scenario: object =', 'default'));
      for (const file of ['typed.ts', 'modules/typed.ts', 'default.ts']) {
        const { status, stdout, stderr } = command('run', file);
        expect({ status, stderr, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
          status: 0,
          stderr: '',
          last: 'Nothing is expected, after 0:45 of virtual time.',
        });
      }
    });

    test('serves over HTTP until it is told to stop', async () => {
      const place = join(project, 'node_modules/steadystate/dist/cli.js');
      const child = spawn(process.execPath, [place, 'serve', '--port', '0'], { cwd: project });
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const url = /^steadystate is ready at (http:\S+)\n$/.exec(line.toString())?.[1] ?? '';
      expect(await (await fetch(`${url}/_steadystate/health`)).json()).toMatchObject({ status: 'ok' });
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    });

    test('comes with the schema of scenarios', () => {
      const place = join(project, 'node_modules/steadystate/dist/scenario.schema.json');
      expect(readFileSync(place, 'utf8')).toBe(readFileSync('docs/scenario.schema.json', 'utf8'));
    });
  });

  test('a campaign bundles for a browser where neither piscina nor fast-check is installed', async () => {
    unlinkPiscina();
    const { warnings, outputFiles } = await build({
      stdin: { contents: "import { campaign } from 'steadystate/campaign'; campaign;", resolveDir: project },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      logLevel: 'silent',
    });
    expect(warnings.map(({ text }) => text)).toEqual([]);
    expect(outputFiles[0]?.text).not.toContain('node:');
  });
});

describe('stories, told in steps, restored and forked, happen in each build as they do in the sources', () => {
  let folder = '';
  let stories: Story[] = [];
  const printed: string[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'steadystate-stories-'));
    // The golden tests leave theirs: they have been told in every way already.
    const left = join(folder, 'golden');
    execFileSync('npx', ['vitest', 'run', 'test/golden'], {
      env: { ...process.env, STEADYSTATE_STORIES: left },
      stdio: 'ignore',
    });
    const golden = readdirSync(left)
      .sort()
      .map((name) => JSON.parse(readFileSync(join(left, name), 'utf8')) as Story);
    expect(golden.length).toBeGreaterThan(50);
    stories = [...golden, ...randomStories({ count: 25, seed: 12 })];
    printStories({ createSimulator, restoreSimulator }, stories, (line) => printed.push(line));
    writeFileSync(join(folder, 'stories.json'), JSON.stringify(stories));
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    { form: 'ESM', ending: 'mjs', take: `import * as build from ${JSON.stringify(join(root, 'dist/index.js'))};` },
    {
      form: 'CommonJS',
      ending: 'cjs',
      take: `const build = require(${JSON.stringify(join(root, 'dist/index.cjs'))});`,
    },
  ])('$form', async ({ form, ending, take }) => {
    const program = join(folder, `tell.${ending}`);
    await build({
      stdin: {
        contents: `import { printStories } from './test/equivalence/story.ts';
          import { readFileSync } from 'node:fs';
          export const tell = (build) => printStories(build, JSON.parse(readFileSync(process.argv[2], 'utf8')), console.log);`,
        resolveDir: root,
      },
      bundle: true,
      platform: 'node',
      format: form === 'ESM' ? 'esm' : 'cjs',
      outfile: join(folder, `story.${ending}`),
      logLevel: 'silent',
    });
    const tell =
      form === 'ESM'
        ? `import { tell } from './story.mjs'; tell(build);`
        : `const { tell } = require('./story.cjs'); tell(build);`;
    writeFileSync(program, `${take}\n${tell}\n`);
    const told = execFileSync(process.execPath, [program, join(folder, 'stories.json')], { encoding: 'utf8' });
    expect(told.trimEnd().split('\n')).toEqual(printed);
  });
});

describe('in a browser', () => {
  test.each(['index', 'planner', 'timeline', 'campaign', 'scenario'])(
    '%s bundles without any Node built-in',
    async (entry) => {
      const { metafile } = await build({
        entryPoints: [`dist/${entry}.js`],
        // As users have it: our tsconfig.json leads to the sources.
        tsconfigRaw: {},
        bundle: true,
        format: 'esm',
        platform: 'browser',
        write: false,
        metafile: true,
        logLevel: 'silent',
      });
      const imports = Object.values(metafile.outputs).flatMap((output) =>
        output.imports.filter((each) => each.external),
      );
      expect(imports).toEqual([]);
      const code = readFileSync(`dist/${entry}.js`, 'utf8');
      for (const global of ['process.', 'Buffer.', '__dirname', 'require(']) expect(code).not.toContain(global);
    },
  );
});
