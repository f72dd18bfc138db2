import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Options } from 'tsup';

/** Bundled, so that the package depends on nothing and loads fast: resolving them costs more than running them. */
const bundled = ['zod', 'eventemitter3', 'pure-rand', 'hono', '@hono/node-server', 'commander', 'yaml'];

/** What the exports map names. */
const entry = {
  index: 'src/index.ts',
  http: 'src/http/index.ts',
  planner: 'src/planner/index.ts',
  timeline: 'src/timeline/index.ts',
  testing: 'src/testing/index.ts',
  campaign: 'src/campaign/index.ts',
  sdk: 'src/sdk/index.ts',
  scenario: 'src/scenario/index.ts',
};

/** What campaigns load when worker threads are asked for, by package.json's `imports` and beside it. ES modules only. */
const loadedByCampaigns = {
  'campaign-workers': 'src/campaign/workers/pool.ts',
  'campaign-no-workers': 'src/campaign/workers/no-pool.ts',
  'campaign-thread': 'src/campaign/workers/thread.ts',
};

/** The command. An ES module only. */
const command = { ['cli']: 'src/cli/main.ts' };

/** commander is CommonJS and asks for Node's modules with `require`, which no ES module has: they are imported for it. */
const nodeForCommander: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'node-for-commander',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind, importer }) =>
      kind === 'require-call' && importer.includes('commander') ? { path, namespace: 'imported' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'imported' }, ({ path }) => ({
      contents: `export * from '${path}'; export { default } from '${path}';`,
    }));
  },
};

export default defineConfig({
  entry: { ...entry, ...loadedByCampaigns, ...command },
  esbuildPlugins: [nodeForCommander],
  format: ['esm', 'cjs'],
  dts: { entry },
  external: ['#campaign-workers'],
  removeNodeProtocol: false,
  target: 'es2022',
  splitting: true,
  treeshake: true,
  clean: true,
  noExternal: bundled.map((name) => new RegExp(`^${name}(/|$)`)),
  esbuildOptions(options) {
    // Less to read for the engine, but names stay: stack traces of users' tests name our functions.
    options.minifyWhitespace = true;
    options.minifySyntax = true;
    // Node prints the whole line that an uncaught error was thrown in.
    options.lineLimit = 160;
    options.logOverride = { 'empty-import-meta': 'silent' };
    // Its build for browsers needs nothing of Node.
    options.alias = { yaml: resolve('node_modules/yaml/browser/index.js') };
  },
  async onSuccess() {
    for (const name of Object.keys({ ...loadedByCampaigns, ...command })) rmSync(`dist/${name}.cjs`);
    copyFileSync('docs/scenario.schema.json', 'dist/scenario.schema.json');
    const licences = bundled.map((name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8')}`);
    writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences.join('\n\n----------\n\n'));
  },
});
