import { vi } from 'vitest';

/**
 * Schemas are made anew whenever they are needed: otherwise only the first test that needs one reaches it, and a mutant
 * in it would be held against that one test alone.
 */
vi.mock('../../src/model/parse-data.js', async (importOriginal) => ({
  ...(await importOriginal<typeof import('../../src/model/parse-data.js')>()),
  lazily: <T>(make: () => T): (() => T) => make,
}));
