import type * as fc from 'fast-check';
import { vi } from 'vitest';

/** Properties draw a twentieth of their cases, the same each time; a mutant is dead at the first that fails. */
const casesDivisor = 20;

vi.mock('fast-check', async (importOriginal) => {
  const real = await importOriginal<typeof import('fast-check')>();
  const assert = (property: fc.IRawProperty<unknown>, parameters: fc.Parameters<unknown> = {}) =>
    real.assert(property, {
      ...parameters,
      seed: parameters.seed ?? 1,
      numRuns: Math.ceil((parameters.numRuns ?? 100) / casesDivisor),
      endOnFailure: true,
    });
  return { ...real, assert, default: { ...real.default, assert } };
});
