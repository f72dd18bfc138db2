import { readFileSync, writeFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

/** Bundled, so that the package depends on nothing and loads fast: resolving them costs more than running them. */
const bundled = ['zod', 'eventemitter3', 'pure-rand'];

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    planner: 'src/planner/index.ts',
    timeline: 'src/timeline/index.ts',
    testing: 'src/testing/index.ts',
  },
  format: ['esm', 'cjs'],
  dts: true,
  target: 'es2022',
  splitting: true,
  treeshake: true,
  clean: true,
  noExternal: bundled.map((name) => new RegExp(`^${name}(/|$)`)),
  esbuildOptions(options) {
    // Less to read for the engine, but names stay: stack traces of users' tests name our functions.
    options.minifyWhitespace = true;
    options.minifySyntax = true;
  },
  async onSuccess() {
    const licences = bundled.map((name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8')}`);
    writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences.join('\n\n----------\n\n'));
  },
});
