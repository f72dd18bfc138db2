import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

/** Bundled, so that the package depends on nothing and loads fast: resolving them costs more than running them. */
const bundled = ['zod', 'eventemitter3', 'pure-rand', 'hono', '@hono/node-server'];

/** What the exports map names. */
const entry = {
  index: 'src/index.ts',
  http: 'src/http/index.ts',
  planner: 'src/planner/index.ts',
  timeline: 'src/timeline/index.ts',
  testing: 'src/testing/index.ts',
  campaign: 'src/campaign/index.ts',
  sdk: 'src/sdk/index.ts',
};

/** What campaigns load when worker threads are asked for, by package.json's `imports` and beside it. ES modules only. */
const loadedByCampaigns = {
  'campaign-workers': 'src/campaign/workers/pool.ts',
  'campaign-no-workers': 'src/campaign/workers/no-pool.ts',
  'campaign-thread': 'src/campaign/workers/thread.ts',
};

export default defineConfig({
  entry: { ...entry, ...loadedByCampaigns },
  format: ['esm', 'cjs'],
  dts: { entry },
  external: ['#campaign-workers'],
  target: 'es2022',
  splitting: true,
  treeshake: true,
  clean: true,
  noExternal: bundled.map((name) => new RegExp(`^${name}(/|$)`)),
  esbuildOptions(options) {
    // Less to read for the engine, but names stay: stack traces of users' tests name our functions.
    options.minifyWhitespace = true;
    options.minifySyntax = true;
    options.logOverride = { 'empty-import-meta': 'silent' };
  },
  async onSuccess() {
    for (const name of Object.keys(loadedByCampaigns)) rmSync(`dist/${name}.cjs`);
    const licences = bundled.map((name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8')}`);
    writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences.join('\n\n----------\n\n'));
  },
});
