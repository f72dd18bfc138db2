import { defineConfig } from 'vitest/config';

/** What is published: needs `npm run build` first. */
export default defineConfig({ test: { include: ['test/package/**/*.test.ts'], testTimeout: 180_000 } });
