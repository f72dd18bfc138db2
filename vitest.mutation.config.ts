import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import everyday from './vitest.config.js';

/** Tables before properties: most mutants are dead before a long one begins. */
class TablesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      `${/worked-traces|probes|laws|reference/.test(moduleId) ? 1 : 0}${moduleId}`;
    return files.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }
}

/** For `npm run proof:mutation` alone: the tests of one area (scripts/mutation/areas.ts). */
export default defineConfig({
  // Where a test finds the package by its name: a file that can't be loaded is passed over without a word.
  ...(everyday.resolve === undefined ? {} : { resolve: everyday.resolve }),
  test: {
    include: (process.env['STEADYSTATE_MUTATION_TESTS'] ?? 'test/planner/**')
      .split(',')
      .map((each) => each.replace(/\*\*$/, '**/*.test.ts')),
    setupFiles: ['scripts/mutation/fewer-cases.ts', 'scripts/mutation/schemas-anew.ts'],
    testTimeout: 120_000,
    // A mutant costs one worker, not one for each file of tests.
    isolate: false,
    fileParallelism: false,
    sequence: { sequencer: TablesFirst },
  },
});
