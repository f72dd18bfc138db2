import { defineConfig } from 'vitest/config';

/** `npm test`: needs nothing but Node. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/package/**', 'test/real/**', 'node_modules/**'],
    testTimeout: 120_000,
  },
});
