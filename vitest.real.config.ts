import { defineConfig } from 'vitest/config';

/** With real outside programs: `npm run test:real` installs them. */
export default defineConfig({ test: { include: ['test/real/**/*.test.ts'], testTimeout: 180_000 } });
