import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm test`: needs nothing but Node. */
export default defineConfig({
  resolve: {
    // Examples and docs import the package by its name.
    alias: [
      { find: /^steadystate$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      { find: /^steadystate\/(\w+)$/, replacement: fileURLToPath(new URL('src/$1/index.ts', import.meta.url)) },
      {
        find: /^#campaign-workers$/,
        replacement: fileURLToPath(new URL('src/campaign/workers/pool.ts', import.meta.url)),
      },
    ],
  },
  test: {
    // Names and values of a failure are shown whole: names end with the ids of rules.
    chaiConfig: { truncateThreshold: 0 },
    include: ['test/**/*.test.ts'],
    exclude: ['test/package/**', 'test/real/**', 'node_modules/**'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 120_000,
  },
});
